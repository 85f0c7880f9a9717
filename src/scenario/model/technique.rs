//! ATT&CK techniques and tactics.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use super::index_type;

index_type! {
    /// Place of a technique in [`super::Scenario::techniques`].
    TechniqueId(u16);
}

/// An ATT&CK technique id: `T1566`, or with its sub-technique `T1566.001`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Technique(Arc<str>);

/// A text that is no ATT&CK technique id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no ATT&CK technique: write T and four digits, such as \"T1566\" or \"T1566.001\"")]
pub struct TechniqueError(String);

impl Technique {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is `other` or the technique that `other` is a sub-technique of.
    pub fn covers(&self, other: &Self) -> bool {
        other.0.strip_prefix(&*self.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

impl FromStr for Technique {
    type Err = TechniqueError;

    fn from_str(text: &str) -> Result<Self, TechniqueError> {
        let digits = |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
        let valid = text.strip_prefix('T').is_some_and(|rest| match rest.split_once('.') {
            None => digits(rest, 4),
            Some((technique, sub)) => digits(technique, 4) && digits(sub, 3),
        });
        if valid { Ok(Self(text.into())) } else { Err(TechniqueError(text.to_owned())) }
    }
}

impl fmt::Display for Technique {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The ATT&CK (Enterprise) tactic that a step serves; for reading and reporting only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are ATT&CK's own")]
pub enum Tactic {
    Reconnaissance,
    ResourceDevelopment,
    InitialAccess,
    Execution,
    Persistence,
    PrivilegeEscalation,
    DefenseEvasion,
    CredentialAccess,
    Discovery,
    LateralMovement,
    Collection,
    CommandAndControl,
    Exfiltration,
    Impact,
}
