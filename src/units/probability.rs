//! Probabilities: a number from 0 to 1.

use std::fmt;

/// A probability, `0..=1`.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Probability(f64);

/// A number that is no probability.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{0} is no probability: write a number from 0 to 1{hint}", hint = percentage(*.0))]
pub struct ProbabilityError(f64);

fn percentage(value: f64) -> String {
    if value > 1.0 && value <= 100.0 { format!(" ({value} % is {})", value / 100.0) } else { String::new() }
}

impl Probability {
    /// It never happens.
    pub const NEVER: Self = Self(0.0);
    /// It always happens.
    pub const ALWAYS: Self = Self(1.0);

    /// Checks that the number lies in `0..=1`; no-number and minus zero are refused and folded to zero.
    ///
    /// # Errors
    /// [`ProbabilityError`] for anything outside the range, and for NaN.
    pub fn new(value: f64) -> Result<Self, ProbabilityError> {
        if (0.0..=1.0).contains(&value) { Ok(Self(value.abs())) } else { Err(ProbabilityError(value)) }
    }

    /// A probability known when the program is written; held in `0..=1`.
    pub const fn literal(value: f64) -> Self {
        Self(if value >= 1.0 {
            1.0
        } else if value > 0.0 {
            value
        } else {
            0.0
        })
    }

    /// The number, `0..=1`.
    pub const fn get(self) -> f64 {
        self.0
    }

    /// The probability that it does not happen.
    #[must_use]
    pub fn complement(self) -> Self {
        Self(1.0 - self.0)
    }

    /// The probability whose odds are `factor` times as high: `p f / (1 - p + p f)`. What is certain or impossible stays
    /// so; a factor of 1 changes nothing, to the last bit.
    #[must_use]
    #[expect(clippy::float_cmp, reason = "exactly 1 is what leaves it as it is")]
    pub fn with_odds(self, factor: f64) -> Self {
        if factor == 1.0 || factor.is_nan() || factor < 0.0 {
            return self;
        }
        let up = self.0 * factor;
        Self::literal(up / (1.0 - self.0 + up))
    }

    /// The probability that this and an independent other both happen.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 * other.0)
    }
}

impl fmt::Display for Probability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_from_nought_to_one_are_probabilities() {
        for good in [0.0, -0.0, 0.5, 1.0] {
            assert!(Probability::new(good).unwrap().get().is_sign_positive());
        }
        for bad in [-0.1, 1.000_001, f64::NAN, f64::INFINITY] {
            assert!(Probability::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_percentage_is_recognised() {
        assert!(Probability::new(35.0).unwrap_err().to_string().contains("35 % is 0.35"));
    }
}
