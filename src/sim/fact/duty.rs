//! What becomes of desks and of the work on them, beyond beginning and end.

use super::WorkId;
use crate::scenario::model::DeskId;
use crate::units::Span;

/// Something that became of a desk, or of work on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// Others are there than before.
    Staffed {
        /// Analysts on duty.
        on_duty: u32,
        /// Of them, those who are told how things stand and take up nothing yet.
        briefed: u32,
        /// Analysts at work whose shift is over or who are due for a break.
        overtime: u32,
    },
    /// Work in hand was put back.
    PutBack {
        /// Which.
        work: WorkId,
        /// How long it still takes.
        left: Span,
        /// Why.
        why: Because,
    },
    /// Work was taken up late in a shift, and takes longer.
    Tired {
        /// Which.
        work: WorkId,
    },
    /// Work was handed on to another desk, where it waits.
    HandedOn {
        /// Which.
        work: WorkId,
        /// To which desk.
        to: DeskId,
        /// Somebody has looked at it here; otherwise it had waited too long.
        seen: bool,
    },
    /// Work came in that found nobody free and no room to wait.
    TurnedAway {
        /// Which.
        work: WorkId,
    },
}

/// Why work was put back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// Something more urgent came in.
    Urgent,
    /// The shift is over.
    ShiftOver,
    /// Whoever did it is lent to another team.
    Lent,
    /// Whoever did it was a guest, and is none any more.
    GoneHome,
}
