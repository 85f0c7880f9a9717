//! Ground truth: networks, adversaries, and how the world shows itself to those who look.
//!
//! Its components are private to this folder. Teams reach the world through three doors only: [`AlertDue`]s that
//! come to them, the [`Examiner`] that answers what an analyst's look finds (with the analyst's errors), and the
//! [`Levers`] that change the network. So a team cannot act on what it has not seen: it would not compile.

mod adversary;
mod attempt;
mod components;
mod examiner;
mod infrastructure;
mod levers;
mod senses;
mod spread;
mod terrain;

pub(crate) use adversary::{launch, launch_delay};
pub(crate) use attempt::attempt;
pub(crate) use components::{Case, PatternBook};
pub(crate) use examiner::{Examiner, Findings, HuntHit};
pub(crate) use infrastructure::rotate;
pub(crate) use levers::{Levers, Order, lift_block, misfire};
pub(crate) use senses::{Alert, AlertDue, JustIn, Shows, arrive, noise, plan_noise};
pub(crate) use spread::{befall, contact};
pub(crate) use terrain::HostIndex;

use std::collections::BTreeMap;

use bevy_ecs::prelude::*;

use self::components::{Controls, Infrastructure, Logs};
use super::setting::Setting;
use crate::scenario::model::{CampaignId, OrgId};

/// The entities of organisations and campaigns, by their place in the scenario.
#[derive(Debug, Default, Resource)]
pub(crate) struct Grounds {
    organisations: Vec<Entity>,
    campaigns: Vec<Entity>,
}

impl Grounds {
    fn organisation(&self, id: OrgId) -> Entity {
        self.organisations[id.index()]
    }

    fn campaign(&self, id: CampaignId) -> Entity {
        self.campaigns[id.index()]
    }
}

/// Fills an empty world with the organisations and campaigns of a scenario. Hosts come to be when something
/// happens to them.
pub(crate) fn spawn(world: &mut World, setting: &Setting) {
    let scenario = &setting.scenario;
    let organisations = scenario
        .organisations
        .iter()
        .map(|_| world.spawn((Controls(BTreeMap::new()), Logs(BTreeMap::new()))).id())
        .collect();
    let campaigns = scenario
        .campaigns
        .iter()
        .map(|campaign| world.spawn(Infrastructure { generations: vec![0; campaign.indicators.len()] }).id())
        .collect();
    world.insert_resource(Grounds { organisations, campaigns });
    world.insert_resource(HostIndex::default());
    world.insert_resource(PatternBook::default());
}
