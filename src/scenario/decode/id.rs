//! Stable names of elements, and references to them.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;

use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::syntax::Node;

use super::text::quoted;
use super::{Decode, Decoder, Form, Spanned, TypeDoc, short};

/// The longest id [characters].
const LONGEST: usize = 64;

/// The stable name of an element: 1 to 64 lower-case ASCII letters, digits, `-`, `_` and `.`, beginning with a
/// letter. Results are keyed by it, so that renaming the element's label changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Box<str>);

/// A use of an element's id elsewhere.
pub type Reference = Spanned<Id>;

/// Why a text is no id. Each message says what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Nothing was written.
    #[error("an id is empty: write a short name such as \"hq-office\"")]
    Empty,
    /// More than 64 characters.
    #[error("an id has {0} characters: write at most 64")]
    TooLong(usize),
    /// Holds something other than lower-case letters, digits, `-`, `_`, `.`, or does not begin with a letter.
    #[error(
        "`{written}` is no id: write \"{instead}\": an id begins with a lower-case letter and goes on with such letters, digits, `-`, `_` and `.`"
    )]
    Characters {
        /// As it was written, shortened.
        written: String,
        /// The nearest id.
        instead: Id,
    },
}

impl Id {
    /// Checks a text.
    ///
    /// # Errors
    /// [`IdError`] for anything but 1 to 64 of the characters that ids have.
    pub fn new(text: &str) -> Result<Self, IdError> {
        if text.is_empty() {
            return Err(IdError::Empty);
        }
        if text.len() > LONGEST {
            return Err(IdError::TooLong(text.chars().count()));
        }
        if text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(is_allowed) {
            return Ok(Self(text.into()));
        }
        Err(IdError::Characters { written: short(text), instead: Self::near(text) })
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id that a text that is none comes closest to.
    fn near(text: &str) -> Self {
        let lower: String = text.to_lowercase().chars().map(plain).collect();
        let parts = lower.split(|c: char| !is_allowed(c)).filter(|part| !part.is_empty());
        let joined = parts.collect::<Vec<_>>().join("-");
        let id = if joined.starts_with(|c: char| c.is_ascii_lowercase()) {
            joined
        } else {
            format!("x{}{joined}", if joined.is_empty() { "" } else { "-" })
        };
        Self(id.chars().take(LONGEST).collect())
    }
}

/// A letter of western and central Europe as people write it where there is none with a mark.
fn plain(c: char) -> Box<str> {
    let plain = match c {
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ă' | 'ą' => "a",
        'ä' | 'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' | 'ė' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'ő' => "o",
        'ö' | 'œ' => "oe",
        'ř' => "r",
        'ś' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ù' | 'ú' | 'û' | 'ů' | 'ű' => "u",
        'ü' => "ue",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        other => return other.to_string().into(),
    };
    plain.into()
}

fn is_allowed(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.')
}

impl FromStr for Id {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        Self::new(text)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Decode for Id {
    fn decode(node: &Node, cx: &mut Decoder<'_>) -> Option<Self> {
        let text = quoted::<Self>(node, cx)?;
        let error = match Self::new(text) {
            Ok(id) => return Some(id),
            Err(error) => error,
        };
        let words = error.to_string();
        let (message, help) = words.split_once(": write ").unwrap_or((&words, "a short name"));
        cx.report(Diagnostic::error(Code::BadId, message).at(node.place, "").help(format!("write {help}")));
        None
    }

    fn form(&self) -> Form {
        Form::quoted(self)
    }

    fn describe() -> TypeDoc {
        TypeDoc::value(
            "id",
            "A stable name: 1 to 64 lower-case letters, digits, `-`, `_` and `.`, beginning with a letter.",
            "\"hq-office\"",
        )
    }
}
