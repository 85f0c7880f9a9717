//! How long something takes, as planners write it.

use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::syntax::{Node, NodeKind};
use crate::units::{self, DistributionError, Probability, Span};

use super::written::written;
use super::{Count, Decode, Decoder, Form, List, TypeDoc};

written! {
    /// How long something takes: a duration such as `"4h"` where it is always the same, else one of these.
    enum Distribution {
        /// It does not happen.
        Never,
        /// Memoryless: most are short, a few are long.
        Exp {
            /// Mean.
            mean: Span,
        },
        /// The logarithm is normal: what people's work mostly looks like. By `median` and `sigma`, or by `mean`
        /// and `sd`.
        LogNormal {
            /// Half of them are shorter.
            median: Option<Span>,
            /// Standard deviation of the natural logarithm, 0 to 10.
            sigma: Option<f64>,
            /// Mean.
            mean: Option<Span>,
            /// Standard deviation.
            sd: Option<Span>,
        },
        /// Gamma.
        Gamma {
            /// Shape, 0.01 to 1000; 1 is memoryless.
            shape: f64,
            /// Mean.
            mean: Span,
        },
        /// The sum of several memoryless stages.
        Erlang {
            /// How many, 1 to 1000.
            stages: Count,
            /// Mean of the whole.
            mean: Span,
        },
        /// Weibull.
        Weibull {
            /// Shape, 0.05 to 100; below 1, what has lasted long lasts longer still.
            shape: f64,
            /// The 63.2 % quantile.
            scale: Span,
        },
        /// Never below a minimum, and heavy above it.
        Pareto {
            /// Shortest.
            minimum: Span,
            /// Tail index, 0.05 to 100; the mean is infinite up to 1.
            shape: f64,
        },
        /// Every duration between the two is as likely.
        Uniform {
            /// Shortest.
            from: Span,
            /// Longest.
            to: Span,
        },
        /// Rises to the mode and falls to the longest, in straight lines.
        Triangular {
            /// Shortest.
            from: Span,
            /// Most likely.
            mode: Span,
            /// Longest.
            to: Span,
        },
        /// The estimate of three points of project planning: a smooth triangle.
        Pert {
            /// Shortest.
            from: Span,
            /// Most likely.
            mode: Span,
            /// Longest.
            to: Span,
        },
        /// One of these, each as likely.
        Empirical(List<Span>),
        /// With the probability the first, else the second.
        Mixture {
            /// Chance of `then`.
            probability: Probability,
            /// What it is with that chance.
            then: units::Distribution,
            /// What it is otherwise.
            otherwise: units::Distribution,
        },
    }
}

impl Decode for units::Distribution {
    fn decode(node: &Node, cx: &mut Decoder<'_>) -> Option<Self> {
        if matches!(node.kind, NodeKind::Text(_) | NodeKind::Number(_)) {
            return Span::decode(node, cx).map(Self::Constant);
        }
        if node.name().is_none() {
            let help = "write a duration such as \"4h\", or a distribution such as `Exp(mean: \"4h\")`";
            cx.expected_with::<Self>(node, help);
            return None;
        }
        let before = cx.errors();
        let form = Distribution::decode(node, cx)?;
        if cx.errors() > before {
            return None;
        }
        let Some(made) = make(form) else {
            let message = "`LogNormal` needs either `median` and `sigma`, or `mean` and `sd`";
            let help =
                "write `LogNormal(median: \"60min\", sigma: 0.8)` or `LogNormal(mean: \"2h\", sd: \"1h\")`";
            cx.report(Diagnostic::error(Code::BadDistribution, message).at(node.head(), "").help(help));
            return None;
        };
        made.map_err(|error| cx.wrong_value(Code::BadDistribution, node.place, &error)).ok()
    }

    fn form(&self) -> Form {
        written_again(self).map_or_else(|span| span.form(), |form| form.form())
    }

    fn describe() -> TypeDoc {
        TypeDoc { example: "\"4h\"".into(), ..Distribution::describe() }
    }
}

/// `None` for a lognormal whose parameters do not belong together.
fn make(form: Distribution) -> Option<Result<units::Distribution, DistributionError>> {
    Some(match form {
        Distribution::Never => Ok(units::Distribution::Never),
        Distribution::Exp { mean } => units::Distribution::exponential(mean),
        Distribution::LogNormal { median: Some(median), sigma: Some(sigma), mean: None, sd: None } => {
            units::Distribution::log_normal(median, sigma)
        }
        Distribution::LogNormal { median: None, sigma: None, mean: Some(mean), sd: Some(sd) } => {
            units::Distribution::log_normal_by_mean(mean, sd)
        }
        Distribution::LogNormal { .. } => return None,
        Distribution::Gamma { shape, mean } => units::Distribution::gamma(shape, mean),
        Distribution::Erlang { stages, mean } => units::Distribution::gamma(f64::from(stages.get()), mean),
        Distribution::Weibull { shape, scale } => units::Distribution::weibull(shape, scale),
        Distribution::Pareto { minimum, shape } => units::Distribution::pareto(minimum, shape),
        Distribution::Uniform { from, to } => units::Distribution::uniform(from, to),
        Distribution::Triangular { from, mode, to } => units::Distribution::triangular(from, mode, to),
        Distribution::Pert { from, mode, to } => units::Distribution::pert(from, mode, to),
        Distribution::Empirical(spans) => units::Distribution::empirical(spans.into_vec()),
        Distribution::Mixture { probability, then, otherwise } => Ok(units::Distribution::Mixture {
            probability,
            then: Box::new(then),
            otherwise: Box::new(otherwise),
        }),
    })
}

/// The form in which a distribution is written, or the one duration that it always is.
fn written_again(distribution: &units::Distribution) -> Result<Distribution, Span> {
    Ok(match distribution.clone() {
        units::Distribution::Never => Distribution::Never,
        units::Distribution::Constant(span) => return Err(span),
        units::Distribution::Exponential { mean } => Distribution::Exp { mean },
        units::Distribution::LogNormal { median, sigma } => {
            Distribution::LogNormal { median: Some(median), sigma: Some(sigma), mean: None, sd: None }
        }
        units::Distribution::Gamma { shape, mean } => Distribution::Gamma { shape, mean },
        units::Distribution::Weibull { shape, scale } => Distribution::Weibull { shape, scale },
        units::Distribution::Pareto { minimum, shape } => Distribution::Pareto { minimum, shape },
        units::Distribution::Uniform { from, to } => Distribution::Uniform { from, to },
        units::Distribution::Triangular { from, mode, to } => Distribution::Triangular { from, mode, to },
        units::Distribution::Pert { from, mode, to } => Distribution::Pert { from, mode, to },
        units::Distribution::Empirical(spans) => Distribution::Empirical(List::from(spans)),
        units::Distribution::Mixture { probability, then, otherwise } => {
            Distribution::Mixture { probability, then: *then, otherwise: *otherwise }
        }
    })
}
