//! What the author of a scenario expects of its results.

use std::fmt;
use std::sync::Arc;

use super::{StrategyId, TeamId};
use crate::diagnostic::Place;

/// An assertion on the results, as a planner or CI writes it.
#[derive(Clone, PartialEq)]
pub struct Expectation {
    /// Stable id.
    pub id: Arc<str>,
    /// Metric that is looked at.
    pub metric: Arc<str>,
    /// Team; `None` for all teams together.
    pub team: Option<TeamId>,
    /// In what sense it must be satisfied.
    pub kind: ExpectationKind,
    /// What is measured of the metric; an order has arms of its own.
    pub measure: Measure,
    /// What it must satisfy: of an order, each step from an arm to the next.
    pub bound: Bound,
    /// Confidence of the interval, above 0.5 and below 1.
    pub confidence: f64,
    /// Replicates to judge by, and to go up to as long as it is undecided; `None` for those of the experiment, and for no
    /// more.
    pub replicates: (Option<u32>, Option<u32>),
    /// Whether being undecided is told and nothing more.
    pub lenient: bool,
    /// Why it is expected.
    pub why: Arc<str>,
    /// Where it is written.
    pub place: Place,
}

/// The part that tells two expectations apart, so that a scenario's fingerprint hangs neither on places nor on what is
/// left at its default.
impl fmt::Debug for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut all = f.debug_struct("Expectation");
        all.field("id", &self.id).field("metric", &self.metric).field("team", &self.team);
        all.field("measure", &self.measure).field("bound", &self.bound);
        all.field("confidence", &self.confidence).field("why", &self.why);
        if self.kind != ExpectationKind::Mean {
            all.field("kind", &self.kind);
        }
        if self.replicates != (None, None) {
            all.field("replicates", &self.replicates);
        }
        if self.lenient {
            all.field("lenient", &self.lenient);
        }
        all.finish()
    }
}

/// In what sense an expectation must be satisfied.
#[derive(Clone, Debug, PartialEq)]
pub enum ExpectationKind {
    /// By the mean of just these replicates.
    Exact,
    /// By every replicate.
    EachRun,
    /// By the interval of the mean.
    Mean,
    /// By the interval of the share of replicates in which this is so.
    Proportion(Bound),
    /// By the interval of this quantile, strictly between 0 and 1.
    Quantile(f64),
    /// By the interval of two one-sided tests.
    Equivalent,
    /// By the interval of each step between these arms, for all of them together; `None` is not sharing.
    Order(Vec<Option<StrategyId>>),
}

/// Which number of a metric an expectation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// That of the arm without sharing.
    Baseline,
    /// That of an arm.
    Mean(StrategyId),
    /// Paired change, the arm minus the arm without sharing.
    Change(StrategyId),
    /// Paired ratio, the arm over the arm without sharing.
    Ratio(StrategyId),
}

/// What an expectation demands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// Not below.
    AtLeast(f64),
    /// Not above.
    AtMost(f64),
    /// Not below the first, not above the second.
    Within(f64, f64),
}

impl Bound {
    /// The least and the most that satisfy it.
    pub fn ends(self) -> (f64, f64) {
        match self {
            Self::AtLeast(value) => (value, f64::INFINITY),
            Self::AtMost(value) => (f64::NEG_INFINITY, value),
            Self::Within(low, high) => (low, high),
        }
    }

    /// Whether a number satisfies it.
    pub fn admits(self, value: f64) -> bool {
        let (low, high) = self.ends();
        low <= value && value <= high
    }
}
