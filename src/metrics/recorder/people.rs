//! What teams do for each other beyond telling: analysts whom they lend, and sessions about best practice.

use super::Context;
use crate::scenario::model::{Scenario, TeamId};
use crate::sim::fact::{Aid, AidTurn, Fact, PracticeTurn, Practised, What};
use crate::units::{SimTime, Span};

/// What every team did.
pub(super) struct People {
    teams: Vec<Tally>,
    /// How many are away under each promise, by its place, and since when.
    away: Vec<(Aid, u32, SimTime)>,
}

/// What one team did, from STARTEX to ENDEX.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    lent_out: Span,
    lent_in: Span,
    pub(super) asked: u64,
    pub(super) refused: u64,
    pub(super) sessions: u64,
}

impl Tally {
    /// Time of its analysts that others had (h).
    pub(super) fn lent_out(&self) -> f64 {
        self.lent_out.as_hours_f64()
    }

    /// Time of others' analysts that it had (h).
    pub(super) fn lent_in(&self) -> f64 {
        self.lent_in.as_hours_f64()
    }
}

impl People {
    pub(super) fn new(scenario: &Scenario) -> Self {
        Self { teams: vec![Tally::default(); scenario.teams.len()], away: Vec::new() }
    }

    pub(super) fn of(&self, team: TeamId) -> &Tally {
        &self.teams[team.index()]
    }

    pub(super) fn observe(&mut self, fact: &Fact, context: &Context) {
        let counts = u64::from(fact.at >= SimTime::STARTEX);
        match fact.what {
            What::Aid(aid) => match aid.turn {
                AidTurn::Asked { .. } => self.teams[aid.to.index()].asked += counts,
                AidTurn::Refused(_) => self.teams[aid.to.index()].refused += counts,
                AidTurn::Away { analysts } => self.count(aid, analysts, fact.at, context),
                AidTurn::Granted | AidTurn::CalledOff | AidTurn::Arrived | AidTurn::WentHome { .. } => {}
            },
            What::Practised(Practised { team, turn: PracticeTurn::Held { .. }, .. }) => {
                self.teams[team.index()].sessions += counts;
            }
            _ => {}
        }
    }

    /// So many are away from now on.
    fn count(&mut self, aid: Aid, analysts: u32, at: SimTime, context: &Context) {
        match self.away.iter().position(|(other, ..)| other.promise == aid.promise) {
            Some(place) => {
                let (_, before, since) = std::mem::replace(&mut self.away[place], (aid, analysts, at));
                self.spend(aid, before, (since, Some(at)), context);
            }
            None => self.away.push((aid, analysts, at)),
        }
    }

    fn spend(
        &mut self,
        aid: Aid,
        analysts: u32,
        (since, until): (SimTime, Option<SimTime>),
        context: &Context,
    ) {
        let spent = context.window.overlap(since, until).as_micros() * i64::from(analysts);
        self.teams[aid.from.index()].lent_out += Span::from_micros(spent);
        self.teams[aid.to.index()].lent_in += Span::from_micros(spent);
    }

    /// Writes down who is away at ENDEX.
    pub(super) fn close(&mut self, context: &Context) {
        for (aid, analysts, since) in std::mem::take(&mut self.away) {
            self.spend(aid, analysts, (since, None), context);
        }
    }
}
