//! Factors and their values, as text for a setting and, where there is one, as a number for a model.

use std::sync::Arc;

use super::document as written;
use crate::engine::variate;
use crate::units::{Distribution, Rate, Span};

/// A factor of a study.
#[derive(Clone, Debug)]
pub struct Factor {
    /// Stable id.
    pub id: Arc<str>,
    /// Name for people.
    pub label: Arc<str>,
    /// The paths that it sets.
    pub sets: Vec<Arc<str>>,
    pub(super) levels: Levels,
}

/// The values that a factor takes.
#[derive(Clone, Debug)]
pub(super) enum Levels {
    Values(Vec<Value>),
    Range { from: f64, to: f64, steps: usize, log: bool, unit: Arc<str> },
    Drawn { from: Distribution, steps: usize },
}

/// A value of a factor.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// As a setting has it.
    pub text: Arc<str>,
    /// As a number: durations in seconds, rates by the hour; none for what is neither.
    pub number: Option<f64>,
}

impl Value {
    /// What stands in a text.
    pub fn of(text: &str) -> Self {
        let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
        let span = || text.parse::<Span>().ok().map(Span::as_secs_f64);
        let rate = || text.parse::<Rate>().ok().map(Rate::per_hour);
        Self { text: text.into(), number: number.or_else(span).or_else(rate) }
    }

    fn number(number: f64, unit: &str) -> Self {
        let number = rounded(number);
        match format!("1{unit}").parse::<Span>() {
            Ok(one) if !unit.is_empty() => Self::span(one.scaled(number)),
            _ => Self::of(&format!("{number}{unit}")),
        }
    }

    fn span(span: Span) -> Self {
        Self { text: span.to_string().into(), number: Some(span.as_secs_f64()) }
    }
}

/// To ten digits, so that 0.1 + 0.2 reads 0.3; it is the same number on every platform.
fn rounded(number: f64) -> f64 {
    format!("{number:.9e}").parse().unwrap_or(number)
}

impl Factor {
    pub(super) fn of(row: &written::Factor) -> Self {
        let id: Arc<str> = row.id.as_str().into();
        let levels = match &row.levels {
            written::Levels::Values(values) => {
                Levels::Values(values.iter().map(|level| Value::of(&level.0)).collect())
            }
            written::Levels::Range { from, to, steps, log, unit } => Levels::Range {
                from: **from,
                to: **to,
                steps: steps.get() as usize,
                log: *log,
                unit: unit.as_deref().unwrap_or("").into(),
            },
            written::Levels::Drawn { from, steps } => {
                Levels::Drawn { from: Distribution::clone(from), steps: steps.get() as usize }
            }
        };
        Self {
            label: row.label.as_ref().map_or_else(|| id.clone(), |label| label.as_str().into()),
            sets: row.sets.iter().map(|path| path.as_str().into()).collect(),
            id,
            levels,
        }
    }

    /// How many levels it has.
    pub fn levels(&self) -> usize {
        match &self.levels {
            Levels::Values(values) => values.len(),
            Levels::Range { steps, .. } | Levels::Drawn { steps, .. } => *steps,
        }
    }

    /// The value of a level, from 0.
    pub(super) fn level(&self, place: usize) -> Value {
        match &self.levels {
            Levels::Values(values) => values.get(place).cloned().unwrap_or_else(|| Value::of("")),
            Levels::Range { steps, .. } => {
                let last = steps.saturating_sub(1).max(1);
                self.at(place as f64 / last as f64)
            }
            // a distribution may have no end
            Levels::Drawn { steps, .. } => self.at((place as f64 + 0.5) / *steps as f64),
        }
    }

    /// The value at a place of its range, from 0 to 1.
    pub(super) fn at(&self, unit: f64) -> Value {
        match &self.levels {
            Levels::Values(values) => {
                // the last level has the end of the range too
                let place = ((unit * values.len() as f64) as usize).min(values.len().saturating_sub(1));
                self.level(place)
            }
            Levels::Range { from, to, log: false, unit: name, .. } => {
                Value::number(from + (to - from) * unit, name)
            }
            Levels::Range { from, to, log: true, unit: name, .. } => {
                Value::number(from * libm::pow(to / from, unit), name)
            }
            Levels::Drawn { from, .. } => {
                variate::span_at(from, unit).map_or_else(|| Value::of("Never"), Value::span)
            }
        }
    }
}
