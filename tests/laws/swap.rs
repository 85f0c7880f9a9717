//! Nobody is first: where nothing is left to luck, two teams that swap names and all that is theirs swap what they get.

use std::path::Path;

use coalition::metrics::METRICS;
use coalition::metrics::RunRecord;

use super::{parse, play};

/// The runs of both arms, the two sides having these names.
fn arms(one: &str, two: &str) -> Vec<RunRecord> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/laws/swap.ron");
    let text = std::fs::read_to_string(path).expect("the scenario reads");
    let scenario = parse(&text.replace("ONE", one).replace("TWO", two));
    let mut results = play(&scenario, 1, 1);
    results.replicates.remove(0).arms
}

/// What happened at a team, without the numbers that things are given in the order in which they happen.
fn told(record: &RunRecord, team: &str) -> Vec<String> {
    let place = record.teams.iter().position(|row| &*row.team == team).expect("the team is there");
    let metrics =
        METRICS.iter().map(|metric| format!("{}: {:?}", metric.name, metric.of_team(&record.teams[place])));
    let incidents = record.incidents.iter().filter(|row| &*row.team == team).map(|row| {
        format!("{} {:?} {:?} {:?}", row.campaign, row.t_det_s, row.t_cont_s, row.hosts_compromised_n)
    });
    let items = record
        .shares
        .iter()
        .filter(|row| &*row.to_team == team)
        .map(|row| format!("{} {:?} {:?} {:?}", row.rule, row.t_created_s, row.t_received_s, row.fate));
    metrics.chain(incidents).chain(items).collect()
}

#[track_caller]
fn assert_same(one: &RunRecord, other: &RunRecord, teams: (&str, &str)) {
    let (one, other) = (told(one, teams.0), told(other, teams.1));
    assert_eq!(one.len(), other.len());
    for (one, other) in one.iter().zip(&other) {
        assert_eq!(one, other, "{} and {}", teams.0, teams.1);
    }
}

#[test]
fn two_teams_that_swap_everything_swap_what_they_get() {
    let (before, after) = (arms("alpha", "zulu"), arms("zulu", "alpha"));
    assert_eq!(before.len(), 2);
    for (before, after) in before.iter().zip(&after) {
        assert_same(before, after, ("alpha", "zulu"));
        assert_same(before, after, ("zulu", "alpha"));
    }
    let [none, both] = &before[..] else { panic!("two arms") };
    assert_ne!(told(none, "alpha"), told(none, "zulu"), "the sides differ");
    assert_ne!(told(none, "zulu"), told(both, "zulu"), "sharing changes something");
    assert!(
        both.shares.iter().any(|item| &*item.to_team == "alpha")
            && both.shares.iter().any(|item| &*item.to_team == "zulu")
    );
}
