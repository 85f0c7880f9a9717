//! The arrangement, as written.

use super::INSTANT;
use crate::scenario::decode::{Id, List, Reference, Spanned, Text, written};
use crate::units::{Distribution, Probability};

written! {
    /// What may pass between the teams.
    pub struct Arrangement {
        /// The strategies that are compared with not sharing; `none` is always there.
        pub strategies: List<Strategy> = List::default(),
    }
}

written! {
    /// A named set of rules: one arm of the experiment.
    pub struct Strategy {
        /// Stable id; `none` and `ideal` are taken.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// What is shared.
        pub rules: List<Rule>,
    }
}

written! {
    /// What some teams pass to others, and how.
    pub struct Rule {
        /// Stable id, unique in its strategy.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// Senders; all teams where none is named.
        pub from: List<Reference> = List::default(),
        /// Receivers; all other teams where none is named.
        pub to: List<Reference> = List::default(),
        /// What makes a sender share.
        pub trigger: Trigger = Trigger::Confirmation,
        /// The desk at the sender that prepares reports, by id; the desk that analyses where none is named.
        pub prepared_by: Option<Reference>,
        /// The sender's work on one report.
        pub preparation: Distribution = INSTANT,
        /// From the prepared report to its release by whoever has the authority.
        pub release: Distribution = INSTANT,
        /// From release to the receiver's inbox.
        pub transit: Distribution = INSTANT,
        /// Chance, by indicator, that sanitising takes it out.
        pub loss: Probability = Probability::NEVER,
        /// Chance that the receiver decides to act on a report: it keeps its own authority.
        pub acts: Probability = Probability::ALWAYS,
        /// The desk at the receiver that takes reports in, by id; the desk that triages where none is named.
        pub ingested_by: Option<Reference>,
        /// The receiver's work on one report.
        pub ingestion: Distribution = INSTANT,
        /// What the receiver may do with it.
        pub pap: Pap = Pap::Green,
        /// Whether the receiver searches its logs for what it got.
        pub hunts: bool = true,
        /// Chance, by report, that the adversary learns of its indicators.
        pub leak: Probability = Probability::NEVER,
    }
}

written! {
    /// What makes a team share.
    pub enum Trigger {
        /// An alert was taken for an attack; nothing is confirmed.
        Suspicion,
        /// Analysis has confirmed an incident.
        Confirmation,
        /// The incident is contained.
        Containment,
    }
}

written! {
    /// Permissible Actions Protocol: what the receiver may do.
    pub enum Pap {
        /// Search logs only: nothing that the adversary could notice.
        Red,
        /// Search and detect.
        Amber,
        /// Search, detect and block.
        Green,
    }
}
