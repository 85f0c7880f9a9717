//! Detection engineering: an indicator comes into force once somebody has written a rule for it.

use coalition::experiment::Replicate;

use super::{play, prevented, second, sum, team};

const NOBODY: &str = "defends: [\"second\"],";

/// The second side writes rules on these terms; it is told of the attack some 20 hours before it comes.
fn engineering(terms: &str) -> Vec<Replicate> {
    let team = format!("{NOBODY} engineering: (desk: \"l2\", {terms}),");
    play(&[(NOBODY, &team)])
}

/// Rules written by the second side without sharing and with it (h).
fn labour(replicates: &[Replicate]) -> [f64; 2] {
    [0, 1].map(|arm| sum(&team(replicates, arm, "b"), |row| row.engineering_labour_h))
}

#[test]
fn a_rule_takes_somebody_time_before_an_indicator_blocks() {
    let quick = engineering("work: \"15h\", ready: 0.0");
    assert_eq!(prevented(&second(&quick, 1)), 40);
    assert!((labour(&quick)[1] - 40.0 * 15.0).abs() < 1e-6, "{:?}", labour(&quick));
    let slow = engineering("work: \"30h\", ready: 0.0");
    assert_eq!(prevented(&second(&slow, 1)), 0, "the attack comes before the rule is there");
    assert!(labour(&slow)[1] > 0.0);
}

#[test]
fn an_indicator_with_a_rule_is_like_no_engineering_at_all() {
    let (plain, ready) = (play(&[]), engineering("work: \"30h\", ready: 1.0"));
    assert_eq!(labour(&ready), [0.0, 0.0]);
    for (plain, ready) in plain.iter().zip(&ready) {
        for arm in [0, 1] {
            assert_eq!(plain.arms[arm].incidents, ready.arms[arm].incidents);
            assert_eq!(plain.arms[arm].shares, ready.arms[arm].shares);
        }
    }
}

#[test]
fn rules_compete_with_hunts_for_the_same_people() {
    let hunted = |replicates: &[Replicate]| {
        let rows = replicates.iter().flat_map(|replicate| &replicate.arms[1].desks);
        let rows = rows.filter(|row| *row.team == *"b" && *row.desk == *"l2");
        rows.map(|row| row.queue_mean).sum::<f64>()
    };
    let one_seat = ("(id: \"l2\", analysts: 2)", "(id: \"l2\", analysts: 1)");
    let busy = format!("{NOBODY} engineering: (desk: \"l2\", work: \"15h\", ready: 0.0),");
    assert_eq!(hunted(&play(&[one_seat])), 0.0, "a hunt alone finds somebody free");
    assert!(hunted(&play(&[one_seat, (NOBODY, &busy)])) > 0.0);
}
