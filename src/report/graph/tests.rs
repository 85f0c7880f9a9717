//! Pictures of small scenarios, and of all that ship with the program.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use super::*;
use crate::metrics::definition;
use crate::scenario::model::{Scenario, StrategyId};
use crate::scenario::{load, load_text};

/// All pictures of all bundled scenarios.
fn pictures() -> Vec<Graph> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "ron") {
            found.extend(all(&load(&path, &definition::names()).unwrap().scenario.unwrap()));
        }
    }
    assert!(found.len() > 20, "{} pictures", found.len());
    found
}

fn all(scenario: &Scenario) -> [Graph; 4] {
    let strategies: Vec<StrategyId> = (0..scenario.strategies.len()).map(StrategyId::at).collect();
    [network(scenario), campaigns(scenario), missions(scenario), sharing(scenario, &strategies)]
}

#[test]
fn no_box_lies_on_another_and_arrows_lead_from_box_to_box() {
    for graph in pictures() {
        let sizes: Vec<layout::Point> = graph.nodes.iter().map(svg::size).collect();
        for frame in 0..graph.frames.len() {
            let laid = layout::lay(&graph, frame, &sizes);
            for (place, (a, at)) in laid.boxes.iter().enumerate() {
                let (half, size) = ((sizes[*a].0 / 2.0, sizes[*a].1 / 2.0), laid.size);
                assert!(
                    at.0 - half.0 > -0.01 && at.0 + half.0 < size.0 + 0.01,
                    "{}: {a} sticks out",
                    graph.title
                );
                assert!(
                    at.1 - half.1 > -0.01 && at.1 + half.1 < size.1 + 0.01,
                    "{}: {a} sticks out",
                    graph.title
                );
                for (b, other) in &laid.boxes[place + 1..] {
                    let apart = |one: f64, two: f64, widths: f64| (one - two).abs() > widths / 2.0 + 5.0;
                    assert!(
                        apart(at.0, other.0, sizes[*a].0 + sizes[*b].0)
                            || apart(at.1, other.1, sizes[*a].1 + sizes[*b].1),
                        "{}: {a} lies on {b}",
                        graph.title
                    );
                }
            }
            let centre = |node: usize| laid.boxes.iter().find(|(own, _)| *own == node).unwrap().1;
            for arrow in &laid.arrows {
                let edge = &graph.edges[arrow.edge];
                for (node, point) in [(edge.from, arrow.points[0]), (edge.to, *arrow.points.last().unwrap())]
                {
                    let (at, size) = (centre(node), sizes[node]);
                    assert!(
                        (point.0 - at.0).abs() <= size.0 / 2.0,
                        "{}: an arrow misses {node}",
                        graph.title
                    );
                    assert!(((point.1 - at.1).abs() - size.1 / 2.0).abs() < 0.01, "{}: {node}", graph.title);
                }
            }
        }
    }
}

#[test]
fn what_stands_in_names_cannot_break_out_of_a_notation() {
    let nasty = r#"\"]; <b>&{x}|`#%_*\\ --> end ☃"#;
    let text = format!(
        r#"(id: "n", title: "{nasty}", organisations: [(id: "a", label: "{nasty}", zones: [(id: "z", label: "{nasty}")],
            hosts: [(id: "h", zone: "z", label: "{nasty}")])],
            teams: [(id: "t", label: "{nasty}", defends: ["a"], desks: [(id: "d", analysts: 1)], triage: (desk: "d"),
            analysis: (desk: "d"), containment: (desk: "d"), eradication: (desk: "d"), recovery: (desk: "d"),
            hunting: (desk: "d"))])"#
    );
    let loaded = load_text("n", text, &[]);
    let picture = network(&loaded.scenario.unwrap());
    let plain = r#""]; <b>&{x}|`#%_*\ --> end ☃"#;
    assert!(picture.frames[0].starts_with(plain), "{}", picture.frames[0]);
    let dot = to_dot(&picture);
    assert!(dot.contains(r#"label="\"]; <b>&amp;{x}|`#%_*\\ --> end ☃\n1 × \"]; "#), "{dot}");
    let svg = to_svg(&picture);
    assert!(svg.contains("&quot;]; &lt;b&gt;&amp;{x}|`#%_*\\ --&gt; end ☃") && !svg.contains("<b>"), "{svg}");
    let mermaid = to_mermaid(&picture);
    let chart = mermaid.split_once("flowchart").unwrap().1;
    assert!(
        chart.contains("#34;]#59; #60;b#62;#38;#123;x#125;#124;#96;#35;#37;#95;#42;#92; --#62; end ☃"),
        "{chart}"
    );
}

#[test]
fn long_texts_are_broken_between_words_and_the_first_stays_the_heading() {
    let mut graph = Graph::default();
    let frame = graph.frame("f");
    let word = "x".repeat(60);
    graph.node(frame, Kind::Part, ["a ".repeat(40), word.clone(), String::new()]);
    let node = &graph.nodes[0];
    assert_eq!((node.heading, node.lines.len()), (2, 3));
    assert!(node.lines[..2].iter().all(|line| line.chars().count() <= LONGEST));
    assert_eq!(node.lines[2], word);
}

#[test]
fn cycles_and_loops_are_laid_out() {
    let mut graph = Graph::default();
    let frame = graph.frame("f");
    for name in ["a", "b", "c"] {
        graph.node(frame, Kind::Part, [name.to_owned()]);
    }
    for (from, to) in [(0, 1), (1, 2), (2, 0), (1, 1), (0, 1)] {
        graph.edge(from, to, Line::Forward, "x");
    }
    let laid = layout::lay(&graph, frame, &[(60.0, 20.0); 3]);
    assert_eq!((laid.boxes.len(), laid.arrows.len()), (3, 4));
    let ys: Vec<f64> = laid.boxes.iter().map(|(_, at)| at.1).collect();
    assert!(ys[0] < ys[1] && ys[1] < ys[2]);
    let back = laid.arrows.iter().find(|arrow| arrow.edge == 2).unwrap();
    assert!(back.points[0].1 > back.points.last().unwrap().1, "it leads up");
    assert_eq!(to_svg(&Graph::default()), to_svg(&Graph::default()));
}
