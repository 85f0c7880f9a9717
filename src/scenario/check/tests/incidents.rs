//! How incidents are handled: levels, clocks, courses of action, playbooks, reviews.

use super::{accepted, faults, refused, with};
use crate::diagnostic::Code;
use crate::scenario::model::Countermeasure;

const CONTAINMENT: &str = r#"containment: (desk: "back"),"#;

fn and(rest: &str) -> String {
    format!("{CONTAINMENT} {rest}")
}

fn courses(does: &str) -> String {
    format!(r#"containment: (desk: "back", courses: [(does: [{does}])]),"#)
}

#[test]
fn levels_rise() {
    let levels = |rest: &str| and(&format!("assessment: ({rest}),"));
    accepted(CONTAINMENT, &levels("medium: 2, high: 2, critical: 5"));
    let at = "(medium: 1, high: 9, critical: 5)";
    refused(CONTAINMENT, &levels(&at[1..at.len() - 1]), Code::ReversedBound, at, "fewer hosts to be worse");
    let unknown = faults(&with(CONTAINMENT, &levels(r#"jewels: ["crown"]"#)));
    assert!(
        matches!(unknown.as_slice(), [(Code::NothingSelected | Code::UnknownReference, ..)]),
        "{unknown:?}"
    );
}

#[test]
fn reports_are_due_one_after_the_other_and_somebody_writes_them() {
    let reporting = |rest: &str| and(&format!(r#"reporting: (desk: "soc"{rest}),"#));
    accepted(CONTAINMENT, &reporting(""));
    let late = reporting(r#", warning_due: "48h", notification_due: "30h""#);
    refused(CONTAINMENT, &late, Code::ReversedBound, r#""30h""#, "before the warning");
    let at_once = reporting(r#", warning_due: "0s""#);
    refused(CONTAINMENT, &at_once, Code::OutOfRange, r#""0s""#, "due at once");
    let nobody = and(r#"reporting: (desk: "sok"),"#);
    refused(CONTAINMENT, &nobody, Code::UnknownReference, r#""sok""#, "sok");
}

#[test]
fn a_course_of_action_has_something_to_act_on() {
    let scenario = accepted(CONTAINMENT, &courses("BlockIndicators, IsolateHosts"));
    let course =
        &scenario.teams.iter().find(|team| &*team.name.id == "red-team").unwrap().containment.courses[0];
    assert_eq!(course.does, [Countermeasure::IsolateHosts, Countermeasure::BlockIndicators]);
    let nothing = courses("");
    let found = faults(&with(CONTAINMENT, &nothing));
    assert!(matches!(found.as_slice(), [(Code::EmptyList, ..)]), "{found:?}");
    let accounts = courses("DisableAccounts");
    refused(CONTAINMENT, &accounts, Code::IdleMeasure, "DisableAccounts", "has accounts");
    let service = courses(r#"ShutService(service: "mail", at: ["web"])"#);
    refused(CONTAINMENT, &service, Code::UnknownReference, r#""mail""#, "mail");
}

#[test]
fn playbooks_and_reviews_help_with_something_and_within_bounds() {
    let playbook = |rest: &str| and(&format!(r#"playbooks: [(id: "p"{rest})],"#));
    accepted(CONTAINMENT, &playbook(r#", techniques: ["T1486"], analysis: 0.5"#));
    refused(CONTAINMENT, &playbook(""), Code::EmptyList, r#""p""#, "is for nothing");
    let magic = playbook(r#", techniques: ["T1486"], analysis: 0.0"#);
    refused(CONTAINMENT, &magic, Code::OutOfRange, "0.0", "outside its range");
    let technique = playbook(r#", techniques: ["phishing"]"#);
    refused(CONTAINMENT, &technique, Code::BadTechnique, r#""phishing""#, "phishing");
    let review = |rest: &str| and(&format!(r#"review: (desk: "soc"{rest}),"#));
    accepted(CONTAINMENT, &review(", factor: 0.8, floor: 0.4"));
    refused(CONTAINMENT, &review(", factor: 1.5"), Code::OutOfRange, "1.5", "outside its range");
    refused(CONTAINMENT, &review(", floor: 0.0"), Code::OutOfRange, "0.0", "outside its range");
}
