//! The life of items: decay, sightings, retraction, passing on.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use coalition::experiment::{Design, run};
use coalition::metrics::definition;
use coalition::metrics::records::{Fate, ShareRow, TeamRow};
use coalition::scenario::load_text;
use coalition::scenario::model::StrategyId;

use coalition::units::{SimTime, Span};

use super::{Replicate, play, prevented, second, sum, team};

const TRIO: &str = include_str!("trio.ron");

/// Plays the scenario of three sides with some texts replaced; each must be there.
pub(super) fn trio(changes: &[(&str, &str)]) -> Vec<Replicate> {
    let mut text = TRIO.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "`{from}` is in the scenario");
        text = text.replace(from, to);
    }
    let loaded = load_text("trio.ron", &text, &definition::names());
    let faults: Vec<String> = loaded.diagnostics.sorted().iter().map(|fault| fault.message.clone()).collect();
    let scenario = Arc::new(loaded.scenario.unwrap_or_else(|| panic!("the scenario is valid: {faults:?}")));
    let design =
        Design { seed: 3, replications: 20, strategies: vec![StrategyId::at(0)], jobs: Some(2), scenario };
    run(&design, &AtomicBool::new(false), || ()).expect("the run ends well").replicates
}

pub(super) fn items(replicates: &[Replicate]) -> Vec<&ShareRow> {
    replicates.iter().flat_map(|replicate| &replicate.arms[1].shares).collect()
}

pub(super) fn to<'a>(replicates: &'a [Replicate], receiver: &str) -> Vec<&'a ShareRow> {
    items(replicates).into_iter().filter(|item| *item.to_team == *receiver).collect()
}

pub(super) fn spared(replicates: &[Replicate]) -> usize {
    let rows = replicates.iter().flat_map(|replicate| &replicate.arms[1].incidents);
    rows.filter(|row| *row.organisation == *"third" && row.t_occ_s.is_none()).count()
}

pub(super) fn total(replicates: &[Replicate], id: &str, value: fn(&TeamRow) -> u64) -> u64 {
    team(replicates, 1, id).into_iter().map(value).sum()
}

/// The base scenario with a decay at both teams.
fn decaying(decay: &str) -> (&'static str, String) {
    ("efficacy: 1.0", format!("efficacy: 1.0, decay: [{decay}]"))
}

fn with(changes: &[(&'static str, String)]) -> Vec<Replicate> {
    let changes: Vec<(&str, &str)> = changes.iter().map(|(from, to)| (*from, to.as_str())).collect();
    play(&changes)
}

#[test]
fn an_indicator_loses_its_worth_with_age() {
    let spared = |decay: &str| prevented(&second(&with(&[decaying(decay)]), 1));
    // a life is 0.390625 of the lifetime: 31.25 h outlast the day until the second attack, 15.625 h do not
    assert_eq!(spared("(model: Polynomial(lifetime: \"80h\"))"), 40);
    assert_eq!(spared("(model: Polynomial(lifetime: \"40h\"))"), 0);
    assert_eq!(spared("(model: Polynomial(lifetime: \"40h\", threshold: 0.0))"), 40);
    assert_eq!(spared("(model: Polynomial(lifetime: \"40h\", speed: 0.5))"), 40, "31.6 h");
    assert_eq!(spared("(kinds: [Hash], model: Polynomial(lifetime: \"40h\"))"), 40, "it is a domain");
    assert_eq!(spared("(kinds: [Domain, Address], model: Polynomial(lifetime: \"40h\")), (model: Nids)"), 0);
    assert_eq!(spared("(model: Phishing)"), 40, "it is 24.4 h old at most");
}

#[test]
fn what_comes_late_has_little_life_left() {
    let late = |transit: &str| {
        with(&[
            decaying("(model: Polynomial(lifetime: \"40h\"))"),
            ("transit: \"1h\"", format!("transit: \"{transit}\"")),
        ])
    };
    let stale = late("20h");
    let own_find = SimTime::from_micros(30 * Span::HOUR.as_micros());
    assert!(items(&stale).iter().all(|item| item.fate == Fate::Stale));
    assert!(
        items(&stale).iter().all(|item| item.t_deployed_s.is_none_or(|at| at > own_find)),
        "as good as new when b meets it"
    );
    assert_eq!(total(&stale, "b", |row| row.items_stale_n), 40);
    let fresh = late("2h");
    assert!(items(&fresh).iter().all(|item| item.fate == Fate::Unused && item.t_deployed_s.is_some()));
    assert_eq!(total(&fresh, "b", |row| row.items_stale_n), 0);
}

/// The indicator belongs to an actor whose second campaign turns on the first side two days later.
const AGAIN: [(&str, &str); 2] = [
    (
        "actors: [(id: \"someone\",",
        "actors: [(id: \"someone\", indicators: [(id: \"domain\", kind: Domain, reuse: 1.0)],",
    ),
    ("    indicators: [(id: \"domain\", kind: Domain, reuse: 1.0)],\n    steps: [", "    steps: ["),
];
const SECOND_CAMPAIGN: (&str, &str) = (
    "  )],\n  arrangement",
    "  ), (id: \"d\", actor: \"someone\", start: \"45h\", victims: [(organisation: \"first\")],
     steps: [(id: \"enter\", technique: \"T1195\", tactic: InitialAccess, indicators: [\"domain\"],
              does: Enter(targets: [\"pcs\"], through: Trusted))])],\n  arrangement",
);

#[test]
fn a_partners_sighting_keeps_an_indicator_fresh() {
    let told = |sightings: &str| {
        with(&[
            (AGAIN[0].0, AGAIN[0].1.to_owned()),
            (AGAIN[1].0, AGAIN[1].1.to_owned()),
            (SECOND_CAMPAIGN.0, SECOND_CAMPAIGN.1.to_owned()),
            // 31.25 h: longer than until the second side is attacked, shorter than until the first is again
            decaying("(model: Polynomial(lifetime: \"80h\"))"),
            ("leak: 0.0", format!("leak: 0.0, sightings: {sightings}")),
        ])
    };
    let again = |replicates: &[Replicate]| {
        let rows = replicates.iter().flat_map(|replicate| &replicate.arms[1].incidents);
        rows.filter(|row| *row.campaign == *"d" && row.t_occ_s.is_none()).count()
    };
    let (silent, told) = (told("false"), told("true"));
    assert_eq!((again(&silent), again(&told)), (0, 40), "what b sees keeps a's indicator in force");
    assert_eq!((prevented(&second(&silent, 1)), prevented(&second(&told, 1))), (40, 40));
    assert_eq!(total(&silent, "a", |row| row.sightings_n), 0);
    assert_eq!(total(&told, "a", |row| row.sightings_n), 40, "one for each incident");
    assert!(items(&told).iter().all(|item| item.sightings_n == 1 && item.fate == Fate::Useful));
    assert_eq!(
        sum(&team(&silent, 1, "b"), |row| row.labour_h),
        sum(&team(&told, 1, "b"), |row| row.labour_h),
        "telling takes no labour"
    );
}

#[test]
fn a_sighting_travels_as_the_item_did_and_back_to_whoever_told_first() {
    let base = trio(&[]);
    assert_eq!(total(&base, "b", |row| row.sightings_n), 20, "c tells b");
    assert_eq!(total(&base, "a", |row| row.sightings_n), 20, "and b tells a");
    let slow = trio(&[("transit: \"1h\"", "transit: \"10h\"")]);
    assert_eq!(spared(&slow), 20);
    assert_eq!(total(&slow, "b", |row| row.sightings_n), 20);
    let never = trio(&[("duration: \"10d\"", "duration: \"25h 30min\"")]);
    assert_eq!(spared(&never), 20);
    assert_eq!(
        (total(&never, "b", |row| row.sightings_n), total(&never, "a", |row| row.sightings_n)),
        (20, 0),
        "b hears after 25 h, a would after 26 h"
    );
    let deaf = trio(&[("sightings: true", "sightings: false")]);
    assert_eq!(total(&deaf, "b", |row| row.sightings_n) + total(&deaf, "a", |row| row.sightings_n), 0);
}

#[test]
fn what_came_from_partners_is_passed_on() {
    let base = trio(&[]);
    assert_eq!(spared(&base), 20);
    assert_eq!(
        (to(&base, "b").len(), to(&base, "c").len(), to(&base, "a").len()),
        (20, 20, 0),
        "and never back"
    );
    assert!(to(&base, "c").iter().all(|item| *item.from_team == *"b" && item.about_attack));
    let labour = total(&base, "b", |row| row.items_out_n);
    assert_eq!(labour, 20);
    assert!((sum(&team(&base, 1, "b"), |row| row.sharing_labour_h) - 10.0).abs() < 1e-9, "half an hour each");
    assert_eq!(spared(&trio(&[("trigger: Receipt", "trigger: Confirmation")])), 0, "b confirms nothing");
    let ring = trio(&[(
        "retracts: true),\n  ])",
        "retracts: true),\n (id: \"ring\", from: [\"c\"], trigger: Receipt),\n  ])",
    )]);
    assert_eq!(items(&ring).len(), 40, "a ring goes round once");
    let amber = trio(&[("trigger: Confirmation,", "trigger: Confirmation, tlp: Amber,")]);
    assert_eq!(spared(&amber), 0);
    assert!(to(&amber, "c").iter().all(|item| item.fate == Fate::WithheldOnward));
    assert_eq!(spared(&trio(&[("trigger: Confirmation,", "trigger: Confirmation, tlp: Green,")])), 20);
}

/// What a finds brings something harmless with it, and harmless things trip it at the first side alone.
pub(super) const MISTAKEN: (&str, &str) = ("false_indicators: 0.0", "false_indicators: 1.0");

pub(super) fn lies<'a>(replicates: &'a [Replicate], receiver: &str) -> Vec<&'a ShareRow> {
    to(replicates, receiver).into_iter().filter(|item| !item.correct).collect()
}

#[test]
fn a_retraction_reaches_those_who_got_the_item() {
    let base = trio(&[MISTAKEN]);
    for receiver in ["b", "c"] {
        let lies = lies(&base, receiver);
        assert_eq!(lies.len(), 20);
        assert!(lies.iter().all(|item| item.retracted && item.fate == Fate::Retracted && !item.withdrawn));
        assert_eq!(total(&base, receiver, |row| row.items_retracted_n), 20);
        assert!(to(&base, receiver).iter().filter(|item| item.correct).all(|item| !item.retracted));
    }
    assert_eq!(spared(&base), 20, "what is true stays");
    let stubborn = trio(&[MISTAKEN, ("retracts: true", "retracts: false")]);
    assert!(["b", "c"].iter().all(|team| lies(&stubborn, team).iter().all(|item| item.fate == Fate::Unused)));
    let half = trio(&[MISTAKEN, ("sightings: true, retracts: true),\n  ])", "retracts: false),\n  ])")]);
    assert!(lies(&half, "b").iter().all(|item| item.fate == Fate::Retracted));
    assert!(lies(&half, "c").iter().all(|item| item.fate == Fate::Unused), "b does not pass it on");
}

#[test]
fn a_retraction_that_comes_first_keeps_the_item_out() {
    // b takes ten hours to take it in; a withdraws it before
    let slow = trio(&[
        MISTAKEN,
        (
            "transit: \"1h\", sightings: true, retracts: true),\n    (id: \"onward\"",
            "transit: \"1h\", ingestion: \"50h\", sightings: true, retracts: true),\n    (id: \"onward\"",
        ),
    ]);
    assert!(lies(&slow, "b").iter().all(|item| item.retracted && item.t_deployed_s.is_none()));
    assert!(lies(&slow, "c").is_empty(), "nor is it passed on");
}

#[test]
fn what_another_vouches_for_stays() {
    let both = (
        "retracts: true),\n  ])",
        "retracts: true),\n    (id: \"direct\", from: [\"a\"], to: [\"c\"]),\n  ])",
    );
    let corroborated = trio(&[MISTAKEN, both]);
    let lies = lies(&corroborated, "c");
    assert_eq!(lies.len(), 40);
    let (told, duplicates): (Vec<&ShareRow>, Vec<&ShareRow>) =
        lies.into_iter().partition(|item| *item.from_team == *"a");
    assert!(told.iter().all(|item| item.fate == Fate::Unused), "a has not taken back what it told c itself");
    assert!(duplicates.iter().all(|item| item.retracted && item.t_deployed_s.is_none()));
    assert!(duplicates.iter().any(|item| item.fate == Fate::Duplicate));
}

#[test]
fn an_early_warning_that_was_wrong_is_taken_back() {
    // every alert is taken for an attack, and what trips a false indicator is told at once
    let early = |retracts: &str| {
        trio(&[
            MISTAKEN,
            ("specificity: 1.0", "specificity: 0.0"),
            ("withdraw_after: 2", "withdraw_after: 0"),
            ("trigger: Confirmation", "trigger: Suspicion"),
            ("retracts: true", retracts),
        ])
    };
    let (kept, taken_back) = (early("retracts: false"), early("retracts: true"));
    assert!(!lies(&kept, "b").is_empty() && lies(&kept, "b").iter().all(|item| !item.retracted));
    assert!(lies(&taken_back, "b").iter().any(|item| item.retracted));
    assert!(to(&taken_back, "b").iter().filter(|item| item.correct).all(|item| !item.retracted));
}
