//! What may pass: parties, groups, channels and times.

use super::{accepted, refused};
use crate::diagnostic::Code;
use crate::scenario::model::{ObjectKind, Reach, TeamId, Tlp};

const STRATEGIES: &str = "        strategies: [\n";

/// Something before the strategies of the arrangement.
fn more(text: &str) -> String {
    format!("        {text}\n{STRATEGIES}")
}

/// Something more in a rule that both teams follow.
const RULE: &str = r#"(id: "alarms", trigger: Suspicion"#;

fn ruled(text: &str) -> String {
    format!("{RULE}, {text}")
}

#[test]
fn a_party_is_a_team_written_once_with_constituents_that_it_defends() {
    refused(
        STRATEGIES,
        &more(r#"parties: [(team: "red-taem")],"#),
        Code::UnknownReference,
        r#""red-taem""#,
        "no team",
    );
    let twice = more(r#"parties: [(team: "red-team"), (team: "red-team")],"#);
    refused(STRATEGIES, &twice, Code::RepeatedReference, r#""red-team""#, "named twice");
    let stranger = more(r#"parties: [(team: "red-team", constituents: ["east"])],"#);
    refused(STRATEGIES, &stranger, Code::NoConstituent, r#""east""#, "does not defend");
    let oracle = more(r#"parties: [(team: "red-team", judgement: 0.5)],"#);
    refused(STRATEGIES, &oracle, Code::OutOfRange, "0.5", "no judgement");
    let good = accepted(
        STRATEGIES,
        &more(r#"parties: [(team: "red-team", clearance: Green, constituents: ["north"])],"#),
    );
    let id = good.teams.iter().position(|team| *team.name.id == *"red-team").map(TeamId::at);
    let id = id.unwrap();
    assert_eq!(good.party(id).clearance, Tlp::Green);
    assert!(good.within(id, Reach::Own).is_empty());
    assert_eq!(good.within(id, Reach::Constituents), good.team(id).defends);
}

#[test]
fn rules_name_teams_and_groups_alike() {
    let group = r#"groups: [(id: "all", teams: ["red-team", "blue-team"])],"#;
    let named =
        super::with(STRATEGIES, &more(group)).replace(RULE, &ruled(r#"from: ["all"], to: ["red-team"]"#));
    let strategy = &super::good(&named).strategies[0];
    let pairs = strategy.arrangement.policies.iter().filter(|policy| *policy.rule.id == *"alarms");
    assert_eq!(pairs.map(|policy| policy.terms.named).collect::<Vec<_>>(), [true]);
    refused(RULE, &ruled(r#"from: ["everybody"]"#), Code::UnknownReference, r#""everybody""#, "no team");
    let taken = r#"groups: [(id: "red-team", teams: ["blue-team"])],"#;
    refused(STRATEGIES, &more(taken), Code::DuplicateId, r#""red-team""#, "called as a team is");
    refused(STRATEGIES, &more(r#"groups: [(id: "all", teams: [])],"#), Code::EmptyList, "[]", "has no team");
    let faults = super::faults(&super::with(STRATEGIES, &more(group)).replace(RULE, &ruled(r#"to: ["al"]"#)));
    assert_eq!(faults[0].0, Code::UnknownReference);
}

#[test]
fn channels_are_there_and_take_something() {
    refused(RULE, &ruled(r#"over: "mail""#), Code::UnknownReference, r#""mail""#, "no channel");
    let shut = more(r#"channels: [(id: "mail", kind: Person, capacity: "0/h")],"#);
    refused(STRATEGIES, &shut, Code::OutOfRange, r#""0/h""#, "takes no reports");
    let carries = |kind: &str| {
        let channels = format!(r#"channels: [(id: "way", kind: {kind})],"#);
        accepted(STRATEGIES, &more(&channels)).channels[0].carries
    };
    assert_eq!(carries("Person"), Tlp::Red);
    assert_eq!(carries("Machine, carries: Red"), Tlp::AmberStrict, "no machine carries what is for people");
    assert_eq!(carries("Hub(), carries: Green"), Tlp::Green);
}

#[test]
fn time_passes_between_reports_at_set_times() {
    let at = |every: &str| RULE.replace("Suspicion", &format!("Periodic(every: \"{every}\")"));
    refused(RULE, &at("0s"), Code::OutOfRange, r#""0s""#, "no time between");
    accepted(RULE, &at("1h"));
}

#[test]
fn a_rule_passes_something_that_is_known_by_then() {
    refused(RULE, &ruled("passes: []"), Code::EmptyList, "[]", "passes nothing");
    let early = ruled("passes: [Indicators, IncidentReport]");
    refused(RULE, &early, Code::NotKnownYet, r#""alarms""#, "incident report");
    let confirmed = |what: &str| RULE.replace("Suspicion", &format!("Confirmation, passes: [{what}]"));
    refused(RULE, &confirmed("Hardening"), Code::NotKnownYet, r#""alarms""#, "hardening");
    accepted(RULE, &confirmed("Advisory, EarlyWarning"));
    let closed = RULE.replace("Suspicion", "Closure, passes: [Hardening, Indicators, Hardening]");
    let closed = accepted(RULE, &closed);
    let policies = &closed.strategies[0].arrangement.policies;
    let policy = policies.iter().find(|policy| *policy.rule.id == *"alarms").unwrap();
    assert_eq!(policy.passes, [ObjectKind::Indicator, ObjectKind::Hardening]);
}

const HUNTING: &str = r#"hunting: (desk: "soc"),
        ),
        (
            id: "blue-team","#;

/// Something more about one team.
fn team(text: &str) -> String {
    HUNTING.replace("hunting: (desk: \"soc\"),", &format!("hunting: (desk: \"soc\"), {text},"))
}

#[test]
fn who_is_warned_can_do_something() {
    let desk = |text: &str| format!("posture: (on_call: [(desk: \"{text}\")])");
    refused(HUNTING, &team(&desk("sco")), Code::UnknownReference, r#""sco""#, "no desk");
    refused(HUNTING, &team("posture: (lasts: \"0s\")"), Code::OutOfRange, r#""0s""#, "no time at all");
    refused(HUNTING, &team("posture: (alarms: 0.5)"), Code::OutOfRange, "0.5", "no factor");
    refused(HUNTING, &team("hardening: (desk: \"sco\")"), Code::UnknownReference, r#""sco""#, "no desk");
    let endless = "hardening: (desk: \"soc\", work: Never)";
    refused(HUNTING, &team(endless), Code::EndlessWork, "(desk: \"soc\", work: Never)", "never ends");
    let endless = "patching: (desk: \"soc\", workaround: (work: Never))";
    refused(HUNTING, &team(endless), Code::EndlessWork, "(work: Never)", "never ends");
    let good = accepted(HUNTING, &team(&desk("back")));
    let team = good.teams.iter().find(|team| *team.name.id == *"red-team").unwrap();
    assert_eq!((team.posture.on_call[0].analysts, team.desks.len()), (1, 2));
}
