//! Campaigns, as written.

mod actor;
mod effect;
mod step;

use super::INSTANT;
use super::worm::KillSwitch;
use crate::scenario::decode::{Id, List, Reference, Spanned, Text, written};
use crate::units::{Distribution, Span};

pub use actor::{Actor, Answer, Does, Indicator, IndicatorKind, Reaction, Rotation};
pub use effect::{Choose, Effect, Impact, Lure, Privilege, Through};
pub use step::{After, Repeat, Step, Tactic};

written! {
    /// One adversary's attack on one or more organisations.
    pub struct Campaign {
        /// Stable id.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// Whose it is; nobody's in particular where it is left out.
        pub actor: Option<Reference>,
        /// Where the facts come from.
        pub source: Option<Text>,
        /// How long before STARTEX `start` counts from: an attack that is in before the exercise begins. Teams and
        /// sensors are at work from then on; ordinary alerts come from the burn-in on.
        pub lead: Span = Span::ZERO,
        /// When it begins, counted from STARTEX less `lead`.
        pub start: Distribution = INSTANT,
        /// Whom it hits, and how long after its start.
        pub victims: List<Victim>,
        /// Vulnerabilities that it could exploit before they were disclosed.
        pub zero_days: List<Reference> = List::default(),
        /// Accounts of which it had the credentials before it began: bought, guessed or leaked.
        pub holds: List<Holding> = List::default(),
        /// What its steps use and leave behind, besides what its actor has.
        pub indicators: List<Indicator> = List::default(),
        /// Its steps, as a graph by what each comes after.
        pub steps: List<Step>,
        /// What the adversary does when it notices that it is known; as its actor where it is left out.
        pub reaction: Option<Reaction>,
        /// What stops what spreads by itself, everywhere at once; nothing where it is left out.
        pub kill_switch: Option<KillSwitch>,
    }
}

written! {
    /// An account of which a campaign has the credentials from the start.
    pub struct Holding {
        /// Whose account it is.
        pub organisation: Reference,
        /// Which.
        pub account: Reference,
    }
}

written! {
    /// An organisation that a campaign hits.
    pub struct Victim {
        /// Which.
        pub organisation: Reference,
        /// How long after the campaign's start, or after what `after` says.
        pub offset: Distribution = INSTANT,
        /// Only once it has reached its objective at this victim, or has failed there. At once where it is left out.
        pub after: Option<Reference>,
    }
}
