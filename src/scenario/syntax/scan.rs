//! A look at the whole text in one pass before it is parsed: how deep, and how many values. It bounds the work of
//! everything that comes after.

use crate::diagnostic::{Code, Diagnostic, Place, SourceId};

use super::lex::{Kind, Lexer};
use super::{DEEPEST, MOST_VALUES};

/// For this, the text is not parsed at all. With its offset (in bytes).
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Limit {
    Nul(usize),
    TooDeep(usize),
    TooMany(usize),
}

/// The first limit that the text goes beyond.
pub(super) fn scan(text: &str) -> Option<Limit> {
    if let Some(nul) = text.bytes().position(|byte| byte == 0) {
        return Some(Limit::Nul(nul));
    }
    let (mut depth, mut values) = (0_usize, 0_usize);
    for token in Lexer::new(text) {
        match token.kind {
            Kind::Open(_) => {
                depth += 1;
                values += 1;
            }
            Kind::Close(_) => depth = depth.saturating_sub(1),
            Kind::Comma | Kind::Colon => values += 1,
            _ => {}
        }
        if depth > DEEPEST {
            return Some(Limit::TooDeep(token.start));
        }
        if values > MOST_VALUES {
            return Some(Limit::TooMany(token.start));
        }
    }
    None
}

impl Limit {
    pub(super) fn diagnostic(self, source: SourceId) -> Diagnostic {
        let at = |start: usize| Place::new(source, start..start + 1);
        match self {
            Self::Nul(nul) => Diagnostic::error(Code::NulCharacter, "the file holds a NUL character")
                .at(at(nul), "not a character of a text")
                .help("save it again as plain text with the encoding UTF-8"),
            Self::TooDeep(open) => {
                Diagnostic::error(Code::TooDeep, format!("brackets are nested deeper than {DEEPEST}"))
                    .at(at(open), "one too many")
                    .help("is a closing bracket missing further up?")
            }
            Self::TooMany(here) => {
                Diagnostic::error(Code::TooManyValues, format!("more than {MOST_VALUES} values"))
                    .at(at(here), "reading ends here")
                    .help("write groups with a `count` in place of single elements")
            }
        }
    }
}
