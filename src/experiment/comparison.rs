//! Each strategy against not sharing, on the same luck, metric by metric, for each team and for all together.

use std::sync::Arc;

use rayon::prelude::*;

use super::evidence::{self, Discriminates};
use super::runner::{Design, ExperimentError, Results};
use super::values::Played;
use crate::metrics::table::Category;
use crate::metrics::{Better, METRICS, Metric};
use crate::record;
use crate::stats::bootstrap::{RESAMPLES, bootstrap_t};
use crate::stats::interval::Level;
use crate::stats::paired::PairedEstimate;

/// What the column `team` says for all teams together.
pub const ALL_TEAMS: &str = "all";

/// Which way a metric is better, and what its change came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The interval lies on the better side of zero.
    Better,
    /// The interval lies on the worse side of zero.
    Worse,
    /// The interval lies on one side of zero, for a metric without a better side.
    Changed,
    /// Every pair is equal.
    Same,
    /// The interval includes zero, or there is none.
    Undecided,
}

impl Category for Direction {
    const VALUES: &'static [&'static str] = &["better", "worse", "changed", "same", "undecided"];

    fn text(&self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Changed => "changed",
            Self::Same => "same",
            Self::Undecided => "undecided",
        }
    }
}

record! {
    /// One row per strategy, team and metric: the strategy against not sharing, in pairs on the same luck.
    pub struct ComparisonRow in "comparison", key ["strategy", "team", "metric"] {
        /// Scenario id.
        pub scenario: Arc<str> [-],
        /// Strategy id.
        pub strategy: Arc<str> [-],
        /// Team id, or `all`.
        pub team: Arc<str> [-],
        /// Metric: the column of `teams.csv` that it is made from.
        pub metric: &'static str [-],
        /// Unit of the means, differences and interval ends.
        pub unit: &'static str [-],
        /// Which way is better: `lower`, `higher`, or `neither`.
        pub better: &'static str [-],
        /// Pairs in which both sides have a value.
        pub pairs_n: u64 [count],
        /// Pairs left out because a side has none.
        pub missing_n: u64 [count],
        /// Mean without sharing.
        pub mean_none: Option<f64> [-],
        /// Mean with the strategy.
        pub mean_strategy: Option<f64> [-],
        /// Mean of the paired differences, with the strategy minus without sharing.
        pub difference: Option<f64> [-],
        /// Lower end of the 95 % interval of the difference (paired t).
        pub ci_low: Option<f64> [-],
        /// Upper end of the 95 % interval of the difference (paired t).
        pub ci_high: Option<f64> [-],
        /// Lower end of the 95 % interval by bootstrap-t, which stands up to skew better.
        pub robust_low: Option<f64> [-],
        /// Upper end of the 95 % interval by bootstrap-t.
        pub robust_high: Option<f64> [-],
        /// What the interval says.
        pub direction: Direction [-],
        /// Two-sided p of the paired t test; not adjusted for the number of comparisons.
        pub p: Option<f64> [-],
        /// Paired effect size: mean difference over the standard deviation of the differences.
        pub d_z: Option<f64> [-],
        /// Effect size over the mean standard deviation of the arms: comparable between studies.
        pub d_av: Option<f64> [-],
        /// Cliff's delta of the arms taken as unpaired worlds: with the strategy higher minus lower.
        pub cliffs_delta: Option<f64> [-],
        /// Share of replicates in which the strategy was better; for a metric without a better side, lower.
        pub better_share: Option<f64> [fraction],
        /// Share of replicates in which nothing changed.
        pub equal_share: Option<f64> [fraction],
        /// Share of replicates in which the strategy was worse; for a metric without a better side, higher.
        pub worse_share: Option<f64> [fraction],
        /// Correlation between the arms.
        pub correlation: Option<f64> [-],
        /// Variance ratio: how many times the replicates independent runs would have needed for the same interval.
        pub variance_ratio: Option<f64> [-],
        /// Skewness of the differences.
        pub skewness: Option<f64> [-],
        /// Ceiling: the mean difference that ideal sharing (instant, complete, flawless, free) brings in these worlds.
        pub ceiling: Option<f64> [-],
        /// Lower end of the 95 % interval of the ceiling (paired t).
        pub ceiling_low: Option<f64> [-],
        /// Upper end of the 95 % interval of the ceiling (paired t).
        pub ceiling_high: Option<f64> [-],
        /// Pseudo-median of the differences (Hodges and Lehmann), which single runs cannot carry away.
        pub hodges_lehmann: Option<f64> [-],
        /// Two-sided p of Wilcoxon's signed-rank test, zeros ranked and left out (Pratt); exact up to 50 differences other than
        /// zero. It is about symmetry, not about the mean.
        pub wilcoxon_p: Option<f64> [-],
        /// Two-sided p of the sign-flip test of the mean; exact up to 24 differences other than zero, else of 1,999 drawn flips.
        pub sign_flip_p: Option<f64> [-],
        /// Whether the metric tells the strategy from not sharing, a difference of 10 % of the mean without sharing being the
        /// smallest that matters.
        pub verdict: Discriminates [-],
        /// Replicates at which an undecided verdict would be decided, if estimate and spread stay.
        pub n_needed: Option<u64> [count],
        /// Smallest mean difference that as many replicates would show with a power of 80 %.
        pub minimal_effect: Option<f64> [-],
        /// Share of the strategy in the variation of both arms over the replicates (η²).
        pub eta_squared: Option<f64> [fraction],
        /// Share of the runs of both arms at 0, for a metric that cannot be lower.
        pub at_floor_share: Option<f64> [fraction],
        /// Share of the runs of both arms at 1, for a metric that is a share.
        pub at_ceiling_share: Option<f64> [fraction],
        /// Why not to take the row at its word, as words between spaces: `no_pairs`, `few`, `skewed`, `zeros`, `equal`,
        /// `constant`, `heavy_tail`, `floor`, `ceiling`.
        pub warnings: Option<String> [-],
    }
}

/// Pairs in which both sides have a value.
pub(super) fn complete(before: &[Option<f64>], after: &[Option<f64>]) -> (Vec<f64>, Vec<f64>) {
    before.iter().zip(after).filter_map(|(before, after)| before.zip(*after)).unzip()
}

/// Compares every strategy of the results with not sharing: strategies in the order of the design, all teams
/// together before each team, metrics in the order of their definition.
///
/// # Errors
/// [`ExperimentError::Aside`] where values that were put aside cannot be read.
pub fn compare(design: &Design, results: &Results) -> Result<Vec<ComparisonRow>, ExperimentError> {
    let mut cells = Vec::new();
    for arm in 1..results.arms.len() {
        let teams = std::iter::once(None).chain((0..design.scenario.teams.len()).map(Some));
        for team in teams {
            cells.extend(METRICS.iter().map(|metric| (arm, team, metric)));
        }
    }
    cells.into_par_iter().map(|(arm, team, metric)| row(design, results, arm, team, metric)).collect()
}

fn row(
    design: &Design,
    results: &Results,
    arm: usize,
    team: Option<usize>,
    metric: &Metric,
) -> Result<ComparisonRow, ExperimentError> {
    let before = results.values.of(Played::Arm(0), team, metric)?;
    let after = results.values.of(Played::Arm(arm), team, metric)?;
    let ideal = results.values.of(Played::Ideal, team, metric)?;
    let (baseline, treatment) = complete(&before, &after);
    let (bare, best) = complete(&before, &ideal);
    let differences: Vec<f64> =
        baseline.iter().zip(&treatment).map(|(before, after)| after - before).collect();
    let estimate = PairedEstimate::new(&baseline, &treatment, Level::P95).ok();
    let ceiling = PairedEstimate::new(&bare, &best, Level::P95).ok();
    let robust = bootstrap_t(&differences, Level::P95, RESAMPLES, design.seed);
    let evidence = evidence::gather(&baseline, &treatment, estimate.as_ref(), metric, design.seed);
    let get = |value: fn(&PairedEstimate) -> Option<f64>| estimate.as_ref().and_then(value);
    let shares = estimate.as_ref().and_then(|estimate| estimate.shares);
    let higher_is_better = metric.better == Better::Higher;
    Ok(ComparisonRow {
        scenario: design.scenario.name.id.clone(),
        strategy: results.arms[arm].id.clone(),
        team: team.map_or_else(|| ALL_TEAMS.into(), |place| design.scenario.teams[place].name.id.clone()),
        metric: metric.name,
        unit: metric.unit(),
        better: match metric.better {
            Better::Lower => "lower",
            Better::Higher => "higher",
            Better::Neither => "neither",
        },
        pairs_n: baseline.len() as u64,
        missing_n: (before.len() - baseline.len()) as u64,
        mean_none: get(|estimate| estimate.baseline_mean),
        mean_strategy: get(|estimate| estimate.treatment_mean),
        difference: get(|estimate| estimate.difference),
        ci_low: get(|estimate| estimate.interval.map(|interval| interval.low)),
        ci_high: get(|estimate| estimate.interval.map(|interval| interval.high)),
        robust_low: robust.map(|interval| interval.low),
        robust_high: robust.map(|interval| interval.high),
        direction: estimate
            .as_ref()
            .map_or(Direction::Undecided, |estimate| direction(estimate, metric.better)),
        p: get(|estimate| estimate.p),
        d_z: get(|estimate| estimate.d_z),
        d_av: get(|estimate| estimate.d_av),
        cliffs_delta: get(|estimate| estimate.cliffs_delta),
        better_share: shares.map(|shares| if higher_is_better { shares.higher } else { shares.lower }),
        equal_share: shares.map(|shares| shares.equal),
        worse_share: shares.map(|shares| if higher_is_better { shares.lower } else { shares.higher }),
        correlation: get(|estimate| estimate.correlation),
        variance_ratio: get(|estimate| estimate.variance_ratio),
        skewness: get(|estimate| estimate.skewness),
        ceiling: ceiling.as_ref().and_then(|ceiling| ceiling.difference),
        ceiling_low: ceiling.as_ref().and_then(|ceiling| ceiling.interval.map(|interval| interval.low)),
        ceiling_high: ceiling.as_ref().and_then(|ceiling| ceiling.interval.map(|interval| interval.high)),
        hodges_lehmann: evidence.hodges_lehmann,
        wilcoxon_p: evidence.wilcoxon_p,
        sign_flip_p: evidence.sign_flip_p,
        verdict: evidence.verdict,
        n_needed: evidence.n_needed,
        minimal_effect: evidence.minimal_effect,
        eta_squared: evidence.eta_squared,
        at_floor_share: evidence.at_floor_share,
        at_ceiling_share: evidence.at_ceiling_share,
        warnings: evidence.warnings,
    })
}

impl ComparisonRow {
    /// The share of the ceiling that the strategy reaches; none where ideal sharing brings no clear change, so that
    /// there is nothing to have a share of.
    pub fn share_of_ceiling(&self) -> Option<f64> {
        let (low, high) = self.ceiling_low.zip(self.ceiling_high)?;
        let clear = low > 0.0 || high < 0.0;
        let (difference, ceiling) = self.difference.zip(self.ceiling.filter(|_| clear))?;
        Some(difference / ceiling)
    }
}

fn direction(estimate: &PairedEstimate, better: Better) -> Direction {
    if estimate.shares.is_some_and(|shares| shares.equal >= 1.0) {
        return Direction::Same;
    }
    let Some(interval) = estimate.interval else { return Direction::Undecided };
    let (below, above) = (interval.high < 0.0, interval.low > 0.0);
    match better {
        _ if !below && !above => Direction::Undecided,
        Better::Neither => Direction::Changed,
        Better::Lower if below => Direction::Better,
        Better::Higher if above => Direction::Better,
        Better::Lower | Better::Higher => Direction::Worse,
    }
}
