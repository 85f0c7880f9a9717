//! Campaigns: steps, what must be done before each, and what happens where one fails.

use super::{Graph, Kind, Line};
use crate::scenario::model::{Campaign, Lure, Needs, Scenario, Step, StepEffect, StepId, Tactic, Through};

/// All campaigns, a frame each.
pub fn campaigns(scenario: &Scenario) -> Graph {
    let mut graph = Graph { title: format!("{}: campaigns", scenario.name), ..Graph::default() };
    for campaign in &scenario.campaigns {
        let frame = graph.frame(title(scenario, campaign));
        let first = graph.nodes.len();
        for step in &campaign.steps {
            let kind = if is_goal(step) { Kind::Goal } else { Kind::Step };
            graph.node(frame, kind, lines(scenario, step));
        }
        for (place, step) in campaign.steps.iter().enumerate() {
            needs(&step.needs, frame, first, first + place, &mut graph);
            if let Some(repeat) = &step.repeat {
                let label = format!("again, {} times", repeat.times);
                graph.edge_up(first + place, first + repeat.from.index(), Line::Dashed, label);
            }
        }
    }
    graph
}

fn title(scenario: &Scenario, campaign: &Campaign) -> String {
    let by = if campaign.by().is_empty() { String::new() } else { format!(" ({})", campaign.by()) };
    let victims: Vec<&str> = campaign
        .victims
        .iter()
        .map(|victim| &*scenario.organisation(victim.organisation).name.label)
        .collect();
    format!("{} → {}{by}", campaign.name, victims.join(", "))
}

fn is_goal(step: &Step) -> bool {
    match &step.effect {
        StepEffect::Achieve { .. } | StepEffect::Exfiltrate { .. } => true,
        StepEffect::Spread { then, .. } => then.is_some(),
        _ => false,
    }
}

fn lines(scenario: &Scenario, step: &Step) -> Vec<String> {
    let mut lines = vec![step.name.to_string(), format!("{} {}", step.technique, words(step.tactic))];
    lines.extend(effect(scenario, &step.effect));
    if step.needs == Needs::Reaction {
        lines.push("when the adversary notices something".to_owned());
    }
    lines
}

/// `CommandAndControl` is command and control.
fn words(tactic: Tactic) -> String {
    let mut text = String::new();
    for c in format!("{tactic:?}").chars() {
        if c.is_uppercase() && !text.is_empty() {
            text.push(' ');
        }
        text.extend(c.to_lowercase());
    }
    text
}

fn effect(scenario: &Scenario, effect: &StepEffect) -> Option<String> {
    Some(match effect {
        StepEffect::Act => return None,
        StepEffect::Prepare => "prepares outside".to_owned(),
        StepEffect::Enter { hosts, through, .. } => {
            format!("gets onto {} {}", many(*hosts), by(scenario, through))
        }
        StepEffect::Move { hosts, through, .. } => {
            format!("goes on to {} {}", many(*hosts), by(scenario, through))
        }
        StepEffect::Spread { through, then, .. } => {
            let then =
                then.as_ref().map_or_else(String::new, |(impact, _)| format!(", then {}", impact.text()));
            format!("spreads {}{then}", by(scenario, through))
        }
        StepEffect::Escalate { hosts } => format!("becomes administrator on {}", many(*hosts)),
        StepEffect::Discover { .. } => "finds out about hosts".to_owned(),
        StepEffect::StealCredentials => "takes credentials".to_owned(),
        StepEffect::Persist { hosts, .. } => format!("leaves a way back on {}", many(*hosts)),
        StepEffect::Collect { .. } => "collects data".to_owned(),
        StepEffect::Exfiltrate { .. } => "sends out what was collected".to_owned(),
        StepEffect::Achieve { impact, .. } => format!("objective: {}", impact.text()),
    })
}

fn many(hosts: u32) -> String {
    if hosts == 1 { "a host".to_owned() } else { format!("{hosts} hosts") }
}

fn by(scenario: &Scenario, through: &Through) -> String {
    let over = |service: &Option<_>| {
        service.map_or_else(String::new, |id| format!(" over {}", scenario.service(id).name.id))
    };
    match through {
        Through::Phishing { lure: Lure::Credentials, .. } => "by phishing for credentials".to_owned(),
        Through::Phishing { .. } => "by phishing".to_owned(),
        Through::Exploit(id) => format!("by {}", scenario.vulnerability(*id).name),
        Through::Credentials { over: service } => format!("with credentials{}", over(service)),
        Through::Trusted { supplier: Some(id) } => format!("through {}", scenario.supplier(*id).name),
        Through::Trusted { supplier: None } => "through what is trusted".to_owned(),
        Through::Tools { over: service } => format!("with tools at hand{}", over(service)),
    }
}

/// The arrows to a step, by way of a gate where it needs several or one of several.
fn needs(needs: &Needs, frame: usize, first: usize, step: usize, graph: &mut Graph) {
    let (steps, gate, line, label): (&[StepId], _, _, _) = match needs {
        Needs::Nothing | Needs::Reaction => return,
        Needs::All(steps) => (steps, "all", Line::Forward, ""),
        Needs::Any(steps) => (steps, "one", Line::Forward, ""),
        Needs::Failed(steps) => (steps, "one", Line::Dashed, "failed"),
    };
    let to = if steps.len() > 1 {
        let gate = graph.node(frame, Kind::Gate, [gate.to_owned()]);
        graph.edge(gate, step, line, "");
        gate
    } else {
        step
    };
    for before in steps {
        graph.edge(first + before.index(), to, line, label);
    }
}
