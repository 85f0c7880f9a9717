//! Footholds that spread by themselves: a worm goes host to host over the links.
//!
//! A foothold that scans a space of addresses finds nobody most of the time. Its probes are a Poisson process, and so
//! are those of them that find somebody: at a rate that is lower by the chance of finding. Only these are played.

use std::borrow::Cow;

use bevy_ecs::prelude::*;

use super::access::reach_from_zones;
use super::adversary::{Theatre, plan_contact};
use super::components::Intrusion;
use super::course::execution_key;
use super::infrastructure::shown_by;
use super::senses::{Execution, Sight};
use super::terrain::Field;
use crate::engine::{Purpose, StableKey};
use crate::scenario::model::{HostRef, OrgId, Privilege, Scans, Scenario, Step, StepEffect, StepId, Through};
use crate::sim::action::{Befall, Contact};
use crate::sim::fact::{Obstacle, What};
use crate::sim::script::Script;
use crate::units::{Distribution, Probability};

const SUCCESS: Purpose = Purpose::new("spread.success");
const LOCAL: Purpose = Purpose::new("spread.local");

/// A foothold that spreads tries one host, and plans to try the next.
pub(super) fn contact(In(due): In<Contact>, mut script: Script, mut theatre: Theatre) {
    let Some((entity, host)) = live(&theatre, due.foothold) else { return };
    let Ok(course) = theatre.courses.get(entity) else { return };
    let (intrusion, credentials) = (*course.intrusion, course.credentials);
    let quiet = course.quiet.is_some_and(|quiet| quiet.0 > script.now());
    if !theatre.terrain.is_up(host) {
        return; // what is down tries nobody any more
    }
    if theatre.outbreaks.is_stopped(intrusion.campaign) {
        return;
    }
    if let Some(cause) = script.cause() {
        let next = Contact { contact: due.contact + 1, ..due };
        plan_contact(&mut script, &intrusion, next, host, cause);
    }
    if quiet {
        return;
    }
    try_host(&mut script, &mut theatre, entity, &intrusion, due, host, credentials);
}

/// Where the tries of a foothold go.
struct Aim<'a> {
    /// All targets in reach.
    field: Field<'a>,
    /// Those in its own zone, where it prefers them and there are others.
    near: Option<Field<'a>>,
    /// Chance that a try finds a host.
    hit: f64,
    /// Chance that a try that finds a host was aimed at its own zone.
    local: f64,
}

impl<'a> Aim<'a> {
    fn of(scenario: &'a Scenario, victim: OrgId, step: &Step, from: HostRef) -> Option<Self> {
        let StepEffect::Spread { targets, through, scans, local, .. } = &step.effect else { return None };
        let zone = scenario.group(from.group).zone;
        let reach = reach_from_zones(scenario, *through, std::iter::once(zone));
        let field = Field::new(scenario, victim, targets, &reach);
        let prefers = |near: &Field| *local > Probability::NEVER && near.others(from) > 0;
        let near = Some(field.within(zone)).filter(prefers);
        let local = if near.is_some() { local.get() } else { 0.0 };
        #[expect(clippy::cast_precision_loss, reason = "no network has 2^53 hosts")]
        let found = match scans {
            Scans::Reachable => 1.0,
            Scans::Space { addresses } => field.others(from) as f64 / *addresses as f64,
        };
        let hit = local + (1.0 - local) * found;
        Some(Self { field, near, hit, local: if hit > 0.0 { local / hit } else { 0.0 } })
    }

    /// The host that a try finds.
    fn host(&self, script: &Script, from: HostRef, key: StableKey, ordinal: u64) -> Option<HostRef> {
        let near = self.near.as_ref().filter(|_| script.draw(key, LOCAL, ordinal).uniform() < self.local);
        near.unwrap_or(&self.field).other(script, from, key, ordinal)
    }
}

/// The time between two tries of a foothold that find a host; none where no try ever does.
pub(super) fn between<'a>(
    script: &Script,
    intrusion: &Intrusion,
    step: &Step,
    from: HostRef,
    every: &'a Distribution,
) -> Option<Cow<'a, Distribution>> {
    let StepEffect::Spread { scans: Scans::Space { .. }, .. } = &step.effect else {
        return Some(Cow::Borrowed(every));
    };
    let Distribution::Exponential { mean } = every else { return None };
    let hit = Aim::of(&script.setting().scenario, intrusion.victim, step, from)?.hit;
    (hit > 0.0).then(|| Cow::Owned(Distribution::Exponential { mean: mean.scaled(1.0 / hit) }))
}

/// The key of what a host does that spreads. A host that was lost and is taken again has new luck.
pub(super) fn spread_key(
    script: &Script,
    intrusion: &Intrusion,
    step: StepId,
    host: HostRef,
    life: u32,
) -> StableKey {
    let key = execution_key(script, intrusion, step, 0).with(script.setting().keys.host(host));
    if life == 0 { key } else { key.index(u64::from(life)) }
}

fn live(theatre: &Theatre, foothold: Entity) -> Option<(Entity, HostRef)> {
    theatre.footholds.get(foothold).ok().map(|(foothold, of)| (of.0, foothold.host))
}

fn try_host(
    script: &mut Script,
    theatre: &mut Theatre,
    entity: Entity,
    intrusion: &Intrusion,
    due: Contact,
    from: HostRef,
    credentials: bool,
) {
    let scenario = script.scenario();
    let step = &scenario.campaign(intrusion.campaign).steps[due.step.index()];
    let StepEffect::Spread { through, removal, .. } = &step.effect else { return };
    let key = spread_key(script, intrusion, due.step, from, due.life);
    let ordinal = u64::from(due.contact);
    let Some(aim) = Aim::of(scenario, intrusion.victim, step, from) else { return };
    let Some(to) = aim.host(script, from, key, ordinal) else { return };
    let logs_on = matches!(through, Through::Credentials { .. });
    let lacking = logs_on && !theatre.can_log_on(scenario, intrusion.campaign, to, credentials);
    if lacking || !theatre.terrain.is_open(to, entity) || !theatre.yields(script, intrusion, to, *through) {
        return;
    }
    if theatre.is_patched(script, entity, intrusion, removal.as_ref(), to) {
        return;
    }
    let run = Execution {
        intrusion: entity,
        id: intrusion.id(),
        step,
        group: to.group,
        host: Some(to),
        key,
        ordinal,
        sight: Sight::Whole,
    };
    let shown =
        shown_by(script, &mut theatre.book, &theatre.infrastructure, intrusion.victim, &step.indicators);
    let (id, step) = (intrusion.id(), due.step);
    match theatre.carry_out(script, &run, &shown, credentials, SUCCESS) {
        Ok(()) => {
            let because = script.record(What::StepSucceeded { intrusion: id, step, host: Some(to) });
            let rights = theatre.rights(scenario, intrusion.campaign, to, Privilege::User, *through);
            theatre.gain(script, entity, to, rights, because);
            if logs_on {
                theatre.harvest(script, intrusion, (to, rights), because);
            }
            theatre.senses.perceive(script, &run, &shown, because);
        }
        Err(Obstacle::Luck) => {}
        Err(obstacle) => {
            script.record(What::StepFailed { intrusion: id, step, obstacle, retried: true });
        }
    }
}

/// What spreads befalls a host that it took.
pub(super) fn befall(In(due): In<Befall>, mut script: Script, mut theatre: Theatre) {
    let Some((entity, host)) = live(&theatre, due.foothold) else { return };
    let Ok(course) = theatre.courses.get(entity) else { return };
    let intrusion = *course.intrusion;
    let scenario = script.scenario();
    let step = &scenario.campaign(intrusion.campaign).steps[due.step.index()];
    let StepEffect::Spread { then: Some((impact, _)), .. } = &step.effect else { return };
    let because = script.record(What::ObjectiveReached { intrusion: intrusion.id(), impact: *impact });
    if impact.takes_down() {
        theatre.take_down(&mut script, entity, *impact, &[host], because);
    }
}
