//! The life of items: decay, decoys, trust and what a rule asks for.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use super::{accepted, refused};
use crate::diagnostic::Code;
use crate::scenario::model::{IndicatorKind, Polynomial, TeamId};

const STRATEGIES: &str = "        strategies: [\n";
const RULE: &str = r#"(id: "alarms", trigger: Suspicion"#;

const RECOVERY: &str = r#"recovery: (desk: "back"),"#;
const DOES: &str = "does: StealCredentials";

fn more(text: &str) -> String {
    format!("        {text}\n{STRATEGIES}")
}

fn ruled(text: &str) -> String {
    format!("{RULE}, {text}")
}

#[test]
fn each_kind_loses_its_worth_in_one_way_and_within_reason() {
    let decay = |text: &str| format!("deployment: (decay: [{text}]), {RECOVERY}");
    let twice = decay("(kinds: [Hash, Domain], model: Nids), (kinds: [Hash], model: Phishing)");
    let second = "(kinds: [Hash], model: Phishing)";
    refused(RECOVERY, &twice, Code::RepeatedDecay, second, "kind hash");
    let rest = decay("(model: Nids), (model: Phishing)");
    refused(RECOVERY, &rest, Code::RepeatedDecay, "(model: Phishing)", "all other kinds");
    let own = |text: &str| decay(&format!("(model: Polynomial({text}))"));
    refused(RECOVERY, &own(r#"lifetime: "0s""#), Code::OutOfRange, r#""0s""#, "no time");
    let bad = [("base: 101.0", "101.0"), ("threshold: 80.5", "80.5"), ("speed: 21.0", "21.0")];
    for (field, value) in bad {
        refused(
            RECOVERY,
            &own(&format!(r#"lifetime: "1d", {field}"#)),
            Code::OutOfRange,
            value,
            "out of range",
        );
    }
    let good = accepted(RECOVERY, &decay("(model: Nids), (kinds: [Hash], model: Phishing)"));
    let deployment = good.teams.iter().map(|team| &team.deployment).find(|one| !one.decay.is_empty());
    let deployment = deployment.expect("one team has a decay");
    assert_eq!(deployment.decay_of(IndicatorKind::Hash), Some(&Polynomial::PHISHING));
    assert_eq!(deployment.decay_of(IndicatorKind::Ttp), Some(&Polynomial::NIDS));
}

#[test]
fn trust_is_between_two_teams_and_written_once() {
    let between = |text: &str| more(&format!("trust: (between: [{text}]),"));
    let stranger = between(r#"(of: "red-taem", toward: "blue-team", start: 0.5)"#);
    refused(STRATEGIES, &stranger, Code::UnknownReference, r#""red-taem""#, "no team");
    let itself = between(r#"(of: "red-team", toward: "red-team", start: 0.5)"#);
    refused(STRATEGIES, &itself, Code::NoPair, r#""red-team""#, "would trust itself");
    let one = r#"(of: "red-team", toward: "blue-team", start: 0.5)"#;
    let two = r#"(of: "red-team", toward: "blue-team", start: 0.6)"#;
    let twice = between(&format!("{one}, {two}"));
    refused(STRATEGIES, &twice, Code::RepeatedReference, two, "written twice");
    let good = accepted(STRATEGIES, &between(one));
    let trust = good.trust.expect("trust is written");
    let id = |name: &str| good.teams.iter().position(|team| *team.name.id == *name).map(TeamId::at);
    let pair = id("red-team").zip(id("blue-team")).expect("both teams are there");
    assert_eq!(trust.between.get(&pair), Some(&0.5));
}

#[test]
fn reciprocity_is_within_reason() {
    refused(RULE, &ruled("reciprocity: -1.0"), Code::OutOfRange, "-1.0", "no reciprocity");
    refused(RULE, &ruled("reciprocity: 101.0"), Code::OutOfRange, "101.0", "no reciprocity");
    let good = accepted(RULE, &ruled("reciprocity: 0.5, grace: 3, min_trust: 0.4"));
    let policies = good.strategies.iter().flat_map(|strategy| &strategy.arrangement.policies);
    let asked = policies.filter(|policy| policy.terms.grace == 3).collect::<Vec<_>>();
    assert!(!asked.is_empty());
    assert!(asked.iter().all(|policy| (policy.terms.reciprocity - 0.5).abs() < 1e-12));
}

#[test]
fn a_decoy_is_written_once_and_something_depends_on_it() {
    let decoys = |text: &str| format!("decoys: [{text}], {DOES}");
    let nowhere = decoys(r#"(id: "a", kind: Domain, stops: ["lapptops"])"#);
    refused(DOES, &nowhere, Code::UnknownReference, r#""lapptops""#, "no organisation has");
    let idle = decoys(r#"(id: "a", kind: Domain, stops: [])"#);
    refused(DOES, &idle, Code::EmptyList, "[]", "nothing depends");
    let good = accepted(DOES, &decoys(r#"(id: "a", kind: Domain, taken: 0.3, stops: ["*"])"#));
    let steps = good.campaigns.iter().flat_map(|campaign| &campaign.steps);
    let decoys: Vec<_> = steps.flat_map(|step| &step.decoys).collect();
    assert!(!decoys.is_empty());
    assert!(decoys.iter().all(|decoy| decoy.stops.len() == good.groups.len()));
}
