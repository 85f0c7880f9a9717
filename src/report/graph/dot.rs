//! Graphviz.

use std::fmt::Write;

use super::{Graph, Kind, Line};

/// The picture for `dot`.
pub fn to_dot(graph: &Graph) -> String {
    let mut out = String::new();
    let _ = write!(
        out,
        "digraph {{\n    label={};\n    labelloc=t;\n    node [shape=box, fontname=\"Helvetica\", fontsize=11];\n    \
         edge [fontname=\"Helvetica\", fontsize=10];\n",
        quoted(&graph.title)
    );
    for (frame, title) in graph.frames.iter().enumerate() {
        let _ = write!(out, "    subgraph cluster_{frame} {{\n        label={};\n", quoted(title));
        for (place, node) in graph.nodes.iter().enumerate().filter(|(_, node)| node.frame == frame) {
            let label = quoted(&node.lines.join("\n"));
            let _ = writeln!(out, "        n{place} [label={label}{}];", look(node.kind));
        }
        out.push_str("    }\n");
    }
    for edge in &graph.edges {
        let mut traits = Vec::new();
        if !edge.label.is_empty() {
            traits.push(format!("label={}", quoted(&edge.label)));
        }
        // What leads up is written the other way round, so that it is laid out so.
        let (above, below) = if edge.up { (edge.to, edge.from) } else { (edge.from, edge.to) };
        if edge.up && edge.line != Line::Both {
            traits.push("dir=back".to_owned());
        }
        match edge.line {
            Line::Forward => {}
            Line::Both => traits.push("dir=both".to_owned()),
            Line::Dashed => traits.push("style=dashed".to_owned()),
        }
        let traits = if traits.is_empty() { String::new() } else { format!(" [{}]", traits.join(", ")) };
        let _ = writeln!(out, "    n{} -> n{}{traits};", above, below);
    }
    out.push_str("}\n");
    out
}

fn look(kind: Kind) -> &'static str {
    match kind {
        Kind::Part | Kind::Step => "",
        Kind::Outside => ", style=dashed",
        Kind::Goal => ", style=bold",
        Kind::Gate => ", shape=circle, fontsize=9",
        Kind::Hosts => ", shape=box3d",
        Kind::Team => ", shape=ellipse",
        Kind::Rule => ", style=rounded",
    }
}

/// A text in quotation marks. A backslash would begin an escape, `&` an entity.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '&' => out.push_str("&amp;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
