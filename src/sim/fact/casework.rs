//! What a team does about an incident, beyond its stages.

use super::IncidentId;
use crate::scenario::model::{Notification, ServiceId, Severity};
use crate::units::Span;

/// Something that a team did about an incident, or left undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Casework {
    /// Analysis found that it is part of another incident of the team.
    Merged {
        /// Which other.
        into: IncidentId,
    },
    /// It took the incident to be so bad, for the first time or worse than before.
    Assessed {
        /// How bad.
        severity: Severity,
    },
    /// Of the hosts that the attack held when known ones were contained, so many were known. Ground truth.
    Scoped {
        /// How many it held.
        held: u32,
        /// How many of them were known.
        known: u32,
    },
    /// The authority to contain it was given.
    Authorised,
    /// Accounts were disabled.
    AccountsDisabled {
        /// How many.
        accounts: u32,
    },
    /// Accounts got new credentials.
    CredentialsReset {
        /// How many.
        accounts: u32,
    },
    /// A service was shut down.
    ServiceShut {
        /// Which.
        service: ServiceId,
        /// On how many hosts.
        hosts: u32,
    },
    /// A service is there again.
    ServiceReopened {
        /// Which.
        service: ServiceId,
    },
    /// The team has gone through what happened.
    Reviewed {
        /// How many techniques it has learnt about.
        techniques: u32,
    },
    /// An authority has to be told.
    ReportDue {
        /// What.
        report: Notification,
        /// How long there is for it.
        within: Span,
    },
    /// The authority has the report.
    ReportFiled {
        /// Which.
        report: Notification,
        /// Whether that was too late.
        late: bool,
    },
    /// A report was not there when it was due.
    ReportMissed {
        /// Which.
        report: Notification,
    },
}
