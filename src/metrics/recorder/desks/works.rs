//! Work on its way through desks.

use super::load::Load;
use super::{Desks, State, TeamTally, Work};
use crate::metrics::recorder::{Context, RunLabel};
use crate::metrics::records::DeskRow;
use crate::scenario::model::{DeskId, TeamId, WorkKind};
use crate::sim::fact::{Duty, WorkId};
use crate::stats::moments;
use crate::units::{SimTime, Span};

/// How work leaves a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leaving {
    Done,
    GivenUp,
    HandedOn,
    TurnedAway,
}

impl Desks {
    fn load(&mut self, at: SimTime, (team, desk): (TeamId, DeskId), context: &Context) -> &mut Load {
        let load = &mut self.loads[team.index()][desk.index()];
        load.advance(at, context.window);
        load
    }

    /// Work has come to a desk.
    pub(super) fn queue(
        &mut self,
        at: SimTime,
        id: WorkId,
        (team, desk): (TeamId, DeskId),
        kind: WorkKind,
        context: &Context,
    ) {
        let work = Work {
            team,
            desk,
            kind,
            arose: at,
            came: at,
            taken_up: None,
            begun_here: false,
            state: State::Waiting(at),
        };
        self.come(at, id, work, context);
    }

    fn come(&mut self, at: SimTime, id: WorkId, work: Work, context: &Context) {
        let load = self.load(at, (work.team, work.desk), context);
        load.waiting += 1;
        *(if at < SimTime::STARTEX { &mut load.at_startex } else { &mut load.came }) += 1;
        self.works.insert(id, work);
    }

    /// Somebody has taken it up.
    pub(super) fn begin(&mut self, at: SimTime, id: WorkId, context: &Context) {
        let Some(mut work) = self.works.get(id).copied() else { return };
        let load = self.load(at, (work.team, work.desk), context);
        load.waiting = load.waiting.saturating_sub(1);
        load.in_hand += 1;
        if !work.begun_here && work.came >= SimTime::STARTEX {
            load.waits.push(at.since(work.came).as_secs_f64());
        }
        self.waited(at, &work, context);
        if work.taken_up.is_none() && work.kind == WorkKind::Triage && work.arose >= SimTime::STARTEX {
            self.teams[work.team.index()].waits.push(at.since(work.arose).as_secs_f64());
        }
        work.taken_up = work.taken_up.or(Some(at));
        work.begun_here = true;
        work.state = State::InHand(at);
        self.works.insert(id, work);
    }

    fn waited(&mut self, at: SimTime, work: &Work, context: &Context) {
        if let State::Waiting(since) = work.state
            && work.kind == WorkKind::Triage
        {
            self.teams[work.team.index()].waiting += context.window.overlap(since, Some(at));
        }
    }

    fn worked(&mut self, at: SimTime, work: &Work, context: &Context) {
        if let State::InHand(since) = work.state {
            let spent = context.window.overlap(since, Some(at));
            *self.teams[work.team.index()].labour.entry(work.kind).or_default() += spent;
        }
    }

    /// Work is no longer at its desk.
    pub(super) fn leave(&mut self, at: SimTime, id: WorkId, how: Leaving, context: &Context) {
        let Some(work) = self.works.get(id).copied().filter(|work| work.state != State::Gone) else {
            return;
        };
        self.waited(at, &work, context);
        self.worked(at, &work, context);
        let load = self.load(at, (work.team, work.desk), context);
        let from = if matches!(work.state, State::InHand(_)) { &mut load.in_hand } else { &mut load.waiting };
        *from = from.saturating_sub(1);
        if at < SimTime::STARTEX {
            load.at_startex = load.at_startex.saturating_sub(1);
        } else {
            *(match how {
                Leaving::Done => &mut load.done,
                Leaving::GivenUp => &mut load.given_up,
                Leaving::HandedOn => &mut load.handed_on,
                Leaving::TurnedAway => &mut load.turned_away,
            }) += 1;
            let lost = matches!(how, Leaving::GivenUp | Leaving::TurnedAway);
            load.lost_others += u64::from(lost && work.kind != WorkKind::Triage);
            if work.came >= SimTime::STARTEX && !lost {
                load.sojourns.push(at.since(work.came).as_secs_f64());
            }
        }
        if let Some(work) = self.works.get_mut(id) {
            work.state = State::Gone;
        }
    }

    /// Something became of a desk, or of work on it.
    pub(super) fn duty(&mut self, at: SimTime, team: TeamId, desk: DeskId, duty: Duty, context: &Context) {
        match duty {
            Duty::Staffed { on_duty, briefed, overtime } => {
                self.load(at, (team, desk), context).staff(on_duty, briefed, overtime);
            }
            Duty::PutBack { work: id, .. } => {
                let Some(work) = self.works.get(id).copied() else { return };
                self.worked(at, &work, context);
                let load = self.load(at, (team, desk), context);
                load.in_hand = load.in_hand.saturating_sub(1);
                load.waiting += 1;
                load.put_back += u64::from(at >= SimTime::STARTEX);
                self.works.insert(id, Work { state: State::Waiting(at), ..work });
            }
            Duty::Tired { .. } => {
                self.load(at, (team, desk), context).tired += u64::from(at >= SimTime::STARTEX);
            }
            Duty::HandedOn { work: id, to, .. } => {
                let Some(work) = self.works.get(id).copied() else { return };
                self.leave(at, id, Leaving::HandedOn, context);
                let state = State::Waiting(at);
                self.come(at, id, Work { desk: to, came: at, begun_here: false, state, ..work }, context);
            }
            Duty::TurnedAway { work } => self.leave(at, work, Leaving::TurnedAway, context),
        }
    }

    /// Writes down what is so at ENDEX.
    pub(in crate::metrics::recorder) fn close(&mut self, context: &Context) {
        let endex = context.window.endex;
        let works: Vec<Work> = self.works.values().copied().collect();
        for work in works {
            self.waited(endex, &work, context);
            self.worked(endex, &work, context);
        }
        self.loads.iter_mut().flatten().for_each(|load| load.close(context));
    }

    pub(in crate::metrics::recorder) fn team(&self, team: TeamId) -> &TeamTally {
        &self.teams[team.index()]
    }

    /// A sum over the desks of a team.
    pub(in crate::metrics::recorder) fn hours_of(&self, team: TeamId, value: fn(&Load) -> Span) -> f64 {
        self.loads[team.index()].iter().map(value).sum::<Span>().as_hours_f64()
    }

    /// A count over the desks of a team.
    pub(in crate::metrics::recorder) fn count_of(&self, team: TeamId, value: fn(&Load) -> u64) -> u64 {
        self.loads[team.index()].iter().map(value).sum()
    }

    /// Busy time without overtime over staffed time: of all desks, and of the busiest.
    pub(in crate::metrics::recorder) fn utilisation(&self, team: TeamId) -> (f64, f64) {
        let (mut busy, mut staffed, mut peak) = (0.0, 0.0, 0.0_f64);
        for load in &self.loads[team.index()] {
            let (spent, seats) = load.use_of_time();
            busy += spent;
            staffed += seats;
            peak = peak.max(spent / seats);
        }
        (busy / staffed, peak)
    }

    /// The rows of all desks.
    pub(in crate::metrics::recorder) fn rows(&self, label: &RunLabel, context: &Context) -> Vec<DeskRow> {
        let teams = context.scenario.teams.iter().zip(&self.loads);
        let desks = teams.flat_map(|(team, loads)| {
            team.desks.iter().zip(loads).map(move |(desk, load)| (team, desk, load))
        });
        desks
            .map(|(team, desk, load)| {
                let RunLabel { scenario, seed, replication, strategy } = label.clone();
                let (busy, staffed) = load.use_of_time();
                DeskRow {
                    scenario,
                    seed,
                    replication,
                    strategy,
                    team: team.name.id.clone(),
                    desk: desk.name.id.clone(),
                    tier: desk.tier,
                    staffed_h: load.staffed.as_hours_f64(),
                    handover_h: load.handover.as_hours_f64(),
                    overtime_h: load.overtime.as_hours_f64(),
                    busy_h: load.busy.as_hours_f64(),
                    utilisation: busy / staffed,
                    overloaded_h: load.overloaded.as_hours_f64(),
                    unattended_h: load.unattended.as_hours_f64(),
                    at_startex_n: load.at_startex,
                    came_n: load.came,
                    done_n: load.done,
                    handed_on_n: load.handed_on,
                    given_up_n: load.given_up,
                    turned_away_n: load.turned_away,
                    waiting_n: load.waiting,
                    in_hand_n: load.in_hand,
                    put_back_n: load.put_back,
                    tired_n: load.tired,
                    queue_mean: load.queue.as_secs_f64() / context.window.span().as_secs_f64(),
                    wait_mean_s: moments::mean(&load.waits),
                    sojourn_mean_s: moments::mean(&load.sojourns),
                }
            })
            .collect()
    }
}
