//! What a team makes of what it is told beyond indicators, as written.

use super::ObjectKind;
use super::response::log_normal;
use crate::scenario::decode::{Count, List, Reference, Spanned, written};
use crate::units::{Distribution, Probability, Span};

written! {
    /// Detection engineering: before an indicator comes into force, somebody writes and tests a rule for it. It takes the time
    /// of those who could be hunting or triaging, and `delay` of the deployment comes after it.
    pub struct Engineering {
        /// Whose queue indicators wait in.
        pub desk: Reference,
        /// Analyst time for one indicator.
        pub work: Distribution = log_normal(20, 0.8), "[J]",
        /// Chance, by indicator, that it comes with a rule that can be used as it is.
        pub ready: Probability = Probability::literal(0.0009), "[S] 0.09 % of shared indicators carry a detection rule, STIX sharing 2014 to 2023",
    }
}

written! {
    /// How a team looks out when it is warned that it may be next, whether there is an attack or not.
    pub struct Posture {
        /// What makes it look out.
        pub raised_by: List<ObjectKind> = List::from(vec![ObjectKind::EarlyWarning]),
        /// How long, from the last warning on.
        pub lasts: Spanned<Span> = Spanned::unplaced(Span::DAY), "[J]",
        /// Factor on the odds that sensors and endpoint detection see what they can see, from 1 to 100.
        pub sensing: Spanned<f64> = Spanned::unplaced(1.5), "[J]",
        /// Factor on the rate of false alarms and background alerts, from 1 to 100: who looks closer sees more that is nothing.
        pub alarms: Spanned<f64> = Spanned::unplaced(1.3), "[J]",
        /// Factor on the odds that triage takes an alert for an attack, whether one caused it or not, from 1 to 100.
        pub suspicion: Spanned<f64> = Spanned::unplaced(2.0), "[J]",
        /// Who is called in.
        pub on_call: List<OnCall> = List::default(),
        /// Chance that it looks out once more after a warning that nothing followed; after several such in a row, this to
        /// their power. Something has followed where the team confirmed an incident while it looked out.
        pub heeds: Probability = Probability::literal(0.9), "[J]",
    }
}

written! {
    /// Analysts who come in when a team looks out, and leave when it does so no longer.
    pub struct OnCall {
        /// The desk that they come to.
        pub desk: Reference,
        /// How many (analysts).
        pub analysts: Count = Count::ONE,
        /// How long it takes until they are there.
        pub after: Span = Span::HOUR, "[J]",
    }
}

written! {
    /// What lessens a weakness that there is no patch for.
    pub struct Workaround {
        /// Analyst time, at the desk that patches.
        pub work: Distribution = log_normal(120, 0.8), "[J]",
        /// Factor on the chance that the weakness is exploited, until the patch is there.
        pub leaves: Probability = Probability::literal(0.3), "[J]",
    }
}

written! {
    /// Hardening networks against a technique: a course of action, from advice or from a team's own incidents.
    pub struct Countermeasures {
        /// Whose queue it waits in.
        pub desk: Reference,
        /// Analyst time for one technique.
        pub work: Distribution = log_normal(240, 0.8), "[J]",
        /// From the work to its taking effect.
        pub delay: Distribution = Distribution::Constant(Span::DAY), "[J]",
        /// Factor on the chance that a step with the technique succeeds.
        pub leaves: Probability = Probability::literal(0.8), "[S] exposure x 0.8 by exchange of best practice; for one technique [J]",
        /// However much is done against a step, at least this share of its chance remains.
        pub floor: Probability = Probability::literal(0.5), "[J]",
        /// Whether it hardens against what its own incidents have shown as well, once they are closed.
        pub own: bool = true, "[J]",
        /// Chance that it is overdone: hosts are out of service as after blocking something harmless (see `collateral`).
        pub overdone: Probability = Probability::NEVER, "[J]",
    }
}
