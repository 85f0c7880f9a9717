//! What a team makes of what it is told beyond indicators, and of what it has learnt from its own incidents.

use bevy_ecs::prelude::*;

use super::Roster;
use super::desk::{Desks, Task, Terms};
use super::insight::Insights;
use super::patching::Backlogs;
use super::procedures::Adopted;
use crate::engine::Purpose;
use crate::scenario::model::{Labour, WorkKind};
use crate::sim::action::{Action, Counsel, Countermeasure};
use crate::sim::fact::{Against, Effect, ItemTurn, Object, Provenance, What};
use crate::sim::ground::{Fortification, Levers, key_of};
use crate::sim::script::{Script, rank};
use crate::units::{Distribution, Probability};

const DELAY: Purpose = Purpose::new("hardening.delay");

/// What a team is being made hard against, or has been.
#[derive(Component, Debug, Default)]
pub(crate) struct Undertaken(Vec<Against>);

/// Work on it.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct Hardens(Countermeasure);

/// A team is told something, or has learnt it itself.
#[expect(clippy::too_many_arguments, reason = "the parameters of a system are its declaration of access")]
pub(super) fn heed(
    In(counsel): In<Counsel>,
    mut script: Script,
    mut desks: Desks,
    mut levers: Levers,
    mut insights: Insights,
    mut backlogs: Backlogs,
    roster: Res<Roster>,
    mut undertaken: Query<&mut Undertaken>,
    mut adopted: Query<&mut Adopted>,
) {
    let Counsel { team, object, provenance, .. } = counsel;
    let scenario = script.scenario();
    let kept = object != Object::EarlyWarning && provenance != Provenance::Own;
    if kept && !insights.learn(&mut script, &counsel) {
        if let Provenance::Partner { item, .. } = provenance {
            script.record(What::ItemTurned { item, turn: ItemTurn::Duplicate });
        }
        return;
    }
    if scenario.team(team).posture.raised_by.contains(&object.kind()) {
        insights.look_out(&mut script, &mut levers, &counsel);
    }
    let Ok(mut undertaken) = undertaken.get_mut(roster.team(team)) else { return };
    match object {
        Object::Advisory(vulnerability) => {
            let Some(patching) = &scenario.team(team).patching else { return };
            let effect = Effect::PutFirst { vulnerability, provenance };
            let heeded = script.record(What::Effect { team, effect });
            script.go_on_from(heeded);
            if backlogs.put_first(&mut script, &mut desks, team, vulnerability) {
                return; // there is a patch
            }
            if let Some(workaround) = &patching.workaround {
                let labour = Labour { desk: patching.desk, work: workaround.work.clone() };
                let against = Against::Weakness(vulnerability);
                undertake(&mut script, &mut desks, &mut undertaken, &counsel, against, &labour);
            }
        }
        Object::Hardening(technique) => {
            let Some(hardening) = &scenario.team(team).hardening else { return };
            let against = Against::Technique(technique);
            undertake(&mut script, &mut desks, &mut undertaken, &counsel, against, &hardening.labour);
        }
        Object::Playbook(_) => {
            if let Ok(mut adopted) = adopted.get_mut(roster.team(team)) {
                adopted.take(&script, &counsel);
            }
        }
        Object::Indicator(_) | Object::EarlyWarning | Object::IncidentReport => {}
    }
}

/// Puts work up, unless it was before.
fn undertake(
    script: &mut Script,
    desks: &mut Desks,
    undertaken: &mut Undertaken,
    counsel: &Counsel,
    against: Against,
    labour: &Labour,
) {
    if undertaken.0.contains(&against) {
        return;
    }
    undertaken.0.push(against);
    let Counsel { team, provenance, reach, .. } = *counsel;
    let key = script.setting().keys.team(team).child("hardening").with(key_of(script, against));
    let task = Task { team, labour, kind: WorkKind::Hardening, key, factor: 1.0, because: None };
    let hardens = Hardens(Countermeasure { team, against, provenance, reach });
    desks.enqueue(script, task, hardens, Terms::default());
}

/// Work on being harder is done; it takes effect in time.
pub(super) fn hardening_done(
    In(work): In<Entity>,
    mut script: Script,
    mut commands: Commands,
    works: Query<&Hardens>,
) {
    commands.entity(work).despawn();
    let Ok(Hardens(measure)) = works.get(work).copied() else { return };
    let key = script.setting().keys.team(measure.team).child("hardening");
    let key = key.with(key_of(&script, measure.against));
    let scenario = script.scenario();
    let hardening = scenario.team(measure.team).hardening.as_ref();
    let delay = match measure.against {
        Against::Weakness(_) => &Distribution::INSTANT,
        Against::Technique(_) => hardening.map_or(&Distribution::INSTANT, |hardening| &hardening.delay),
    };
    let (after, cause) = (script.span(delay, key, DELAY, 0), script.cause());
    script.plan(after, rank::CONTROL, key, cause, Action::Fortify(Box::new(measure)));
}

/// Hardening takes effect.
pub(super) fn fortify(In(measure): In<Countermeasure>, mut script: Script, mut levers: Levers) {
    let Countermeasure { team, against, provenance, reach } = measure;
    let scenario = script.scenario();
    let spec = scenario.team(team);
    let found = match against {
        Against::Weakness(_) => {
            let workaround = spec.patching.as_ref().and_then(|patching| patching.workaround.as_ref());
            workaround.map(|workaround| (workaround.leaves, Probability::NEVER, Probability::NEVER))
        }
        Against::Technique(_) => {
            spec.hardening.as_ref().map(|measures| (measures.leaves, measures.floor, measures.overdone))
        }
    };
    let Some((leaves, floor, overdone)) = found else { return };
    let effect = Effect::Hardened { against, provenance };
    let hardened = script.record(What::Effect { team, effect });
    script.go_on_from(hardened);
    let fortification = Fortification { leaves: leaves.get(), floor: floor.get(), provenance };
    for organisation in scenario.within(team, reach) {
        levers.fortify(&mut script, *organisation, against, fortification, overdone);
    }
}
