//! Mermaid, as Markdown viewers draw it.

use std::fmt::Write;

use super::{Graph, Kind, Line};

/// The picture as a flow chart.
pub fn to_mermaid(graph: &Graph) -> String {
    let mut out =
        format!("---\ntitle: {}\n---\nflowchart TB\n", serde_json::Value::from(graph.title.as_str()));
    for (frame, title) in graph.frames.iter().enumerate() {
        let _ = writeln!(out, "    subgraph f{frame}[{}]", quoted(title));
        for (place, node) in graph.nodes.iter().enumerate().filter(|(_, node)| node.frame == frame) {
            let lines: Vec<String> = node.lines.iter().map(|line| escaped(line)).collect();
            let (open, close) = brackets(node.kind);
            let _ = writeln!(out, "        n{place}{open}\"{}\"{close}", lines.join("<br/>"));
        }
        out.push_str("    end\n");
    }
    for edge in &graph.edges {
        let arrow = match edge.line {
            Line::Forward => "-->",
            Line::Both => "<-->",
            Line::Dashed => "-.->",
        };
        let label = if edge.label.is_empty() { String::new() } else { format!("|{}|", quoted(&edge.label)) };
        let _ = writeln!(out, "    n{} {arrow}{label} n{}", edge.from, edge.to);
    }
    out
}

fn brackets(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Part | Kind::Step => ("[", "]"),
        Kind::Outside => (">", "]"),
        Kind::Goal => ("[[", "]]"),
        Kind::Gate => ("((", "))"),
        Kind::Hosts => ("[(", ")]"),
        Kind::Team => ("([", "])"),
        Kind::Rule => ("(", ")"),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// Everything that could begin something else, by its number.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '"' | '#' | '&' | '<' | '>' | '`' | '\\' | '|' | ';' | '%' | '{' | '}' | '*' | '_' => {
                let _ = write!(out, "#{};", u32::from(c));
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
