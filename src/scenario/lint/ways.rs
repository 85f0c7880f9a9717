//! Where attacks can go and how far: zones that none comes into, steps that never succeed, campaigns that come too late or
//! to nothing.

mod start;
mod zones;

use std::collections::BTreeSet;

use super::prospect::{Course, Lack, is_objective};
use super::view::{View, sorted};
use super::{Finder, finding, words};
use crate::diagnostic::Code;
use crate::scenario::document as written;
use crate::scenario::model::{Campaign, CampaignId, Needs, Scenario, Step, StepEffect, StepId};

pub(super) fn lint(view: &View<'_>, cx: &mut Finder<'_>) {
    zones::lint(view, cx);
    for (id, row) in view.campaigns() {
        steps(id, row, view, cx);
        let begins = start::lint(id, row, view, cx);
        objective(id, row, &begins, view, cx);
    }
}

/// Steps that can succeed at no victim, for a reason of their own.
fn steps(id: CampaignId, row: &written::Campaign, view: &View<'_>, cx: &mut Finder<'_>) {
    let campaign = view.scenario.campaign(id);
    let prospect = &view.prospects[id.index()];
    let rows = sorted(&row.steps, |step| &step.id);
    for (place, (step, text)) in campaign.steps.iter().zip(rows).enumerate() {
        if prospect.can(place) {
            continue;
        }
        let lacks = prospect.victims.iter().filter_map(|course| course.lacks[place]);
        let Some(lack) = lacks.into_iter().find(|lack| is_own(campaign, *lack)) else { continue };
        let path: &[&str] = match lack {
            Lack::Chance if step.success.get() <= 0.0 => &["success"],
            Lack::Time => &["duration"],
            Lack::NoPrivilege => &["requires"],
            Lack::NeverFails | Lack::NoReaction => &["after"],
            _ => &["does"],
        };
        let at = cx.field(text.place, path);
        let message = format!(
            "step `{}` of campaign `{}` can never succeed: {}",
            text.id.value,
            row.id.value,
            why(view.scenario, lack)
        );
        let finding = finding(Code::UnreachableStep, message).at(at, "").also(text.id.place, "this step");
        cx.push(finding.help(remedy(lack)));
    }
}

/// Whether it is for this that a step cannot succeed, and not for another step that cannot.
fn is_own(campaign: &Campaign, lack: Lack) -> bool {
    match lack {
        Lack::Before | Lack::NoFoothold => false,
        Lack::NothingCollected => {
            !campaign.steps.iter().any(|step| matches!(step.effect, StepEffect::Collect { .. }))
        }
        _ => true,
    }
}

fn why(scenario: &Scenario, lack: Lack) -> String {
    match lack {
        Lack::Chance => "it has no chance".to_owned(),
        Lack::Time => "it takes for ever, or longer than its `timeout`".to_owned(),
        Lack::Before => "a step that it comes after can never succeed".to_owned(),
        Lack::NeverFails => "it waits for the failure of a step that never fails".to_owned(),
        Lack::NoReaction => "no reaction of the adversary branches to it".to_owned(),
        Lack::NoFoothold => "nothing gets in before it".to_owned(),
        Lack::NoPrivilege => "the adversary is never an administrator anywhere".to_owned(),
        Lack::NoLink(None) => "no link leads from where the adversary can be to its targets".to_owned(),
        Lack::NoLink(Some(over)) => format!(
            "from where the adversary can be, no link lets `{}` through to a target that offers it",
            scenario.service(over).name.id
        ),
        Lack::NotVulnerable(id) => {
            format!("no target that it reaches has the weakness `{}`", scenario.vulnerability(id).name.id)
        }
        Lack::Undisclosed(id) => format!(
            "the weakness `{}` becomes known after ENDEX, and is none of the campaign's zero-days",
            scenario.vulnerability(id).name.id
        ),
        Lack::NoCredentials => "no credentials that the adversary can have open its targets".to_owned(),
        Lack::NothingToSteal => {
            "no credentials that the adversary could take lie on hosts that it can hold".to_owned()
        }
        Lack::NotServed => {
            "the supplier serves none of its targets, or every delivery is found out".to_owned()
        }
        Lack::NothingCollected => "nothing was collected that could be sent out".to_owned(),
        Lack::NotHeld => "the adversary can hold none of its targets".to_owned(),
    }
}

fn remedy(lack: Lack) -> &'static str {
    match lack {
        Lack::Chance => "write a chance above 0, or take the step away",
        Lack::Time => "write a shorter `duration`, or a longer `timeout`",
        Lack::NeverFails => "write a step that may fail, or `After` something else",
        Lack::NoReaction => "let a `reaction` do `Branch(step: …)`, or say after which step it comes",
        Lack::NoPrivilege => "let a step before it do `Escalate`, or gain `Admin`, or take `requires` away",
        Lack::NoLink(None) => "add a link, or aim at hosts that can be reached",
        Lack::NoLink(Some(_)) => {
            "let a link allow the service, let the hosts offer it, or aim at hosts that can be reached"
        }
        Lack::NotVulnerable(_) => "give some target the weakness, with a `share` above 0",
        Lack::Undisclosed(_) => "disclose it earlier, or name it among the campaign's `zero_days`",
        Lack::NoCredentials | Lack::NothingToSteal => {
            "let credentials of an account that opens the targets lie (`caches`) where the adversary can steal them, or \
             let the campaign hold them from the start (`holds`)"
        }
        Lack::NotServed => "let the supplier serve some of the targets, with a `vetting` below 1",
        Lack::NothingCollected => "add a step with `Collect` before it",
        Lack::Before | Lack::NoFoothold | Lack::NotHeld => "aim at hosts that a step before it can take",
    }
}

/// Victims at which a campaign can reach no objective before ENDEX.
fn objective(
    id: CampaignId,
    row: &written::Campaign,
    begins: &[Option<f64>],
    view: &View<'_>,
    cx: &mut Finder<'_>,
) {
    let campaign = view.scenario.campaign(id);
    let goals: Vec<usize> = campaign
        .steps
        .iter()
        .enumerate()
        .filter(|(_, step)| is_objective(step))
        .map(|(place, _)| place)
        .collect();
    if goals.is_empty() {
        return;
    }
    let endex = view.scenario.exercise.duration.as_secs_f64();
    let courses = &view.prospects[id.index()].victims;
    let mut spared: Vec<(&Course, Option<f64>)> = Vec::new();
    for (course, begins) in courses.iter().zip(begins) {
        // what begins after ENDEX has been told
        let Some(begins) = begins.filter(|begins| *begins < endex) else { continue };
        if goals.iter().all(|goal| course.lacks[*goal].is_some()) {
            spared.push((course, None));
        } else {
            let soonest =
                goals.iter().map(|goal| begins + course.soonest[*goal]).fold(f64::INFINITY, f64::min);
            if soonest > endex {
                spared.push((course, Some(soonest)));
            }
        }
    }
    let Some((first, late)) = spared.first() else { return };
    let ids = spared.iter().map(|(course, _)| &*view.scenario.organisation(course.organisation).name.id);
    let message = match late {
        Some(soonest) => format!(
            "campaign `{}` can reach its objective at {} {} after STARTEX at the soonest, and ENDEX is after {}",
            row.id.value,
            words::names(ids),
            words::time(*soonest),
            words::time(endex)
        ),
        None => format!("campaign `{}` can never reach its objective at {}", row.id.value, words::names(ids)),
    };
    let place = if spared.len() == courses.len() {
        row.id.place
    } else {
        let victim = view.organisations[first.organisation.index()].id.as_str();
        row.victims
            .iter()
            .find(|one| one.organisation.as_str() == victim)
            .map_or(row.id.place, |one| one.organisation.place)
    };
    let mut finding = finding(Code::HopelessCampaign, message).at(place, "");
    if let Some((culprit, lack)) = culprit(campaign, first, &goals) {
        let text = sorted(&row.steps, |step| &step.id)[culprit];
        finding = finding
            .also(text.id.place, format!("this step cannot succeed there: {}", why(view.scenario, lack)));
    }
    let help = match late {
        Some(_) => {
            "let it begin earlier (`lead`, `start`, `offset`), shorten its steps, or let the exercise last longer"
        }
        None => "open a way to the objective at each victim, or take the victim away",
    };
    cx.push(finding.help(help));
}

/// The first step on the way to an objective that cannot succeed for a reason of its own.
fn culprit(campaign: &Campaign, course: &Course, goals: &[usize]) -> Option<(usize, Lack)> {
    let mut way: BTreeSet<usize> = goals.iter().copied().collect();
    let mut open: Vec<usize> = goals.to_vec();
    while let Some(step) = open.pop() {
        let before = needed(&campaign.steps[step]).iter().map(|step| step.index());
        open.extend(before.filter(|step| way.insert(*step)));
    }
    let lacks = way.into_iter().filter_map(|step| Some((step, course.lacks[step]?)));
    lacks.into_iter().find(|(_, lack)| is_own(campaign, *lack))
}

fn needed(step: &Step) -> &[StepId] {
    match &step.needs {
        Needs::Nothing | Needs::Reaction => &[],
        Needs::All(steps) | Needs::Any(steps) | Needs::Failed(steps) => steps,
    }
}
