//! Patching: hosts that need a patch, over time, and those that got it.

use super::Context;
use super::availability::Integral;
use crate::scenario::model::{Scenario, TeamId};
use crate::sim::fact::{Fact, What};
use crate::units::SimTime;

/// The backlog of every team.
pub(super) struct Patching {
    teams: Vec<Backlog>,
}

#[derive(Clone, Copy, Default)]
struct Backlog {
    patched: u64,
    waiting: Integral,
}

impl Patching {
    pub(super) fn new(scenario: &Scenario) -> Self {
        Self { teams: vec![Backlog::default(); scenario.teams.len()] }
    }

    pub(super) fn observe(&mut self, fact: &Fact) {
        match fact.what {
            What::PatchReleased { team, hosts, .. } => {
                self.teams[team.index()].waiting.change(fact.at, i64::from(hosts));
            }
            What::HostsPatched { team, hosts, .. } => {
                let backlog = &mut self.teams[team.index()];
                backlog.waiting.change(fact.at, -i64::from(hosts));
                if fact.at >= SimTime::STARTEX {
                    backlog.patched += u64::from(hosts);
                }
            }
            _ => {}
        }
    }

    /// Patches brought to hosts from STARTEX to ENDEX.
    pub(super) fn patched(&self, team: TeamId) -> u64 {
        self.teams[team.index()].patched
    }

    /// Patches that hosts waited for, times how long.
    pub(super) fn backlog(&self, team: TeamId, context: &Context) -> f64 {
        self.teams[team.index()].waiting.hours(context)
    }
}
