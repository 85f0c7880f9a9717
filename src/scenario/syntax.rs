//! The text as a tree in which every value knows its place.
//!
//! The grammar is that of the `ron` crate, which judges what is well formed. Its parser does not tell where values
//! stand, so what it accepts is then taken apart token by token. Nothing is decided here about what a value means; that
//! is [`crate::scenario::decode`].
//!
//! A hostile text ends in a diagnostic: size, depth and number of values are bounded before any recursion.

mod blame;
mod build;
mod explain;
mod lex;
mod print;
mod scan;
mod shape;
mod token;

use ron::Options;
use ron::error::{SpannedError, SpannedResult};
use serde::de::IgnoredAny;

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, SourceId, Sources};

pub(super) use token::{Token, TokenKind, tokens};

/// The largest text that is read: 16 MiB.
pub const LARGEST: usize = 16 * 1024 * 1024;
/// The deepest nesting of brackets.
pub const DEEPEST: usize = 64;
/// The most commas, colons and brackets, which bound the number of values and so the memory of the tree.
pub const MOST_VALUES: usize = 2_000_000;

/// A value and where it stands, without the blanks and comments around it. `Some(x)` is `x`.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where.
    pub place: Place,
    /// What.
    pub kind: NodeKind,
}

/// What a value looks like.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind {
    /// `true`, `false`.
    Bool(bool),
    /// A number as it was written, also `inf` and `NaN`.
    Number(Box<str>),
    /// `"…"`, with the escapes resolved.
    Text(Box<str>),
    /// `'…'`.
    Char(char),
    /// `()`.
    Unit,
    /// `[…]`.
    List(Vec<Node>),
    /// `{…: …}`.
    Map(Vec<(Node, Node)>),
    /// `Name(…)` or `(…)` with values that have no names; without a name it is never empty.
    Tuple {
        /// Before the bracket.
        name: Option<Name>,
        /// The values.
        items: Vec<Node>,
    },
    /// `Name(field: …)` or `(field: …)`; never empty.
    Struct {
        /// Before the bracket.
        name: Option<Name>,
        /// In the order of the text; a field may be written twice.
        fields: Vec<Field>,
    },
    /// A name alone, also `None`.
    Ident(Name),
}

/// A name that is not in quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub text: Box<str>,
    /// Where.
    pub place: Place,
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// Its value.
    pub value: Node,
}

impl Node {
    /// The name of a struct, a tuple or a name alone.
    pub fn name(&self) -> Option<&Name> {
        match &self.kind {
            NodeKind::Tuple { name, .. } | NodeKind::Struct { name, .. } => name.as_ref(),
            NodeKind::Ident(name) => Some(name),
            _ => None,
        }
    }

    /// Where the value begins to be what it is: its name, its opening bracket, or the whole of a short value.
    /// A label here does not underline a page.
    pub fn head(&self) -> Place {
        match &self.kind {
            NodeKind::List(_)
            | NodeKind::Map(_)
            | NodeKind::Tuple { name: None, .. }
            | NodeKind::Struct { name: None, .. } => {
                let start = self.place.range().start;
                Place::new(self.place.source, start..start + 1)
            }
            _ => self.name().map_or(self.place, |name| name.place),
        }
    }

    /// How many values this one and all below it are.
    pub(super) fn size(&self) -> usize {
        1 + match &self.kind {
            NodeKind::List(items) | NodeKind::Tuple { items, .. } => items.iter().map(Self::size).sum(),
            NodeKind::Map(entries) => entries.iter().map(|(key, value)| key.size() + value.size()).sum(),
            NodeKind::Struct { fields, .. } => fields.iter().map(|field| field.value.size()).sum(),
            _ => 0_usize,
        }
    }

    /// Whether two trees say the same, wherever their values stand.
    pub fn says_as(&self, other: &Self) -> bool {
        let same_name = |a: &Option<Name>, b: &Option<Name>| {
            a.as_ref().map(|name| &name.text) == b.as_ref().map(|name| &name.text)
        };
        let all = |a: &[Self], b: &[Self]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.says_as(b));
        match (&self.kind, &other.kind) {
            (NodeKind::List(a), NodeKind::List(b)) => all(a, b),
            (NodeKind::Map(a), NodeKind::Map(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.0.says_as(&b.0) && a.1.says_as(&b.1))
            }
            (NodeKind::Tuple { name: a, items: x }, NodeKind::Tuple { name: b, items: y }) => {
                same_name(a, b) && all(x, y)
            }
            (NodeKind::Struct { name: a, fields: x }, NodeKind::Struct { name: b, fields: y }) => {
                same_name(a, b)
                    && x.len() == y.len()
                    && x.iter().zip(y).all(|(x, y)| x.name.text == y.name.text && x.value.says_as(&y.value))
            }
            (NodeKind::Ident(a), NodeKind::Ident(b)) => a.text == b.text,
            (a, b) => a == b,
        }
    }

    /// The value directly below this one.
    pub fn children(&self) -> Vec<&Node> {
        match &self.kind {
            NodeKind::List(items) | NodeKind::Tuple { items, .. } => items.iter().collect(),
            NodeKind::Map(entries) => entries.iter().flat_map(|(key, value)| [key, value]).collect(),
            NodeKind::Struct { fields, .. } => fields.iter().map(|field| &field.value).collect(),
            _ => Vec::new(),
        }
    }
}

/// The tree of a text; `None` where the text is not well formed, which has then been reported.
pub fn parse(source: SourceId, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Node> {
    let text = sources.get(source).text();
    if text.len() > LARGEST {
        diagnostics.push(
            Diagnostic::error(Code::FileTooLarge, format!("the file has {} bytes", text.len()))
                .at(Place::new(source, 0..0), "")
                .help(format!("a scenario has at most {LARGEST}: split it, or write groups with a `count`")),
        );
        return None;
    }
    if let Some(limit) = scan::scan(text) {
        diagnostics.push(limit.diagnostic(source));
        return None;
    }
    if let Err(error) = validate(text) {
        diagnostics.push(refusal(&error, source, sources));
        return None;
    }
    build::build(source, text, diagnostics)
}

/// Whether the `ron` crate accepts the text. It counts two for each bracket.
fn validate(text: &str) -> SpannedResult<()> {
    let options = Options::default().with_recursion_limit(2 * DEEPEST + 8);
    options.from_str::<IgnoredAny>(text).map(|_| ())
}

/// Why a text is refused: by its shape where that is wrong before or where `ron` stops, else in the words of `ron`.
fn refusal(error: &SpannedError, source: SourceId, sources: &Sources) -> Diagnostic {
    let text = sources.get(source).text();
    let stopped = explain::offset(error, source, sources);
    shape::examine(text)
        .filter(|finding| finding.symptom.at() <= stopped)
        .and_then(|finding| blame::blame(&finding, source, text))
        .unwrap_or_else(|| explain::explain(error, source, sources))
}

/// The tree of a stretch of a text that holds one value, with its places in the whole text.
///
/// # Errors
/// What is wrong where it is none, at the whole stretch.
pub(super) fn parse_part(
    source: SourceId,
    stretch: Range<usize>,
    sources: &Sources,
) -> Result<Node, Diagnostic> {
    let part = sources.get(source).slice(stretch.clone());
    let start = stretch.start;
    let place = Place::new(source, stretch);
    let told = |code, message: &str, help: &str| {
        let fault = Diagnostic::error(code, message).at(place, "");
        if help.is_empty() { fault } else { fault.help(help) }
    };
    if let Some(limit) = scan::scan(part) {
        let fault = limit.diagnostic(source);
        return Err(told(fault.code, &fault.message, ""));
    }
    if let Err(error) = validate(part) {
        let (message, help) = explain::words(&error.code);
        return Err(told(Code::Syntax, message, help));
    }
    let mut faults = Diagnostics::new();
    build::build_part(source, part, start, &mut faults).ok_or_else(|| {
        let first = faults.sorted().first().map(|fault| fault.message.clone()).unwrap_or_default();
        told(Code::UnusedSyntax, &first, "write a text or a number")
    })
}

#[cfg(test)]
mod tests;
