//! Texts for people, and yes or no.

use std::fmt;
use std::ops::Deref;

use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::syntax::{Node, NodeKind};

use super::{Decode, Decoder, Form, TypeDoc, found, short};

/// A text for people. It holds no control characters but tabs and line breaks, so that it can be printed, and none that
/// turn the direction of what follows, so that it reads as it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text(Box<str>);

impl Text {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Control characters become spaces.
impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.chars().map(|c| if is_unprintable(c) { ' ' } else { c }).collect())
    }
}

fn is_unprintable(c: char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

impl Decode for Text {
    fn decode(node: &Node, cx: &mut Decoder<'_>) -> Option<Self> {
        let text = quoted::<Self>(node, cx)?;
        match text.chars().find(|c| is_unprintable(*c)) {
            None => Some(Self(text.into())),
            Some(c) => {
                let message = format!("the text holds the control character {}", c.escape_unicode());
                let diagnostic = Diagnostic::error(Code::BadText, message).at(node.place, "");
                cx.report(diagnostic.help("take it away: a text is for people to read"));
                None
            }
        }
    }

    fn form(&self) -> Form {
        Form::quoted(self)
    }

    fn describe() -> TypeDoc {
        TypeDoc::value("text", "Words for people, in quotation marks.", "\"…\"")
    }
}

impl Decode for bool {
    fn decode(node: &Node, cx: &mut Decoder<'_>) -> Option<Self> {
        match &node.kind {
            NodeKind::Bool(value) => Some(*value),
            _ => {
                let message = format!("expected `true` or `false`, found {}", found(node));
                let diagnostic = Diagnostic::error(Code::WrongType, message).at(node.head(), "");
                cx.report(diagnostic.help("write `true` for yes, `false` for no, without quotation marks"));
                None
            }
        }
    }

    fn form(&self) -> Form {
        Form::plain(self)
    }

    fn describe() -> TypeDoc {
        TypeDoc::value("true or false", "Yes or no.", "true")
    }
}

/// The content of a text in quotation marks, on the way to a `T`.
pub(super) fn quoted<'n, T: Decode>(node: &'n Node, cx: &mut Decoder<'_>) -> Option<&'n str> {
    match &node.kind {
        NodeKind::Text(text) => return Some(text),
        NodeKind::Number(text) if cx.is_bare(node.place) => return Some(text),
        NodeKind::Ident(name) if &*name.text != "None" && cx.is_bare(node.place) => return Some(&name.text),
        NodeKind::Ident(name) if &*name.text != "None" => {
            cx.expected_with::<T>(node, format!("write it in quotation marks: \"{}\"", short(&name.text)));
        }
        NodeKind::Char(value) => {
            cx.expected_with::<T>(node, format!("write it in double quotation marks: \"{value}\""));
        }
        _ => cx.expected::<T>(node),
    }
    None
}
