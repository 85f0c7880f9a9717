//! Versions of software: numbers with dots between.

use std::fmt;
use std::str::FromStr;

use crate::diagnostic::Code;
use crate::scenario::syntax::Node;

use super::text::quoted;
use super::{Decode, Decoder, Form, TypeDoc, short};

/// The most numbers of a version.
const MOST_PARTS: usize = 8;

/// A version: whole numbers with dots between, compared number by number. `15.1` and `15.1.0` are the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(Vec<u32>);

/// A text that is no version.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no version: write whole numbers with dots between, such as \"15.1.2044\"")]
pub struct VersionError(String);

impl FromStr for Version {
    type Err = VersionError;

    fn from_str(text: &str) -> Result<Self, VersionError> {
        let fault = || VersionError(short(text));
        let number = |part: &str| {
            let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<u32>().ok().filter(|_| digits)
        };
        let mut parts: Vec<u32> = Vec::new();
        for part in text.split('.') {
            parts.push(number(part).filter(|_| parts.len() < MOST_PARTS).ok_or_else(fault)?);
        }
        while parts.last() == Some(&0) {
            parts.pop();
        }
        Ok(Self(parts))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = self.0.iter().map(u32::to_string).collect();
        f.write_str(if parts.is_empty() { "0" } else { "" })?;
        f.write_str(&parts.join("."))
    }
}

impl Decode for Version {
    fn decode(node: &Node, cx: &mut Decoder<'_>) -> Option<Self> {
        let text = quoted::<Self>(node, cx)?;
        text.parse().map_err(|error| cx.wrong_value(Code::BadVersion, node.place, &error)).ok()
    }

    fn form(&self) -> Form {
        Form::quoted(self)
    }

    fn describe() -> TypeDoc {
        TypeDoc::value(
            "version",
            "Whole numbers with dots between, compared number by number: \"15.2\" comes before \"15.10\".",
            "\"15.1.2044\"",
        )
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        text.parse().unwrap()
    }

    #[test]
    fn versions_are_compared_number_by_number() {
        assert!(version("15.2") < version("15.10"));
        assert!(version("15.1.2044") < version("15.1.2106.2"));
        assert!(version("9") < version("10.0"));
        assert_eq!(version("15.1"), version("15.1.0.0"));
        assert_eq!(version("0").to_string(), "0");
        assert_eq!(version("15.01").to_string(), "15.1");
    }

    #[test]
    fn nonsense_is_no_version() {
        for text in ["", ".", "1.", ".1", "1..2", "v1", "1.2-rc1", "+1", "1.2.3.4.5.6.7.8.9", "99999999999"] {
            let error = text.parse::<Version>().unwrap_err().to_string();
            assert!(error.contains(": write "), "{error}");
        }
    }
}
