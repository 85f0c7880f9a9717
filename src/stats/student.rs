//! Student's t distribution, the same bits on every platform.

use super::special::{crossing, regularised_beta};

/// P(T ≤ t) with `df` > 0 degrees of freedom.
pub fn cdf(t: f64, df: f64) -> f64 {
    let tail = two_sided_p(t, df) / 2.0;
    if t > 0.0 { 1.0 - tail } else { tail }
}

/// P(|T| ≥ |t|) with `df` > 0 degrees of freedom: the two-sided p-value.
pub fn two_sided_p(t: f64, df: f64) -> f64 {
    let square = t * t;
    if square.is_infinite() {
        return 0.0;
    }
    regularised_beta(df / (df + square), square / (df + square), df / 2.0, 0.5)
}

/// The t with P(T ≤ t) = `p` for `df` > 0 degrees of freedom; `None` unless 0 < `p` < 1 and `df` > 0.
pub fn quantile(p: f64, df: f64) -> Option<f64> {
    if !(p > 0.0 && p < 1.0 && df > 0.0) {
        return None;
    }
    let tail = p.min(1.0 - p);
    let upper_tail = |t: f64| two_sided_p(t, df) / 2.0;
    let mut bound = 2.0;
    while upper_tail(bound) > tail && bound < f64::MAX / 2.0 {
        bound *= 2.0;
    }
    let distance = crossing(0.0, bound, -tail, |t| -upper_tail(t));
    Some(if p < 0.5 { -distance } else { distance })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::stats::reference::assert_close;
    use statrs::distribution::{ContinuousCDF, StudentsT};

    #[test]
    fn the_reference_values_come_out() {
        assert_close(quantile(0.975, 11.0).unwrap(), 2.200_985_160_091_639, 1e-9);
        assert_close(two_sided_p(3.559_182_126_209_731_4, 11.0), 0.004_479_279_599_989_038, 1e-9);
    }

    #[test]
    fn one_degree_of_freedom_is_cauchy_and_two_have_a_root() {
        // tan(0.475 π), and (2p − 1) / √(2p(1 − p)).
        assert_close(quantile(0.975, 1.0).unwrap(), 12.706_204_736_174_7, 1e-12);
        assert_close(quantile(0.975, 2.0).unwrap(), 0.95 / (2.0_f64 * 0.975 * 0.025).sqrt(), 1e-12);
    }

    #[test]
    fn quantiles_and_probabilities_agree_with_the_library() {
        for df in [1.0, 4.0, 29.0, 99.0, 999.0] {
            let library = StudentsT::new(0.0, 1.0, df).unwrap();
            for p in [1e-6, 0.025, 0.3, 0.9, 0.995] {
                assert_close(quantile(p, df).unwrap(), library.inverse_cdf(p), 1e-9);
            }
            for t in [-30.0, -2.0, 0.0, 0.1, 3.0] {
                assert_close(cdf(t, df), library.cdf(t), 1e-9);
            }
        }
    }

    #[test]
    fn many_degrees_of_freedom_follow_the_expansion_about_the_normal() {
        // Abramowitz and Stegun 26.7.5; the library is off by 3e-6 here.
        let (z, df) = (1.959_963_984_540_054_f64, 100_000.0);
        let (cube, fifth) = (z * z * z, z * z * z * z * z);
        let wanted = z + (cube + z) / (4.0 * df) + (5.0 * fifth + 16.0 * cube + 3.0 * z) / (96.0 * df * df);
        assert_close(quantile(0.975, df).unwrap(), wanted, 1e-11);
    }

    #[test]
    fn what_has_no_quantile_gives_nothing() {
        for (p, df) in [(0.0, 5.0), (1.0, 5.0), (f64::NAN, 5.0), (0.5, 0.0)] {
            assert_eq!(quantile(p, df), None);
        }
        assert_eq!(two_sided_p(f64::INFINITY, 5.0), 0.0);
    }
}
