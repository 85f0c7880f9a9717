//! All arms in the order of what they came to, metric by metric, for all teams together: not sharing is one of them.

use std::sync::Arc;

use rayon::prelude::*;

use super::runner::{Design, ExperimentError, Results};
use super::values::Played;
use crate::metrics::{Better, METRICS, Metric};
use crate::record;
use crate::stats::bootstrap::RESAMPLES;
use crate::stats::interval::Level;
use crate::stats::moments::mean;
use crate::stats::ranks::ranks;

record! {
    /// One row per metric and arm: where the arm stands among all arms, the best first. Only metrics that have a better side.
    pub struct RankRow in "ranking", key ["metric", "strategy"] {
        /// Scenario id.
        pub scenario: Arc<str> [-],
        /// Metric: the column of `teams.csv` that it is made from.
        pub metric: &'static str [-],
        /// Unit of the mean.
        pub unit: &'static str [-],
        /// Which way is better: `lower` or `higher`.
        pub better: &'static str [-],
        /// Strategy id; `none` for not sharing.
        pub strategy: Arc<str> [-],
        /// Replicates in which all arms have a value: those that are ranked by.
        pub replicates_n: u64 [count],
        /// Mean over those replicates.
        pub mean: f64 [-],
        /// Rank by the mean: one more than the arms that are better. Equal means have equal ranks.
        pub rank: u64 [-],
        /// Lower end of the 95 % bootstrap interval of the rank.
        pub rank_low: u64 [-],
        /// Upper end of the 95 % bootstrap interval of the rank.
        pub rank_high: u64 [-],
        /// Share of the resamples in which no other arm is better.
        pub first_share: f64 [fraction],
    }
}

/// Ranks all arms: metrics in the order of their definition, arms by rank and then as in the design.
///
/// # Errors
/// [`ExperimentError::Aside`] where values that were put aside cannot be read.
pub fn rank(design: &Design, results: &Results) -> Result<Vec<RankRow>, ExperimentError> {
    let ranked: Vec<&Metric> = METRICS.iter().filter(|metric| metric.better != Better::Neither).collect();
    let rows: Result<Vec<Vec<RankRow>>, ExperimentError> =
        ranked.into_par_iter().map(|metric| rows(design, results, metric)).collect();
    Ok(rows?.into_iter().flatten().collect())
}

fn rows(
    design: &Design,
    results: &Results,
    metric: &'static Metric,
) -> Result<Vec<RankRow>, ExperimentError> {
    let arms: Vec<Vec<Option<f64>>> = (0..results.arms.len())
        .map(|arm| results.values.of(Played::Arm(arm), None, metric))
        .collect::<Result<_, _>>()?;
    let whole = |place: &usize| arms.iter().all(|arm| arm[*place].is_some());
    let places: Vec<usize> = (0..results.values.replicates()).filter(whole).collect();
    let sign = if metric.better == Better::Higher { -1.0 } else { 1.0 };
    let columns: Vec<Vec<f64>> = arms
        .iter()
        .map(|arm| places.iter().filter_map(|place| arm[*place].map(|value| sign * value)).collect())
        .collect();
    let Some(found) = ranks(&columns, Level::P95, RESAMPLES, design.seed) else { return Ok(Vec::new()) };
    let mut rows: Vec<RankRow> = found
        .iter()
        .zip(&columns)
        .zip(&results.arms)
        .filter_map(|((rank, column), arm)| {
            Some(RankRow {
                scenario: design.scenario.name.id.clone(),
                metric: metric.name,
                unit: metric.unit(),
                better: if metric.better == Better::Higher { "higher" } else { "lower" },
                strategy: arm.id.clone(),
                replicates_n: places.len() as u64,
                mean: sign * mean(column)?,
                rank: rank.rank as u64,
                rank_low: rank.low as u64,
                rank_high: rank.high as u64,
                first_share: rank.first,
            })
        })
        .collect();
    rows.sort_by_key(|row| row.rank);
    Ok(rows)
}
