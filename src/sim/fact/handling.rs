//! What a team does about an incident, beyond its stages.

use super::IncidentId;
use crate::scenario::model::{Notification, Severity};
use crate::units::Span;

/// Something that a team did about an incident, or left undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handling {
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
