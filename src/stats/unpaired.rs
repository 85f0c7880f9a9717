//! Two samples that share no luck: how far their means are apart, and whether they come from one distribution.

use super::interval::{Interval, Level};
use super::moments::{finite, mean, variance};
use super::student;

/// What Welch's test says of mean(`after`) − mean(`before`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Welch {
    /// The difference of the means.
    pub difference: f64,
    /// Its interval; of no width where neither sample has any spread.
    pub interval: Interval,
    /// Two-sided p of no difference.
    pub p: f64,
}

/// Welch's t test; `None` below two values on a side. Welch (1947), Biometrika 34, with the degrees of freedom of
/// Satterthwaite.
pub fn welch(before: &[f64], after: &[f64], level: Level) -> Option<Welch> {
    let difference = mean(after)? - mean(before)?;
    let (n, m) = (before.len() as f64, after.len() as f64);
    let (a, b) = (variance(before)? / n, variance(after)? / m);
    let se = (a + b).sqrt();
    if se == 0.0 {
        let p = if difference == 0.0 { 1.0 } else { 0.0 };
        return Some(Welch { difference, interval: Interval { low: difference, high: difference }, p });
    }
    let df = finite((a + b) * (a + b) / (a * a / (n - 1.0) + b * b / (m - 1.0)))?;
    let half = student::quantile(1.0 - level.tail(), df)? * se;
    let interval = Interval { low: difference - half, high: difference + half };
    Some(Welch { difference, interval, p: student::two_sided_p(difference / se, df) })
}

/// The two-sided p of the Kolmogorov–Smirnov test that two samples come from one distribution; `None` where one is empty.
///
/// By the limiting distribution, with Stephens' correction of the effective sample size (1970), which is close from eight
/// values on; ties make it conservative.
pub fn kolmogorov_smirnov(a: &[f64], b: &[f64]) -> Option<f64> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let (mut a, mut b) = (a.to_vec(), b.to_vec());
    a.sort_unstable_by(f64::total_cmp);
    b.sort_unstable_by(f64::total_cmp);
    let (n, m) = (a.len() as f64, b.len() as f64);
    let (mut i, mut j, mut apart) = (0, 0, 0.0_f64);
    while i < a.len() && j < b.len() {
        let step = a[i].min(b[j]);
        while i < a.len() && a[i] <= step {
            i += 1;
        }
        while j < b.len() && b[j] <= step {
            j += 1;
        }
        apart = apart.max((i as f64 / n - j as f64 / m).abs());
    }
    let root = (n * m / (n + m)).sqrt();
    Some(kolmogorov_tail((root + 0.12 + 0.11 / root) * apart))
}

/// P(K > x) of Kolmogorov's distribution, 2 Σ (−1)^(k−1) e^(−2k²x²).
fn kolmogorov_tail(x: f64) -> f64 {
    if x < 0.2 {
        return 1.0; // to more than twelve digits, where the series converges too slowly
    }
    let mut sum = 0.0;
    for k in 1..=100_u32 {
        let k = f64::from(k);
        let term = libm::exp(-2.0 * k * k * x * x);
        sum += if k % 2.0 == 1.0 { term } else { -term };
        if term < 1e-17 {
            break;
        }
    }
    (2.0 * sum).clamp(0.0, 1.0)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::stats::reference::{OFF, ON, assert_close};

    #[test]
    fn two_means_are_compared_as_by_scipy() {
        // scipy.stats.ttest_ind(ON, OFF, equal_var=False) and its confidence_interval().
        let welch = welch(&OFF, &ON, Level::P95).unwrap();
        assert_close(welch.difference, -6.0, 1e-12);
        assert_close(welch.p, 0.227_904_287_643_548_06, 1e-9);
        assert_close(welch.interval.low, -16.079_944_877_331_126, 1e-9);
    }

    #[test]
    fn kolmogorovs_distribution_has_its_known_quantiles() {
        // scipy.stats.kstwobign.sf
        for (x, wanted) in [(1.358_098_639_322_550_7, 0.05), (1.627_623_611_518_950_4, 0.01)] {
            assert_close(kolmogorov_tail(x), wanted, 1e-7);
        }
        assert_eq!(kolmogorov_tail(0.0), 1.0);
    }

    #[test]
    fn the_same_is_not_told_apart_and_the_apart_is() {
        let low: Vec<f64> = (0..40).map(f64::from).collect();
        let high: Vec<f64> = low.iter().map(|value| value + 30.0).collect();
        assert_eq!(kolmogorov_smirnov(&low, &low), Some(1.0));
        assert!(kolmogorov_smirnov(&low, &high).unwrap() < 1e-8);
        assert_eq!(kolmogorov_smirnov(&low, &[]), None);
    }

    #[test]
    fn without_spread_equal_is_equal_and_unequal_is_not() {
        assert_eq!(welch(&[1.0; 5], &[1.0; 5], Level::P95).unwrap().p, 1.0);
        assert_eq!(welch(&[1.0; 5], &[2.0; 5], Level::P95).unwrap().p, 0.0);
        assert_eq!(welch(&[1.0], &[2.0, 3.0], Level::P95), None);
    }
}
