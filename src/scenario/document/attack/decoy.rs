//! What adversaries leave behind to mislead, as written.

use super::IndicatorKind;
use crate::scenario::decode::{Id, List, Selector, Spanned, Text, written};
use crate::units::Probability;

written! {
    /// Something harmless that an adversary leaves in its tracks, so that it is taken for an indicator: a name or an address
    /// that services depend on. Wherever it is blocked they are down, until it is out of force there: poisoned for whoever
    /// is told.
    pub struct Decoy {
        /// Stable id, unique in its step.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// As what it is taken.
        pub kind: IndicatorKind,
        /// Chance, by incident, that analysis takes it for an indicator.
        pub taken: Probability = Probability::literal(0.2), "[J]",
        /// The hosts that depend on it, in all organisations. Where there are none it does no harm.
        pub stops: List<Spanned<Selector>>,
    }
}
