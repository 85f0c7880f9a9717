//! Arrangements of scenarios made at random: what may pass, to whom, how and when.

use super::{Rule, Side, Spec, share};

/// What is written of the arrangement besides its strategies.
pub(super) fn common(spec: &Spec, reversed: bool) -> String {
    let order = |mut items: Vec<String>| {
        if reversed {
            items.reverse();
        }
        items.join(", ")
    };
    let parties = (0..spec.sides.len()).map(|n| {
        let [clearance, sends] = [n, spec.hours as usize].map(|n| ["Red", "AmberStrict", "Amber", "Green"][n % 4]);
        let constituents = if n % 2 == 1 { format!("\"org-{n}\"") } else { String::new() };
        format!(
            "(team: \"team-{n}\", clearance: {clearance}, sends: {sends}, constituents: [{constituents}], breach: 0.2, leaks: 0.1)"
        )
    });
    let teams = (0..spec.sides.len()).map(|n| format!("\"team-{n}\""));
    let channels = [
        "(id: \"hub\", kind: Hub(publish: \"20min\", pull: \"1h\", error: 0.2), capacity: \"2/h\", \
         outage: (fails: Exp(mean: \"10h\"), repaired: Exp(mean: \"3h\")), loss: 0.1)",
        "(id: \"mail\", kind: Person, hours: \"Mon-Fri 06:00-20:00 +02:00\", loss: 0.05)",
        "(id: \"wire\", kind: Machine, carries: Green, min_trust: 0.5)",
    ];
    format!(
        "{} parties: [{}], groups: [(id: \"everybody\", teams: [{}])], channels: [{}]",
        trust(spec, reversed),
        order(parties.collect()),
        order(teams.collect()),
        order(channels.map(str::to_owned).into())
    )
}

/// What limits a rule, and how its reports go.
pub(super) fn limits(rule: &Rule, reversed: bool) -> String {
    let mut markings = [
        "(tlp: Red, chance: 0.2)",
        "(tlp: AmberStrict, kinds: [Hash, Domain], chance: 0.4)",
        "(tlp: Amber, pap: Amber, severity: Medium, source: Own)",
        "(tlp: Amber, objects: [IncidentReport, Advisory], chance: 0.6)",
    ];
    if reversed {
        markings.reverse();
    }
    let marked = match rule.marks {
        0 => String::new(),
        1 => "tlp: Green,".to_owned(),
        2 => "tlp: Red,".to_owned(),
        _ => format!("tlp: Green, markings: [{}],", markings.join(", ")),
    };
    let over = match rule.over {
        0 => "",
        1 => "over: \"hub\",",
        2 => "over: \"mail\", release_hours: \"Mon-Sun 09:00-17:00 -05:00\",",
        _ => "over: \"wire\", from: [\"everybody\"], to: [\"everybody\"],",
    };
    let severity = ["Low", "Low", "Medium", "High"][rule.threshold as usize];
    format!(
        "{marked} {over} {} min_severity: {severity}, min_confidence: {}, attribution_loss: {}, sightings: {}, retracts: {}, {}",
        passes(rule, reversed),
        share(20 * rule.threshold),
        share(rule.loss),
        rule.follow_up & 1 > 0,
        rule.follow_up & 2 > 0,
        ["", "min_trust: 0.6,", "reciprocity: 0.5, grace: 1, leak_items: 0.2,"][rule.asks as usize]
    )
}

/// How indicators lose their worth at a side.
pub(super) fn decay(side: &Side, reversed: bool) -> String {
    let mut decays = match side.decay {
        0 => Vec::new(),
        1 => vec!["(model: Phishing)"],
        2 => vec!["(model: Polynomial(lifetime: \"20h\", threshold: 10, speed: 0.7))"],
        _ => vec![
            "(kinds: [Domain, Address], model: Polynomial(lifetime: \"30h\"))",
            "(kinds: [Hash], model: Nids)",
            "(model: Phishing)",
        ],
    };
    if reversed {
        decays.reverse();
    }
    format!("decay: [{}]", decays.join(", "))
}

/// How much the sides trust each other, where it matters to one of the rules.
fn trust(spec: &Spec, reversed: bool) -> String {
    if spec.rules.iter().all(|rule| rule.asks == 0) {
        return String::new();
    }
    let mut between: Vec<String> = (1..spec.sides.len())
        .map(|n| format!("(of: \"team-0\", toward: \"team-{n}\", start: 0.{n})"))
        .collect();
    if reversed {
        between.reverse();
    }
    format!("trust: (start: 0.6, gain: 0.1, between: [{}]),", between.join(", "))
}

/// What a rule passes: what its sender can know by then.
fn passes(rule: &Rule, reversed: bool) -> String {
    let mut kinds = match (rule.kinds, rule.trigger) {
        (0, _) | (_, 5) => vec!["Indicators"],
        (1, _) | (3, 0) => vec!["EarlyWarning"],
        (_, 0) => vec!["Indicators", "EarlyWarning"],
        (_, 1 | 2) => vec!["Indicators", "EarlyWarning", "IncidentReport", "Advisory", "Playbooks"],
        _ => vec!["Indicators", "EarlyWarning", "IncidentReport", "Advisory", "Hardening", "Playbooks"],
    };
    if rule.kinds == 3 && (1..5).contains(&rule.trigger) {
        kinds.remove(0);
    }
    if reversed {
        kinds.reverse();
    }
    format!("passes: [{}],", kinds.join(", "))
}
