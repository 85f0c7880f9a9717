//! What happens at desks: work is done, given up or handed on, and people come and go.

use bevy_ecs::prelude::*;

use super::{Desks, SERVICE, Seat, Subject};
use crate::engine::StableKey;
use crate::scenario::model::{DeskId, ShiftEnd, TeamId};
use crate::sim::action::{Action, ShiftTurn};
use crate::sim::fact::{Because, Duty, What};
use crate::sim::ground::Alert;
use crate::sim::script::{Script, rank};
use crate::units::Span;

/// Work is done: the analyst is free, and takes up what waits.
pub(in super::super) fn vacate(In(seat): In<Seat>, mut script: Script, mut desks: Desks) {
    let Seat { mut work, begun } = seat;
    let done = script.record_because(begun, What::WorkDone { work: work.id });
    let (team, desk) = (work.team, work.desk);
    if let Ok(mut counter) = desks.counters.get_mut(desks.roster.desk(team, desk)) {
        counter.let_go(&mut work);
        counter.tell(&mut script, team, desk, Some(done));
    }
    desks.take_up(&mut script, team, desk);
}

/// Work has waited too long, or found no room: it is given up.
pub(in super::super) fn expire(
    In(entity): In<Entity>,
    mut script: Script,
    mut desks: Desks,
    subjects: Query<&Subject>,
    alerts: Query<&Alert>,
) {
    let Ok(work) = desks.works.get(entity).copied() else { return };
    if let Ok(mut counter) = desks.counters.get_mut(desks.roster.desk(work.team, work.desk)) {
        counter.waiting.remove(&work.place);
    }
    for ticket in work.waits.into_iter().flatten() {
        script.cancel(ticket);
    }
    script.record(What::WorkDropped { work: work.id });
    if let Some((subject, alert)) =
        subjects.get(entity).ok().and_then(|subject| Some((subject.0, alerts.get(subject.0).ok()?)))
    {
        script.record(What::AlertExpired { alert: alert.id, team: alert.team });
        if subject != entity {
            desks.commands.entity(subject).despawn();
        }
    }
    desks.commands.entity(entity).despawn();
}

/// Work has waited so long that another desk is to do it.
pub(in super::super) fn escalate(In(entity): In<Entity>, mut script: Script, mut desks: Desks) {
    let Ok(work) = desks.works.get(entity).copied() else { return };
    let Ok(mut counter) = desks.counters.get_mut(desks.roster.desk(work.team, work.desk)) else { return };
    if counter.waiting.remove(&work.place).is_some() {
        desks.move_on(&mut script, entity, false);
    }
}

/// Work was looked at, and has to be looked at by another desk.
pub(in super::super) fn hand_on(In(entity): In<Entity>, mut script: Script, mut desks: Desks) {
    let Ok(work) = desks.works.get(entity).copied() else { return };
    desks.move_on(&mut script, entity, true);
    let (team, desk) = (work.team, work.desk);
    if let Ok(mut counter) = desks.counters.get_mut(desks.roster.desk(team, desk)) {
        counter.let_go(&mut work.clone());
        let cause = script.cause();
        counter.tell(&mut script, team, desk, cause);
    }
    desks.take_up(&mut script, team, desk);
}

impl Desks<'_, '_> {
    /// Takes work to the desk that this one hands on to.
    fn move_on(&mut self, script: &mut Script, entity: Entity, seen: bool) {
        let Ok(mut work) = self.works.get(entity).copied() else { return };
        let scenario = script.scenario();
        let desks = &scenario.team(work.team).desks;
        let Some(escalation) = &desks[work.desk.index()].escalation else { return };
        let duty = Duty::HandedOn { work: work.id, to: escalation.to, seen };
        work.because = work.record(script, duty);
        work.desk = escalation.to;
        work.hops += 1;
        (work.begun, work.now) = (false, None);
        work.waits[1] = None;
        if seen {
            let service = script.span(&escalation.work, work.key, SERVICE, work.hops);
            work.left = service.unwrap_or(Span::LONGEST);
            work.place.since = script.now();
        }
        self.admit(script, entity, &mut work);
        if let Ok(mut kept) = self.works.get_mut(entity) {
            *kept = work;
        }
    }
}

/// Who is at a desk changes: those who leave finish or hand over what they do, and those who come take up what waits.
pub(in super::super) fn turn(In(due): In<ShiftTurn>, mut script: Script, mut desks: Desks) {
    let ShiftTurn { team, desk } = due;
    let scenario = script.scenario();
    let spec = &scenario.team(team).desks[desk.index()];
    let Ok(mut counter) = desks.counters.get_mut(desks.roster.desk(team, desk)) else { return };
    let (left, next) = counter.crews.turn(spec, scenario.exercise.startex, script.now());
    if spec.at_shift_end == ShiftEnd::HandsOver {
        let in_hand: Vec<Entity> = counter.in_hand.values().copied().collect();
        for entity in in_hand {
            let Ok(mut work) = desks.works.get_mut(entity) else { continue };
            let goes = work.now.is_some_and(|now| left.contains(&now.crew) && now.ends > script.now());
            if goes {
                counter.put_back(&mut script, entity, &mut work, Because::ShiftOver);
            }
        }
    }
    let moved = desks.lend(&mut script, team, desk);
    if let Ok(mut counter) = desks.counters.get_mut(desks.roster.desk(team, desk)) {
        counter.tell(&mut script, team, desk, None);
    }
    desks.take_up(&mut script, team, desk);
    for (visit, analysts) in moved {
        desks.move_guests(&mut script, visit, analysts);
    }
    plan_turn(&mut script, team, desk, next);
}

/// Plans when people come and go, from now on.
pub(crate) fn plan_shifts(script: &mut Script) {
    let scenario = script.scenario();
    for (place, team) in scenario.teams.iter().enumerate() {
        for (desk, spec) in team.desks.iter().enumerate() {
            if !spec.roster.is_empty() {
                plan_turn(script, TeamId::at(place), DeskId::at(desk), Span::ZERO);
            }
        }
    }
}

fn plan_turn(script: &mut Script, team: TeamId, desk: DeskId, after: Span) {
    let name = script.setting().scenario.team(team).desks[desk.index()].name.id.clone();
    let key = script.setting().keys.team(team).with(StableKey::named("shift")).child(&name);
    script.plan(Some(after), rank::CONTROL, key, None, Action::ShiftTurn(ShiftTurn { team, desk }));
}
