//! What becomes of indicators and items after they are known.

use super::{Limit, Pattern, Provenance};
use crate::scenario::model::TeamId;

/// Why an indicator is no longer in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Retirement {
    /// It has outlived its use.
    Expired,
    /// Too many alerts from it were closed as false.
    Withdrawn,
    /// Whoever told it took it back.
    Retracted,
}

/// An indicator is no longer in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retired {
    /// Whose.
    pub team: TeamId,
    /// What.
    pub pattern: Pattern,
    /// Why.
    pub why: Retirement,
    /// How the team knew it.
    pub provenance: Provenance,
}

/// An indicator was seen again, so that it is as good as new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refreshed {
    /// Who knows it.
    pub team: TeamId,
    /// What.
    pub pattern: Pattern,
    /// How the team knew it.
    pub provenance: Provenance,
}

/// Something that became of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemTurn {
    /// Somebody passed it on against its marking, which forbids this.
    Breached(Limit),
    /// The receiver knew it already; now one more vouches for it.
    Duplicate,
    /// It was too old to come into force.
    Stale,
    /// The receiver saw it in what it takes for an attack, and tells the sender.
    SightingSent,
    /// The sender has heard of that.
    SightingReceived,
    /// The sender takes it back.
    RetractionSent,
    /// The receiver has heard of that.
    Retracted,
    /// A platform's curation has turned it into something harmless.
    Garbled {
        /// What it is now.
        into: Pattern,
    },
    /// The adversary has learnt of it, by itself or at the receiver.
    Leaked,
}

/// What moves a team's trust in a partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Experience {
    /// What it told was found in an attack.
    Confirmed,
    /// It has sent a sighting back.
    Sighting,
    /// An alert from what it told was closed as false.
    FalseAlert,
    /// It has taken something back.
    Retraction,
    /// It has let something leak.
    Leak,
}

/// A team trusts a partner more or less than before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrustMoved {
    /// Who trusts.
    pub team: TeamId,
    /// Whom.
    pub partner: TeamId,
    /// Why.
    pub why: Experience,
    /// How much now.
    pub trust: f64,
}
