//! What teams made of what they were told beyond indicators: how long they looked out, and what they did to be harder.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use crate::scenario::model::{Scenario, TeamId};
use crate::sim::fact::{Effect, Fact, IncidentId, IntrusionId, What};
use crate::units::{SimTime, Span};

/// What every team made of it.
pub(super) struct Readiness {
    teams: Vec<Tally>,
    attacks: BTreeMap<IncidentId, IntrusionId>,
    confirmed: BTreeSet<IntrusionId>,
}

/// What one team made of it, from STARTEX to ENDEX.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    since: Option<SimTime>,
    looked_out: Span,
    pub(super) raised: u64,
    pub(super) in_vain: u64,
    pub(super) hardened: u64,
    pub(super) recognised: u64,
    /// Attacks first confirmed while it looked out.
    pub(super) detected: u64,
}

impl Tally {
    /// How long it looked out.
    pub(super) fn hours(&self, context: &Context) -> f64 {
        let open = self.since.map_or(Span::ZERO, |since| context.window.overlap(since, None));
        (self.looked_out + open).as_hours_f64()
    }
}

impl Readiness {
    pub(super) fn new(scenario: &Scenario) -> Self {
        Self {
            teams: vec![Tally::default(); scenario.teams.len()],
            attacks: BTreeMap::new(),
            confirmed: BTreeSet::new(),
        }
    }

    pub(super) fn of(&self, team: TeamId) -> &Tally {
        &self.teams[team.index()]
    }

    pub(super) fn observe(&mut self, fact: &Fact, context: &Context) {
        match fact.what {
            What::Effect { team, effect } => self.observe_effect(fact, team, effect, context),
            What::IncidentOpened { incident, intrusion: Some(intrusion), .. } => {
                self.attacks.insert(incident, intrusion);
            }
            What::IncidentConfirmed { incident, .. } => {
                let Some(intrusion) = self.attacks.get(&incident).copied() else { return };
                let team = context.scenario.organisation(intrusion.victim).team;
                if self.confirmed.insert(intrusion) && self.teams[team.index()].since.is_some() {
                    self.teams[team.index()].detected += 1;
                }
            }
            _ => {}
        }
    }

    fn observe_effect(&mut self, fact: &Fact, team: TeamId, effect: Effect, context: &Context) {
        let tally = &mut self.teams[team.index()];
        let counts = u64::from(fact.at >= SimTime::STARTEX);
        match effect {
            Effect::PostureRaised { .. } if tally.since.is_none() => {
                tally.since = Some(fact.at);
                tally.raised += counts;
            }
            Effect::PostureLowered { borne_out } => {
                let since = tally.since.take().unwrap_or(fact.at);
                tally.looked_out += context.window.overlap(since, Some(fact.at));
                tally.in_vain += if borne_out { 0 } else { counts };
            }
            Effect::Hardened { .. } => tally.hardened += counts,
            Effect::Recognised { incident, .. } if self.attacks.contains_key(&incident) => {
                tally.recognised += counts;
            }
            _ => {}
        }
    }
}
