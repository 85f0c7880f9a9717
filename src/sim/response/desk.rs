//! Desks: work waits in a queue, the most urgent kind first, equals in order of arrival; analysts take it up when
//! they are free, and finish what they have begun.

use std::collections::BTreeMap;

use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;

use super::Roster;
use crate::engine::{Purpose, StableKey, Ticket};
use crate::scenario::model::{Labour, TeamId, WorkKind};
use crate::sim::action::Action;
use crate::sim::fact::{FactId, What, WorkId};
use crate::sim::ground::Alert;
use crate::sim::script::{Chronicle, Script, rank};
use crate::units::{Distribution, SimTime, Span};

const SERVICE: Purpose = Purpose::new("work.service");
const PATIENCE: Purpose = Purpose::new("alert.patience");

/// The analysts of a desk.
#[derive(Component, Clone, Copy, Debug)]
pub(super) struct Seats {
    pub(super) staffed: u32,
    pub(super) busy: u32,
}

/// Work that waits: by kind, then by arrival, then by name.
#[derive(Component, Debug)]
pub(super) struct Queue(pub(super) BTreeMap<Place, Entity>);

/// A place in a queue.
type Place = (WorkKind, SimTime, StableKey);

/// A piece of work.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct Work {
    id: WorkId,
    key: StableKey,
    kind: WorkKind,
    service: Span,
    queued: SimTime,
    because: FactId,
}

/// At which desk work is done. Work without one takes nobody's time.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct AtDesk(Entity);

/// What work is on: an alert, an incident, a draft or a report.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct Subject(pub(crate) Entity);

/// When work that waits is given up.
#[derive(Component, Debug)]
pub(crate) struct Patience(Ticket);

/// What is to be done, for whom.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Task<'a> {
    pub(crate) team: TeamId,
    pub(crate) labour: &'a Labour,
    pub(crate) kind: WorkKind,
    /// The key that its luck goes by; one for each piece of work.
    pub(crate) key: StableKey,
    /// Factor on the time that it takes.
    pub(crate) factor: f64,
    /// The fact that calls for it; none for the one being handled.
    pub(crate) because: Option<FactId>,
}

/// All desks.
#[derive(SystemParam)]
pub(crate) struct Desks<'w, 's> {
    pub(crate) commands: Commands<'w, 's>,
    roster: Res<'w, Roster>,
    desks: Query<'w, 's, (&'static mut Seats, &'static mut Queue)>,
}

impl Desks<'_, '_> {
    /// Brings work to a desk. What takes no time at all is done at once, without anybody.
    pub(crate) fn enqueue(
        &mut self,
        script: &mut Script,
        task: Task,
        subject: impl Bundle,
        patience: Option<&Distribution>,
    ) {
        let entity = self.commands.spawn(subject).id();
        let cause = task.because.or(script.cause());
        if task.labour.work.is_instant() {
            let done = Action::WorkDone { work: entity, kind: task.kind };
            script.plan(Some(Span::ZERO), rank::WORK, task.key, cause, done);
            return;
        }
        let desk = self.roster.desk(task.team, task.labour.desk);
        let Ok((mut seats, mut queue)) = self.desks.get_mut(desk) else { return };
        let id = script.numbers().work();
        let queued = What::WorkQueued { work: id, team: task.team, desk: task.labour.desk, kind: task.kind };
        let because = script.record_because(cause, queued);
        let service = script
            .span(&task.labour.work, task.key, SERVICE, 0)
            .map_or(Span::LONGEST, |span| span.scaled(task.factor));
        let work = Work { id, key: task.key, kind: task.kind, service, queued: script.now(), because };
        self.commands.entity(entity).insert((work, AtDesk(desk)));
        if seats.busy < seats.staffed {
            seats.busy += 1;
            begin(script, entity, &work);
            return;
        }
        queue.0.insert((work.kind, work.queued, work.key), entity);
        let limit = patience.and_then(|patience| script.span(patience, task.key, PATIENCE, 0));
        let ticket = script.plan(limit, rank::EXPIRY, task.key, Some(because), Action::Expire(entity));
        if let Some(ticket) = ticket {
            self.commands.entity(entity).insert(Patience(ticket));
        }
    }
}

fn begin(script: &mut Script, entity: Entity, work: &Work) {
    let started = What::WorkStarted { work: work.id, service: work.service };
    let started = script.record_because(Some(work.because), started);
    let done = Action::WorkDone { work: entity, kind: work.kind };
    script.plan(Some(work.service), rank::WORK, work.key, Some(started), done);
}

/// A seat that work occupies, and the fact that it was begun.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seat {
    desk: Entity,
    work: WorkId,
    begun: Option<FactId>,
}

/// The seat that work occupies; none where it takes nobody's time.
pub(crate) fn seat_of(world: &World, work: Entity) -> Option<Seat> {
    let desk = world.get::<AtDesk>(work)?.0;
    let begun = world.get_resource::<Chronicle>()?.cause;
    world.get::<Work>(work).map(|work| Seat { desk, work: work.id, begun })
}

/// Work is done: the analyst is free, and takes up what waits.
pub(super) fn vacate(
    In(seat): In<Seat>,
    mut script: Script,
    mut desks: Query<(&mut Seats, &mut Queue)>,
    works: Query<(&Work, Option<&Patience>)>,
) {
    script.record_because(seat.begun, What::WorkDone { work: seat.work });
    let Ok((mut seats, mut queue)) = desks.get_mut(seat.desk) else { return };
    seats.busy = seats.busy.saturating_sub(1);
    while seats.busy < seats.staffed {
        let Some((_, entity)) = queue.0.pop_first() else { return };
        let Ok((work, patience)) = works.get(entity) else { continue };
        if let Some(Patience(ticket)) = patience {
            script.cancel(*ticket);
        }
        seats.busy += 1;
        begin(&mut script, entity, work);
    }
}

/// An alert has waited too long and is given up.
pub(super) fn expire(
    In(entity): In<Entity>,
    mut script: Script,
    mut commands: Commands,
    works: Query<(&Work, &AtDesk, &Subject)>,
    alerts: Query<&Alert>,
    mut desks: Query<&mut Queue>,
) {
    let Ok((work, at, subject)) = works.get(entity) else { return };
    let Ok(mut queue) = desks.get_mut(at.0) else { return };
    if queue.0.remove(&(work.kind, work.queued, work.key)).is_none() {
        return;
    }
    script.record(What::WorkDropped { work: work.id });
    if let Ok(alert) = alerts.get(subject.0) {
        script.record(What::AlertExpired { alert: alert.id, team: alert.team });
        commands.entity(subject.0).despawn();
    }
    commands.entity(entity).despawn();
}
