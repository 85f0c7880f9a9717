//! What a team makes of alerts and incidents.

use super::{Replicate, TeamRow, play, sum, team};

/// Team `a` without sharing.
fn first(replicates: &[Replicate]) -> Vec<&TeamRow> {
    team(replicates, 0, "a")
}

fn total(replicates: &[Replicate], value: fn(&TeamRow) -> u64) -> u64 {
    first(replicates).into_iter().map(value).sum()
}

const TRIAGE: &str = "sensitivity: 1.0, specificity: 1.0";
const NOISE: &str = "(id: \"siem\", rate: \"2/h\")";
const HARMLESS: (&str, &str) = (NOISE, "(id: \"siem\", rate: \"2/h\", kind: BenignTrigger)");

#[test]
fn benign_triggers_are_judged_by_a_chance_of_their_own() {
    let plain = play(&[HARMLESS]);
    let noise = total(&plain, |row| row.alerts_false_n);
    assert!(noise > 10_000, "{noise}");
    assert_eq!(total(&plain, |row| row.alerts_benign_n), noise);
    assert_eq!(total(&plain, |row| row.alerts_escalated_benign_n), 0);
    let fooled = [HARMLESS, (TRIAGE, "sensitivity: 1.0, specificity: 1.0, benign_specificity: 0.9")];
    let fooled = play(&fooled);
    assert_eq!(total(&fooled, |row| row.alerts_false_n), noise, "the same alerts come in");
    let share = total(&fooled, |row| row.alerts_escalated_benign_n) as f64 / noise as f64;
    assert!((share - 0.1).abs() < 0.01, "{share}");
    assert_eq!(total(&fooled, |row| row.alerts_escalated_false_n), 0);
    assert!(total(&fooled, |row| row.false_incidents_n) > 500, "each is a suspicion that comes to nothing");
    assert!(first(&fooled).iter().all(|row| row.triage_precision.is_some_and(|precision| precision < 0.5)));
}

#[test]
fn false_alarms_are_not_benign_and_keep_their_chance() {
    let wrong = [(TRIAGE, "sensitivity: 1.0, specificity: 0.9, benign_specificity: 1.0")];
    let wrong = play(&wrong);
    assert_eq!(total(&wrong, |row| row.alerts_benign_n), 0);
    assert!(total(&wrong, |row| row.alerts_escalated_false_n) > 500);
    let harmless = play(&[HARMLESS, (TRIAGE, "sensitivity: 1.0, specificity: 0.9, benign_specificity: 1.0")]);
    assert_eq!(total(&harmless, |row| row.alerts_escalated_benign_n + row.alerts_escalated_false_n), 0);
}

#[test]
fn triage_closes_some_alerts_from_attacks() {
    let keen = play(&[]);
    assert_eq!(total(&keen, |row| row.alerts_missed_n), 0);
    assert!(first(&keen).iter().all(|row| row.triage_recall == Some(1.0)));
    let blind = play(&[(TRIAGE, "sensitivity: 0.0, specificity: 1.0")]);
    assert!(first(&blind).iter().all(|row| row.alerts_missed_n > 0 && row.triage_recall == Some(0.0)));
    assert_eq!(sum(&first(&blind), |row| row.detected_n as f64), 0.0);
}
