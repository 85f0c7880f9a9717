//! Results to hold later ones against: written once, compared replicate by replicate, and accepted metric by metric.
//!
//! In: a scenario, or a baseline of before. Out: of every arm and team the values of every metric in every replicate, and
//! fingerprints by facet; or what has changed, on four values ([`Shift`]).

mod changes;
mod compare;
mod measure;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use changes::{Finding, Gravity, examine};
pub use compare::{Cell, Comparison, FacetChange, Shift, Terms, compare, contrast};
pub use measure::{measure, measure_arm};

/// Version of the file.
pub const FORMAT: u32 = 1;

/// What a file of baselines holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Baseline {
    /// Version of this file.
    pub format: u32,
    /// What it is marked with.
    pub marking: String,
    /// Version of the program that wrote it.
    pub version: String,
    /// Scenarios by id.
    pub scenarios: Vec<ScenarioBaseline>,
    /// What was accepted since, the oldest first.
    pub log: Vec<Accepted>,
}

/// The baseline of a scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScenarioBaseline {
    /// Id of the scenario.
    pub scenario: String,
    /// Its file, as it was given.
    pub file: String,
    /// Fingerprint of the checked scenario.
    pub scenario_hash: String,
    /// Version of the model's behaviour.
    pub behaviour_version: u32,
    /// How random numbers were keyed.
    pub random_streams: String,
    /// Seed of all luck.
    pub seed: u64,
    /// Replicates, from 0 on.
    pub replications: u32,
    /// Without sharing, then each strategy by id.
    pub arms: Vec<ArmBaseline>,
}

/// The baseline of an arm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArmBaseline {
    /// Strategy id, or `none`.
    pub arm: String,
    /// Fingerprint of all that the arm is played with.
    pub inputs: String,
    /// Fingerprint of the random questions that its replicates asked.
    pub draws: String,
    /// All teams together, then each team by id.
    pub teams: Vec<TeamBaseline>,
}

/// The baseline of a team in an arm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TeamBaseline {
    /// Team id, or `all`.
    pub team: String,
    /// Fingerprint of kinds of facts and whom they are about, in their order.
    pub order: String,
    /// Fingerprint of when they happened.
    pub times: String,
    /// Fingerprint of all result rows.
    pub results: String,
    /// Of each metric the value in every replicate; one value stands for all where they are equal.
    pub metrics: BTreeMap<String, Vec<Option<f64>>>,
}

/// A change that somebody took for right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Accepted {
    /// Scenario id.
    pub scenario: String,
    /// Strategy id, or `none`.
    pub arm: String,
    /// Team id, or `all`.
    pub team: String,
    /// Metric.
    pub metric: String,
    /// Mean before.
    pub old: Option<f64>,
    /// Mean from then on.
    pub new: Option<f64>,
    /// Version of the model's behaviour before and from then on.
    pub behaviour_version: (u32, u32),
    /// Why it is right.
    pub reason: String,
}

impl TeamBaseline {
    /// The values of a metric, one a replicate.
    pub fn values(&self, metric: &str, replications: u32) -> Option<Vec<Option<f64>>> {
        let values = self.metrics.get(metric)?;
        Some(match values.as_slice() {
            [one] => vec![*one; replications as usize],
            all => all.to_vec(),
        })
    }
}

/// What is put in the place of the old values.
#[derive(Clone, Copy, Debug)]
pub struct Acceptance<'a> {
    /// Metrics by name.
    pub metrics: &'a [String],
    /// Arms; all where none is named.
    pub arms: &'a [String],
    /// Why.
    pub reason: &'a str,
}

impl ScenarioBaseline {
    /// Takes the values of some metrics, and the fingerprints, from `new`; everything else stays. Tells what has changed by
    /// that.
    pub fn accept(&mut self, new: &Self, what: Acceptance<'_>) -> Vec<Accepted> {
        let versions = (self.behaviour_version, new.behaviour_version);
        let mut log = Vec::new();
        for arm in &mut self.arms {
            let chosen = what.arms.is_empty() || what.arms.contains(&arm.arm);
            let Some(fresh) = new.arms.iter().find(|one| one.arm == arm.arm).filter(|_| chosen) else {
                continue;
            };
            arm.inputs.clone_from(&fresh.inputs);
            arm.draws.clone_from(&fresh.draws);
            for team in &mut arm.teams {
                let Some(fresh) = fresh.teams.iter().find(|one| one.team == team.team) else { continue };
                team.order.clone_from(&fresh.order);
                team.times.clone_from(&fresh.times);
                team.results.clone_from(&fresh.results);
                for metric in what.metrics {
                    let Some(values) = fresh.metrics.get(metric) else { continue };
                    let old = team.metrics.insert(metric.clone(), values.clone());
                    if old.as_ref() == Some(values) {
                        continue;
                    }
                    log.push(Accepted {
                        scenario: self.scenario.clone(),
                        arm: arm.arm.clone(),
                        team: team.team.clone(),
                        metric: metric.clone(),
                        old: old.as_deref().and_then(mean),
                        new: mean(values),
                        behaviour_version: versions,
                        reason: what.reason.to_owned(),
                    });
                }
            }
        }
        self.scenario_hash.clone_from(&new.scenario_hash);
        self.behaviour_version = new.behaviour_version;
        log
    }
}

/// The mean of the values that are there.
fn mean(values: &[Option<f64>]) -> Option<f64> {
    let values: Vec<f64> = values.iter().flatten().copied().collect();
    crate::stats::moments::mean(&values)
}

#[cfg(test)]
mod tests;
