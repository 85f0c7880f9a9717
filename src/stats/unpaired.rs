//! Two samples that met different luck: for versions of the program or scenario whose random streams no longer match.
//!
//! Arms on the same luck are compared in pairs ([`super::paired`]), which needs a fraction of the replicates.

use super::interval::{Interval, Level};
use super::{moments, student};

/// Above so many steps through the lattice, the p-value of [`kolmogorov_smirnov`] comes from the limit.
pub const EXACT_STEPS: usize = 4_000_000;

/// Welch's comparison of two means, treatment − baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Welch {
    /// Difference of the means.
    pub difference: f64,
    /// Its standard error.
    pub se: f64,
    /// Degrees of freedom by Welch and Satterthwaite.
    pub df: f64,
    /// Student's t of the difference against 0.
    pub t: f64,
    /// Two-sided p-value.
    pub p: f64,
    /// Interval of the difference.
    pub interval: Interval,
}

/// Compares two means without assuming equal variances; `None` below two values a side or without any spread.
/// Welch (1947).
pub fn welch(baseline: &[f64], treatment: &[f64], level: Level) -> Option<Welch> {
    let share = |values: &[f64]| moments::variance(values).map(|variance| variance / values.len() as f64);
    let (before, after) = (share(baseline)?, share(treatment)?);
    let square = before + after;
    if square <= 0.0 {
        return None;
    }
    let spare = |share: f64, n: usize| share * share / (n as f64 - 1.0);
    let df = square * square / (spare(before, baseline.len()) + spare(after, treatment.len()));
    let difference = moments::mean(treatment)? - moments::mean(baseline)?;
    let se = square.sqrt();
    let reach = -student::quantile(level.tail(), df)? * se;
    Some(Welch {
        difference,
        se,
        df,
        t: difference / se,
        p: student::two_sided_p(difference / se, df),
        interval: Interval { low: difference - reach, high: difference + reach },
    })
}

/// The comparison of two distributions by Kolmogorov and Smirnov.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KolmogorovSmirnov {
    /// The largest distance between the two empirical distribution functions, 0..=1.
    pub distance: f64,
    /// Two-sided p-value; too large, so on the safe side, where values are tied.
    pub p: f64,
    /// Whether `p` counts all orders of the values; else it is that of the limit for large samples.
    pub exact: bool,
}

/// Whether two samples come from one distribution; `None` where a side is empty.
///
/// Up to [`EXACT_STEPS`] = n·m the p-value is exact for continuous distributions: the share of lattice paths that leave the
/// band (Hodges, 1958). Beyond, it is Kolmogorov's limit.
pub fn kolmogorov_smirnov(baseline: &[f64], treatment: &[f64]) -> Option<KolmogorovSmirnov> {
    let (n, m) = (baseline.len(), treatment.len());
    if n == 0 || m == 0 {
        return None;
    }
    // The distance in steps of 1/(n·m), a whole number.
    let steps = largest_distance(baseline, treatment);
    let distance = steps as f64 / (n as f64 * m as f64);
    let exact = n.saturating_mul(m) <= EXACT_STEPS;
    let p = if exact { leaving_paths(n, m, steps) } else { kolmogorov_tail(distance, n as f64, m as f64) };
    Some(KolmogorovSmirnov { distance, p, exact })
}

/// The largest |i·m − j·n| over the values, i and j being how many of each side are up to there.
fn largest_distance(baseline: &[f64], treatment: &[f64]) -> usize {
    let [mut before, mut after] = [baseline.to_vec(), treatment.to_vec()];
    before.sort_unstable_by(f64::total_cmp);
    after.sort_unstable_by(f64::total_cmp);
    let (n, m) = (before.len(), after.len());
    let (mut i, mut j, mut largest) = (0, 0, 0);
    while i < n && j < m {
        let value = before[i].min(after[j]);
        i += before[i..].iter().take_while(|other| **other == value).count();
        j += after[j..].iter().take_while(|other| **other == value).count();
        largest = largest.max((i * m).abs_diff(j * n));
    }
    largest
}

/// The share of paths from (0, 0) to (n, m), each as likely, that come to |i·m − j·n| ≥ `steps` somewhere.
///
/// Weights are shares of paths, so that nothing overflows, and those that left are counted apart, so that small p-values
/// keep their digits.
fn leaving_paths(n: usize, m: usize, steps: usize) -> f64 {
    if steps == 0 {
        return 1.0;
    }
    // `outside[j]`: of the paths to (i, j), the share that has left.
    let mut outside = vec![0.0_f64; m + 1];
    for i in 0..=n {
        for j in 0..=m {
            outside[j] = if (i * m).abs_diff(j * n) >= steps {
                1.0
            } else if i + j == 0 {
                0.0
            } else {
                // The last step of a path to (i, j) came from below with a chance of j/(i + j).
                let from_below = j as f64 / (i + j) as f64;
                let below = if j > 0 { outside[j - 1] } else { 0.0 };
                let left = if i > 0 { outside[j] } else { 0.0 };
                below * from_below + left * (1.0 - from_below)
            };
        }
    }
    outside[m].min(1.0)
}

/// Kolmogorov's limit, 2 Σ (−1)^{k−1} exp(−2k²λ²), of λ = D √(nm/(n + m)).
fn kolmogorov_tail(distance: f64, n: f64, m: f64) -> f64 {
    let square = distance * distance * n * m / (n + m);
    if square < 0.04 {
        return 1.0; // to 13 digits
    }
    let terms = (1..=60_u32).map(|k| {
        let sign = if k % 2 == 1 { 1.0 } else { -1.0 };
        sign * libm::exp(-2.0 * f64::from(k * k) * square)
    });
    (2.0 * moments::sum(terms)).clamp(0.0, 1.0)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::stats::bootstrap::Draws;
    use crate::stats::reference::{OFF, ON, assert_close};

    // scipy 1.17.1: ttest_ind(on, off, equal_var=False), its df and confidence_interval().
    #[test]
    fn welch_agrees_with_scipy() {
        let same = welch(&OFF, &ON, Level::P95).unwrap();
        assert_close(same.t, -1.246_172_725_956_109_5, 1e-12);
        assert_close(same.df, 18.928_574_679_011_586, 1e-12);
        assert_close(same.p, 0.227_904_287_643_548_06, 1e-9);
        assert_close(same.interval.low, -16.079_944_877_331_126, 1e-9);
        assert_close(same.interval.high, 4.079_944_877_331_126, 1e-9);
        let fewer = welch(&OFF, &ON[..7], Level::P95).unwrap();
        assert_close(fewer.t, -1.430_968_532_751_594_5, 1e-12);
        assert_close(fewer.df, 16.674_957_956_062_556, 1e-12);
        assert_close(fewer.p, 0.170_913_493_654_703_32, 1e-9);
        assert_eq!(welch(&[1.0, 1.0], &[2.0, 2.0], Level::P95), None);
        assert_eq!(welch(&[1.0], &[2.0, 3.0], Level::P95), None);
    }

    // scipy 1.17.1: ks_2samp(x, y, method='exact').
    #[test]
    fn kolmogorov_and_smirnov_agree_with_scipy() {
        let found = kolmogorov_smirnov(
            &[0.1, 0.9, 1.7, 2.6, 3.3, 4.9, 5.2],
            &[1.1, 2.2, 3.1, 4.4, 5.9, 6.5, 7.7, 8.1, 9.3, 3.9],
        )
        .unwrap();
        assert_close(found.distance, 0.5, 1e-12);
        assert_close(found.p, 0.189_376_799_670_917_3, 1e-9);
        let line = |n: u32, slope: f64, from: f64| -> Vec<f64> {
            (0..n).map(|i| f64::from(i) * slope + from).collect()
        };
        let near = kolmogorov_smirnov(&line(60, 1.0, 0.0), &line(45, 1.3, 0.5)).unwrap();
        assert_close(near.distance, 0.033_333_333_333_333_33, 1e-12);
        assert_close(near.p, 0.999_999_999_999_985_9, 1e-9);
        let far = kolmogorov_smirnov(&line(200, 1.0, 0.0), &line(200, 1.0, 60.5)).unwrap();
        assert_close(far.distance, 0.305, 1e-12);
        assert_close(far.p, 1.294_088_067_750_826_1e-8, 1e-9);
    }

    // scipy 1.17.1: kstwobign.sf.
    #[test]
    fn large_samples_follow_kolmogorov() {
        for (lambda, wanted) in [
            (0.3, 0.999_990_694_198_665_5),
            (0.8, 0.544_142_411_574_198_1),
            (1.2, 0.112_249_666_670_724_97),
            (2.0, 0.000_670_925_255_779_695_3),
        ] {
            assert_close(kolmogorov_tail(lambda, 2.0, 2.0), wanted, 1e-9);
        }
        let mut draws = Draws::new(6);
        let mut sample = |n: u32| -> Vec<f64> { (0..n).map(|_| draws.uniform()).collect() };
        let found = kolmogorov_smirnov(&sample(2_500), &sample(2_000)).unwrap();
        assert!(!found.exact && found.p > 0.001, "{found:?}");
    }

    #[test]
    fn ties_across_the_samples_are_no_distance() {
        let same = kolmogorov_smirnov(&OFF, &OFF).unwrap();
        assert_eq!((same.distance, same.p), (0.0, 1.0));
        let apart = kolmogorov_smirnov(&[1.0, 1.0, 1.0], &[2.0, 2.0, 2.0]).unwrap();
        // Of the C(6, 3) = 20 orders, the two that separate the samples.
        assert_close(apart.p, 0.1, 1e-12);
        assert_eq!(kolmogorov_smirnov(&[], &OFF), None);
    }
}
