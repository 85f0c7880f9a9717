//! The χ² distribution, the same bits on every platform.

/// P(X ≥ `x`) for X of χ² with `df` > 0 degrees of freedom: Γ(df/2, x/2)/Γ(df/2).
///
/// The series of DLMF 8.11.4 for the lower part and the continued fraction of DLMF 8.9.2 for the upper, each where it
/// converges fast.
pub fn upper_tail(x: f64, df: f64) -> f64 {
    let (a, z) = (df / 2.0, x / 2.0);
    if z <= 0.0 {
        return 1.0;
    }
    if z.is_infinite() {
        return 0.0;
    }
    let front = libm::exp(a * libm::log(z) - z - libm::lgamma(a));
    if z < a + 1.0 { 1.0 - front * lower_series(a, z) } else { front * upper_fraction(a, z) }
}

/// Σ zⁿ / (a(a + 1)…(a + n)).
fn lower_series(a: f64, z: f64) -> f64 {
    let (mut term, mut sum) = (1.0 / a, 1.0 / a);
    for step in 1..=100_000_u32 {
        term *= z / (a + f64::from(step));
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    sum
}

/// 1/(z + 1 − a − 1(1 − a)/(z + 3 − a − 2(2 − a)/(…))), by Lentz's method.
fn upper_fraction(a: f64, z: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let mut b = z + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut fraction = d;
    for step in 1..=100_000_u32 {
        let k = f64::from(step);
        let numerator = -k * (k - a);
        b += 2.0;
        let guard = |value: f64| if value.abs() < TINY { TINY } else { value };
        d = 1.0 / guard(numerator * d + b);
        c = guard(b + numerator / c);
        fraction *= d * c;
        if (d * c - 1.0).abs() < 1e-16 {
            break;
        }
    }
    fraction
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::stats::reference::assert_close;
    use statrs::distribution::{ChiSquared, ContinuousCDF};

    #[test]
    fn the_tail_agrees_with_the_library_and_the_reference() {
        for df in [1.0, 2.0, 5.0, 30.0, 200.0] {
            let library = ChiSquared::new(df).unwrap();
            for x in [1e-3, 0.5, 3.84, 20.0, 150.0] {
                let wanted = library.sf(x);
                if wanted > 1e-200 {
                    assert_close(upper_tail(x, df), wanted, 1e-9);
                }
            }
        }
        assert_close(upper_tail(16.792_940_989_216_547, 1.0), 4.168_809_109_334_511e-5, 1e-9);
    }

    #[test]
    fn two_degrees_of_freedom_are_exponential_and_the_ends_certain() {
        assert_close(upper_tail(3.0, 2.0), libm::exp(-1.5), 1e-14);
        assert_eq!((upper_tail(0.0, 3.0), upper_tail(f64::INFINITY, 3.0)), (1.0, 0.0));
    }
}
