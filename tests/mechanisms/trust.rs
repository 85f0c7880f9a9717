//! What stands between teams: trust, reciprocity, leaks, and a platform that gets things wrong.

use coalition::metrics::records::{Fate, ShareRow};

use super::items::{MISTAKEN, items, lies, spared, to, total, trio};
use super::{Replicate, play, prevented, second, team};

const STRATEGIES: &str = "arrangement: (strategies:";

fn arrangement(more: &str) -> (&'static str, String) {
    (STRATEGIES, format!("arrangement: ({more}, strategies:"))
}

fn with(
    scenario: fn(&[(&str, &str)]) -> Vec<Replicate>,
    changes: &[(&'static str, String)],
) -> Vec<Replicate> {
    let changes: Vec<(&str, &str)> = changes.iter().map(|(from, to)| (*from, to.as_str())).collect();
    scenario(&changes)
}

fn rule(more: &str) -> (&'static str, String) {
    ("leak: 0.0", format!("leak: 0.0, {more}"))
}

fn mistaken() -> (&'static str, String) {
    (MISTAKEN.0, MISTAKEN.1.to_owned())
}

/// In all replicates in which whoever has lost trust acts on a report all the same, which are nearly all.
#[track_caller]
fn assert_trust(replicates: &[Replicate], id: &str, expected: f64) {
    let acts = |replicate: &&Replicate| {
        items(std::slice::from_ref(*replicate)).iter().all(|item| item.fate != Fate::Ignored)
    };
    let heard: Vec<Replicate> = replicates.iter().filter(acts).cloned().collect();
    assert!(heard.len() * 4 >= replicates.len() * 3, "{} of {}", heard.len(), replicates.len());
    for row in team(&heard, 1, id) {
        let trust = row.trust_mean.expect("trust is written");
        assert!((trust - expected).abs() < 1e-9, "{id} is trusted at {trust}, not {expected}");
    }
}

fn all(replicates: &[Replicate], fits: impl Fn(&ShareRow) -> bool) -> bool {
    let items = items(replicates);
    !items.is_empty() && items.into_iter().all(fits)
}

#[test]
fn a_receiver_acts_as_far_as_it_trusts() {
    let trusting = |start: &str| with(play, &[arrangement(&format!("trust: (start: {start}, floor: 0.0)"))]);
    let count = |replicates: &[Replicate]| prevented(&second(replicates, 1));
    assert_eq!(count(&trusting("1.0")), 40);
    let half = count(&trusting("0.5"));
    assert!((8..32).contains(&half), "{half}");
    let none = trusting("0.0");
    assert_eq!(count(&none), 0);
    assert!(all(&none, |item| item.fate == Fate::Ignored));
    let one =
        with(play, &[arrangement("trust: (start: 0.0, between: [(of: \"b\", toward: \"a\", start: 1.0)])")]);
    assert_eq!(count(&one), 40);
    assert!(team(&play(&[]), 1, "a").iter().all(|row| row.trust_mean.is_none()));
}

#[test]
fn trust_moves_with_experience() {
    let moves = |more: &[(&'static str, String)]| {
        let trust = "trust: (start: 1.0, gain: 0.1, false_alert: 0.1, retraction: 0.2, leak: 0.3, notices: 1.0, floor: 0.5)";
        with(trio, &[&[arrangement(trust), mistaken()], more].concat())
    };
    // a takes one item back from b, and b from c; what is true c finds in its own attack
    let base = moves(&[]);
    assert_trust(&base, "a", f64::midpoint(1.0 - 0.2, 1.0));
    assert_trust(&base, "b", f64::midpoint(1.0, 1.0 - 0.2 + 0.1));
    assert_trust(&base, "c", 1.0);
    // nobody takes anything back, and what is false trips: each closes two alerts before it withdraws the item
    let alarms = [
        ("hits: \"0.0000001/h\"", "hits: \"1/h\"".to_owned()),
        ("retracts: true", "retracts: false".to_owned()),
    ];
    let tripped = moves(&alarms);
    assert_trust(&tripped, "a", f64::midpoint(1.0 - 0.2, 1.0));
    assert_trust(&tripped, "b", f64::midpoint(1.0, 1.0 - 0.2 + 0.1));
    let often =
        moves(&[alarms[0].clone(), alarms[1].clone(), ("withdraw_after: 2", "withdraw_after: 0".to_owned())]);
    assert_trust(&often, "a", f64::midpoint(0.5, 1.0));
    // a sighting is a gain for whoever sends it
    let low = "trust: (start: 1.0, gain: 0.1, between: [(of: \"a\", toward: \"b\", start: 0.6)])";
    assert_trust(&with(trio, &[arrangement(low)]), "b", f64::midpoint(0.6 + 0.1, 1.0));
    let silent = [arrangement(low), ("sightings: true", "sightings: false".to_owned())];
    assert_trust(&with(trio, &silent), "b", f64::midpoint(0.6, 1.0));
}

#[test]
fn a_rule_and_a_channel_can_ask_for_trust() {
    let trust = |start: &str, more: &str| arrangement(&format!("trust: (start: {start}){more}"));
    let asks = || rule("acts: 1.0, min_trust: 0.6");
    let withheld = with(play, &[trust("0.5", ""), asks()]);
    assert!(all(&withheld, |item| item.fate == Fate::WithheldTrust && item.t_released_s.is_none()));
    assert_eq!(total(&withheld, "a", |row| row.items_withheld_relations_n), 40);
    assert!(all(&with(play, &[trust("0.7", ""), asks()]), |item| item.t_received_s.is_some()));
    let wire = |start: &str| {
        let channel = ", channels: [(id: \"wire\", kind: Machine, min_trust: 0.6)]";
        with(play, &[trust(start, channel), rule("over: \"wire\"")])
    };
    assert!(all(&wire("0.5"), |item| item.fate == Fate::Ignored && item.t_received_s.is_some()));
    assert_eq!(prevented(&second(&wire("1.0"), 1)), 40);
}

#[test]
fn whoever_gives_nothing_gets_nothing_after_a_while() {
    // two items in each replicate: what is true, and what is false
    let asks = |more: &str| with(play, &[mistaken(), rule(more)]);
    let fates = |replicates: &[Replicate]| {
        items(replicates).iter().filter(|item| item.fate == Fate::WithheldReciprocity).count()
    };
    assert_eq!(items(&asks("reciprocity: 0.0")).len(), 80);
    assert_eq!(fates(&asks("reciprocity: 0.5, grace: 0")), 40, "the first is given in advance");
    assert_eq!(fates(&asks("reciprocity: 0.5, grace: 1")), 40);
    assert_eq!(fates(&asks("reciprocity: 0.5, grace: 2")), 0);
    assert_eq!(fates(&asks("reciprocity: 0.0, grace: 0")), 0);
    let strict = asks("reciprocity: 0.5, grace: 0");
    assert!(team(&strict, 1, "b").iter().all(|row| (row.free_ride_ratio - 1.0).abs() < 1e-9));
    assert!(team(&asks("grace: 2"), 1, "b").iter().all(|row| (row.free_ride_ratio - 2.0).abs() < 1e-9));
}

#[test]
fn a_platform_gets_the_same_thing_wrong_for_all() {
    let hub = |error: &str| {
        with(
            trio,
            &[
                arrangement(&format!("channels: [(id: \"hub\", kind: Hub(error: {error}))]")),
                (
                    "from: [\"a\"], to: [\"b\"], trigger: Confirmation, transit: \"1h\"",
                    "from: [\"a\"], trigger: Confirmation, over: \"hub\"".to_owned(),
                ),
            ],
        )
    };
    let (right, wrong, some) = (hub("0.0"), hub("1.0"), hub("0.5"));
    assert_eq!((spared(&right), spared(&wrong)), (20, 0));
    assert!(all(&right, |item| item.correct && !item.garbled));
    let first_hand = |replicates: &[Replicate], receiver: &str| -> Vec<bool> {
        let items = to(replicates, receiver);
        items.into_iter().filter(|item| *item.from_team == *"a").map(|item| item.garbled).collect()
    };
    assert_eq!(first_hand(&wrong, "b"), vec![true; 20]);
    assert!(lies(&wrong, "c").len() >= 20);
    assert_eq!(total(&wrong, "b", |row| row.items_garbled_n), 20);
    let (at_b, at_c) = (first_hand(&some, "b"), first_hand(&some, "c"));
    assert_eq!(at_b, at_c, "whoever fetches it gets the same");
    assert!((4..17).contains(&at_b.iter().filter(|garbled| **garbled).count()));
}

#[test]
fn items_leak_one_by_one_and_at_their_receivers() {
    let count = |replicates: &[Replicate]| prevented(&second(replicates, 1));
    let on_the_way = with(play, &[rule("leak_items: 1.0")]);
    assert_eq!(count(&on_the_way), 0, "the domain is another one a day later");
    assert!(all(&on_the_way, |item| item.leaked));
    assert_eq!(total(&on_the_way, "a", |row| row.items_leaked_n), 40);
    let at = |id: &str| arrangement(&format!("parties: [(team: \"{id}\", leaks: 1.0)]"));
    assert_eq!(count(&with(play, &[at("b")])), 0);
    assert_eq!(count(&with(play, &[at("a")])), 40, "a gets nothing that could leak there");
    let half = with(play, &[rule("leak_items: 0.5")]);
    let leaked = items(&half).iter().filter(|item| item.leaked).count();
    assert!((8..32).contains(&leaked));
    assert_eq!(count(&half), 40 - leaked);
    let noticed = |notices: &str| {
        let leak = format!(
            "parties: [(team: \"b\", leaks: 1.0)], trust: (start: 1.0, leak: 0.3, notices: {notices})"
        );
        with(play, &[arrangement(&leak)])
    };
    assert_trust(&noticed("1.0"), "b", 0.7);
    assert_trust(&noticed("0.0"), "b", 1.0);
}

/// The campaign leaves behind what all hosts depend on.
fn decoy(taken: &str) -> (&'static str, String) {
    let decoy =
        format!("decoys: [(id: \"portal\", kind: Domain, taken: {taken}, stops: [\"h\"])], does: Enter");
    ("does: Enter", decoy)
}

fn down(replicates: &[Replicate], id: &str) -> f64 {
    team(replicates, 1, id).iter().map(|row| row.down_overblocking_host_h).sum()
}

#[test]
fn a_decoy_stops_what_depends_on_it_wherever_it_is_blocked() {
    let stubborn = || ("retracts: true", "retracts: false".to_owned());
    let poisoned = with(trio, &[decoy("1.0"), stubborn()]);
    assert_eq!(total(&poisoned, "b", |row| row.items_poisoned_n), 20);
    assert_eq!(to(&poisoned, "b").iter().filter(|item| item.poisoned && !item.correct).count(), 20);
    // twenty hosts, from two and a half hours on, in each of twenty replicates
    assert!((down(&poisoned, "b") - 20.0 * 20.0 * 237.5).abs() < 1e-6, "{}", down(&poisoned, "b"));
    assert_eq!(down(&with(trio, &[decoy("0.0"), stubborn()]), "b"), 0.0);
    let amber = with(
        trio,
        &[
            decoy("1.0"),
            stubborn(),
            ("trigger: Confirmation", "trigger: Confirmation, pap: Amber".to_owned()),
        ],
    );
    assert_eq!(down(&amber, "b"), 0.0, "what is not blocked harms nobody");
    let half = with(trio, &[decoy("0.5"), stubborn()]);
    assert!((4..17).contains(&total(&half, "b", |row| row.items_poisoned_n)));
}

#[test]
fn what_depends_on_a_decoy_is_back_when_it_is_out_of_force() {
    let kept = with(trio, &[decoy("1.0"), ("retracts: true", "retracts: false".to_owned())]);
    let taken_back = with(trio, &[decoy("1.0")]);
    // a has two false alerts within a few hours and takes it back
    assert!(down(&taken_back, "b") > 0.0 && down(&taken_back, "b") < down(&kept, "b") / 20.0);
    assert!(down(&kept, "a") < down(&kept, "b") / 20.0, "a finds out by itself");
    assert!(
        to(&taken_back, "b").iter().filter(|item| item.poisoned).all(|item| item.fate == Fate::Retracted)
    );
}

#[test]
fn what_another_vouches_for_stays_in_force() {
    let direct = (
        "retracts: true),\n  ])",
        "retracts: true),\n    (id: \"direct\", from: [\"a\"], to: [\"c\"]),\n  ])".to_owned(),
    );
    let alone = with(trio, &[decoy("1.0")]);
    let vouched = with(trio, &[decoy("1.0"), direct]);
    let of_b = |replicates: &[Replicate]| {
        to(replicates, "c")
            .iter()
            .filter(|item| item.poisoned && *item.from_team == *"b" && item.retracted)
            .count()
    };
    assert_eq!((of_b(&alone), of_b(&vouched)), (20, 20), "b takes it back either way");
    // a told c itself, under a rule that takes nothing back: the block lasts from an hour and a half until ENDEX
    assert!((down(&vouched, "c") - 20.0 * 20.0 * 238.5).abs() < 1e-6, "{}", down(&vouched, "c"));
    assert!(down(&alone, "c") < down(&vouched, "c") / 20.0, "{}", down(&alone, "c"));
}
