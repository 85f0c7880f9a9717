//! The quantiles of the gamma and beta distributions, which have no closed form.
//!
//! The root is found on a fixed grid of numbers by comparisons alone: Newton's method only says where to
//! compare next. So the answer hangs neither on the path to it nor on a tolerance, and a larger `u` never gives
//! a smaller answer.

use super::normal;

/// How many of the 52 bits of a number's fraction the grid leaves out: it is 2^-36 fine.
const COARSE: u32 = 16;
/// What is below is nothing: quantiles are relative to a mean or a width, and time has microseconds.
const NOTHING: f64 = 1e-30;
/// Where a series or fraction has converged.
const PRECISION: f64 = 1e-16;
/// Enough terms for shapes up to 1 000, which need about 300.
const TERMS: u32 = 2_000;
/// Keeps the denominators of Lentz's method from zero.
const TINY: f64 = 1e-300;

/// A distribution at a point x: the shares below and above it, and x times the density.
struct Point {
    below: f64,
    above: f64,
    slope: f64,
}

/// The `u`-quantile of the gamma distribution of this shape (0.01..=1000) and scale 1.
pub(super) fn gamma(shape: f64, u: f64) -> f64 {
    let log_gamma = libm::lgamma(shape);
    // Wilson & Hilferty 1931 where the shape is large, the first term of the series where it is small.
    let cube_root = 1.0 - 1.0 / (9.0 * shape) + normal::quantile(u) / (3.0 * shape.sqrt());
    let guess = if shape < 0.5 || cube_root < 0.1 {
        libm::exp((libm::log(u * shape) + log_gamma) / shape)
    } else {
        shape * cube_root * cube_root * cube_root
    };
    invert(|x| gamma_at(shape, log_gamma, x), u, guess, 1e5)
}

/// The `u`-quantile of the beta distribution of these shapes (1..=5, as PERT has them).
pub(super) fn beta(first: f64, second: f64, u: f64) -> f64 {
    let log_beta = libm::lgamma(first) + libm::lgamma(second) - libm::lgamma(first + second);
    invert(|x| beta_at(first, second, log_beta, x), u, first / (first + second), 1.0)
}

/// The last number of the grid with less than `u` below it, plus half a cell.
fn invert(distribution: impl Fn(f64) -> Point, u: f64, guess: f64, highest: f64) -> f64 {
    let cell = |x: f64| x.to_bits() >> COARSE;
    let (mut low, mut high) = (cell(NOTHING), cell(highest));
    let mut next = cell(guess);
    for step in 1_u32.. {
        if high - low <= 1 {
            break;
        }
        // Every fourth step halves the range of the exponent and fraction, so about 180 steps always do.
        let middle = if step % 4 == 0 { low + (high - low) / 2 } else { next.clamp(low + 1, high - 1) };
        let x = f64::from_bits(middle << COARSE);
        let point = distribution(x);
        // The smaller tail has the finer numbers; Newton in logarithms of both, where the tails are straight.
        let (is_below, logs) = if u <= 0.5 {
            (point.below < u, libm::log(u / point.below) * point.below)
        } else {
            (point.above > 1.0 - u, libm::log(point.above / (1.0 - u)) * point.above)
        };
        if is_below {
            low = middle
        } else {
            high = middle
        }
        next = cell(x * libm::exp(logs / point.slope));
    }
    f64::from_bits(low << COARSE | 1 << (COARSE - 1))
}

/// The regularised incomplete gamma functions: series <https://dlmf.nist.gov/8.11.E4>, continued fraction
/// <https://dlmf.nist.gov/8.9.E2>, divided as in Press et al., Numerical Recipes (3rd edition), section 6.2.
fn gamma_at(shape: f64, log_gamma: f64, x: f64) -> Point {
    let slope = libm::exp(shape * libm::log(x) - x - log_gamma);
    if x < shape + 1.0 {
        let mut term = 1.0 / shape;
        let mut sum = term;
        for n in 1..=TERMS {
            term *= x / (shape + f64::from(n));
            sum += term;
            if term < sum * PRECISION {
                break;
            }
        }
        Point { below: slope * sum, above: 1.0 - slope * sum, slope }
    } else {
        let fraction = lentz(x + 1.0 - shape, |n| {
            let n = f64::from(n);
            (n * (shape - n), x + 1.0 - shape + 2.0 * n)
        });
        Point { below: 1.0 - slope / fraction, above: slope / fraction, slope }
    }
}

/// The regularised incomplete beta function: continued fraction <https://dlmf.nist.gov/8.17.E22>, taken on the
/// side where it converges fast, as in Press et al., Numerical Recipes (3rd edition), section 6.4.
fn beta_at(first: f64, second: f64, log_beta: f64, x: f64) -> Point {
    let front = libm::exp(first * libm::log(x) + second * libm::log1p(-x) - log_beta);
    let slope = front / (1.0 - x);
    if x < (first + 1.0) / (first + second + 2.0) {
        let below = front / (first * beta_fraction(first, second, x));
        Point { below, above: 1.0 - below, slope }
    } else {
        let above = front / (second * beta_fraction(second, first, 1.0 - x));
        Point { below: 1.0 - above, above, slope }
    }
}

fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    lentz(1.0, |n| {
        let m = f64::from(n / 2);
        let numerator = if n % 2 == 0 {
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m))
        } else {
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0))
        };
        (numerator, 1.0)
    })
}

/// The continued fraction b₀ + a₁/(b₁ + a₂/(b₂ + …)) by the modified method of Lentz; `step` gives aₙ and bₙ.
/// Press et al., Numerical Recipes (3rd edition), section 5.2.
fn lentz(first: f64, step: impl Fn(u32) -> (f64, f64)) -> f64 {
    let away_from_zero = |x: f64| if x.abs() < TINY { TINY } else { x };
    let mut value = away_from_zero(first);
    let (mut c, mut d) = (value, 0.0);
    for n in 1..=TERMS {
        let (a, b) = step(n);
        d = 1.0 / away_from_zero(b + a * d);
        c = away_from_zero(b + a / c);
        value *= c * d;
        if (c * d - 1.0).abs() < 4.0 * PRECISION {
            break;
        }
    }
    value
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use proptest::prelude::*;
    use statrs::distribution::{Beta, Continuous, ContinuousCDF, Gamma};

    use super::*;

    const SHARES: [f64; 9] = [1e-12, 1e-6, 0.01, 0.25, 0.5, 0.75, 0.99, 1.0 - 1e-6, 1.0 - 1e-12];

    fn share_of(u: f64, other: &impl ContinuousCDF<f64, f64>, x: f64) -> f64 {
        if u <= 0.5 { other.cdf(x) / u } else { other.sf(x) / (1.0 - u) }
    }

    #[test]
    fn gamma_quantiles_undo_an_independent_distribution_function() {
        for shape in [0.01, 0.3, 0.5, 0.999, 1.5, 2.0, 7.3, 40.0, 333.0, 1000.0] {
            let other = Gamma::new(shape, 1.0).unwrap();
            for u in SHARES {
                let x = gamma(shape, u);
                let share = share_of(u, &other, x);
                assert!(x < 2.0 * NOTHING || (share - 1.0).abs() < 1e-7, "shape {shape}, u {u}: {x} {share}");
            }
        }
    }

    #[test]
    fn gamma_of_shape_one_is_exponential() {
        for u in SHARES {
            assert!((gamma(1.0, u) / -libm::log1p(-u) - 1.0).abs() < 2e-11, "{u}");
        }
    }

    #[test]
    fn beta_quantiles_undo_an_independent_distribution_function() {
        for rising in [0.0, 0.03, 0.25, 0.5, 0.9, 1.0] {
            let (first, second) = (1.0 + 4.0 * rising, 5.0 - 4.0 * rising);
            let other = Beta::new(first, second).unwrap();
            for u in SHARES {
                let x = beta(first, second, u);
                // Near 1 the cell of the grid, not the search, limits how well a tail is met.
                let cell = x * other.pdf(x) / u.min(1.0 - u) / (1_u64 << 36) as f64;
                let share = share_of(u, &other, x);
                assert!((share - 1.0).abs() < 1e-7 + cell, "{first} {second} {u}: {share}");
            }
        }
    }

    #[test]
    fn the_search_takes_a_handful_of_comparisons() {
        let calls = std::cell::Cell::new(0);
        let count = 1_000;
        for step in 0..count {
            let u = (f64::from(step) + 0.5) / f64::from(count);
            let (shape, log_gamma) = (2.5, libm::lgamma(2.5));
            let counted = |x| {
                calls.set(calls.get() + 1);
                gamma_at(shape, log_gamma, x)
            };
            invert(counted, u, 2.0, 1e5);
        }
        assert!(calls.get() < 10 * count, "{} calls", calls.get());
    }

    proptest! {
        #[test]
        fn neighbouring_shares_keep_their_order(shape in 0.05..50.0_f64, u in 0.0001..0.9999_f64) {
            let next = f64::from_bits(u.to_bits() + 1);
            prop_assert!(gamma(shape, u) <= gamma(shape, next));
            let first = 1.0 + 4.0 * (shape / 50.0);
            prop_assert!(beta(first, 6.0 - first, u) <= beta(first, 6.0 - first, next));
        }
    }
}
