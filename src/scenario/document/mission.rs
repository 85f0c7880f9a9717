//! Missions (mission-essential functions), as written: what they need of hosts and of each other, and what it costs
//! when they do not get it.

use crate::scenario::decode::{Count, Id, List, Reference, Selector, Spanned, Text, written};
use crate::units::{Probability, Span};

written! {
    /// What an organisation is there for: a service or function that works, from level 0 (not at all) to level 1
    /// (fully), as far as the hosts and missions that it needs work. Where its level lies below the required one it
    /// loses value: `value` times (required − level) / required an hour.
    pub struct Mission {
        /// Stable id, unique in its organisation.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// Value lost per hour at level 0, in any unit that all missions have in common (points, money, people kept
        /// from work).
        pub value: Spanned<f64> = Spanned::unplaced(1.0),
        /// What its level follows from.
        pub needs: Dependency,
        /// Level that it must have; at 0 it is not needed.
        pub required: Probability = Probability::ALWAYS,
        /// Later phases of the exercise, in which it must have another level or is worth something else.
        pub phases: List<MissionPhase> = List::default(),
    }
}

written! {
    /// A stretch of the exercise in which a mission is needed otherwise than before. It lasts until the next begins.
    pub struct MissionPhase {
        /// When it begins, counted from STARTEX.
        pub from: Spanned<Span>,
        /// Name for people.
        pub label: Option<Text>,
        /// Level that the mission must have from then on; as before where none is written.
        pub required: Option<Probability>,
        /// Value lost per hour at level 0 from then on; as before where none is written.
        pub value: Option<Spanned<f64>>,
    }
}

written! {
    /// What the level of a mission follows from: hosts and other missions, and how they stand together. A host works
    /// unless an attack has taken it down, defenders have cut it off, or a block keeps everybody from it.
    pub enum Dependency {
        /// Level 1 as long as enough of these hosts work, and 0 otherwise.
        Hosts {
            /// Which, as selectors, among the hosts of the organisation.
            select: List<Spanned<Selector>>,
            /// How many of them must work (hosts); all where neither this nor a share is written.
            at_least: Option<Spanned<Count>>,
            /// Share of them that must work, rounded up to whole hosts.
            share: Option<Spanned<Probability>>,
        },
        /// As many of these hosts as work, over as many as make level 1: what more hosts do better, such as seats to
        /// work at.
        Capacity {
            /// Which, as selectors, among the hosts of the organisation.
            select: List<Spanned<Selector>>,
            /// How many of them make level 1 (hosts); all where neither this nor a share is written.
            at_least: Option<Spanned<Count>>,
            /// Share of them that makes level 1, rounded up to whole hosts.
            share: Option<Spanned<Probability>>,
        },
        /// The level of the worst of these (in series).
        All {
            /// Which.
            of: List<Dependency>,
        },
        /// The level of the best of these (in parallel).
        Any {
            /// Which.
            of: List<Dependency>,
        },
        /// The level that so many of these have at least (k of n).
        AtLeast {
            /// How many.
            count: Spanned<Count>,
            /// Of which.
            of: List<Dependency>,
        },
        /// The mean level of these, by weight.
        Weighted {
            /// Of what.
            of: List<MissionPart>,
        },
        /// The level of another mission.
        Mission {
            /// Which.
            id: Reference,
            /// Of which organisation (a federated service); of the same where none is named.
            organisation: Option<Reference>,
        },
    }
}

written! {
    /// A part of a weighted mean.
    pub struct MissionPart {
        /// How much it counts, against the other parts; above 0.
        pub weight: Spanned<f64> = Spanned::unplaced(1.0),
        /// What its level follows from.
        pub needs: Dependency,
    }
}
