use super::*;

const METRIC: &str = "labour_h";

/// A scenario with one arm and one team, whose only metric has these values.
fn with(values: &[Option<f64>]) -> ScenarioBaseline {
    let team = TeamBaseline {
        team: "all".into(),
        order: String::new(),
        times: String::new(),
        results: String::new(),
        metrics: BTreeMap::from([(METRIC.to_owned(), values.to_vec())]),
    };
    ScenarioBaseline {
        scenario: "one".into(),
        file: "one.ron".into(),
        scenario_hash: String::new(),
        behaviour_version: 1,
        random_streams: String::new(),
        seed: 1,
        replications: 30,
        arms: vec![ArmBaseline {
            arm: "none".into(),
            inputs: String::new(),
            draws: String::new(),
            teams: vec![team],
        }],
    }
}

/// Thirty values that rise from 100 by one.
fn rising(change: impl Fn(usize) -> f64) -> Vec<Option<f64>> {
    (0..30_u32).map(|place| Some(100.0 + f64::from(place) + change(place as usize))).collect()
}

fn shift(new: &[Option<f64>], paired: bool) -> Shift {
    let found = compare(&with(&rising(|_| 0.0)), &with(new), Terms { margin: 0.01, paired });
    assert_eq!(found.cells.len(), 1);
    found.cells[0].shift
}

#[test]
fn a_change_is_judged_by_its_interval_and_the_margin() {
    // The margin is a hundredth of the mean: 1.145.
    assert_eq!(shift(&rising(|_| 0.0), true), Shift::Identical);
    assert_eq!(shift(&rising(|place| if place == 3 { 0.5 } else { 0.0 }), true), Shift::Equivalent);
    assert_eq!(shift(&rising(|_| 1.0), true), Shift::Equivalent);
    assert_eq!(shift(&rising(|_| 1.2), true), Shift::Shifted);
    assert_eq!(shift(&rising(|_| -1.2), true), Shift::Shifted);
    assert_eq!(shift(&rising(|place| if place % 2 == 0 { 9.0 } else { -7.0 }), true), Shift::Undecided);
}

#[test]
fn what_is_small_against_the_luck_is_seen_in_pairs_alone() {
    let small = rising(|_| 3.0);
    assert_eq!(shift(&small, true), Shift::Shifted);
    assert_eq!(shift(&small, false), Shift::Undecided);
    assert_eq!(shift(&rising(|_| 60.0), false), Shift::Shifted);
}

#[test]
fn another_spread_is_a_shift_among_strangers() {
    let wide: Vec<_> = (0..30).map(|place| Some(if place % 2 == 0 { 0.0 } else { 229.0 })).collect();
    assert_eq!(shift(&wide, false), Shift::Shifted);
}

#[test]
fn values_that_come_or_go_are_never_identical() {
    let mut gone = rising(|_| 0.0);
    gone[4] = None;
    assert_eq!(shift(&gone, true), Shift::Undecided);
    assert_eq!(shift(&[None], true), Shift::Shifted);
}

#[test]
fn one_value_stands_for_all() {
    let team = &with(&[Some(2.5)]).arms[0].teams[0];
    assert_eq!(team.values(METRIC, 30), Some(vec![Some(2.5); 30]));
    assert_eq!(team.values("no_such_metric", 30), None);
}
