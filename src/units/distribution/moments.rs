//! What is typical of a distribution: its mean, the least it can give, and its middle.

use super::Distribution;
use crate::units::{Probability, Span};

impl Distribution {
    /// How much more the mode of PERT counts than either end.
    pub(crate) const PERT_WEIGHT: f64 = 4.0;

    /// The mean in seconds, without the cut at a hundred years; `None` where it is infinite or where, with some
    /// probability, it does not happen.
    pub fn mean(&self) -> Option<f64> {
        let seconds = |span: &Span| span.as_secs_f64();
        Some(match self {
            Self::Never => return None,
            Self::Constant(span) => seconds(span),
            Self::Exponential { mean } | Self::Gamma { mean, .. } => seconds(mean),
            Self::LogNormal { median, sigma } => seconds(median) * libm::exp(sigma * sigma / 2.0),
            Self::Weibull { shape, scale } => seconds(scale) * libm::tgamma(1.0 + 1.0 / shape),
            Self::Pareto { shape, .. } if *shape <= 1.0 => return None,
            Self::Pareto { minimum, shape } => seconds(minimum) * shape / (shape - 1.0),
            Self::Uniform { from, to } => f64::midpoint(seconds(from), seconds(to)),
            Self::Triangular { from, mode, to } => (seconds(from) + seconds(mode) + seconds(to)) / 3.0,
            Self::Pert { from, mode, to } => {
                (seconds(from) + Self::PERT_WEIGHT * seconds(mode) + seconds(to)) / (Self::PERT_WEIGHT + 2.0)
            }
            Self::Empirical(spans) => spans.iter().map(seconds).sum::<f64>() / spans.len() as f64,
            Self::Mixture { probability, then, otherwise } => {
                part(*probability, then)? + part(probability.complement(), otherwise)?
            }
        })
    }

    /// No draw is shorter; `None` where no draw ever comes to pass.
    pub fn least(&self) -> Option<Span> {
        Some(match self {
            Self::Never => return None,
            Self::Constant(span) => *span,
            Self::Pareto { minimum, .. } => *minimum,
            Self::Uniform { from, .. } | Self::Triangular { from, .. } | Self::Pert { from, .. } => *from,
            Self::Empirical(spans) => spans.first().copied()?,
            Self::LogNormal { median, sigma: 0.0 } => *median,
            Self::Exponential { .. } | Self::LogNormal { .. } | Self::Gamma { .. } | Self::Weibull { .. } => {
                Span::ZERO
            }
            Self::Mixture { probability, then, otherwise } => {
                let then = if probability.get() > 0.0 { then.least() } else { None };
                let otherwise = if probability.get() < 1.0 { otherwise.least() } else { None };
                return then.into_iter().chain(otherwise).min();
            }
        })
    }

    /// No draw is longer; `None` where there is no such bound, or where a draw may never come to pass.
    pub fn most(&self) -> Option<Span> {
        Some(match self {
            Self::Constant(span) => *span,
            Self::Uniform { to, .. } | Self::Triangular { to, .. } | Self::Pert { to, .. } => *to,
            Self::Empirical(spans) => spans.last().copied()?,
            Self::LogNormal { median, sigma: 0.0 } => *median,
            Self::Mixture { probability, then, otherwise } => match probability.get() {
                0.0 => otherwise.most()?,
                1.0 => then.most()?,
                _ => then.most()?.max(otherwise.most()?),
            },
            Self::Never
            | Self::Exponential { .. }
            | Self::LogNormal { .. }
            | Self::Gamma { .. }
            | Self::Weibull { .. }
            | Self::Pareto { .. } => return None,
        })
    }
}

/// What a part of a mixture adds to the mean in seconds: nothing where it never comes up.
fn part(probability: Probability, distribution: &Distribution) -> Option<f64> {
    let p = probability.get();
    if p == 0.0 { Some(0.0) } else { distribution.mean().map(|mean| p * mean) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_hold_every_draw_and_the_mean() {
        let (hour, day) = (Span::HOUR, Span::DAY);
        let mix = |p: f64, then: Distribution, otherwise: Distribution| Distribution::Mixture {
            probability: Probability::literal(p),
            then: Box::new(then),
            otherwise: Box::new(otherwise),
        };
        let between = |least: Span, most: Span, of: &Distribution| {
            assert_eq!((of.least(), of.most()), (Some(least), Some(most)), "{of:?}");
            let mean = of.mean().unwrap_or(f64::NAN);
            assert!((least.as_secs_f64()..=most.as_secs_f64()).contains(&mean), "{of:?}");
        };
        between(hour, hour, &Distribution::Constant(hour));
        between(hour, day, &Distribution::Uniform { from: hour, to: day });
        between(hour, day, &Distribution::Pert { from: hour, mode: hour, to: day });
        between(hour, day, &Distribution::Empirical(vec![hour, day]));
        between(hour, day, &mix(0.5, Distribution::Constant(day), Distribution::Constant(hour)));
        between(day, day, &mix(1.0, Distribution::Constant(day), Distribution::Never));
        assert_eq!(mix(0.5, Distribution::Constant(day), Distribution::Never).least(), Some(day));
        assert_eq!(mix(0.5, Distribution::Constant(day), Distribution::Never).most(), None);
        assert_eq!(Distribution::Never.least(), None);
        assert_eq!(Distribution::Pareto { minimum: hour, shape: 2.0 }.least(), Some(hour));
        assert_eq!(Distribution::Exponential { mean: day }.least(), Some(Span::ZERO));
    }
}
