//! What a team makes of what it is told beyond indicators.

use super::Checker;
use super::names::Table;
use super::response::labour;
use super::sharing::objects;
use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::decode::Spanned;
use crate::scenario::document as written;
use crate::scenario::model::{Countermeasures, DeskId, Engineering, Labour, OnCall, Posture, Workaround};
use crate::units::Span;

/// Looking out leaves no chance smaller, and none beyond reason.
const FACTORS: std::ops::RangeInclusive<f64> = 1.0..=100.0;

/// A factor that only ever raises something.
pub(super) fn raising(written: &Spanned<f64>, cx: &mut Checker<'_>) -> f64 {
    if !FACTORS.contains(&written.value) {
        let message = format!("{} is no factor that raises something", written.value);
        cx.report(
            Diagnostic::error(Code::OutOfRange, message)
                .at(written.place, "")
                .help("write a number from 1, which changes nothing, to 100"),
        );
    }
    written.value
}

/// Writing rules for indicators.
pub(super) fn engineering(
    row: &written::Engineering,
    desks: &Table<'_, written::Desk>,
    cx: &mut Checker<'_>,
) -> Option<Engineering> {
    let labour = labour(desks, &row.desk, &row.work, (row.place, "writing a rule"), cx)?;
    Some(Engineering { labour, ready: row.ready })
}

pub(super) fn posture(
    row: &written::Posture,
    desks: &Table<'_, written::Desk>,
    cx: &mut Checker<'_>,
) -> Posture {
    if row.lasts.value == Span::ZERO {
        let fault = Diagnostic::error(Code::OutOfRange, "nobody looks out for no time at all");
        cx.report(fault.at(row.lasts.place, "").help("write how long it lasts, such as \"1d\""));
    }
    let mut on_call: Vec<OnCall> =
        row.on_call.iter().filter_map(|row| self::on_call(row, desks, cx)).collect();
    on_call.sort_unstable();
    Posture {
        raised_by: objects(&row.raised_by),
        lasts: row.lasts.value,
        sensing: raising(&row.sensing, cx),
        alarms: raising(&row.alarms, cx),
        suspicion: raising(&row.suspicion, cx),
        on_call,
        heeds: row.heeds,
    }
}

fn on_call(row: &written::OnCall, desks: &Table<'_, written::Desk>, cx: &mut Checker<'_>) -> Option<OnCall> {
    let desk = DeskId::at(desks.resolve(&row.desk, cx)?);
    Some(OnCall { desk, after: row.after, analysts: row.analysts.get() })
}

pub(super) fn workaround(row: &written::Workaround, cx: &mut Checker<'_>) -> Workaround {
    cx.ends(&row.work, row.place, "working around a weakness");
    Workaround { work: row.work.clone(), leaves: row.leaves }
}

pub(super) fn countermeasures(
    row: &written::Countermeasures,
    desks: &Table<'_, written::Desk>,
    cx: &mut Checker<'_>,
) -> Option<Countermeasures> {
    cx.ends(&row.work, row.place, "hardening against a technique");
    let desk = DeskId::at(desks.resolve(&row.desk, cx)?);
    Some(Countermeasures {
        labour: Labour { desk, work: row.work.clone() },
        delay: row.delay.clone(),
        leaves: row.leaves,
        floor: row.floor,
        own: row.own,
        overdone: row.overdone,
    })
}
