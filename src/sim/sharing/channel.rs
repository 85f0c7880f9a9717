//! Channels: what a report waits for on its way. When a channel breaks, publishes and is fetched from follows from luck and
//! the clock alone, so that it is the same in every arm, whatever goes over it.

use bevy_ecs::prelude::*;

use crate::engine::{Purpose, StableKey};
use crate::scenario::model::{Channel, ChannelFailure, ChannelId, Scenario, TeamId};
use crate::sim::fact::Wait;
use crate::sim::script::Script;
use crate::units::{SimTime, Span};

const FAILS: Purpose = Purpose::new("channel.fails");
const REPAIRED: Purpose = Purpose::new("channel.repaired");
const PUBLISH: Purpose = Purpose::new("channel.publish");
const PULL: Purpose = Purpose::new("channel.pull");

/// A failure lasts at least this long, so that time passes.
const SHORTEST: Span = Span::from_micros(60_000_000);

/// The channels, by place in the scenario.
#[derive(Debug, Resource)]
pub(crate) struct Lines(Vec<Line>);

/// What is going on on a channel.
#[derive(Clone, Debug)]
struct Line {
    /// When the last report that it took is through.
    free: SimTime,
    /// Failures and their repairs so far, in order; a failure without repair is for good.
    broken: Vec<(SimTime, Option<SimTime>)>,
    /// When it works again after the last of them; none where nothing comes after it.
    works_from: Option<SimTime>,
}

impl Lines {
    pub(super) fn of(scenario: &Scenario) -> Self {
        let line = Line {
            free: SimTime::from_micros(i64::MIN),
            broken: Vec::new(),
            works_from: Some(SimTime::STARTEX),
        };
        Self(vec![line; scenario.channels.len()])
    }

    /// What a report waits for that is released now; none where the channel is broken for good.
    pub(super) fn wait(&mut self, script: &Script, channel: ChannelId, to: TeamId) -> Option<Wait> {
        let scenario = script.scenario();
        let spec = scenario.channel(channel);
        let key = StableKey::named("channel").child(&spec.name.id);
        let receiver = key.with(script.setting().keys.team(to));
        let mut course = Course {
            script,
            spec,
            key,
            line: &mut self.0[channel.index()],
            at: script.now(),
            wait: Wait::default(),
        };
        course.queue()?;
        if let Some(hub) = spec.hub {
            course.tick(hub.publish, key, PUBLISH);
            course.open(true)?;
            course.tick(hub.pull, receiver, PULL);
            course.open(false)?;
        }
        Some(course.wait)
    }
}

/// A report on its way over a channel.
struct Course<'a, 'w> {
    script: &'a Script<'w>,
    spec: &'a Channel,
    key: StableKey,
    line: &'a mut Line,
    at: SimTime,
    wait: Wait,
}

impl Course<'_, '_> {
    /// One report after the other is taken, when the channel works and is open.
    fn queue(&mut self) -> Option<()> {
        let entered = self.at;
        if self.spec.takes > Span::ZERO {
            self.at = self.at.max(self.line.free);
            self.wait.queue += self.at.since(entered);
        }
        self.open(true)?;
        self.at += self.spec.takes;
        self.wait.queue += self.spec.takes;
        if self.spec.takes > Span::ZERO {
            self.line.free = self.at;
        }
        Some(())
    }

    /// Waits until the channel works and, if it has to be, is open.
    fn open(&mut self, within_hours: bool) -> Option<()> {
        loop {
            let before = self.at;
            if let Some(repaired) = self.line.broken_at(self.script, self.spec, self.key, self.at) {
                let repaired = repaired?;
                self.wait.broken += repaired.since(self.at);
                self.at = repaired;
            }
            if let Some(hours) = self.spec.hours.filter(|_| within_hours) {
                let shut = hours.until_open(self.script.setting().scenario.exercise.startex, self.at);
                self.wait.shut += shut;
                self.at += shut;
            }
            if self.at == before {
                return Some(());
            }
        }
    }

    /// Waits until what happens again and again happens next.
    fn tick(&mut self, every: Span, key: StableKey, purpose: Purpose) {
        if every == Span::ZERO {
            return;
        }
        let phase = every.scaled(self.script.draw(key, purpose, 0).uniform()).as_micros();
        let late = (self.at.as_micros() - phase).rem_euclid(every.as_micros());
        let wait = Span::from_micros((every.as_micros() - late).rem_euclid(every.as_micros()));
        self.wait.schedule += wait;
        self.at += wait;
    }
}

impl Line {
    /// Where the channel is broken at this time: when it is repaired, if ever.
    fn broken_at(
        &mut self,
        script: &Script,
        spec: &Channel,
        key: StableKey,
        at: SimTime,
    ) -> Option<Option<SimTime>> {
        if let Some(outage) = &spec.outage {
            self.play_until(script, outage, key, at);
        }
        let (_, repaired) = self.broken.iter().rev().find(|(failed, _)| *failed <= at)?;
        repaired.is_none_or(|repaired| repaired > at).then_some(*repaired)
    }

    /// Draws failures until one comes after this time.
    fn play_until(&mut self, script: &Script, outage: &ChannelFailure, key: StableKey, at: SimTime) {
        while let Some(works) = self.works_from.filter(|works| *works <= at) {
            let number = self.broken.len() as u64;
            let Some(lasts) = script.span(&outage.fails, key, FAILS, number) else {
                self.works_from = None;
                return;
            };
            let failed = works + lasts;
            let repaired =
                script.span(&outage.repaired, key, REPAIRED, number).map(|span| failed + span.max(SHORTEST));
            self.broken.push((failed, repaired));
            self.works_from = repaired;
        }
    }
}
