//! What sharing did to attacks, told apart, and what items were worth.

use coalition::metrics::records::{Fate, IncidentRow};

use super::items::trio;
use super::kinds::{passes, receiver, to, with};
use super::{Replicate, play, second, sum, team};

/// Attacks on the second side: prevented, predicted, detected and helped with by what was shared.
fn effects(replicates: &[Replicate], arm: usize) -> [usize; 4] {
    let rows = second(replicates, arm);
    let count = |fits: fn(&IncidentRow) -> bool| rows.iter().filter(|row| fits(row)).count();
    let split = [
        count(|row| row.effect_prevented),
        count(|row| row.effect_predicted),
        count(|row| row.effect_detected),
        count(|row| row.effect_responded),
    ];
    let totals = [
        sum(&team(replicates, arm, "b"), |row| row.effect_prevented_n as f64),
        sum(&team(replicates, arm, "b"), |row| row.effect_predicted_n as f64),
        sum(&team(replicates, arm, "b"), |row| row.effect_detected_n as f64),
        sum(&team(replicates, arm, "b"), |row| row.effect_responded_n as f64),
    ];
    assert_eq!(split.map(|one| one as f64), totals, "incidents and teams say the same");
    split
}

fn any(replicates: &[Replicate]) -> usize {
    sum(&team(replicates, 1, "b"), |row| row.effect_any_n as f64) as usize
}

#[test]
fn each_effect_is_told_from_the_others() {
    let sees = to("detects: 0.0", "detects: 1.0, delay: \"7h\"");
    let blocks = play(&[]);
    assert_eq!(effects(&blocks, 0), [0; 4], "nothing is shared");
    // what is blocked is seen, and recognised, as well
    assert_eq!(effects(&blocks, 1)[0], 40);
    assert_eq!(any(&blocks), 40, "an attack counts once");
    let warning = receiver("posture: (lasts: \"3d\", sensing: 1.0, alarms: 1.0, suspicion: 1.0)");
    let warned = with(&[passes("EarlyWarning"), sees.clone(), warning.clone()]);
    assert_eq!(effects(&warned, 1), [0, 40, 0, 0]);
    let short = receiver("posture: (lasts: \"10min\", sensing: 1.0, alarms: 1.0, suspicion: 1.0)");
    assert_eq!(
        effects(&with(&[passes("EarlyWarning"), sees.clone(), short]), 1),
        [0; 4],
        "it was over by then"
    );
    let told = with(&[passes("IncidentReport"), sees.clone()]);
    assert_eq!(effects(&told, 1), [0, 0, 0, 40]);
    let watches = with(&[passes("Indicators"), to("pap: Green", "pap: Amber"), sees]);
    assert_eq!(effects(&watches, 1), [0, 0, 40, 40]);
    assert_eq!(any(&watches), 40);
}

#[test]
fn what_items_are_worth_is_counted_at_their_sender() {
    let mean = |replicates: &[Replicate], value: fn(&super::TeamRow) -> Option<f64>| {
        let rows = team(replicates, 1, "a");
        let values: Vec<f64> = rows.iter().filter_map(|row| value(row)).collect();
        assert_eq!(values.len(), 40);
        values.iter().sum::<f64>() / 40.0
    };
    let base = play(&[]);
    assert!(team(&base, 1, "b").iter().all(|row| row.items_utility.is_none()), "it has sent nothing");
    for value in [
        |row: &super::TeamRow| row.items_correctness,
        |row: &super::TeamRow| row.items_relevance,
        |row: &super::TeamRow| row.items_utility,
        |row: &super::TeamRow| row.items_uniqueness,
    ] {
        assert!((mean(&base, value) - 1.0).abs() < 1e-9);
    }
    // one of two items is false, and is of no use
    let mistaken = play(&[("false_indicators: 0.0", "false_indicators: 1.0")]);
    assert!((mean(&mistaken, |row| row.items_correctness) - 0.5).abs() < 1e-9);
    assert!((mean(&mistaken, |row| row.items_relevance) - 0.5).abs() < 1e-9);
    assert!((mean(&mistaken, |row| row.items_utility) - 0.5).abs() < 1e-9);
    // the third side hears it from the first, and then from the second
    let twice = trio(&[("to: [\"b\"], trigger: Confirmation", "to: [\"b\", \"c\"], trigger: Confirmation")]);
    let news = |id: &str| {
        let rows = team(&twice, 1, id);
        rows.iter().filter_map(|row| row.items_uniqueness).collect::<Vec<f64>>()
    };
    assert_eq!((news("a"), news("b")), (vec![1.0; 20], vec![0.0; 20]));
    let repeated = twice.iter().flat_map(|one| &one.arms[1].shares).filter(|item| item.duplicate);
    assert_eq!(repeated.clone().count(), 20);
    assert!(repeated.clone().all(|item| item.fate == Fate::Duplicate && item.relevant));
}
