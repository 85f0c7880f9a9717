//! Hours in which nobody is at a desk, though its roster looks as if somebody should be.

use super::view::{View, sorted};
use super::{Finder, finding, words};
use crate::diagnostic::Code;
use crate::scenario::document as written;
use crate::scenario::model::Desk;
use crate::units::{Hours, SimTime, Span, WeekTime};

/// What is true of a week is true of all.
const WEEK: Span = Span::from_micros(7 * Span::DAY.as_micros());
/// A roster that covers this share of the time and more is meant to cover all of it; less is office hours. [J]
const NEARLY_ALL: f64 = 0.5;
/// A gap as short as this is no night or weekend, but a mistake between two shifts or a break that all take. [J]
const SHORT: Span = Span::from_micros(4 * Span::HOUR.as_micros());

/// Who is at a desk from STARTEX to ENDEX.
pub(super) struct Staffing {
    /// Analysts who take up work, on average.
    pub(super) mean: f64,
    /// Stretches with nobody, in order.
    pub(super) gaps: Vec<(SimTime, Span)>,
    /// How long was looked at: the exercise, at most a week.
    pub(super) window: Span,
}

impl Staffing {
    pub(super) fn of(desk: &Desk, startex: WeekTime, exercise: Span) -> Self {
        let window = exercise.min(WEEK);
        let end = SimTime::STARTEX + window;
        let (mut now, mut staffed, mut gaps) = (SimTime::STARTEX, 0.0, Vec::<(SimTime, Span)>::new());
        while now < end {
            let shifts = desk.roster.iter().map(|shift| shift.at(desk.handover, startex, now));
            let (mut present, mut ready, mut changes) = (desk.analysts, desk.analysts, end.since(now));
            for there in shifts {
                present += there.on_duty;
                ready += there.ready;
                changes = changes.min(there.changes);
            }
            staffed += f64::from(ready) * changes.as_secs_f64();
            if present == 0 {
                match gaps.last_mut() {
                    Some((from, lasts)) if *from + *lasts == now => *lasts += changes,
                    _ => gaps.push((now, changes)),
                }
            }
            now += changes;
        }
        Self { mean: staffed / window.as_secs_f64(), gaps, window }
    }

    fn unattended(&self) -> f64 {
        self.gaps.iter().map(|(_, lasts)| lasts.as_secs_f64()).sum()
    }
}

/// The share of the time from STARTEX to ENDEX that lies within hours.
pub(super) fn share_of(hours: &Hours, startex: WeekTime, exercise: Span) -> f64 {
    if exercise >= WEEK {
        return hours.per_week().as_secs_f64() / WEEK.as_secs_f64();
    }
    let end = SimTime::STARTEX + exercise;
    let (mut now, mut open) = (SimTime::STARTEX, 0.0);
    while now < end {
        let lasts = hours.until_turn(startex, now).min(end.since(now));
        if hours.is_open(startex, now) {
            open += lasts.as_secs_f64();
        }
        now += lasts;
    }
    open / exercise.as_secs_f64()
}

pub(super) fn lint(view: &View<'_>, cx: &mut Finder<'_>) {
    for (id, row) in view.teams() {
        let rows = sorted(&row.desks, |desk| &desk.id);
        for (desk, text) in view.scenario.team(id).desks.iter().zip(rows) {
            if desk.analysts == 0 {
                roster(desk, text, row, view, cx);
            }
        }
    }
}

fn roster(desk: &Desk, text: &written::Desk, team: &written::Team, view: &View<'_>, cx: &mut Finder<'_>) {
    let exercise = view.scenario.exercise;
    let staff = Staffing::of(desk, exercise.startex, exercise.duration);
    let unattended = staff.unattended();
    let covered = 1.0 - unattended / staff.window.as_secs_f64();
    let several = desk.roster.len() > 1;
    let end = SimTime::STARTEX + staff.window;
    // what the exercise cuts off at either end says nothing of the roster
    let inner = |(from, lasts): &&(SimTime, Span)| *from > SimTime::STARTEX && *from + *lasts < end;
    let short = staff.gaps.iter().filter(inner).find(|(_, lasts)| *lasts <= SHORT);
    let crew = desk.roster.iter().any(|shift| shift.analysts > 1);
    let meant =
        if several && covered >= NEARLY_ALL { staff.gaps.first() } else { short.filter(|_| several || crew) };
    let Some((from, lasts)) = meant else { return };
    let at = cx.field(text.place, &["roster"]);
    let message = format!(
        "nobody is at desk `{}` of team `{}` for {} of {}: first from {} (UTC) for {}",
        text.id.value,
        team.id.value,
        words::time(unattended),
        words::span(staff.window),
        exercise.startex.after(from.since(SimTime::STARTEX)),
        words::span(*lasts)
    );
    let mut found = finding(Code::UnattendedHours, message).at(at, "");
    for shift in text.roster.iter().take(4) {
        found = found.also(shift.hours.place, "");
    }
    cx.push(found.help(
        "let shifts and breaks leave no gap (mind days and time zones), or write how many are always there: `analysts: 1`",
    ));
}
