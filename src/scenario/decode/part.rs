//! Pieces of a scenario that are kept as they are written, until it is known where they go.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::syntax::{Node, NodeKind};

use super::text::quoted;
use super::{Decode, Decoder, Form, Text, TypeDoc};

/// Fields of a scenario, of an organisation or of a team: any of them, none of which must be there.
#[derive(Clone, Debug)]
pub struct Part(pub(in crate::scenario) Node);

/// What the type of a [`Part`] is called.
pub(in crate::scenario) const PART: &str = "part";

impl Decode for Part {
    fn decode(node: &Node, cx: &mut Decoder<'_>) -> Option<Self> {
        match &node.kind {
            NodeKind::Struct { .. } | NodeKind::Unit => Some(Self(node.clone())),
            _ => {
                cx.expected::<Self>(node);
                None
            }
        }
    }

    fn form(&self) -> Form {
        Form::plain(&self.0)
    }

    fn describe() -> TypeDoc {
        TypeDoc::value(
            PART,
            "Fields of what it is a part of, as many as wanted, in round brackets. What is not written there is not touched.",
            "(exercise: (duration: \"2d\"))",
        )
    }
}

/// Values by their paths.
#[derive(Clone, Debug, Default)]
pub struct Values(pub(in crate::scenario) Vec<Value>);

/// A value for a path.
#[derive(Clone, Debug)]
pub(in crate::scenario) struct Value {
    pub(in crate::scenario) path: Box<str>,
    /// Where the path stands, with its quotation marks.
    pub(in crate::scenario) place: Place,
    pub(in crate::scenario) value: Node,
}

impl Decode for Values {
    fn decode(node: &Node, cx: &mut Decoder<'_>) -> Option<Self> {
        let NodeKind::Map(entries) = &node.kind else {
            cx.expected::<Self>(node);
            return None;
        };
        let mut values: Vec<Value> = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let Some(path) = quoted::<Text>(key, cx) else { continue };
            if let Some(first) = values.iter().find(|one| &*one.path == path) {
                let message = format!("`{}` is set twice", super::short(path));
                let fault = Diagnostic::error(Code::DuplicateField, message).at(key.place, "set again here");
                cx.report(fault.also(first.place, "first set here").help("take one of them away"));
                continue;
            }
            values.push(Value { path: path.into(), place: key.place, value: value.clone() });
        }
        Some(Self(values))
    }

    fn form(&self) -> Form {
        let entry = |one: &Value| format!("{}: {}", Form::quoted(&one.path), one.value);
        Form::Atom(format!("{{{}}}", self.0.iter().map(entry).collect::<Vec<_>>().join(", ")))
    }

    fn describe() -> TypeDoc {
        TypeDoc::value(
            "values by path",
            "Values by the paths that they go to, as after `--set`: names of fields and, in lists, ids of elements or their \
             places from 0, with dots between.",
            "{\"exercise.startex\": \"Sat 09:00\"}",
        )
    }
}
