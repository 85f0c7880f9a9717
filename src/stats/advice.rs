//! What to do next before trusting an estimate: warnings with their numbers.

use std::fmt;

use super::discrimination::{Range, SATURATED, share_at};
use super::moments;
use super::paired::PairedEstimate;
use super::sequential::unseen;

/// Pairs below which Student's interval is not to be trusted whatever the shape.
pub const ENOUGH: usize = 30;
/// Pairs below which it is not to be trusted for a shape as skewed as [`SKEWED`].
pub const ENOUGH_IF_SKEWED: usize = 100;
/// The absolute skewness from which a sample counts as skewed.
pub const SKEWED: f64 = 2.0;

/// The share of the sum of sizes from which one replication alone counts as a heavy tail.
pub const HEAVY: f64 = 0.2;

/// A reason not to take a paired estimate at its word. It displays as advice in plain English.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Advice {
    /// Nothing to compare.
    NoPairs,
    /// Fewer pairs than any shape allows.
    TooFewReplications {
        /// Pairs there are.
        n: usize,
    },
    /// Fewer pairs than a shape so skewed allows.
    TooFewForSkew {
        /// Pairs there are.
        n: usize,
        /// Skewness of the differences.
        skewness: f64,
    },
    /// In most pairs the arms agree exactly.
    MostlyZero {
        /// Pairs there are.
        n: usize,
        /// Pairs with a difference of exactly zero.
        zeros: usize,
    },
    /// In every pair the arms agree exactly.
    EverythingEqual {
        /// Pairs there are.
        n: usize,
    },
    /// Every pair differs by exactly the same.
    NoSpread {
        /// Pairs there are.
        n: usize,
        /// The difference of each.
        difference: f64,
    },
    /// One pair makes up much of the whole difference.
    HeavyTail {
        /// Pairs there are.
        n: usize,
        /// The largest size of a difference over the sum of sizes.
        share: f64,
    },
    /// Nearly all runs are at the lowest possible value.
    AtFloor {
        /// Share of runs of both arms.
        share: f64,
    },
    /// Nearly all runs are at the highest possible value.
    AtCeiling {
        /// Share of runs of both arms.
        share: f64,
    },
}

impl Advice {
    /// One word for it, as in result files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoPairs => "no_pairs",
            Self::TooFewReplications { .. } => "few",
            Self::TooFewForSkew { .. } => "skewed",
            Self::MostlyZero { .. } => "zeros",
            Self::EverythingEqual { .. } => "equal",
            Self::NoSpread { .. } => "constant",
            Self::HeavyTail { .. } => "heavy_tail",
            Self::AtFloor { .. } => "floor",
            Self::AtCeiling { .. } => "ceiling",
        }
    }
}

/// What to know before trusting the estimate; empty where nothing speaks against it.
pub fn advise(estimate: &PairedEstimate) -> Vec<Advice> {
    let n = estimate.n;
    let (Some(difference), Some(zero_share)) = (estimate.difference, estimate.zero_share()) else {
        return vec![Advice::NoPairs];
    };
    let mut advice = Vec::new();
    if n < ENOUGH {
        advice.push(Advice::TooFewReplications { n });
    }
    if zero_share == 1.0 {
        advice.push(Advice::EverythingEqual { n });
    } else if estimate.sd == Some(0.0) {
        advice.push(Advice::NoSpread { n, difference });
    } else {
        let skewness = estimate.skewness.filter(|skewness| skewness.abs() > SKEWED);
        if let Some(skewness) = skewness.filter(|_| (ENOUGH..ENOUGH_IF_SKEWED).contains(&n)) {
            advice.push(Advice::TooFewForSkew { n, skewness });
        }
        if zero_share > 0.5 {
            advice.push(Advice::MostlyZero { n, zeros: count(zero_share, n) });
        }
    }
    advice
}

/// [`advise`], and what the values themselves give away: a heavy tail, and runs at an end of the metric's range.
pub fn advise_on(
    estimate: &PairedEstimate,
    baseline: &[f64],
    treatment: &[f64],
    range: Range,
) -> Vec<Advice> {
    let mut advice = advise(estimate);
    let n = estimate.n;
    let heaviest = largest_share(baseline, treatment).filter(|share| *share > HEAVY && n >= ENOUGH);
    advice.extend(heaviest.map(|share| Advice::HeavyTail { n, share }));
    let share = |end: Option<f64>| share_at(baseline, treatment, end).filter(|share| *share >= SATURATED);
    advice.extend(share(range.floor).map(|share| Advice::AtFloor { share }));
    advice.extend(share(range.ceiling).map(|share| Advice::AtCeiling { share }));
    advice
}

/// The largest size of a difference over the sum of sizes.
fn largest_share(baseline: &[f64], treatment: &[f64]) -> Option<f64> {
    let sizes = || baseline.iter().zip(treatment).map(|(before, after)| (after - before).abs());
    moments::finite(sizes().fold(0.0, f64::max) / moments::sum(sizes()))
}

/// The count behind a share.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and n")]
fn count(share: f64, n: usize) -> usize {
    (share * n as f64).round() as usize
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::NoPairs => write!(f, "there is no replication to compare: run both arms"),
            Self::TooFewReplications { n } => write!(
                f,
                "{}, too few for the interval to be trusted: run at least {ENOUGH}",
                replications(n)
            ),
            Self::TooFewForSkew { n, skewness } => write!(
                f,
                "{} of strongly skewed differences (skewness {skewness:.1}): run at least \
                 {ENOUGH_IF_SKEWED}, or read the bootstrap interval",
                replications(n)
            ),
            Self::MostlyZero { n, zeros } => write!(
                f,
                "in {zeros} of {} the arms do not differ at all, so the mean rests on the other {}: read the \
                 share of better and worse replications beside it, and run more for a firm mean",
                replications(n),
                n - zeros
            ),
            Self::EverythingEqual { n } => write!(
                f,
                "the arms agree exactly in {}: check that the strategy can change anything here{}",
                replications(n),
                Unseen(n)
            ),
            Self::NoSpread { n, difference } => write!(
                f,
                "the arms differ by exactly {difference} in {}, so nothing can be said about precision{}",
                replications(n),
                Unseen(n)
            ),
            Self::HeavyTail { n, share } => write!(
                f,
                "one of {} makes up {:.0} % of all differences: look at that run, and read the median or the \
                 pseudo-median beside the mean",
                replications(n),
                share * 100.0
            ),
            Self::AtFloor { share } => write!(
                f,
                "{:.0} % of the runs are at the lowest value there can be: the scenario leaves this metric no room; \
                 make it harder, or watch another metric",
                share * 100.0
            ),
            Self::AtCeiling { share } => write!(
                f,
                "{:.0} % of the runs are at the highest value there can be: the scenario leaves this metric no room; \
                 change the load, or watch another metric",
                share * 100.0
            ),
        }
    }
}

fn replications(n: usize) -> String {
    if n == 1 { "1 replication".to_owned() } else { format!("{n} replications") }
}

/// What `n` replications of one kind leave possible: the exact form of the rule of three, 1 − 0.05^{1/n}.
struct Unseen(usize);

impl fmt::Display for Unseen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let chance = unseen(self.0) * 100.0;
        write!(f, " (at 95 % confidence, another outcome has a chance of up to {chance:.2} %)")
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::stats::interval::Level;

    fn advice_for(differences: &[f64]) -> Vec<Advice> {
        let nothing = vec![0.0; differences.len()];
        advise(&PairedEstimate::new(&nothing, differences, Level::P95).unwrap())
    }

    /// `zeros` zeros, then 1, 2, … up to `n` values in all.
    fn mixed(zeros: usize, n: usize) -> Vec<f64> {
        (0..n).map(|place| if place < zeros { 0.0 } else { (place - zeros + 1) as f64 }).collect()
    }

    #[test]
    fn a_sound_estimate_draws_no_advice() {
        assert_eq!(advice_for(&mixed(0, 30)), []);
    }

    #[test]
    fn each_weakness_is_named_with_its_numbers() {
        let mut skewed = mixed(0, 40);
        skewed[39] = 10_000.0;
        for (differences, wanted) in [
            (mixed(0, 0), vec!["no replication to compare"]),
            (mixed(0, 29), vec!["29 replications, too few", "at least 30"]),
            (mixed(0, 1), vec!["1 replication, too few"]),
            (mixed(31, 60), vec!["in 31 of 60 replications", "the other 29"]),
            (mixed(30, 30), vec!["agree exactly in 30 replications", "up to 9.50 %"]),
            (skewed, vec!["skewness 6.1", "at least 100"]),
            (vec![2.5; 100], vec!["differ by exactly 2.5 in 100 replications", "up to 2.95 %"]),
        ] {
            let text = advice_for(&differences).iter().map(|a| format!("{a}\n")).collect::<String>();
            for part in wanted {
                assert!(text.contains(part), "{part}: {text}");
            }
        }
    }

    fn words_on(baseline: &[f64], treatment: &[f64]) -> Vec<&'static str> {
        let estimate = PairedEstimate::new(baseline, treatment, Level::P95).unwrap();
        let range = Range { floor: Some(0.0), ceiling: Some(1.0) };
        advise_on(&estimate, baseline, treatment, range).into_iter().map(Advice::code).collect()
    }

    #[test]
    fn the_values_give_away_tails_and_ends() {
        let half = vec![0.5; 100];
        let mut tail: Vec<f64> = half.iter().zip(0_u32..).map(|(h, n)| h + f64::from(n % 3) * 0.01).collect();
        assert_eq!(words_on(&half, &tail), Vec::<&str>::new());
        tail[7] = 0.9;
        assert_eq!(words_on(&half, &tail), ["heavy_tail"]);
        let mut floor = vec![0.0; 100];
        floor[..15].fill(0.2);
        assert_eq!(words_on(&vec![0.0; 100], &floor), ["zeros", "floor"]);
        let ceiling: Vec<f64> = floor.iter().map(|value| 1.0 - value).collect();
        assert_eq!(words_on(&vec![1.0; 100], &ceiling), ["zeros", "ceiling"]);
        floor[..30].fill(0.2);
        assert_eq!(words_on(&vec![0.0; 100], &floor), ["zeros"]);
        let text = Advice::HeavyTail { n: 40, share: 0.5 }.to_string();
        assert!(text.contains("one of 40 replications makes up 50 %"), "{text}");
    }

    #[test]
    fn skew_and_zeros_count_only_past_their_bounds() {
        let mut skewed = mixed(0, 100);
        skewed[99] = 10_000.0;
        assert_eq!(advice_for(&skewed), []);
        assert_eq!(advice_for(&mixed(30, 60)), []);
    }
}
