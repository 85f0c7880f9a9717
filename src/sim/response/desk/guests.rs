//! Analysts whom a desk lends to a desk of another team. They are there in the hours in which they would have been on duty
//! at home, so that at any moment as many are there as are away here.

use bevy_ecs::prelude::*;

use super::{Counter, Desks};
use crate::scenario::model::{Arrangement, DeskId, TeamId};
use crate::sim::fact::{Aid, AidTurn, Because, What};
use crate::sim::script::Script;
use crate::units::SimTime;

/// Whom a desk has lent under a promise.
#[derive(Clone, Copy, Debug)]
pub(super) struct Loan {
    visit: Visit,
    /// How many are away now.
    away: u32,
}

/// Guests under a promise.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Visit {
    /// Its place in the arrangement.
    pub(in super::super) promise: usize,
    /// Until when their work takes longer, and by what factor.
    pub(in super::super) slow: (SimTime, f64),
}

/// How many parties of guests may come to a desk.
pub(in super::super) fn parties_at(arrangement: &Arrangement, team: TeamId, desk: DeskId) -> usize {
    arrangement.assistance.iter().filter(|promise| (promise.to, promise.works_at) == (team, desk)).count()
}

/// Which of the parties of its desk those are who come under a promise.
fn party_of(arrangement: &Arrangement, place: usize) -> usize {
    let promise = &arrangement.assistance[place];
    let before = arrangement.assistance[..place].iter();
    before.filter(|other| (other.to, other.works_at) == (promise.to, promise.works_at)).count()
}

impl Counter {
    /// How much work waits for each analyst on duty; none where nobody is.
    fn pressure(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "work is counted in u32")]
        let waiting = self.waiting.len() as f64;
        let on_duty = self.crews.staff().on_duty;
        (on_duty > 0).then(|| waiting / f64::from(on_duty))
    }

    /// Puts back what analysts of a crew do who leave, the least urgent first.
    fn leave(
        &mut self,
        script: &mut Script,
        works: &mut Query<&mut super::Work>,
        (crew, analysts): (usize, u32),
        why: Because,
    ) {
        let mut rest = analysts;
        let in_hand: Vec<Entity> = self.in_hand.values().rev().copied().collect();
        for entity in in_hand {
            let Ok(mut work) = works.get_mut(entity) else { continue };
            let theirs = work.now.is_some_and(|now| now.crew == crew && now.ends > script.now());
            if theirs && rest > 0 {
                rest -= 1;
                self.put_back(script, entity, &mut work, why);
            }
        }
    }
}

impl Desks<'_, '_> {
    /// How much work waits at a desk for each analyst on duty; none where nobody is.
    pub(in super::super) fn pressure(&self, team: TeamId, desk: DeskId) -> Option<f64> {
        self.counters.get(self.roster.desk(team, desk)).ok().and_then(Counter::pressure)
    }

    /// Guests have come.
    pub(in super::super) fn receive_guests(&mut self, script: &mut Script, visit: Visit) {
        let arrangement = script.arrangement();
        let promise = &arrangement.assistance[visit.promise];
        let (team, desk) = (promise.from, promise.lent_by);
        if let Ok(mut counter) = self.counters.get_mut(self.roster.desk(team, desk)) {
            counter.loans.push(Loan { visit, away: 0 });
            counter.loans.sort_by_key(|loan| loan.visit.promise);
        }
        self.settle(script, team, desk);
    }

    /// Guests leave.
    pub(in super::super) fn part_with_guests(&mut self, script: &mut Script, promise: usize) {
        let arrangement = script.arrangement();
        let spec = &arrangement.assistance[promise];
        let (team, desk) = (spec.from, spec.lent_by);
        let Ok(mut counter) = self.counters.get_mut(self.roster.desk(team, desk)) else { return };
        let Some(place) = counter.loans.iter().position(|loan| loan.visit.promise == promise) else { return };
        let loan = counter.loans.remove(place);
        if loan.away > 0 {
            self.move_guests(script, loan.visit, 0);
        }
        self.settle(script, team, desk);
    }

    /// Brings those who are away in line with those who are there to be lent, and lets the others take up what waits.
    fn settle(&mut self, script: &mut Script, team: TeamId, desk: DeskId) {
        let moved = self.lend(script, team, desk);
        let cause = script.cause();
        if let Ok(mut counter) = self.counters.get_mut(self.roster.desk(team, desk)) {
            counter.tell(script, team, desk, cause);
        }
        self.take_up(script, team, desk);
        for (visit, analysts) in moved {
            self.move_guests(script, visit, analysts);
        }
    }

    /// Says who is away from now on: as many as were promised, and no more than leave enough here. Returns what has changed.
    pub(super) fn lend(&mut self, script: &mut Script, team: TeamId, desk: DeskId) -> Vec<(Visit, u32)> {
        let Ok(mut counter) = self.counters.get_mut(self.roster.desk(team, desk)) else { return Vec::new() };
        let counter = &mut *counter;
        let arrangement = script.arrangement();
        let (own, mut away) = (counter.crews.own(), 0);
        let mut moved = Vec::new();
        for loan in &mut counter.loans {
            let promise = &arrangement.assistance[loan.visit.promise];
            let lent = promise.analysts.min(own.saturating_sub(away + promise.keeps));
            away += lent;
            if lent != loan.away {
                loan.away = lent;
                moved.push((loan.visit, lent));
            }
        }
        for leaving in counter.crews.lend(away) {
            counter.leave(script, &mut self.works, leaving, Because::Lent);
        }
        moved
    }

    /// So many guests are at the desk that they came to.
    pub(super) fn move_guests(&mut self, script: &mut Script, visit: Visit, analysts: u32) {
        let arrangement = script.arrangement();
        let promise = &arrangement.assistance[visit.promise];
        let (team, desk) = (promise.to, promise.works_at);
        let party = party_of(arrangement, visit.promise);
        let Ok(mut counter) = self.counters.get_mut(self.roster.desk(team, desk)) else { return };
        let turn = AidTurn::Away { analysts };
        script.record(What::Aid(Aid { from: promise.from, to: team, promise: visit.promise, turn }));
        let leaving = (counter.crews.guests(party), counter.crews.host(party, analysts, visit.slow));
        counter.leave(script, &mut self.works, leaving, Because::GoneHome);
        let cause = script.cause();
        counter.tell(script, team, desk, cause);
        self.take_up(script, team, desk);
    }
}
