//! What a planner asks of each metric: does this scenario tell the strategy from not sharing, and if not, why?

use super::interval::Interval;
use super::paired::PairedEstimate;
use super::planning::{minimal_effect, replicates_for};
use super::{equivalence, moments};

/// From this share of runs at one end of a metric's range, it is saturated.
pub const SATURATED: f64 = 0.9;
/// Below so many replicates, values without spread decide nothing.
pub const ENOUGH_WITHOUT_SPREAD: usize = 100;

/// Whether a metric tells two arms apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The whole interval is beyond the smallest difference that matters.
    Discriminates,
    /// The whole interval is within it: the arms are as good as equal.
    DoesNot,
    /// Nearly all runs of both arms are at one end of the range: there is nothing to tell apart, or nothing to gain.
    Saturated,
    /// None of these yet.
    Undecided,
}

/// The ends of a metric's range, where it has them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Range {
    /// The lowest possible value.
    pub floor: Option<f64>,
    /// The highest possible value.
    pub ceiling: Option<f64>,
}

/// The verdict and what it rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Discrimination {
    /// The verdict.
    pub verdict: Verdict,
    /// Replicates at which an undecided metric would be decided, if estimate and spread stay; none for a decided one, and
    /// where the estimate is the smallest difference that matters to the digit.
    pub n_needed: Option<usize>,
    /// The smallest mean difference that so many replicates would show with a power of 80 %.
    pub minimal_effect: Option<f64>,
    /// η²: of the variation of the two arms over the replicates, the share that is due to the strategy, 0..=1.
    pub eta_squared: Option<f64>,
    /// Share of runs of both arms at the floor; none without a floor.
    pub floor_share: Option<f64>,
    /// Share of runs of both arms at the ceiling; none without a ceiling.
    pub ceiling_share: Option<f64>,
}

/// Judges a metric by the values of both arms and their comparison; `margin` ≥ 0 is the smallest difference that matters.
pub fn discriminate(
    baseline: &[f64],
    treatment: &[f64],
    estimate: &PairedEstimate,
    margin: f64,
    range: Range,
) -> Discrimination {
    let floor_share = share_at(baseline, treatment, range.floor);
    let ceiling_share = share_at(baseline, treatment, range.ceiling);
    let saturated = [floor_share, ceiling_share].iter().flatten().any(|share| *share >= SATURATED);
    let verdict = if saturated { Verdict::Saturated } else { by_interval(estimate, margin) };
    Discrimination {
        verdict,
        n_needed: if verdict == Verdict::Undecided { needed(estimate, margin) } else { None },
        minimal_effect: estimate.sd.and_then(|sd| minimal_effect(sd, estimate.n, estimate.level)),
        eta_squared: eta_squared(baseline, treatment),
        floor_share,
        ceiling_share,
    }
}

/// The share of runs of both arms at an end of the range; none without that end or without runs.
pub(super) fn share_at(baseline: &[f64], treatment: &[f64], end: Option<f64>) -> Option<f64> {
    let there = baseline.iter().chain(treatment).filter(|value| Some(**value) == end).count();
    end.and_then(|_| moments::finite(there as f64 / (baseline.len() + treatment.len()) as f64))
}

fn by_interval(estimate: &PairedEstimate, margin: f64) -> Verdict {
    let unseen = estimate.sd == Some(0.0) && estimate.n < ENOUGH_WITHOUT_SPREAD;
    match estimate.interval {
        None => Verdict::Undecided,
        Some(_) if unseen => Verdict::Undecided,
        Some(interval) if beyond(interval, margin) => Verdict::Discriminates,
        Some(interval) if equivalence::within(interval, margin) => Verdict::DoesNot,
        Some(_) => Verdict::Undecided,
    }
}

fn beyond(interval: Interval, margin: f64) -> bool {
    interval.low > margin || interval.high < -margin
}

/// An interval about where the estimate stands clears the margin when half of it is narrower than the distance.
fn needed(estimate: &PairedEstimate, margin: f64) -> Option<usize> {
    let (difference, sd) = estimate.difference.zip(estimate.sd)?;
    if sd == 0.0 {
        return Some(ENOUGH_WITHOUT_SPREAD);
    }
    let distance = (difference.abs() - margin).abs();
    replicates_for(sd, distance, estimate.level).map(|n| n.max(estimate.n + 1))
}

/// Of the sum of squares in the layout strategy × replicate, the share between the two strategies.
fn eta_squared(baseline: &[f64], treatment: &[f64]) -> Option<f64> {
    let difference = moments::mean(treatment)? - moments::mean(baseline)?;
    let both: Vec<f64> = baseline.iter().chain(treatment).copied().collect();
    let total = moments::variance(&both)? * (both.len() as f64 - 1.0);
    // Rounding may carry it past 1 where the strategy is all there is.
    moments::finite(baseline.len() as f64 * difference * difference / 2.0 / total).map(|share| share.min(1.0))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::stats::interval::Level;
    use crate::stats::reference::{OFF, ON, assert_close};

    fn judged(baseline: &[f64], treatment: &[f64], margin: f64) -> Discrimination {
        let estimate = PairedEstimate::new(baseline, treatment, Level::P95).unwrap();
        let range = Range { floor: Some(0.0), ceiling: Some(50.0) };
        discriminate(baseline, treatment, &estimate, margin, range)
    }

    #[test]
    fn the_interval_decides_against_the_margin() {
        // The interval of the reference difference is (−9.7104, −2.2896).
        assert_eq!(judged(&OFF, &ON, 2.2).verdict, Verdict::Discriminates);
        assert_eq!(judged(&OFF, &ON, 2.3).verdict, Verdict::Undecided);
        assert_eq!(judged(&OFF, &ON, 9.8).verdict, Verdict::DoesNot);
        assert_eq!(judged(&OFF, &ON, 2.2).n_needed, None);
    }

    #[test]
    fn an_undecided_metric_says_how_many_would_decide() {
        // The distance from 6 to 2.3 at a standard deviation of 5.84: t·5.84/√n ≤ 3.7.
        assert_eq!(judged(&OFF, &ON, 2.3).n_needed, Some(13));
        assert!(judged(&OFF, &ON, 5.0).n_needed.unwrap() > 130);
        assert_eq!(judged(&OFF, &ON, 6.0).n_needed, None);
    }

    #[test]
    fn nearly_everything_at_one_end_is_saturation() {
        let mut mostly = vec![0.0; 20];
        mostly[3] = 8.0;
        let low = judged(&mostly, &[0.0; 20], 1.0);
        assert_eq!((low.verdict, low.floor_share), (Verdict::Saturated, Some(39.0 / 40.0)));
        assert_eq!(judged(&[50.0; 20], &[50.0; 20], 1.0).ceiling_share, Some(1.0));
        assert_ne!(judged(&mostly, &[1.0; 20], 1.0).verdict, Verdict::Saturated);
    }

    #[test]
    fn a_few_equal_pairs_decide_nothing() {
        let few = judged(&[3.0, 4.0, 5.0], &[3.0, 4.0, 5.0], 1.0);
        assert_eq!((few.verdict, few.n_needed), (Verdict::Undecided, Some(100)));
        let many: Vec<f64> = (0..100_u32).map(|n| 3.0 + f64::from(n % 7)).collect();
        assert_eq!(judged(&many, &many, 1.0).verdict, Verdict::DoesNot);
        assert_eq!(judged(&[], &[], 1.0).verdict, Verdict::Undecided);
    }

    #[test]
    fn the_share_of_the_strategy_is_that_of_the_sums_of_squares() {
        // Cells 0, 2 and 4, 6: between 2·2²·… = 16, in all 20.
        assert_close(judged(&[0.0, 2.0], &[4.0, 6.0], 1.0).eta_squared.unwrap(), 0.8, 1e-12);
        assert_eq!(judged(&[1.0, 1.0], &[1.0, 1.0], 1.0).eta_squared, None);
    }
}
