//! How much teams trust each other, as written.

use crate::scenario::decode::{List, Reference, written};
use crate::units::Probability;

written! {
    /// How much teams trust each other, from 0 to 1, each team each other one, and how that moves with experience. The chance
    /// that a receiver acts on a report is multiplied by its trust in the sender; rules and channels may ask for some.
    pub struct Trust {
        /// How much a team trusts another at first.
        pub start: Probability = Probability::literal(0.7), "[J]",
        /// Those who begin with another trust.
        pub between: List<Regard> = List::default(),
        /// Gained by a sender for each item that the receiver's own analysis finds in an attack, and by a receiver for each
        /// sighting that it sends back.
        pub gain: Probability = Probability::literal(0.05), "[J]",
        /// Lost by a sender for each alert from what it told that is closed as false.
        pub false_alert: Probability = Probability::literal(0.01), "[J]",
        /// Lost by a sender for each item that it takes back.
        pub retraction: Probability = Probability::literal(0.02), "[J]",
        /// Lost by a receiver for each item that leaks from it, where the sender notices.
        pub leak: Probability = Probability::literal(0.2), "[J]",
        /// Chance that the sender notices that.
        pub notices: Probability = Probability::literal(0.5), "[J]",
        /// It never falls below this.
        pub floor: Probability = Probability::literal(0.05), "[J]",
    }
}

written! {
    /// How much one team trusts another at first.
    pub struct Regard {
        /// Who trusts.
        pub of: Reference,
        /// Whom.
        pub toward: Reference,
        /// How much.
        pub start: Probability,
    }
}
