//! Kill switches: what stops the worm of a campaign everywhere at once.

use std::collections::BTreeMap;

use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;

use super::components::{Case, Intrusion};
use crate::engine::{Purpose, StableKey};
use crate::scenario::model::{CampaignId, TeamId};
use crate::sim::action::{Action, ThrowSwitch};
use crate::sim::fact::What;
use crate::sim::script::{Script, rank};

const AFTER: Purpose = Purpose::new("kill-switch.after");
const FOUND: Purpose = Purpose::new("kill-switch.found");

/// The kill switches that something has happened to.
#[derive(Debug, Default, Resource)]
pub(super) struct Switches(BTreeMap<CampaignId, Switch>);

/// Where a kill switch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Switch {
    /// The worm is out: sooner or later somebody throws it.
    Armed,
    /// Nothing of the campaign spreads any more.
    Thrown,
}

impl Switches {
    /// Whether nothing of a campaign spreads any more.
    pub(super) fn is_thrown(&self, campaign: CampaignId) -> bool {
        self.0.get(&campaign) == Some(&Switch::Thrown)
    }

    /// The worm of a campaign is out. From the first time on the time runs until its switch is thrown.
    pub(super) fn arm(&mut self, script: &mut Script, campaign: CampaignId) {
        let scenario = script.setting().scenario.clone();
        let Some(switch) = &scenario.campaign(campaign).kill_switch else { return };
        if self.0.contains_key(&campaign) {
            return;
        }
        self.0.insert(campaign, Switch::Armed);
        let key = script.setting().keys.campaign(campaign);
        let after = script.span(&switch.after, key, AFTER, 0);
        let cause = script.cause();
        script.plan(after, rank::CONTROL, key, cause, Action::ThrowSwitch(ThrowSwitch { campaign }));
    }

    fn throw(&mut self, script: &mut Script, campaign: CampaignId, by: Option<TeamId>) {
        if self.0.insert(campaign, Switch::Thrown) != Some(Switch::Thrown) {
            script.record(What::WormStopped { campaign, by });
        }
    }
}

/// Somebody throws the switch of a campaign.
pub(super) fn throw(In(due): In<ThrowSwitch>, mut script: Script, mut switches: ResMut<Switches>) {
    switches.throw(&mut script, due.campaign, None);
}

/// What analysts can do about a worm itself.
#[derive(SystemParam)]
pub(crate) struct KillSwitches<'w, 's> {
    switches: ResMut<'w, Switches>,
    intrusions: Query<'w, 's, &'static Intrusion>,
}

impl KillSwitches<'_, '_> {
    /// Whoever takes an attack apart may come upon the switch of its worm, and throws it.
    pub(crate) fn look_for(
        &mut self,
        script: &mut Script,
        case: &Case,
        team: TeamId,
        key: StableKey,
        round: u64,
    ) {
        let Some(intrusion) = case.intrusion.and_then(|entity| self.intrusions.get(entity).ok()) else {
            return;
        };
        let campaign = intrusion.campaign;
        let scenario = script.setting().scenario.clone();
        let Some(switch) = &scenario.campaign(campaign).kill_switch else { return };
        if script.chance(switch.found_by_analysis, key, FOUND, round) {
            self.switches.throw(script, campaign, Some(team));
        }
    }
}
