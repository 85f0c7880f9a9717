//! What sharing did to each attack: prevented, predicted, detected, or helped to respond to it.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use super::attacks::Attacks;
use crate::scenario::model::{CampaignId, TeamId, VulnerabilityId};
use crate::sim::fact::{Effect, Ending, Fact, IncidentId, IntrusionId, ItemId, Obstacle, Provenance, What};

/// What sharing did to the attacks of a run.
#[derive(Default)]
pub(super) struct Effects {
    pub(super) prevented: BTreeSet<IntrusionId>,
    pub(super) predicted: BTreeSet<IntrusionId>,
    pub(super) responded: BTreeSet<IntrusionId>,
    /// What incident each item is about.
    items: BTreeMap<ItemId, IncidentId>,
    /// Campaigns of which partners have warned those teams that look out.
    looking_out: BTreeMap<TeamId, BTreeSet<CampaignId>>,
    /// Why each team patches something first.
    first: BTreeMap<(TeamId, VulnerabilityId), Provenance>,
    begun: BTreeSet<IntrusionId>,
}

/// Whether a team has something from others.
pub(super) fn is_shared(provenance: Provenance) -> bool {
    provenance != Provenance::Own
}

impl Effects {
    /// `attacks` have seen the fact already.
    pub(super) fn observe(&mut self, fact: &Fact, attacks: &Attacks, context: &Context) {
        let team_of = |intrusion: IntrusionId| context.scenario.organisation(intrusion.victim).team;
        match fact.what {
            What::Effect { team, effect } => self.observe_effect(team, effect, attacks),
            What::ItemCreated { item, incident, .. } => {
                self.items.insert(item, incident);
            }
            What::IntrusionLaunched { intrusion } if self.is_warned(team_of(intrusion), intrusion) => {
                self.predicted.insert(intrusion);
            }
            What::FootholdGained { intrusion, .. }
                if self.begun.insert(intrusion) && self.is_warned(team_of(intrusion), intrusion) =>
            {
                self.predicted.insert(intrusion);
            }
            What::IntrusionEnded { intrusion, ending: Ending::Prevented(obstacle) }
                if self.is_shared(team_of(intrusion), obstacle) =>
            {
                self.prevented.insert(intrusion);
            }
            What::IncidentConfirmed { incident, informed: Some(provenance), .. } if is_shared(provenance) => {
                self.responded.extend(attacks.behind(incident));
            }
            _ => {}
        }
    }

    fn observe_effect(&mut self, team: TeamId, effect: Effect, attacks: &Attacks) {
        match effect {
            Effect::PostureRaised { provenance: Provenance::Partner { item, .. }, .. } => {
                let about = self.items.get(&item).and_then(|incident| attacks.behind(*incident));
                let warnings = self.looking_out.entry(team).or_default();
                warnings.extend(about.map(|intrusion| intrusion.campaign));
            }
            Effect::PostureLowered { .. } => {
                self.looking_out.remove(&team);
            }
            Effect::Recognised { incident, provenance } | Effect::SpedUp { incident, provenance, .. }
                if is_shared(provenance) =>
            {
                self.responded.extend(attacks.behind(incident));
            }
            Effect::PutFirst { vulnerability, provenance } => {
                self.first.insert((team, vulnerability), provenance);
            }
            _ => {}
        }
    }

    /// Whether a team looks out because of a partner's warning of the campaign.
    fn is_warned(&self, team: TeamId, intrusion: IntrusionId) -> bool {
        self.looking_out.get(&team).is_some_and(|warnings| warnings.contains(&intrusion.campaign))
    }

    fn is_shared(&self, team: TeamId, obstacle: Obstacle) -> bool {
        match obstacle {
            Obstacle::Indicator { provenance, .. } | Obstacle::Hardened { provenance, .. } => {
                is_shared(provenance)
            }
            Obstacle::BestPractice => true,
            Obstacle::Patched(id) => self.first.get(&(team, id)).copied().is_some_and(is_shared),
            _ => false,
        }
    }
}
