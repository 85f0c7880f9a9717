//! `coalition trace`: one play, event by event.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{DUO, SOLO, complains, prints};

fn csv_rows(text: &str) -> Vec<csv::StringRecord> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("a header row");
    assert_eq!(header, vec!["fact", "t_s", "who", "kind", "what", "cause"]);
    reader.records().map(|row| row.expect("a row")).collect()
}

/// The number behind a mark such as `#` or `← #`, if the line has one.
fn number_behind(line: &str, mark: &str) -> Option<u32> {
    let (_, rest) = line.rsplit_once(mark)?;
    rest.split_whitespace().next()?.parse().ok()
}

#[test]
fn the_story_of_a_play_reads_as_it_should() {
    insta::assert_snapshot!("story", prints(&["trace", DUO, "-k", "1", "--strategy", "tell"]));
}

#[test]
fn every_arrow_of_the_story_leads_to_a_line_above() {
    for strategy in ["none", "tell", "ideal"] {
        for replication in ["0", "1", "2", "3"] {
            let story = prints(&["trace", DUO, "-k", replication, "--strategy", strategy]);
            let mut shown = BTreeSet::new();
            for line in story.lines() {
                let (before, cause) = line.split_once("  ← ").unwrap_or((line, ""));
                if let Some(cause) = number_behind(cause, "#") {
                    assert!(shown.contains(&cause), "{strategy}, {replication}: {line}");
                }
                let (_, rest) = before.split_once('#').expect("a number");
                let number: u32 = rest.split(' ').next().expect("a number").parse().expect("a number");
                shown.insert(number);
            }
            assert!(shown.len() > 5, "{story}");
        }
    }
}

#[test]
fn every_format_has_every_fact_and_every_cause_is_an_earlier_one() {
    for (scenario, strategy) in
        [(DUO, "none"), (DUO, "tell"), (DUO, "ideal"), (SOLO, "none"), (SOLO, "ideal")]
    {
        let arguments = ["trace", scenario, "--strategy", strategy];
        let printed = |more: &[&str]| prints(&[&arguments, more].concat());
        let rows = csv_rows(&printed(&["--format", "csv"]));
        let lines: Vec<Value> = printed(&["--format", "json"])
            .lines()
            .map(|line| serde_json::from_str(line).expect("an object a line"))
            .collect();
        let all = printed(&["--all"]);
        let story = printed(&[]);
        assert_eq!(rows.len(), lines.len());
        assert_eq!(rows.len(), all.lines().count());
        assert!(story.lines().count() <= rows.len());
        assert!(scenario != DUO || story.lines().count() < rows.len(), "background is left out");
        let mut caused = 0;
        for (number, (row, line)) in rows.iter().zip(&lines).enumerate() {
            assert_eq!(row[0], number.to_string(), "facts are numbered in their order");
            assert_eq!(line["fact"], number);
            assert_eq!(line["what"], row[4]);
            if let Ok(cause) = row[5].parse::<usize>() {
                assert!(cause < number, "fact {number} has the cause {cause}");
                assert_eq!(line["cause"], cause);
                caused += 1;
            } else {
                assert!(row[5].is_empty() && line["cause"].is_null(), "{row:?}");
            }
        }
        assert!(caused > 0, "some facts have causes");
    }
}

#[test]
fn time_never_runs_backwards() {
    let rows = csv_rows(&prints(&["trace", DUO, "--format", "csv", "--strategy", "tell"]));
    let times: Vec<f64> = rows.iter().map(|row| row[1].parse().expect("seconds")).collect();
    assert!(times.is_sorted());
}

#[test]
fn the_seed_and_the_number_of_the_replicate_choose_the_play() {
    let first = prints(&["trace", DUO]);
    assert_eq!(first, prints(&["trace", DUO, "-k", "0", "--seed", "7", "--strategy", "none"]));
    assert_ne!(first, prints(&["trace", DUO, "-k", "1"]));
    assert_ne!(first, prints(&["trace", DUO, "--seed", "8"]));
    assert!(!prints(&["trace", DUO, "-k", "4294967295"]).is_empty(), "any replicate can be looked at");
}

#[test]
fn an_unknown_strategy_is_refused_with_those_there_are() {
    let said = complains(2, &["trace", DUO, "--strategy", "shout"]);
    assert_eq!(
        said,
        "error: `shout` is no strategy of this scenario: use none, ideal, tell, or one of `coalition strategies`\n"
    );
    let said = complains(2, &["trace", SOLO, "--strategy", "tell"]);
    assert_eq!(
        said,
        "error: `tell` is no strategy of this scenario: use none, ideal, or one of `coalition strategies`\n"
    );
}

#[test]
fn a_scenario_that_is_wrong_has_no_trace() {
    assert!(complains(1, &["trace", crate::FAULTY]).ends_with("error: the scenario has errors\n"));
    assert!(complains(2, &["trace", "tests/cli/missing.ron"]).contains("check the path"));
}
