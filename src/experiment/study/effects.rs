//! What the outcomes of a study depend on, where its design is one of those that tell.

use std::sync::Arc;

use super::document::Design;
use super::load::Study;
use crate::metrics::Metric;
use crate::record;
use crate::stats::interval::Level;
use crate::stats::sensitivity::{self, SaltelliOutcomes};

/// Resamples of the intervals of Sobol' indices.
const RESAMPLES: usize = 999;

record! {
    /// One row per response, arm and factor, or set of factors: what it does to the outcome. Of `none`, the outcome is the mean
    /// of the metric; of a strategy, the mean change that it brings.
    pub struct EffectRow in "effects", key ["metric", "strategy", "factors"] {
        /// Metric, all teams together.
        pub metric: &'static str [-],
        /// Arm: `none`, or a strategy.
        pub strategy: Arc<str> [-],
        /// The factor, or several joined by `*`: what they do together.
        pub factors: String [-],
        /// How it was found: `two_level`, `morris` or `sobol`.
        pub method: &'static str [-],
        /// Two-level designs: mean at the high level less mean at the low one. Morris: mean elementary effect, for the whole range.
        pub effect: Option<f64> [-],
        /// Its standard error: for two levels from the spread over replicates, which meet the same luck in all cells; for Morris
        /// of `mu_star`.
        pub effect_se: Option<f64> [-],
        /// Morris: mean size of the elementary effects.
        pub mu_star: Option<f64> [-],
        /// Morris: standard deviation of the elementary effects.
        pub sigma: Option<f64> [-],
        /// Sobol' index of the first order: the share of the variance that the factor has alone.
        pub first_order: Option<f64> [-],
        /// Lower end of its 95 % interval (bootstrap over points).
        pub first_order_low: Option<f64> [-],
        /// Upper end of its 95 % interval.
        pub first_order_high: Option<f64> [-],
        /// Total Sobol' index: the share that the factor has alone or with others.
        pub total: Option<f64> [-],
        /// Lower end of its 95 % interval.
        pub total_low: Option<f64> [-],
        /// Upper end of its 95 % interval.
        pub total_high: Option<f64> [-],
    }
}

impl EffectRow {
    fn new(metric: &'static Metric, strategy: &Arc<str>, factors: String, method: &'static str) -> Self {
        Self {
            metric: metric.name,
            strategy: strategy.clone(),
            factors,
            method,
            effect: None,
            effect_se: None,
            mu_star: None,
            sigma: None,
            first_order: None,
            first_order_low: None,
            first_order_high: None,
            total: None,
            total_low: None,
            total_high: None,
        }
    }
}

/// The effects on one outcome: `cells` holds, for every cell in order, its value in each replicate.
pub fn effects(
    study: &Study,
    metric: &'static Metric,
    strategy: &Arc<str>,
    cells: &[Vec<f64>],
) -> Vec<EffectRow> {
    let means =
        || -> Option<Vec<f64>> { cells.iter().map(|values| crate::stats::moments::mean(values)).collect() };
    let row = |factors: String, method| EffectRow::new(metric, strategy, factors, method);
    let ids = || study.factors.iter().map(|factor| factor.id.to_string());
    match &study.design {
        Design::TwoLevel => {
            let found = sensitivity::two_level_effects(cells).unwrap_or_default().into_iter();
            let named = found.map(|effect| {
                let factors: Vec<String> = ids()
                    .enumerate()
                    .filter(|(place, _)| effect.factors >> place & 1 == 1)
                    .map(|(_, id)| id)
                    .collect();
                EffectRow {
                    effect: Some(effect.effect),
                    effect_se: effect.se_paired,
                    ..row(factors.join("*"), "two_level")
                }
            });
            named.collect()
        }
        Design::Morris { .. } => {
            let points: Vec<_> = study.cells.iter().filter_map(|cell| cell.point.clone()).collect();
            let screened =
                means().and_then(|means| sensitivity::morris(&points, &means, study.factors.len()));
            let named = ids().zip(screened.unwrap_or_default()).map(|(id, found)| EffectRow {
                effect: Some(found.mu),
                effect_se: found.mu_star_se,
                mu_star: Some(found.mu_star),
                sigma: found.sigma,
                ..row(id, "morris")
            });
            named.collect()
        }
        Design::Saltelli { points } => {
            let n = points.get() as usize;
            let shares =
                means().filter(|means| means.len() == n * (study.factors.len() + 2)).and_then(|means| {
                    let mut parts = means.chunks(n).map(<[f64]>::to_vec);
                    let (a, b) = (parts.next()?, parts.next()?);
                    let outcomes = SaltelliOutcomes { a, b, ab: parts.collect() };
                    sensitivity::sobol(&outcomes, Level::P95, RESAMPLES, study.seed)
                });
            let named = ids().zip(shares.unwrap_or_default()).map(|(id, found)| EffectRow {
                first_order: Some(found.first),
                first_order_low: found.first_interval.map(|interval| interval.low),
                first_order_high: found.first_interval.map(|interval| interval.high),
                total: Some(found.total),
                total_low: found.total_interval.map(|interval| interval.low),
                total_high: found.total_interval.map(|interval| interval.high),
                ..row(id, "sobol")
            });
            named.collect()
        }
        _ => Vec::new(),
    }
}
