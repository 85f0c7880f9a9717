//! What comes from outside: attacks, and ordinary work.

use bevy_ecs::system::In;

use super::action::{Action, Launch};
use super::script::{Script, rank};
use super::{ground, industry, mission, response};
use crate::engine::StableKey;
use crate::scenario::model::{CampaignId, NoiseId, Scenario, TeamId};
use crate::units::{SimTime, Span};

/// How long before STARTEX the run begins: with the burn-in, or with the first attack that is in before.
pub(super) fn before_startex(scenario: &Scenario) -> Span {
    let leads = scenario.campaigns.iter().map(|campaign| campaign.lead);
    leads.fold(scenario.exercise.burn_in, Span::max)
}

/// Plans what comes from outside: campaigns from STARTEX less their lead on, ordinary work from the burn-in on.
pub(super) fn open(_: In<()>, mut script: Script) {
    let scenario = script.scenario();
    for (place, campaign) in scenario.campaigns.iter().enumerate() {
        let id = CampaignId::at(place);
        for victim in 0..campaign.victims.len() {
            let Some((victim, after)) = ground::launch_delay(&script, id, victim) else { continue };
            let key = script.setting().intrusion_key(id, victim);
            let after = Some((SimTime::STARTEX - campaign.lead).since(script.now()) + after);
            let due = Launch { campaign: id, victim };
            script.plan(after, rank::ATTACK, key, None, Action::Launch(due));
        }
    }
    response::plan_shifts(&mut script);
    ground::plan_disclosures(&mut script);
    ground::plan_health(&mut script);
    mission::plan_phases(&mut script);
    let burn_in = scenario.exercise.burn_in;
    let quiet = (SimTime::STARTEX - burn_in).since(script.now());
    if quiet > Span::ZERO {
        script.plan(Some(quiet), rank::CONTROL, StableKey::named("burn-in"), None, Action::BeginWork);
    } else {
        begin(&mut script);
    }
}

/// Ordinary work begins.
pub(super) fn begin_work(_: In<()>, mut script: Script) {
    begin(&mut script);
}

fn begin(script: &mut Script) {
    for place in 0..script.setting().scenario.noises.len() {
        ground::plan_noise(script, NoiseId::at(place), 0);
    }
    ground::plan_false_alarms(script);
    ground::plan_false_reports(script);
    industry::plan_feeds(script);
    for place in 0..script.setting().scenario.teams.len() {
        response::plan_patches(script, TeamId::at(place));
    }
}
