//! Scenarios to start from, which ship with the program: `coalition new` writes them.
//!
//! A template is a small scenario that runs. What every field means, its unit, its default and the source of the
//! default are written into it from the declarations that scenarios are read by.

mod annotate;

use super::decode::Id;
use super::syntax::{self, Node, NodeKind};
use crate::diagnostic::{Diagnostics, Sources};

/// A scenario to start from.
#[derive(Clone, Copy, Debug)]
pub struct Template {
    /// What it is called; also the id of its scenario.
    pub id: &'static str,
    /// The scenario.
    pub text: &'static str,
}

macro_rules! templates {
    ($($id:literal)+) => {
        /// All of them, the simplest first.
        pub const TEMPLATES: &[Template] = &[
            $(Template { id: $id, text: include_str!(concat!("templates/", $id, ".ron")) },)+
        ];
    };
}

templates! { "two-teams" "one-team" "exercise" "worm" "overload" }

impl Template {
    /// The template of this name.
    pub fn named(id: &str) -> Option<&'static Self> {
        TEMPLATES.iter().find(|template| template.id == id)
    }

    /// What it is in one line: the first of its text.
    pub fn summary(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches("// ")
    }

    /// A scenario of this id. Where it is `annotated`, all that can be written is explained where it first comes up.
    pub fn scenario(&self, id: &Id, annotated: bool) -> String {
        let text = annotate::head(self, annotated) + self.text;
        let Some(tree) = tree(&text) else { return text };
        let mut insertions = if annotated { annotate::remarks(&text, &tree) } else { Vec::new() };
        if let NodeKind::Struct { fields, .. } = &tree.kind
            && let Some(field) = fields.iter().find(|field| &*field.name.text == "id")
        {
            insertions.push((field.value.place.range(), format!("\"{id}\"")));
        }
        insertions.sort_by_key(|(range, _)| range.start);
        let mut whole = String::new();
        let mut done = 0;
        for (range, words) in insertions {
            whole.push_str(&text[done..range.start]);
            whole.push_str(&words);
            done = range.end;
        }
        whole.push_str(&text[done..]);
        super::format::format_bytes(self.id.to_owned(), whole.as_bytes()).text.unwrap_or(whole)
    }
}

fn tree(text: &str) -> Option<Node> {
    let mut sources = Sources::new();
    let source = sources.add("template", text);
    syntax::parse(source, &sources, &mut Diagnostics::new())
}

#[cfg(test)]
mod tests;
