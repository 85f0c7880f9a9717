//! Actors, indicators, techniques of sensors and playbooks that no campaign has to do with.

use std::collections::BTreeSet;

use super::unused;
use crate::scenario::document as written;
use crate::scenario::lint::Finder;
use crate::scenario::lint::passage;
use crate::scenario::lint::view::{View, sorted};
use crate::scenario::model::{Playbook, Tactic, Technique};

pub(super) fn actors(view: &View<'_>, cx: &mut Finder<'_>) {
    let campaigns = view.document.campaigns.iter();
    let used: BTreeSet<&str> =
        campaigns.filter_map(|campaign| campaign.actor.as_ref()).map(|actor| actor.as_str()).collect();
    for actor in view.document.actors.iter().filter(|actor| !used.contains(actor.id.as_str())) {
        let message = format!("no campaign is the actor `{}`'s", actor.id.value);
        let help = "write `actor: \"…\"` in a campaign, or take the actor away";
        cx.push(unused(message, actor.id.place, help));
    }
}

pub(super) fn indicators(view: &View<'_>, cx: &mut Finder<'_>) {
    let used = passage::used(view);
    let all = view.scenario.indicators.iter().zip(&used);
    for (indicator, _) in all.filter(|(_, campaigns)| campaigns.is_empty()) {
        if let Some((text, owner)) = passage::text(&indicator.owner, &indicator.name.id, view) {
            let message = format!("no step uses the indicator `{}` of {owner}", text.id.value);
            let help = "name it among the `indicators` of a step, or take it away";
            cx.push(unused(message, text.id.place, help));
        }
    }
}

/// All that campaigns do, each once.
fn done<'a>(view: &View<'a>) -> BTreeSet<(&'a Technique, Tactic)> {
    let steps = view.scenario.campaigns.iter().flat_map(|campaign| &campaign.steps);
    steps.map(|step| (&step.technique, step.tactic)).collect()
}

/// Techniques of a sensor that sees others; one that sees none at all has been told.
pub(super) fn sensors(view: &View<'_>, cx: &mut Finder<'_>) {
    let techniques = &view.scenario.techniques;
    if techniques.is_empty() {
        return;
    }
    for sensor in view.document.organisations.iter().flat_map(|organisation| organisation.sensors.iter()) {
        let is_used = |text: &str| {
            let wanted: Option<Technique> = text.parse().ok();
            wanted.is_none_or(|wanted| techniques.iter().any(|one| wanted.covers(one)))
        };
        let (used, idle): (Vec<_>, Vec<_>) =
            sensor.techniques.iter().partition(|text| is_used(text.as_str()));
        if used.is_empty() {
            continue;
        }
        for technique in idle {
            let message = format!(
                "no campaign uses the technique `{}` that sensor `{}` is for",
                technique.as_str(),
                sensor.id.value
            );
            let help = "mind its number, let a step use it, or take it away";
            cx.push(unused(message, technique.place, help));
        }
    }
}

pub(super) fn playbooks(view: &View<'_>, cx: &mut Finder<'_>) {
    let done = done(view);
    if done.is_empty() {
        return;
    }
    let fits = |playbook: &Playbook| {
        done.iter().any(|(technique, tactic)| {
            playbook.tactics.contains(tactic) || playbook.techniques.iter().any(|own| own.covers(technique))
        })
    };
    for (id, row) in view.teams() {
        let rows = sorted(&row.playbooks, |playbook| &playbook.id);
        let pairs = view.scenario.team(id).playbooks.iter().zip(rows);
        for (_, text) in pairs.filter(|(playbook, _): &(&Playbook, &written::Playbook)| !fits(playbook)) {
            let message = format!(
                "no campaign does anything that the playbook `{}` of team `{}` is for",
                text.id.value, row.id.value
            );
            let help = "name a technique or tactic that a step has, or take it away";
            cx.push(unused(message, text.id.place, help));
        }
    }
}
