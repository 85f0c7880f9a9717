//! What else a row of the comparison rests on: tests without the normal distribution, the planner's verdict, warnings.

use crate::metrics::Metric;
use crate::metrics::table::Category;
use crate::stats::advice::{Advice, advise_on};
use crate::stats::discrimination::{Range, Verdict, discriminate};
use crate::stats::paired::PairedEstimate;
use crate::stats::sign_flip::sign_flip;
use crate::stats::signed_rank::{ZeroMethod, hodges_lehmann, signed_rank};

/// The smallest difference that matters, as a share of the mean without sharing.
const MATTERS: f64 = 0.1;
/// Sign flips of a row with more differences than can be counted out; p is then to be had to 1/2,000.
const FLIPS: usize = 1_999;

/// Whether a metric tells a strategy from not sharing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Discriminates {
    /// The whole interval is beyond the smallest difference that matters.
    Yes,
    /// The whole interval is within it.
    No,
    /// At least nine in ten runs are at one end of the metric's range.
    Saturated,
    /// More replicates are needed.
    Undecided,
}

impl Category for Discriminates {
    const VALUES: &'static [&'static str] = &["discriminates", "does_not", "saturated", "undecided"];

    fn text(&self) -> &'static str {
        match self {
            Self::Yes => "discriminates",
            Self::No => "does_not",
            Self::Saturated => "saturated",
            Self::Undecided => "undecided",
        }
    }
}

impl From<Verdict> for Discriminates {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Discriminates => Self::Yes,
            Verdict::DoesNot => Self::No,
            Verdict::Saturated => Self::Saturated,
            Verdict::Undecided => Self::Undecided,
        }
    }
}

/// What a row holds of it; see the columns of the same names.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Evidence {
    pub(super) hodges_lehmann: Option<f64>,
    pub(super) wilcoxon_p: Option<f64>,
    pub(super) sign_flip_p: Option<f64>,
    pub(super) verdict: Discriminates,
    pub(super) n_needed: Option<u64>,
    pub(super) minimal_effect: Option<f64>,
    pub(super) eta_squared: Option<f64>,
    pub(super) at_floor_share: Option<f64>,
    pub(super) at_ceiling_share: Option<f64>,
    pub(super) warnings: Option<String>,
}

/// Gathers it from the values of both arms, in pairs, and their comparison.
pub(super) fn gather(
    baseline: &[f64],
    treatment: &[f64],
    estimate: Option<&PairedEstimate>,
    metric: &Metric,
    seed: u64,
) -> Evidence {
    let differences: Vec<f64> =
        baseline.iter().zip(treatment).map(|(before, after)| after - before).collect();
    let margin =
        estimate.and_then(|estimate| estimate.baseline_mean).map_or(0.0, |mean| MATTERS * mean.abs());
    let range = range(metric, baseline, treatment);
    let found = estimate.map(|estimate| discriminate(baseline, treatment, estimate, margin, range));
    let warnings: Vec<&str> = estimate.map_or_else(Vec::new, |estimate| {
        advise_on(estimate, baseline, treatment, range).into_iter().map(Advice::code).collect()
    });
    Evidence {
        hodges_lehmann: hodges_lehmann(&differences),
        wilcoxon_p: signed_rank(&differences, ZeroMethod::Pratt).map(|test| test.p()),
        sign_flip_p: sign_flip(&differences, FLIPS, seed).map(|test| test.p),
        verdict: found.map_or(Discriminates::Undecided, |found| found.verdict.into()),
        n_needed: found.and_then(|found| found.n_needed).map(|n| n as u64),
        minimal_effect: found.and_then(|found| found.minimal_effect),
        eta_squared: found.and_then(|found| found.eta_squared),
        at_floor_share: found.and_then(|found| found.floor_share),
        at_ceiling_share: found.and_then(|found| found.ceiling_share),
        warnings: (!warnings.is_empty()).then(|| warnings.join(" ")),
    }
}

/// The ends of a metric's range: counts, hours and shares cannot be below 0, and shares not above 1. What was below 0 has
/// no floor.
fn range(metric: &Metric, baseline: &[f64], treatment: &[f64]) -> Range {
    let signed = baseline.iter().chain(treatment).any(|value| *value < 0.0);
    Range { floor: (!signed).then_some(0.0), ceiling: (metric.unit() == "fraction").then_some(1.0) }
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::metrics::definition::metric;
    use crate::stats::interval::Level;

    fn gathered(name: &str, baseline: &[f64], treatment: &[f64]) -> Evidence {
        let estimate = PairedEstimate::new(baseline, treatment, Level::P95).ok();
        gather(baseline, treatment, estimate.as_ref(), metric(name).expect("a metric"), 7)
    }

    #[test]
    fn a_tenth_of_the_baseline_is_what_matters() {
        let baseline: Vec<f64> = (0..200_u32).map(|n| 100.0 + f64::from(n % 10)).collect();
        let changed = |by: f64| -> Vec<f64> {
            baseline.iter().zip(0_u32..).map(|(value, n)| value + by + f64::from(n % 7) * 0.1).collect()
        };
        assert_eq!(gathered("exposure_h", &baseline, &changed(-14.0)).verdict, Discriminates::Yes);
        assert_eq!(gathered("exposure_h", &baseline, &changed(-4.0)).verdict, Discriminates::No);
        let edge = gathered("exposure_h", &baseline, &changed(-10.76));
        assert_eq!(edge.verdict, Discriminates::Undecided);
        assert!(edge.n_needed.is_some_and(|n| n > 200));
        assert_eq!((edge.at_floor_share, edge.at_ceiling_share), (Some(0.0), None));
    }

    #[test]
    fn a_share_that_is_full_in_all_runs_is_saturated_and_warned_about() {
        let full = gathered("detected_share", &[1.0; 40], &[1.0; 40]);
        assert_eq!((full.verdict, full.at_ceiling_share), (Discriminates::Saturated, Some(1.0)));
        assert_eq!(full.warnings.as_deref(), Some("equal ceiling"));
        assert_eq!((full.wilcoxon_p, full.sign_flip_p), (Some(1.0), Some(1.0)));
    }

    #[test]
    fn nothing_to_compare_is_undecided() {
        let none = gathered("exposure_h", &[], &[]);
        assert_eq!(
            (none.verdict, none.hodges_lehmann, none.n_needed),
            (Discriminates::Undecided, None, None)
        );
        assert_eq!(none.warnings.as_deref(), Some("no_pairs"));
    }
}
