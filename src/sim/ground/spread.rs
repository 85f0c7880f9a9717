//! Footholds that spread by themselves: a worm goes host to host over the links.

use bevy_ecs::prelude::*;

use super::access::reach_from_zones;
use super::adversary::{Theatre, plan_contact};
use super::components::Intrusion;
use super::course::execution_key;
use super::infrastructure::shown_by;
use super::senses::{Execution, Sight};
use super::terrain::Field;
use crate::engine::Purpose;
use crate::scenario::model::{HostRef, Privilege, StepEffect, Through};
use crate::sim::action::{Befall, Contact};
use crate::sim::fact::{Obstacle, What};
use crate::sim::script::Script;

const SUCCESS: Purpose = Purpose::new("spread.success");

/// A foothold that spreads tries one host, and plans to try the next.
pub(super) fn contact(In(due): In<Contact>, mut script: Script, mut theatre: Theatre) {
    let Some((entity, host)) = live(&theatre, due.foothold) else { return };
    let Ok(course) = theatre.courses.get(entity) else { return };
    let (intrusion, credentials) = (*course.intrusion, course.credentials);
    let quiet = course.quiet.is_some_and(|quiet| quiet.0 > script.now());
    if !theatre.terrain.is_up(host) {
        return; // what is down tries nobody any more
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
    let scenario = script.setting().scenario.clone();
    let step = &scenario.campaign(intrusion.campaign).steps[due.step.index()];
    let StepEffect::Spread { targets, through, .. } = &step.effect else { return };
    let key = execution_key(script, intrusion, due.step, 0).with(script.setting().keys.host(from));
    let ordinal = u64::from(due.contact);
    let reach = reach_from_zones(&scenario, *through, std::iter::once(scenario.group(from.group).zone));
    let field = Field::new(&scenario, intrusion.victim, targets, &reach);
    let Some(to) = field.other(script, from, key, ordinal) else { return };
    let logs_on = matches!(through, Through::Credentials { .. });
    let lacking = logs_on && !theatre.can_log_on(&scenario, intrusion.campaign, to, credentials);
    if lacking || !theatre.terrain.is_open(to, entity) || !theatre.yields(script, intrusion, to, *through) {
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
            let rights = theatre.rights(&scenario, intrusion.campaign, to, Privilege::User, *through);
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
    let scenario = script.setting().scenario.clone();
    let step = &scenario.campaign(intrusion.campaign).steps[due.step.index()];
    let StepEffect::Spread { then: Some((impact, _)), .. } = &step.effect else { return };
    let because = script.record(What::ObjectiveReached { intrusion: intrusion.id(), impact: *impact });
    if impact.takes_down() {
        theatre.take_down(&mut script, entity, *impact, &[host], because);
    }
}
