//! Campaigns of scenarios made at random: actors, answers, branches, rounds and long ways.

use super::{Plot, share};

/// The words by which a campaign names its actor.
pub(super) fn of_actor(number: usize, plot: &Plot) -> String {
    if plot.actor == 0 { String::new() } else { format!("actor: \"actor-{number}\",") }
}

/// The actor of a campaign, if it is not nobody's.
pub(super) fn actor(number: usize, plot: &Plot) -> Option<String> {
    let hours = if plot.actor.is_multiple_of(2) { "hours: \"Mon-Sat 06:00-22:00 +03:00\"," } else { "" };
    (plot.actor > 0).then(|| {
        format!(
            "(id: \"actor-{number}\", skill: {}, stealth: {}, tempo: {}, {hours}\
             indicators: [(id: \"kit\", kind: Tool, reuse: 0.8)],\
             rotation: (tool: Exp(mean: \"5h\"), hash: \"5min\"))",
            0.2 + f64::from(plot.actor) / 50.0,
            3.0 - f64::from(plot.actor) / 40.0,
            0.5 + f64::from(plot.actor) / 70.0
        )
    })
}

/// How a campaign answers.
pub(super) fn answers(plot: &Plot, reversed: bool) -> String {
    let chance = share(20 + plot.success / 2);
    let mut on_block = match plot.answers {
        0 => vec!["(after: Exp(mean: \"2h\"), does: Rotate)".to_owned()],
        1 => vec![
            format!("(chance: {chance}, does: GoQuiet(lasts: Exp(mean: \"6h\")))"),
            format!("(chance: {chance}, after: \"1h\", does: Retry)"),
            "(chance: 0.3, does: Rotate)".to_owned(),
        ],
        2 => vec![
            format!("(chance: {chance}, does: Branch(step: \"other\"))"),
            "(chance: 0.5, does: Rotate)".to_owned(),
        ],
        _ => vec![format!("(chance: {chance}, does: Abort)")],
    };
    let mut on_eviction = vec![format!("(chance: {chance}, after: Exp(mean: \"4h\"), does: Return)")];
    if plot.answers == 2 {
        on_eviction.push("(chance: 0.3, after: \"1h\", does: Branch(step: \"other\"))".to_owned());
    }
    let on_hunt = match plot.answers {
        1 => "(does: GoQuiet(lasts: \"3h\"))",
        3 => "(chance: 0.2, does: Abort)",
        _ => "(chance: 0.5, after: \"2h\", does: Rotate)",
    };
    if reversed {
        on_block.reverse();
        on_eviction.reverse();
    }
    format!(
        "on_leak: [(after: Exp(mean: \"2h\"), does: Rotate)], on_block: [{}], on_eviction: [{}], on_hunt: [{on_hunt}]",
        on_block.join(", "),
        on_eviction.join(", ")
    )
}

fn step(id: &str, after: &str, tactic: &str, common: &str, does: &str) -> String {
    format!(
        "(id: \"{id}\", technique: \"T1021\", tactic: {tactic}, after: {after}, \
         duration: LogNormal(median: \"1h\", sigma: 1.0), indicators: [\"hash\"], {common}, does: {does})"
    )
}

fn all(id: &str) -> String {
    format!("All(steps: [\"{id}\"])")
}

/// From the way in to data that leave in pieces, with a way back.
pub(super) fn the_long_way(common: &str) -> Vec<String> {
    [
        ("rise", "enter", "PrivilegeEscalation", "Escalate(hosts: 2)"),
        ("look", "enter", "Discovery", "Discover(targets: [\"servers\"])"),
        ("hide", "rise", "Persistence", "Persist(targets: [\"office\", \"servers\"], hosts: 2)"),
        ("steal", "rise", "CredentialAccess", "StealCredentials"),
        (
            "move",
            "steal",
            "LateralMovement",
            "Move(targets: [\"servers\", \"office\"], hosts: 2, through: Credentials, choose: MostValuable, gains: Admin)",
        ),
        ("gather", "move", "Collection", "Collect()"),
        ("send", "gather", "Exfiltration", "Exfiltrate(rate: 0.5, pieces: 3)"),
    ]
    .iter()
    .map(|(id, after, tactic, does)| step(id, &all(after), tactic, common, does))
    .chain([step("other", "Reaction", "Impact", common, "Achieve(impact: Disruption, targets: [\"office\"])")])
    .collect()
}

/// Another way where one fails, a join of both, and a way that only an answer takes.
pub(super) fn branches(common: &str) -> Vec<String> {
    let other = "Failed(steps: [\"enter\"])";
    vec![
        step("back-door", other, "InitialAccess", common, "Enter(targets: [\"servers\"], through: Trusted)"),
        step("join", "Any(steps: [\"enter\", \"back-door\"])", "Execution", common, "Prepare"),
        step(
            "near",
            &all("join"),
            "LateralMovement",
            &format!("timeout: \"5h\", {common}"),
            "Move(targets: [\"servers\", \"office\"], hosts: 2, through: Tools, choose: Nearest)",
        ),
        step(
            "wreck",
            &all("near"),
            "Impact",
            common,
            "Achieve(impact: Destruction, targets: [\"office\"], share: 0.5)",
        ),
        step("other", "Reaction", "LateralMovement", common, "Move(targets: [\"servers\"], through: Tools)"),
    ]
}

/// Rounds of one step, and of several.
pub(super) fn rounds(common: &str) -> Vec<String> {
    let again = format!("repeat: (times: 3, pause: Exp(mean: \"2h\")), {common}");
    let from = format!("repeat: (from: \"grow\", times: 2, pause: \"1h\"), {common}");
    vec![
        step("grow", &all("enter"), "LateralMovement", &again, "Move(targets: [\"office\"], through: Tools)"),
        step("gather", &all("grow"), "Collection", common, "Collect(targets: [\"office\"])"),
        step("send", &all("gather"), "Exfiltration", &from, "Exfiltrate(rate: 2.0, pieces: 2)"),
        step("other", "Reaction", "Impact", common, "Achieve(impact: Encryption, targets: [\"servers\"])"),
    ]
}
