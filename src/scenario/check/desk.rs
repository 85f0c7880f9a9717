//! Desks: somebody must be there, shifts must make sense, and what is handed on must arrive.

use std::collections::BTreeSet;

use super::names::Table;
use super::{Checker, name};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::document as written;
use crate::scenario::model::{
    Desk, DeskId, Escalation, Fatigue, Order, Priority, Shift, ShiftEnd, Skill, Tactic, Technique,
};
use crate::units::{SimTime, Span};

/// The desks of a team, by id.
pub(super) fn check(
    table: &Table<'_, written::Desk>,
    exercise: &written::Exercise,
    cx: &mut Checker<'_>,
) -> Vec<Desk> {
    let desks: Vec<Desk> = table.rows().map(|(_, row)| desk(row, table, exercise, cx)).collect();
    no_circles(table, &desks, cx);
    desks
}

fn desk(
    row: &written::Desk,
    table: &Table<'_, written::Desk>,
    exercise: &written::Exercise,
    cx: &mut Checker<'_>,
) -> Desk {
    let mut roster: Vec<Shift> = row.roster.iter().map(|shift| self::shift(shift, row, cx)).collect();
    roster.sort();
    let desk = Desk {
        name: name(row),
        tier: row.tier.get(),
        analysts: row.analysts.map_or(0, |analysts| analysts.get()),
        roster,
        at_shift_end: match row.at_shift_end {
            written::ShiftEnd::Finishes => ShiftEnd::Finishes,
            written::ShiftEnd::HandsOver => ShiftEnd::HandsOver,
        },
        handover: row.handover,
        order: match row.order {
            written::Order::Urgency => Order::Urgency,
            written::Order::Priority => Order::Priority,
            written::Order::Fifo => Order::Fifo,
        },
        preempts: *row.preempts,
        room: row.room,
        patience: row.patience.clone(),
        skills: row.skills.iter().map(|skill| self::skill(skill, cx)).collect(),
        fatigue: row.fatigue.as_ref().map(|fatigue| self::fatigue(fatigue, row, cx)),
        escalation: row.escalates.as_ref().and_then(|escalates| escalation(escalates, row, table, cx)),
    };
    somebody_is_there(row, &desk, exercise, cx);
    if desk.preempts && desk.order == Order::Fifo {
        let message = format!("at desk `{}` nothing is more urgent than what came before it", row.id.value);
        cx.report(
            Diagnostic::error(Code::NothingUrgent, message)
                .at(row.preempts.place, "")
                .help("write another `order`, such as `Urgency` or `Priority`, or leave `preempts` out"),
        );
    }
    desk
}

/// How urgent alerts are.
pub(super) fn priority(written: &written::Priority) -> Priority {
    match written {
        written::Priority::Low => Priority::Low,
        written::Priority::Medium => Priority::Medium,
        written::Priority::High => Priority::High,
    }
}

fn somebody_is_there(row: &written::Desk, desk: &Desk, exercise: &written::Exercise, cx: &mut Checker<'_>) {
    if desk.analysts > 0 || cx.is_damaged(row.place) {
        return;
    }
    let (message, help) = if desk.roster.is_empty() {
        let message = format!("desk `{}` has nobody", row.id.value);
        (message, "write how many are there round the clock, such as `analysts: 2`, or a `roster` of shifts")
    } else if !has_duty(desk, exercise) {
        let message = format!("nobody is at desk `{}` from STARTEX to ENDEX", row.id.value);
        (message, "write a shift within the exercise; `startex` of `exercise` says where it lies in the week")
    } else {
        return;
    };
    cx.report(Diagnostic::error(Code::NobodyOnDuty, message).at(row.id.place, "").help(help));
}

/// Whether somebody takes up work at some moment from STARTEX to ENDEX.
fn has_duty(desk: &Desk, exercise: &written::Exercise) -> bool {
    let (startex, lasts) = (exercise.startex, *exercise.duration);
    desk.roster.iter().any(|shift| {
        let mut now = SimTime::STARTEX;
        while now < SimTime::STARTEX + lasts && now < SimTime::STARTEX + WEEK {
            let there = shift.at(desk.handover, startex, now);
            if there.ready > 0 {
                return true;
            }
            now += there.changes;
        }
        false
    })
}

const WEEK: Span = Span::from_micros(7 * Span::DAY.as_micros());

fn shift(row: &written::Shift, desk: &written::Desk, cx: &mut Checker<'_>) -> Shift {
    if desk.handover >= row.hours.lasts() {
        bad_shift(
            row.hours.place,
            format!("a shift at desk `{}` is over before its handover is", desk.id.value),
            "write a `handover` that is shorter than the shift",
            cx,
        );
    }
    for away in &row.breaks {
        if !away.hours.meets(&row.hours) {
            bad_shift(
                away.hours.place,
                format!("a break at desk `{}` lies outside its shift", desk.id.value),
                "write hours within those of the shift; mind the time zones",
                cx,
            );
        } else if away.away > row.analysts {
            bad_shift(
                away.hours.place,
                format!("{} of a shift of {} are away", away.away.get(), row.analysts.get()),
                "write an `away` that is not more than the analysts of the shift",
                cx,
            );
        }
    }
    let mut breaks: Vec<_> = row.breaks.iter().map(|away| (*away.hours, away.away.get())).collect();
    breaks.sort_unstable();
    Shift { hours: *row.hours, analysts: row.analysts.get(), breaks }
}

fn skill(row: &written::Skill, cx: &mut Checker<'_>) -> Skill {
    if !(0.01..=100.0).contains(&*row.factor) {
        cx.report(
            Diagnostic::error(Code::OutOfRange, "a skill's factor lies outside its range")
                .at(row.factor.place, "")
                .help("write a number from 0.01 to 100, such as 0.7"),
        );
    }
    let techniques: BTreeSet<Technique> =
        row.techniques.iter().filter_map(|text| super::network::technique(text, cx)).collect();
    let tactics: BTreeSet<Tactic> = row.tactics.iter().map(super::attack::step::tactic).collect();
    Skill {
        techniques: techniques.into_iter().collect(),
        tactics: tactics.into_iter().collect(),
        factor: *row.factor,
    }
}

fn fatigue(row: &written::Fatigue, desk: &written::Desk, cx: &mut Checker<'_>) -> Fatigue {
    if !(1.0..=10.0).contains(&*row.factor) {
        cx.report(
            Diagnostic::error(Code::OutOfRange, "a factor of fatigue lies outside its range")
                .at(row.factor.place, "")
                .help("write a number from 1 to 10, such as 1.25"),
        );
    }
    if desk.roster.iter().all(|shift| shift.hours.lasts() <= *row.after) {
        let message = format!("no shift at desk `{}` is long enough to tire anybody", desk.id.value);
        bad_shift(
            row.place,
            message,
            "write an `after` that is shorter than a shift, or a `roster` of longer ones",
            cx,
        );
    }
    Fatigue { after: *row.after, factor: *row.factor }
}

fn bad_shift(at: Place, message: String, help: &str, cx: &mut Checker<'_>) {
    cx.report(Diagnostic::error(Code::BadShift, message).at(at, "").help(help));
}

fn escalation(
    row: &written::Escalation,
    desk: &written::Desk,
    table: &Table<'_, written::Desk>,
    cx: &mut Checker<'_>,
) -> Option<Escalation> {
    cx.ends(&row.work, row.place, "work that was handed on");
    let to = table.resolve(&row.to, cx)?;
    let target = table.row(to)?;
    let (from, id) = (&desk.id.value, &target.id.value);
    if target.tier < desk.tier {
        let message = format!("desk `{from}` hands on to `{id}`, which is of a lower tier");
        bad_escalation(row.to.place, message, "write a desk of the same tier or a higher one", cx);
    }
    if row.chance.get() == 0.0 && row.after.is_never() {
        let message = format!("desk `{from}` never hands anything on");
        bad_escalation(
            row.place,
            message,
            "write a `chance` above 0, or how long work waits before it goes there, such as `after: \"2h\"`",
            cx,
        );
    }
    Some(Escalation {
        to: DeskId::at(to),
        chance: row.chance,
        work: row.work.clone(),
        after: row.after.clone(),
    })
}

/// What is handed on must come to an end.
fn no_circles(table: &Table<'_, written::Desk>, desks: &[Desk], cx: &mut Checker<'_>) {
    for ((place, row), escalates) in
        table.rows().filter_map(|(place, row)| Some(((place, row), row.escalates.as_ref()?)))
    {
        let next =
            |at: usize| desks.get(at).and_then(|desk| desk.escalation.as_ref()).map(|to| to.to.index());
        let mut at = next(place);
        for _ in 0..desks.len() {
            match at {
                Some(found) if found == place => {
                    let message = format!("what desk `{}` hands on comes back to it", row.id.value);
                    let help = "write a desk that does not hand on to this one";
                    bad_escalation(escalates.to.place, message, help, cx);
                    return;
                }
                Some(found) => at = next(found),
                None => break,
            }
        }
    }
}

fn bad_escalation(at: Place, message: String, help: &str, cx: &mut Checker<'_>) {
    cx.report(Diagnostic::error(Code::BadEscalation, message).at(at, "").help(help));
}
