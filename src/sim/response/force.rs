//! Indicators in force: from the decision until they have outlived their use, cried wolf too often or were taken back.

use bevy_ecs::prelude::*;

use super::knowledge::{Handling, Knowledge, Life};
use crate::engine::Purpose;
use crate::scenario::model::Use;
use crate::sim::action::{Action, Retire};
use crate::sim::fact::{ItemTurn, Provenance, Retired, Retirement, What};
use crate::sim::ground::{Levers, Order};
use crate::sim::script::{Script, rank};
use crate::units::{Distribution, SimTime, Span};

const DELAY: Purpose = Purpose::new("deployment.delay");
const LIFE: Purpose = Purpose::new("deployment.life");

/// It blocks or detects now.
#[derive(Component, Clone, Copy, Debug)]
#[component(storage = "SparseSet")]
pub(super) struct InForce;

/// Puts an indicator up to come into force; what is only searched for never does.
pub(super) fn plan_deployment(
    script: &mut Script,
    entity: Entity,
    knowledge: Knowledge,
    allowed: Use,
    at_once: bool,
) {
    if allowed < Use::Detect {
        return;
    }
    let Knowledge { team, pattern, .. } = knowledge;
    let scenario = script.scenario();
    let delay = if at_once { &Distribution::INSTANT } else { &scenario.team(team).deployment.delay };
    let key = script.setting().keys.team(team).with(pattern);
    let after = script.span(delay, key, DELAY, 0);
    let cause = script.cause();
    script.plan(after, rank::CONTROL, key, cause, Action::Deploy(entity));
}

/// When an indicator has lost its worth, where it loses it with age.
fn worn_out(script: &Script, knowledge: &Knowledge, life: &Life) -> Option<SimTime> {
    let deployment = &script.setting().scenario.team(knowledge.team).deployment;
    deployment.decay_of(knowledge.kind).map(|decay| life.seen + decay.life())
}

/// An indicator comes into force in the organisations that the team defends.
pub(super) fn deploy(
    In(entity): In<Entity>,
    mut script: Script,
    mut commands: Commands,
    mut levers: Levers,
    mut known: Query<(&Knowledge, &Handling, &mut Life)>,
) {
    let Ok((knowledge, handling, mut life)) = known.get_mut(entity) else { return };
    if life.ended == Some(Retirement::Retracted) {
        return;
    }
    let Knowledge { team, pattern, kind, provenance } = *knowledge;
    let worn_out = worn_out(&script, knowledge, &life);
    if worn_out.is_some_and(|at| at <= script.now()) {
        life.ended = Some(Retirement::Expired);
        if let Provenance::Partner { item, .. } = provenance {
            script.record(What::ItemTurned { item, turn: ItemTurn::Stale });
        }
        return;
    }
    life.ended = None;
    let scenario = script.scenario();
    let allowed = handling.allowed;
    let order = Order { pattern, kind, allowed, provenance, knowledge: entity };
    let deployed = script.record(What::IndicatorDeployed { team, pattern, allowed, provenance });
    script.go_on_from(deployed);
    for organisation in scenario.within(team, handling.reach) {
        levers.deploy(&mut script, *organisation, order);
    }
    commands.entity(entity).insert(InForce);
    let key = script.setting().keys.team(team).with(pattern);
    let lasts = match worn_out {
        Some(at) => Some(at.since(script.now())),
        None => script.span(&scenario.team(team).deployment.life, key, LIFE, 0),
    };
    plan_retirement(&mut script, entity, knowledge, lasts);
}

fn plan_retirement(script: &mut Script, entity: Entity, knowledge: &Knowledge, lasts: Option<Span>) {
    let key = script.setting().keys.team(knowledge.team).with(knowledge.pattern);
    let due = Retire { knowledge: entity, why: Retirement::Expired };
    let cause = script.cause();
    script.plan(lasts, rank::CONTROL, key, cause, Action::Retire(due));
}

/// An indicator goes out of force; not where it was to for its age, and has been seen since.
pub(super) fn retire(
    In(due): In<Retire>,
    mut script: Script,
    mut commands: Commands,
    mut levers: Levers,
    mut known: Query<(&Knowledge, &mut Life), With<InForce>>,
) {
    let Retire { knowledge: entity, why } = due;
    let Ok((knowledge, mut life)) = known.get_mut(entity) else { return };
    if why == Retirement::Expired
        && let Some(at) = worn_out(&script, knowledge, &life).filter(|at| *at > script.now())
    {
        let lasts = at.since(script.now());
        plan_retirement(&mut script, entity, knowledge, Some(lasts));
        return;
    }
    let Knowledge { team, pattern, provenance, .. } = *knowledge;
    life.ended = Some(why);
    let scenario = script.scenario();
    commands.entity(entity).remove::<InForce>();
    let retired = script.record(What::IndicatorRetired(Retired { team, pattern, why, provenance }));
    script.go_on_from(retired);
    for organisation in &scenario.team(team).defends {
        levers.retire(&mut script, *organisation, pattern, entity);
    }
}
