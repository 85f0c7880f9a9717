//! Best practice: sessions of teams, and what comes of them.

use crate::scenario::model::TeamId;

/// Something that became of best practice at a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Practised {
    /// Whose.
    pub team: TeamId,
    /// Place of the consultation in the arrangement.
    pub consultation: usize,
    /// What.
    pub turn: PracticeTurn,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PracticeTurn {
    /// The run begins, and there have been sessions before.
    Standing {
        /// How many.
        sessions: u32,
        /// How much of their lessons is in use, on average (per cent).
        share: u32,
    },
    /// The team has taken part in a session, and its lesson begins to come into use.
    Held {
        /// Which, from 0.
        session: u32,
        /// Whether its lesson fits the team. Ground truth.
        fits: bool,
    },
    /// A lesson has come further into use.
    InUse {
        /// Of which session.
        session: u32,
        /// How much of it (per cent).
        share: u32,
    },
}
