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

const NO_RULE: &str = "analysis: (desk: \"l2\"";

/// Both teams put alerts together by this.
fn by(correlation: &str) -> String {
    format!("correlation: ({correlation}), {NO_RULE}")
}

/// Another attack on the first side, ten minutes later, at the only computer that there is.
const ANOTHER: [(&str, &str); 2] = [
    ("(id: \"pcs\", zone: \"in\", count: 20)", "(id: \"pcs\", zone: \"in\", count: 1)"),
    (
        "campaigns: [(\n",
        "campaigns: [(id: \"d\", actor: \"someone\", start: \"10min\", victims: [(organisation: \"first\")], steps: [
           (id: \"enter\", technique: \"T1195\", tactic: InitialAccess, does: Enter(targets: [\"pcs\"], through: Trusted))]), (\n",
    ),
];

#[test]
fn an_alert_that_looks_alike_is_put_to_the_incident_of_another_attack() {
    let taken_in = play(&ANOTHER);
    assert_eq!(total(&taken_in, |row| row.alerts_true_n), 80);
    assert_eq!(total(&taken_in, |row| row.incidents_opened_n), 40, "nobody sees that these are two");
    assert_eq!(total(&taken_in, |row| row.alerts_misjoined_n), 40);
    assert_eq!(total(&taken_in, |row| row.detected_n), 40, "the other attack is not understood");
    let rule = by("host: false");
    let apart = play(&[ANOTHER[0], ANOTHER[1], (NO_RULE, &rule)]);
    assert_eq!(total(&apart, |row| row.alerts_true_n), 80, "the same alerts come in");
    assert_eq!(total(&apart, |row| row.incidents_opened_n), 80);
    assert_eq!(total(&apart, |row| row.alerts_misjoined_n), 0);
    assert_eq!(total(&apart, |row| row.detected_n), 80);
}

/// The second step is seen too, at another host, and nothing that it shows was seen before.
const TWO_TRACES: [(&str, &str); 3] = [
    ("hosts: 2,", "hosts: 1,"),
    ("techniques: [\"T1195\"]", "techniques: [\"T1195\", \"T1210\"]"),
    ("duration: \"6h\",\n       does: Move", "duration: \"10min\",\n       does: Move"),
];

#[test]
fn one_attack_is_two_incidents_until_analysis_shows_that_it_is_one() {
    let with = |rule: &str| {
        let rule = by(rule);
        play(&[TWO_TRACES[0], TWO_TRACES[1], TWO_TRACES[2], (NO_RULE, &rule)])
    };
    let split = with("");
    assert_eq!(total(&split, |row| row.incidents_split_n), 40);
    assert_eq!(total(&split, |row| row.incidents_merged_n), 40, "both come upon the same hosts");
    assert_eq!(total(&split, |row| row.alerts_misjoined_n), 0);
    let never = with("host: false, indicator: false");
    assert_eq!(total(&never, |row| row.incidents_merged_n), 0);
    let coarse = with("organisation: true");
    assert_eq!(total(&coarse, |row| row.incidents_split_n), 0);
    assert_eq!(total(&coarse, |row| row.incidents_opened_n), 40);
    assert!(total(&coarse, |row| row.alerts_misjoined_n) > 40, "harmless alerts are put to it as well");
    let quick = with("organisation: true, window: \"1min\"");
    assert!(total(&quick, |row| row.alerts_misjoined_n) < total(&coarse, |row| row.alerts_misjoined_n) / 10);
}
