//! The comparison of two arms that met the same luck: treatment − baseline, replication by replication.

use super::interval::{Interval, Level};
use super::{effect, moments, student};

/// What the pairs say. Every difference d is treatment − baseline, so a negative one means that the treatment
/// is lower; whether lower is better is the metric's business.
///
/// A field is `None` where the data cannot say: no pairs, fewer than two, or no spread to divide by.
#[derive(Clone, Debug, PartialEq)]
pub struct PairedEstimate {
    /// Pairs.
    pub n: usize,
    /// The level of [`PairedEstimate::interval`].
    pub level: Level,
    /// Mean of the baseline.
    pub baseline_mean: Option<f64>,
    /// Mean of the treatment.
    pub treatment_mean: Option<f64>,
    /// Mean of d.
    pub difference: Option<f64>,
    /// Median of d.
    pub median_difference: Option<f64>,
    /// Standard deviation of d (divisor n − 1).
    pub sd: Option<f64>,
    /// Standard error of the mean difference, sd/√n.
    pub se: Option<f64>,
    /// Student's t of the mean difference against 0; `None` where all d are equal.
    pub t: Option<f64>,
    /// Two-sided p-value of `t` with n − 1 degrees of freedom.
    pub p: Option<f64>,
    /// The paired t interval of the mean difference; of no width where all d are equal, which proves little:
    /// see [`super::Advice`].
    pub interval: Option<Interval>,
    /// Cohen's d_z, mean over sd of d. It grows with the quality of the pairing, so it compares nothing between
    /// studies.
    pub d_z: Option<f64>,
    /// Cohen's d_av, mean of d over √((Var baseline + Var treatment)/2): size against the luck of the world.
    pub d_av: Option<f64>,
    /// Cliff's δ, −1..=1: chance that treatment exceeds baseline less chance that it falls below, in two
    /// *unrelated* worlds.
    pub cliffs_delta: Option<f64>,
    /// Vargha and Delaney's A₁₂ = (δ + 1)/2, 0..=1: chance that treatment exceeds baseline in two *unrelated*
    /// worlds, a tie counting half.
    pub a12: Option<f64>,
    /// The shares of pairs by the sign of d: chances in the *same* world.
    pub shares: Option<Shares>,
    /// Pearson's correlation of the two arms, −1..=1.
    pub correlation: Option<f64>,
    /// (Var baseline + Var treatment)/Var d: how many times more replicates independent arms would need.
    pub variance_ratio: Option<f64>,
    /// Skewness g₁ of d.
    pub skewness: Option<f64>,
}

/// Shares of pairs, each 0..=1, together 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares {
    /// Treatment below baseline.
    pub lower: f64,
    /// Exactly equal: d is zero.
    pub equal: f64,
    /// Treatment above baseline.
    pub higher: f64,
}

impl Shares {
    /// Chance that the treatment is the higher in one and the same world, a tie counting half.
    pub fn higher_with_ties_split(self) -> f64 {
        self.higher + self.equal / 2.0
    }
}

/// Why two columns are no pairs.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PairedError {
    /// The arms have not the same replications.
    #[error(
        "{baseline} baseline values cannot pair with {treatment}: give one of each for every replication"
    )]
    UnequalLengths {
        /// Values of the baseline.
        baseline: usize,
        /// Values of the treatment.
        treatment: usize,
    },
    /// A value is infinite or no number.
    #[error("pair {place} holds a value that is no finite number: leave out pairs with a missing side")]
    NotFinite {
        /// The place of the pair, from 0.
        place: usize,
    },
}

impl PairedEstimate {
    /// Compares the arms; the same place in both slices is the same replication.
    ///
    /// # Errors
    /// [`PairedError`] where the lengths differ or a value is not finite.
    pub fn new(baseline: &[f64], treatment: &[f64], level: Level) -> Result<Self, PairedError> {
        if baseline.len() != treatment.len() {
            return Err(PairedError::UnequalLengths { baseline: baseline.len(), treatment: treatment.len() });
        }
        let d: Vec<f64> = baseline.iter().zip(treatment).map(|(before, after)| after - before).collect();
        if let Some(place) = d.iter().position(|difference| !difference.is_finite()) {
            return Err(PairedError::NotFinite { place });
        }
        let n = d.len();
        let difference = moments::mean(&d);
        let sd = moments::sd(&d);
        let spread = sd.filter(|sd| *sd > 0.0);
        let se = sd.map(|sd| sd / (n as f64).sqrt());
        let t = difference.zip(spread).map(|(mean, sd)| mean / (sd / (n as f64).sqrt()));
        let df = n as f64 - 1.0;
        let both_variances = moments::variance(baseline)
            .zip(moments::variance(treatment))
            .map(|(before, after)| before + after);
        let cliffs_delta = effect::cliffs_delta(baseline, treatment);
        Ok(Self {
            n,
            level,
            baseline_mean: moments::mean(baseline),
            treatment_mean: moments::mean(treatment),
            difference,
            median_difference: moments::median(&d),
            sd,
            se,
            t,
            p: t.map(|t| student::two_sided_p(t, df)),
            interval: difference.zip(se).and_then(|(mean, se)| t_interval(mean, se, df, level)),
            d_z: difference.zip(spread).map(|(mean, sd)| mean / sd),
            d_av: difference
                .zip(both_variances.filter(|both| *both > 0.0))
                .map(|(mean, both)| mean / (both / 2.0).sqrt()),
            cliffs_delta,
            a12: cliffs_delta.map(|delta| f64::midpoint(delta, 1.0)),
            shares: shares(&d),
            correlation: moments::correlation(baseline, treatment),
            variance_ratio: both_variances.zip(spread).map(|(both, sd)| both / (sd * sd)),
            skewness: moments::skewness(&d),
        })
    }

    /// The share of differences that are exactly zero, 0..=1.
    pub fn zero_share(&self) -> Option<f64> {
        self.shares.map(|shares| shares.equal)
    }
}

/// Student's interval of a mean with `df` degrees of freedom; of no width where the standard error is zero.
fn t_interval(mean: f64, se: f64, df: f64, level: Level) -> Option<Interval> {
    let reach = -student::quantile(level.tail(), df)? * se;
    Some(Interval { low: mean - reach, high: mean + reach })
}

fn shares(d: &[f64]) -> Option<Shares> {
    let share = |wanted: fn(&f64) -> bool| {
        moments::finite(d.iter().filter(|value| wanted(value)).count() as f64 / d.len() as f64)
    };
    Some(Shares { lower: share(|d| *d < 0.0)?, equal: share(|d| *d == 0.0)?, higher: share(|d| *d > 0.0)? })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::stats::reference::{OFF, ON, assert_close};

    fn estimate(baseline: &[f64], treatment: &[f64]) -> PairedEstimate {
        PairedEstimate::new(baseline, treatment, Level::P95).unwrap()
    }

    #[test]
    fn the_reference_comparison_comes_out() {
        let sharing = estimate(&OFF, &ON);
        for (name, actual, wanted, relative) in [
            ("difference", sharing.difference, -6.0, 1e-12),
            ("median", sharing.median_difference, -6.25, 1e-12),
            ("sd", sharing.sd, 5.839_715_123_811_497, 1e-12),
            ("se", sharing.se, 1.685_780_549_361_648_5, 1e-12),
            ("t", sharing.t, -3.559_182_126_209_731_4, 1e-12),
            ("p", sharing.p, 0.004_479_279_599_989_038, 1e-9),
            ("low", sharing.interval.map(|i| i.low), -9.710_377_972_316_119, 1e-9),
            ("high", sharing.interval.map(|i| i.high), -2.289_622_027_683_882, 1e-9),
            ("d_z", sharing.d_z, -1.027_447_379_331_046_4, 1e-12),
            ("d_av", sharing.d_av, -0.508_747_884_994_273_7, 1e-12),
            ("delta", sharing.cliffs_delta, -0.229_166_666_666_666_66, 1e-12),
            ("a12", sharing.a12, 1.0 - 0.614_583_333_333_333_4, 1e-12),
            (
                "same world",
                sharing.shares.map(Shares::higher_with_ties_split),
                1.0 - 0.791_666_666_666_666_6,
                1e-12,
            ),
            ("r", sharing.correlation, 0.958_625_188_071_956_7, 1e-12),
            ("ratio", sharing.variance_ratio, 8.157_253_137_842_941, 1e-12),
            ("zeros", sharing.zero_share(), 0.25, 1e-12),
            ("skewness", sharing.skewness, -SKEWNESS_OF_OFF_LESS_ON, 1e-12),
        ] {
            assert!(actual.is_some(), "{name}");
            assert_close(actual.unwrap(), wanted, relative);
        }
    }

    /// Computed apart, in exact rational arithmetic up to the last root.
    const SKEWNESS_OF_OFF_LESS_ON: f64 = 0.475_955_039_138_427_6;

    #[test]
    fn no_pair_says_nothing() {
        let none = estimate(&[], &[]);
        assert_eq!(none.n, 0);
        assert_eq!((none.baseline_mean, none.difference, none.interval), (None, None, None));
        assert_eq!((none.cliffs_delta, none.shares, none.skewness, none.p), (None, None, None, None));
    }

    #[test]
    fn one_pair_has_a_difference_and_no_precision() {
        let one = estimate(&[3.0], &[1.0]);
        assert_eq!((one.difference, one.median_difference), (Some(-2.0), Some(-2.0)));
        assert_eq!(one.shares, Some(Shares { lower: 1.0, equal: 0.0, higher: 0.0 }));
        assert_eq!((one.sd, one.se, one.t, one.p, one.interval), (None, None, None, None, None));
        assert_eq!((one.d_z, one.d_av, one.correlation, one.variance_ratio), (None, None, None, None));
    }

    #[test]
    fn equal_arms_differ_by_exactly_nothing() {
        let same = estimate(&OFF, &OFF);
        assert_eq!((same.difference, same.sd, same.se), (Some(0.0), Some(0.0), Some(0.0)));
        assert_eq!(same.interval, Some(Interval { low: 0.0, high: 0.0 }));
        assert_eq!((same.t, same.p, same.d_z, same.variance_ratio), (None, None, None, None));
        assert_eq!((same.d_av, same.cliffs_delta, same.zero_share()), (Some(0.0), Some(0.0), Some(1.0)));
    }

    #[test]
    fn exchanging_the_arms_turns_every_sign() {
        let (there, back) = (estimate(&OFF, &ON), estimate(&ON, &OFF));
        assert_eq!(there.difference.map(|d| -d), back.difference);
        assert_eq!(there.cliffs_delta.map(|d| -d), back.cliffs_delta);
        assert_eq!(there.skewness.map(|d| -d), back.skewness);
        assert_eq!((there.p, there.variance_ratio), (back.p, back.variance_ratio));
    }

    #[test]
    fn what_does_not_pair_is_refused() {
        let unequal = PairedEstimate::new(&OFF, &ON[1..], Level::P95).unwrap_err();
        assert!(unequal.to_string().contains("12 baseline values cannot pair with 11"));
        let missing = PairedEstimate::new(&[1.0, f64::NAN], &[1.0, 2.0], Level::P95).unwrap_err();
        assert_eq!(missing, PairedError::NotFinite { place: 1 });
    }

    #[test]
    fn the_t_interval_covers_as_often_as_it_claims() {
        use crate::stats::bootstrap::Draws;
        use crate::stats::normal;
        let mut draws = Draws::new(20_160_210);
        let sets = 4_000;
        let mut covered = 0;
        let nothing = [0.0; 30];
        for _ in 0..sets {
            let sample: Vec<f64> =
                (0..30).map(|_| 0.4 + normal::quantile(draws.uniform()).unwrap()).collect();
            covered += u32::from(estimate(&nothing, &sample).interval.unwrap().contains(0.4));
        }
        let coverage = f64::from(covered) / f64::from(sets);
        assert!((0.940..=0.960).contains(&coverage), "{coverage}");
    }
}
