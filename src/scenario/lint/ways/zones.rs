//! Zones that no attack comes into.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Code;
use crate::scenario::document as written;
use crate::scenario::lint::view::{View, sorted};
use crate::scenario::lint::{Finder, finding};
use crate::scenario::model::{OrgId, Passage, Scenario, StepEffect, Through, ZoneId};

/// Zones of all organisations, numbered through.
struct Ground {
    /// Where a campaign gets in without a link.
    entries: BTreeSet<ZoneId>,
    /// By organisation: the zones of hosts that a mission needs together, or that its team holds dear.
    precious: BTreeMap<OrgId, Vec<BTreeSet<ZoneId>>>,
}

pub(super) fn lint(view: &View<'_>, cx: &mut Finder<'_>) {
    let ground = Ground { entries: entries(view.scenario), precious: precious(view.scenario) };
    for (id, row) in view.organisations() {
        if !view.attacks_on(id).is_empty() {
            zones((id, row), &ground, view.scenario, cx);
        }
    }
}

/// Zones with hosts that no attack comes into, though they look as if one should: what is cut off from the rest of the
/// network, and where something is at stake. From where administrators reach everything and nobody reaches them is neither.
fn zones(
    (id, row): (OrgId, &written::Organisation),
    ground: &Ground,
    scenario: &Scenario,
    cx: &mut Finder<'_>,
) {
    let organisation = scenario.organisation(id);
    let entries = organisation.zones.iter().copied().filter(|zone| ground.entries.contains(zone));
    let reached = reached(&organisation.zones, entries.collect(), scenario);
    let linked = linked(&organisation.zones, &reached, scenario);
    // what stands elsewhere as well can be hit there
    let precious = ground.precious.get(&id).into_iter().flatten();
    let precious: BTreeSet<ZoneId> =
        precious.filter(|zones| zones.is_disjoint(&reached)).flatten().copied().collect();
    let inhabited: BTreeSet<ZoneId> =
        organisation.groups.iter().map(|group| scenario.group(*group).zone).collect();
    let rows = sorted(&row.zones, |zone| &zone.id);
    for (zone, text) in organisation.zones.iter().zip(rows) {
        let apart = !linked.contains(zone);
        if reached.contains(zone) || !inhabited.contains(zone) || !apart && !precious.contains(zone) {
            continue;
        }
        let name = &text.id.value;
        let message = format!(
            "no attack can come into zone `{name}` of organisation `{}`: no link leads there from the internet or from \
             where a campaign gets in{}",
            row.id.value,
            if apart { "" } else { ", and something is at stake there" }
        );
        let at = cx.outline.head(text.id.place);
        cx.push(finding(Code::UnreachableZone, message).at(at, "").help(format!(
            "add a link that leads there, such as `(from: \"…\", to: \"{name}\")`; a link goes from those who reach to those \
             who are reached"
        )));
    }
}

/// The zones that links lead to from the internet and from where campaigns get in.
fn reached(zones: &[ZoneId], entries: BTreeSet<ZoneId>, scenario: &Scenario) -> BTreeSet<ZoneId> {
    let mut reached = entries;
    let open = |zone: &&ZoneId| scenario.zone(**zone).from_internet != Passage::NOTHING;
    reached.extend(zones.iter().filter(open));
    let mut next: Vec<ZoneId> = reached.iter().copied().collect();
    while let Some(zone) = next.pop() {
        let links = scenario.zone(zone).reaches.iter().filter(|(_, passage)| passage.allows(None));
        next.extend(links.map(|(to, _)| *to).filter(|to| reached.insert(*to)));
    }
    reached
}

/// The zones that hang together with those that are reached, whichever way links go.
fn linked(zones: &[ZoneId], reached: &BTreeSet<ZoneId>, scenario: &Scenario) -> BTreeSet<ZoneId> {
    let mut beside: BTreeMap<ZoneId, Vec<ZoneId>> = BTreeMap::new();
    for zone in zones {
        for (to, _) in scenario.zone(*zone).reaches.iter().filter(|(to, _)| to != zone) {
            beside.entry(*zone).or_default().push(*to);
            beside.entry(*to).or_default().push(*zone);
        }
    }
    let mut linked = reached.clone();
    let mut next: Vec<ZoneId> = linked.iter().copied().collect();
    while let Some(zone) = next.pop() {
        next.extend(beside.remove(&zone).unwrap_or_default().into_iter().filter(|to| linked.insert(*to)));
    }
    linked
}

/// The zones where a campaign gets in without a link.
fn entries(scenario: &Scenario) -> BTreeSet<ZoneId> {
    let steps = scenario.campaigns.iter().flat_map(|campaign| &campaign.steps);
    let targets = steps.filter_map(|step| match &step.effect {
        StepEffect::Enter {
            targets, through: Through::Phishing { .. } | Through::Trusted { .. }, ..
        } => Some(targets),
        _ => None,
    });
    targets.flatten().map(|group| scenario.group(*group).zone).collect()
}

/// The zones of hosts that missions need and teams hold dear.
fn precious(scenario: &Scenario) -> BTreeMap<OrgId, Vec<BTreeSet<ZoneId>>> {
    let mut all: BTreeMap<OrgId, Vec<BTreeSet<ZoneId>>> = BTreeMap::new();
    let leaves = scenario.missions.iter().flat_map(|mission| mission.needs.leaves());
    let needed = leaves.map(|leaf| leaf.groups.as_slice());
    let jewels = scenario.teams.iter().map(|team| team.severity.jewels.as_slice());
    for groups in needed.chain(jewels) {
        let mut zones: BTreeMap<OrgId, BTreeSet<ZoneId>> = BTreeMap::new();
        for group in groups.iter().map(|group| scenario.group(*group)) {
            zones.entry(group.organisation).or_default().insert(group.zone);
        }
        zones.into_iter().for_each(|(organisation, zones)| all.entry(organisation).or_default().push(zones));
    }
    all
}
