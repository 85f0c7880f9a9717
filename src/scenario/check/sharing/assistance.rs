//! Mutual assistance: every agreement becomes one promise for each ordered pair of teams.

use super::ends::pairs;
use super::everywhere;
use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::check::incident::severity;
use crate::scenario::check::names::{Index, Table};
use crate::scenario::check::{Checker, name};
use crate::scenario::decode::{Reference, Spanned};
use crate::scenario::document as written;
use crate::scenario::model::{Assistance, Call, DeskId, TeamId};
use crate::units::Span;

/// What teams lend each other under a strategy; `left` is how many promises there may still be.
pub(super) fn assistance(
    row: &written::Strategy,
    index: &Index<'_>,
    left: &mut usize,
    cx: &mut Checker<'_>,
) -> Vec<Assistance> {
    let agreements = Table::new(&row.assistance, format!(" of strategy `{}`", row.id.value), 0, cx);
    let mut all = Vec::new();
    for (_, row) in agreements.rows() {
        let what = ("agreement", "lets nobody lend anybody to anybody");
        let pairs = pairs(what, (&row.id, &row.from, &row.to), index, left, cx);
        everywhere(row.lent_by.as_ref(), pairs.iter().map(|(from, _)| *from), "lends", index, cx);
        everywhere(row.works_at.as_ref(), pairs.iter().map(|(_, to)| *to), "borrows", index, cx);
        if row.stays.value == Span::ZERO {
            let fault = Diagnostic::error(Code::OutOfRange, "guests leave when they have just come");
            cx.report(fault.at(row.stays.place, "").help("write how long they stay, such as \"5d\""));
        }
        if !(0.01..=1.0).contains(&row.rate.value) {
            let message = format!("{} is no rate at which guests work", row.rate.value);
            let fault = Diagnostic::error(Code::OutOfRange, message).at(row.rate.place, "");
            cx.report(fault.help("write a number from 0.01 to 1, at which they work as the others do"));
        }
        let asks = call(&row.asks, cx);
        all.extend(pairs.into_iter().filter_map(|(from, to)| promise(row, asks, (from, to), index)));
    }
    all
}

fn call(written: &written::Call, cx: &mut Checker<'_>) -> Call {
    let (waiting, least) = match written {
        written::Call::Incident { waiting, .. } => (waiting, "0, where it does not matter"),
        written::Call::Overload { waiting } => (waiting, "0.01"),
    };
    let idle = matches!(written, written::Call::Overload { .. }) && waiting.value <= 0.0;
    if idle || !(0.0..=1_000.0).contains(&waiting.value) {
        let message = format!("{} pieces of work for each analyst are no need for help", waiting.value);
        let fault = Diagnostic::error(Code::OutOfRange, message).at(waiting.place, "");
        cx.report(fault.help(format!("write how much waits when they ask, from {least}, to 1000")));
    }
    match written {
        written::Call::Incident { severity: least, waiting: Spanned { value, .. } } => {
            Call::Incident { severity: severity(*least), waiting: *value }
        }
        written::Call::Overload { waiting } => Call::Overload { waiting: waiting.value },
    }
}

/// What one team lends another; none where a desk is missing, which has been reported.
fn promise(
    row: &written::Assistance,
    asks: Call,
    (from, to): (usize, usize),
    index: &Index<'_>,
) -> Option<Assistance> {
    let (lender, borrower) = (index.teams.row(from)?, index.teams.row(to)?);
    let desk = |team: usize, named: Option<&Reference>, usual: &Reference| {
        let desk = named.unwrap_or(usual);
        Some(DeskId::at(index.desks[team].find(desk.as_str())?))
    };
    Some(Assistance {
        name: name(row),
        from: TeamId::at(from),
        to: TeamId::at(to),
        lent_by: desk(from, row.lent_by.as_ref(), &lender.analysis.desk)?,
        works_at: desk(to, row.works_at.as_ref(), &borrower.analysis.desk)?,
        analysts: row.analysts.get(),
        keeps: row.keeps,
        asks,
        granted: row.granted,
        delay: row.delay.clone(),
        stays: row.stays.value,
        pace: 1.0 / row.rate.value,
        settles: row.settles,
    })
}
