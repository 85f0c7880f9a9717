//! What a team makes of incidents: levels that rise, and reports that are due one after the other.

use super::Checker;
use super::names::{Index, Table};
use super::response::labour;
use super::select::{Choice, Variant};
use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::document as written;
use crate::scenario::model::{Assessment, Deadline, GroupId, Reporting, Severity};
use crate::units::Span;

/// How bad it is, and who is to be told.
pub(super) fn check(
    row: &written::Team,
    desks: &Table<'_, written::Desk>,
    index: &Index<'_>,
    cx: &mut Checker<'_>,
) -> (Assessment, Option<Reporting>) {
    let reporting = row.reporting.as_ref().and_then(|reporting| self::reporting(reporting, desks, cx));
    (assessment(row, index, cx), reporting)
}

/// The hosts of the organisations that a team defends.
pub(super) fn defended<'i, 'd>(row: &written::Team, index: &'i Index<'d>) -> Choice<'i, 'd> {
    let estates = row.defends.iter().filter_map(|id| index.organisations.find(id.as_str()));
    let hosts: Vec<&Variant<'d>> = estates.flat_map(|place| &index.estates[place].variants).collect();
    Choice::of(hosts, format!("team `{}` defends no", row.id.value))
}

pub(super) fn severity(written: written::Severity) -> Severity {
    match written {
        written::Severity::Low => Severity::Low,
        written::Severity::Medium => Severity::Medium,
        written::Severity::High => Severity::High,
        written::Severity::Critical => Severity::Critical,
    }
}

fn assessment(row: &written::Team, index: &Index<'_>, cx: &mut Checker<'_>) -> Assessment {
    let written::Assessment { medium, high, critical, ref jewels, place } = row.severity;
    if !(medium <= high && high <= critical) {
        let message = format!("team `{}` takes fewer hosts to be worse", row.id.value);
        let fault = Diagnostic::error(Code::ReversedBound, message).at(place, "");
        cx.report(fault.help("write `medium`, `high` and `critical` so that none is below the one before"));
    }
    let jewels = defended(row, index).select(jewels, cx);
    let mut jewels: Vec<GroupId> = jewels.into_iter().flatten().map(|hosts| hosts.id).collect();
    jewels.sort_unstable();
    Assessment { medium, high, critical, jewels }
}

fn reporting(
    row: &written::Reporting,
    desks: &Table<'_, written::Desk>,
    cx: &mut Checker<'_>,
) -> Option<Reporting> {
    if *row.notification_due < *row.warning_due {
        let fault = Diagnostic::error(Code::ReversedBound, "the notification is due before the warning");
        let fault = fault.at(row.notification_due.place, "").also(row.warning_due.place, "the warning");
        cx.report(fault.help("write a `notification_due` that is not shorter than `warning_due`"));
    }
    if *row.warning_due == Span::ZERO {
        let fault = Diagnostic::error(Code::OutOfRange, "a report is due at once");
        cx.report(
            fault.at(row.warning_due.place, "").help("write how long there is for it, such as \"24h\""),
        );
    }
    let warning = labour(desks, &row.desk, &row.warning, (row.place, "an early warning"), cx);
    let notification = labour(desks, &row.desk, &row.notification, (row.place, "a notification"), cx);
    Some(Reporting {
        severity: severity(row.severity),
        warning: Deadline { due: *row.warning_due, labour: warning? },
        notification: Deadline { due: *row.notification_due, labour: notification? },
    })
}
