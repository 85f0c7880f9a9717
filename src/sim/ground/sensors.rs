//! Sensors themselves: whether they work, and the alarms that they raise for nothing.

use bevy_ecs::prelude::*;

use super::Grounds;
use super::background::{gap, harmless};
use super::senses::{AlertDue, Inbox, come_in};
use crate::engine::{Purpose, StableKey};
use crate::scenario::model::{HostRef, Scenario, SensorId};
use crate::sim::action::{Action, Breakdown, FalseAlarm, SensorTurn};
use crate::sim::fact::{AlertSource, What};
use crate::sim::script::{Script, rank};
use crate::units::{SimTime, Span};

const FAILS: Purpose = Purpose::new("sensor.fails");
const FOUND: Purpose = Purpose::new("sensor.found");
const FALSE_ALARM: Purpose = Purpose::new("sensor.false-alarm");
const FALSE_HOST: Purpose = Purpose::new("sensor.false-alarm-host");

/// A failure lasts at least this long, so that even a sensor that fails at once and is repaired at once lets time pass.
const SHORTEST: Span = Span::from_micros(60_000_000);

/// For how many reasons a sensor does not work.
#[derive(Component, Debug, Default)]
pub(super) struct OutOfOrder(u32);

/// Which sensors work.
#[derive(bevy_ecs::system::SystemParam)]
pub(super) struct Watch<'w, 's> {
    grounds: Res<'w, Grounds>,
    sensors: Query<'w, 's, &'static OutOfOrder>,
}

impl Watch<'_, '_> {
    /// Whether a sensor works.
    pub(super) fn works(&self, sensor: SensorId) -> bool {
        self.sensors.get(self.grounds.sensor(sensor)).is_ok_and(|out| out.0 == 0)
    }
}

/// Plans when sensors break first, and when they are out of service as planned.
pub(crate) fn plan_health(script: &mut Script) {
    let scenario = script.scenario();
    let startex = SimTime::STARTEX.since(script.now());
    for (place, spec) in scenario.sensors.iter().enumerate() {
        let sensor = SensorId::at(place);
        for (from, to) in &spec.down {
            let why = Breakdown::Planned;
            plan(script, Some(startex + *from), SensorTurn { sensor, why, ends: false });
            plan(script, Some(startex + *to), SensorTurn { sensor, why, ends: true });
        }
        let key = script.setting().keys.sensor(sensor);
        let fails = spec.health.as_ref().and_then(|health| script.span(&health.fails, key, FAILS, 0));
        let turn = SensorTurn { sensor, why: Breakdown::Failure(0), ends: false };
        plan(script, fails.map(|fails| startex + fails), turn);
    }
}

fn plan(script: &mut Script, after: Option<Span>, turn: SensorTurn) {
    let key = script.setting().keys.sensor(turn.sensor);
    let cause = script.cause();
    script.plan(after, rank::CONTROL, key, cause, Action::SensorTurn(turn));
}

/// A sensor stops working for some reason, or that reason is gone.
pub(super) fn turn(
    In(turn): In<SensorTurn>,
    mut script: Script,
    grounds: Res<Grounds>,
    mut sensors: Query<&mut OutOfOrder>,
) {
    let SensorTurn { sensor, why, ends } = turn;
    let Ok(mut out) = sensors.get_mut(grounds.sensor(sensor)) else { return };
    let worked = out.0 == 0;
    out.0 = if ends { out.0.saturating_sub(1) } else { out.0 + 1 };
    if worked != (out.0 == 0) {
        let planned = matches!(why, Breakdown::Planned);
        let what =
            if ends { What::SensorRepaired { sensor } } else { What::SensorFailed { sensor, planned } };
        let fact = script.record(what);
        script.go_on_from(fact);
    }
    let Breakdown::Failure(count) = why else { return };
    let scenario = script.scenario();
    let Some(health) = &scenario.sensor(sensor).health else { return };
    let key = script.setting().keys.sensor(sensor);
    let (after, why) = if ends {
        (script.span(&health.fails, key, FAILS, count + 1), Breakdown::Failure(count + 1))
    } else {
        (script.span(&health.found, key, FOUND, count).map(|found| found.max(SHORTEST)), why)
    };
    plan(&mut script, after, SensorTurn { sensor, why, ends: !ends });
}

/// Plans the first false alarm of every sensor.
pub(crate) fn plan_false_alarms(script: &mut Script) {
    for place in 0..script.setting().scenario.sensors.len() {
        plan_false_alarm(script, FalseAlarm { sensor: SensorId::at(place), count: 0 });
    }
}

fn plan_false_alarm(script: &mut Script, due: FalseAlarm) {
    let key = script.setting().keys.sensor(due.sensor);
    let rate = script.setting().scenario.sensor(due.sensor).false_alarms;
    let gap = gap(script, rate, key, FALSE_ALARM, due.count);
    script.plan(gap, rank::ARRIVAL, key, None, Action::FalseAlarm(due));
}

/// A sensor raises an alert that nothing is behind, if it works; the next is planned.
pub(super) fn false_alarm(In(due): In<FalseAlarm>, mut script: Script, mut inbox: Inbox, watch: Watch) {
    plan_false_alarm(&mut script, FalseAlarm { count: due.count + 1, ..due });
    if !watch.works(due.sensor) {
        return;
    }
    let setting = script.setting();
    let key = setting.keys.sensor(due.sensor);
    let organisation = setting.scenario.sensor(due.sensor).organisation;
    let host = watched(&script, &setting.scenario, due.sensor, due.count, key);
    let own = key.child("false-alarm").index(due.count);
    let source = AlertSource::Sensor(due.sensor);
    let shows = harmless(own);
    come_in(&mut script, &mut inbox, AlertDue { organisation, key: own, source, host, shows, truth: None });
}

/// A host among those that a sensor watches, each as likely.
pub(super) fn watched(
    script: &Script,
    scenario: &Scenario,
    sensor: SensorId,
    count: u64,
    key: StableKey,
) -> Option<HostRef> {
    let groups = &scenario.sensor(sensor).groups;
    let total = groups.iter().map(|group| u64::from(scenario.group(*group).count)).sum();
    let total = std::num::NonZeroU64::new(total)?;
    let mut place = script.draw(key, FALSE_HOST, count).below(total);
    for group in groups {
        let hosts = u64::from(scenario.group(*group).count);
        if place < hosts {
            return Some(HostRef { group: *group, number: u32::try_from(place).ok()? });
        }
        place -= hosts;
    }
    None
}
