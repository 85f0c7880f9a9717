//! Strategies that ship with the program: text that a planner can name, print, copy and change.
//!
//! A preset is a part of an arrangement in RON. Naming it is the same as writing its text there.

use super::compose;
use super::decode::{Id, Reference};
use super::syntax::{self, Field, Node, NodeKind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Sources, suggest};

/// A strategy that ships with the program.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    /// Its id, which is also the id of its strategy.
    pub id: &'static str,
    /// What a planner would write under `arrangement:`.
    pub text: &'static str,
}

macro_rules! presets {
    ($($id:literal)+) => {
        /// All of them, in the order in which people think of them.
        pub const PRESETS: &[Preset] = &[
            $(Preset { id: $id, text: include_str!(concat!("presets/", $id, ".ron")) },)+
        ];
    };
}

presets! { "bilateral" "hub" "machine" "selective" "vetted" "best-practice" "early-warning" "industry" "assistance" "full-coalition" }

impl Preset {
    /// The preset with this id.
    pub fn named(id: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.id == id)
    }

    /// What it is in one line: the first of its text.
    pub fn summary(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches("// ")
    }
}

/// Adds to the tree of a scenario what the presets hold that it names, and those of `more`, where it has no strategy of that
/// id. What was named and is known is no longer named then, so that it is not added again.
pub(super) fn expand(
    tree: &mut Node,
    more: &[&'static Preset],
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) {
    let mut wanted = named(tree, diagnostics);
    for preset in more {
        if !has_strategy(tree, preset.id) && wanted.iter().all(|other| other.id != preset.id) {
            wanted.push(preset);
        }
    }
    for preset in wanted {
        let source = sources.add(format!("preset `{}`", preset.id), preset.text);
        if let Some(part) = syntax::parse(source, sources, diagnostics) {
            join(tree, part);
        }
    }
}

/// Takes out the presets that the scenario names. What is no preset is reported; what is no id is left to be decoded.
fn named(tree: &mut Node, diagnostics: &mut Diagnostics) -> Vec<&'static Preset> {
    let mut wanted: Vec<&'static Preset> = Vec::new();
    let NodeKind::Struct { fields, .. } = &mut tree.kind else { return wanted };
    let arrangement = fields.iter_mut().find(|field| &*field.name.text == "arrangement");
    let Some(Node { kind: NodeKind::Struct { fields, .. }, .. }) = arrangement.map(|field| &mut field.value)
    else {
        return wanted;
    };
    for field in fields.iter_mut().filter(|field| &*field.name.text == "presets") {
        let NodeKind::List(items) = &mut field.value.kind else { continue };
        items.retain(|item| {
            let NodeKind::Text(text) = &item.kind else { return true };
            let Ok(value) = Id::new(text) else { return true };
            let reference = Reference { value, place: item.place };
            match Preset::named(text) {
                None => diagnostics.push(unknown(&reference)),
                Some(preset) if wanted.iter().any(|other| other.id == preset.id) => {
                    diagnostics.push(repeated(&reference));
                }
                Some(preset) => wanted.push(preset),
            }
            false
        });
    }
    wanted
}

fn has_strategy(tree: &Node, id: &str) -> bool {
    let strategies =
        compose::field(tree, "arrangement").and_then(|field| compose::field(&field.value, "strategies"));
    strategies.is_some_and(|field| field.value.children().iter().any(|one| compose::id_of(one) == Some(id)))
}

/// Adds the lists of a part of an arrangement to those of the scenario.
fn join(tree: &mut Node, part: Node) {
    let Some(arrangement) = compose::field_mut(tree, "arrangement", NodeKind::Unit) else { return };
    let NodeKind::Struct { fields, .. } = part.kind else { return };
    for field in fields {
        let NodeKind::List(more) = field.value.kind else { continue };
        let own = compose::field_mut(&mut arrangement.value, &field.name.text, NodeKind::List(Vec::new()));
        if let Some(Field { value: Node { kind: NodeKind::List(items), .. }, .. }) = own {
            items.extend(more);
        }
    }
}

fn unknown(reference: &Reference) -> Diagnostic {
    let ids = || PRESETS.iter().map(|preset| preset.id);
    let message = format!("there is no preset `{}`", reference.value);
    let fault = Diagnostic::error(Code::UnknownReference, message).at(reference.place, "");
    match suggest::closest(reference.as_str(), ids()) {
        Some(meant) => fault.did_you_mean(Some(meant)),
        None => {
            let all: Vec<String> = ids().map(|id| format!("`{id}`")).collect();
            fault.help(format!("there is: {}", all.join(", ")))
        }
    }
}

fn repeated(reference: &Reference) -> Diagnostic {
    let message = format!("the preset `{}` is named twice", reference.value);
    Diagnostic::error(Code::RepeatedReference, message)
        .at(reference.place, "named again here")
        .help("take one of them away")
}

#[cfg(test)]
#[expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
mod tests;
