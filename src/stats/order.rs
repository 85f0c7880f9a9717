//! Quantiles with intervals that assume nothing of the distribution: their ends are values of the sample.

use super::interval::{Interval, Level, binomial_cdf};
use super::moments::{self, finite};
use super::special::regularised_beta;

/// The ends of an interval of a quantile, as ranks of the sample in ascending order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RankInterval {
    /// Rank of the lower end, from 1.
    pub low: usize,
    /// Rank of the upper end, from 1.
    pub high: usize,
    /// The chance with which the interval covers the quantile of a continuous distribution, at least the level asked for.
    pub coverage: f64,
}

/// The ranks between which the `p`-quantile lies with at least the level, at most half of the rest on either side.
///
/// The number of values below the quantile is binomial, so nothing is assumed of the distribution; with ties, it covers
/// more. `None` where the sample is too small for such an interval: below n = 6 for a median at 95 %, below 72 for a 95th
/// percentile. David and Nagaraja (2003), 7.1.
pub fn rank_interval(n: usize, p: f64, level: Level) -> Option<RankInterval> {
    if n == 0 || !(p > 0.0 && p < 1.0) {
        return None;
    }
    let tail = level.tail();
    let below = |rank: usize| if rank == 0 { 0.0 } else { binomial_cdf(rank as u64 - 1, n as u64, p) };
    // Largest rank with P(X ≤ rank − 1) ≤ tail, smallest with P(X ≥ rank) ≤ tail; both tails with all their digits.
    let above = |rank: usize| regularised_beta(p, 1.0 - p, rank as f64, (n - rank) as f64 + 1.0);
    let low = partition(n, |rank| below(rank) <= tail);
    let high = 1 + partition(n, |rank| above(rank) > tail);
    (low > 0 && high <= n).then(|| RankInterval { low, high, coverage: 1.0 - above(high) - below(low) })
}

/// The last rank, from 1, of which something holds that stops holding at some rank; 0 where it never holds.
fn partition(n: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut yes, mut no) = (0, n + 1);
    while no - yes > 1 {
        let middle = usize::midpoint(yes, no);
        if holds(middle) { yes = middle } else { no = middle }
    }
    yes
}

/// The interval of the `p`-quantile between two values of the sample; `None` as for [`rank_interval`].
pub fn quantile_interval(values: &[f64], p: f64, level: Level) -> Option<Interval> {
    let ranks = rank_interval(values.len(), p, level)?;
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    Some(Interval { low: sorted[ranks.low - 1], high: sorted[ranks.high - 1] })
}

/// The `p`-quantile by Harrell and Davis (1982): a mean of all values in order, weighted by where the quantile's rank may
/// fall. Smoother than a quantile between two values, and biased where the tail is heavy. `None` of nothing and for `p`
/// outside of 0..1, ends excluded.
pub fn harrell_davis(values: &[f64], p: f64) -> Option<f64> {
    if values.is_empty() || !(p > 0.0 && p < 1.0) {
        return None;
    }
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let n = sorted.len() as f64;
    let (a, b) = ((n + 1.0) * p, (n + 1.0) * (1.0 - p));
    let up_to = |rank: usize| {
        let share = rank as f64 / n;
        regularised_beta(share, (n - rank as f64) / n, a, b)
    };
    let weighted = sorted.iter().enumerate().map(|(place, value)| (up_to(place + 1) - up_to(place)) * value);
    finite(moments::sum(weighted))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::stats::bootstrap::Draws;
    use crate::stats::reference::{OFF, assert_close};

    #[test]
    fn the_reference_ranks_come_out_with_their_coverage() {
        for (n, p, low, high, per_cent) in [
            (12, 0.5, 3, 10, 96.14),
            (50, 0.5, 18, 33, 96.72),
            (100, 0.9, 84, 96, 95.57),
            (100, 0.95, 90, 100, 98.26),
            (200, 0.95, 184, 197, 96.72),
        ] {
            let found = rank_interval(n, p, Level::P95).unwrap();
            assert_eq!((found.low, found.high), (low, high), "n = {n}, p = {p}");
            assert!((found.coverage * 100.0 - per_cent).abs() < 0.005, "{found:?}");
        }
    }

    #[test]
    fn too_small_a_sample_has_no_interval() {
        assert_eq!(rank_interval(5, 0.5, Level::P95), None);
        assert_eq!(rank_interval(6, 0.5, Level::P95).map(|found| (found.low, found.high)), Some((1, 6)));
        assert_eq!(rank_interval(71, 0.95, Level::P95), None);
        assert!(rank_interval(72, 0.95, Level::P95).is_some());
        assert_eq!((rank_interval(0, 0.5, Level::P95), rank_interval(9, 1.0, Level::P95)), (None, None));
    }

    #[test]
    fn the_interval_covers_as_often_as_its_ranks_say() {
        let (mut draws, sets) = (Draws::new(77), 4_000);
        let covered = (0..sets)
            .filter(|_| {
                let sample: Vec<f64> = (0..50).map(|_| -libm::log(draws.uniform())).collect();
                quantile_interval(&sample, 0.5, Level::P95).unwrap().contains(std::f64::consts::LN_2)
            })
            .count();
        // .9672, with a standard error of .0028.
        assert!((0.956..0.978).contains(&(covered as f64 / f64::from(sets))), "{covered}");
    }

    #[test]
    fn harrell_and_davis_come_out() {
        assert_close(harrell_davis(&OFF, 0.9).unwrap(), 43.470_972_760_509_1, 1e-12);
        assert_close(harrell_davis(&[1.0, 2.0, 3.0], 0.5).unwrap(), 2.0, 1e-12);
        assert_eq!((harrell_davis(&[], 0.5), harrell_davis(&OFF, 0.0)), (None, None));
    }
}
