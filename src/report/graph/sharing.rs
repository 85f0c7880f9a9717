//! Sharing: the teams of each strategy, and what they have agreed on.

use std::collections::{BTreeMap, BTreeSet};

use super::{Graph, Kind, Line};
use crate::scenario::model::{Policy, Scenario, Strategy, StrategyId, TeamId, Trigger, Use};

/// What is drawn between teams: a box, and who gives and who gets.
struct Tie {
    lines: Vec<String>,
    gives: BTreeSet<TeamId>,
    gets: BTreeSet<TeamId>,
}

/// These strategies, a frame each.
pub fn sharing(scenario: &Scenario, strategies: &[StrategyId]) -> Graph {
    let mut graph = Graph { title: format!("{}: sharing", scenario.name), ..Graph::default() };
    for strategy in strategies.iter().map(|id| scenario.strategy(*id)) {
        let frame = graph.frame(strategy.name.to_string());
        let ties = ties(scenario, strategy);
        let involved: BTreeSet<TeamId> =
            ties.iter().flat_map(|tie| tie.gives.iter().chain(&tie.gets)).copied().collect();
        let boxes: Vec<usize> =
            ties.iter().map(|tie| graph.node(frame, Kind::Rule, tie.lines.clone())).collect();
        let teams: BTreeMap<TeamId, usize> = involved
            .iter()
            .map(|id| (*id, graph.node(frame, Kind::Team, [scenario.team(*id).name.to_string()])))
            .collect();
        for (tie, node) in ties.iter().zip(boxes) {
            for (id, team) in &teams {
                match (tie.gives.contains(id), tie.gets.contains(id)) {
                    (true, true) => graph.edge(node, *team, Line::Both, ""),
                    (true, false) => graph.edge_up(*team, node, Line::Forward, ""),
                    (false, true) => graph.edge(node, *team, Line::Forward, ""),
                    (false, false) => {}
                }
            }
        }
    }
    graph
}

fn ties(scenario: &Scenario, strategy: &Strategy) -> Vec<Tie> {
    let agreed = &strategy.arrangement;
    let mut ties = Vec::new();
    for policies in agreed.policies.chunk_by(|a, b| a.rule.id == b.rule.id) {
        let Some(first) = policies.first() else { continue };
        ties.push(Tie {
            lines: rule(scenario, first),
            gives: policies.iter().map(|policy| policy.from).collect(),
            gets: policies.iter().map(|policy| policy.to).collect(),
        });
    }
    for loans in agreed.assistance.chunk_by(|a, b| a.name.id == b.name.id) {
        let Some(first) = loans.first() else { continue };
        ties.push(Tie {
            lines: vec![first.name.to_string(), format!("lends up to {} analysts", first.analysts)],
            gives: loans.iter().map(|loan| loan.from).collect(),
            gets: loans.iter().map(|loan| loan.to).collect(),
        });
    }
    for talks in &agreed.consultations {
        let teams: BTreeSet<TeamId> = talks.teams.iter().map(|(team, _)| *team).collect();
        let lines = vec![talks.name.to_string(), format!("consultation every {}", talks.every)];
        ties.push(Tie { lines, gives: teams.clone(), gets: teams });
    }
    for feed in &agreed.feeds {
        let lines = vec![feed.name.to_string(), "industry feed".to_owned()];
        let gets = feed.subscribers.iter().map(|one| one.team).collect();
        ties.push(Tie { lines, gives: BTreeSet::new(), gets });
    }
    for vendor in &agreed.vendors {
        let lines = vec![vendor.name.to_string(), "vendor who looks into samples".to_owned()];
        let gives = vendor.senders.iter().map(|one| one.team).collect();
        ties.push(Tie { lines, gives, gets: vendor.serves.iter().copied().collect() });
    }
    ties
}

fn rule(scenario: &Scenario, policy: &Policy) -> Vec<String> {
    let when = match policy.trigger {
        Trigger::Suspicion => "on suspicion".to_owned(),
        Trigger::Confirmation => "on confirmation".to_owned(),
        Trigger::Containment => "when contained".to_owned(),
        Trigger::Receipt => "on receipt, passed on".to_owned(),
        Trigger::Closure => "when closed".to_owned(),
        Trigger::Periodic(every) => format!("every {every}"),
    };
    let may = match policy.allowed {
        Use::Search => "to search",
        Use::Detect => "to search and detect",
        Use::Block => "to search, detect and block",
    };
    let mut lines = vec![policy.rule.to_string(), format!("{when}, {may}")];
    if let Some(channel) = policy.over {
        lines.push(format!("over {}", scenario.channel(channel).name));
    }
    lines
}
