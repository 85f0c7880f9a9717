//! Who is at a desk: those who are there round the clock, and the shifts of its roster.

use crate::scenario::model::{Desk, Presence};
use crate::units::{SimTime, Span, WeekTime};

/// Analysts who come and go together.
#[derive(Clone, Copy, Debug)]
struct Crew {
    /// On duty.
    on_duty: u32,
    /// On duty and not being told how things stand.
    ready: u32,
    /// At work. Those beyond `on_duty` work overtime.
    busy: u32,
    /// When its shift ends.
    leaves: SimTime,
}

impl Crew {
    const fn free(&self) -> u32 {
        self.ready.saturating_sub(self.busy)
    }
}

/// All who work at a desk.
#[derive(Clone, Debug)]
pub(super) struct Crews(Vec<Crew>);

/// How many are there, as facts tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Staff {
    pub(super) on_duty: u32,
    pub(super) briefed: u32,
    pub(super) overtime: u32,
}

impl Crews {
    /// Those of a desk, before any shift has begun.
    pub(super) fn of(desk: &Desk) -> Self {
        let nobody = Crew { on_duty: 0, ready: 0, busy: 0, leaves: SimTime::STARTEX };
        let leaves = SimTime::STARTEX + Span::LONGEST;
        let always = Crew { on_duty: desk.analysts, ready: desk.analysts, busy: 0, leaves };
        // the last are those who are called in
        Self([always].into_iter().chain(desk.roster.iter().map(|_| nobody)).chain([nobody]).collect())
    }

    /// Brings them up to date, and says who of them has left (by place) and when to look again.
    pub(super) fn turn(&mut self, desk: &Desk, startex: WeekTime, now: SimTime) -> (Vec<usize>, Span) {
        let mut left = Vec::new();
        let mut next = Span::LONGEST;
        for (place, (crew, shift)) in self.0.iter_mut().skip(1).zip(&desk.roster).enumerate() {
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
        if let Some(crew) = self.0.last_mut() {
            crew.on_duty += analysts;
            crew.ready += analysts;
            crew.leaves = now;
        }
    }

    /// Those who were called in leave. Says which crew they were.
    pub(super) fn send_home(&mut self) -> usize {
        if let Some(crew) = self.0.last_mut() {
            (crew.on_duty, crew.ready) = (0, 0);
        }
        self.0.len() - 1
    }

    /// Someone who is free takes up work: of the crew that stays longest. Says of which.
    pub(super) fn seat(&mut self) -> Option<usize> {
        let free = self.0.iter().enumerate().filter(|(_, crew)| crew.free() > 0);
        let (place, _) = free.min_by_key(|(place, crew)| (std::cmp::Reverse(crew.leaves), *place))?;
        self.0[place].busy += 1;
        Some(place)
    }

    /// Someone of a crew is done.
    pub(super) fn rise(&mut self, crew: usize) {
        if let Some(crew) = self.0.get_mut(crew) {
            crew.busy = crew.busy.saturating_sub(1);
        }
    }

    /// Whether whoever of this crew leaves one work may begin another.
    pub(super) fn may_change(&self, crew: usize) -> bool {
        self.0.get(crew).is_some_and(|crew| crew.busy <= crew.ready)
    }

    pub(super) fn is_free(&self) -> bool {
        self.0.iter().any(|crew| crew.free() > 0)
    }

    pub(super) fn staff(&self) -> Staff {
        let mut staff = Staff { on_duty: 0, briefed: 0, overtime: 0 };
        for crew in &self.0 {
            staff.on_duty += crew.on_duty;
            staff.briefed += crew.on_duty.saturating_sub(crew.ready.max(crew.busy));
            staff.overtime += crew.busy.saturating_sub(crew.on_duty);
        }
        staff
    }
}
