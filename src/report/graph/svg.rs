//! Scalable vector graphics, laid out here, without a script and without a font of its own.

use std::fmt::Write;

use super::layout::{self, Laid, Point};
use super::{Edge, Graph, Kind, Line, Node};

/// A letter's width, on average and rather too wide, and a line's height [px].
const LETTER: f64 = 6.9;
const HEIGHT: f64 = 15.0;
/// Around text in a box, around boxes in a frame, between frames [px].
const PADDING: f64 = 9.0;
const MARGIN: f64 = 20.0;
const GAP: f64 = 24.0;
/// Frames go into a new row beyond this width [px].
const WIDEST: f64 = 1800.0;
/// Room for the title of a frame, and of the picture [px].
const TITLE: f64 = 30.0;

const STYLE: &str = "\
text{font-family:'DejaVu Sans',Verdana,Arial,sans-serif;font-size:11px;fill:#1b2733}\
.t{font-size:16px;font-weight:bold}.f{font-size:12.5px;font-weight:bold}.h{font-weight:bold}\
.m{text-anchor:middle}.l{font-size:10px;text-anchor:middle}.w{fill:#f7f9fb}\
.frame{fill:#f7f9fb;stroke:#9fb0c0}.part{fill:#e3edf7;stroke:#4a78a6}.outside{fill:#fff;stroke:#777;stroke-dasharray:4 3}\
.step{fill:#fdf0e3;stroke:#b9742b}.goal{fill:#f9d9d6;stroke:#b03a2e;stroke-width:2}.gate{fill:#fff;stroke:#444}\
.hosts{fill:#e8f3e4;stroke:#57873f}.team{fill:#dfe9f7;stroke:#2e5d9f;stroke-width:1.5}.rule{fill:#f3ecf8;stroke:#7d5aa3}\
.a{fill:none;stroke:#4b5a68;stroke-width:1.3}.d{stroke-dasharray:5 4}";

/// The picture.
pub fn to_svg(graph: &Graph) -> String {
    let sizes: Vec<Point> = graph.nodes.iter().map(size).collect();
    let frames: Vec<Laid> = (0..graph.frames.len()).map(|frame| layout::lay(graph, frame, &sizes)).collect();
    let (corners, (width, height)) = arrange(graph, &frames);
    let mut out = String::new();
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} \
         {height:.0}\" role=\"img\">\n<title>{}</title>\n<style>{STYLE}</style>\n<defs><marker id=\"head\" \
         viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"7\" markerHeight=\"7\" \
         orient=\"auto-start-reverse\"><path d=\"M0 0L10 5L0 10z\" fill=\"#4b5a68\"/></marker></defs>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n<text class=\"t\" x=\"{MARGIN}\" y=\"28\">{}</text>\n",
        escaped(&graph.title),
        escaped(&graph.title)
    );
    let mut centres = vec![(0.0, 0.0); graph.nodes.len()];
    for ((laid, (corner, outer)), title) in frames.iter().zip(&corners).zip(&graph.frames) {
        let _ = writeln!(
            out,
            "<rect class=\"frame\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"8\"/>\n\
             <text class=\"f\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            corner.0,
            corner.1,
            outer.0,
            outer.1,
            corner.0 + 12.0,
            corner.1 + 20.0,
            escaped(title)
        );
        let shift = shift(*corner, *outer, laid);
        for (node, centre) in &laid.boxes {
            centres[*node] = (centre.0 + shift.0, centre.1 + shift.1);
        }
    }
    let mut labels = String::new();
    arrows(graph, &frames, &corners, &mut out, &mut labels);
    across(graph, &centres, &sizes, &mut out, &mut labels);
    for ((node, centre), size) in graph.nodes.iter().zip(&centres).zip(&sizes) {
        draw(node, *centre, *size, &mut out);
    }
    out.push_str(&labels);
    out.push_str("</svg>\n");
    out
}

fn size(node: &Node) -> Point {
    let letters = node.lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let lines = node.lines.len();
    let width = LETTER * letters as f64 + 2.0 * PADDING;
    let height = HEIGHT * lines as f64 + 2.0 * PADDING - 3.0;
    if node.kind == Kind::Gate { (width.max(34.0), 26.0) } else { (width.max(60.0), height) }
}

/// Upper left corner and size of each frame, and the size of the picture.
fn arrange(graph: &Graph, frames: &[Laid]) -> (Vec<(Point, Point)>, Point) {
    let mut corners = Vec::new();
    let widest = frames.iter().map(|laid| laid.size.0 + 2.0 * MARGIN).fold(WIDEST, f64::max) + MARGIN;
    let (mut left, mut top) = (MARGIN, MARGIN + TITLE);
    let (mut right, mut bottom): (f64, f64) = (0.0, top);
    for (laid, title) in frames.iter().zip(&graph.frames) {
        let heading = 8.0 * title.chars().count() as f64 + 24.0;
        let outer = ((laid.size.0 + 2.0 * MARGIN).max(heading), laid.size.1 + 2.0 * MARGIN + TITLE - 8.0);
        if left > MARGIN && left + outer.0 > widest {
            (left, top) = (MARGIN, bottom + GAP);
        }
        corners.push(((left, top), outer));
        left += outer.0 + GAP;
        right = right.max(left - GAP);
        bottom = bottom.max(top + outer.1);
    }
    let title = 10.5 * graph.title.chars().count() as f64;
    (corners, (right.max(title) + MARGIN, bottom + MARGIN))
}

/// How far what is laid out in a frame moves: into its middle, below its title.
fn shift(corner: Point, outer: Point, laid: &Laid) -> Point {
    (corner.0 + (outer.0 - laid.size.0) / 2.0, corner.1 + MARGIN + TITLE - 8.0)
}

fn arrows(graph: &Graph, frames: &[Laid], corners: &[(Point, Point)], out: &mut String, labels: &mut String) {
    for (laid, (corner, outer)) in frames.iter().zip(corners) {
        let shift = shift(*corner, *outer, laid);
        for (edge, points) in &laid.arrows {
            let points: Vec<Point> =
                points.iter().map(|point| (point.0 + shift.0, point.1 + shift.1)).collect();
            arrow(&graph.edges[*edge], &points, out, labels);
        }
    }
}

/// Arrows from frame to frame.
fn across(graph: &Graph, centres: &[Point], sizes: &[Point], out: &mut String, labels: &mut String) {
    for edge in &graph.edges {
        if graph.nodes[edge.from].frame != graph.nodes[edge.to].frame {
            let (from, to) = (centres[edge.from], centres[edge.to]);
            let (a, b) = (sizes[edge.from].1 / 2.0, sizes[edge.to].1 / 2.0);
            let down = from.1 + a < to.1 - b;
            let (start, end) = if down { (from.1 + a, to.1 - b) } else { (from.1 - a, to.1 + b) };
            arrow(edge, &[(from.0, start), (to.0, end)], out, labels);
        }
    }
}

fn arrow(edge: &Edge, points: &[Point], out: &mut String, labels: &mut String) {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
    let mut path = format!("M{:.1} {:.1}", first.0, first.1);
    for pair in points.windows(2) {
        let [from, to] = pair else { continue };
        if from.0 == to.0 {
            let _ = write!(path, "L{:.1} {:.1}", to.0, to.1);
            continue;
        }
        let middle = (from.1 + to.1) / 2.0;
        let _ = write!(path, "C{:.1} {middle:.1} {:.1} {middle:.1} {:.1} {:.1}", from.0, to.0, to.0, to.1);
    }
    let dashed = if edge.line == Line::Dashed { " d" } else { "" };
    let start = if edge.line == Line::Both { " marker-start=\"url(#head)\"" } else { "" };
    let _ = writeln!(out, "<path class=\"a{dashed}\" d=\"{path}\" marker-end=\"url(#head)\"{start}/>");
    if !edge.label.is_empty() {
        // From box to box with two points a layer between: the middle pair is the middle layer's, or the two boxes'.
        let layer = points.len() / 4 * 2;
        let (a, b) = match points.get(layer.saturating_sub(1)..=layer) {
            Some(&[a, b]) => (a, b),
            _ => (*first, *last),
        };
        let (x, y) = ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
        let width = 6.3 * edge.label.chars().count() as f64 + 4.0;
        let _ = writeln!(
            labels,
            "<rect class=\"w\" x=\"{:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"13\"/>\n\
             <text class=\"l\" x=\"{x:.1}\" y=\"{:.1}\">{}</text>",
            x - width / 2.0,
            y - 6.5,
            y + 3.5,
            escaped(&edge.label)
        );
    }
}

fn draw(node: &Node, centre: Point, size: Point, out: &mut String) {
    let (class, round) = match node.kind {
        Kind::Part => ("part", 3.0),
        Kind::Outside => ("outside", 12.0),
        Kind::Step => ("step", 3.0),
        Kind::Goal => ("goal", 3.0),
        Kind::Gate => ("gate", 13.0),
        Kind::Hosts => ("hosts", 3.0),
        Kind::Team => ("team", 16.0),
        Kind::Rule => ("rule", 8.0),
    };
    let (left, top) = (centre.0 - size.0 / 2.0, centre.1 - size.1 / 2.0);
    let _ = writeln!(
        out,
        "<rect class=\"{class}\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"{round}\"/>",
        size.0, size.1
    );
    let first = centre.1 - HEIGHT * (node.lines.len() as f64 - 1.0) / 2.0 + 4.0;
    for (place, line) in node.lines.iter().enumerate() {
        let bold = if place < node.heading && node.kind != Kind::Gate { " h" } else { "" };
        let y = first + HEIGHT * place as f64;
        let _ = writeln!(
            out,
            "<text class=\"m{bold}\" x=\"{:.1}\" y=\"{y:.1}\">{}</text>",
            centre.0,
            escaped(line)
        );
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
