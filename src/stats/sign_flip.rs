//! Tests that ask no more of the differences than their signs: the sign test, and the sign-flip (permutation) test of the
//! mean.

use super::bootstrap::Draws;
use super::interval;

/// Up to so many differences other than zero, every way to flip the signs is counted.
pub const EXACT: usize = 24;
/// Beyond, so many are drawn.
pub const FLIPS: usize = 9_999;

/// The outcome of a sign-flip test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SignFlip {
    /// Two-sided p-value.
    pub p: f64,
    /// Whether every way to flip the signs was counted; else signs were drawn, and `p` is an estimate with a standard
    /// error of at most √(p(1 − p)/flips).
    pub exact: bool,
}

/// The sign-flip test of a mean of zero, for differences that are as likely to be +d as −d.
///
/// It is exact whatever their shape, so it is the test for few replications. Zeros change nothing. Up to [`EXACT`] other
/// differences, all 2ⁿ sign patterns are counted (two halves apart, then merged, in 2^{n/2} steps). Beyond, `flips`
/// patterns are drawn, each from a stream of its own that the seed and its number decide, and p is (1 + those as far out)
/// / (1 + flips), which keeps the level. Sums that differ by less than 10⁻¹² of the sum of sizes count as equal. Fisher
/// (1935); Phipson and Smyth (2010) on adding one. `None` of nothing.
pub fn sign_flip(differences: &[f64], flips: usize, seed: u64) -> Option<SignFlip> {
    if differences.is_empty() {
        return None;
    }
    let moving: Vec<f64> = differences.iter().copied().filter(|d| *d != 0.0).collect();
    let scale = super::moments::sum(moving.iter().map(|d| d.abs()));
    let observed = super::moments::sum(moving.iter().copied()).abs() - 1e-12 * scale;
    if observed <= 0.0 {
        return Some(SignFlip { p: 1.0, exact: true });
    }
    if moving.len() <= EXACT {
        return Some(SignFlip { p: 2.0 * exact_tail(&moving, observed), exact: true });
    }
    let far = (0..flips).filter(|flip| flipped_sum(&moving, seed, *flip).abs() >= observed).count();
    Some(SignFlip { p: (far as f64 + 1.0) / (flips as f64 + 1.0), exact: false })
}

/// The share of sign patterns whose sum is at least `bound` > 0; as many lie at or below −`bound`.
fn exact_tail(values: &[f64], bound: f64) -> f64 {
    let (left, right) = values.split_at(values.len() / 2);
    let (left, right) = (signed_sums(left), signed_sums(right));
    // From the left, ascending: ever more of the right reach the bound.
    let mut count = 0_usize;
    let mut reaching = right.len();
    for sum in &left {
        while reaching > 0 && sum + right[reaching - 1] >= bound {
            reaching -= 1;
        }
        count += right.len() - reaching;
    }
    count as f64 / (left.len() as f64 * right.len() as f64)
}

/// The sums of all sign patterns, ascending.
fn signed_sums(values: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0];
    for value in values {
        sums = sums.iter().flat_map(|sum| [sum - value, sum + value]).collect();
    }
    sums.sort_unstable_by(f64::total_cmp);
    sums
}

fn flipped_sum(values: &[f64], seed: u64, flip: usize) -> f64 {
    let mut draws = Draws::keyed(seed, flip as u64);
    let mut sum = 0.0;
    for block in values.chunks(64) {
        let mut signs = draws.bits();
        for value in block {
            sum += if signs & 1 == 0 { *value } else { -value };
            signs >>= 1;
        }
    }
    sum
}

/// The two-sided sign test of a median of zero: exact, zeros left out, p = 1 where only they are left.
pub fn sign_test(differences: &[f64]) -> Option<f64> {
    if differences.is_empty() {
        return None;
    }
    let higher = differences.iter().filter(|d| **d > 0.0).count() as u64;
    let lower = differences.iter().filter(|d| **d < 0.0).count() as u64;
    let n = higher + lower;
    Some((2.0 * interval::binomial_cdf(higher.min(lower), n, 0.5)).min(1.0))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::stats::normal;
    use crate::stats::reference::{assert_close, differences};

    #[test]
    fn the_reference_values_come_out() {
        let flipped = sign_flip(&differences(), FLIPS, 1).unwrap();
        assert!(flipped.exact);
        assert_close(flipped.p, 0.007_812_5, 1e-12);
        assert_close(sign_test(&differences()).unwrap(), 0.039_062_5, 1e-9);
    }

    /// By looking at every pattern, one after the other.
    fn by_enumeration(values: &[f64]) -> f64 {
        let observed = values.iter().sum::<f64>().abs();
        let patterns = 1_u32 << values.len();
        let far = (0..patterns)
            .filter(|pattern| {
                let sum: f64 = values
                    .iter()
                    .enumerate()
                    .map(|(place, v)| if pattern >> place & 1 == 0 { *v } else { -v })
                    .sum();
                sum.abs() >= observed - 1e-9
            })
            .count();
        far as f64 / f64::from(patterns)
    }

    #[test]
    fn two_halves_count_what_enumeration_counts() {
        let mut draws = Draws::new(4);
        for n in 1..14 {
            // Ties between patterns are the rule among small whole numbers, and the exception among others.
            let whole: Vec<f64> = (0..n).map(|_| draws.index(7) as f64 - 2.0).filter(|d| *d != 0.0).collect();
            let other: Vec<f64> = (0..n).map(|_| draws.uniform() - 0.3).collect();
            for values in [whole, other] {
                if let Some(found) = sign_flip(&values, FLIPS, 1) {
                    assert_close(found.p, by_enumeration(&values), 1e-12);
                }
            }
        }
    }

    #[test]
    fn drawn_signs_come_near_the_exact_value() {
        let values: Vec<f64> = (0_u32..24).map(|place| f64::from(place % 5) - 1.3).collect();
        let exact = sign_flip(&values, FLIPS, 1).unwrap();
        let far = (0..FLIPS)
            .filter(|flip| flipped_sum(&values, 3, *flip).abs() >= values.iter().sum::<f64>() - 1e-9);
        let drawn = (far.count() as f64 + 1.0) / (FLIPS as f64 + 1.0);
        assert!(exact.exact && exact.p > 0.01 && exact.p < 0.2, "{exact:?}");
        assert!((drawn - exact.p).abs() < 4.0 * (exact.p / FLIPS as f64).sqrt(), "{drawn} {exact:?}");
    }

    #[test]
    fn what_is_drawn_depends_on_the_seed_alone_and_keeps_the_level() {
        let mut draws = Draws::new(8);
        let mut sample =
            || -> Vec<f64> { (0..40).map(|_| normal::quantile(draws.uniform()).unwrap()).collect() };
        let first = sample();
        assert_eq!(sign_flip(&first, 999, 5), sign_flip(&first, 999, 5));
        let rejected = (0..600).filter(|set| sign_flip(&sample(), 199, *set).unwrap().p <= 0.05).count();
        // 30 are expected, with a standard deviation of 5.3.
        assert!((12..=50).contains(&rejected), "{rejected}");
    }

    #[test]
    fn nothing_moves_without_differences() {
        assert_eq!(sign_flip(&[], FLIPS, 1), None);
        assert_eq!(sign_flip(&[0.0, 0.0], FLIPS, 1), Some(SignFlip { p: 1.0, exact: true }));
        assert_eq!(sign_flip(&[2.0, -2.0], FLIPS, 1), Some(SignFlip { p: 1.0, exact: true }));
        assert_eq!((sign_test(&[]), sign_test(&[0.0])), (None, Some(1.0)));
    }
}
