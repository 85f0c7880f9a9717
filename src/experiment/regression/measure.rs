//! What a scenario comes to now.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::{ArmBaseline, ScenarioBaseline, TeamBaseline};
use crate::experiment::ALL_TEAMS;
use crate::experiment::arm::Arm;
use crate::experiment::runner::{Design, ExperimentError, record_with};
use crate::metrics::METRICS;
use crate::metrics::facets::{RunFacets, combine};
use crate::metrics::records::TeamRow;
use crate::scenario::transform;
use crate::sim::{BEHAVIOUR_VERSION, RANDOM_STREAMS, Simulator};

type Play = (RunFacets, Vec<TeamRow>);

/// Plays the arm without sharing and every strategy of the design, and keeps what is compared later. `stop` ends it early.
///
/// # Errors
/// [`ExperimentError`] where it was stopped, or the program contradicts itself.
pub fn measure(design: &Design, file: &str, stop: &AtomicBool) -> Result<ScenarioBaseline, ExperimentError> {
    let scenario = &design.scenario;
    let mut arms = vec![Arm::none()];
    arms.extend(design.strategies.iter().map(|id| Arm::strategy(scenario, *id)));
    Ok(ScenarioBaseline {
        scenario: scenario.name.id.to_string(),
        file: file.to_owned(),
        scenario_hash: transform::fingerprint(scenario),
        behaviour_version: BEHAVIOUR_VERSION,
        random_streams: RANDOM_STREAMS.to_owned(),
        seed: design.seed,
        replications: design.replications,
        arms: play(design, &arms, stop)?,
    })
}

/// Plays a single arm, and keeps what is compared.
///
/// # Errors
/// As those of [`measure`].
pub fn measure_arm(design: &Design, arm: &Arm, stop: &AtomicBool) -> Result<ArmBaseline, ExperimentError> {
    let plays = played(design, std::slice::from_ref(arm), stop)?;
    Ok(summarise(design, arm, &plays))
}

fn play(design: &Design, arms: &[Arm], stop: &AtomicBool) -> Result<Vec<ArmBaseline>, ExperimentError> {
    let plays = played(design, arms, stop)?;
    let each = (design.replications as usize).max(1);
    Ok(arms.iter().zip(plays.chunks(each)).map(|(arm, plays)| summarise(design, arm, plays)).collect())
}

/// Every replicate of the first arm, then those of the next.
fn played(design: &Design, arms: &[Arm], stop: &AtomicBool) -> Result<Vec<Play>, ExperimentError> {
    let scenario = &design.scenario;
    let simulator = Simulator::new(scenario.clone());
    let threads = rayon::ThreadPoolBuilder::new().num_threads(design.jobs.unwrap_or(0)).build()?;
    let each = (design.replications as usize).max(1);
    threads.install(|| {
        let all = (0..arms.len() * each).into_par_iter();
        all.map(|place| {
            if stop.load(Ordering::Relaxed) {
                return Err(ExperimentError::Interrupted);
            }
            let replicate = u32::try_from(place % each).unwrap_or(u32::MAX);
            let (outcome, record) =
                record_with(&simulator, scenario, design.seed, replicate, &arms[place / each])?;
            Ok((RunFacets::of(scenario, &outcome, &record), record.teams))
        })
        .collect()
    })
}

fn summarise(design: &Design, arm: &Arm, plays: &[Play]) -> ArmBaseline {
    let scenario = &design.scenario;
    let names =
        std::iter::once(ALL_TEAMS.into()).chain(scenario.teams.iter().map(|team| team.name.id.clone()));
    ArmBaseline {
        arm: arm.id.to_string(),
        inputs: transform::inputs(scenario, &arm.arrangement),
        draws: combine(plays.iter().map(|(facets, _)| facets.draws)),
        teams: names.enumerate().map(|(place, name)| team(place, &name, plays)).collect(),
    }
}

fn team(place: usize, name: &Arc<str>, plays: &[Play]) -> TeamBaseline {
    let facets = || plays.iter().map(|(facets, _)| facets.scopes[place]);
    let metrics = METRICS.iter().map(|metric| {
        let values = plays.iter().map(|(_, rows)| match place.checked_sub(1) {
            None => metric.of_all(rows),
            Some(team) => rows.get(team).and_then(|row| metric.of_team(row)),
        });
        (metric.name.to_owned(), shortened(values.collect()))
    });
    TeamBaseline {
        team: name.to_string(),
        order: combine(facets().map(|facets| facets.order)),
        times: combine(facets().map(|facets| facets.times)),
        results: combine(facets().map(|facets| facets.results)),
        metrics: metrics.collect(),
    }
}

/// One value for all, where they are equal.
fn shortened(mut values: Vec<Option<f64>>) -> Vec<Option<f64>> {
    if values.windows(2).all(|pair| pair[0] == pair[1]) {
        values.truncate(1);
    }
    values
}
