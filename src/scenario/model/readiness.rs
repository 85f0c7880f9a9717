//! What a team makes of what it is told beyond indicators.

use super::{DeskId, Labour, ObjectKind};
use crate::units::{Distribution, Probability, Span};

/// Writing and testing a rule for each indicator before it comes into force.
#[derive(Clone, Debug)]
pub struct Engineering {
    /// Who and how long.
    pub labour: Labour,
    /// Chance, by indicator, that it comes with a rule.
    pub ready: Probability,
}

/// How a team looks out when it is warned.
#[derive(Clone, Debug)]
pub struct Posture {
    /// What makes it look out, sorted.
    pub raised_by: Vec<ObjectKind>,
    /// How long, from the last warning on.
    pub lasts: Span,
    /// Factor on the odds that sensors see what they can see, at least 1.
    pub sensing: f64,
    /// Factor on the rate of false alarms and background alerts, at least 1.
    pub alarms: f64,
    /// Factor on the odds that triage takes an alert for an attack, at least 1.
    pub suspicion: f64,
    /// Who is called in, by desk.
    pub on_call: Vec<OnCall>,
    /// Chance that it looks out after a warning that nothing followed; for several, its power.
    pub heeds: Probability,
}

/// Analysts who come in when a team looks out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OnCall {
    /// The desk that they come to.
    pub desk: DeskId,
    /// How long it takes until they are there.
    pub after: Span,
    /// How many.
    pub analysts: u32,
}

/// What lessens a weakness that there is no patch for.
#[derive(Clone, Debug, PartialEq)]
pub struct Workaround {
    /// Analyst time, at the desk that patches.
    pub work: Distribution,
    /// Factor on the chance that the weakness is exploited.
    pub leaves: Probability,
}

/// Hardening networks against a technique.
#[derive(Clone, Debug)]
pub struct Countermeasures {
    /// Who and how long, for one technique.
    pub labour: Labour,
    /// From the work to its taking effect.
    pub delay: Distribution,
    /// Factor on the chance that a step with the technique succeeds.
    pub leaves: Probability,
    /// The least share of its chance that remains of a step.
    pub floor: Probability,
    /// Whether it hardens against what its own incidents have shown.
    pub own: bool,
    /// Chance that it is overdone.
    pub overdone: Probability,
}
