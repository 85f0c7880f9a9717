//! Runs replicates in parallel, each with all its arms, and keeps them in order.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::arm::Arm;
use crate::metrics::recorder::{RunLabel, RunRecord, record_run};
use crate::scenario::model::{Scenario, StrategyId};
use crate::sim::{Outcome, SimulationError, Simulator};

/// What is run.
#[derive(Clone, Debug)]
pub struct Design {
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// Seed of all luck.
    pub seed: u64,
    /// Paired replicates.
    pub replications: u32,
    /// The strategies that are compared with not sharing.
    pub strategies: Vec<StrategyId>,
    /// Threads; all cores where none is given.
    pub jobs: Option<usize>,
}

/// One replicate: a run for each arm, the arm without sharing first, the reference arm beside them.
#[derive(Clone, Debug, PartialEq)]
pub struct Replicate {
    /// Without sharing, then each strategy in the order of the design.
    pub arms: Vec<RunRecord>,
    /// Ideal sharing.
    pub ideal: RunRecord,
}

/// What an experiment came to.
#[derive(Clone, Debug)]
pub struct Results {
    /// The arms, without sharing first.
    pub arms: Vec<Arm>,
    /// The replicates in order.
    pub replicates: Vec<Replicate>,
}

/// Why an experiment did not finish.
#[derive(Debug, thiserror::Error)]
pub enum ExperimentError {
    /// The program contradicts itself.
    #[error(transparent)]
    Simulation(#[from] SimulationError),
    /// Someone asked it to stop.
    #[error("interrupted")]
    Interrupted,
    /// The threads could not be had.
    #[error("the threads could not be started: {0}; try fewer with --jobs")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// Runs an experiment. `progress` is called after each replicate; `stop` ends it early.
///
/// The results are the same for any number of threads: every replicate has luck of its own, and replicates are
/// kept in order.
///
/// # Errors
/// [`ExperimentError`] where it was stopped, or the program contradicts itself.
pub fn run(
    design: &Design,
    stop: &AtomicBool,
    progress: impl Fn() + Sync,
) -> Result<Results, ExperimentError> {
    let mut arms = vec![Arm::none()];
    arms.extend(design.strategies.iter().map(|id| Arm::strategy(&design.scenario, *id)));
    let ideal = Arm::ideal(&design.scenario);
    let simulator = Simulator::new(design.scenario.clone());
    let threads = rayon::ThreadPoolBuilder::new().num_threads(design.jobs.unwrap_or(0)).build()?;
    let replicates: Result<Vec<Replicate>, ExperimentError> = threads.install(|| {
        (0..design.replications)
            .into_par_iter()
            .map(|replication| {
                if stop.load(Ordering::Relaxed) {
                    return Err(ExperimentError::Interrupted);
                }
                let record = |arm| record(&simulator, &design.scenario, design.seed, replication, arm);
                let replicate = Replicate {
                    arms: arms.iter().map(record).collect::<Result<_, _>>()?,
                    ideal: record(&ideal)?,
                };
                progress();
                Ok(replicate)
            })
            .collect()
    });
    Ok(Results { arms, replicates: replicates? })
}

pub(super) fn record(
    simulator: &Simulator,
    scenario: &Scenario,
    seed: u64,
    replication: u32,
    arm: &Arm,
) -> Result<RunRecord, SimulationError> {
    record_with(simulator, scenario, seed, replication, arm).map(|(_, record)| record)
}

/// The rows of a run, and the run.
pub(super) fn record_with(
    simulator: &Simulator,
    scenario: &Scenario,
    seed: u64,
    replication: u32,
    arm: &Arm,
) -> Result<(Outcome, RunRecord), SimulationError> {
    let outcome = simulator.run(seed, u64::from(replication), arm.arrangement.clone())?;
    let label = RunLabel { scenario: scenario.name.id.clone(), seed, replication, strategy: arm.id.clone() };
    let record = record_run(scenario, &arm.arrangement.policies, &label, &outcome);
    Ok((outcome, record))
}

/// Plays one arm of one replicate, for whoever wants to look at its facts.
///
/// # Errors
/// [`SimulationError`] where the program contradicts itself.
pub fn run_one(
    scenario: &Arc<Scenario>,
    seed: u64,
    replication: u32,
    arm: &Arm,
) -> Result<Outcome, SimulationError> {
    Simulator::new(scenario.clone()).run(seed, u64::from(replication), arm.arrangement.clone())
}
