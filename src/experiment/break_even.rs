//! How late sharing may come: what a strategy is worth when all that it sends arrives later, and the delay at which it no
//! longer pays.
//!
//! Worth is the change of a metric, on the same luck, less the price of the analysts' time that the strategy takes. In a
//! race between a warning and an attack it falls as e^(−bd)·a/(a + b), where the sender finds out at rate a, the attack
//! arrives at rate b, and d is the delay.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::arm::Arm;
use super::runner::{Design, ExperimentError, record};
use crate::metrics::definition::metric;
use crate::metrics::{Better, Metric};
use crate::record;
use crate::scenario::model::StrategyId;
use crate::sim::Simulator;
use crate::stats::interval::Level;
use crate::stats::paired::PairedEstimate;
use crate::units::Span;

/// The first delay that is tried after none.
const SHORTEST: Span = Span::from_micros(Span::HOUR.as_micros() / 4);
/// A limit is found to within one part in so many.
const PRECISION: i64 = 64;
/// What analysts' time is counted by.
const LABOUR: &str = "labour_h";

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Price {
    /// The metric that sharing is for.
    pub metric: &'static Metric,
    /// What an hour of an analyst costs, in units of the metric.
    pub hour: f64,
    /// No longer delay is tried.
    pub longest: Span,
}

record! {
    /// One row per delay that was tried: what the strategy is worth if all that it sends arrives so much later.
    pub struct DelayRow in "break_even", key ["delay_s"] {
        /// Scenario id.
        pub scenario: Arc<str> [-],
        /// Strategy id.
        pub strategy: Arc<str> [-],
        /// Metric that sharing is for.
        pub metric: &'static str [-],
        /// Unit of what follows, `labour_h` apart.
        pub unit: &'static str [-],
        /// Delay that is added to every report.
        pub delay_s: f64 [s],
        /// Pairs in which both sides have a value.
        pub pairs_n: u64 [count],
        /// Mean improvement of the metric over not sharing; negative where sharing makes it worse.
        pub benefit: f64 [-],
        /// Mean of the analysts' time that the strategy takes more than not sharing.
        pub labour_h: f64 [h],
        /// Mean worth: the improvement less the price of that time.
        pub worth: f64 [-],
        /// Lower end of the 95 % interval of the worth (paired t).
        pub worth_low: Option<f64> [-],
        /// Upper end of the 95 % interval of the worth (paired t).
        pub worth_high: Option<f64> [-],
    }
}

/// Up to which delay something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// It does not even hold without delay.
    Never,
    /// Up to about this.
    Until(Span),
    /// It still holds at the longest delay that was tried.
    Beyond,
}

/// What the search came to.
#[derive(Clone, Debug)]
pub struct BreakEven {
    /// The delays that were tried, the shortest first.
    pub rows: Vec<DelayRow>,
    /// Up to here it pays beyond doubt: the whole interval of the worth is above nothing.
    pub surely: Limit,
    /// Up to here the mean worth is above nothing.
    pub mean: Limit,
    /// From here on it does not pay, beyond doubt: the whole interval is below.
    pub perhaps: Limit,
}

/// Finds the delays at which a strategy stops paying. `stop` ends it early.
///
/// Worth must not be monotone in the delay: what is found is the end of the first stretch, of those delays that are tried,
/// in which it pays.
///
/// # Errors
/// [`ExperimentError`] where it was stopped, or the program contradicts itself.
pub fn break_even(
    design: &Design,
    strategy: StrategyId,
    price: Price,
    stop: &AtomicBool,
) -> Result<BreakEven, ExperimentError> {
    let threads = rayon::ThreadPoolBuilder::new().num_threads(design.jobs.unwrap_or(0)).build()?;
    threads.install(|| {
        let arm = Arm::strategy(&design.scenario, strategy);
        let mut search = Search { design, price, arm, stop, alone: Vec::new(), tried: BTreeMap::new() };
        search.alone = search.play(&Arm::none())?;
        let ladder = search.ladder()?;
        let surely = search.limit(&ladder, |row| row.worth_low.unwrap_or(f64::NEG_INFINITY))?;
        let mean = search.limit(&ladder, |row| row.worth)?;
        let perhaps = search.limit(&ladder, |row| row.worth_high.unwrap_or(f64::INFINITY))?;
        Ok(BreakEven { rows: search.tried.into_values().collect(), surely, mean, perhaps })
    })
}

/// What one run came to: the metric and the analysts' time.
type Yield = (Option<f64>, Option<f64>);

struct Search<'a> {
    design: &'a Design,
    price: Price,
    arm: Arm,
    stop: &'a AtomicBool,
    alone: Vec<Yield>,
    tried: BTreeMap<Span, DelayRow>,
}

impl Search<'_> {
    fn play(&self, arm: &Arm) -> Result<Vec<Yield>, ExperimentError> {
        let Design { scenario, seed, replications, .. } = self.design;
        let simulator = Simulator::new(scenario.clone());
        let labour = metric(LABOUR);
        (0..*replications)
            .into_par_iter()
            .map(|replication| {
                if self.stop.load(Ordering::Relaxed) {
                    return Err(ExperimentError::Interrupted);
                }
                let teams = record(&simulator, scenario, *seed, replication, arm)?.teams;
                let hours = labour.and_then(|labour| labour.of_all(&teams));
                Ok((self.price.metric.of_all(&teams), hours))
            })
            .collect()
    }

    /// Delays, each twice the one before, as long as it is not beyond doubt that sharing does not pay.
    fn ladder(&mut self) -> Result<Vec<Span>, ExperimentError> {
        let mut ladder = vec![Span::ZERO];
        let mut next = SHORTEST.min(self.price.longest);
        let mut delay = Span::ZERO;
        while self.row(delay)?.worth_high.is_none_or(|high| high > 0.0) && delay < self.price.longest {
            delay = next.min(self.price.longest);
            ladder.push(delay);
            next = Span::from_micros(next.as_micros().saturating_mul(2));
        }
        Ok(ladder)
    }

    fn row(&mut self, delay: Span) -> Result<&DelayRow, ExperimentError> {
        if !self.tried.contains_key(&delay) {
            let shared = self.play(&self.arm.delayed(delay))?;
            let row = self.weigh(delay, &shared);
            self.tried.insert(delay, row);
        }
        Ok(&self.tried[&delay])
    }

    fn weigh(&self, delay: Span, shared: &[Yield]) -> DelayRow {
        let Price { metric, hour, .. } = self.price;
        let sign = if metric.better == Better::Higher { 1.0 } else { -1.0 };
        let pairs: Vec<(f64, f64)> = self
            .alone
            .iter()
            .zip(shared)
            .filter_map(|(alone, shared)| {
                let benefit = sign * (shared.0? - alone.0?);
                Some((benefit, shared.1? - alone.1?))
            })
            .collect();
        let worth: Vec<f64> = pairs.iter().map(|(benefit, labour)| benefit - hour * labour).collect();
        let nothing = vec![0.0; worth.len()];
        let estimate = PairedEstimate::new(&nothing, &worth, Level::P95).ok();
        let mean = |values: Vec<f64>| crate::stats::moments::mean(&values).unwrap_or(0.0);
        let interval = estimate.and_then(|estimate| estimate.interval);
        DelayRow {
            scenario: self.design.scenario.name.id.clone(),
            strategy: self.arm.id.clone(),
            metric: metric.name,
            unit: metric.unit(),
            delay_s: delay.as_secs_f64(),
            pairs_n: pairs.len() as u64,
            benefit: mean(pairs.iter().map(|(benefit, _)| *benefit).collect()),
            labour_h: mean(pairs.iter().map(|(_, labour)| *labour).collect()),
            worth_low: interval.map(|interval| interval.low),
            worth_high: interval.map(|interval| interval.high),
            worth: mean(worth),
        }
    }

    /// The end of the first stretch in which a value is above nothing.
    fn limit(&mut self, ladder: &[Span], value: fn(&DelayRow) -> f64) -> Result<Limit, ExperimentError> {
        let pays = |row: &DelayRow| value(row) > 0.0;
        if !pays(self.row(Span::ZERO)?) {
            return Ok(Limit::Never);
        }
        let mut good = Span::ZERO;
        for delay in ladder {
            if pays(self.row(*delay)?) {
                good = *delay;
                continue;
            }
            let mut bad = *delay;
            while (bad.as_micros() - good.as_micros()) * PRECISION > bad.as_micros() {
                let middle = Span::from_micros(i64::midpoint(good.as_micros(), bad.as_micros()));
                if pays(self.row(middle)?) {
                    good = middle;
                } else {
                    bad = middle;
                }
            }
            return Ok(Limit::Until(good));
        }
        Ok(Limit::Beyond)
    }
}
