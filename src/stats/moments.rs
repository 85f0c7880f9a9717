//! Mean, spread, shape and quantiles of a sample of finite numbers.

/// The mean; `None` of nothing. Summed with compensation (Neumaier), so to about the last bit.
pub fn mean(values: &[f64]) -> Option<f64> {
    let first = *values.first()?;
    // A division may round: a sample of one value repeated must have that very value as its mean.
    if all_equal(values) { Some(first) } else { finite(sum(values.iter().copied()) / values.len() as f64) }
}

/// The sample variance, divisor n − 1; `None` below two values, exactly zero where all are equal.
pub fn variance(values: &[f64]) -> Option<f64> {
    covariance(values, values)
}

/// The sample standard deviation, divisor n − 1; `None` below two values, exactly zero where all are equal.
pub fn sd(values: &[f64]) -> Option<f64> {
    variance(values).map(f64::sqrt)
}

/// The moment coefficient of skewness g₁ = m₃ / m₂^{3/2} (divisor n); `None` without spread.
pub fn skewness(values: &[f64]) -> Option<f64> {
    let centre = mean(values)?;
    let n = values.len() as f64;
    let second = sum(values.iter().map(|x| (x - centre) * (x - centre))) / n;
    let third = sum(values.iter().map(|x| (x - centre) * (x - centre) * (x - centre))) / n;
    finite(third / (second * second.sqrt()))
}

/// The sample covariance, divisor n − 1; `None` for unequal lengths or below two pairs.
pub fn covariance(a: &[f64], b: &[f64]) -> Option<f64> {
    if a.len() != b.len() || a.len() < 2 {
        return None;
    }
    let (centre_a, centre_b) = (mean(a)?, mean(b)?);
    finite(sum(a.iter().zip(b).map(|(x, y)| (x - centre_a) * (y - centre_b))) / (a.len() - 1) as f64)
}

/// Pearson's correlation, −1..=1; `None` where a side has no spread, for unequal lengths or below two pairs.
pub fn correlation(a: &[f64], b: &[f64]) -> Option<f64> {
    let joint = covariance(a, b)?;
    finite(joint / (sd(a)? * sd(b)?)).map(|r| r.clamp(-1.0, 1.0))
}

/// How a quantile between two values is found, numbered as by Hyndman and Fan (1996).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantileType {
    /// Linear between order statistics, the default of R, NumPy and pandas.
    Seven,
    /// Nearly median-unbiased whatever the distribution; for what people read.
    Eight,
}

/// The `p`-quantile, `p` in 0..=1; `None` of nothing and for a `p` out of range.
pub fn quantile(values: &[f64], p: f64, kind: QuantileType) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    quantile_of_sorted(&sorted, p, kind)
}

/// The median; `None` of nothing.
pub fn median(values: &[f64]) -> Option<f64> {
    quantile(values, 0.5, QuantileType::Seven)
}

/// [`quantile`] of values in ascending order, without the cost of sorting them again.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the rank is held within the sample"
)]
pub fn quantile_of_sorted(sorted: &[f64], p: f64, kind: QuantileType) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    if !(0.0..=1.0).contains(&p) {
        return None;
    }
    let n = sorted.len() as f64;
    let rank = match kind {
        QuantileType::Seven => (n - 1.0) * p,
        QuantileType::Eight => (n + 1.0 / 3.0) * p + 1.0 / 3.0 - 1.0,
    }
    .clamp(0.0, n - 1.0);
    let below = (rank.floor() as usize).min(last);
    let above = (below + 1).min(last);
    let weight = rank - below as f64;
    Some(sorted[below] + weight * (sorted[above] - sorted[below]))
}

/// The sum with Neumaier's compensation: the lost low-order bits are kept beside and added at the end.
pub(super) fn sum(values: impl Iterator<Item = f64>) -> f64 {
    let (total, lost) = values.fold((0.0_f64, 0.0_f64), |(total, lost), x| {
        let next = total + x;
        let slip = if total.abs() >= x.abs() { (total - next) + x } else { (x - next) + total };
        (next, lost + slip)
    });
    total + lost
}

/// Whether every value equals the first; true of nothing.
pub(super) fn all_equal(values: &[f64]) -> bool {
    values.windows(2).all(|pair| pair[0] == pair[1])
}

/// The number, unless a division by zero or an overflow made it none.
pub(super) fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::stats::reference::{OFF, ON, assert_close, differences};

    #[test]
    fn the_reference_moments_come_out() {
        let d = differences();
        assert_eq!(mean(&d).unwrap(), -6.0);
        assert_close(sd(&d).unwrap(), 5.839_715_123_811_497, 1e-12);
        assert_close(correlation(&OFF, &ON).unwrap(), 0.958_625_188_071_956_7, 1e-12);
    }

    #[test]
    fn skewness_is_that_of_the_exact_moments() {
        // Of 0, 0, 0, 4: m2 = 3, m3 = 6, so 6 / 27^½ = 2/√3.
        assert_close(skewness(&[0.0, 0.0, 0.0, 4.0]).unwrap(), 2.0 / 3.0_f64.sqrt(), 1e-12);
        assert_eq!(skewness(&[1.0, 2.0, 3.0]), Some(0.0));
    }

    #[test]
    fn the_reference_quantiles_come_out() {
        for (p, kind, wanted) in [
            (0.5, QuantileType::Seven, 20.75),
            (0.9, QuantileType::Seven, 41.1),
            (0.9, QuantileType::Eight, 44.458_333_333_333_336),
            (0.0, QuantileType::Eight, 5.0),
            (1.0, QuantileType::Eight, 48.0),
        ] {
            assert_close(quantile(&OFF, p, kind).unwrap(), wanted, 1e-12);
        }
        assert_eq!(quantile(&OFF, 1.5, QuantileType::Seven), None);
    }

    #[test]
    fn a_sum_survives_cancellation() {
        assert_eq!(mean(&[1e100, 1.0, -1e100, 1.0]), Some(0.5));
    }

    #[test]
    fn equal_values_have_exactly_no_spread() {
        for n in 2..200 {
            let same = vec![0.1; n];
            assert_eq!(mean(&same), Some(0.1));
            assert_eq!(variance(&same), Some(0.0));
            assert_eq!(skewness(&same), None);
            assert_eq!(correlation(&same, &same), None);
        }
    }

    #[test]
    fn too_few_values_give_nothing() {
        assert_eq!((mean(&[]), median(&[]), skewness(&[])), (None, None, None));
        assert_eq!((variance(&[1.0]), mean(&[1.0]), median(&[1.0])), (None, Some(1.0), Some(1.0)));
        assert_eq!(covariance(&[1.0, 2.0], &[1.0]), None);
    }
}
