//! What a team makes of incidents: levels that rise, and reports that are due one after the other.

use super::Checker;
use super::names::{Index, Table};
use super::response::labour;
use super::select::{Choice, Variant};
use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::decode::Spanned;
use crate::scenario::document as written;
use crate::scenario::model::{
    Assessment, Countermeasure, Course, Deadline, GroupId, Reporting, ServiceId, Severity, Technique,
};
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
    let written::Assessment { medium, high, critical, ref jewels, place } = row.assessment;
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

/// What is done about incidents of which sort.
pub(super) fn courses(row: &written::Team, index: &Index<'_>, cx: &mut Checker<'_>) -> Vec<Course> {
    let courses = row.containment.courses.iter();
    let mut courses: Vec<Course> = courses.map(|course| self::course(course, row, index, cx)).collect();
    courses.sort_by_cached_key(|course| format!("{course:?}"));
    courses
}

fn course(course: &written::Course, row: &written::Team, index: &Index<'_>, cx: &mut Checker<'_>) -> Course {
    let at = (course.place, course.place);
    cx.some(&course.does, at, format!("team `{}` does nothing about some incidents", row.id.value), "`does`");
    let mut techniques: Vec<Technique> =
        course.techniques.iter().filter_map(|text| super::network::technique(text, cx)).collect();
    techniques.sort();
    let mut does: Vec<Countermeasure> =
        course.does.iter().filter_map(|measure| self::measure(measure, row, index, cx)).collect();
    does.sort();
    Course { severity: severity(course.severity), techniques, does, authority: course.authority.clone() }
}

fn measure(
    written: &Spanned<written::Countermeasure>,
    row: &written::Team,
    index: &Index<'_>,
    cx: &mut Checker<'_>,
) -> Option<Countermeasure> {
    match &written.value {
        written::Countermeasure::IsolateHosts => Some(Countermeasure::IsolateHosts),
        written::Countermeasure::DisableAccounts => {
            let mut estates = row.defends.iter().filter_map(|id| index.organisations.find(id.as_str()));
            if estates.all(|place| index.estates[place].accounts.places().is_empty()) && cx.is_whole() {
                let message = format!("nobody that team `{}` defends has accounts", row.id.value);
                let fault = Diagnostic::error(Code::IdleMeasure, message).at(written.place, "");
                cx.report(fault.help("write the `accounts` of an organisation, or leave it out"));
            }
            Some(Countermeasure::DisableAccounts)
        }
        written::Countermeasure::BlockIndicators => Some(Countermeasure::BlockIndicators),
        written::Countermeasure::ShutService { service, at } => {
            let id = index.services.resolve(service, cx)?;
            let chosen = defended(row, index).select(at, cx)?;
            let offer = |hosts: &&Variant<'_>| {
                let offered = hosts.services();
                offered.is_empty() || offered.iter().any(|other| other.value == service.value)
            };
            let mut groups: Vec<GroupId> = chosen.into_iter().filter(offer).map(|hosts| hosts.id).collect();
            groups.sort_unstable();
            if groups.is_empty() && cx.is_whole() {
                let message = format!("none of these hosts offers the service `{}`", service.value);
                let fault = Diagnostic::error(Code::IdleMeasure, message).at(written.place, "");
                cx.report(fault.help("write in `at` which hosts that offer it stop doing so"));
            }
            Some(Countermeasure::ShutService { service: ServiceId::at(id), at: groups })
        }
    }
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
