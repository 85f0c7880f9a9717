//! The interval of a quantile by order statistics: no assumption on the distribution.

use super::interval::{Interval, Level};
use super::special::regularised_beta;

/// The places, from 1, of the two order statistics of `n` values that hold the `p`-quantile between them with at least
/// this confidence, no more than (1 − level)/2 being left outside on either side; `None` where so few values cannot say,
/// and unless 0 < `p` < 1.
///
/// How many values lie below the quantile is binomial. Conover, Practical Nonparametric Statistics (1999), 3.2.
pub fn ranks(n: usize, p: f64, level: Level) -> Option<(usize, usize)> {
    if !(p > 0.0 && p < 1.0) {
        return None;
    }
    let tail = level.tail();
    // P(at most k of n values lie below), falling short of 1 by what the upper end leaves outside.
    let below = |k: usize| regularised_beta(1.0 - p, p, (n - k) as f64, k as f64 + 1.0);
    let above = |k: usize| regularised_beta(p, 1.0 - p, k as f64, (n - k) as f64 + 1.0);
    let low = (1..=n).take_while(|rank| below(rank - 1) <= tail).last()?;
    let high = (1..=n).rev().take_while(|rank| above(*rank) <= tail).last()?;
    (low < high).then_some((low, high))
}

/// The interval of the `p`-quantile of what the values are a sample of; `None` where [`ranks`] has none.
pub fn interval(values: &[f64], p: f64, level: Level) -> Option<Interval> {
    let (low, high) = ranks(values.len(), p, level)?;
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    Some(Interval { low: sorted[low - 1], high: sorted[high - 1] })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn the_reference_ranks_come_out() {
        for (n, p, wanted) in [
            (12, 0.5, (3, 10)),
            (50, 0.5, (18, 33)),
            (100, 0.9, (84, 96)),
            (100, 0.95, (90, 100)),
            (200, 0.95, (184, 197)),
        ] {
            assert_eq!(ranks(n, p, Level::P95), Some(wanted), "n = {n}, p = {p}");
        }
    }

    #[test]
    fn too_few_values_say_nothing_of_a_quantile() {
        assert_eq!(ranks(5, 0.5, Level::P95), None);
        assert_eq!(ranks(6, 0.5, Level::P95), Some((1, 6)));
        assert_eq!(ranks(50, 0.95, Level::P95), None, "0.95^50 = 0.077 of the samples lie below wholly");
        assert_eq!(
            (ranks(50, 0.0, Level::P95), ranks(50, 1.0, Level::P95), ranks(0, 0.5, Level::P95)),
            (None, None, None)
        );
    }

    #[test]
    fn the_interval_is_made_of_values() {
        let values: Vec<f64> = (1..=12).rev().map(f64::from).collect();
        assert_eq!(interval(&values, 0.5, Level::P95).unwrap(), Interval { low: 3.0, high: 10.0 });
    }
}
