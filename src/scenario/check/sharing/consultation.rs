//! Consultations: who takes part, when, and what comes of it.

use super::ends::ends;
use super::everywhere;
use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::check::names::{Index, Table};
use crate::scenario::check::network::moment;
use crate::scenario::check::{Checker, MOST_COMBINATIONS, name};
use crate::scenario::decode::Spanned;
use crate::scenario::document as written;
use crate::scenario::model::{Consultation, DeskId, Labour, Practice, TeamId};
use crate::units::{SimTime, Span};

/// So long ago the first session may be.
const LONGEST_AGO: Span = Span::from_micros(3_650 * Span::DAY.as_micros());

/// What teams talk about under a strategy; `left` is how many combinations of teams there may still be.
pub(super) fn consultations(
    row: &written::Strategy,
    index: &Index<'_>,
    left: &mut usize,
    cx: &mut Checker<'_>,
) -> Vec<Consultation> {
    let all = Table::new(&row.consultations, format!(" of strategy `{}`", row.id.value), 0, cx);
    all.rows().map(|(_, row)| consultation(row, index, left, cx)).collect()
}

fn consultation(
    row: &written::Consultation,
    index: &Index<'_>,
    left: &mut usize,
    cx: &mut Checker<'_>,
) -> Consultation {
    let mut teams = ends(&row.teams, index, cx);
    if teams.len() > *left {
        let message = format!("consultation `{}` has more teams than the simulator holds", row.id.value);
        let help = format!("name fewer teams: rules and consultations take at most {MOST_COMBINATIONS}");
        cx.report(Diagnostic::error(Code::TooMany, message).at(row.id.place, "").help(help));
        teams.clear();
    }
    *left -= teams.len();
    everywhere(row.desk.as_ref(), teams.iter().copied(), "takes part", index, cx);
    cx.ends(&row.work, row.place, &format!("a session of consultation `{}`", row.id.value));
    check_times(row, cx);
    let pace = within(&row.pace, (0.1, 1.0), "at which nothing is saved", cx);
    let least_pace = within(&row.least_pace, (0.1, 1.0), "at which nothing is saved", cx);
    let misfit_pace = within(&row.misfit_pace, (1.0, 10.0), "that is ten times as long", cx);
    let fits = Practice { pace, detection: row.detection.get(), exposure: row.exposure.get() };
    Consultation {
        name: name(row),
        teams: teams.into_iter().filter_map(|team| takes_part(row, team, index)).collect(),
        first: moment(&row.first.value),
        every: row.every.value,
        phased_in: row.phased_in.clone(),
        fits,
        misfits: Practice { pace: misfit_pace, ..Practice::NONE },
        limit: Practice {
            pace: least_pace,
            detection: row.most_detection.get(),
            exposure: row.least_exposure.get(),
        },
        misfit: row.misfit,
    }
}

fn check_times(row: &written::Consultation, cx: &mut Checker<'_>) {
    if row.every.value < Span::DAY {
        let fault = Diagnostic::error(Code::OutOfRange, "teams would do nothing but consult");
        let help = "write the time from one session to the next, a day or longer, such as \"90d\"";
        cx.report(fault.at(row.every.place, "").help(help));
    }
    if moment(&row.first.value) < SimTime::STARTEX - LONGEST_AGO {
        let fault = Diagnostic::error(Code::OutOfRange, "nobody remembers the first session");
        cx.report(
            fault.at(row.first.place, "").help("write a time at most ten years (\"3650d\") before STARTEX"),
        );
    }
}

/// A factor between two ends. `end` says what the upper one is.
fn within(written: &Spanned<f64>, (low, high): (f64, f64), end: &str, cx: &mut Checker<'_>) -> f64 {
    if !(low..=high).contains(&written.value) {
        let message = format!("{} is no factor on the time of work here", written.value);
        let fault = Diagnostic::error(Code::OutOfRange, message).at(written.place, "");
        cx.report(fault.help(format!("write a number from {low} to {high}, {end}")));
    }
    written.value
}

/// A team with its work; none where its desk is missing, which has been reported.
fn takes_part(row: &written::Consultation, team: usize, index: &Index<'_>) -> Option<(TeamId, Labour)> {
    let desk = row.desk.as_ref().unwrap_or(&index.teams.row(team)?.analysis.desk);
    let desk = DeskId::at(index.desks[team].find(desk.as_str())?);
    Some((TeamId::at(team), Labour { desk, work: row.work.clone() }))
}
