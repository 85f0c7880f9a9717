//! Procedures: what makes a team faster, and how it learns. As written.

use super::response::log_normal;
use super::{Severity, Tactic};
use crate::scenario::decode::{Id, List, Reference, Spanned, Text, written};
use crate::units::Distribution;

/// What a playbook saves where nothing else is written.
const SAVES: f64 = 0.8;

written! {
    /// A procedure for handling attacks of some sort. It helps with an incident in which something has happened that it is
    /// written for; where several fit, each stage goes by the one that helps most.
    pub struct Playbook {
        /// Stable id, unique in its team.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// ATT&CK techniques that it is for, with their sub-techniques.
        pub techniques: List<Spanned<Text>> = List::default(),
        /// ATT&CK tactics that it is for.
        pub tactics: List<Tactic> = List::default(),
        /// Factor on the time that analysis takes; from 0.01 to 100.
        pub analysis: Spanned<f64> = Spanned::unplaced(SAVES), "[J]",
        /// Factor on the time that containment takes; from 0.01 to 100.
        pub containment: Spanned<f64> = Spanned::unplaced(SAVES), "[J]",
        /// Factor on the time that eradication takes; from 0.01 to 100.
        pub eradication: Spanned<f64> = Spanned::unplaced(SAVES), "[J]",
        /// Factor on the time that recovery of a host takes; from 0.01 to 100.
        pub recovery: Spanned<f64> = Spanned::unplaced(1.0),
    }
}

written! {
    /// Lessons learned (NIST SP 800-61, post-incident activity): when the hosts of an incident are back, the team goes
    /// through what happened. Later analysis and containment of incidents in which one of the same techniques was found
    /// take less time.
    pub struct Review {
        /// Whose queue it waits in.
        pub desk: Reference,
        /// Analyst time for one incident.
        pub work: Distribution = log_normal(240, 0.8), "[J]",
        /// Least severity of an incident that is gone through.
        pub severity: Severity = Severity::Medium, "[J]",
        /// Factor on the time of later incidents, for each review of the same technique; from 0.01 to 1.
        pub factor: Spanned<f64> = Spanned::unplaced(0.9), "[J]",
        /// Least factor that reviews come to; from 0.01 to 1.
        pub floor: Spanned<f64> = Spanned::unplaced(0.5), "[J]",
    }
}
