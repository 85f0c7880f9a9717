//! Desks: shifts, breaks, and what is handed on.

use super::{accepted, faults, good, refused, with};
use crate::diagnostic::Code;
use crate::scenario::model::{DeskId, Order, Priority};
use crate::units::Span;

const SOC: &str = r#"(id: "soc", analysts: 3)"#;

fn soc(rest: &str) -> String {
    format!(r#"(id: "soc", {rest})"#)
}

#[test]
fn a_roster_is_sorted_and_stands_beside_the_seats() {
    let (day, night) = (
        r#"(hours: "Mon-Fri 08:00-16:00 +01:00", analysts: 4, breaks: [(hours: "12:00-13:00 +01:00", away: 2)])"#,
        r#"(hours: "22:00-06:00", analysts: 1)"#,
    );
    let one = accepted(SOC, &soc(&format!("analysts: 2, roster: [{day}, {night}], handover: \"15min\"")));
    let other = accepted(SOC, &soc(&format!("analysts: 2, roster: [{night}, {day}], handover: \"15min\"")));
    assert_eq!(format!("{:?}", one.teams), format!("{:?}", other.teams));
    let desk = &one.teams[1].desks[1];
    assert_eq!((desk.analysts, desk.most(), desk.roster.len()), (2, 7, 2));
    assert_eq!(desk.handover, Span::from_micros(900_000_000));
}

#[test]
fn a_desk_has_somebody() {
    refused(SOC, r#"(id: "soc")"#, Code::NobodyOnDuty, r#""soc""#, "desk `soc` has nobody");
    // the exercise is on Monday to Thursday
    let roster = |hours: &str| soc(&format!("roster: [(hours: \"{hours}\", analysts: 2)]"));
    accepted(SOC, &roster("Wed 08:00-16:00"));
    let never = roster("Sat,Sun 08:00-16:00");
    refused(SOC, &never, Code::NobodyOnDuty, r#""soc""#, "nobody is at desk `soc` from STARTEX to ENDEX");
    accepted(SOC, &never.replace("roster", "analysts: 1, roster"));
}

#[test]
fn breaks_and_handovers_fit_their_shift() {
    let shift = |rest: &str| soc(&format!(r#"roster: [(hours: "08:00-16:00", analysts: 2, {rest})]"#));
    let at = r#""17:00-18:00""#;
    let outside = shift(r#"breaks: [(hours: "17:00-18:00")]"#);
    refused(SOC, &outside, Code::BadShift, at, "lies outside its shift");
    let many = shift(r#"breaks: [(hours: "12:00-13:00", away: 3)]"#);
    refused(SOC, &many, Code::BadShift, r#""12:00-13:00""#, "3 of a shift of 2 are away");
    let long = soc(r#"roster: [(hours: "08:00-16:00", analysts: 2)], analysts: 1, handover: "8h""#);
    refused(SOC, &long, Code::BadShift, r#""08:00-16:00""#, "over before its handover is");
}

#[test]
fn what_is_handed_on_arrives() {
    let hands = |to: &str, rest: &str| soc(&format!(r#"analysts: 3, escalates: (to: "{to}"{rest})"#));
    let scenario = accepted(SOC, &hands("back", ""));
    let escalation = scenario.teams[1].desks[1].escalation.as_ref();
    assert_eq!(escalation.map(|found| found.to), Some(DeskId::at(0)));
    let at = r#""back""#;
    let unknown = hands("bakc", "");
    refused(SOC, &unknown, Code::UnknownReference, r#""bakc""#, "bakc");
    let lower = soc(r#"tier: 2, analysts: 3, escalates: (to: "back")"#);
    refused(SOC, &lower, Code::BadEscalation, at, "which is of a lower tier");
    let never = hands("back", ", chance: 0.0");
    let found = faults(&with(SOC, &never));
    assert!(matches!(found.as_slice(), [(Code::BadEscalation, _, _)]), "{found:?}");
    good(&with(SOC, &hands("back", r#", chance: 0.0, after: "1h""#)));
    refused(SOC, &hands("soc", ""), Code::BadEscalation, r#""soc""#, "comes back to it");
    let circle = with(SOC, &hands("back", "")).replace(
        r#"label: "Back office", analysts: 2"#,
        r#"label: "Back office", analysts: 2, escalates: (to: "soc")"#,
    );
    let found = faults(&circle);
    assert!(matches!(found.as_slice(), [(Code::BadEscalation, _, _)]), "told once: {found:?}");
    let endless = hands("back", ", work: Never");
    let found = faults(&with(SOC, &endless));
    assert!(matches!(found.as_slice(), [(Code::EndlessWork, _, _)]), "{found:?}");
}

#[test]
fn something_must_be_more_urgent_for_work_to_be_put_back() {
    let fifo = soc("analysts: 3, order: Fifo, preempts: true");
    refused(SOC, &fifo, Code::NothingUrgent, "true", "nothing is more urgent");
    let scenario = accepted(SOC, &soc("analysts: 3, order: Priority, preempts: true"));
    assert_eq!(scenario.teams[1].desks[1].order, Order::Priority);
    let noise = r#"(id: "daily", rate: "6/h")"#;
    let scenario = accepted(noise, r#"(id: "daily", rate: "6/h", priority: Low)"#);
    assert!(scenario.noises.iter().any(|noise| noise.priority == Priority::Low));
}

#[test]
fn skills_are_within_reason() {
    let skill = |text: &str| soc(&format!("analysts: 3, skills: [({text})]"));
    accepted(SOC, &skill(r#"techniques: ["T1486"], factor: 0.5"#));
    refused(SOC, &skill("factor: 0.0"), Code::OutOfRange, "0.0", "a skill's factor");
    refused(SOC, &skill(r#"techniques: ["1486"]"#), Code::BadTechnique, r#""1486""#, "no ATT&CK technique");
}

#[test]
fn only_a_long_shift_tires() {
    let tires =
        |fatigue: &str| soc(&format!(r#"roster: [(hours: "08:00-16:00", analysts: 2)], fatigue: {fatigue}"#));
    let desk = |scenario: &str| {
        let desks = accepted(SOC, scenario).teams.clone().into_iter().flat_map(|team| team.desks);
        desks.filter_map(|desk| desk.fatigue).next()
    };
    let fatigue = desk(&tires(r#"(after: "6h")"#)).unwrap();
    assert_eq!((fatigue.after, fatigue.factor), (Span::from_micros(6 * Span::HOUR.as_micros()), 1.25));
    assert!(desk(&soc("analysts: 2")).is_none());
    refused(
        SOC,
        &tires(r#"(after: "8h")"#),
        Code::BadShift,
        r#"(after: "8h")"#,
        "long enough to tire anybody",
    );
    let weak = tires(r#"(after: "6h", factor: 0.5)"#);
    refused(SOC, &weak, Code::OutOfRange, "0.5", "a factor of fatigue lies outside its range");
}
