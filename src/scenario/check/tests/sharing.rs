//! What may pass: parties, groups, channels and times.

use super::{accepted, refused};
use crate::diagnostic::Code;
use crate::scenario::model::{Reach, TeamId, Tlp};

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
    let pairs = strategy.policies.iter().filter(|policy| *policy.rule.id == *"alarms");
    assert_eq!(pairs.map(|policy| policy.terms.named).collect::<Vec<_>>(), [true]);
    refused(RULE, &ruled(r#"from: ["everybody"]"#), Code::UnknownReference, r#""everybody""#, "no team");
    let taken = r#"groups: [(id: "red-team", teams: ["blue-team"])],"#;
    refused(STRATEGIES, &more(taken), Code::DuplicateId, r#""red-team""#, "called as a team is");
    refused(
        STRATEGIES,
        &more(r#"groups: [(id: "all", teams: [])],"#),
        Code::EmptyList,
        r#""all""#,
        "has no team",
    );
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
