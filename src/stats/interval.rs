//! Intervals, the confidence that they claim, and those for proportions.

use std::fmt;

use super::normal;
use super::special::{crossing, regularised_beta};

/// A confidence level, strictly between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Level(f64);

/// A number that is no confidence level.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{0} is no confidence level: write a number between 0 and 1, such as 0.95")]
pub struct LevelError(f64);

impl Level {
    /// 95 %, the level of every result file.
    pub const P95: Self = Self(0.95);

    /// Checks that the level lies strictly between 0 and 1.
    ///
    /// # Errors
    /// [`LevelError`] for anything else, and for NaN.
    pub fn new(level: f64) -> Result<Self, LevelError> {
        if level > 0.0 && level < 1.0 { Ok(Self(level)) } else { Err(LevelError(level)) }
    }

    /// The level, between 0 and 1.
    pub const fn get(self) -> f64 {
        self.0
    }

    /// The level at which each of so many intervals must be taken for all to hold at this one (Bonferroni).
    pub fn shared_by(self, intervals: usize) -> Self {
        Self(1.0 - (1.0 - self.0) / intervals.max(1) as f64)
    }

    /// The probability left outside on one side, (1 − level) / 2.
    pub fn tail(self) -> f64 {
        (1.0 - self.0) / 2.0
    }
}

impl Default for Level {
    fn default() -> Self {
        Self::P95
    }
}

/// In per cent: `95 %`.
impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Rounded to spare the reader 56.99999999999999 %.
        write!(f, "{} %", (self.0 * 1e8).round() / 1e6)
    }
}

/// A closed interval, `low` ≤ `high`, both finite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// Whether the value lies within, ends included.
    pub fn contains(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Half the width: the precision.
    pub fn half_width(self) -> f64 {
        (self.high - self.low) / 2.0
    }
}

/// Wilson's score interval for a proportion; `None` where `hits` > `trials` or `trials` = 0.
///
/// Near the stated level on average, for the screen and for plots. Brown, Cai and DasGupta (2001), (4).
pub fn wilson(hits: u64, trials: u64, level: Level) -> Option<Interval> {
    let share = share(hits, trials)?;
    let n = trials as f64;
    let z = -normal::quantile(level.tail())?;
    let spread = 1.0 + z * z / n;
    let centre = (share + z * z / (2.0 * n)) / spread;
    let half = z / spread * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    Some(Interval {
        low: if hits == 0 { 0.0 } else { (centre - half).max(0.0) },
        high: if hits == trials { 1.0 } else { (centre + half).min(1.0) },
    })
}

/// Clopper and Pearson's interval for a proportion; `None` where `hits` > `trials` or `trials` = 0.
///
/// Never covers less than the stated level; for tests that must not fail by chance.
pub fn clopper_pearson(hits: u64, trials: u64, level: Level) -> Option<Interval> {
    share(hits, trials)?;
    let (k, n) = (hits as f64, trials as f64);
    let beta_quantile = |p, a, b| crossing(0.0, 1.0, p, |x| regularised_beta(x, 1.0 - x, a, b));
    Some(Interval {
        low: if hits == 0 { 0.0 } else { beta_quantile(level.tail(), k, n - k + 1.0) },
        high: if hits == trials { 1.0 } else { beta_quantile(1.0 - level.tail(), k + 1.0, n - k) },
    })
}

/// P(X ≤ `hits`) for X the hits among `trials`, each at `chance`: I_{1−p}(n − k, k + 1).
pub fn binomial_cdf(hits: u64, trials: u64, chance: f64) -> f64 {
    if hits >= trials {
        return 1.0;
    }
    regularised_beta(1.0 - chance, chance, (trials - hits) as f64, hits as f64 + 1.0)
}

fn share(hits: u64, trials: u64) -> Option<f64> {
    (hits <= trials && trials > 0).then(|| hits as f64 / trials as f64)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::stats::reference::assert_close;

    #[test]
    fn the_reference_intervals_of_a_proportion_come_out() {
        let wilson = wilson(7, 40, Level::P95).unwrap();
        assert_close(wilson.low, 0.087_454_137_460_359_2, 1e-9);
        assert_close(wilson.high, 0.319_499_903_317_877_2, 1e-9);
        let exact = clopper_pearson(7, 40, Level::P95).unwrap();
        assert_close(exact.low, 0.073_382_729_352_085_17, 1e-9);
        assert_close(exact.high, 0.327_790_133_361_585_86, 1e-9);
        assert_close(clopper_pearson(0, 50, Level::P95).unwrap().high, 0.071_121_736_464_197_67, 1e-9);
    }

    #[test]
    fn the_binomial_distribution_is_that_of_its_sum() {
        for (hits, wanted) in [(0, 0.343), (1, 0.784), (2, 0.973), (3, 1.0)] {
            assert_close(binomial_cdf(hits, 3, 0.3), wanted, 1e-12);
        }
    }

    /// The chance that the interval of a proportion covers it: summed over all outcomes.
    fn coverage(method: fn(u64, u64, Level) -> Option<Interval>, trials: u64, chance: f64) -> f64 {
        let up_to = |hits: u64| binomial_cdf(hits, trials, chance);
        (0..=trials)
            .filter(|hits| method(*hits, trials, Level::P95).unwrap().contains(chance))
            .map(|hits| up_to(hits) - hits.checked_sub(1).map_or(0.0, up_to))
            .sum()
    }

    #[test]
    fn clopper_and_pearson_never_cover_less_and_wilson_does_on_average() {
        let chances: Vec<f64> = (1..100_u32).map(|per_cent| f64::from(per_cent) / 100.0).collect();
        let of = |method| chances.iter().map(|chance| coverage(method, 30, *chance)).collect::<Vec<f64>>();
        let (exact, score) = (of(clopper_pearson), of(wilson));
        assert!(exact.iter().all(|coverage| *coverage >= 0.95), "{exact:?}");
        let mean = score.iter().sum::<f64>() / 99.0;
        assert!((0.94..0.96).contains(&mean) && score.iter().any(|coverage| *coverage < 0.95), "{mean}");
    }

    #[test]
    fn a_shared_level_leaves_each_its_part_of_the_error() {
        assert_close(1.0 - Level::P95.shared_by(5).get(), 0.01, 1e-12);
        assert_eq!(Level::P95.shared_by(0), Level::P95);
    }

    #[test]
    fn none_and_all_reach_the_ends() {
        for method in [wilson, clopper_pearson] {
            let (none, all) = (method(0, 9, Level::P95).unwrap(), method(9, 9, Level::P95).unwrap());
            assert_eq!((none.low, all.high), (0.0, 1.0));
            assert_close(1.0 - none.high, all.low, 1e-9);
            assert_eq!((method(0, 0, Level::P95), method(2, 1, Level::P95)), (None, None));
        }
    }

    #[test]
    fn only_what_lies_between_nought_and_one_is_a_level() {
        for bad in [0.0, 1.0, 95.0, f64::NAN] {
            assert!(Level::new(bad).unwrap_err().to_string().contains("0.95"));
        }
        assert_eq!(Level::new(0.57).unwrap().to_string(), "57 %");
        assert_eq!(Level::P95.to_string(), "95 %");
    }
}
