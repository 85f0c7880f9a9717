//! Outbreaks: what is done about the worm of a campaign where no team does anything. Whoever runs a host cleans or
//! patches it, and a kill switch stops the worm everywhere at once.

use std::collections::BTreeMap;

use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;

use super::adversary::Theatre;
use super::components::{Case, Intrusion, Warded};
use super::levers::Levers;
use crate::engine::{Purpose, StableKey};
use crate::scenario::model::{CampaignId, HostRef, Removal, StepEffect, TeamId};
use crate::sim::action::{Action, Clean, ThrowSwitch};
use crate::sim::fact::{FactId, What};
use crate::sim::script::{Script, rank};
use crate::units::SimTime;

const AFTER: Purpose = Purpose::new("kill-switch.after");
const FOUND: Purpose = Purpose::new("kill-switch.found");
const CLEANED: Purpose = Purpose::new("worm.cleaned");
const CLOSED: Purpose = Purpose::new("worm.closed");
const PATCHED: Purpose = Purpose::new("worm.patched");

/// The worms that are out, or stopped.
#[derive(Debug, Default, Resource)]
pub(super) struct Outbreaks(BTreeMap<CampaignId, Outbreak>);

/// Where the worm of a campaign stands.
#[derive(Clone, Copy, Debug, Default)]
struct Outbreak {
    /// When it first began to spread anywhere.
    since: Option<SimTime>,
    /// Its kill switch is thrown.
    stopped: bool,
}

impl Outbreaks {
    /// Whether nothing of a campaign spreads any more.
    pub(super) fn is_stopped(&self, campaign: CampaignId) -> bool {
        self.0.get(&campaign).is_some_and(|outbreak| outbreak.stopped)
    }

    /// Something of a campaign spreads. From the first time on the time runs until its switch is thrown.
    pub(super) fn begin(&mut self, script: &mut Script, campaign: CampaignId, because: FactId) {
        let outbreak = self.0.entry(campaign).or_default();
        if outbreak.since.is_some() {
            return;
        }
        outbreak.since = Some(script.now());
        let scenario = script.scenario();
        let Some(switch) = &scenario.campaign(campaign).kill_switch else { return };
        let key = script.setting().keys.campaign(campaign);
        let after = script.span(&switch.after, key, AFTER, 0);
        let due = ThrowSwitch { campaign };
        script.plan(after, rank::CONTROL, key, Some(because), Action::ThrowSwitch(due));
    }

    fn stop(&mut self, script: &mut Script, campaign: CampaignId, by: Option<TeamId>) {
        let outbreak = self.0.entry(campaign).or_default();
        if !outbreak.stopped {
            outbreak.stopped = true;
            script.record(What::WormStopped { campaign, by });
        }
    }

    /// Whether whoever runs a host has patched it against the worm of a campaign by now. Nothing happens at
    /// that moment; it is worked out when the worm comes, so that hosts to which it never comes cost nothing.
    fn is_patched(&self, script: &Script, campaign: CampaignId, removal: &Removal, host: HostRef) -> bool {
        let Some(since) = self.0.get(&campaign).and_then(|outbreak| outbreak.since) else { return false };
        let keys = &script.setting().keys;
        let key = keys.campaign(campaign).with(keys.host(host));
        let after = script.span(&removal.patched, key, PATCHED, 0);
        after.is_some_and(|after| since + after <= script.now())
    }
}

impl Theatre<'_, '_> {
    /// Whether a host is closed to what spreads because whoever runs it has patched it. The first time that the worm
    /// comes upon it, that is a fact.
    pub(super) fn is_patched(
        &mut self,
        script: &mut Script,
        entity: Entity,
        intrusion: &Intrusion,
        removal: Option<&Removal>,
        host: HostRef,
    ) -> bool {
        let campaign = intrusion.campaign;
        let patched =
            removal.is_some_and(|removal| self.outbreaks.is_patched(script, campaign, removal, host));
        if patched && !self.terrain.is_warded(host, entity) {
            let on = self.terrain.touch(&mut self.commands, host);
            let mut on = self.commands.entity(on);
            on.entry::<Warded>().or_default().and_modify(move |mut warded| warded.0.push(entity));
            script.record(What::HostSpared { intrusion: intrusion.id(), host });
        }
        patched
    }
}

/// Plans that whoever runs a host takes it back from what spreads.
pub(super) fn plan_cleaning(
    script: &mut Script,
    removal: &Removal,
    key: StableKey,
    clean: Clean,
    because: FactId,
) {
    let after = script.span(&removal.cleaned, key, CLEANED, 0);
    script.plan(after, rank::CONTROL, key, Some(because), Action::Clean(clean));
}

/// Whoever runs a host takes it back from what spreads.
pub(super) fn clean(In(due): In<Clean>, mut script: Script, mut levers: Levers) {
    let Some((intrusion, host)) = levers.on(due.foothold) else { return };
    let scenario = script.scenario();
    let Some(removal) = removal(&scenario.campaign(intrusion.campaign).steps[due.step.index()].effect) else {
        return;
    };
    let keys = &script.setting().keys;
    let key = intrusion.key.with(keys.host(host));
    let closed = script.chance(removal.immune, key, CLOSED, u64::from(due.life));
    levers.clean(&mut script, due.foothold, closed);
}

/// What people do by themselves about a step that spreads.
pub(super) fn removal(effect: &StepEffect) -> Option<&Removal> {
    match effect {
        StepEffect::Spread { removal, .. } => removal.as_ref(),
        _ => None,
    }
}

/// Somebody throws the switch of a campaign.
pub(super) fn throw(In(due): In<ThrowSwitch>, mut script: Script, mut outbreaks: ResMut<Outbreaks>) {
    outbreaks.stop(&mut script, due.campaign, None);
}

/// What analysts can do about a worm itself.
#[derive(SystemParam)]
pub(crate) struct KillSwitches<'w, 's> {
    outbreaks: ResMut<'w, Outbreaks>,
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
        let scenario = script.scenario();
        let Some(switch) = &scenario.campaign(campaign).kill_switch else { return };
        if script.chance(switch.found_by_analysis, key, FOUND, round) {
            self.outbreaks.stop(script, campaign, Some(team));
        }
    }
}
