//! Whether a difference is small enough not to matter: two one-sided t tests (TOST).

use super::interval::Interval;
use super::paired::PairedEstimate;
use super::student;

/// The p-value of the claim that the mean difference lies strictly between −`margin` and `margin`: the larger of the two
/// one-sided p-values. Below 0.05, the 90 % t interval lies within the margin. Schuirmann (1987).
///
/// Without spread the claim is true or false as the difference stands: p is 0 or 1. `None` below two pairs and for a margin
/// that is not above zero.
pub fn equivalence_p(estimate: &PairedEstimate, margin: f64) -> Option<f64> {
    let (difference, se) = estimate.difference.zip(estimate.se)?;
    one_sided_pair(difference, se, estimate.n as f64 - 1.0, margin)
}

/// [`equivalence_p`] of any estimate with a standard error and degrees of freedom.
pub fn one_sided_pair(difference: f64, se: f64, df: f64, margin: f64) -> Option<f64> {
    if !(margin > 0.0 && df > 0.0) {
        return None;
    }
    let distance = margin - difference.abs();
    if se == 0.0 {
        return Some(if distance > 0.0 { 0.0 } else { 1.0 });
    }
    Some(student::cdf(-distance / se, df))
}

/// Whether the whole interval lies within ±`margin`: equivalence at the interval's level.
pub fn within(interval: Interval, margin: f64) -> bool {
    interval.low > -margin && interval.high < margin
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::stats::interval::Level;
    use crate::stats::reference::{OFF, ON, assert_close};

    #[test]
    fn the_reference_value_comes_out_for_either_sign() {
        for (baseline, treatment) in [(&OFF, &ON), (&ON, &OFF)] {
            let estimate = PairedEstimate::new(baseline, treatment, Level::P95).unwrap();
            assert_close(equivalence_p(&estimate, 10.0).unwrap(), 0.018_484_654_415_215_105, 1e-9);
        }
    }

    #[test]
    fn at_five_per_cent_it_says_what_the_ninety_per_cent_interval_says() {
        let estimate = PairedEstimate::new(&OFF, &ON, Level::new(0.9).unwrap()).unwrap();
        let interval = estimate.interval.unwrap();
        for margin in [-interval.low * 0.999, -interval.low * 1.001] {
            assert_eq!(within(interval, margin), equivalence_p(&estimate, margin).unwrap() < 0.05);
        }
        assert_eq!(equivalence_p(&estimate, 0.0), None);
    }

    #[test]
    fn without_spread_the_difference_decides() {
        let same = PairedEstimate::new(&[1.0, 2.0], &[2.0, 3.0], Level::P95).unwrap();
        assert_eq!((equivalence_p(&same, 1.5), equivalence_p(&same, 1.0)), (Some(0.0), Some(1.0)));
    }
}
