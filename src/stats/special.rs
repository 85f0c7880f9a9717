//! The incomplete beta function and the search for its inverse, on `libm`.
//!
//! A library would take `ln` and `exp` from the platform (or not, depending on what else is in the build), and
//! the last bits of a p-value would differ between machines. These few lines give the same bits everywhere;
//! the tests hold them against that library.

/// The regularised incomplete beta function I_x(a, b) for a, b > 0; `y` is 1 − x, given apart for its digits.
///
/// Continued fraction of DLMF 8.17.22 on the side where it converges fast, evaluated by Lentz's method.
pub(super) fn regularised_beta(x: f64, y: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if y <= 0.0 {
        return 1.0;
    }
    let front = libm::exp(a * ln_of_share(x, y) + b * ln_of_share(y, x) - ln_beta(a, b));
    if x <= (a + 1.0) / (a + b + 2.0) {
        front * beta_fraction(x, a, b) / a
    } else {
        1.0 - front * beta_fraction(y, b, a) / b
    }
}

/// ln x where 1 − x is known to more digits than x near 1.
fn ln_of_share(x: f64, complement: f64) -> f64 {
    if x < 0.5 { libm::log(x) } else { libm::log1p(-complement) }
}

fn beta_fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let guard = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / guard(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for step in 1..=100_000_u32 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / guard(1.0 + even * d);
        c = guard(1.0 + even / c);
        fraction *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / guard(1.0 + odd * d);
        c = guard(1.0 + odd / c);
        let factor = d * c;
        fraction *= factor;
        if (factor - 1.0).abs() < 1e-16 {
            break;
        }
    }
    fraction
}

/// ln B(a, b), by the differences of Stirling's corrections where large terms would cancel (as SLATEC's dlbeta).
pub(super) fn ln_beta(a: f64, b: f64) -> f64 {
    const HALF_LN_TAU: f64 = 0.918_938_533_204_672_8;
    let (small, large) = if a < b { (a, b) } else { (b, a) };
    let share = small / (a + b);
    if small >= 10.0 {
        let correction = stirling(small) + stirling(large) - stirling(a + b);
        -0.5 * libm::log(large)
            + HALF_LN_TAU
            + correction
            + (small - 0.5) * libm::log(share)
            + large * libm::log1p(-share)
    } else if large >= 10.0 {
        let correction = stirling(large) - stirling(a + b);
        libm::lgamma(small) + correction + small - small * libm::log(a + b)
            + (large - 0.5) * libm::log1p(-share)
    } else {
        libm::lgamma(small) + libm::lgamma(large) - libm::lgamma(a + b)
    }
}

/// ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π] for x ≥ 10, the series of DLMF 5.11.1.
fn stirling(x: f64) -> f64 {
    const TERMS: [f64; 7] = [
        1.0 / 12.0,
        -1.0 / 360.0,
        1.0 / 1260.0,
        -1.0 / 1680.0,
        1.0 / 1188.0,
        -691.0 / 360_360.0,
        1.0 / 156.0,
    ];
    let inverse_square = 1.0 / (x * x);
    TERMS.iter().rev().fold(0.0, |series, term| series * inverse_square + term) / x
}

/// Where an increasing function crosses `target` between `low` and `high`, halved until no float lies between.
pub(super) fn crossing(mut low: f64, mut high: f64, target: f64, increasing: impl Fn(f64) -> f64) -> f64 {
    for _ in 0..200 {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if increasing(middle) < target {
            low = middle;
        } else {
            high = middle;
        }
    }
    low + (high - low) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::reference::assert_close;

    #[test]
    fn the_incomplete_beta_agrees_with_the_library() {
        for a in [0.5, 1.0, 3.5, 12.0, 400.0, 20_000.0] {
            for b in [0.5, 2.0, 33.0, 5_000.0] {
                for x in [1e-6, 0.01, 0.3, 0.5, 0.9, 0.999] {
                    let wanted = statrs::function::beta::beta_reg(a, b, x);
                    if wanted > 1e-200 {
                        assert_close(regularised_beta(x, 1.0 - x, a, b), wanted, 1e-9);
                    }
                }
            }
        }
    }

    #[test]
    fn the_incomplete_beta_has_its_exact_values() {
        // I_x(1, b) = 1 − (1 − x)^b and I_x(a, 1) = x^a.
        assert_close(regularised_beta(0.25, 0.75, 1.0, 2.0), 0.4375, 1e-14);
        assert_close(regularised_beta(0.25, 0.75, 3.0, 1.0), 0.015_625, 1e-14);
        assert_eq!(regularised_beta(0.0, 1.0, 2.0, 3.0), 0.0);
        assert_eq!(regularised_beta(1.0, 0.0, 2.0, 3.0), 1.0);
    }
}
