//! From the tree of a text to typed values, without stopping at the first fault.
//!
//! A type that can be written in a scenario implements [`Decode`], mostly by the `written!` macro. A value that
//! fails is reported and left out, a field that fails falls back to its default, and decoding goes on; the ids
//! of what was left out are remembered in [`Broken`], so that a later check does not blame whoever refers to it.

mod complete;
mod containers;
mod distribution;
mod doc;
mod fields;
mod form;
mod id;
mod lint;
mod number;
mod part;
mod selector;
mod text;
mod time;
mod version;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, SourceId, Sources, suggest};

use super::syntax::{self, Node, NodeKind};

pub use containers::{List, Spanned};
pub use doc::{FieldDoc, Shape, TypeDoc, VariantDoc};
pub(crate) use doc::{listed, plain};
use fields::Owner;
pub use fields::{Body, Fields};
pub use form::Form;
pub use id::{Id, IdError, Reference};
pub use lint::LintName;
pub use number::Count;
pub(super) use part::PART;
pub use part::{Part, Values};
pub use selector::{Condition, Selector, SelectorError, Term};
pub use text::Text;
pub use version::{Version, VersionError};
pub(crate) use written::written;

/// What can be written in a scenario.
pub trait Decode: Sized {
    /// The value at a node. `None` says that it cannot be had, and that a diagnostic says why.
    fn decode(node: &Node, cx: &mut Decoder<'_>) -> Option<Self>;

    /// The value as a planner would write it. What is read from it is the same value again.
    fn form(&self) -> Form;

    /// What people can read about the type.
    fn describe() -> TypeDoc;

    /// The value of a field of this type that is not written and has no default of its own.
    fn absent() -> Option<Self> {
        None
    }
}

/// Reads a text as a `T`.
///
/// The answer is `None` where nothing can be made of it. Where there is an answer there may still be faults in
/// `diagnostics`: whatever they touch holds its default or is left out, so that further checks can go on; the
/// value must then not be run.
pub fn read<T: Decode>(
    source: SourceId,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<(T, Broken)> {
    let node = syntax::parse(source, sources, diagnostics)?;
    read_node(&node, diagnostics)
}

/// Decodes a tree as a `T`; see [`read`].
pub fn read_node<T: Decode>(node: &Node, diagnostics: &mut Diagnostics) -> Option<(T, Broken)> {
    read_node_with(node, &Manner::default(), diagnostics)
}

/// How a tree is decoded.
#[derive(Clone, Debug, Default)]
pub(super) struct Manner {
    /// Texts in which words and numbers need no quotation marks where a text is wanted: a shell takes those away.
    pub(super) bare: BTreeSet<SourceId>,
    /// Values of fields that are not written, instead of their defaults, by what they are of: `Triage.work`,
    /// `Control.Edr.detects`.
    pub(super) defaults: Option<BTreeMap<String, Node>>,
}

/// Decodes a tree as a `T` in some manner; see [`read`].
pub(super) fn read_node_with<T: Decode>(
    node: &Node,
    manner: &Manner,
    diagnostics: &mut Diagnostics,
) -> Option<(T, Broken)> {
    let mut cx = Decoder { diagnostics, manner, errors: 0, broken: Broken::default() };
    let value = T::decode(node, &mut cx)?;
    Some((value, cx.broken))
}

/// The ids of elements that were written but could not be read.
#[derive(Clone, Debug, Default)]
pub struct Broken(BTreeSet<Id>);

impl Broken {
    /// Whether an element with this id was left out, so that a reference to it is no further fault.
    pub fn contains(&self, id: &Id) -> bool {
        self.0.contains(id)
    }

    /// Whether every element with an id was read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The ids in order.
    pub fn iter(&self) -> impl Iterator<Item = &Id> {
        self.0.iter()
    }
}

/// Where decoding leaves its faults.
#[derive(Debug)]
pub struct Decoder<'d> {
    diagnostics: &'d mut Diagnostics,
    manner: &'d Manner,
    errors: usize,
    broken: Broken,
}

impl<'d> Decoder<'d> {
    /// Leaves a fault.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.errors += 1;
        self.diagnostics.push(diagnostic);
    }

    /// How many faults were left so far.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// Whether a text at this place may be written without quotation marks.
    fn is_bare(&self, place: Place) -> bool {
        self.manner.bare.contains(&place.source)
    }

    /// What stands in the place of a field that is not written, where that is not its default.
    fn default_of(&self, owner: &Owner, field: &str) -> Option<&'d Node> {
        let defaults = self.manner.defaults.as_ref()?;
        defaults.get(&format!("{owner}.{field}"))
    }

    /// Whether there is a default other than that of the program for anything.
    fn has_defaults(&self) -> bool {
        self.manner.defaults.is_some()
    }

    /// Leaves the fault that another kind of value is wanted at a node.
    pub fn expected<T: Decode>(&mut self, node: &Node) {
        let doc = T::describe();
        let message = format!("expected {}, found {}", doc.wanted(), found(node));
        self.report(Diagnostic::error(Code::WrongType, message).at(node.head(), "").help(doc.how_to_write()));
    }

    /// Like [`Decoder::expected`], with a remedy for just this case.
    pub fn expected_with<T: Decode>(&mut self, node: &Node, help: impl Into<String>) {
        let message = format!("expected {}, found {}", T::describe().wanted(), found(node));
        self.report(Diagnostic::error(Code::WrongType, message).at(node.head(), "").help(help));
    }

    /// Leaves a fault whose text is `what is wrong: what to write`.
    pub fn wrong_value(&mut self, code: Code, place: Place, error: &impl ToString) {
        let text = error.to_string();
        let diagnostic = match text.rsplit_once(": ") {
            Some((message, help)) => Diagnostic::error(code, message).help(help),
            None => Diagnostic::error(code, text),
        };
        self.report(diagnostic.at(place, ""));
    }

    /// Remembers the ids in a part of the tree that is left out; where one is not written as ids are, the nearest that is.
    pub fn lose(&mut self, node: &Node) {
        if let NodeKind::Struct { fields, .. } = &node.kind {
            for field in fields.iter().filter(|field| &*field.name.text == "id") {
                let NodeKind::Text(text) = &field.value.kind else { continue };
                match Id::new(text) {
                    Ok(id) | Err(IdError::Characters { instead: id, .. }) => {
                        self.broken.0.insert(id);
                    }
                    Err(IdError::Empty | IdError::TooLong(_)) => {}
                }
            }
        }
        for child in node.children() {
            self.lose(child);
        }
    }

    /// Which candidate was meant; nothing once nobody would see it.
    pub fn suggest<'a>(&self, name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
        if self.diagnostics.is_full() { None } else { suggest::closest(name, candidates) }
    }
}

/// What stands at a node, in words.
fn found(node: &Node) -> String {
    match &node.kind {
        NodeKind::Bool(value) => format!("`{value}`"),
        NodeKind::Number(text) => format!("the number `{}`", short(text)),
        NodeKind::Text(text) => format!("the text `\"{}\"`", short(text)),
        NodeKind::Char(value) => format!("the character `'{}'`", value.escape_debug()),
        NodeKind::Unit => "`()`".to_owned(),
        NodeKind::List(_) => "a list".to_owned(),
        NodeKind::Map(_) => "a map in `{…}`".to_owned(),
        NodeKind::Tuple { name: Some(name), .. } | NodeKind::Struct { name: Some(name), .. } => {
            format!("`{}(…)`", short(&name.text))
        }
        NodeKind::Tuple { name: None, .. } => "values in `(…)`".to_owned(),
        NodeKind::Struct { name: None, .. } => "fields in `(…)`".to_owned(),
        NodeKind::Ident(name) => format!("the name `{}`", short(&name.text)),
    }
}

/// A text of the input for use in a message: its first 40 characters, on one line.
pub(crate) fn short(text: &str) -> String {
    let mut cut: String = text.chars().take(40).flat_map(char::escape_debug).collect();
    if text.chars().nth(40).is_some() {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests;
