//! `coalition run`: what it prints.

use serde_json::Value;

use crate::common::{files, rows};
use crate::{DUO, SOLO, complains, prints, text};

/// What a run with these arguments prints, into a folder of its own.
fn run(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = text(&folder.path().join("out"));
    prints(&[&["run", "--out", &out], arguments].concat())
}

#[test]
fn the_summary_reads_as_it_should() {
    insta::assert_snapshot!("summary", run(&[DUO, "-n", "10"]));
}

#[test]
fn one_replicate_claims_nothing() {
    let summary = run(&[DUO, "-n", "1"]);
    insta::assert_snapshot!("summary-of-one", summary);
}

#[test]
fn a_team_alone_has_a_summary_without_comparison() {
    insta::assert_snapshot!("summary-of-one-team", run(&[SOLO]));
}

#[test]
fn a_run_with_no_strategy_chosen_compares_nothing() {
    let summary = run(&[DUO, "-n", "2", "--strategies", "none"]);
    assert!(summary.contains("2 replicates with seed 7, each played without sharing.\n"), "{summary}");
    assert!(summary.contains("nothing to compare"), "{summary}");
    for silly in ["0 strategies", "verdict", "interval"] {
        assert!(!summary.contains(silly), "`{silly}` in {summary}");
    }
}

#[test]
fn lines_fit_the_width_that_they_are_laid_out_for() {
    for arguments in [[DUO, "-n", "2"], [SOLO, "-n", "2"]] {
        let summary = run(&arguments);
        let widest = summary.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(110), "{summary}");
    }
}

#[test]
fn every_format_tells_the_same_comparison() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("out");
    let out = text(&path);
    let printed = |format| prints(&["run", DUO, "-n", "10", "--out", &out, "--format", format]);

    let csv = printed("csv");
    assert_eq!(csv.as_bytes(), files(&path)["comparison.csv"], "what is printed is what is written");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let columns: Vec<String> =
        reader.headers().expect("a header row").iter().map(ToOwned::to_owned).collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();

    let json = printed("json");
    let objects: Vec<Value> = serde_json::from_str(&json).expect("a JSON array");
    assert_eq!(objects.len(), rows.len());
    for (object, row) in objects.iter().zip(&rows) {
        let object = object.as_object().expect("an object a row");
        assert!(object.keys().eq(&columns), "columns in their order");
        for (value, cell) in object.values().zip(row) {
            match value {
                Value::Null => assert_eq!(cell, ""),
                Value::String(text) => assert_eq!(cell, text),
                number => {
                    // The library reads the last digit of a number in a hurry.
                    let (cell, number) = (cell.parse().ok(), number.as_f64());
                    let (cell, number): (f64, f64) = cell.zip(number).expect("both are numbers");
                    assert!((cell - number).abs() <= 1e-15 * cell.abs(), "{cell} and {number}");
                }
            }
        }
    }

    let markdown = printed("markdown");
    let lines = markdown.lines().filter(|line| line.starts_with("| ")).count();
    assert_eq!(lines, rows.len() + 1, "a header, and a line a row");
    let beginning: Vec<&str> = markdown.lines().take(12).collect();
    insta::assert_snapshot!("markdown", beginning.join("\n"));
}

#[test]
fn formats_without_a_comparison_are_still_of_their_format() {
    assert_eq!(run(&[SOLO, "-n", "2", "--format", "json"]), "[]\n");
    assert_eq!(run(&[SOLO, "-n", "2", "--format", "csv"]).lines().count(), 1);
    let markdown = run(&[SOLO, "-n", "2", "--format", "markdown"]);
    assert!(markdown.contains("nothing to compare") && !markdown.contains('|'), "{markdown}");
}

#[test]
fn a_quiet_run_says_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("out");
    let output = crate::ends(0, &["run", DUO, "-n", "2", "-q", "--out", &text(&out)]);
    assert!(output.stdout.is_empty() && output.stderr.is_empty(), "{output:?}");
    assert!(files(&out).contains_key("manifest.json"), "it writes all the same");
}

#[test]
fn an_unknown_strategy_is_refused_with_those_there_are() {
    let said = complains(2, &["run", DUO, "--strategies", "tell,shout"]);
    assert_eq!(
        said,
        "error: `shout` is no strategy of this scenario: use none, tell, or one of `coalition strategies`\n"
    );
    let said = complains(2, &["run", SOLO, "--strategies", "shout"]);
    assert_eq!(
        said,
        "error: `shout` is no strategy of this scenario: use none, or one of `coalition strategies`\n"
    );
}

#[test]
fn senseless_numbers_are_refused() {
    for (option, value) in
        [("--replications", "0"), ("-n", "-1"), ("-n", "1e3"), ("--jobs", "0"), ("--seed", "-1"), ("-n", "")]
    {
        let said = complains(2, &["run", DUO, option, value]);
        assert!(said.starts_with("error: ") && said.contains("--help"), "{option} {value}: {said}");
    }
}

#[test]
fn a_scenario_that_is_wrong_is_not_run() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("out");
    let said = complains(1, &["run", crate::FAULTY, "--out", &text(&out)]);
    assert!(said.contains("did you mean `replications`?"), "{said}");
    assert!(said.ends_with("error: the scenario has errors\n"), "{said}");
    assert!(!out.exists());
}

#[test]
fn texts_of_a_scenario_cannot_break_lines_nor_columns() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("scenario.ron");
    let scenario = std::fs::read_to_string(DUO).expect("the scenario reads");
    let scenario = scenario
        .replace("\"Alpha\"", "\"Al,\\n  \\\"pha\\\" | =1+1\"")
        .replace("\"Bravo\"", "\"  \"")
        .replace("one letter", "one\\nletter");
    std::fs::write(&path, scenario).expect("a file");
    let path = text(&path);
    let summary = run(&[&path, "-n", "2"]);
    assert!(summary.starts_with("EXERCISE — Two sides, one letter. 2 replicates"), "{summary}");
    assert!(summary.contains("│ Al, \"pha\" | =1+1 "), "{summary}");
    assert!(summary.contains("│ b "), "a blank label falls back to the id: {summary}");
    let story = prints(&["trace", &path, "--strategy", "tell"]);
    assert!(story.lines().all(|line| line.contains("  #")), "{story}");
}

#[test]
fn strategies_that_ship_are_compared_without_a_change_to_the_scenario() {
    let summary = run(&[DUO, "-n", "2", "--strategies", "hub,machine"]);
    assert!(summary.contains("Hub with TLP") && summary.contains("Machine to machine"), "{summary}");
    let all = run(&[DUO, "-n", "1", "--presets"]);
    assert!(all.contains("Vetted reports") && all.contains("Tell at once"), "{all}");
    let said = complains(2, &["run", DUO, "--strategies", "hubb"]);
    assert!(
        said.contains("`hubb` is no strategy of this scenario") && said.contains("`coalition strategies`"),
        "{said}"
    );
}

#[test]
fn strategies_are_ranked_by_the_metric_that_is_asked_for() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("out");
    let out = text(&path);
    let summary = prints(&[
        "run",
        DUO,
        "-n",
        "4",
        "--strategies",
        "hub,machine",
        "--rank-by",
        "labour_h",
        "--out",
        &out,
    ]);
    assert!(summary.contains("analysts' time [h]"), "{summary}");
    let rows = rows(&path, "ranking");
    for row in &rows {
        let of = |name: &str| row[name].parse::<u64>().expect("a rank");
        assert!(of("rank_low") <= of("rank") && of("rank") <= of("rank_high"), "{row:?}");
        let lower = |other: &&crate::common::Row| {
            let mean = |row: &crate::common::Row| row["mean"].parse::<f64>().expect("a mean");
            other["metric"] == row["metric"]
                && if row["better"] == "lower" { mean(other) < mean(row) } else { mean(other) > mean(row) }
        };
        assert_eq!(of("rank"), 1 + rows.iter().filter(lower).count() as u64, "{row:?}");
    }
    let said = complains(2, &["run", DUO, "--rank-by", "labor_h"]);
    assert!(said.contains("did you mean `labour_h`?"), "{said}");
    complains(2, &["run", DUO, "--rank-by", "alerts_n"]);
}
