//! Controls on hosts.

use crate::units::{Distribution, Probability, Span};

/// What protects the hosts of a group, on the hosts themselves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HostControls {
    /// Endpoint detection and response.
    pub edr: Option<Edr>,
    /// Chance that a second factor stops a try to log on.
    pub mfa: Option<Probability>,
    /// Chance that a macro from outside does not run.
    pub macro_blocking: Option<Probability>,
    /// Chance that an unknown program does not run.
    pub allow_listing: Option<Probability>,
    /// Copies of what is on a host.
    pub backups: Option<Backups>,
}

/// Endpoint detection and response.
#[derive(Clone, Debug, PartialEq)]
pub struct Edr {
    /// Chance that a step on the host is stopped.
    pub prevents: Probability,
    /// Chance that one that is not stopped raises an alert.
    pub detects: Probability,
    /// From the step to the alert.
    pub delay: Distribution,
}

/// Copies of what is on a host.
#[derive(Clone, Debug, PartialEq)]
pub struct Backups {
    /// From one copy to the next; more than no time.
    pub every: Span,
    /// Analyst time to put one host back.
    pub restore: Distribution,
}

/// The controls that stop steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ControlKind {
    /// Endpoint detection and response.
    Edr,
    /// A second factor.
    Mfa,
    /// Macros from outside do not run.
    MacroBlocking,
    /// Only known programs run.
    AllowListing,
}

impl ControlKind {
    /// As people read it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Edr => "endpoint detection and response",
            Self::Mfa => "a second factor",
            Self::MacroBlocking => "macro blocking",
            Self::AllowListing => "allow-listing",
        }
    }
}
