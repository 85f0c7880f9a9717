//! Two trees of the same type become one: as parts of a whole, or the one over the other.

use std::collections::BTreeMap;

use super::tree::id_of;
use super::walk::{element, fields_of, unwrapped};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::scenario::decode::{FieldDoc, PART, Shape, TypeDoc};
use crate::scenario::syntax::{Field, Name, Node, NodeKind};

/// The first with the second over it: fields by their names, lists of elements by their ids; anything else of the second
/// stands in the place of what the first has.
pub(super) fn merge(base: Node, over: Node, doc: Option<&TypeDoc>) -> Node {
    let Some(doc) = doc.cloned().map(unwrapped) else { return over };
    match doc.shape {
        Shape::Struct(ref known) => match (fields(base), fields(over)) {
            (Ok(base), Ok(over)) => merge_fields(base, over, known),
            (_, Ok(over)) => over.node(),
            (_, Err(over)) => over,
        },
        Shape::List(of) => {
            let of = of();
            match (base.kind, over.kind) {
                (NodeKind::List(base), NodeKind::List(items)) if has_ids(&of) => {
                    Node { place: over.place, kind: NodeKind::List(merge_elements(base, items, &of)) }
                }
                (_, kind) => Node { place: over.place, kind },
            }
        }
        Shape::Value | Shape::Choice(_) | Shape::Optional(_) => over,
    }
}

/// A struct taken apart.
struct Taken {
    place: crate::diagnostic::Place,
    name: Option<Name>,
    fields: Vec<Field>,
}

impl Taken {
    fn node(self) -> Node {
        let Self { place, name, fields } = self;
        let kind = match (&name, fields.is_empty()) {
            (None, true) => NodeKind::Unit,
            _ => NodeKind::Struct { name, fields },
        };
        Node { place, kind }
    }
}

/// The fields of a struct; the node again where it is none.
fn fields(node: Node) -> Result<Taken, Node> {
    match node.kind {
        NodeKind::Struct { name, fields } => Ok(Taken { place: node.place, name, fields }),
        NodeKind::Unit => Ok(Taken { place: node.place, name: None, fields: Vec::new() }),
        _ => Err(node),
    }
}

fn merge_fields(base: Taken, over: Taken, known: &[FieldDoc]) -> Node {
    let mut all: Vec<Option<Field>> = base.fields.into_iter().map(Some).collect();
    let mut places = first_places(all.iter().flatten().map(|field| Some(&*field.name.text)));
    for field in over.fields {
        let place = places.remove(&*field.name.text);
        match place.and_then(|place| all.get_mut(place)) {
            Some(slot) => {
                let doc = known.iter().find(|doc| *doc.name == *field.name.text).map(|doc| (doc.of)());
                *slot = slot.take().map(|first| Field {
                    value: merge(first.value, field.value, doc.as_ref()),
                    name: field.name,
                });
            }
            // A second one of the same name is told when it is decoded.
            None => all.push(Some(field)),
        }
    }
    let fields = all.into_iter().flatten().collect();
    Taken { place: over.place, name: over.name.or(base.name), fields }.node()
}

fn merge_elements(base: Vec<Node>, over: Vec<Node>, of: &TypeDoc) -> Vec<Node> {
    let mut all: Vec<Option<Node>> = base.into_iter().map(Some).collect();
    let mut places = first_places(all.iter().flatten().map(id_of));
    for item in over {
        let place = id_of(&item).and_then(|id| places.remove(id));
        match place.and_then(|place| all.get_mut(place)) {
            Some(slot) => *slot = slot.take().map(|first| merge(first, item, Some(of))),
            None => all.push(Some(item)),
        }
    }
    all.into_iter().flatten().collect()
}

fn first_places<'n>(names: impl Iterator<Item = Option<&'n str>>) -> BTreeMap<String, usize> {
    let mut places = BTreeMap::new();
    for (place, name) in names.enumerate() {
        if let Some(name) = name {
            places.entry(name.to_owned()).or_insert(place);
        }
    }
    places
}

/// Whether elements of this type are told apart by an id.
fn has_ids(of: &TypeDoc) -> bool {
    match &of.shape {
        Shape::Struct(fields) => fields.iter().any(|field| field.name == "id"),
        _ => of.name == PART,
    }
}

/// Adds to a tree what a part of it holds: lists are joined. What both give and what is no list is reported.
pub(super) fn join(into: &mut Node, part: Node, doc: &TypeDoc, diagnostics: &mut Diagnostics) {
    let known = fields_of(doc, into).unwrap_or_default();
    let Ok(part) = fields(part) else { return };
    if let NodeKind::Unit = into.kind {
        into.kind = NodeKind::Struct { name: None, fields: Vec::new() };
    }
    let NodeKind::Struct { fields: own, .. } = &mut into.kind else { return };
    let places = first_places(own.iter().map(|field| Some(&*field.name.text)));
    for field in part.fields {
        let doc = known.iter().find(|doc| *doc.name == *field.name.text).map(|doc| unwrapped((doc.of)()));
        match places.get(&*field.name.text).and_then(|place| own.get_mut(*place)) {
            None => own.push(field),
            Some(first) => join_field(first, field, doc, diagnostics),
        }
    }
}

fn join_field(first: &mut Field, again: Field, doc: Option<TypeDoc>, diagnostics: &mut Diagnostics) {
    let can_have_fields = |node: &Node| matches!(node.kind, NodeKind::Struct { .. } | NodeKind::Unit);
    let both = can_have_fields(&first.value) && can_have_fields(&again.value);
    match doc {
        Some(doc) if matches!(doc.shape, Shape::Struct(_)) && both => {
            join(&mut first.value, again.value, &doc, diagnostics);
        }
        Some(doc) if element(doc.clone()).is_some() => match (&mut first.value.kind, again.value.kind) {
            (NodeKind::List(items), NodeKind::List(more)) => items.extend(more),
            // What is no list is told when it is decoded: the one that is wrong must be the one that stays.
            (NodeKind::List(_), kind) => first.value = Node { kind, ..again.value },
            _ => {}
        },
        _ => {
            let message = format!("`{}` is given twice", again.name.text);
            diagnostics.push(
                Diagnostic::error(Code::GivenTwice, message)
                    .at(again.name.place, "given again here")
                    .also(first.name.place, "first given here")
                    .help("take one of them away: only lists are joined"),
            );
        }
    }
}
