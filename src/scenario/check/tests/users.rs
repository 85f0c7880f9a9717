//! Users, and what sensors and noise say about time.

use super::{accepted, faults, good, refused, with};
use crate::diagnostic::Code;
use crate::scenario::model::{GroupId, Tactic};
use crate::units::Span;

const NOISE: &str = r#"noise: [(id: "daily", rate: "6/h"), (id: "audit", rate: "1/d")]"#;

/// The scenario with users in the north.
fn staffed(users: &str) -> String {
    with(NOISE, &format!("{NOISE}, users: [{users}]"))
}

#[test]
fn users_work_at_workstations_one_each() {
    let scenario =
        good(&staffed(r#"(id: "staff"), (id: "admins", at: ["web", "role:workstation"], count: 7)"#));
    let users: Vec<_> =
        scenario.users.iter().map(|one| (&*one.name.id, one.groups.as_slice(), one.count)).collect();
    let (pcs, web) = (GroupId(2), GroupId(3));
    assert_eq!(users, [("admins", [pcs, web].as_slice(), 7), ("staff", [pcs].as_slice(), 100)]);
    let north = &scenario.organisations[1];
    assert_eq!(north.users.len(), 2);
    assert!(scenario.organisations[0].users.is_empty());
}

#[test]
fn users_without_a_computer_are_refused() {
    let text = staffed(r#"(id: "staff")"#);
    let text = text.replace("count: 100, vuln", "count: 100, role: Server, vuln");
    let found = faults(&text);
    let words = "organisation `north` has no computer that users work at";
    let fault = (Code::NothingSelected, r#""staff""#.to_owned(), words.to_owned());
    assert!(found.contains(&fault), "{found:?}");
}

#[test]
fn nobody_is_less_than_not_susceptible() {
    for (factor, at) in [("-0.5", "-0.5"), ("101.0", "101.0")] {
        let found = faults(&staffed(&format!("(id: \"staff\", susceptibility: {factor})")));
        let [(Code::OutOfRange, place, _)] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(place, at);
    }
}

#[test]
fn letters_find_somebody() {
    good(&staffed(r#"(id: "staff")"#));
    let letter = r#"Enter(targets: ["pcs"], hosts: 2, through: Phishing(messages: 10))"#;
    let found = faults(&staffed(r#"(id: "staff", at: ["web"])"#));
    let [(Code::NobodyThere, at, words)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(at, letter);
    assert!(words.contains("step `lure`") && words.contains("`north`"), "{words}");
    // a lure for credentials needs users at both victims
    let asks = "Phishing(messages: 10, lure: Credentials)";
    let found = faults(&staffed(r#"(id: "staff")"#).replace("Phishing(messages: 10)", asks));
    let [(Code::NobodyThere, _, words)] = found.as_slice() else { panic!("{found:?}") };
    assert!(words.contains("`east`"), "{words}");
}

#[test]
fn an_outage_ends_after_it_begins() {
    refused(
        r#"(id: "all", delay: "5min")"#,
        r#"(id: "all", delay: "5min", down: [(from: "2h", to: "2h")])"#,
        Code::ReversedBound,
        r#""2h""#,
        "an outage of sensor `all` ends before it begins",
    );
}

#[test]
fn outages_that_touch_are_one_and_tactics_are_sorted() {
    let scenario = accepted(
        r#"(id: "all", delay: "5min")"#,
        r#"(id: "all", tactics: [Impact, Execution, Impact], down: [(from: "5h", to: "6h"), (from: "1h", to: "3h"), (from: "3h", to: "4h"), (from: "90min", to: "2h")])"#,
    );
    let all = scenario.sensors.iter().find(|sensor| &*sensor.name.id == "all").unwrap();
    let hours = |h: i64| Span::from_micros(h * Span::HOUR.as_micros());
    assert_eq!(all.down, [(hours(1), hours(4)), (hours(5), hours(6))]);
    assert_eq!(all.tactics, [Tactic::Execution, Tactic::Impact]);
}
