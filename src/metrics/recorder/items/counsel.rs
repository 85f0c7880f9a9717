//! What items other than indicators came to: warnings that something followed, reports by which an attack was
//! recognised, advice that stopped something.

use std::collections::BTreeMap;

use super::Items;
use crate::metrics::recorder::Context;
use crate::scenario::model::{TeamId, VulnerabilityId};
use crate::sim::fact::{Effect, Fact, IncidentId, Obstacle, Provenance, What};

/// What teams act on that they were told.
#[derive(Default)]
pub(super) struct Told {
    /// The warnings by which each team looks out now.
    warnings: BTreeMap<TeamId, Vec<Provenance>>,
    /// Why each team patches something first.
    first: BTreeMap<(TeamId, VulnerabilityId), Provenance>,
    /// Incidents that an attack is behind, and whose they are.
    attacks: BTreeMap<IncidentId, TeamId>,
}

impl Items {
    pub(super) fn observe_effect(&mut self, fact: &Fact, team: TeamId, effect: Effect) {
        let at = fact.at;
        match effect {
            Effect::PostureRaised { provenance, .. } => {
                self.counsel.warnings.entry(team).or_default().push(provenance);
            }
            Effect::PostureLowered { .. } => {
                self.counsel.warnings.remove(&team);
            }
            Effect::Disregarded { item } => self.change(item, |item| item.disregarded = true),
            Effect::Recognised { incident, provenance } | Effect::SpedUp { incident, provenance, .. } => {
                if self.counsel.attacks.contains_key(&incident) {
                    self.by(provenance, |item| {
                        item.first_use.get_or_insert(at);
                    });
                }
            }
            Effect::PutFirst { vulnerability, provenance } => {
                self.counsel.first.insert((team, vulnerability), provenance);
            }
            Effect::Hardened { provenance, .. } => self.by(provenance, |item| {
                item.deployed.get_or_insert(at);
            }),
            Effect::Learnt { .. } => {}
        }
    }

    pub(super) fn observe_counsel(&mut self, fact: &Fact, context: &Context) {
        let at = fact.at;
        match fact.what {
            What::StepFailed { intrusion, obstacle, .. } => {
                let team = context.scenario.organisation(intrusion.victim).team;
                let by = match obstacle {
                    Obstacle::Hardened { provenance, .. } => Some(provenance),
                    Obstacle::Patched(id) => self.counsel.first.get(&(team, id)).copied(),
                    _ => None,
                };
                if let Some(provenance) = by {
                    self.by(provenance, |item| {
                        item.stopped += 1;
                        item.first_use.get_or_insert(at);
                    });
                }
            }
            What::IncidentOpened { incident, team, intrusion: Some(_), .. } => {
                self.counsel.attacks.insert(incident, team);
            }
            What::IncidentConfirmed { incident, .. } => {
                let Some(team) = self.counsel.attacks.get(&incident) else { return };
                for provenance in self.counsel.warnings.get(team).cloned().unwrap_or_default() {
                    self.by(provenance, |item| {
                        item.detected += 1;
                        item.first_use.get_or_insert(at);
                    });
                }
            }
            _ => {}
        }
    }
}
