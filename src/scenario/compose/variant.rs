//! Variants of a scenario: one file, several exercises.

use super::assemble::{can_follow, leave_out, misplaced};
use super::path::Path;
use super::tree::take;
use super::{merge, setting};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Sources, suggest};
use crate::scenario::decode::{self, Decode, Form, List, Text};
use crate::scenario::document::{Scenario, Variant};
use crate::scenario::syntax::{Field, Name, Node, NodeKind};

/// The most variants of a scenario: each is checked as a scenario of its own.
const MOST_VARIANTS: usize = 256;

/// Takes the variants out of the tree of a scenario. Faults of any of them are told, chosen or not.
pub(in crate::scenario) fn take_all(tree: &mut Node, diagnostics: &mut Diagnostics) -> Vec<Variant> {
    let Some(field) = take(tree, "variants", diagnostics) else { return Vec::new() };
    let read = decode::read_node::<List<Variant>>(&field.value, diagnostics);
    let mut variants: Vec<Variant> = Vec::new();
    let read = read.map_or_else(Vec::new, |(list, _)| list.into_vec());
    if let Some(surplus) = read.get(MOST_VARIANTS) {
        let fault = Diagnostic::error(Code::TooMany, format!("{} are too many variants", read.len()));
        diagnostics
            .push(fault.at(surplus.id.place, "").help(format!("a scenario has at most {MOST_VARIANTS}")));
    }
    for mut variant in read.into_iter().take(MOST_VARIANTS) {
        if let Some(first) = variants.iter().find(|one| one.id.value == variant.id.value) {
            let message = format!("two variants have the id `{}`", variant.id.as_str());
            let fault = Diagnostic::error(Code::DuplicateId, message).at(variant.id.place, "");
            diagnostics
                .push(fault.also(first.id.place, "the first is here").help("give one of them another id"));
        }
        if let Some(part) = &mut variant.with {
            for name in ["extends", "include", "variants", "without"] {
                if let Some(field) = take(&mut part.0, name, diagnostics) {
                    let fault = format!("`{name}` stands in what a variant is made with");
                    diagnostics.push(
                        misplaced(&fault, &field).help("write it in the scenario itself, or take it away"),
                    );
                }
            }
        }
        variants.push(variant);
    }
    variants
}

/// The variant of an id; what is wrong with the id is told at the place where it was asked for.
pub(super) fn find<'v>(
    variants: &'v [Variant],
    id: &str,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<&'v Variant> {
    let found = variants.iter().find(|variant| variant.id.as_str() == id);
    if found.is_none() {
        let asked = format!("--variant {}", Form::quoted(&id).to_string().trim_matches('"'));
        let end = asked.len();
        let source = sources.add("the command line", asked);
        let ids: Vec<&str> = variants.iter().map(|variant| variant.id.as_str()).collect();
        let fault = Diagnostic::error(Code::NoSuchVariant, format!("the scenario has no variant `{id}`"))
            .at(Place::new(source, "--variant ".len()..end), "");
        diagnostics.push(match suggest::closest(id, ids.iter().copied()) {
            Some(meant) => fault.did_you_mean(Some(meant)),
            None if ids.is_empty() => fault.help("it has none: leave `--variant` out"),
            None => fault.help(format!("its variants are {}", decode::listed(&ids))),
        });
    }
    found
}

/// Makes the variant out of the scenario, but for the values that it sets.
pub(super) fn apply(variant: &Variant, tree: &mut Node, diagnostics: &mut Diagnostics) {
    leave_out(tree, &variant.without, diagnostics);
    let over = |tree: &mut Node, over: Node| {
        let base = std::mem::replace(tree, Node { place: tree.place, kind: NodeKind::Unit });
        let place = base.place;
        *tree = merge::merge(base, over, Some(&Scenario::describe()));
        tree.place = place;
    };
    if let Some(part) = &variant.with {
        over(tree, part.0.clone());
    }
    let words = [("title", &variant.title), ("story", &variant.story)];
    let fields: Vec<Field> = words
        .into_iter()
        .filter_map(|(name, text)| Some(word(name, text.as_ref()?, variant.place)))
        .collect();
    if !fields.is_empty() {
        over(tree, Node { place: variant.place, kind: NodeKind::Struct { name: None, fields } });
    }
}

fn word(name: &str, text: &Text, place: Place) -> Field {
    let name = Name { text: name.into(), place };
    Field { name, value: Node { place, kind: NodeKind::Text(text.as_str().into()) } }
}

/// Sets those of the values that a variant sets that are of this kind.
pub(super) fn set(
    variant: &Variant,
    wanted: impl Fn(&str) -> bool,
    tree: &mut Node,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) {
    let values = &variant.set.0;
    if values.first().is_some_and(|first| !can_follow(values.len(), tree, first.place, diagnostics)) {
        return;
    }
    for one in values.iter().filter(|one| wanted(&one.path)) {
        let path = Path::quoted(&one.path, one.place);
        setting::set(tree, &path, one.value.clone(), sources, diagnostics);
    }
}
