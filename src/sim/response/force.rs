//! Indicators in force: from the decision until they have outlived their use, cried wolf too often or were taken back.

use bevy_ecs::prelude::*;

use super::desk::{Desks, Subject, Task, Terms};
use super::knowledge::{Handling, Knowledge, Life};
use crate::engine::Purpose;
use crate::scenario::model::{Use, WorkKind};
use crate::sim::action::{Action, Retire};
use crate::sim::fact::{ItemTurn, Provenance, Retired, Retirement, What};
use crate::sim::ground::{Levers, Order};
use crate::sim::script::{Script, rank};
use crate::units::{Distribution, SimTime, Span};

const DELAY: Purpose = Purpose::new("deployment.delay");
const READY: Purpose = Purpose::new("engineering.ready");
const LIFE: Purpose = Purpose::new("deployment.life");

/// It blocks or detects now.
#[derive(Component, Clone, Copy, Debug)]
#[component(storage = "SparseSet")]
pub(super) struct InForce;

/// What has become of the rule that an indicator needs.
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq)]
#[component(storage = "SparseSet")]
pub(super) enum Rule {
    /// Somebody is to write it.
    InHand,
    /// It is there.
    Written,
}

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
    let team = scenario.team(team);
    if at_once {
        go_into_force(script, entity, knowledge, &Distribution::INSTANT);
    } else if team.engineering.is_some() {
        let key = script.setting().keys.team(knowledge.team).with(pattern);
        let cause = script.cause();
        script.plan(Some(Span::ZERO), rank::WORK, key, cause, Action::Engineer(entity));
    } else {
        go_into_force(script, entity, knowledge, &team.deployment.delay);
    }
}

fn go_into_force(script: &mut Script, entity: Entity, knowledge: Knowledge, delay: &Distribution) {
    let key = script.setting().keys.team(knowledge.team).with(knowledge.pattern);
    let after = script.span(delay, key, DELAY, 0);
    let cause = script.cause();
    script.plan(after, rank::CONTROL, key, cause, Action::Deploy(entity));
}

/// An indicator needs a rule: somebody writes one, unless there is one already.
pub(super) fn engineer(
    In(entity): In<Entity>,
    mut script: Script,
    mut desks: Desks,
    known: Query<(&Knowledge, Option<&Rule>)>,
) {
    let Ok((knowledge, rule)) = known.get(entity) else { return };
    let scenario = script.scenario();
    let team = scenario.team(knowledge.team);
    let Some(engineering) = &team.engineering else { return };
    let key = script.setting().keys.team(knowledge.team).with(knowledge.pattern);
    let is_ready = || script.setting().luck.draw(key, READY, 0).chance(engineering.ready);
    match rule {
        Some(Rule::InHand) => {}
        None if !is_ready() => {
            desks.commands.entity(entity).insert(Rule::InHand);
            let task = Task {
                team: knowledge.team,
                labour: &engineering.labour,
                kind: WorkKind::Engineering,
                key: key.child("rule"),
                factor: 1.0,
                because: None,
            };
            desks.enqueue(&mut script, task, Subject(entity), Terms::default());
        }
        None | Some(Rule::Written) => {
            go_into_force(&mut script, entity, *knowledge, &team.deployment.delay);
        }
    }
}

/// The rule for an indicator is written.
pub(super) fn engineering_done(
    In(work): In<Entity>,
    mut script: Script,
    mut commands: Commands,
    works: Query<&Subject>,
    known: Query<&Knowledge>,
) {
    commands.entity(work).despawn();
    let Ok(entity) = works.get(work).map(|subject| subject.0) else { return };
    let Ok(knowledge) = known.get(entity) else { return };
    commands.entity(entity).insert(Rule::Written);
    let scenario = script.scenario();
    let delay = &scenario.team(knowledge.team).deployment.delay;
    go_into_force(&mut script, entity, *knowledge, delay);
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
