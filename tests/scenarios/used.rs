//! Which fields and choices the bundled scenarios use, against all that there are.

use std::collections::BTreeSet;
use std::path::Path;

use coalition::diagnostic::{Diagnostics, Sources};
use coalition::scenario::decode::{Decode, FieldDoc, Shape, TypeDoc};
use coalition::scenario::document::Scenario;
use coalition::scenario::syntax::{Field, Node, NodeKind, parse};

/// Everything that can be written: `Type.field`, `Type.Choice` and `Type.Choice.field`.
fn all() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for one in Scenario::describe().reachable() {
        match &one.shape {
            Shape::Struct(fields) => {
                all.extend(fields.iter().map(|field| format!("{}.{}", one.name, field.name)));
            }
            Shape::Choice(choices) => {
                for choice in choices {
                    let name = format!("{}.{}", one.name, choice.name);
                    all.extend(choice.fields.iter().map(|field| format!("{name}.{}", field.name)));
                    all.insert(name);
                }
            }
            Shape::Value | Shape::Optional(_) | Shape::List(_) => {}
        }
    }
    all
}

/// Notes what of a type stands at a node.
fn note(node: &Node, of: &TypeDoc, used: &mut BTreeSet<String>) {
    match &of.shape {
        Shape::Value => {}
        Shape::Optional(inner) => note(node, &inner(), used),
        Shape::List(inner) => {
            if let NodeKind::List(items) = &node.kind {
                items.iter().for_each(|item| note(item, &inner(), used));
            }
        }
        Shape::Struct(fields) => note_fields(node, fields, &of.name, used),
        Shape::Choice(choices) => {
            let Some(choice) =
                node.name().and_then(|name| choices.iter().find(|one| *one.name == *name.text))
            else {
                return;
            };
            let name = format!("{}.{}", of.name, choice.name);
            note_fields(node, &choice.fields, &name, used);
            if let (Some(inner), [value]) = (choice.inner, node.children().as_slice()) {
                note(value, &inner(), used);
            }
            used.insert(name);
        }
    }
}

fn note_fields(node: &Node, fields: &[FieldDoc], name: &str, used: &mut BTreeSet<String>) {
    let NodeKind::Struct { fields: written, .. } = &node.kind else { return };
    for Field { name: field, value } in written {
        if let Some(doc) = fields.iter().find(|doc| *doc.name == *field.text) {
            used.insert(format!("{name}.{}", doc.name));
            note(value, &(doc.of)(), used);
        }
    }
}

/// What none of these scenarios uses.
pub(super) fn unused<'p>(files: impl IntoIterator<Item = &'p Path>) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for path in files {
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let text = std::fs::read_to_string(path).unwrap();
        let source = sources.add("scenario.ron", &text);
        let tree = parse(source, &sources, &mut diagnostics).unwrap();
        note(&tree, &Scenario::describe(), &mut used);
    }
    &all() - &used
}
