//! Users: where they work, and whether letters find anybody.

use super::names::{Estate, Index};
use super::select::Choice;
use super::{Checker, name};
use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::decode::Count;
use crate::scenario::document as written;
use crate::scenario::model::{Campaign, GroupId, Lure, OrgId, StepEffect, Through, Users};

/// The most that people can be more susceptible than others.
const MOST_SUSCEPTIBLE: f64 = 100.0;

/// The users of one organisation.
pub(super) fn check(
    owner: &written::Organisation,
    organisation: OrgId,
    estate: &Estate<'_>,
    cx: &mut Checker<'_>,
) -> Vec<Users> {
    estate.users.rows().map(|(_, row)| users(row, owner, organisation, estate, cx)).collect()
}

fn users(
    row: &written::Users,
    owner: &written::Organisation,
    organisation: OrgId,
    estate: &Estate<'_>,
    cx: &mut Checker<'_>,
) -> Users {
    let choice = Choice::of(&estate.variants, format!("organisation `{}` has no", owner.id.value));
    let found = if row.at.is_empty() {
        let workstations = choice.variants.iter().filter(|hosts| hosts.is_workstation());
        let found: Vec<_> = workstations.copied().collect();
        if found.is_empty() && cx.is_whole() {
            let message = format!("organisation `{}` has no computer that users work at", owner.id.value);
            let fault = Diagnostic::error(Code::NothingSelected, message).at(row.id.place, "");
            cx.report(fault.help("write where they work, such as `at: [\"zone:office\"]`"));
        }
        Some(found)
    } else {
        choice.select(&row.at, cx)
    };
    if !(0.0..=MOST_SUSCEPTIBLE).contains(&row.susceptibility.value) {
        let message = format!("nobody is {} times as susceptible as others", row.susceptibility.value);
        let fault = Diagnostic::error(Code::OutOfRange, message).at(row.susceptibility.place, "");
        cx.report(fault.help(format!("write a factor from 0 to {MOST_SUSCEPTIBLE}")));
    }
    let found = found.unwrap_or_default();
    let computers: u32 = found.iter().map(|hosts| hosts.count).fold(0, u32::saturating_add);
    Users {
        name: name(row),
        organisation,
        groups: found.iter().map(|hosts| hosts.id).collect(),
        count: row.count.map_or(computers, Count::get),
        hours: row.hours,
        reads: row.reads.clone(),
        opens: row.opens,
        susceptibility: row.susceptibility.value,
        clicks_after: row.clicks_after.clone(),
        gives: row.gives,
        gives_after: row.gives_after.clone(),
        reports: row.reports,
        reports_after_click: row.reports_after_click,
        report_delay: row.report_delay.clone(),
        false_reports: row.false_reports,
    }
}

/// Letters must find somebody: where an organisation has users, some of them must work at the targets, and a lure for
/// credentials needs users at every victim.
pub(super) fn letters(users: &[Users], campaigns: &[Campaign], index: &Index<'_>, cx: &mut Checker<'_>) {
    if cx.diagnostics.has_errors() {
        return; // what is missing may have been written
    }
    for ((_, row), campaign) in index.campaigns.rows().zip(campaigns) {
        for step in &campaign.steps {
            let StepEffect::Enter { targets, through: Through::Phishing { lure, .. }, .. } = &step.effect
            else {
                continue;
            };
            let Some(written) = row.steps.iter().find(|one| one.id.as_str() == &*step.name.id) else {
                continue;
            };
            let missed = campaign.victims.iter().find(|victim| {
                let ours: Vec<&Users> =
                    users.iter().filter(|users| users.organisation == victim.organisation).collect();
                let asks = *lure == Lure::Credentials;
                !ours.iter().any(|users| meets(users, targets)) && (asks || !ours.is_empty())
            });
            let Some(missed) = missed.and_then(|victim| index.organisations.row(victim.organisation.index()))
            else {
                continue;
            };
            let message = format!(
                "the letters of step `{}` find nobody who works at its targets in `{}`",
                step.name.id, missed.id.value
            );
            cx.report(
                Diagnostic::error(Code::NobodyThere, message)
                    .at(written.does.place, "")
                    .also(missed.id.place, "this organisation")
                    .help("aim the step at computers where `users` of the organisation work"),
            );
        }
    }
}

fn meets(users: &Users, targets: &[GroupId]) -> bool {
    users.groups.iter().any(|group| targets.binary_search(group).is_ok())
}
