//! How large a difference is, in units that carry from one study to another.

use super::moments::finite;
use super::special::ln_beta;

/// Hedges' correction J for `df` degrees of freedom, below 1: what a standardised mean difference is too large by in a
/// small sample. Γ(df/2) / (√(df/2) Γ((df − 1)/2)), by way of the beta function. `None` below 2 degrees.
pub fn hedges_correction(df: f64) -> Option<f64> {
    if !(df >= 2.0 && df.is_finite()) {
        return None;
    }
    const LN_PI: f64 = 1.144_729_885_849_400_2;
    finite(libm::exp(LN_PI / 2.0 - ln_beta((df - 1.0) / 2.0, 0.5) - libm::log(df / 2.0) / 2.0))
}

/// The usual approximation of [`hedges_correction`], 1 − 3/(4 df − 1), as other programs report it.
pub fn hedges_approximation(df: f64) -> Option<f64> {
    (df >= 2.0 && df.is_finite()).then(|| 1.0 - 3.0 / (4.0 * df - 1.0))
}

/// Cliff's δ, −1..=1: how much oftener a treatment exceeds a baseline than falls below it, over all pairings of one value
/// of each, in O(n log n). The sides need not be equally many. `None` where a side is empty. Cliff (1993).
pub fn cliffs_delta(baseline: &[f64], treatment: &[f64]) -> Option<f64> {
    let mut below = baseline.to_vec();
    below.sort_unstable_by(f64::total_cmp);
    let balance: i64 = treatment
        .iter()
        .map(|value| {
            let lower = below.partition_point(|other| other < value);
            let higher = below.len() - below.partition_point(|other| other <= value);
            lower as i64 - higher as i64
        })
        .sum();
    finite(balance as f64 / (baseline.len() as f64 * treatment.len() as f64))
}

/// Vargha and Delaney's A₁₂ = (δ + 1)/2, 0..=1: the chance that a treatment exceeds a baseline, a tie counting half.
pub fn a12(baseline: &[f64], treatment: &[f64]) -> Option<f64> {
    cliffs_delta(baseline, treatment).map(|delta| f64::midpoint(delta, 1.0))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::stats::reference::{OFF, ON, assert_close};

    #[test]
    fn the_reference_values_come_out() {
        assert_close(
            hedges_approximation(11.0).unwrap() * 1.027_447_379_331_046_4,
            0.955_765_004_028_880_3,
            1e-12,
        );
        assert_close(hedges_correction(11.0).unwrap(), 0.929_959_809_975_779_4, 1e-12);
        assert_close(
            hedges_correction(11.0).unwrap() * 1.027_447_379_331_046_4,
            0.955_484_769_642_812_5,
            1e-12,
        );
        assert_close(cliffs_delta(&ON, &OFF).unwrap(), 0.229_166_666_666_666_66, 1e-12);
        assert_close(a12(&ON, &OFF).unwrap(), 0.614_583_333_333_333_4, 1e-12);
    }

    #[test]
    fn the_correction_has_its_closed_forms_and_its_limit() {
        // Γ(1)/(1·Γ(1/2)) and Γ(3/2)/(√(3/2)·Γ(1)).
        assert_close(hedges_correction(2.0).unwrap(), 1.0 / std::f64::consts::PI.sqrt(), 1e-12);
        assert_close(hedges_correction(3.0).unwrap(), (std::f64::consts::PI / 6.0).sqrt(), 1e-12);
        // 1 − 3/(4 df) − 7/(32 df²) + …
        let df = 20_000.0;
        assert_close(hedges_correction(df).unwrap(), 1.0 - 0.75 / df - 7.0 / 32.0 / (df * df), 1e-11);
        assert_eq!(hedges_correction(1.0), None);
    }

    #[test]
    fn sides_need_not_be_equally_many() {
        assert_eq!(cliffs_delta(&[1.0, 2.0], &[3.0]), Some(1.0));
        assert_eq!(cliffs_delta(&[1.0, 2.0, 3.0, 4.0], &[3.0]), Some(0.25));
        assert_eq!(cliffs_delta(&[], &[3.0]), None);
    }
}
