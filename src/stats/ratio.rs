//! The ratio of two means that are paired.

use super::interval::{Interval, Level};
use super::{moments, student};

/// The ratio of the means, `above` over `below`, the same place in both being the same replication; `None` for nothing,
/// unequal lengths, and where `below` has the mean 0.
pub fn of_means(above: &[f64], below: &[f64]) -> Option<f64> {
    let (above_mean, below_mean) = (moments::mean(above)?, moments::mean(below)?);
    if above.len() == below.len() { moments::finite(above_mean / below_mean) } else { None }
}

/// Fieller's interval of that ratio; `None` where the mean of `below` is not clearly apart from 0, so that no ratio can be
/// ruled out.
///
/// The ratios r for which above − r·below has a mean that a t test does not tell from 0. Fieller (1954), Journal of the
/// Royal Statistical Society B 16(2).
pub fn fieller(above: &[f64], below: &[f64], level: Level) -> Option<Interval> {
    let n = above.len() as f64;
    let t = student::quantile(1.0 - level.tail(), n - 1.0)?;
    let (a, b) = (moments::mean(above)?, moments::mean(below)?);
    let share = t * t / n;
    let (va, vb) = (share * moments::variance(above)?, share * moments::variance(below)?);
    let cab = share * moments::covariance(above, below)?;
    let (square, cross, least) = (b * b - vb, a * b - cab, a * a - va);
    if square <= 0.0 {
        return None;
    }
    let root = (cross * cross - square * least).max(0.0).sqrt();
    let (low, high) = (moments::finite((cross - root) / square)?, moments::finite((cross + root) / square)?);
    Some(Interval { low, high })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::stats::PairedEstimate;
    use crate::stats::reference::{OFF, ON, assert_close};

    #[test]
    fn at_each_end_the_difference_cannot_just_be_told_from_nothing() {
        let interval = fieller(&ON, &OFF, Level::P95).unwrap();
        assert!(interval.contains(of_means(&ON, &OFF).unwrap()));
        for (end, reached) in [(interval.low, true), (interval.high, false)] {
            let scaled: Vec<f64> = OFF.iter().map(|value| end * value).collect();
            let touching = PairedEstimate::new(&scaled, &ON, Level::P95).unwrap().interval.unwrap();
            let gap = if reached { touching.low } else { touching.high };
            assert!(gap.abs() < 1e-9, "{gap}");
        }
    }

    #[test]
    fn a_multiple_has_exactly_its_ratio() {
        let half: Vec<f64> = OFF.iter().map(|value| value / 2.0).collect();
        let interval = fieller(&half, &OFF, Level::P95).unwrap();
        assert_close(interval.low, 0.5, 1e-9);
        assert_close(interval.high, 0.5, 1e-9);
    }

    #[test]
    fn nothing_is_said_of_a_ratio_to_what_may_be_nought() {
        assert_eq!(fieller(&[1.0, 2.0, 3.0], &[-1.0, 0.5, 1.0], Level::P95), None);
        assert_eq!(
            (of_means(&[1.0], &[0.0]), of_means(&[], &[]), of_means(&[1.0], &[1.0, 2.0])),
            (None, None, None)
        );
    }
}
