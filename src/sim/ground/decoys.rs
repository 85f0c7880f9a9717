//! What adversaries leave behind to mislead, and what stands still where it is blocked.

use std::collections::BTreeMap;

use bevy_ecs::prelude::*;

use crate::scenario::model::{CampaignId, Decoy, GroupId, HostRef, OrgId, Scenario, StepId};
use crate::sim::fact::{Origin, Pattern};
use crate::sim::setting::Setting;

/// The hosts that depend on each decoy.
#[derive(Debug, Default, Resource)]
pub(super) struct Decoys(BTreeMap<Pattern, Vec<GroupId>>);

/// What a decoy looks like, wherever it is left.
pub(super) fn pattern_of(setting: &Setting, campaign: CampaignId, step: StepId, decoy: &Decoy) -> Pattern {
    setting.step_key(campaign, step).child("decoy").child(&decoy.name.id)
}

/// What it is.
pub(super) fn origin_of(campaign: CampaignId, step: StepId, place: usize) -> Origin {
    Origin::Decoy { campaign, step, place }
}

impl Decoys {
    pub(super) fn of(setting: &Setting) -> Self {
        let mut all = BTreeMap::new();
        for (place, campaign) in setting.scenario.campaigns.iter().enumerate() {
            for (step, spec) in campaign.steps.iter().enumerate() {
                for decoy in &spec.decoys {
                    let pattern = pattern_of(setting, CampaignId::at(place), StepId::at(step), decoy);
                    all.insert(pattern, decoy.stops.clone());
                }
            }
        }
        Self(all)
    }

    /// The hosts of an organisation that depend on a pattern; none where it is no decoy.
    pub(super) fn dependants(
        &self,
        scenario: &Scenario,
        organisation: OrgId,
        pattern: Pattern,
    ) -> Option<Vec<HostRef>> {
        let groups = self.0.get(&pattern)?.iter().copied();
        let own = groups.filter(|group| scenario.group(*group).organisation == organisation);
        let hosts =
            |group: GroupId| (0..scenario.group(group).count).map(move |number| HostRef { group, number });
        Some(own.flat_map(hosts).collect())
    }
}
