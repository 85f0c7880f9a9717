//! Mutual assistance: what became of a promise to lend analysts.

use super::IncidentId;
use crate::scenario::model::TeamId;

/// Something that became of what one team has promised another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aid {
    /// Who lends.
    pub from: TeamId,
    /// Who borrows.
    pub to: TeamId,
    /// Place of the promise in the arrangement.
    pub promise: usize,
    /// What.
    pub turn: AidTurn,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AidTurn {
    /// The borrower asked for help.
    Asked {
        /// For which incident; none where there is too much to do, whatever it is about.
        incident: Option<IncidentId>,
    },
    /// The lender lends nobody.
    Refused(Refusal),
    /// The lender sends analysts.
    Granted,
    /// It is over before they have come.
    CalledOff,
    /// They have come.
    Arrived,
    /// So many are away from the lender now, and at the borrower.
    Away {
        /// How many.
        analysts: u32,
    },
    /// They have gone home.
    WentHome {
        /// Because what they came for is over; otherwise because their time is.
        over: bool,
    },
}

/// Why a team lends nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is not granted.
    Denied,
    /// It has asked for help itself.
    InNeed,
    /// It never has more on duty than have to stay.
    Nobody,
}
