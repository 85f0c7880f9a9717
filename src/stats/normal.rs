//! The standard normal distribution, the same bits on every platform.

use super::special::crossing;

/// P(Z ≤ z).
pub fn cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// The z with P(Z ≤ z) = `p`; infinite at 0 and 1, `None` for a `p` outside 0..=1.
pub fn quantile(p: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&p) {
        None
    } else if p == 0.0 {
        Some(f64::NEG_INFINITY)
    } else if p > 0.5 {
        Some(-lower_quantile(1.0 - p))
    } else {
        Some(lower_quantile(p))
    }
}

/// For 0 <= p <= ½, where `cdf` has all its digits.
fn lower_quantile(p: f64) -> f64 {
    if p == 0.0 { f64::NEG_INFINITY } else { crossing(-40.0, 0.0, p, cdf) }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::stats::reference::assert_close;

    #[test]
    fn the_usual_quantiles_come_out() {
        assert_close(quantile(0.975).unwrap(), 1.959_963_984_540_054, 1e-12);
        assert_close(quantile(0.8).unwrap(), 0.841_621_233_572_914_3, 1e-12);
        assert_close(quantile(0.025).unwrap(), -1.959_963_984_540_054, 1e-12);
        assert!(quantile(0.5).unwrap().abs() < 1e-12);
    }

    #[test]
    fn certainty_is_infinitely_far_away_and_beyond_is_nothing() {
        assert_eq!(quantile(0.0), Some(f64::NEG_INFINITY));
        assert_eq!(quantile(1.0), Some(f64::INFINITY));
        assert_eq!((quantile(-0.1), quantile(f64::NAN)), (None, None));
    }
}
