//! What passes between teams and industry.

use super::{IncidentId, Pattern};
use crate::scenario::model::{FeedId, TeamId, VendorId, VulnerabilityId};

/// Who of industry told something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Industry {
    /// A feed.
    Feed(FeedId),
    /// A vendor.
    Vendor(VendorId),
}

/// Something that passed between a team and industry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bought {
    /// A feed has delivered.
    Delivered {
        /// Which.
        feed: FeedId,
        /// To whom.
        team: TeamId,
        /// How many items.
        items: u32,
    },
    /// A delivery was taken in, or nobody came to do it.
    TakenIn {
        /// Of which feed.
        feed: FeedId,
        /// By whom.
        team: TeamId,
        /// What became of its items.
        intake: Intake,
    },
    /// A team has sent a sample.
    SampleSent {
        /// To whom.
        vendor: VendorId,
        /// Who.
        team: TeamId,
        /// Of which incident.
        incident: IncidentId,
        /// What.
        sample: Pattern,
    },
    /// A vendor has found nothing in a sample, or has had the like before.
    SampleClosed {
        /// Who.
        vendor: VendorId,
        /// Whether it has had the like before.
        known: bool,
    },
    /// A team has got a signature.
    Signed {
        /// From whom.
        vendor: VendorId,
        /// Who.
        team: TeamId,
        /// How many indicators it is.
        patterns: u32,
    },
    /// A team has got a patch before it was to be had otherwise.
    PatchHastened {
        /// From whom.
        vendor: VendorId,
        /// Who.
        team: TeamId,
        /// For what.
        vulnerability: VulnerabilityId,
    },
}

/// What became of the items of a delivery. All of them are ignored, somebody else's, known or new.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Intake {
    /// How many there were.
    pub items: u32,
    /// The team decided not to use them, or never came to it.
    pub ignored: u32,
    /// They are about somebody else.
    pub elsewhere: u32,
    /// The team knew them.
    pub known: u32,
    /// They were new to the team, and put to use.
    pub new: u32,
}
