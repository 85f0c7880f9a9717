//! Procedures: they are for something, and no faster than anybody can be.

use super::names::Table;
use super::response::labour;
use super::{Checker, name};
use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::decode::Spanned;
use crate::scenario::document as written;
use crate::scenario::model::{Playbook, Review, Tactic, Technique};

/// The playbooks of a team, by id.
pub(super) fn check(row: &written::Team, cx: &mut Checker<'_>) -> Vec<Playbook> {
    let table = Table::new(&row.playbooks, format!(" of team `{}`", row.id.value), 0, cx);
    table.rows().map(|(_, row)| playbook(row, cx)).collect()
}

fn playbook(row: &written::Playbook, cx: &mut Checker<'_>) -> Playbook {
    if row.tactics.is_empty() {
        let message = format!("playbook `{}` is for nothing", row.id.value);
        cx.some(&row.techniques, (row.place, row.id.place), message, "`techniques` or `tactics`");
    }
    let mut techniques: Vec<Technique> =
        row.techniques.iter().filter_map(|text| super::network::technique(text, cx)).collect();
    techniques.sort();
    let mut tactics: Vec<Tactic> = row.tactics.iter().map(super::attack::step::tactic).collect();
    tactics.sort();
    let factors = [&row.analysis, &row.containment, &row.eradication, &row.recovery];
    for factor in factors {
        within(factor, 100.0, cx);
    }
    Playbook { name: name(row), techniques, tactics, factors: factors.map(|factor| **factor) }
}

fn within(factor: &Spanned<f64>, most: f64, cx: &mut Checker<'_>) {
    if !(0.01..=most).contains(&**factor) {
        let fault = Diagnostic::error(Code::OutOfRange, "a factor lies outside its range");
        cx.report(
            fault.at(factor.place, "").help(format!("write a number from 0.01 to {most}, such as 0.8")),
        );
    }
}

/// Lessons learned.
pub(super) fn review(
    row: &written::Review,
    desks: &Table<'_, written::Desk>,
    cx: &mut Checker<'_>,
) -> Option<Review> {
    within(&row.factor, 1.0, cx);
    within(&row.floor, 1.0, cx);
    Some(Review {
        labour: labour(desks, &row.desk, &row.work, (row.place, "a review"), cx)?,
        severity: super::incident::severity(row.severity),
        factor: *row.factor,
        floor: *row.floor,
    })
}
