//! Missions: what each needs, down to hosts.

use super::{Graph, Kind, Line};
use crate::scenario::model::{Dependency, HostsNeeded, Mission, Scenario};

/// The missions of all organisations that have some, a frame each.
pub fn missions(scenario: &Scenario) -> Graph {
    let mut graph = Graph { title: format!("{}: missions", scenario.name), ..Graph::default() };
    let mut frames: Vec<Option<usize>> = vec![None; scenario.organisations.len()];
    let mut nodes = Vec::new();
    for mission in &scenario.missions {
        let place = mission.organisation.index();
        let name = &scenario.organisation(mission.organisation).name;
        let frame = *frames[place].get_or_insert_with(|| graph.frame(name.to_string()));
        nodes.push(graph.node(frame, Kind::Part, lines(mission)));
    }
    for (mission, node) in scenario.missions.iter().zip(nodes.clone()) {
        let frame = graph.nodes[node].frame;
        needs(scenario, &mission.needs, (frame, node, ""), &nodes, &mut graph);
    }
    graph
}

fn lines(mission: &Mission) -> Vec<String> {
    let demand = |demand: &crate::scenario::model::Demand| {
        format!("needs level {}, worth {} an hour", demand.required.get(), demand.value)
    };
    let mut lines = vec![mission.name.to_string(), demand(&mission.demand)];
    for phase in &mission.phases {
        let label = if phase.label.is_empty() { String::new() } else { format!(" ({})", phase.label) };
        lines.push(format!("from {}{label}: {}", phase.from, demand(&phase.demand)));
    }
    lines
}

fn needs(
    scenario: &Scenario,
    dependency: &Dependency,
    (frame, from, label): (usize, usize, &str),
    missions: &[usize],
    graph: &mut Graph,
) {
    match dependency {
        Dependency::Mission(id) => graph.edge(from, missions[id.index()], Line::Forward, label),
        Dependency::Hosts(needed) => {
            let node = graph.node(frame, Kind::Hosts, hosts(scenario, needed));
            graph.edge(from, node, Line::Forward, label);
        }
        Dependency::AtLeast { count, of } => {
            let name = match (*count, of.len()) {
                (count, all) if count == all => "all".to_owned(),
                (1, _) => "one".to_owned(),
                (count, all) => format!("{count} of {all}"),
            };
            let gate = graph.node(frame, Kind::Gate, [name]);
            graph.edge(from, gate, Line::Forward, label);
            for part in of {
                needs(scenario, part, (frame, gate, ""), missions, graph);
            }
        }
        Dependency::Weighted(parts) => {
            let gate = graph.node(frame, Kind::Gate, ["mean".to_owned()]);
            graph.edge(from, gate, Line::Forward, label);
            for (weight, part) in parts {
                needs(scenario, part, (frame, gate, &format!("× {}", weight.0)), missions, graph);
            }
        }
    }
}

fn hosts(scenario: &Scenario, needed: &HostsNeeded) -> Vec<String> {
    let graded = needed.graded;
    let mut names: Vec<&str> = needed.groups.iter().map(|id| &*scenario.group(*id).name.label).collect();
    names.dedup();
    let shown = names.iter().take(3).copied().collect::<Vec<_>>().join(", ");
    let more = if names.len() > 3 { format!(" and {} more", names.len() - 3) } else { String::new() };
    let HostsNeeded { needed, hosts, .. } = needed;
    let how = match (needed.cmp(hosts).is_lt(), graded) {
        (true, true) => format!("as many of {needed} as work; there are {hosts}"),
        (false, true) => format!("as many of {hosts} as work"),
        (true, false) => format!("at least {needed} of {hosts}"),
        (false, false) => format!("all {hosts}"),
    };
    vec![format!("{shown}{more}"), how]
}
