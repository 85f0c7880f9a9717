//! Defaults of some years instead of those of the program.

use std::collections::BTreeMap;

use super::tree::take;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Sources, suggest};
use crate::scenario::decode::{self, Manner, Reference, listed};
use crate::scenario::presets::{Kind, Preset};
use crate::scenario::syntax::{self, Node, NodeKind};

/// The defaults of the era that a scenario names, by what they are of: `Triage.work`, `Control.Edr.detects`.
pub(super) fn defaults(
    tree: &mut Node,
    manner: &Manner,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<BTreeMap<String, Node>> {
    let field = take(tree, "era", diagnostics)?;
    let (named, _) = decode::read_node_with::<Option<Reference>>(&field.value, manner, diagnostics)?;
    let named = named?;
    let Some(preset) = Preset::of_kind(Kind::Era, named.as_str()) else {
        let known: Vec<&str> = Kind::Era.all().iter().map(|preset| preset.id).collect();
        let fault = Diagnostic::error(Code::UnknownReference, format!("there is no era `{}`", named.value));
        let fault = fault.at(named.place, "");
        diagnostics.push(match suggest::closest(named.as_str(), known.iter().copied()) {
            Some(meant) => fault.did_you_mean(Some(meant)),
            None => fault.help(format!("there is: {}", listed(&known))),
        });
        return None;
    };
    Some(table(preset, sources, diagnostics))
}

/// What the text of an era says.
pub(in crate::scenario) fn table(
    era: &Preset,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Node> {
    let source = sources.add(format!("preset `{}`", era.id), era.text);
    let mut table = BTreeMap::new();
    if let Some(tree) = syntax::parse(source, sources, diagnostics) {
        gather(tree, "", &mut table);
    }
    table
}

/// Names of types and choices begin with a capital and hold fields; those of fields do not, and hold a value.
fn gather(node: Node, path: &str, table: &mut BTreeMap<String, Node>) {
    let NodeKind::Struct { fields, .. } = node.kind else { return };
    for field in fields {
        let dot = if path.is_empty() { "" } else { "." };
        let path = format!("{path}{dot}{}", field.name.text);
        if field.name.text.starts_with(|c: char| c.is_ascii_uppercase()) {
            gather(field.value, &path, table);
        } else {
            table.insert(path, field.value);
        }
    }
}
