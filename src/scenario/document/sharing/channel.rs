//! The ways that reports take, as written.

use super::Tlp;
use crate::scenario::decode::{Id, Spanned, Text, written};
use crate::units::{Distribution, Hours, Probability, Rate, Span};

written! {
    /// A way that reports take from team to team. What fails here fails for all that goes over it.
    pub struct Channel {
        /// Stable id.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// What sort of channel it is.
        pub kind: ChannelKind,
        /// The hours in which it takes reports, such as "Mon-Fri 08:00-17:00 +01:00"; a hub publishes in them. Always where
        /// none are written.
        pub hours: Option<Hours>,
        /// How many reports it takes, such as "20/h", one after the other; any number at once where it is left out.
        pub capacity: Option<Spanned<Rate>>,
        /// How it breaks and is repaired; it never breaks where this is left out. What is on it waits.
        pub outage: Option<ChannelFailure>,
        /// Chance that a report is lost on it, and nobody notices.
        pub loss: Probability = Probability::NEVER,
        /// The strictest marking that it carries. RED goes from person to person only.
        pub carries: Option<Tlp>,
    }
}

written! {
    /// What sort of channel it is.
    pub enum ChannelKind {
        /// Mail and telephone between people: it carries all markings.
        Person,
        /// A platform that publishes reports, and from which receivers fetch them, each at set times: it carries all markings
        /// up to AMBER+STRICT.
        Hub {
            /// From one publication to the next; at once where it is 0.
            publish: Span = Span::ZERO, "[J]",
            /// From one fetch of a receiver to its next; at once where it is 0.
            pull: Span = Span::from_micros(900_000_000), "[J] 15 min",
        },
        /// From machine to machine: it carries all markings up to AMBER+STRICT.
        Machine,
    }
}

written! {
    /// How a channel breaks and is repaired.
    pub struct ChannelFailure {
        /// From STARTEX to the first failure, and from each repair to the next failure.
        pub fails: Distribution,
        /// From a failure to its repair; at least a minute.
        pub repaired: Distribution = Distribution::Exponential { mean: Span::from_micros(4 * Span::HOUR.as_micros()) }, "[J]",
    }
}
