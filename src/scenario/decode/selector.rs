//! The selector language: which hosts are meant, by name, zone, role, tag, operating system, software or service.

use std::fmt;
use std::str::FromStr;

use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::syntax::Node;

use super::text::quoted;
use super::{Decode, Decoder, Form, Id, TypeDoc, short};

/// No selector needs more [bytes].
const LONGEST: usize = 500;

/// One selector: hosts that satisfy all of its terms. A list of selectors means the hosts that satisfy any of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Selector(Vec<Term>);

/// A condition on a host.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term {
    /// Hosts that do *not* satisfy it are meant.
    pub not: bool,
    /// The condition itself.
    pub is: Condition,
}

/// What a host can be selected by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// `*`: every host.
    Any,
    /// `pcs`: the hosts of this group.
    Name(Id),
    /// `zone:dmz`: what stands there.
    Zone(Id),
    /// `role:server`: what it is for, as the roles of hosts in lower case.
    Role(Id),
    /// `tag:crown-jewel`: what the author has tagged so.
    Tag(Id),
    /// `os:windows`: what runs this operating system.
    Os(Id),
    /// `software:exchange`: what has this software.
    Software(Id),
    /// `service:smb`: what offers this service.
    Service(Id),
}

/// Why a text is no selector.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SelectorError {
    /// Nothing was written.
    #[error(
        "a selector is empty: write the name of a host group, \"zone:dmz\", \"role:server\", \"tag:…\" or \"*\""
    )]
    Empty,
    /// Longer than any selector needs to be.
    #[error("a selector is too long: write several, as a list")]
    TooLong,
    /// A kind that there is not.
    #[error("`{0}:` selects nothing: write one of zone, role, tag, os, software, service before the colon")]
    Kind(String),
    /// What follows is no id.
    #[error(
        "`{0}` is no id: write lower-case letters, digits, `-`, `_` and `.`, as in \"zone:dmz role:server !tag:kiosk\""
    )]
    Id(String),
}

impl Selector {
    /// Its terms, all of which must hold.
    pub fn terms(&self) -> &[Term] {
        &self.0
    }
}

impl FromStr for Selector {
    type Err = SelectorError;

    fn from_str(text: &str) -> Result<Self, SelectorError> {
        if text.len() > LONGEST {
            return Err(SelectorError::TooLong);
        }
        let terms: Vec<Term> = text.split_whitespace().map(term).collect::<Result<_, _>>()?;
        if terms.is_empty() { Err(SelectorError::Empty) } else { Ok(Self(terms)) }
    }
}

fn term(text: &str) -> Result<Term, SelectorError> {
    let (not, rest) = text.strip_prefix('!').map_or((false, text), |rest| (true, rest));
    if rest == "*" {
        return Ok(Term { not, is: Condition::Any });
    }
    let id = |text: &str| Id::new(text).map_err(|_| SelectorError::Id(short(text)));
    let is = match rest.split_once(':') {
        None => Condition::Name(id(rest)?),
        Some(("zone", value)) => Condition::Zone(id(value)?),
        Some(("role", value)) => Condition::Role(id(value)?),
        Some(("tag", value)) => Condition::Tag(id(value)?),
        Some(("os", value)) => Condition::Os(id(value)?),
        Some(("software", value)) => Condition::Software(id(value)?),
        Some(("service", value)) => Condition::Service(id(value)?),
        Some((kind, _)) => return Err(SelectorError::Kind(short(kind))),
    };
    Ok(Term { not, is })
}

impl Condition {
    /// The word before the colon; nothing for a name.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Any | Self::Name(_) => "",
            Self::Zone(_) => "zone",
            Self::Role(_) => "role",
            Self::Tag(_) => "tag",
            Self::Os(_) => "os",
            Self::Software(_) => "software",
            Self::Service(_) => "service",
        }
    }

    /// The id that is looked for; none for `*`.
    pub fn id(&self) -> Option<&Id> {
        match self {
            Self::Any => None,
            Self::Name(id)
            | Self::Zone(id)
            | Self::Role(id)
            | Self::Tag(id)
            | Self::Os(id)
            | Self::Software(id)
            | Self::Service(id) => Some(id),
        }
    }
}

/// As it is written.
impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, Term { not, is }) in self.0.iter().enumerate() {
            let (space, not) = (if place > 0 { " " } else { "" }, if *not { "!" } else { "" });
            match (is.kind(), is.id()) {
                (_, None) => write!(f, "{space}{not}*")?,
                ("", Some(id)) => write!(f, "{space}{not}{id}")?,
                (kind, Some(id)) => write!(f, "{space}{not}{kind}:{id}")?,
            }
        }
        Ok(())
    }
}

impl Decode for Selector {
    fn decode(node: &Node, cx: &mut Decoder<'_>) -> Option<Self> {
        let text = quoted::<Self>(node, cx)?;
        let error = match text.parse() {
            Ok(selector) => return Some(selector),
            Err(error) => error as SelectorError,
        };
        let words = error.to_string();
        let (message, help) = words.split_once(": write ").unwrap_or((&words, "the name of a host group"));
        cx.report(
            Diagnostic::error(Code::BadSelector, message).at(node.place, "").help(format!("write {help}")),
        );
        None
    }

    fn form(&self) -> Form {
        Form::quoted(self)
    }

    fn describe() -> TypeDoc {
        TypeDoc::value(
            "selector",
            "Which hosts are meant: the id of a host group, `zone:…`, `role:…`, `tag:…`, `os:…`, `software:…`, `service:…`, or `*` for all; several with spaces between mean hosts that satisfy all of them; `!` before one means those that do not.",
            "\"zone:dmz role:server !tag:kiosk\"",
        )
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_what_is_read() {
        for text in ["pcs", "*", "zone:dmz role:server !tag:kiosk", "!os:linux software:exchange service:smb"]
        {
            let selector: Selector = text.parse().unwrap();
            assert_eq!(selector.to_string(), text);
        }
    }

    #[test]
    fn every_fault_says_what_to_write() {
        for text in ["", " ", "colour:red", "zone:", "zone:DMZ", "PCs", "!", "a b:c"] {
            let error = text.parse::<Selector>().unwrap_err().to_string();
            assert!(error.contains(": write "), "{error}");
        }
        assert_eq!("x".repeat(LONGEST + 1).parse::<Selector>(), Err(SelectorError::TooLong));
    }
}
