//! Units of work: a stretch of replicates of a cell, with all arms.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::load::Study;
use crate::experiment::runner::{self, ExperimentError};
use crate::experiment::{ALL_TEAMS, Arm, IDEAL, Played, Replicate, Values};
use crate::metrics::{METRICS, Metric};
use crate::sim::Simulator;
use crate::stats::sequential::{Series, StopReason, StoppingRule};

/// Replicates of a unit, the last of a cell apart.
pub const BLOCK: u32 = 25;

/// When a cell needs no more replicates.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The metric whose change must be known.
    pub metric: &'static Metric,
    /// How well.
    pub(super) rule: StoppingRule,
}

/// A stretch of replicates of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unit {
    /// The cell, by its place in [`Study::cells`].
    pub cell: usize,
    /// The first replicate.
    pub from: u32,
    /// The first that is not of it.
    pub to: u32,
}

/// One of several runners that divide a study among themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which, from 0.
    place: usize,
    of: usize,
}

/// A text is no shard.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no shard: write which of how many, such as 3/8 (the first is 1/8)")]
pub struct ShardError(String);

impl Shard {
    /// The only one.
    pub const WHOLE: Self = Self { place: 0, of: 1 };

    /// Whether it does the `number`th piece of work.
    pub fn does(self, number: usize) -> bool {
        number % self.of == self.place
    }
}

impl FromStr for Shard {
    type Err = ShardError;

    fn from_str(text: &str) -> Result<Self, ShardError> {
        let parsed = text.split_once('/').and_then(|(place, of)| {
            let (place, of): (usize, usize) = (place.parse().ok()?, of.parse().ok()?);
            (1..=of).contains(&place).then(|| Self { place: place - 1, of })
        });
        parsed.ok_or_else(|| ShardError(text.to_owned()))
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.place + 1, self.of)
    }
}

/// The parts of `wanted` replicates that are not among the stretches that are there, cut at the borders of blocks.
pub fn missing(cell: usize, wanted: u32, there: &[(u32, u32)]) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut from = 0;
    while from < wanted {
        match there.iter().filter(|(start, end)| *start <= from && from < *end).map(|(_, end)| *end).max() {
            Some(end) => from = end,
            None => {
                let border = (from / BLOCK + 1) * BLOCK;
                let next = there.iter().map(|(start, _)| *start).filter(|start| *start > from).min();
                let to = border.min(wanted).min(next.unwrap_or(u32::MAX));
                units.push(Unit { cell, from, to });
                from = to;
            }
        }
    }
    units
}

/// The values of one arm of one replicate, of one team or of all together.
#[derive(Clone, Debug, PartialEq)]
pub struct Play {
    /// Number of the replicate, from 0.
    pub replication: u32,
    /// The arm, by id; `ideal` for ideal sharing.
    pub strategy: Arc<str>,
    /// Team id, or `all`.
    pub team: Arc<str>,
    /// A value for every metric.
    pub values: Vec<Option<f64>>,
}

/// Plays a unit: arms in the order of the study and ideal sharing at last, all teams together before each of them.
///
/// # Errors
/// [`ExperimentError`] where it was stopped, or the program contradicts itself.
pub fn play(
    study: &Study,
    design: &runner::Design,
    unit: Unit,
    stop: &AtomicBool,
) -> Result<Vec<Play>, ExperimentError> {
    let mut arms = vec![Arm::none()];
    arms.extend(design.strategies.iter().map(|id| Arm::strategy(&design.scenario, *id)));
    let ideal = Arm::ideal(&design.scenario);
    let simulator = Simulator::new(design.scenario.clone());
    let replicates: Result<Vec<Vec<Play>>, ExperimentError> = (unit.from..unit.to)
        .into_par_iter()
        .map(|replication| {
            if stop.load(Ordering::Relaxed) {
                return Err(ExperimentError::Interrupted);
            }
            let record = |arm| runner::record(&simulator, &design.scenario, design.seed, replication, arm);
            let replicate = Replicate {
                arms: arms.iter().map(record).collect::<Result<_, _>>()?,
                ideal: record(&ideal)?,
            };
            Ok(rows(study, replication, &Values::of_replicate(&replicate)))
        })
        .collect();
    Ok(replicates?.into_iter().flatten().collect())
}

fn rows(study: &Study, replication: u32, values: &[f64]) -> Vec<Play> {
    let mut rows = values.chunks(METRICS.len());
    let mut all = Vec::new();
    for strategy in study.arms.iter().cloned().chain([IDEAL.into()]) {
        for team in std::iter::once(ALL_TEAMS.into()).chain(study.teams.iter().cloned()) {
            let values = rows.next().unwrap_or_default();
            let values = values.iter().map(|value| Some(*value).filter(|value| value.is_finite())).collect();
            all.push(Play { replication, strategy: strategy.clone(), team, values });
        }
    }
    all
}

impl Study {
    /// Rows of a replicate.
    pub fn width(&self) -> usize {
        (self.arms.len() + 1) * (self.teams.len() + 1)
    }

    /// How many replicates a cell needs by what is known of its first ones, and why; none where more must be played before
    /// that can be said.
    ///
    /// # Errors
    /// What the operating system says where values were put aside.
    pub fn enough(&self, values: &Values) -> Result<Option<(u32, Option<StopReason>)>, ExperimentError> {
        let there = u32::try_from(values.replicates()).unwrap_or(u32::MAX);
        let Some(rule) = &self.rule else {
            return Ok((there >= self.replications).then_some((self.replications, None)));
        };
        let of = |played| -> Result<Vec<f64>, ExperimentError> {
            let all = values.of(played, None, rule.metric)?;
            Ok(all.into_iter().map(|value| value.unwrap_or(0.0)).collect())
        };
        let baseline = of(Played::Arm(0))?;
        let mut differences = Vec::new();
        for arm in 1..self.arms.len() {
            let with = of(Played::Arm(arm))?;
            differences
                .push(with.iter().zip(&baseline).map(|(with, without)| with - without).collect::<Vec<f64>>());
        }
        let series: Vec<Series<'_>> =
            differences.iter().map(|values| Series { values, baseline: &baseline }).collect();
        let rule = StoppingRule { most: self.replications as usize, ..rule.rule };
        let stop = if series.is_empty() {
            (there >= self.replications).then_some((self.replications, None))
        } else {
            rule.stop(&series).map(|stop| (u32::try_from(stop.n).unwrap_or(u32::MAX), Some(stop.reason)))
        };
        Ok(stop)
    }

    /// How many replicates of a cell must be there for the next decision, where so many are there now.
    pub fn next_look(&self, there: u32) -> u32 {
        match &self.rule {
            None => self.replications,
            Some(rule) => {
                let rule = StoppingRule { most: self.replications as usize, ..rule.rule };
                u32::try_from(rule.look_after(there as usize)).unwrap_or(self.replications)
            }
        }
    }
}
