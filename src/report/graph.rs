//! Pictures of a scenario: its networks, campaigns, missions and sharing as graphs, in three notations.
//!
//! A picture is the same bytes for the same scenario, and says nothing that the scenario does not.

mod campaigns;
mod dot;
mod layout;
mod mermaid;
mod missions;
mod network;
mod sharing;
mod svg;

pub use campaigns::campaigns;
pub use dot::to_dot;
pub use mermaid::to_mermaid;
pub use missions::missions;
pub use network::network;
pub use sharing::sharing;
pub use svg::to_svg;

/// The most characters on a line of a node.
const LONGEST: usize = 46;

/// A picture: boxes in frames, and arrows between them.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// What it shows.
    pub title: String,
    /// Titles of the frames.
    pub frames: Vec<String>,
    /// Boxes.
    pub nodes: Vec<Node>,
    /// Arrows, in the order of their making.
    pub edges: Vec<Edge>,
}

/// A box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The frame that it stands in.
    pub frame: usize,
    /// What it is, then more about it.
    pub lines: Vec<String>,
    /// How many lines say what it is.
    pub heading: usize,
    /// What sort of thing it is.
    pub kind: Kind,
}

/// What sort of thing a box stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A part of an organisation.
    Part,
    /// What is outside of it.
    Outside,
    /// Something that an adversary does.
    Step,
    /// Where an adversary has what it wanted.
    Goal,
    /// All of these, or one of them.
    Gate,
    /// Hosts.
    Hosts,
    /// A team.
    Team,
    /// What is agreed on.
    Rule,
}

/// An arrow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// From this box.
    pub from: usize,
    /// To this box.
    pub to: usize,
    /// What is written beside it; mostly nothing.
    pub label: String,
    /// How it is drawn.
    pub line: Line,
    /// Whether it leads back to what stands further up.
    pub up: bool,
}

/// How an arrow is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// With a head at its end.
    Forward,
    /// With a head at both ends.
    Both,
    /// Broken: what happens only if something else goes wrong.
    Dashed,
}

impl Graph {
    fn frame(&mut self, title: impl Into<String>) -> usize {
        self.frames.push(title.into());
        self.frames.len() - 1
    }

    /// Adds a box; its lines are broken where they are too long.
    fn node(&mut self, frame: usize, kind: Kind, lines: impl IntoIterator<Item = String>) -> usize {
        let mut all = Vec::new();
        let mut heading = 0;
        for line in lines {
            all.extend(broken(&line));
            heading = if heading == 0 { all.len() } else { heading };
        }
        self.nodes.push(Node { frame, lines: all, heading, kind });
        self.nodes.len() - 1
    }

    fn edge(&mut self, from: usize, to: usize, line: Line, label: impl Into<String>) {
        self.edges.push(Edge { from, to, label: label.into(), line, up: false });
    }

    /// As [`Graph::edge`], back to what stands further up.
    fn edge_up(&mut self, from: usize, to: usize, line: Line, label: impl Into<String>) {
        self.edges.push(Edge { from, to, label: label.into(), line, up: true });
    }
}

/// A text as lines of at most [`LONGEST`] characters, broken between words.
fn broken(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let letters = word.chars().count();
        match lines.last_mut() {
            Some(line) if length + 1 + letters <= LONGEST => {
                line.push(' ');
                line.push_str(word);
                length += 1 + letters;
            }
            _ => {
                lines.push(word.to_owned());
                length = letters;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests;
