//! What the replicates say of an expectation: an estimate and its interval.

use super::Verdict;
use crate::experiment::comparison::complete;
use crate::experiment::pool::Pool;
use crate::metrics::Metric;
use crate::scenario::model::{Bound, Expectation, ExpectationKind, Measure, StrategyId};
use crate::stats::PairedEstimate;
use crate::stats::interval::{Interval, Level, clopper_pearson};
use crate::stats::moments::{self, QuantileType};
use crate::stats::{order, ratio};

/// The arms that an expectation is about.
pub(super) fn arms(expectation: &Expectation) -> Vec<Option<StrategyId>> {
    if let ExpectationKind::Order(arms) = &expectation.kind {
        return arms.clone();
    }
    match expectation.measure {
        Measure::Baseline => vec![None],
        Measure::Mean(strategy) => vec![Some(strategy)],
        Measure::Change(strategy) | Measure::Ratio(strategy) => vec![None, Some(strategy)],
    }
}

/// What was found.
pub(super) struct Found {
    pub(super) estimate: Option<f64>,
    pub(super) interval: Option<Interval>,
    pub(super) confidence: Option<f64>,
    /// Replicates with a value.
    pub(super) values: usize,
    /// Whether a number that must satisfy the bound by itself does not.
    pub(super) violated: bool,
    /// What the steps of an order come to together.
    pub(super) steps: Verdict,
    pub(super) note: Option<String>,
}

impl Found {
    fn new(values: usize, estimate: Option<f64>, interval: Option<Interval>, level: Option<Level>) -> Self {
        let confidence = level.map(Level::get);
        Self {
            estimate,
            interval,
            confidence,
            values,
            violated: false,
            steps: Verdict::Undecided,
            note: None,
        }
    }
}

/// The first replicates of a pool, as an expectation looks at them.
pub(super) struct Sample<'a, 'p> {
    pub(super) pool: &'a Pool<'p>,
    pub(super) expectation: &'a Expectation,
    pub(super) metric: &'static Metric,
    pub(super) replicates: u32,
}

impl Sample<'_, '_> {
    /// What the replicates say where an interval may err with this probability, `doubt`.
    pub(super) fn find(&self, doubt: f64) -> Found {
        match &self.expectation.kind {
            ExpectationKind::Mean => self.mean(level(doubt)),
            // Two one-sided tests of that doubt each are one interval of twice the doubt.
            ExpectationKind::Equivalent => self.mean(level(2.0 * doubt)),
            ExpectationKind::Exact => self.exact(),
            ExpectationKind::EachRun => self.each_run(),
            ExpectationKind::Proportion(event) => self.proportion(*event, level(doubt)),
            ExpectationKind::Quantile(p) => self.quantile(*p, level(doubt)),
            ExpectationKind::Order(arms) => self.order(arms, doubt),
        }
    }

    fn values(&self, arm: Option<StrategyId>) -> Vec<Option<f64>> {
        self.pool.values(arm, self.expectation.team, self.metric, self.replicates)
    }

    /// Without sharing and with the strategy, where the measure has both.
    fn pair(&self) -> (Option<Vec<Option<f64>>>, Vec<Option<f64>>) {
        match self.expectation.measure {
            Measure::Baseline => (None, self.values(None)),
            Measure::Mean(strategy) => (None, self.values(Some(strategy))),
            Measure::Change(strategy) | Measure::Ratio(strategy) => {
                (Some(self.values(None)), self.values(Some(strategy)))
            }
        }
    }

    fn is_ratio(&self) -> bool {
        matches!(self.expectation.measure, Measure::Ratio(_))
    }

    /// What is measured, replicate by replicate.
    fn measured(&self) -> Vec<Option<f64>> {
        let (before, after) = self.pair();
        let Some(before) = before else { return after };
        let one = |before: f64, after: f64| if self.is_ratio() { after / before } else { after - before };
        let both = before.iter().zip(&after).map(|(before, after)| Some(one((*before)?, (*after)?)));
        both.map(|value| value.filter(|value| value.is_finite())).collect()
    }

    fn mean(&self, level: Option<Level>) -> Found {
        let (before, after) = self.pair();
        let before = before.unwrap_or_else(|| vec![Some(0.0); after.len()]);
        let (baseline, treatment) = complete(&before, &after);
        let n = baseline.len();
        if self.is_ratio() {
            let interval = level.and_then(|level| ratio::fieller(&treatment, &baseline, level));
            return Found::new(n, ratio::of_means(&treatment, &baseline), interval, level);
        }
        let estimate = level.and_then(|level| PairedEstimate::new(&baseline, &treatment, level).ok());
        let difference = estimate.as_ref().and_then(|estimate| estimate.difference);
        Found::new(n, difference, estimate.and_then(|estimate| estimate.interval), level)
    }

    fn exact(&self) -> Found {
        let (before, after) = self.pair();
        let before = before.unwrap_or_else(|| vec![Some(0.0); after.len()]);
        let (baseline, treatment) = complete(&before, &after);
        let difference = || {
            let all: Vec<f64> = baseline.iter().zip(&treatment).map(|(off, on)| on - off).collect();
            moments::mean(&all)
        };
        let value = if self.is_ratio() { ratio::of_means(&treatment, &baseline) } else { difference() };
        let point = value.map(|value| Interval { low: value, high: value });
        let violated = value.is_some_and(|value| !self.expectation.bound.admits(value));
        Found { violated, ..Found::new(baseline.len(), value, point, None) }
    }

    fn each_run(&self) -> Found {
        let measured = self.measured();
        let values: Vec<f64> = measured.iter().flatten().copied().collect();
        let low = values.iter().copied().reduce(f64::min);
        let high = values.iter().copied().reduce(f64::max);
        let range = low.zip(high).map(|(low, high)| Interval { low, high });
        let bound = self.expectation.bound;
        let fails = |value: &Option<f64>| value.is_some_and(|value| !bound.admits(value));
        let first = measured.iter().position(fails);
        let note = first.map(|first| {
            let many = measured.iter().filter(|value| fails(value)).count();
            let value = measured[first].unwrap_or_default();
            format!("replicate {first} is the first of {many} that violate it, with {value}")
        });
        let mean = moments::mean(&values);
        Found { violated: first.is_some(), note, ..Found::new(values.len(), mean, range, None) }
    }

    fn proportion(&self, event: Bound, level: Option<Level>) -> Found {
        let values: Vec<f64> = self.measured().into_iter().flatten().collect();
        let hits = values.iter().filter(|value| event.admits(**value)).count();
        let share = (!values.is_empty()).then(|| hits as f64 / values.len() as f64);
        let interval = level.and_then(|level| clopper_pearson(hits as u64, values.len() as u64, level));
        Found::new(values.len(), share, interval, level)
    }

    fn quantile(&self, p: f64, level: Option<Level>) -> Found {
        let values: Vec<f64> = self.measured().into_iter().flatten().collect();
        let estimate = moments::quantile(&values, p, QuantileType::Eight);
        let interval = level.and_then(|level| order::quantile_interval(&values, p, level));
        Found::new(values.len(), estimate, interval, level)
    }

    /// Each step from an arm to the next, all together with this doubt. The estimate is that of the least step.
    fn order(&self, arms: &[Option<StrategyId>], doubt: f64) -> Found {
        let level = level(doubt / (arms.len().max(2) - 1) as f64);
        let mut least = Found::new(0, None, None, level);
        let mut verdicts = Vec::new();
        for pair in arms.windows(2) {
            let (lower, higher) = complete(&self.values(pair[0]), &self.values(pair[1]));
            let Some(estimate) = level.and_then(|level| PairedEstimate::new(&lower, &higher, level).ok())
            else {
                continue;
            };
            verdicts.push(match estimate.interval {
                Some(interval) if interval.low > 0.0 => Verdict::Met,
                Some(interval) if interval.high <= 0.0 => Verdict::Missed,
                _ => Verdict::Undecided,
            });
            let is_least = match (estimate.difference, least.estimate) {
                (Some(step), Some(before)) => step < before,
                (step, None) => step.is_some(),
                (None, Some(_)) => false,
            };
            if is_least {
                let step = [self.name(pair[0]), self.name(pair[1])];
                least = Found::new(estimate.n, estimate.difference, estimate.interval, level);
                least.note = Some(format!("the least step is from `{}` to `{}`", step[0], step[1]));
            }
        }
        least.steps = if verdicts.contains(&Verdict::Missed) {
            Verdict::Missed
        } else if verdicts.len() + 1 == arms.len() && verdicts.iter().all(|verdict| *verdict == Verdict::Met)
        {
            Verdict::Met
        } else {
            Verdict::Undecided
        };
        least
    }

    fn name(&self, arm: Option<StrategyId>) -> &str {
        let scenario = &self.pool.design().scenario;
        arm.map_or(super::super::NONE, |arm| &scenario.strategy(arm).name.id)
    }
}

/// The level of an interval that may err with this probability; the least there is where it may err almost always.
fn level(doubt: f64) -> Option<Level> {
    Level::new((1.0 - doubt).max(1e-9)).ok()
}
