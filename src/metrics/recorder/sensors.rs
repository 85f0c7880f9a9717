//! Sensors: how much of the time they work.

use super::Context;
use crate::scenario::model::{Scenario, SensorId, TeamId};
use crate::sim::fact::{Fact, What};
use crate::units::{SimTime, Span};

/// When sensors did not work.
pub(super) struct Sensors {
    all: Vec<Downtime>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Downtime {
    since: Option<SimTime>,
    total: Span,
}

impl Sensors {
    pub(super) fn new(scenario: &Scenario) -> Self {
        Self { all: vec![Downtime::default(); scenario.sensors.len()] }
    }

    pub(super) fn observe(&mut self, fact: &Fact, context: &Context) {
        match fact.what {
            What::SensorFailed { sensor, .. } => self.all[sensor.index()].since = Some(fact.at),
            What::SensorRepaired { sensor } => {
                let downtime = &mut self.all[sensor.index()];
                if let Some(since) = downtime.since.take() {
                    downtime.total += context.window.overlap(since, Some(fact.at));
                }
            }
            _ => {}
        }
    }

    /// Share of the time in which the sensors of a team's organisations worked, all alike; none where it has none.
    pub(super) fn uptime(&self, team: TeamId, context: &Context) -> Option<f64> {
        let organisations = context.scenario.team(team).defends.iter();
        let sensors: Vec<SensorId> =
            organisations.flat_map(|id| &context.scenario.organisation(*id).sensors).copied().collect();
        let down: Span = sensors.iter().map(|sensor| self.downtime(*sensor, context)).sum();
        let watched = sensors.iter().map(|_| context.window.span().as_secs_f64()).sum::<f64>();
        (watched > 0.0).then(|| 1.0 - down.as_secs_f64() / watched)
    }

    fn downtime(&self, sensor: SensorId, context: &Context) -> Span {
        let Downtime { since, total } = self.all[sensor.index()];
        total + since.map_or(Span::ZERO, |since| context.window.overlap(since, None))
    }
}
