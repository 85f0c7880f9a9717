//! What teams got from industry, and what became of it.

use std::collections::BTreeSet;

use super::Context;
use crate::scenario::model::{Scenario, TeamId};
use crate::sim::fact::{AlertSource, Bought as Passed, Fact, Industry, Obstacle, Pattern, Provenance, What};
use crate::units::SimTime;

/// What every team got.
pub(super) struct Bought {
    teams: Vec<Tally>,
}

/// What one team got from STARTEX to ENDEX.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub(super) delivered: u64,
    pub(super) ignored: u64,
    pub(super) known: u64,
    pub(super) new: u64,
    pub(super) harmless: u64,
    pub(super) samples: u64,
    pub(super) signatures: u64,
    pub(super) patches: u64,
    useful_items: BTreeSet<Pattern>,
    useful_signatures: BTreeSet<Pattern>,
}

impl Tally {
    /// Items of feeds that stopped or uncovered an attack.
    pub(super) fn useful_items(&self) -> u64 {
        self.useful_items.len() as u64
    }

    /// Indicators of signatures that stopped or uncovered an attack.
    pub(super) fn useful_signatures(&self) -> u64 {
        self.useful_signatures.len() as u64
    }

    fn used(&mut self, pattern: Pattern, by: Industry) {
        match by {
            Industry::Feed(_) => self.useful_items.insert(pattern),
            Industry::Vendor(_) => self.useful_signatures.insert(pattern),
        };
    }
}

impl Bought {
    pub(super) fn new(scenario: &Scenario) -> Self {
        Self { teams: vec![Tally::default(); scenario.teams.len()] }
    }

    pub(super) fn of(&self, team: TeamId) -> &Tally {
        &self.teams[team.index()]
    }

    fn at(&mut self, team: TeamId) -> &mut Tally {
        &mut self.teams[team.index()]
    }

    pub(super) fn observe(&mut self, fact: &Fact, context: &Context) {
        if fact.at < SimTime::STARTEX {
            return;
        }
        match fact.what {
            What::Bought(passed) => self.pass(passed),
            What::IndicatorLearnt { team, pattern, provenance: Provenance::Industry(by), .. } => {
                let harmless = context.is_harmless(pattern);
                match by {
                    Industry::Feed(_) => self.at(team).harmless += u64::from(harmless),
                    Industry::Vendor(_) => self.at(team).signatures += 1,
                }
            }
            What::StepFailed {
                intrusion,
                obstacle: Obstacle::Indicator { pattern, provenance: Provenance::Industry(by) },
                ..
            } => self.at(context.scenario.organisation(intrusion.victim).team).used(pattern, by),
            What::IncidentOpened {
                team,
                intrusion: Some(_),
                source:
                    AlertSource::Indicator { pattern, provenance: Provenance::Industry(by) }
                    | AlertSource::Hunt { pattern, provenance: Provenance::Industry(by) },
                ..
            } => self.at(team).used(pattern, by),
            _ => {}
        }
    }

    fn pass(&mut self, passed: Passed) {
        match passed {
            Passed::Delivered { team, items, .. } => self.at(team).delivered += u64::from(items),
            Passed::TakenIn { team, intake, .. } => {
                let tally = self.at(team);
                tally.ignored += u64::from(intake.ignored);
                tally.known += u64::from(intake.known);
                tally.new += u64::from(intake.new);
            }
            Passed::SampleSent { team, .. } => self.at(team).samples += 1,
            Passed::PatchHastened { team, .. } => self.at(team).patches += 1,
            Passed::SampleClosed { .. } | Passed::Signed { .. } => {}
        }
    }
}
