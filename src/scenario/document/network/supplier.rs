//! Suppliers that organisations have in common, as written.

use crate::scenario::decode::{Id, List, Reference, Selector, Spanned, Text, written};
use crate::units::Probability;

written! {
    /// Who delivers programs or services to organisations. Whoever gets into what it delivers gets in wherever it serves.
    pub struct Supplier {
        /// Stable id.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// Whom it serves.
        pub serves: List<Serves>,
        /// Chance that whoever receives a poisoned delivery finds that out before it does anything, drawn once for each step
        /// and victim.
        pub vetting: Probability = Probability::NEVER, "[J]",
    }
}

written! {
    /// An organisation that a supplier serves.
    pub struct Serves {
        /// Which.
        pub organisation: Reference,
        /// Its hosts that take what is delivered, as selectors.
        pub hosts: List<Spanned<Selector>>,
        /// Chance that this one finds a poisoned delivery out; as written of the supplier where it is left out.
        pub vetting: Option<Probability>,
    }
}
