//! How the world shows itself: steps leave traces in logs, trip sensors and deployed indicators.

use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;

use super::Grounds;
use super::components::{Control, Controls, Emitted, Fortified, Logs, Practised, Trace, Truth, Vigilance};
use super::infrastructure::Shown;
use super::protection;
use super::sensors::Watch;
use crate::engine::{Purpose, StableKey};
use crate::scenario::model::{
    GroupId, HostRef, IndicatorKind, OrgId, SensorId, Step, StepEffect, TeamId, Use,
};
use crate::sim::action::Action;
use crate::sim::fact::{AlertId, AlertSource, Disposition, FactId, IntrusionId, Obstacle, Pattern, What};
use crate::sim::script::{Script, rank};
use crate::units::Probability;

const DETECT: Purpose = Purpose::new("sensor.detect");
const DETECT_DELAY: Purpose = Purpose::new("sensor.delay");
const PREVENT: Purpose = Purpose::new("sensor.prevent");
const LOGGED: Purpose = Purpose::new("log.coverage");
const BLOCK: Purpose = Purpose::new("indicator.block");
const MATCH_DELAY: Purpose = Purpose::new("indicator.match-delay");

/// An alert that is on its way to a team.
#[derive(Clone, Debug)]
pub(crate) struct AlertDue {
    pub(super) organisation: OrgId,
    pub(super) key: StableKey,
    pub(super) source: AlertSource,
    pub(super) host: Option<HostRef>,
    pub(super) shows: Vec<(Pattern, IndicatorKind)>,
    pub(super) truth: Option<(Entity, IntrusionId)>,
}

/// An alert as a team sees it.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct Alert {
    pub(crate) id: AlertId,
    pub(crate) key: StableKey,
    pub(crate) team: TeamId,
    pub(crate) organisation: OrgId,
    pub(crate) source: AlertSource,
    pub(crate) host: Option<HostRef>,
    /// The fact that it came in.
    pub(crate) raised: FactId,
}

/// What whoever looks at an alert can take from it.
#[derive(Component, Clone, Debug)]
pub(crate) struct Shows(pub(crate) Vec<(Pattern, IndicatorKind)>);

impl Shows {
    /// Its patterns, whatever kinds they are.
    pub(crate) fn patterns(&self) -> impl Iterator<Item = Pattern> + '_ {
        self.0.iter().map(|(pattern, _)| *pattern)
    }
}

/// Alerts that have come in and that no team has looked at yet. A list, not a mark on each of them: to mark an entity
/// and to take the mark off again would move it twice.
#[derive(Debug, Default, Resource)]
pub(crate) struct JustIn(pub(crate) Vec<Entity>);

/// Where alerts come in.
#[derive(SystemParam)]
pub(super) struct Inbox<'w, 's> {
    commands: Commands<'w, 's>,
    just_in: ResMut<'w, JustIn>,
}

/// One execution of a step against one host.
#[derive(Clone, Copy, Debug)]
pub(super) struct Execution<'a> {
    pub(super) intrusion: Entity,
    pub(super) id: IntrusionId,
    pub(super) step: &'a Step,
    /// The hosts among which it happens.
    pub(super) group: GroupId,
    pub(super) host: Option<HostRef>,
    /// Key of intrusion and step.
    pub(super) key: StableKey,
    /// Which execution of the step this is.
    pub(super) ordinal: u64,
    pub(super) sight: Sight,
}

/// Who has a look at an execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sight {
    /// All who watch.
    Whole,
    /// Those who stand at the gate: letters come in.
    Gate,
    /// Those who do not: something happens at a host.
    Hosts,
}

/// What an organisation sees with.
type Watching =
    (&'static Controls, &'static mut Logs, Option<&'static Vigilance>, Option<&'static Practised>);

/// How sharply an organisation looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Keenness {
    /// Factor on the odds that sensors see what they can see.
    odds: f64,
    /// Added to the chance of that.
    more: f64,
}

impl Keenness {
    fn of(script: &Script, vigilance: Option<&Vigilance>, practised: Option<&Practised>) -> Self {
        Self {
            odds: vigilance.map_or(1.0, |vigilance| vigilance.sensing),
            more: practised.map_or(0.0, |practised| practised.0.practice(script.now()).detection),
        }
    }

    /// A chance as it is with this; who cannot see something does not see it now either.
    pub(super) fn sharpen(self, chance: Probability) -> Probability {
        let chance = chance.with_odds(self.odds);
        if self.more > 0.0 && chance > Probability::NEVER {
            return Probability::literal(chance.get() + self.more);
        }
        chance
    }
}

/// The senses of all organisations.
#[derive(SystemParam)]
pub(super) struct Senses<'w, 's> {
    grounds: Res<'w, Grounds>,
    organisations: Query<'w, 's, Watching>,
    fortified: Query<'w, 's, (&'static Fortified, Option<&'static Practised>)>,
    emitted: Query<'w, 's, &'static mut Emitted>,
    watch: Watch<'w, 's>,
}

impl Senses<'_, '_> {
    /// What stops an execution before it takes effect, if anything does. What stops it also raises an alert: a
    /// block that nobody hears of would leave the adversary at rest where it is.
    pub(super) fn stop(&self, script: &mut Script, run: &Execution, shown: &[Shown]) -> Option<Obstacle> {
        self.stop_by_indicator(script, run, shown).or_else(|| self.stop_on_host(script, run, shown))
    }

    /// Whether an execution fails that would have succeeded with this chance, because the networks are harder than by
    /// nature.
    pub(super) fn withstands(
        &self,
        script: &Script,
        run: &Execution,
        success: Probability,
        luck: Purpose,
    ) -> Option<Obstacle> {
        let (fortified, practised) = self.fortified.get(self.grounds.organisation(run.id.victim)).ok()?;
        fortified.withstands(script, run, success, luck).or_else(|| {
            let StepEffect::Enter { .. } = run.step.effect else { return None };
            let leaves = fortified.leaves(script, run) * practised?.0.practice(script.now()).exposure;
            let remains = success.and(Probability::literal(leaves));
            (!script.chance(remains, run.key, luck, run.ordinal)).then_some(Obstacle::BestPractice)
        })
    }

    /// What stops an execution on its host, where indicators come too late.
    pub(super) fn stop_on_host(
        &self,
        script: &mut Script,
        run: &Execution,
        shown: &[Shown],
    ) -> Option<Obstacle> {
        self.stop_by_sensor(script, run, shown).or_else(|| protection::stopped(script, run, &patterns(shown)))
    }

    /// What stops an execution on its way to a person, whatever there is on the host.
    pub(super) fn stop_on_the_way(
        &self,
        script: &mut Script,
        run: &Execution,
        shown: &[Shown],
    ) -> Option<Obstacle> {
        self.stop_by_indicator(script, run, shown).or_else(|| self.stop_by_sensor(script, run, shown))
    }

    fn stop_by_indicator(&self, script: &mut Script, run: &Execution, shown: &[Shown]) -> Option<Obstacle> {
        let (blocked, control) = self.blocked(script, run, shown)?;
        let cause = script.cause();
        tripped(script, run, blocked, control, &patterns(shown), cause);
        Some(Obstacle::Indicator { pattern: blocked.pattern, provenance: control.provenance })
    }

    fn stop_by_sensor(&self, script: &mut Script, run: &Execution, shown: &[Shown]) -> Option<Obstacle> {
        let sensor = prevented(script, &self.watch, run)?;
        let cause = script.cause();
        raise(script, run, sensor, &patterns(shown), cause);
        Some(Obstacle::Control(sensor))
    }

    /// What takes a letter out before anybody has it, silently: nobody is told of every single one.
    pub(super) fn filter(&self, script: &Script, run: &Execution, shown: &[Shown]) -> Option<Obstacle> {
        match self.blocked(script, run, shown) {
            Some((blocked, control)) => {
                Some(Obstacle::Indicator { pattern: blocked.pattern, provenance: control.provenance })
            }
            None => prevented(script, &self.watch, run).map(Obstacle::Control),
        }
    }

    /// The indicator in force that blocks an execution.
    fn blocked<'a>(
        &self,
        script: &Script,
        run: &Execution,
        shown: &'a [Shown],
    ) -> Option<(&'a Shown, Control)> {
        let setting = script.setting();
        let (controls, ..) = self.organisations.get(self.grounds.organisation(run.id.victim)).ok()?;
        let team = setting.scenario.organisation(run.id.victim).team;
        let efficacy = setting.scenario.team(team).deployment.efficacy;
        shown.iter().find_map(|shown| {
            let control = controls.0.get(&shown.pattern).filter(|control| control.allowed == Use::Block)?;
            let key = run.key.with(shown.pattern);
            script.chance(efficacy, key, BLOCK, run.ordinal).then_some((shown, *control))
        })
    }

    /// What an execution leaves behind, and who notices.
    pub(super) fn perceive(
        &mut self,
        script: &mut Script,
        run: &Execution,
        shown: &[Shown],
        because: FactId,
    ) {
        if let Ok(mut emitted) = self.emitted.get_mut(run.intrusion) {
            emitted.0.extend(shown.iter().map(|shown| (shown.pattern, shown.kind)));
        }
        let entity = self.grounds.organisation(run.id.victim);
        let Ok((controls, mut logs, vigilance, practised)) = self.organisations.get_mut(entity) else {
            return;
        };
        let shows = patterns(shown);
        for shown in shown {
            log(script, run, shown.pattern, &mut logs);
            if let Some(control) = controls.0.get(&shown.pattern) {
                tripped(script, run, shown, *control, &shows, Some(because));
            }
        }
        let keenness = Keenness::of(script, vigilance, practised);
        sensed(script, &self.watch, run, keenness, &shows, because);
        protection::notice(script, run, keenness, &shows, because);
    }
}

/// What whoever looks at an alert can take from it.
pub(super) fn patterns(shown: &[Shown]) -> Vec<(Pattern, IndicatorKind)> {
    shown.iter().map(|shown| (shown.pattern, shown.kind)).collect()
}

fn prevented(script: &Script, watch: &Watch, run: &Execution) -> Option<SensorId> {
    let setting = script.setting();
    covering(script, watch, run).find(|id| {
        let key = setting.keys.sensor(*id).with(run.key);
        let prevents = seen(script, run, setting.scenario.sensor(*id).prevents);
        prevents.get() > 0.0 && script.chance(prevents, key, PREVENT, run.ordinal)
    })
}

/// The chance that a sensor sees an adversary of this stealth.
pub(super) fn seen(script: &Script, run: &Execution, chance: Probability) -> Probability {
    let stealth = script.setting().scenario.campaign(run.id.campaign).actor.stealth;
    chance.with_odds(1.0 / stealth)
}

/// The sensors that work and have an execution within their sight.
fn covering<'a>(
    script: &'a Script,
    watch: &'a Watch,
    run: &'a Execution,
) -> impl Iterator<Item = SensorId> + 'a {
    let scenario = &script.setting().scenario;
    scenario
        .organisation(run.id.victim)
        .sensors
        .iter()
        .copied()
        .filter(|id| scenario.sensor(*id).covers(run.group, run.step.tactic, &run.step.technique))
        .filter(|id| match run.sight {
            Sight::Whole => true,
            Sight::Gate => scenario.sensor(*id).gate,
            Sight::Hosts => !scenario.sensor(*id).gate,
        })
        .filter(|id| watch.works(*id))
}

fn log(script: &Script, run: &Execution, pattern: Pattern, logs: &mut Logs) {
    let logging = script.setting().scenario.group(run.group).logging;
    if script.chance(logging.coverage, run.key.with(pattern), LOGGED, run.ordinal) {
        let left = script.now();
        let trace = Trace { left, kept: left + logging.retention, intrusion: run.intrusion, host: run.host };
        logs.0.entry(pattern).or_default().push(trace);
    }
}

fn tripped(
    script: &mut Script,
    run: &Execution,
    shown: &Shown,
    control: Control,
    shows: &[(Pattern, IndicatorKind)],
    because: Option<FactId>,
) {
    let scenario = script.scenario();
    let team = scenario.organisation(run.id.victim).team;
    let Control { provenance, .. } = control;
    let pattern = shown.pattern;
    let matched =
        script.record_because(because, What::IndicatorMatched { team, pattern, provenance, genuine: true });
    let key = run.key.with(pattern).index(run.ordinal);
    let delay = script.span(&scenario.team(team).deployment.match_delay, key, MATCH_DELAY, 0);
    let due = AlertDue {
        organisation: run.id.victim,
        key,
        source: AlertSource::Indicator { pattern, provenance },
        host: run.host,
        shows: shows.to_vec(),
        truth: Some((run.intrusion, run.id)),
    };
    script.plan(delay, rank::ARRIVAL, key, Some(matched), Action::Alert(Box::new(due)));
}

fn sensed(
    script: &mut Script,
    watch: &Watch,
    run: &Execution,
    keenness: Keenness,
    shows: &[(Pattern, IndicatorKind)],
    because: FactId,
) {
    let scenario = script.scenario();
    let seeing: Vec<SensorId> = covering(script, watch, run).collect();
    for id in seeing {
        let key = script.setting().keys.sensor(id).with(run.key);
        let detects = keenness.sharpen(seen(script, run, scenario.sensor(id).detects));
        if script.chance(detects, key, DETECT, run.ordinal) {
            raise(script, run, id, shows, Some(because));
        }
    }
}

/// A sensor raises an alert about an execution.
fn raise(
    script: &mut Script,
    run: &Execution,
    sensor: SensorId,
    shows: &[(Pattern, IndicatorKind)],
    because: Option<FactId>,
) {
    let scenario = script.scenario();
    let base = script.setting().keys.sensor(sensor).with(run.key);
    let delay = script.span(&scenario.sensor(sensor).delay, base, DETECT_DELAY, run.ordinal);
    let key = base.index(run.ordinal);
    let due = AlertDue {
        organisation: run.id.victim,
        key,
        source: AlertSource::Sensor(sensor),
        host: run.host,
        shows: shows.to_vec(),
        truth: Some((run.intrusion, run.id)),
    };
    script.plan(delay, rank::ARRIVAL, key, because, Action::Alert(Box::new(due)));
}

/// An alert comes in.
pub(super) fn arrive(In(due): In<AlertDue>, mut script: Script, mut inbox: Inbox) {
    come_in(&mut script, &mut inbox, due);
}

/// From here on a team can see the alert.
pub(super) fn come_in(script: &mut Script, inbox: &mut Inbox, due: AlertDue) {
    let team = script.setting().scenario.organisation(due.organisation).team;
    let AlertDue { organisation, key, source, host, shows, truth } = due;
    let id = script.numbers().alert();
    let intrusion = truth.map(|(_, id)| id);
    let disposition = Disposition::of(&script.setting().scenario, source, intrusion.is_some());
    let raised = What::AlertRaised { alert: id, team, organisation, source, host, disposition, intrusion };
    let raised = script.record(raised);
    let alert = inbox.commands.spawn((
        Alert { id, key, team, organisation, source, host, raised },
        Shows(shows),
        Truth(truth.map(|(entity, _)| entity)),
    ));
    inbox.just_in.0.push(alert.id());
}
