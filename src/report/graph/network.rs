//! Networks: zones, what stands in them, what watches it, and who reaches whom.

use std::collections::BTreeMap;

use super::{Graph, Kind, Line};
use crate::scenario::model::{OrgId, Organisation, Passage, Scenario, ZoneId};

/// More host groups of a zone than this are not named one by one.
const MOST_GROUPS: usize = 8;

/// The networks of all organisations, a frame each.
pub fn network(scenario: &Scenario) -> Graph {
    let mut graph = Graph { title: format!("{}: networks", scenario.name), ..Graph::default() };
    for (place, organisation) in scenario.organisations.iter().enumerate() {
        let team = &scenario.team(organisation.team).name;
        let frame = graph.frame(format!("{}, defended by {team}", organisation.name));
        let outside = internet(scenario, organisation, frame, &mut graph);
        let zones: BTreeMap<ZoneId, usize> = organisation
            .zones
            .iter()
            .map(|id| (*id, graph.node(frame, Kind::Part, zone(scenario, organisation, *id))))
            .collect();
        if let Some(outside) = outside {
            for (id, node) in &zones {
                let passage = &scenario.zone(*id).from_internet;
                if *passage != Passage::NOTHING {
                    graph.edge(outside, *node, Line::Forward, label(scenario, passage));
                }
            }
        }
        links(scenario, &zones, &mut graph);
        suppliers(scenario, OrgId::at(place), frame, &zones, &mut graph);
    }
    graph
}

fn internet(
    scenario: &Scenario,
    organisation: &Organisation,
    frame: usize,
    graph: &mut Graph,
) -> Option<usize> {
    let open = organisation.zones.iter().any(|id| scenario.zone(*id).from_internet != Passage::NOTHING);
    open.then(|| graph.node(frame, Kind::Outside, ["internet".to_owned()]))
}

fn zone(scenario: &Scenario, organisation: &Organisation, id: ZoneId) -> Vec<String> {
    let mut lines = vec![scenario.zone(id).name.to_string()];
    // Hosts that are set apart are a group of their own, with the same name.
    let mut counts: Vec<(&str, u64)> = Vec::new();
    for group in organisation.groups.iter().map(|id| scenario.group(*id)).filter(|group| group.zone == id) {
        match counts.iter_mut().find(|(name, _)| *name == &*group.name.label) {
            Some((_, count)) => *count += u64::from(group.count),
            None => counts.push((&group.name.label, u64::from(group.count))),
        }
    }
    let shown = if counts.len() > MOST_GROUPS { MOST_GROUPS - 1 } else { counts.len() };
    lines.extend(counts.iter().take(shown).map(|(name, count)| format!("{count} × {name}")));
    if shown < counts.len() {
        let hosts: u64 = counts.iter().skip(shown).map(|(_, count)| count).sum();
        lines.push(format!("{hosts} hosts of {} other groups", counts.len() - shown));
    }
    let watches = organisation
        .sensors
        .iter()
        .map(|id| scenario.sensor(*id))
        .filter(|sensor| sensor.groups.iter().any(|group| scenario.group(*group).zone == id));
    let watches: Vec<&str> = watches.map(|sensor| &*sensor.name.label).collect();
    if !watches.is_empty() {
        lines.push(format!("watched by: {}", watches.join(", ")));
    }
    lines
}

/// Links within the organisation; those that lead both ways are one line. What is nearer to the internet stands further up.
fn links(scenario: &Scenario, zones: &BTreeMap<ZoneId, usize>, graph: &mut Graph) {
    let passage = |from: ZoneId, to: ZoneId| {
        let reaches = &scenario.zone(from).reaches;
        reaches.iter().find(|(zone, _)| *zone == to).map(|(_, passage)| passage)
    };
    let depth = depths(scenario, zones);
    let order: Vec<ZoneId> = {
        let mut order: Vec<ZoneId> = zones.keys().copied().collect();
        order.sort_by_key(|id| (depth[id], *id));
        order
    };
    for (place, upper) in order.iter().enumerate() {
        for lower in &order[place + 1..] {
            let (a, b) = (zones[upper], zones[lower]);
            match (passage(*upper, *lower), passage(*lower, *upper)) {
                (Some(there), Some(back)) if there == back => {
                    graph.edge(a, b, Line::Both, label(scenario, there));
                }
                (Some(there), Some(back)) => {
                    // The upper one stands above the lower one, so that the arrows say which way is meant.
                    let (there, back) = (words(scenario, there), words(scenario, back));
                    graph.edge(a, b, Line::Both, format!("↓ {there} ↑ {back}"));
                }
                (Some(there), None) => graph.edge(a, b, Line::Forward, label(scenario, there)),
                (None, Some(back)) => graph.edge_up(b, a, Line::Forward, label(scenario, back)),
                (None, None) => {}
            }
        }
    }
}

/// How many links it takes at least to come from the internet; where there is no way, as many as there are zones.
fn depths(scenario: &Scenario, zones: &BTreeMap<ZoneId, usize>) -> BTreeMap<ZoneId, usize> {
    let open = |id: &ZoneId| scenario.zone(*id).from_internet != Passage::NOTHING;
    let mut depths: BTreeMap<ZoneId, usize> =
        zones.keys().map(|id| (*id, if open(id) { 0 } else { zones.len() })).collect();
    for depth in 0..zones.len() {
        let here: Vec<ZoneId> = depths.iter().filter(|(_, own)| **own == depth).map(|(id, _)| *id).collect();
        for (to, _) in here.iter().flat_map(|id| &scenario.zone(*id).reaches) {
            if let Some(own) = depths.get_mut(to) {
                *own = (*own).min(depth + 1);
            }
        }
    }
    depths
}

/// What goes through, in words.
fn words(scenario: &Scenario, passage: &Passage) -> String {
    match passage {
        Passage::Everything => "everything".to_owned(),
        Passage::Only(_) => label(scenario, passage),
    }
}

/// What goes through, where it is not everything.
fn label(scenario: &Scenario, passage: &Passage) -> String {
    match passage {
        Passage::Everything => String::new(),
        Passage::Only(services) if services.is_empty() => "nothing".to_owned(),
        Passage::Only(services) => {
            services.iter().map(|id| &*scenario.service(*id).name.id).collect::<Vec<_>>().join(", ")
        }
    }
}

fn suppliers(
    scenario: &Scenario,
    organisation: OrgId,
    frame: usize,
    zones: &BTreeMap<ZoneId, usize>,
    graph: &mut Graph,
) {
    for supplier in &scenario.suppliers {
        let Some(served) = supplier.serves.iter().find(|served| served.organisation == organisation) else {
            continue;
        };
        let node = graph.node(frame, Kind::Outside, [supplier.name.to_string(), "supplier".to_owned()]);
        for (id, zone) in zones {
            if served.groups.iter().any(|group| scenario.group(*group).zone == *id) {
                graph.edge(node, *zone, Line::Dashed, "delivers");
            }
        }
    }
}
