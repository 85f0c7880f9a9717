//! Runs that are played when somebody asks for them, and kept: of each arm the replicates from the first on, without holes.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::arm::Arm;
use super::runner::{Design, ExperimentError, record};
use crate::metrics::Metric;
use crate::metrics::definition::metric;
use crate::scenario::model::{StrategyId, TeamId};
use crate::sim::Simulator;

/// What has been played of a scenario so far. `None` is the arm without sharing.
pub struct Pool<'a> {
    design: &'a Design,
    stop: &'a AtomicBool,
    threads: rayon::ThreadPool,
    simulator: Simulator,
    /// The metrics that are looked at, each of a team or of all together.
    wanted: Vec<(&'static Metric, Option<TeamId>)>,
    /// Their values, by arm and replicate.
    arms: BTreeMap<Option<StrategyId>, Vec<Vec<Option<f64>>>>,
}

impl<'a> Pool<'a> {
    /// Nothing is played yet. `stop` ends playing early.
    ///
    /// # Errors
    /// [`ExperimentError::Threads`] where threads cannot be had.
    pub fn new(design: &'a Design, stop: &'a AtomicBool) -> Result<Self, ExperimentError> {
        let threads = rayon::ThreadPoolBuilder::new().num_threads(design.jobs.unwrap_or(0)).build()?;
        let simulator = Simulator::new(design.scenario.clone());
        let wanted = design.scenario.expectations.iter();
        let wanted = wanted.filter_map(|one| Some((metric(&one.metric)?, one.team))).collect();
        Ok(Self { design, stop, threads, simulator, wanted, arms: BTreeMap::new() })
    }

    /// What is run.
    pub fn design(&self) -> &'a Design {
        self.design
    }

    /// Sees to it that these arms have at least so many replicates.
    ///
    /// # Errors
    /// [`ExperimentError`] where it was stopped, or the program contradicts itself.
    pub fn play(&mut self, arms: &[Option<StrategyId>], replicates: u32) -> Result<(), ExperimentError> {
        let scenario = &self.design.scenario;
        let mut plays = Vec::new();
        for id in arms {
            let played = self.arms.entry(*id).or_default().len();
            let arm = id.map_or_else(Arm::none, |id| Arm::strategy(scenario, id));
            let missing = u32::try_from(played).unwrap_or(u32::MAX)..replicates;
            plays.extend(missing.map(|replicate| (*id, arm.clone(), replicate)));
        }
        let (simulator, stop, seed, wanted) = (&self.simulator, self.stop, self.design.seed, &self.wanted);
        let values: Result<Vec<(_, Vec<_>)>, ExperimentError> = self.threads.install(|| {
            let played = plays.par_iter().map(|(id, arm, replicate)| {
                if stop.load(Ordering::Relaxed) {
                    return Err(ExperimentError::Interrupted);
                }
                let rows = record(simulator, scenario, seed, *replicate, arm)?.teams;
                let values = wanted.iter().map(|(metric, team)| match team {
                    Some(team) => rows.get(team.index()).and_then(|row| metric.of_team(row)),
                    None => metric.of_all(&rows),
                });
                Ok((*id, values.collect()))
            });
            played.collect()
        });
        for (id, values) in values? {
            self.arms.entry(id).or_default().push(values);
        }
        Ok(())
    }

    /// The values of a metric in the first replicates of an arm, as many of them as were played.
    pub(super) fn values(
        &self,
        arm: Option<StrategyId>,
        team: Option<TeamId>,
        metric: &Metric,
        replicates: u32,
    ) -> Vec<Option<f64>> {
        let is_it = |(one, of): &(&'static Metric, Option<TeamId>)| one.name == metric.name && *of == team;
        let played = self.arms.get(&arm).map_or(&[][..], Vec::as_slice);
        match self.wanted.iter().position(is_it) {
            Some(place) => played.iter().take(replicates as usize).map(|values| values[place]).collect(),
            None => Vec::new(),
        }
    }
}
