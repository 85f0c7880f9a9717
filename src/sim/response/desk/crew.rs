//! Who is at a desk: those who are there round the clock, the shifts of its roster, those who are called in, and guests.

use crate::scenario::model::{Desk, Presence};
use crate::units::{SimTime, Span, WeekTime};

/// Analysts who come and go together.
#[derive(Clone, Copy, Debug)]
struct Crew {
    /// On duty, wherever.
    on_duty: u32,
    /// On duty and not being told how things stand.
    ready: u32,
    /// Of those on duty, those who are lent to another team.
    away: u32,
    /// At work. Those beyond the ones on duty here work overtime.
    busy: u32,
    /// When its shift ends.
    leaves: SimTime,
    /// Until when its work takes longer, and how much.
    slow: (SimTime, f64),
}

impl Crew {
    const NOBODY: Self = Self {
        on_duty: 0,
        ready: 0,
        away: 0,
        busy: 0,
        leaves: SimTime::STARTEX,
        slow: (SimTime::STARTEX, 1.0),
    };

    const fn here(&self) -> u32 {
        self.on_duty.saturating_sub(self.away)
    }

    const fn ready(&self) -> u32 {
        self.ready.saturating_sub(self.away)
    }

    const fn free(&self) -> u32 {
        self.ready().saturating_sub(self.busy)
    }
}

/// All who work at a desk.
#[derive(Clone, Debug)]
pub(super) struct Crews {
    /// First those round the clock, then the shifts, then those who are called in, then guests.
    all: Vec<Crew>,
    /// Where those are who are called in.
    called: usize,
}

/// How many are there, as facts tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Staff {
    pub(super) on_duty: u32,
    pub(super) briefed: u32,
    pub(super) overtime: u32,
}

impl Crews {
    /// Those of a desk, before any shift has begun, with room for so many parties of guests.
    pub(super) fn of(desk: &Desk, parties: usize) -> Self {
        let leaves = SimTime::STARTEX + Span::LONGEST;
        let always = Crew { on_duty: desk.analysts, ready: desk.analysts, leaves, ..Crew::NOBODY };
        let others = desk.roster.len() + 1 + parties;
        let all = [always].into_iter().chain(std::iter::repeat_n(Crew::NOBODY, others)).collect();
        Self { all, called: desk.roster.len() + 1 }
    }

    /// Brings them up to date, and says who of them has left (by place) and when to look again.
    pub(super) fn turn(&mut self, desk: &Desk, startex: WeekTime, now: SimTime) -> (Vec<usize>, Span) {
        let mut left = Vec::new();
        let mut next = Span::LONGEST;
        for (place, (crew, shift)) in self.all.iter_mut().skip(1).zip(&desk.roster).enumerate() {
            let Presence { on_duty, ready, stays, changes } = shift.at(desk.handover, startex, now);
            next = next.min(changes);
            if stays == Span::ZERO && crew.leaves >= now && crew.busy > 0 {
                left.push(place + 1);
            }
            crew.on_duty = on_duty;
            crew.ready = ready;
            if stays > Span::ZERO {
                crew.leaves = now + stays;
            }
        }
        (left, next)
    }

    /// Some more are called in, until they are sent home: they take up what nobody else is free for.
    pub(super) fn call_in(&mut self, analysts: u32, now: SimTime) {
        let crew = &mut self.all[self.called];
        crew.on_duty += analysts;
        crew.ready += analysts;
        crew.leaves = now;
    }

    /// Those who were called in leave. Says which crew they were.
    pub(super) fn send_home(&mut self) -> usize {
        let crew = &mut self.all[self.called];
        (crew.on_duty, crew.ready) = (0, 0);
        self.called
    }

    /// How many of the desk's own are on duty, here or away, without those who are called in.
    pub(super) fn own(&self) -> u32 {
        self.all[..self.called].iter().map(|crew| crew.on_duty).sum()
    }

    /// So many of its own are away. Says how many of each crew have to leave their work for it.
    pub(super) fn lend(&mut self, analysts: u32) -> Vec<(usize, u32)> {
        let mut rest = analysts;
        let mut leave = Vec::new();
        for (place, crew) in self.all[..self.called].iter_mut().enumerate() {
            let away = rest.min(crew.on_duty);
            rest -= away;
            let more = away.saturating_sub(crew.away);
            crew.away = away;
            let without = crew.busy.saturating_sub(crew.ready()).min(more);
            if without > 0 {
                leave.push((place, without));
            }
        }
        leave
    }

    /// Where a party of guests is.
    pub(super) const fn guests(&self, party: usize) -> usize {
        self.called + 1 + party
    }

    /// So many guests of a party are there. They take up what nobody else is free for; until a moment their work takes
    /// longer by a factor. Says how many have to leave their work.
    pub(super) fn host(&mut self, party: usize, analysts: u32, slow: (SimTime, f64)) -> u32 {
        let place = self.guests(party);
        let Some(crew) = self.all.get_mut(place) else { return 0 };
        (crew.on_duty, crew.ready, crew.slow) = (analysts, analysts, slow);
        crew.busy.saturating_sub(analysts)
    }

    /// The factor on the time that work takes whoever is of a crew.
    pub(super) fn pace(&self, crew: usize, now: SimTime) -> f64 {
        let slow = self.all.get(crew).map(|crew| crew.slow);
        slow.filter(|(until, _)| now < *until).map_or(1.0, |(_, factor)| factor)
    }

    /// Someone who is free takes up work: of the crew that stays longest. Says of which.
    pub(super) fn seat(&mut self) -> Option<usize> {
        let free = self.all.iter().enumerate().filter(|(_, crew)| crew.free() > 0);
        let (place, _) = free.min_by_key(|(place, crew)| (std::cmp::Reverse(crew.leaves), *place))?;
        self.all[place].busy += 1;
        Some(place)
    }

    /// Someone of a crew is done.
    pub(super) fn rise(&mut self, crew: usize) {
        if let Some(crew) = self.all.get_mut(crew) {
            crew.busy = crew.busy.saturating_sub(1);
        }
    }

    /// Whether whoever of this crew leaves one work may begin another.
    pub(super) fn may_change(&self, crew: usize) -> bool {
        self.all.get(crew).is_some_and(|crew| crew.busy <= crew.ready())
    }

    pub(super) fn is_free(&self) -> bool {
        self.all.iter().any(|crew| crew.free() > 0)
    }

    pub(super) fn staff(&self) -> Staff {
        let mut staff = Staff { on_duty: 0, briefed: 0, overtime: 0 };
        for crew in &self.all {
            staff.on_duty += crew.here();
            staff.briefed += crew.here().saturating_sub(crew.ready().max(crew.busy));
            staff.overtime += crew.busy.saturating_sub(crew.here());
        }
        staff
    }
}
