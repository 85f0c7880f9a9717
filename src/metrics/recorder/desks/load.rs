//! The load of one desk over time: who was there, what waited, what was worked on.

use crate::metrics::recorder::{Context, Window};
use crate::units::{SimTime, Span};

/// More than so many pieces of work for each analyst on duty are an overload.
const OVERLOAD: u64 = 3;

/// What a desk saw from STARTEX to ENDEX.
#[derive(Clone, Debug)]
pub(in crate::metrics::recorder) struct Load {
    pub(in crate::metrics::recorder) staffed: Span,
    pub(in crate::metrics::recorder) overtime: Span,
    pub(in crate::metrics::recorder) overloaded: Span,
    pub(in crate::metrics::recorder) unattended: Span,
    pub(in crate::metrics::recorder) handed_on: u64,
    pub(in crate::metrics::recorder) put_back: u64,
    /// Work taken up late in a shift.
    pub(in crate::metrics::recorder) tired: u64,
    /// Work other than alerts that was given up or turned away.
    pub(in crate::metrics::recorder) lost_others: u64,
    pub(super) handover: Span,
    pub(super) busy: Span,
    pub(super) queue: Span,
    pub(super) at_startex: u64,
    pub(super) came: u64,
    pub(super) done: u64,
    pub(super) given_up: u64,
    pub(super) turned_away: u64,
    pub(super) waiting: u64,
    pub(super) in_hand: u64,
    pub(super) waits: Vec<f64>,
    pub(super) sojourns: Vec<f64>,
    on_duty: u32,
    briefed: u32,
    late: u32,
    /// Until when this is written down.
    until: SimTime,
}

impl Load {
    /// That of a desk with this many analysts round the clock, before any shift has begun.
    pub(super) fn new(analysts: u32) -> Self {
        let nothing = Span::ZERO;
        Self {
            staffed: nothing,
            overtime: nothing,
            overloaded: nothing,
            unattended: nothing,
            handed_on: 0,
            put_back: 0,
            tired: 0,
            lost_others: 0,
            handover: nothing,
            busy: nothing,
            queue: nothing,
            at_startex: 0,
            came: 0,
            done: 0,
            given_up: 0,
            turned_away: 0,
            waiting: 0,
            in_hand: 0,
            waits: Vec::new(),
            sojourns: Vec::new(),
            on_duty: analysts,
            briefed: 0,
            late: 0,
            until: SimTime::STARTEX,
        }
    }

    /// Writes down what has been so until this moment.
    pub(super) fn advance(&mut self, at: SimTime, window: Window) {
        let passed = window.overlap(self.until, Some(at));
        if at < self.until || passed == Span::ZERO {
            return;
        }
        self.until = at;
        self.staffed += times(passed, u64::from(self.on_duty));
        self.handover += times(passed, u64::from(self.briefed));
        self.overtime += times(passed, u64::from(self.late));
        self.busy += times(passed, self.in_hand);
        self.queue += times(passed, self.waiting);
        if self.on_duty == 0 {
            self.unattended += if self.waiting > 0 { passed } else { Span::ZERO };
        } else if self.waiting > OVERLOAD * u64::from(self.on_duty) {
            self.overloaded += passed;
        }
    }

    /// Others are there.
    pub(super) fn staff(&mut self, on_duty: u32, briefed: u32, late: u32) {
        (self.on_duty, self.briefed, self.late) = (on_duty, briefed, late);
    }

    /// Busy time without overtime, and staffed time (s).
    pub(super) fn use_of_time(&self) -> (f64, f64) {
        let busy = Span::from_micros(self.busy.as_micros() - self.overtime.as_micros());
        (busy.as_secs_f64(), self.staffed.as_secs_f64())
    }

    pub(super) fn close(&mut self, context: &Context) {
        self.advance(context.window.endex, context.window);
    }
}

fn times(span: Span, count: u64) -> Span {
    Span::from_micros(span.as_micros().saturating_mul(i64::try_from(count).unwrap_or(i64::MAX)))
}
