//! Mutual assistance: analysts whom a team lends to another.

use crate::scenario::model::{DeskId, Name, Severity, TeamId};
use crate::units::{Distribution, Probability, Span};

/// What one team has promised to lend another; several may come from one agreement.
#[derive(Clone, Debug)]
pub struct Assistance {
    /// Id of the agreement.
    pub name: Name,
    /// Who lends.
    pub from: TeamId,
    /// Who borrows, never the lender.
    pub to: TeamId,
    /// The desk that they leave.
    pub lent_by: DeskId,
    /// The desk that they come to.
    pub works_at: DeskId,
    /// How many at most.
    pub analysts: u32,
    /// So many stay on duty at the lender's desk.
    pub keeps: u32,
    /// When the borrower asks.
    pub asks: Call,
    /// Chance that the lender grants it.
    pub granted: Probability,
    /// From the request to the arrival.
    pub delay: Distribution,
    /// How long they stay.
    pub stays: Span,
    /// Factor on the time that work takes them at first, at least 1.
    pub pace: f64,
    /// How long that holds.
    pub settles: Span,
}

/// When a team asks for help.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Call {
    /// For an incident.
    Incident {
        /// As bad as this, or worse.
        severity: Severity,
        /// And so much work waits for each analyst on duty.
        waiting: f64,
    },
    /// So much work waits for each analyst on duty.
    Overload {
        /// How much.
        waiting: f64,
    },
}

impl Call {
    /// How much work has to wait for each analyst on duty.
    pub fn waiting(self) -> f64 {
        match self {
            Self::Incident { waiting, .. } | Self::Overload { waiting } => waiting,
        }
    }
}
