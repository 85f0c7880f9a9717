//! Teams: who defends whom, and at which desk each kind of work waits.

mod decay;

use super::names::{Index, Table};
use super::{Checker, name, readiness};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::decode::Reference;
use crate::scenario::document as written;
use crate::scenario::model::{
    Analysis, Containment, Correlation, Deployment, DeskId, Eradication, Hunting, Labour, OrgId, Patching,
    Recovery, Team, TeamId, Triage,
};
use crate::units::Distribution;

/// The team of each organisation, by place; each must have exactly one.
pub(super) fn defenders(
    document: &written::Scenario,
    index: &Index<'_>,
    cx: &mut Checker<'_>,
) -> Vec<Option<TeamId>> {
    let mut defenders: Vec<Option<(TeamId, Place)>> = vec![None; index.organisations.places().len()];
    for team in &document.teams {
        let Some(id) = index.teams.find(team.id.as_str()) else { continue };
        for reference in &team.defends {
            let Some(place) = index.organisations.find(reference.as_str()) else { continue };
            match defenders[place] {
                None => defenders[place] = Some((TeamId::at(id), reference.place)),
                Some((other, first)) if other != TeamId::at(id) => {
                    cx.report(defended_twice(reference, first));
                }
                Some(_) => {}
            }
        }
    }
    // What could not be read may have been the team, and what is misspelt in its list is told there.
    if cx.is_whole() && !document.teams.is_empty() {
        let misspelt = misspelt(document, index, cx);
        let alone = index.organisations.rows().filter(|(place, _)| defenders[*place].is_none());
        for (_, organisation) in alone.filter(|(_, row)| !misspelt.contains(&row.id.as_str())) {
            let id = &organisation.id;
            cx.report(
                Diagnostic::error(Code::Undefended, format!("no team defends organisation `{}`", id.value))
                    .at(id.place, "")
                    .help(format!("write it into the list of a team: `defends: [\"{}\"]`", id.value)),
            );
        }
    }
    defenders.into_iter().map(|found| found.map(|(team, _)| team)).collect()
}

/// The organisations that teams mean where they name one that there is not.
fn misspelt<'d>(document: &written::Scenario, index: &Index<'d>, cx: &Checker<'_>) -> Vec<&'d str> {
    let named = document.teams.iter().flat_map(|team| team.defends.iter().map(|one| one.as_str()));
    let unknown = named.filter(|id| index.organisations.find(id).is_none());
    let ids = || index.organisations.rows().map(|(_, row)| row.id.as_str());
    unknown.filter_map(|id| cx.suggest(id, ids())).collect()
}

fn defended_twice(reference: &Reference, first: Place) -> Diagnostic {
    Diagnostic::error(Code::DefendedTwice, format!("two teams defend organisation `{}`", reference.value))
        .at(reference.place, "the second")
        .also(first, "the first")
        .help("take it from one of them: an organisation has exactly one team")
}

/// All teams.
pub(super) fn check(document: &written::Scenario, index: &Index<'_>, cx: &mut Checker<'_>) -> Vec<Team> {
    let rows = index.teams.rows().zip(&index.desks);
    rows.filter_map(|((_, row), desks)| team(row, desks, (document, index), cx)).collect()
}

fn team(
    row: &written::Team,
    desks: &Table<'_, written::Desk>,
    (document, index): (&written::Scenario, &Index<'_>),
    cx: &mut Checker<'_>,
) -> Option<Team> {
    let at = (row.place, row.id.place);
    cx.some(&row.defends, at, format!("team `{}` defends nobody", row.id.value), "`defends`");
    cx.some(&row.desks, at, format!("team `{}` has no desk", row.id.value), "`desks`");
    let defends = index.organisations.resolve_all(&row.defends, cx);
    let seats = super::desk::check(desks, &document.exercise, cx);
    let mut labour = |desk: &Reference, work: &Distribution, at: Place, what: &str| {
        self::labour(desks, desk, work, (at, what), cx)
    };
    let triage = labour(&row.triage.desk, &row.triage.work, row.triage.place, "triage of an alert");
    let analysis =
        labour(&row.analysis.desk, &row.analysis.work, row.analysis.place, "analysis of a suspicion");
    let containment = labour(
        &row.containment.desk,
        &row.containment.work,
        row.containment.place,
        "containment of an incident",
    );
    let eradication = labour(
        &row.eradication.desk,
        &row.eradication.work,
        row.eradication.place,
        "eradication of an incident",
    );
    let recovery = labour(&row.recovery.desk, &row.recovery.work, row.recovery.place, "recovery of a host");
    let hunting = labour(&row.hunting.desk, &row.hunting.work, row.hunting.place, "a hunt");
    let (severity, reporting) = super::incident::check(row, desks, index, cx);
    let courses = super::incident::courses(row, index, cx);
    let review = row.review.as_ref().and_then(|review| super::playbook::review(review, desks, cx));
    let playbooks = super::playbook::check(row, cx);
    // A team without any desk has been told so.
    let patching = row.patching.as_ref().filter(|_| !row.desks.is_empty()).and_then(|patching| {
        let desk = DeskId::at(desks.resolve(&patching.desk, cx)?);
        let workaround = patching.workaround.as_ref().map(|row| readiness::workaround(row, cx));
        Some(Patching { desk, emergency: patching.emergency, workaround })
    });
    let engineering = row.engineering.as_ref().and_then(|row| readiness::engineering(row, desks, cx));
    let posture = readiness::posture(&row.posture, desks, cx);
    let briefed = readiness::raising(&row.analysis.briefed, cx);
    let hardening = row.hardening.as_ref().filter(|_| !row.desks.is_empty());
    let hardening = hardening.and_then(|hardening| readiness::countermeasures(hardening, desks, cx));
    Some(Team {
        name: name(row),
        defends: defends.into_iter().map(OrgId::at).collect(),
        desks: seats,
        triage: Triage {
            labour: triage?,
            sensitivity: row.triage.sensitivity,
            specificity: row.triage.specificity,
            benign_specificity: row.triage.benign_specificity.unwrap_or(row.triage.specificity),
            patience: row.triage.patience.clone(),
        },
        correlation: correlation(&row.correlation),
        analysis: Analysis {
            labour: analysis?,
            informed: row.analysis.informed,
            scope: row.analysis.scope,
            briefed,
            extraction: row.analysis.extraction,
            false_indicators: row.analysis.false_indicators,
        },
        severity,
        reporting,
        containment: Containment {
            labour: containment?,
            authority: row.containment.authority.clone(),
            hours: row.containment.authority_hours,
            courses,
        },
        eradication: Eradication { labour: eradication?, resets: row.eradication.resets },
        recovery: Recovery { labour: recovery?, at_once: row.recovery.at_once.map(|at_once| at_once.get()) },
        review,
        playbooks,
        deployment: deployment(&row.deployment, cx),
        engineering,
        hunting: Hunting { labour: hunting?, success: row.hunting.success },
        patching,
        posture,
        hardening,
    })
}

/// Work that somebody does; `what` is a subject in the singular.
pub(super) fn labour(
    desks: &Table<'_, written::Desk>,
    desk: &Reference,
    work: &Distribution,
    (at, what): (Place, &str),
    cx: &mut Checker<'_>,
) -> Option<Labour> {
    cx.ends(work, at, what);
    // A team without any desk has been told so.
    if desks.places().is_empty() {
        return None;
    }
    Some(Labour { desk: DeskId::at(desks.resolve(desk, cx)?), work: work.clone() })
}

fn correlation(row: &written::Correlation) -> Correlation {
    let written::Correlation { host, indicator, group, organisation, window, .. } = *row;
    Correlation { host, indicator, group, organisation, window }
}

fn deployment(row: &written::Deployment, cx: &mut Checker<'_>) -> Deployment {
    Deployment {
        delay: row.delay.clone(),
        blocks: row.blocks,
        efficacy: row.efficacy,
        match_delay: row.match_delay.clone(),
        life: row.life.clone(),
        decay: decay::decay(&row.decay, cx),
        withdraw_after: row.withdraw_after,
    }
}
