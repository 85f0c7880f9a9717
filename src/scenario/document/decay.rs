//! How indicators lose their worth, as written.

use super::IndicatorKind;
use crate::scenario::decode::{List, Spanned, written};
use crate::units::Span;

written! {
    /// How indicators lose their worth with age, as MISP has it. Their score is base · (1 − (age / lifetime)^(1 / speed));
    /// below the threshold they are taken out of force. Age counts from when the indicator was found or last seen, as
    /// whoever shares it tells, and not from when it is received: what comes late has little life left. Whoever sees it
    /// again, or hears from a partner who has, counts from there anew.
    pub struct Decay {
        /// The kinds that this is for; where none is written, all that no other decay is for.
        pub kinds: List<IndicatorKind> = List::default(),
        /// How fast.
        pub model: DecayModel,
    }
}

written! {
    /// How fast indicators lose their worth.
    pub enum DecayModel {
        /// MISP's model for network intrusion detection: base 80, threshold 30, lifetime 120 d, speed 2, which gives a life
        /// of 46.875 d.
        Nids,
        /// MISP's model for phishing: base 80, threshold 30, lifetime 3 d, speed 2.3, which gives a life of 1.018 d.
        Phishing,
        /// MISP's polynomial with numbers of your own.
        Polynomial {
            /// The score when it is new, above 0 and up to 100.
            base: Spanned<f64> = Spanned::unplaced(80.0), "[S] MISP",
            /// The score below which it is taken out of force; from 0 to less than the base.
            threshold: Spanned<f64> = Spanned::unplaced(30.0), "[S] MISP",
            /// The age at which its score is 0 (MISP's tau).
            lifetime: Spanned<Span>,
            /// How evenly it loses (MISP's delta), above 0 and up to 20: evenly with 1, at first faster with more.
            speed: Spanned<f64> = Spanned::unplaced(2.0), "[S] MISP, network intrusion detection",
        },
    }
}
