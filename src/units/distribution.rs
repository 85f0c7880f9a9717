//! How long something takes when it does not always take the same: distributions of spans, as data.
//!
//! Sampling is by inverse transform and lives in `engine::variate`; here are the shapes, their parameters and
//! the checks that every parameter passes once, at the border.

mod moments;

use super::{Probability, Span};

/// A checked distribution of spans of time. Build it through the constructors: they refuse what has no
/// meaning.
#[derive(Clone, Debug, PartialEq)]
pub enum Distribution {
    /// It does not happen.
    Never,
    /// Always the same.
    Constant(Span),
    /// Memoryless with this mean.
    Exponential {
        /// Mean, above zero.
        mean: Span,
    },
    /// The logarithm is normal.
    LogNormal {
        /// Median, above zero.
        median: Span,
        /// Standard deviation of the logarithm, `0..=10`.
        sigma: f64,
    },
    /// Gamma, and Erlang where the shape is whole.
    Gamma {
        /// Shape, `0.01..=1000`.
        shape: f64,
        /// Mean, above zero.
        mean: Span,
    },
    /// Weibull.
    Weibull {
        /// Shape, `0.05..=100`.
        shape: f64,
        /// Scale (the 63.2 % quantile), above zero.
        scale: Span,
    },
    /// Pareto of type I: never below the minimum, heavy above it.
    Pareto {
        /// Minimum, above zero.
        minimum: Span,
        /// Tail index, `0.05..=100`; the mean is infinite up to 1.
        shape: f64,
    },
    /// Every span between the two is as likely.
    Uniform {
        /// Shortest.
        from: Span,
        /// Longest, not below `from`.
        to: Span,
    },
    /// Rises to the mode, falls to the maximum.
    Triangular {
        /// Shortest.
        from: Span,
        /// Most likely, between the two.
        mode: Span,
        /// Longest, above `from`.
        to: Span,
    },
    /// The beta distribution of project planning with weight 4 on the mode.
    Pert {
        /// Shortest.
        from: Span,
        /// Most likely, between the two.
        mode: Span,
        /// Longest, above `from`.
        to: Span,
    },
    /// One of these, each as likely; kept in order.
    Empirical(Vec<Span>),
    /// With the probability the first, else the second.
    Mixture {
        /// Chance of `then`.
        probability: Probability,
        /// What it is with that chance.
        then: Box<Distribution>,
        /// What it is otherwise.
        otherwise: Box<Distribution>,
    },
}

/// A parameter that gives a distribution no meaning.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum DistributionError {
    /// A mean, median, scale or minimum of zero.
    #[error("the {0} is 0s: it must be longer, such as \"1h\"")]
    ZeroSpan(&'static str),
    /// A shape outside its range.
    #[error("the {name} is {value}: it must lie between {low} and {high}")]
    Range {
        /// The parameter.
        name: &'static str,
        /// As written.
        value: f64,
        /// Smallest allowed.
        low: f64,
        /// Largest allowed.
        high: f64,
    },
    /// Bounds in the wrong order.
    #[error("{0} is longer than {1}: exchange the two, or correct one of them")]
    Order(&'static str, &'static str),
    /// Bounds with nothing between them.
    #[error("`to` equals `from`: write the duration alone, such as \"4h\"")]
    Same,
    /// An empirical distribution of nothing.
    #[error(
        "an empirical distribution has no duration: write at least one, such as `Empirical([\"1h\", \"3h\"])`"
    )]
    Empty,
}

fn positive(name: &'static str, span: Span) -> Result<Span, DistributionError> {
    if span == Span::ZERO { Err(DistributionError::ZeroSpan(name)) } else { Ok(span) }
}

fn within(name: &'static str, value: f64, low: f64, high: f64) -> Result<f64, DistributionError> {
    if (low..=high).contains(&value) {
        Ok(value)
    } else {
        Err(DistributionError::Range { name, value, low, high })
    }
}

fn ordered(from: Span, mode: Span, to: Span) -> Result<(), DistributionError> {
    if mode < from {
        Err(DistributionError::Order("`from`", "`mode`"))
    } else if to < mode {
        Err(DistributionError::Order("`mode`", "`to`"))
    } else if to == from {
        Err(DistributionError::Same)
    } else {
        Ok(())
    }
}

impl Distribution {
    /// No time at all.
    pub const INSTANT: Self = Self::Constant(Span::ZERO);

    /// Memoryless with this mean.
    ///
    /// # Errors
    /// A mean of zero.
    pub fn exponential(mean: Span) -> Result<Self, DistributionError> {
        Ok(Self::Exponential { mean: positive("mean", mean)? })
    }

    /// Lognormal by its median and the standard deviation of its logarithm.
    ///
    /// # Errors
    /// A median of zero, a sigma outside `0..=10`.
    pub fn log_normal(median: Span, sigma: f64) -> Result<Self, DistributionError> {
        Ok(Self::LogNormal { median: positive("median", median)?, sigma: within("sigma", sigma, 0.0, 10.0)? })
    }

    /// Lognormal by its mean and standard deviation: `σ² = ln(1 + (sd/mean)²)`, `median = mean·e^(−σ²/2)`.
    ///
    /// # Errors
    /// A mean of zero, a standard deviation of more than a thousand means.
    pub fn log_normal_by_mean(mean: Span, sd: Span) -> Result<Self, DistributionError> {
        let cv = sd.as_secs_f64() / positive("mean", mean)?.as_secs_f64();
        let variance = libm::log1p(within("ratio of sd to mean", cv, 0.0, 1_000.0)? * cv);
        let median = Span::from_secs_f64(mean.as_secs_f64() * libm::exp(-variance / 2.0));
        Self::log_normal(median, variance.sqrt())
    }

    /// Gamma by shape and mean.
    ///
    /// # Errors
    /// A mean of zero, a shape outside `0.01..=1000`.
    pub fn gamma(shape: f64, mean: Span) -> Result<Self, DistributionError> {
        Ok(Self::Gamma { shape: within("shape", shape, 0.01, 1_000.0)?, mean: positive("mean", mean)? })
    }

    /// Weibull by shape and scale.
    ///
    /// # Errors
    /// A scale of zero, a shape outside `0.05..=100`.
    pub fn weibull(shape: f64, scale: Span) -> Result<Self, DistributionError> {
        Ok(Self::Weibull { shape: within("shape", shape, 0.05, 100.0)?, scale: positive("scale", scale)? })
    }

    /// Pareto of type I by minimum and tail index.
    ///
    /// # Errors
    /// A minimum of zero, a shape outside `0.05..=100`.
    pub fn pareto(minimum: Span, shape: f64) -> Result<Self, DistributionError> {
        Ok(Self::Pareto {
            minimum: positive("minimum", minimum)?,
            shape: within("shape", shape, 0.05, 100.0)?,
        })
    }

    /// Uniform between two spans.
    ///
    /// # Errors
    /// Bounds in the wrong order.
    pub fn uniform(from: Span, to: Span) -> Result<Self, DistributionError> {
        if to < from {
            Err(DistributionError::Order("`from`", "`to`"))
        } else {
            Ok(Self::Uniform { from, to })
        }
    }

    /// Triangular between two spans with a mode.
    ///
    /// # Errors
    /// Bounds in the wrong order, or all equal.
    pub fn triangular(from: Span, mode: Span, to: Span) -> Result<Self, DistributionError> {
        ordered(from, mode, to)?;
        Ok(Self::Triangular { from, mode, to })
    }

    /// PERT between two spans with a mode.
    ///
    /// # Errors
    /// Bounds in the wrong order, or all equal.
    pub fn pert(from: Span, mode: Span, to: Span) -> Result<Self, DistributionError> {
        ordered(from, mode, to)?;
        Ok(Self::Pert { from, mode, to })
    }

    /// One of the given spans, each as likely.
    ///
    /// # Errors
    /// No span at all.
    pub fn empirical(mut spans: Vec<Span>) -> Result<Self, DistributionError> {
        if spans.is_empty() {
            return Err(DistributionError::Empty);
        }
        spans.sort_unstable();
        Ok(Self::Empirical(spans))
    }

    /// Whether no draw from this can ever come to pass.
    pub fn is_never(&self) -> bool {
        match self {
            Self::Never => true,
            Self::Mixture { probability, then, otherwise } => {
                (probability.get() == 0.0 || then.is_never())
                    && (probability.get() == 1.0 || otherwise.is_never())
            }
            _ => false,
        }
    }

    /// Whether every draw is no time at all, so that whatever it measures costs nothing.
    pub fn is_instant(&self) -> bool {
        *self == Self::INSTANT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_without_meaning_are_refused() {
        let hour = Span::HOUR;
        assert!(Distribution::exponential(Span::ZERO).is_err());
        assert!(Distribution::log_normal(hour, f64::NAN).is_err());
        assert!(Distribution::gamma(0.0, hour).is_err());
        assert!(Distribution::uniform(hour, Span::ZERO).is_err());
        assert!(Distribution::triangular(hour, hour, hour).is_err());
        assert!(Distribution::pert(Span::ZERO, Span::DAY, hour).is_err());
        assert!(Distribution::empirical(Vec::new()).is_err());
    }

    #[test]
    fn a_mixture_of_nevers_never_comes() {
        let mix = |p: f64| Distribution::Mixture {
            probability: Probability::new(p).unwrap_or(Probability::NEVER),
            then: Box::new(Distribution::INSTANT),
            otherwise: Box::new(Distribution::Never),
        };
        assert!(mix(0.0).is_never());
        assert!(!mix(0.3).is_never());
    }
}
