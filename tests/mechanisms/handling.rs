//! How bad an incident is taken to be, and what follows from it.

use super::network_story::{story, told};
use super::{Replicate, TeamRow, play, sum, team};

/// Team `a` without sharing.
fn first(replicates: &[Replicate]) -> Vec<&TeamRow> {
    team(replicates, 0, "a")
}

fn total(replicates: &[Replicate], value: fn(&TeamRow) -> u64) -> u64 {
    first(replicates).into_iter().map(value).sum()
}

/// How bad the attack on the first side was taken to be, where all replicates agree.
fn severity(replicates: &[Replicate]) -> Option<&'static str> {
    let rows = replicates.iter().flat_map(|replicate| &replicate.arms[0].incidents);
    let mut all: Vec<_> = rows.filter(|row| *row.organisation == *"first").map(|row| row.severity).collect();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 1, "{all:?}");
    all[0]
}

const ANALYSIS: &str = "analysis: (desk: \"l2\"";

/// Both teams have this as well.
fn with(more: &str) -> String {
    format!("{more}, {ANALYSIS}")
}

/// Seen only when it has moved on to two servers.
const LATE: (&str, &str) = ("delay: \"1h\"", "delay: \"7h\"");

#[test]
fn severity_goes_by_the_hosts_that_the_team_knows_of() {
    assert_eq!(severity(&play(&[])), Some("medium"));
    assert_eq!(severity(&play(&[LATE])), Some("high"), "three hosts");
    assert_eq!(
        severity(&play(&[LATE, ("scope: 1.0", "scope: 0.0")])),
        Some("medium"),
        "it knows of one of them"
    );
    let jewels = with("assessment: (jewels: [\"servers\"])");
    assert_eq!(severity(&play(&[(ANALYSIS, &jewels)])), Some("medium"), "it holds no server");
    assert_eq!(severity(&play(&[LATE, (ANALYSIS, &jewels)])), Some("critical"));
    let many = with("assessment: (medium: 4, high: 5, critical: 6)");
    assert_eq!(severity(&play(&[LATE, (ANALYSIS, &many)])), Some("low"));
    let unnoticed = ("does: Achieve(impact: Encryption, targets: [\"servers\"])", "does: Act");
    let unseen = play(&[("detects: 1.0", "detects: 0.0"), unnoticed]);
    assert_eq!(severity(&unseen), None);
}

#[test]
fn reports_of_bad_incidents_are_written_and_their_deadlines_kept() {
    let duty = |rest: &str| with(&format!("reporting: (desk: \"l1\", {rest})"));
    let quick = duty("severity: High, warning: \"1h\", notification: \"4h\"");
    let plain = play(&[LATE]);
    assert_eq!(total(&plain, |row| row.warnings_in_time_n + row.reports_pending_n), 0);
    assert!(first(&plain).iter().all(|row| row.reports_in_time_share.is_none()));
    let kept = play(&[LATE, (ANALYSIS, &quick)]);
    assert_eq!(total(&kept, |row| row.warnings_in_time_n), 40);
    assert_eq!(total(&kept, |row| row.notifications_in_time_n), 40);
    assert_eq!(total(&kept, |row| row.warnings_missed_n + row.notifications_missed_n), 0);
    assert!((sum(&first(&kept), |row| row.reporting_labour_h) - 200.0).abs() < 1e-9);
    assert!(first(&kept).iter().all(|row| row.reports_in_time_share == Some(1.0)));
    // alerts wait longer meanwhile, and are the same
    assert_eq!(total(&plain, |row| row.alerts_n), total(&kept, |row| row.alerts_n));
    let wait = |replicates: &[Replicate]| sum(&first(replicates), |row| row.alert_wait_mean_s.unwrap_or(0.0));
    assert!(wait(&kept) > wait(&plain));
    let story = story(&[LATE, (ANALYSIS, &quick)]);
    for words in
        ["taken to be of high severity", "its notification is due in 3d", "its early warning is given"]
    {
        assert!(told(&story, words).is_some(), "`{words}`");
    }
    let mild = play(&[(ANALYSIS, &quick)]);
    assert_eq!(total(&mild, |row| row.warnings_in_time_n), 0, "one host is not significant");
}

#[test]
fn a_report_that_takes_too_long_misses_its_deadline() {
    let duty = |rest: &str| with(&format!("reporting: (desk: \"l1\", {rest})"));
    let slow = duty("warning: \"25h\", notification: \"40h\"");
    let slow = play(&[LATE, (ANALYSIS, &slow)]);
    assert_eq!(total(&slow, |row| row.warnings_missed_n), 40);
    assert_eq!(total(&slow, |row| row.notifications_in_time_n), 40, "65 h");
    assert!(first(&slow).iter().all(|row| row.reports_in_time_share == Some(0.5)));
    let slower = duty("warning: \"40h\", notification: \"40h\"");
    assert_eq!(total(&play(&[LATE, (ANALYSIS, &slower)]), |row| row.notifications_missed_n), 40, "80 h");
    let open = duty("warning: \"1h\", notification: \"40h\", notification_due: \"11d\"");
    let open = [LATE, (ANALYSIS, &open), ("duration: \"10d\"", "duration: \"20h\"")];
    let open = play(&open);
    assert_eq!(total(&open, |row| row.reports_pending_n), 40, "neither kept nor missed at ENDEX");
    assert!(first(&open).iter().all(|row| row.reports_in_time_share == Some(1.0)));
}
