//! Optional values, lists, and values that know their place.

use std::ops::Deref;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::syntax::{Node, NodeKind};

use super::{Decode, Decoder, Form, Shape, TypeDoc, found};

/// May be left out, or written `None`.
impl<T: Decode> Decode for Option<T> {
    fn decode(node: &Node, cx: &mut Decoder<'_>) -> Option<Self> {
        match &node.kind {
            NodeKind::Ident(name) if &*name.text == "None" => Some(None),
            _ => T::decode(node, cx).map(Some),
        }
    }

    fn form(&self) -> Form {
        self.as_ref().map_or_else(|| Form::Atom("None".to_owned()), T::form)
    }

    fn describe() -> TypeDoc {
        let of = T::describe();
        TypeDoc { name: format!("optional {}", of.name).into(), shape: Shape::Optional(T::describe), ..of }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

/// Written as what it holds.
impl<T: Decode> Decode for Box<T> {
    fn decode(node: &Node, cx: &mut Decoder<'_>) -> Option<Self> {
        T::decode(node, cx).map(Self::new)
    }

    fn form(&self) -> Form {
        T::form(self)
    }

    fn describe() -> TypeDoc {
        T::describe()
    }
}

/// Any number of values in square brackets. One that cannot be read is left out.
#[derive(Clone, Debug)]
pub struct List<T> {
    values: Vec<T>,
    place: Place,
}

impl<T> List<T> {
    /// No value.
    pub const fn new() -> Self {
        Self { values: Vec::new(), place: Place::NOWHERE }
    }

    /// These values, in the place of another list.
    pub const fn at(place: Place, values: Vec<T>) -> Self {
        Self { values, place }
    }

    /// Where it is written.
    pub const fn place(&self) -> Place {
        self.place
    }

    /// Adds those of another list.
    pub fn extend(&mut self, other: Self) {
        self.values.extend(other.values);
    }

    /// The values.
    pub fn into_vec(self) -> Vec<T> {
        self.values
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> From<Vec<T>> for List<T> {
    fn from(values: Vec<T>) -> Self {
        Self { values, place: Place::NOWHERE }
    }
}

/// Lists are equal that hold the same, wherever they are written.
impl<T: PartialEq> PartialEq for List<T> {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}

impl<T: Eq> Eq for List<T> {}

impl<T> Deref for List<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.values
    }
}

impl<T> IntoIterator for List<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.values.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.values.iter()
    }
}

impl<T: Decode> Decode for List<T> {
    fn decode(node: &Node, cx: &mut Decoder<'_>) -> Option<Self> {
        let items = match &node.kind {
            NodeKind::List(items) => items.as_slice(),
            _ => {
                not_a_list::<T>(node, cx);
                // What has fields was meant as an element, and its own faults should be seen as well.
                if !matches!(node.kind, NodeKind::Struct { .. }) {
                    return None;
                }
                std::slice::from_ref(node)
            }
        };
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            match T::decode(item, cx) {
                Some(value) => values.push(value),
                None => cx.lose(item),
            }
        }
        Some(Self { values, place: node.place })
    }

    fn form(&self) -> Form {
        Form::List(self.iter().map(T::form).collect())
    }

    fn describe() -> TypeDoc {
        let of = T::describe();
        TypeDoc {
            name: format!("list of {}", of.name).into(),
            doc: "",
            example: format!("[{}]", of.example).into(),
            shape: Shape::List(T::describe),
        }
    }
}

fn not_a_list<T: Decode>(node: &Node, cx: &mut Decoder<'_>) {
    let message = format!("expected a {}, found {}", List::<T>::describe().name, found(node));
    let help = match &node.kind {
        NodeKind::Unit => "write an empty list: `[]`".to_owned(),
        NodeKind::Tuple { name: None, .. } | NodeKind::Map(_) => {
            "a list is written in square brackets: `[…, …]`".to_owned()
        }
        _ => "write it in square brackets, also where it is the only one: `[…]`".to_owned(),
    };
    cx.report(Diagnostic::error(Code::WrongType, message).at(node.head(), "").help(help));
}

/// A value that knows where it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub place: Place,
}

impl<T> Spanned<T> {
    /// A value that is not written: a default.
    pub const fn unplaced(value: T) -> Self {
        Self { value, place: Place::NOWHERE }
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Decode> Decode for Spanned<T> {
    fn decode(node: &Node, cx: &mut Decoder<'_>) -> Option<Self> {
        T::decode(node, cx).map(|value| Self { value, place: node.place })
    }

    fn form(&self) -> Form {
        self.value.form()
    }

    fn describe() -> TypeDoc {
        T::describe()
    }
}
