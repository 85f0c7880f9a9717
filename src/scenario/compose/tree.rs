//! Fields and ids in a tree that has not been decoded.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::scenario::syntax::{Field, Name, Node, NodeKind};

/// A field of a struct: the first where it is written twice.
pub(in crate::scenario) fn field<'n>(node: &'n Node, name: &str) -> Option<&'n Field> {
    let NodeKind::Struct { fields, .. } = &node.kind else { return None };
    fields.iter().find(|field| *field.name.text == *name)
}

/// A field of a struct, to be changed. Where it is not written, it is made and holds `empty`; `None` where the node can
/// have no fields.
pub(in crate::scenario) fn field_mut<'n>(
    node: &'n mut Node,
    name: &str,
    empty: NodeKind,
) -> Option<&'n mut Field> {
    let place = node.head();
    if let NodeKind::Unit = node.kind {
        node.kind = NodeKind::Struct { name: None, fields: Vec::new() };
    }
    let NodeKind::Struct { fields, .. } = &mut node.kind else { return None };
    let at = fields.iter().position(|field| *field.name.text == *name).unwrap_or_else(|| {
        fields.push(Field { name: Name { text: name.into(), place }, value: Node { place, kind: empty } });
        fields.len() - 1
    });
    fields.get_mut(at)
}

/// The id that is written in an element.
pub(in crate::scenario) fn id_of(node: &Node) -> Option<&str> {
    field(node, "id").and_then(|field| match &field.value.kind {
        NodeKind::Text(text) => Some(&**text),
        _ => None,
    })
}

/// Takes a field out of a struct. One that is written twice is reported.
pub(super) fn take(node: &mut Node, name: &str, diagnostics: &mut Diagnostics) -> Option<Field> {
    let NodeKind::Struct { fields, .. } = &mut node.kind else { return None };
    let mut taken: Option<Field> = None;
    fields.retain(|field| {
        if *field.name.text != *name {
            return true;
        }
        match &taken {
            None => taken = Some(field.clone()),
            Some(first) => {
                let message = format!("the field `{name}` is written twice");
                diagnostics.push(
                    Diagnostic::error(Code::DuplicateField, message)
                        .at(field.name.place, "written again here")
                        .also(first.name.place, "first written here")
                        .help("take one of them away"),
                );
            }
        }
        false
    });
    taken
}
