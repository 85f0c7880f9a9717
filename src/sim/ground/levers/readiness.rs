//! Looking closer, and making networks harder.

use bevy_ecs::prelude::*;

use super::Levers;
use crate::engine::{Purpose, StableKey};
use crate::scenario::model::OrgId;
use crate::sim::action::{Action, ExtraAlarm, Spurious};
use crate::sim::fact::{Against, AlertSource, Provenance};
use crate::sim::ground::Grounds;
use crate::sim::ground::background::{harmless, is_kept};
use crate::sim::ground::components::{Practised, Vigilance};
use crate::sim::ground::senses::{AlertDue, Inbox, come_in};
use crate::sim::ground::sensors::{Watch, watched};
use crate::sim::script::{Script, rank};
use crate::sim::uptake::Uptake;
use crate::units::{Distribution, Probability};

const EXTRA: Purpose = Purpose::new("vigilance.alarm");
const EXTRA_KEPT: Purpose = Purpose::new("vigilance.alarm-kept");
const OVERDONE: Purpose = Purpose::new("hardening.overdone");

/// How much harder an organisation is made against something.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fortification {
    /// Share of the chance that remains.
    pub(crate) leaves: f64,
    /// The least share that remains with all of them.
    pub(crate) floor: f64,
    pub(crate) provenance: Provenance,
}

impl Levers<'_, '_> {
    /// Looks closer at an organisation: more is seen of what is there, and of what is not. `key` is what its luck goes by.
    pub(crate) fn look_closer(
        &mut self,
        script: &mut Script,
        organisation: OrgId,
        (sensing, alarms): (f64, f64),
        key: StableKey,
    ) {
        let since = script.now();
        let vigilance = Vigilance { since, sensing, more_alarms: alarms - 1.0 };
        self.commands.entity(self.grounds.organisation(organisation)).insert(vigilance);
        let scenario = script.scenario();
        let spec = scenario.organisation(organisation);
        let sensors = spec.sensors.iter().map(|id| Spurious::Sensor(*id));
        for from in sensors.chain(spec.noises.iter().map(|id| Spurious::Noise(*id))) {
            plan(script, ExtraAlarm { organisation, from, since, key, count: 0 }, vigilance.more_alarms);
        }
    }

    /// Looks no closer any more.
    pub(crate) fn look_away(&mut self, organisation: OrgId) {
        self.commands.entity(self.grounds.organisation(organisation)).remove::<Vigilance>();
    }

    /// An organisation begins to do what teams have agreed on.
    pub(crate) fn practise(&mut self, organisation: OrgId, uptake: Uptake) {
        let mut entity = self.commands.entity(self.grounds.organisation(organisation));
        entity.entry::<Practised>().or_default().and_modify(move |mut practised| practised.0.add(uptake));
    }

    /// Makes an organisation harder against something. `overdone` is the chance that hosts are out of service for it.
    pub(crate) fn fortify(
        &mut self,
        script: &mut Script,
        organisation: OrgId,
        against: Against,
        fortification: Fortification,
        overdone: Probability,
    ) {
        let entity = self.grounds.organisation(organisation);
        if let Ok(mut fortified) = self.fortified.get_mut(entity) {
            fortified.0.insert(against, fortification);
        }
        let key = script.setting().keys.organisation(organisation).with(key_of(script, against));
        if overdone.get() > 0.0 && script.chance(overdone, key, OVERDONE, 0) {
            self.over_block(script, organisation, key.child("hardening"));
        }
    }
}

/// The key of what something is made hard against.
pub(crate) fn key_of(script: &Script, against: Against) -> StableKey {
    let setting = script.setting();
    match against {
        Against::Weakness(id) => setting.keys.vulnerability(id),
        Against::Technique(id) => {
            StableKey::named("technique").child(setting.scenario.technique(id).as_str())
        }
    }
}

/// Plans the next alarm that is one more than usual; none where there are no more than usual.
fn plan(script: &mut Script, due: ExtraAlarm, more: f64) {
    let setting = script.setting();
    let (rate, own) = match due.from {
        Spurious::Sensor(id) => (setting.scenario.sensor(id).false_alarms, setting.keys.sensor(id)),
        Spurious::Noise(id) => (setting.scenario.noise(id).rate, setting.keys.noise(id)),
    };
    let Some(mean) = rate.mean_gap().filter(|_| more > 0.0) else { return };
    let key = own.with(due.key);
    let gap = Distribution::exponential(mean.scaled(1.0 / more)).ok();
    let after = gap.and_then(|gap| script.span(&gap, key, EXTRA, due.count));
    let cause = script.cause();
    script.plan(after, rank::ARRIVAL, key, cause, Action::ExtraAlarm(Box::new(due)));
}

/// An alarm comes that is one more than usual, as long as somebody looks closer.
pub(in crate::sim::ground) fn extra_alarm(
    In(due): In<ExtraAlarm>,
    mut script: Script,
    mut inbox: Inbox,
    grounds: Res<Grounds>,
    watch: Watch,
    vigilant: Query<&Vigilance>,
) {
    let found = vigilant.get(grounds.organisation(due.organisation)).ok();
    let Some(vigilance) = found.filter(|vigilance| vigilance.since == due.since) else { return };
    plan(&mut script, ExtraAlarm { count: due.count + 1, ..due }, vigilance.more_alarms);
    let scenario = script.scenario();
    let (source, host, own) = match due.from {
        Spurious::Sensor(id) if !watch.works(id) => return,
        Spurious::Sensor(id) => {
            let key = script.setting().keys.sensor(id).with(due.key);
            (AlertSource::Sensor(id), watched(&script, scenario, id, due.count, key), key)
        }
        Spurious::Noise(id) => {
            let key = script.setting().keys.noise(id).with(due.key);
            if !is_kept(&script, scenario.noise(id).hours, key, EXTRA_KEPT, due.count) {
                return;
            }
            (AlertSource::Noise(id), None, key)
        }
    };
    let own = own.child("extra").index(due.count);
    let (organisation, shows) = (due.organisation, harmless(own));
    let alert = AlertDue { organisation, key: own, source, host, shows, truth: None };
    come_in(&mut script, &mut inbox, alert);
}
