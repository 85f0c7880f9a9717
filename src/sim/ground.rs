//! Ground truth: networks, adversaries, and how the world shows itself to those who look.
//!
//! Its components are private to this folder. Teams reach the world through three doors only: [`AlertDue`]s that
//! come to them, the [`Examiner`] that answers what an analyst's look finds (with the analyst's errors), and the
//! [`Levers`] that change the network. So a team cannot act on what it has not seen: it would not compile.

mod access;
mod adversary;
mod attempt;
mod background;
mod choice;
mod components;
mod course;
mod credentials;
mod decoys;
mod deliveries;
mod disclosure;
mod examiner;
mod hardness;
mod infrastructure;
mod levers;
mod lockout;
mod loot;
mod mail;
mod outages;
mod outbreak;
mod patches;
mod protection;
mod reaction;
mod senses;
mod sensors;
mod spread;
mod talents;
mod telemetry;
mod terrain;
mod traits;

pub(crate) use adversary::launch_delay;
pub(crate) use background::plan_noise;
pub(crate) use components::{Case, PatternBook};
pub(crate) use disclosure::plan_disclosures;
pub(crate) use examiner::{Examiner, Findings, HuntHit};
pub(crate) use levers::{Fortification, Levers, Order, key_of};
pub(crate) use mail::plan_false_reports;
pub(crate) use outages::{Disturbed, Outages};
pub(crate) use outbreak::KillSwitches;
pub(crate) use patches::{Patches, Piece, first_of, pieces, scan};
pub(crate) use reaction::Provocation;
pub(crate) use senses::{Alert, AlertDue, JustIn, Shows};
pub(crate) use sensors::{plan_false_alarms, plan_health};
pub(crate) use talents::{Matter, Talents};
pub(crate) use telemetry::{Specimen, Telemetry, is_file};
pub(crate) use terrain::HostIndex;
pub(crate) use traits::Traits;

use std::collections::BTreeMap;

use bevy_ecs::prelude::*;

use self::components::{Controls, Fortified, Infrastructure, Logs};
use self::credentials::Keyring;
use self::sensors::OutOfOrder;
use super::action::{
    AnswerDue, Attempt, Befall, Clean, Contact, ExtraAlarm, FalseAlarm, FalseReport, Launch, LetterDue,
    LiftBlock, Misfire, NoiseTick, Rotate, SensorTurn, ThrowSwitch, Timeout,
};
use super::setting::Setting;
use crate::engine::Handler;
use crate::scenario::model::{OrgId, SensorId, VulnerabilityId};

/// The entities of organisations and sensors, by their place in the scenario.
#[derive(Debug, Default, Resource)]
pub(crate) struct Grounds {
    organisations: Vec<Entity>,
    sensors: Vec<Entity>,
}

impl Grounds {
    fn organisation(&self, id: OrgId) -> Entity {
        self.organisations[id.index()]
    }

    fn sensor(&self, id: SensorId) -> Entity {
        self.sensors[id.index()]
    }
}

/// Fills an empty world with the organisations of a scenario. Hosts and intrusions come to be when something
/// happens to them.
pub(crate) fn spawn(world: &mut World, setting: &Setting) {
    let scenario = &setting.scenario;
    let organisations = scenario
        .organisations
        .iter()
        .map(|_| world.spawn((Controls(BTreeMap::new()), Logs(BTreeMap::new()), Fortified::default())).id())
        .collect();
    world.insert_resource(Infrastructure {
        generations: vec![0; scenario.indicators.len()],
        renewed: vec![Vec::new(); scenario.indicators.len()],
    });
    world.insert_resource(Keyring::of(scenario));
    let sensors = scenario.sensors.iter().map(|_| world.spawn(OutOfOrder::default()).id()).collect();
    world.insert_resource(Grounds { organisations, sensors });
    world.insert_resource(lockout::ShutDown::default());
    world.insert_resource(HostIndex::default());
    world.insert_resource(decoys::Decoys::of(setting));
    world.insert_resource(Patches::default());
    world.insert_resource(Disturbed::default());
    world.insert_resource(JustIn::default());
    world.insert_resource(PatternBook::default());
    world.insert_resource(outbreak::Outbreaks::default());
}

/// The systems that let the world take its course.
pub(crate) struct Handlers {
    pub(crate) launch: Handler<Launch>,
    pub(crate) attempt: Handler<Attempt>,
    pub(crate) timeout: Handler<Timeout>,
    pub(crate) answer: Handler<AnswerDue>,
    pub(crate) contact: Handler<Contact>,
    pub(crate) befall: Handler<Befall>,
    pub(crate) clean: Handler<Clean>,
    pub(crate) throw_switch: Handler<ThrowSwitch>,
    pub(crate) rotate: Handler<Rotate>,
    pub(crate) noise: Handler<NoiseTick>,
    pub(crate) sensor_turn: Handler<SensorTurn>,
    pub(crate) false_alarm: Handler<FalseAlarm>,
    pub(crate) letter: Handler<LetterDue>,
    pub(crate) false_report: Handler<FalseReport>,
    pub(crate) extra_alarm: Handler<ExtraAlarm>,
    pub(crate) misfire: Handler<Misfire>,
    pub(crate) lift_block: Handler<LiftBlock>,
    pub(crate) disclose: Handler<VulnerabilityId>,
    pub(crate) arrive: Handler<AlertDue>,
}

impl Handlers {
    pub(crate) fn new(world: &mut World) -> Self {
        Self {
            launch: Handler::new(world, adversary::launch),
            attempt: Handler::new(world, attempt::attempt),
            timeout: Handler::new(world, course::timeout),
            answer: Handler::new(world, reaction::answer),
            contact: Handler::new(world, spread::contact),
            befall: Handler::new(world, spread::befall),
            clean: Handler::new(world, outbreak::clean),
            throw_switch: Handler::new(world, outbreak::throw),
            rotate: Handler::new(world, infrastructure::rotate),
            noise: Handler::new(world, background::noise),
            sensor_turn: Handler::new(world, sensors::turn),
            false_alarm: Handler::new(world, sensors::false_alarm),
            letter: Handler::new(world, attempt::letters::letter),
            false_report: Handler::new(world, mail::false_report),
            extra_alarm: Handler::new(world, levers::extra_alarm),
            misfire: Handler::new(world, levers::misfire),
            lift_block: Handler::new(world, levers::lift_block),
            disclose: Handler::new(world, disclosure::disclose),
            arrive: Handler::new(world, senses::arrive),
        }
    }
}
