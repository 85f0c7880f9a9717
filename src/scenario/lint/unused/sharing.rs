//! Desks that nothing is brought to, channels that nothing goes over, groups of teams and parties that say nothing.

use std::collections::BTreeSet;

use super::unused;
use crate::scenario::decode::Reference;
use crate::scenario::document as written;
use crate::scenario::lint::Finder;
use crate::scenario::lint::view::View;
use crate::scenario::model::{Party, Tlp};

type Names<'a> = BTreeSet<&'a str>;

fn id(reference: &Reference) -> &str {
    reference.as_str()
}

/// Desks at which nothing is done, whatever is agreed on.
pub(super) fn desks(view: &View<'_>, cx: &mut Finder<'_>) {
    let anywhere = agreed(view);
    for team in &view.document.teams {
        let used = given(team);
        for desk in &team.desks {
            let name = desk.id.as_str();
            if used.contains(name) || anywhere.contains(name) {
                continue;
            }
            let message = format!("nothing is done at desk `{name}` of team `{}`", team.id.value);
            let help = "name it as the `desk` of some work, hand on to it, or take it away";
            cx.push(unused(message, desk.id.place, help));
        }
    }
}

/// The desks that a team gives work to.
fn given(team: &written::Team) -> Names<'_> {
    let stages = [
        &team.triage.desk,
        &team.analysis.desk,
        &team.containment.desk,
        &team.eradication.desk,
        &team.recovery.desk,
        &team.hunting.desk,
    ];
    let others = [
        team.reporting.as_ref().map(|one| &one.desk),
        team.review.as_ref().map(|one| &one.desk),
        team.patching.as_ref().map(|one| &one.desk),
        team.hardening.as_ref().map(|one| &one.desk),
        team.engineering.as_ref().map(|one| &one.desk),
    ];
    let handed = team.desks.iter().filter_map(|desk| desk.escalates.as_ref()).map(|one| &one.to);
    stages.into_iter().chain(others.into_iter().flatten()).chain(handed).map(id).collect()
}

/// The desks that strategies give work to, of whatever team.
fn agreed<'a>(view: &View<'a>) -> Names<'a> {
    let mut all = BTreeSet::new();
    for strategy in &view.document.arrangement.strategies {
        let rules = strategy.rules.iter().flat_map(|rule| [&rule.prepared_by, &rule.ingested_by]);
        let lent = strategy.assistance.iter().map(|one| &one.works_at);
        let talks = strategy.consultations.iter().map(|one| &one.desk);
        let feeds = strategy.feeds.iter().map(|feed| &feed.ingested_by);
        let vendors = strategy.vendors.iter().map(|vendor| &vendor.submitted_by);
        all.extend(rules.chain(lent).chain(talks).chain(feeds).chain(vendors).flatten().map(id));
        // whoever is lent may be there for nothing else
        all.extend(strategy.assistance.iter().filter_map(|one| one.lent_by.as_ref()).map(id));
    }
    all
}

pub(super) fn channels(view: &View<'_>, cx: &mut Finder<'_>) {
    let arrangement = &view.document.arrangement;
    let rules = arrangement.strategies.iter().flat_map(|strategy| strategy.rules.iter());
    let used: Names<'_> = rules.filter_map(|rule| rule.over.as_ref()).map(id).collect();
    for channel in arrangement.channels.iter().filter(|channel| !used.contains(channel.id.as_str())) {
        let message = format!("no rule goes over the channel `{}`", channel.id.value);
        let help = "write `over: \"…\"` in a rule, or take the channel away";
        cx.push(unused(message, channel.id.place, help));
    }
}

pub(super) fn groups(view: &View<'_>, cx: &mut Finder<'_>) {
    let arrangement = &view.document.arrangement;
    let mut used: Names<'_> = BTreeSet::new();
    for strategy in &arrangement.strategies {
        let rules = strategy.rules.iter().flat_map(|rule| [&rule.from, &rule.to]);
        let lent = strategy.assistance.iter().flat_map(|one| [&one.from, &one.to]);
        let talks = strategy.consultations.iter().map(|one| &one.teams);
        let feeds = strategy.feeds.iter().map(|feed| &feed.to);
        let vendors = strategy.vendors.iter().flat_map(|vendor| [&vendor.from, &vendor.serves]);
        let all = rules.chain(lent).chain(talks).chain(feeds).chain(vendors);
        used.extend(all.flat_map(|list| list.iter()).map(id));
    }
    for group in arrangement.groups.iter().filter(|group| !used.contains(group.id.as_str())) {
        let message = format!("no rule or agreement names the group of teams `{}`", group.id.value);
        let help = "name it in `from` or `to`, or take it away";
        cx.push(unused(message, group.id.place, help));
    }
}

/// Parties that say no more than what holds for everybody.
pub(super) fn parties(view: &View<'_>, cx: &mut Finder<'_>) {
    for text in &view.document.arrangement.parties {
        let place = view.teams.iter().position(|team| team.id.value == text.team.value);
        let Some(party) = place.and_then(|place| view.scenario.parties.get(place)) else { continue };
        if says_something(party, text) {
            continue;
        }
        let message =
            format!("the party `{}` says nothing that does not hold for every team", text.team.value);
        let help = "say what the team may get or send, or take the party away";
        cx.push(unused(message, text.team.place, help));
    }
}

fn says_something(party: &Party, text: &written::Party) -> bool {
    party.clearance != Tlp::Red
        || party.sends != Tlp::Red
        || party.breach.get() > 0.0
        || party.leaks.get() > 0.0
        || party.judgement != written::JUDGEMENT
        || !text.constituents.is_empty()
}
