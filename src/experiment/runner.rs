//! Runs replicates in parallel, each with all its arms, and hands them on in order.

use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::arm::Arm;
use super::survival::Intrusions;
use super::unshared::Unshared;
use super::values::Values;
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

/// Replicates that are played before the first of them is handed on, for each thread: enough that no thread waits long
/// for the others at the end of them, few enough that their rows are no burden.
const WINDOW: usize = 16;

/// What an experiment came to.
#[derive(Debug)]
pub struct Results {
    /// The arms, without sharing first.
    pub arms: Vec<Arm>,
    /// What statistics are made from.
    pub values: Values,
    /// What happened without sharing, in sum.
    pub unshared: Unshared,
    /// How long intrusions stayed undetected.
    pub intrusions: Intrusions,
    /// All rows of the replicates in order, where they were kept: [`run`] keeps them, [`stream`] hands them on.
    pub replicates: Vec<Replicate>,
}

/// Why an experiment did not finish.
#[derive(Debug, thiserror::Error)]
pub enum ExperimentError {
    /// The program contradicts itself.
    #[error(transparent)]
    Simulation(#[from] SimulationError),
    /// Values could not be put aside.
    #[error("values could not be put aside in a temporary file ({0}); see that there is room for it")]
    Aside(#[from] io::Error),
    /// Someone asked it to stop.
    #[error("interrupted")]
    Interrupted,
    /// The threads could not be had.
    #[error("the threads could not be started: {0}; try fewer with --jobs")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// Runs an experiment and keeps all rows of all replicates. `progress` is called after each replicate; `stop` ends it
/// early.
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
    let mut replicates = Vec::new();
    let kept = |replicate: Replicate| {
        replicates.push(replicate);
        progress();
        Ok::<(), ExperimentError>(())
    };
    let results = stream(design, stop, |replicate| replicate, kept)?;
    Ok(Results { replicates, ..results })
}

/// Runs an experiment whose rows are handed on. Each replicate goes through `digest`, on the thread that played it, as
/// soon as it was played; what that makes of it goes to `take`, replicate by replicate in order. No more are held than
/// a few for each thread, however many there are.
///
/// # Errors
/// What `take` says; an [`ExperimentError`] where it was stopped, or the program contradicts itself.
pub fn stream<T: Send, E: From<ExperimentError> + Send>(
    design: &Design,
    stop: &AtomicBool,
    digest: impl Fn(Replicate) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), E> + Send,
) -> Result<Results, E> {
    let mut arms = vec![Arm::none()];
    arms.extend(design.strategies.iter().map(|id| Arm::strategy(&design.scenario, *id)));
    let ideal = Arm::ideal(&design.scenario);
    let simulator = Simulator::new(design.scenario.clone());
    let threads = rayon::ThreadPoolBuilder::new().num_threads(design.jobs.unwrap_or(0)).build();
    let threads = threads.map_err(ExperimentError::Threads)?;
    let play = |replication: u32| -> Result<Digested<T>, ExperimentError> {
        if stop.load(Ordering::Relaxed) {
            return Err(ExperimentError::Interrupted);
        }
        let record = |arm| record(&simulator, &design.scenario, design.seed, replication, arm);
        let replicate =
            Replicate { arms: arms.iter().map(record).collect::<Result<_, _>>()?, ideal: record(&ideal)? };
        let values = Values::of_replicate(&replicate);
        let unshared = Unshared::of(&replicate.arms[0].run);
        let intrusions = Intrusions::of(&design.scenario, &replicate);
        Ok(Digested { values, unshared, intrusions, rest: digest(replicate) })
    };
    let mut values = Values::new(arms.len(), design.scenario.teams.len());
    let mut unshared = Unshared::default();
    let mut intrusions = Intrusions::default();
    let mut hand_on = |played: Vec<Result<Digested<T>, ExperimentError>>| -> Result<(), E> {
        for digested in played {
            let digested = digested?;
            values.add(&digested.values).map_err(ExperimentError::Aside)?;
            unshared.add(&digested.unshared);
            intrusions.add(digested.intrusions);
            take(digested.rest)?;
        }
        Ok(())
    };
    threads.install(|| {
        let window = u32::try_from(WINDOW * rayon::current_num_threads()).unwrap_or(u32::MAX);
        let window = |from: u32| from..from.saturating_add(window).min(design.replications);
        let play = |of| Range::into_par_iter(of).map(play).collect::<Vec<_>>();
        let mut played = play(window(0));
        let mut from = window(0).end;
        // What was played is handed on while more is played.
        while from < design.replications {
            let next = window(from);
            from = next.end;
            let (more, handed) = rayon::join(|| play(next), || hand_on(std::mem::take(&mut played)));
            handed?;
            played = more;
        }
        hand_on(played)
    })?;
    Ok(Results { arms, values, unshared, intrusions, replicates: Vec::new() })
}

/// A replicate, as it goes from the thread that played it to whoever wants it.
struct Digested<T> {
    values: Vec<f64>,
    unshared: Unshared,
    intrusions: Intrusions,
    rest: T,
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

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;
    use crate::scenario::load_text;

    /// Something that is counted as long as it is there.
    struct Held<'a>(&'a AtomicUsize, u32);

    impl Drop for Held<'_> {
        fn drop(&mut self) {
            self.0.fetch_sub(1, Ordering::SeqCst);
        }
    }

    fn design(replications: u32, jobs: usize) -> Design {
        let loaded = load_text("race.ron", include_str!("../../tests/exact/race.ron"), &[]);
        let scenario = Arc::new(loaded.scenario.unwrap());
        Design { scenario, seed: 1, replications, strategies: Vec::new(), jobs: Some(jobs) }
    }

    /// The most replicates that were held at once, and the numbers of all in the order in which they were handed on.
    fn most_held(replications: u32, jobs: usize) -> (usize, Vec<u32>) {
        let (held, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let mut order = Vec::new();
        let digest = |replicate: Replicate| {
            most.fetch_max(held.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            Held(&held, replicate.arms[0].run.replication)
        };
        let take = |one: Held| {
            order.push(one.1);
            Ok::<(), ExperimentError>(())
        };
        stream(&design(replications, jobs), &AtomicBool::new(false), digest, take).unwrap();
        assert_eq!(held.into_inner(), 0, "nothing is kept");
        (most.into_inner(), order)
    }

    #[test]
    fn no_more_replicates_are_held_than_two_windows_however_many_there_are() {
        for jobs in [1, 2] {
            for replications in [100, 10_000] {
                let (most, order) = most_held(replications, jobs);
                assert!(most <= 2 * WINDOW * jobs, "{replications} on {jobs} threads: {most} at once");
                assert_eq!(order, (0..replications).collect::<Vec<_>>(), "in order");
            }
        }
    }

    #[test]
    fn what_is_handed_on_is_what_would_be_kept() {
        let stop = AtomicBool::new(false);
        let kept = run(&design(100, 2), &stop, || ()).unwrap();
        let mut handed = Vec::new();
        let take = |replicate| {
            handed.push(replicate);
            Ok::<(), ExperimentError>(())
        };
        let streamed = stream(&design(100, 1), &stop, |replicate| replicate, take).unwrap();
        assert_eq!(handed, kept.replicates);
        assert_eq!(streamed.unshared, kept.unshared);
        assert!(streamed.replicates.is_empty() && streamed.values.replicates() == 100);
    }

    #[test]
    fn an_error_of_whoever_takes_ends_it() {
        let take = |number: u32| if number < 40 { Ok(()) } else { Err(ExperimentError::Interrupted) };
        let ended =
            stream(&design(1_000, 2), &AtomicBool::new(false), |one| one.arms[0].run.replication, take);
        assert!(matches!(ended, Err(ExperimentError::Interrupted)));
    }
}
