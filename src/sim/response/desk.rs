//! Desks: work waits in a queue, the most urgent first, equals in order of arrival; analysts take it up when they are
//! there and free, and finish what they have begun, unless the desk has it otherwise.

mod crew;
mod guests;
mod handlers;
mod on_call;
mod queue;

use std::collections::BTreeMap;

use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;

use super::Roster;
use crate::engine::{Purpose, StableKey, Ticket};
use crate::scenario::model::{Desk, DeskId, Labour, Priority, TeamId, WorkKind};
use crate::sim::action::Action;
use crate::sim::fact::{Because, Duty, FactId, What, WorkId};
use crate::sim::ground::{Matter, Talents};
use crate::sim::script::{Chronicle, Script, rank};
use crate::units::{Distribution, SimTime, Span};

use self::crew::{Crews, Staff};
use self::guests::Loan;
use self::queue::{Class, Place};

pub(super) use self::guests::{Visit, parties_at};
pub(crate) use self::handlers::plan_shifts;
pub(super) use self::handlers::{escalate, expire, hand_on, turn, vacate};

const SERVICE: Purpose = Purpose::new("work.service");
const PATIENCE: Purpose = Purpose::new("alert.patience");
const ESCALATION: Purpose = Purpose::new("work.escalation");
const AFTER: Purpose = Purpose::new("work.escalation-wait");

/// A desk: who is there, what waits, and what is being worked on.
#[derive(Component, Debug)]
pub(super) struct Counter {
    crews: Crews,
    /// How many were there when facts told it last.
    told: Staff,
    waiting: BTreeMap<Place, Entity>,
    in_hand: BTreeMap<Place, Entity>,
    /// Whom it has lent.
    loans: Vec<Loan>,
}

impl Counter {
    /// That of a desk which so many parties of guests may come to.
    pub(super) fn of(desk: &Desk, parties: usize) -> Self {
        let crews = Crews::of(desk, parties);
        let (waiting, in_hand) = (BTreeMap::new(), BTreeMap::new());
        Self { told: crews.staff(), crews, waiting, in_hand, loans: Vec::new() }
    }
}

/// A piece of work. It is at one desk at a time.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct Work {
    id: WorkId,
    key: StableKey,
    kind: WorkKind,
    priority: Priority,
    team: TeamId,
    desk: DeskId,
    place: Place,
    /// How long it still takes.
    left: Span,
    /// What it goes back to.
    because: FactId,
    /// How many desks have handed it on.
    hops: u64,
    /// What it is about.
    matter: Matter,
    /// Whether somebody at this desk has begun it before.
    begun: bool,
    /// Where it is being worked on.
    now: Option<Session>,
    /// What happens if it waits too long.
    waits: [Option<Ticket>; 2],
}

/// Somebody works on something.
#[derive(Clone, Copy, Debug)]
struct Session {
    crew: usize,
    ends: SimTime,
    /// Factor on the time that it takes whoever does it.
    pace: f64,
    ticket: Option<Ticket>,
}

/// What work is on: an alert, an incident, a draft or a report.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct Subject(pub(crate) Entity);

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

/// On which terms work waits and is done, where these are not the usual ones.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Terms<'a> {
    /// How long it waits.
    pub(crate) patience: Option<&'a Distribution>,
    /// How urgent it is.
    pub(crate) priority: Option<Priority>,
    /// What it is about, for whose skills tell on it.
    pub(crate) matter: Matter,
}

/// All desks.
#[derive(SystemParam)]
pub(crate) struct Desks<'w, 's> {
    pub(crate) commands: Commands<'w, 's>,
    roster: Res<'w, Roster>,
    pub(super) talents: Talents<'w, 's>,
    counters: Query<'w, 's, &'static mut Counter>,
    works: Query<'w, 's, &'static mut Work>,
}

impl Desks<'_, '_> {
    /// Brings work to a desk, on the desk's terms where it has none of its own. What takes no time at all is done at once,
    /// without anybody.
    pub(crate) fn enqueue(&mut self, script: &mut Script, task: Task, subject: impl Bundle, terms: Terms) {
        let entity = self.commands.spawn(subject).id();
        if let Some(work) = self.put_up(script, task, entity, terms) {
            self.commands.entity(entity).insert(work);
        }
    }

    /// Brings work to a desk that is put down on what it is about, which comes and goes with it.
    pub(crate) fn enqueue_here(
        &mut self,
        script: &mut Script,
        task: Task,
        entity: Entity,
        subject: Subject,
        terms: Terms,
    ) {
        match self.put_up(script, task, entity, terms) {
            Some(work) => self.commands.entity(entity).insert((subject, work)),
            None => self.commands.entity(entity).insert(subject),
        };
    }

    /// Finds work its place; none where it takes no time.
    fn put_up(&mut self, script: &mut Script, task: Task, entity: Entity, terms: Terms) -> Option<Work> {
        let cause = task.because.or(script.cause());
        if task.labour.work.is_instant() {
            let done = Action::WorkDone { work: entity, kind: task.kind };
            script.plan(Some(Span::ZERO), rank::WORK, task.key, cause, done);
            return None;
        }
        let (team, desk, kind, key) = (task.team, task.labour.desk, task.kind, task.key);
        let id = script.numbers().work();
        let because = script.record_because(cause, What::WorkQueued { work: id, team, desk, kind });
        let service = script.span(&task.labour.work, key, SERVICE, 0);
        let left = service.map_or(Span::LONGEST, |span| span.scaled(task.factor));
        let priority = terms.priority.unwrap_or(queue::priority(kind));
        let place = Place { class: Class::default(), since: script.now(), key, id };
        let mut work = Work {
            id,
            key,
            kind,
            priority,
            team,
            desk,
            place,
            left,
            because,
            hops: 0,
            matter: terms.matter,
            begun: false,
            now: None,
            waits: [None; 2],
        };
        if !self.admit(script, entity, &mut work) {
            let scenario = script.scenario();
            let usual = &scenario.team(team).desks[desk.index()].patience;
            let usual = Some(usual).filter(|_| queue::may_be_lost(kind));
            let patience = terms.patience.or(usual);
            let limit = patience.and_then(|patience| script.span(patience, key, PATIENCE, 0));
            work.waits[0] = script.plan(limit, rank::EXPIRY, key, Some(because), Action::Expire(entity));
        }
        Some(work)
    }

    /// Lets work take its place at the desk that it is at, and says whether it leaves the queue of itself: because it was
    /// begun at once, or turned away.
    fn admit(&mut self, script: &mut Script, entity: Entity, work: &mut Work) -> bool {
        let scenario = script.scenario();
        let spec = &scenario.team(work.team).desks[work.desk.index()];
        let at = self.roster.desk(work.team, work.desk);
        work.place.class = Class::of(spec.order, work.priority, work.kind);
        let is_free = self.counters.get(at).is_ok_and(|counter| counter.crews.is_free());
        if !is_free && spec.preempts {
            self.make_way(script, at, work.place.class);
        }
        let Ok(mut counter) = self.counters.get_mut(at) else { return true };
        if let Some(crew) = counter.crews.seat() {
            work.start(script, spec, &self.talents);
            counter.begin(script, spec, entity, work, crew);
            return true;
        }
        let full = spec.room.is_some_and(|room| counter.waiting.len() >= room as usize);
        if full && work.hops == 0 && queue::may_be_lost(work.kind) {
            let lost = work.record(script, Duty::TurnedAway { work: work.id });
            script.plan(Some(Span::ZERO), rank::EXPIRY, work.key, Some(lost), Action::Expire(entity));
            return true;
        }
        counter.waiting.insert(work.place, entity);
        if let Some(escalation) = &spec.escalation {
            let after = script.span(&escalation.after, work.key, AFTER, work.hops);
            let because = Some(work.because);
            work.waits[1] = script.plan(after, rank::EXPIRY, work.key, because, Action::Escalate(entity));
        }
        false
    }

    /// Puts back the least urgent work at a desk, if it is less urgent than this.
    fn make_way(&mut self, script: &mut Script, at: Entity, class: Class) {
        let Ok(mut counter) = self.counters.get_mut(at) else { return };
        let less_urgent = counter.in_hand.iter().rev().take_while(|(place, _)| place.class > class);
        let found = less_urgent.map(|(_, entity)| *entity).find(|entity| {
            self.works.get(*entity).is_ok_and(|work| {
                work.now.is_some_and(|now| now.ends > script.now() && counter.crews.may_change(now.crew))
            })
        });
        let Some(entity) = found else { return };
        if let Ok(mut work) = self.works.get_mut(entity) {
            counter.put_back(script, entity, &mut work, Because::Urgent);
        }
    }

    /// Whoever is free at a desk takes up what waits.
    fn take_up(&mut self, script: &mut Script, team: TeamId, desk: DeskId) {
        let scenario = script.scenario();
        let spec = &scenario.team(team).desks[desk.index()];
        let Ok(mut counter) = self.counters.get_mut(self.roster.desk(team, desk)) else { return };
        while counter.crews.is_free() {
            let Some((_, entity)) = counter.waiting.pop_first() else { return };
            let Ok(mut work) = self.works.get_mut(entity) else { continue };
            let Some(crew) = counter.crews.seat() else { return };
            work.start(script, spec, &self.talents);
            counter.begin(script, spec, entity, &mut work, crew);
        }
    }
}

impl Counter {
    fn begin(&mut self, script: &mut Script, spec: &Desk, entity: Entity, work: &mut Work, crew: usize) {
        for ticket in work.waits.iter_mut().filter_map(Option::take) {
            script.cancel(ticket);
        }
        let setting = script.setting();
        let startex = setting.scenario.exercise.startex;
        // the first crew is there round the clock
        let tired = crew.checked_sub(1).and_then(|shift| spec.fatigue_of(shift, startex, script.now()));
        if tired.is_some() {
            work.record(script, Duty::Tired { work: work.id });
        }
        let pace = self.crews.pace(crew, script.now()) * tired.unwrap_or(1.0);
        let takes = work.left.scaled(pace);
        let started = What::WorkStarted { work: work.id, service: takes };
        let started = script.record_because(Some(work.because), started);
        let done = if hands_on(script, spec, work) {
            Action::HandOn(entity)
        } else {
            Action::WorkDone { work: entity, kind: work.kind }
        };
        let ticket = script.plan(Some(takes), rank::WORK, work.key, Some(started), done);
        work.now = Some(Session { crew, ends: script.now() + takes, pace, ticket });
        self.in_hand.insert(work.place, entity);
    }

    fn put_back(&mut self, script: &mut Script, entity: Entity, work: &mut Work, why: Because) {
        let Some(now) = work.now.take() else { return };
        if let Some(ticket) = now.ticket {
            script.cancel(ticket);
        }
        work.left = now.ends.since(script.now()).scaled(1.0 / now.pace);
        self.crews.rise(now.crew);
        self.in_hand.remove(&work.place);
        self.waiting.insert(work.place, entity);
        work.record(script, Duty::PutBack { work: work.id, left: work.left, why });
    }

    /// Work has left the hands of whoever did it.
    fn let_go(&mut self, work: &mut Work) {
        if let Some(now) = work.now.take() {
            self.crews.rise(now.crew);
            self.in_hand.remove(&work.place);
        }
    }

    /// Tells who is there, where that has changed.
    fn tell(&mut self, script: &mut Script, team: TeamId, desk: DeskId, because: Option<FactId>) {
        let staff = self.crews.staff();
        if staff != self.told {
            self.told = staff;
            let Staff { on_duty, briefed, overtime } = staff;
            let duty = Duty::Staffed { on_duty, briefed, overtime };
            script.record_because(because, What::Desk { team, desk, duty });
        }
    }
}

impl Work {
    /// Whoever begins it does so at their own pace; whoever goes on with it keeps that.
    fn start(&mut self, script: &Script, spec: &Desk, talents: &Talents) {
        if self.begun || spec.skills.is_empty() {
            return;
        }
        self.begun = true;
        if let Some(factor) = talents.factor(script, self.matter, &spec.skills) {
            self.left = self.left.scaled(factor);
        }
    }

    fn record(&self, script: &mut Script, duty: Duty) -> FactId {
        let what = What::Desk { team: self.team, desk: self.desk, duty };
        script.record_because(Some(self.because), what)
    }
}

/// Whether, once looked at here, it has to be looked at elsewhere as well.
fn hands_on(script: &Script, spec: &Desk, work: &Work) -> bool {
    let may = matches!(work.kind, WorkKind::Triage | WorkKind::Analysis);
    let chance = spec.escalation.as_ref().filter(|_| may).map(|escalation| escalation.chance);
    chance.is_some_and(|chance| script.chance(chance, work.key, ESCALATION, work.hops))
}

/// A seat that work occupies, and the fact that it was begun.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seat {
    work: Work,
    begun: Option<FactId>,
}

/// The seat that work occupies; none where it takes nobody's time.
pub(crate) fn seat_of(world: &World, work: Entity) -> Option<Seat> {
    let begun = world.get_resource::<Chronicle>()?.cause;
    world.get::<Work>(work).map(|work| Seat { work: *work, begun })
}
