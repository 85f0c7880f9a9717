//! From a uniform number to a span, by inverse transform.
//!
//! Each variate takes exactly one uniform, and more of it never gives a shorter span, so that the arms of a
//! replicate stay aligned and a distribution that is longer everywhere gives a longer span for the same luck.
//! A mixture is monotone within each of its two parts: which part it is goes by the uniform as well. All
//! transcendental functions are `libm`'s, the same on every platform.

mod normal;
mod quantile;

use crate::units::{Distribution, Span};

/// The uniforms next to 0 and 1 that a draw can give (see `Draw::uniform`).
const LOWEST: f64 = 1.0 / (1_u64 << 53) as f64;
const HIGHEST: f64 = 1.0 - LOWEST;

/// The `u`-quantile of the distribution, rounded to the microsecond; `None` where it does not happen.
///
/// `u` lies in the open interval (0, 1) and is held within `2^-53 ..= 1 − 2^-53`. A quantile of more than
/// [`Span::LONGEST`] (a hundred years) is cut to that. Gamma and PERT are inverted to a relative 2^-37, all
/// others directly.
pub fn span_at(distribution: &Distribution, u: f64) -> Option<Span> {
    let u = if u > LOWEST { u.min(HIGHEST) } else { LOWEST };
    Some(match distribution {
        Distribution::Never => return None,
        Distribution::Constant(span) => *span,
        Distribution::Exponential { mean } => mean.scaled(exponential(u)),
        Distribution::LogNormal { median, sigma } => median.scaled(libm::exp(sigma * normal::quantile(u))),
        // Erlang of one stage is exponential to the last bit, not nearly.
        Distribution::Gamma { shape, mean } if *shape == 1.0 => mean.scaled(exponential(u)),
        Distribution::Gamma { shape, mean } => mean.scaled(quantile::gamma(*shape, u) / shape),
        Distribution::Weibull { shape, scale } => scale.scaled(libm::pow(exponential(u), 1.0 / shape)),
        Distribution::Pareto { minimum, shape } => minimum.scaled(libm::exp(exponential(u) / shape)),
        Distribution::Uniform { from, to } => *from + width(*from, *to).scaled(u),
        Distribution::Triangular { from, mode, to } => triangular(*from, *mode, *to, u),
        Distribution::Pert { from, mode, to } => {
            let (first, second) = pert_shapes(*from, *mode, *to);
            *from + width(*from, *to).scaled(quantile::beta(first, second, u))
        }
        Distribution::Empirical(spans) => return spans.get(cell(spans.len(), u)).copied(),
        Distribution::Mixture { probability, then, otherwise } => {
            let p = probability.get();
            return if u < p { span_at(then, u / p) } else { span_at(otherwise, (u - p) / (1.0 - p)) };
        }
    })
}

/// The mean of the distribution in seconds: [`Distribution::mean`].
pub fn mean(distribution: &Distribution) -> Option<f64> {
    distribution.mean()
}

/// The quantile of the exponential distribution of mean 1: −ln(1 − u).
fn exponential(u: f64) -> f64 {
    -libm::log1p(-u)
}

fn width(from: Span, to: Span) -> Span {
    Span::from_micros(to.as_micros() - from.as_micros())
}

/// Both sides of the mode are square roots. <https://en.wikipedia.org/wiki/Triangular_distribution>
fn triangular(from: Span, mode: Span, to: Span, u: f64) -> Span {
    let all = width(from, to);
    let rising = width(from, mode).as_secs_f64() / all.as_secs_f64();
    from + all.scaled(if u < rising {
        (u * rising).sqrt()
    } else {
        1.0 - ((1.0 - u) * (1.0 - rising)).sqrt()
    })
}

/// The shapes of the beta distribution behind PERT: 1 + 4 times the share of the width on the mode's either
/// side. Malcolm, Roseboom, Clark, Fazar: "Application of a technique for research and development program
/// evaluation", Operations Research 7(5), 1959.
fn pert_shapes(from: Span, mode: Span, to: Span) -> (f64, f64) {
    let rising = width(from, mode).as_secs_f64() / width(from, to).as_secs_f64();
    (1.0 + Distribution::PERT_WEIGHT * rising, 1.0 + Distribution::PERT_WEIGHT * (1.0 - rising))
}

/// Which of `count` equally likely cells `u` falls into.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "u is in (0, 1), and no memory holds 2^53 spans"
)]
fn cell(count: usize, u: f64) -> usize {
    ((count as f64 * u) as usize).min(count.saturating_sub(1))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
