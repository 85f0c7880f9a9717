//! Analysts whom teams lend each other, and consultations.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use super::{accepted, refused};
use crate::diagnostic::Code;
use crate::scenario::model::{Call, DeskId, Practice, Severity, TeamId};
use crate::units::{SimTime, Span};

const STRATEGIES: &str = "        strategies: [\n";

/// One strategy more, that has this.
fn agreed(text: &str) -> String {
    format!("{STRATEGIES} (id: \"people\", {text}),\n")
}

fn lend(text: &str) -> String {
    agreed(&format!("assistance: [(id: \"lend\", {text})]"))
}

fn consult(text: &str) -> String {
    agreed(&format!("consultations: [(id: \"talks\", {text})]"))
}

#[test]
fn every_ordered_pair_of_teams_promises_what_is_agreed_on() {
    let good = accepted(STRATEGIES, &lend(r#"rate: 0.5, asks: Incident(severity: Medium, waiting: 2.5)"#));
    let arrangement = &good.strategies.iter().find(|one| *one.name.id == *"people").unwrap().arrangement;
    assert!(arrangement.policies.is_empty() && !arrangement.is_empty());
    let pairs: Vec<_> = arrangement.assistance.iter().map(|one| (one.from, one.to)).collect();
    assert_eq!(pairs, [(TeamId::at(0), TeamId::at(1)), (TeamId::at(1), TeamId::at(0))]);
    let red = good.teams.iter().position(|team| *team.name.id == *"red-team").unwrap();
    let promise = &arrangement.assistance[1 - red];
    let [lender, borrower] = [1 - red, red].map(|place| &good.teams[place].analysis.labour.desk);
    assert_eq!((promise.lent_by, promise.works_at), (*lender, *borrower), "the desks that analyse");
    assert!((promise.pace - 2.0).abs() < 1e-12);
    assert_eq!(promise.asks, Call::Incident { severity: Severity::Medium, waiting: 2.5 });
    let own = accepted(STRATEGIES, &lend(r#"to: ["red-team"], works_at: "back", lent_by: "soc""#));
    let people = own.strategies.iter().find(|one| *one.name.id == *"people").unwrap();
    let [promise] = &people.arrangement.assistance[..] else { panic!("one pair") };
    let desk = own.teams[red].desks.iter().position(|desk| *desk.name.id == *"back").map(DeskId::at);
    assert_eq!(Some(promise.works_at), desk);
}

#[test]
fn nobody_lends_what_is_not_there_or_makes_no_sense() {
    let unknown = lend(r#"from: ["bleu-team"]"#);
    refused(STRATEGIES, &unknown, Code::UnknownReference, r#""bleu-team""#, "no team");
    let alone = lend(r#"from: ["red-team"], to: ["red-team"]"#);
    refused(STRATEGIES, &alone, Code::NoPair, r#""lend""#, "lets nobody lend anybody");
    let desk = lend(r#"to: ["red-team"], works_at: "sock""#);
    refused(STRATEGIES, &desk, Code::UnknownReference, r#""sock""#, "no desk");
    let twice = agreed(r#"assistance: [(id: "lend"), (id: "lend")]"#);
    refused(STRATEGIES, &twice, Code::DuplicateId, r#""lend""#, "defined twice");
    for (text, at, words) in [
        (r#"stays: "0s""#, r#""0s""#, "just come"),
        ("rate: 0.0", "0.0", "no rate"),
        ("rate: 1.5", "1.5", "no rate"),
        ("asks: Overload(waiting: 0.0)", "0.0", "no need"),
        ("asks: Incident(waiting: 1001.0)", "1001.0", "no need"),
    ] {
        refused(STRATEGIES, &lend(text), Code::OutOfRange, at, words);
    }
    refused(STRATEGIES, &agreed(""), Code::EmptyList, r#""people""#, "has no rule");
}

#[test]
fn teams_take_part_in_talks_at_their_desks() {
    let good = accepted(STRATEGIES, &consult(r#"teams: ["red-team"], first: Before("30d"), every: "90d""#));
    let people = good.strategies.iter().find(|one| *one.name.id == *"people").unwrap();
    let [talks] = &people.arrangement.consultations[..] else { panic!("one of them") };
    assert_eq!(talks.first, SimTime::STARTEX - Span::from_micros(30 * Span::DAY.as_micros()));
    assert_eq!(talks.fits, Practice { pace: 0.9, detection: 0.05, exposure: 0.8 });
    assert_eq!(talks.limit, Practice { pace: 0.7, detection: 0.15, exposure: 0.5 });
    assert_eq!(talks.misfits, Practice { pace: 1.1, ..Practice::NONE });
    let [(team, labour)] = &talks.teams[..] else { panic!("one team") };
    assert_eq!(labour.desk, good.team(*team).analysis.labour.desk);
    refused(STRATEGIES, &consult(r#"desk: "sock""#), Code::UnknownReference, r#""sock""#, "no desk");
    refused(
        STRATEGIES,
        &consult(r#"teams: ["rde-team"]"#),
        Code::UnknownReference,
        r#""rde-team""#,
        "no team",
    );
    for (text, at, words) in [
        (r#"every: "23h""#, r#""23h""#, "nothing but consult"),
        (r#"first: Before("3651d")"#, r#"Before("3651d")"#, "remembers"),
        ("pace: 1.1", "1.1", "no factor"),
        ("least_pace: 0.05", "0.05", "no factor"),
        ("misfit_pace: 0.9", "0.9", "no factor"),
    ] {
        refused(STRATEGIES, &consult(text), Code::OutOfRange, at, words);
    }
    refused(
        STRATEGIES,
        &consult("work: Never"),
        Code::EndlessWork,
        "(id: \"talks\", work: Never)",
        "session",
    );
}
