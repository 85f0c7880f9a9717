//! What the author of a scenario expects of its results, judged on three values: met, missed, undecided.
//!
//! An expectation is met when the whole interval satisfies it and missed when the whole interval violates it, so
//! that fewer replicates never make it easier to meet.

use std::sync::Arc;

use super::comparison::complete;
use super::runner::{Design, ExperimentError, Results};
use super::values::Played;
use crate::metrics::definition::metric;
use crate::scenario::model::{Bound, Expectation, Measure, StrategyId};
use crate::stats::interval::{Interval, Level};
use crate::stats::paired::PairedEstimate;

/// What an expectation came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The whole interval satisfies it.
    Met,
    /// The whole interval violates it.
    Missed,
    /// Some of the interval does; more replicates may tell.
    Undecided,
}

/// An expectation and what the results say of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// Id of the expectation.
    pub id: Arc<str>,
    /// Why it is expected.
    pub why: Arc<str>,
    /// What it demands, in words.
    pub demand: String,
    /// The estimate; none where there is nothing to estimate from.
    pub estimate: Option<f64>,
    /// Its interval.
    pub interval: Option<Interval>,
    /// Confidence of the interval.
    pub confidence: f64,
    /// Replicates with a value.
    pub pairs: usize,
    /// What it came to.
    pub verdict: Verdict,
}

/// Judges an expectation. One about a strategy that was not run is undecided.
///
/// # Errors
/// [`ExperimentError::Aside`] where values that were put aside cannot be read.
pub fn judge(
    design: &Design,
    results: &Results,
    expectation: &Expectation,
) -> Result<Judgement, ExperimentError> {
    let estimate = estimate(design, results, expectation)?;
    let interval = estimate.as_ref().and_then(|estimate| estimate.interval);
    Ok(Judgement {
        id: expectation.id.clone(),
        why: expectation.why.clone(),
        demand: demand(design, expectation),
        estimate: estimate.as_ref().and_then(|estimate| estimate.difference),
        interval,
        confidence: expectation.confidence,
        pairs: estimate.as_ref().map_or(0, |estimate| estimate.n),
        verdict: interval.map_or(Verdict::Undecided, |interval| verdict(expectation.bound, interval)),
    })
}

fn estimate(
    design: &Design,
    results: &Results,
    expectation: &Expectation,
) -> Result<Option<PairedEstimate>, ExperimentError> {
    let Some(metric) = metric(&expectation.metric) else { return Ok(None) };
    let team = expectation.team.map(|team| team.index());
    let of = |arm: usize| results.values.of(Played::Arm(arm), team, metric);
    let place = |id: StrategyId| {
        let name = &design.scenario.strategy(id).name.id;
        results.arms.iter().position(|arm| arm.id == *name)
    };
    let arm = match expectation.measure {
        Measure::Baseline => Some(0),
        Measure::Mean(strategy) | Measure::Change(strategy) => place(strategy),
    };
    let Some(arm) = arm else { return Ok(None) };
    let after = of(arm)?;
    let before = match expectation.measure {
        Measure::Change(_) => of(0)?,
        Measure::Baseline | Measure::Mean(_) => vec![Some(0.0); after.len()],
    };
    let (baseline, treatment) = complete(&before, &after);
    let Ok(level) = Level::new(expectation.confidence) else { return Ok(None) };
    Ok(PairedEstimate::new(&baseline, &treatment, level).ok())
}

fn verdict(bound: Bound, interval: Interval) -> Verdict {
    let (met, missed) = match bound {
        Bound::AtLeast(value) => (interval.low >= value, interval.high < value),
        Bound::AtMost(value) => (interval.high <= value, interval.low > value),
        Bound::Within(low, high) => {
            (interval.low >= low && interval.high <= high, interval.high < low || interval.low > high)
        }
    };
    match (met, missed) {
        (true, _) => Verdict::Met,
        (_, true) => Verdict::Missed,
        _ => Verdict::Undecided,
    }
}

fn demand(design: &Design, expectation: &Expectation) -> String {
    let scenario = &design.scenario;
    let of = match expectation.measure {
        Measure::Baseline => "without sharing".to_owned(),
        Measure::Mean(strategy) => format!("with `{}`", scenario.strategy(strategy).name.id),
        Measure::Change(strategy) => format!("changed by `{}`", scenario.strategy(strategy).name.id),
    };
    let whose = expectation.team.map_or("all teams", |team| &scenario.team(team).name.id);
    let bound = match expectation.bound {
        Bound::AtLeast(value) => format!("at least {value}"),
        Bound::AtMost(value) => format!("at most {value}"),
        Bound::Within(low, high) => format!("from {low} to {high}"),
    };
    format!("{} of {whose} {of}: {bound}", expectation.metric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_interval_meets_or_misses() {
        let interval = Interval { low: 1.0, high: 2.0 };
        assert_eq!(verdict(Bound::AtLeast(1.0), interval), Verdict::Met);
        assert_eq!(verdict(Bound::AtLeast(1.5), interval), Verdict::Undecided);
        assert_eq!(verdict(Bound::AtLeast(2.5), interval), Verdict::Missed);
        assert_eq!(verdict(Bound::AtMost(2.0), interval), Verdict::Met);
        assert_eq!(verdict(Bound::AtMost(0.5), interval), Verdict::Missed);
        assert_eq!(verdict(Bound::Within(0.0, 3.0), interval), Verdict::Met);
        assert_eq!(verdict(Bound::Within(1.5, 3.0), interval), Verdict::Undecided);
        assert_eq!(verdict(Bound::Within(5.0, 6.0), interval), Verdict::Missed);
    }
}
