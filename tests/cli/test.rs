//! `coalition test`: scenarios judge themselves.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{stderr, stdout};
use crate::{DUO, FAULTY, SOLO, complains, ends, text};

/// What is always so, never so, and cannot be told from ten replicates.
const MET: &str = r#"(id: "two", metric: "attacks_n", of: Baseline, is: Within(low: 2.0, high: 2.0))"#;
const MISSED: &str =
    r#"(id: "one", metric: "attacks_n", of: Baseline, is: AtMost(value: 1.0), why: "one letter")"#;
const OPEN: &str =
    r#"(id: "some", metric: "detected_n", of: Baseline, is: AtLeast(value: 1.2), why: "who knows")"#;

/// The two teams with these expectations, in a file of this name.
fn expecting(folder: &Path, name: &str, expectations: &[&str]) -> PathBuf {
    let scenario = fs::read_to_string(DUO).expect("the scenario reads");
    let body = scenario.trim_end().strip_suffix(')').expect("a scenario ends with a bracket");
    let path = folder.join(name);
    fs::write(&path, format!("{body}    expect: [{}],\n)\n", expectations.join(", "))).expect("a file");
    path
}

/// What `coalition test` prints for these expectations, ending with this code.
#[track_caller]
fn judged(code: i32, expectations: &[&str], replications: &str) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = text(&expecting(folder.path(), "scenario.ron", expectations));
    let output = ends(code, &["test", &path, "-n", replications]);
    assert_eq!(stderr(&output), "");
    stdout(&output).replace(&path, "scenario.ron")
}

#[test]
fn met_expectations_end_well() {
    insta::assert_snapshot!("met", judged(0, &[MET], "4"));
}

#[test]
fn a_missed_expectation_is_a_finding_with_a_way_to_reproduce_it() {
    insta::assert_snapshot!("missed", judged(1, &[MET, MISSED], "4"));
}

#[test]
fn an_undecided_expectation_ends_with_a_code_of_its_own() {
    insta::assert_snapshot!("undecided", judged(3, &[MET, OPEN], "10"));
}

#[test]
fn one_replicate_decides_nothing() {
    let text = judged(3, &[MET, MISSED], "1");
    assert_eq!(text.matches("nothing to judge by").count(), 2, "{text}");
}

#[test]
fn a_missed_expectation_outweighs_an_undecided_one() {
    let text = judged(1, &[OPEN, MISSED], "10");
    assert!(text.ends_with("0 met, 1 missed, 1 undecided, 0 invalid scenarios\n"), "{text}");
}

#[test]
fn what_reproduces_a_verdict_gives_it_again() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = text(&expecting(folder.path(), "scenario.ron", &[MISSED]));
    let first = stdout(&ends(1, &["test", &path, "--seed", "11", "-n", "3"]));
    let line = first.lines().find_map(|line| line.split_once("to reproduce: coalition ")).expect("a command");
    let arguments: Vec<&str> = line.1.split(' ').collect();
    assert_eq!(stdout(&ends(1, &arguments)), first);
}

#[test]
fn an_invalid_scenario_is_a_finding_and_does_not_keep_others_from_being_judged() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    expecting(folder.path(), "right.ron", &[MET]);
    fs::copy(FAULTY, folder.path().join("faulty.ron")).expect("a copy");
    let output = ends(1, &["test", &text(folder.path()), "-n", "2"]);
    let printed = stdout(&output);
    assert!(printed.contains("faulty.ron: invalid\n"), "{printed}");
    assert!(printed.ends_with("1 met, 0 missed, 0 undecided, 1 invalid scenarios\n"), "{printed}");
    assert!(stderr(&output).contains("did you mean `replications`?"));
}

#[test]
fn folders_are_searched_through_in_the_order_of_names() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir_all(folder.path().join("b/deep")).expect("a folder");
    for name in ["c.ron", "b/deep/b.ron", "a.ron"] {
        expecting(folder.path(), name, &[MET]);
    }
    fs::write(folder.path().join("notes.txt"), "no scenario").expect("a file");
    let printed = stdout(&ends(0, &["test", &text(folder.path()), "-n", "2"]));
    let places = ["a.ron", "b.ron", "c.ron"].map(|name| printed.find(name).expect("it is judged"));
    assert!(places.is_sorted(), "{printed}");
    assert!(printed.ends_with("3 met, 0 missed, 0 undecided, 0 invalid scenarios\n"), "{printed}");
}

#[test]
fn a_scenario_that_expects_nothing_says_so() {
    let printed = stdout(&ends(0, &["test", SOLO]));
    assert_eq!(
        printed,
        format!("{SOLO}: no expectations\n0 met, 0 missed, 0 undecided, 0 invalid scenarios\n")
    );
}

#[test]
fn a_place_without_scenarios_is_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    assert!(complains(2, &["test", &text(folder.path())]).contains("no scenario (.ron) in"));
    assert!(complains(2, &["test", &text(&folder.path().join("gone"))]).contains("check the path"));
}

/// One expectation of each kind, of what is always so.
const KINDS: [&str; 7] = [
    r#"(id: "exact", metric: "attacks_n", of: Baseline, kind: Exact, is: Equals(value: 2.0))"#,
    r#"(id: "each", metric: "attacks_n", of: Mean(strategy: "tell"), kind: EachRun, is: Equals(value: 2.0))"#,
    r#"(id: "share", metric: "attacks_n", of: Baseline, kind: Proportion(event: AtLeast(value: 2.0)), is: AtLeast(value: 0.6))"#,
    r#"(id: "quantile", metric: "attacks_n", of: Baseline, kind: Quantile(p: 0.5), is: Within(low: 1.5, high: 2.5))"#,
    r#"(id: "equal", metric: "attacks_n", of: Change(strategy: "tell"), kind: Equivalent(margin: 0.1))"#,
    r#"(id: "ratio", metric: "attacks_n", of: Ratio(strategy: "tell"), is: Equals(value: 1.0, tolerance: 0.001))"#,
    r#"(id: "order", metric: "sharing_labour_h", kind: Order(ascending: ["none", "tell"]))"#,
];

#[test]
fn every_kind_of_expectation_is_met_by_what_is_so() {
    insta::assert_snapshot!("kinds_met", judged(0, &KINDS, "20"));
}

#[test]
fn every_kind_of_expectation_is_missed_by_what_is_not_so() {
    let wrong: Vec<String> = KINDS
        .iter()
        .map(|one| {
            let one = one
                .replace("Equals(value: 2.0", "Equals(value: 3.0")
                .replace("Equals(value: 1.0", "Equals(value: 2.0");
            let one = one
                .replace("AtLeast(value: 0.6)", "AtMost(value: 0.6)")
                .replace("low: 1.5, high: 2.5", "low: 0, high: 1.5");
            one.replace("margin: 0.1", "to: 1.0, margin: 0.1")
                .replace(r#"["none", "tell"]"#, r#"["tell", "none"]"#)
        })
        .collect();
    let wrong: Vec<&str> = wrong.iter().map(String::as_str).collect();
    let printed = judged(1, &wrong, "20");
    assert!(printed.ends_with("0 met, 7 missed, 0 undecided, 0 invalid scenarios\n"), "{printed}");
    assert!(printed.contains("replicate 0 is the first of 20 that violate it, with 2"), "{printed}");
}

/// Whether anything is found: undecided by few replicates, met by more.
const DOUBLED: &str =
    r#"(id: "found", metric: "detected_n", of: Baseline, is: AtLeast(value: 1.1), reps: 10, max_reps: 320)"#;

#[test]
fn what_is_undecided_gets_more_replicates_and_a_wider_interval_for_each_look() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = text(&expecting(folder.path(), "scenario.ron", &[DOUBLED]));
    let printed = stdout(&ends(0, &["test", &path, "--format", "json"]));
    let found: serde_json::Value = serde_json::from_str(&printed).expect("JSON");
    let case = &found[0]["expectations"][0];
    let (played, look) =
        (case["replicates_n"].as_u64().expect("a number"), case["look"].as_u64().expect("a number"));
    assert!(look > 1 && played == 10 << (look - 1), "{case}");
    assert_eq!(case["looks"], 6);
    let confidence = case["confidence"].as_f64().expect("a number");
    assert!((confidence - (1.0 - 0.05 / 6.0)).abs() < 1e-12, "{confidence}");
}

#[test]
fn being_undecided_can_be_tolerated() {
    let open = OPEN.replace("is: AtLeast", "on_undecided: Warn, is: AtLeast");
    let printed = judged(0, &[&open], "10");
    assert!(
        printed.contains("  undecided some: ") && printed.ends_with("1 undecided, 0 invalid scenarios\n"),
        "{printed}"
    );
}

#[test]
fn a_filter_chooses_by_scenario_and_expectation() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = text(&expecting(folder.path(), "scenario.ron", &[MET, MISSED]));
    let count = |filter: &str| stdout(&ends(0, &["test", &path, "-n", "4", "--filter", filter]));
    for filter in ["two", "duo/two", "duo/t*", "*/two", "tw?"] {
        assert!(count(filter).ends_with("1 met, 0 missed, 0 undecided, 0 invalid scenarios\n"), "{filter}");
    }
    let said = complains(2, &["test", &path, "--filter", "duo/tow"]);
    assert!(said.contains("no expectation fits `duo/tow`: did you mean `duo/two`?"), "{said}");
}

/// What is printed of a missed, an undecided, a tolerated and a met expectation in a format.
#[track_caller]
fn formatted(format: &str) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let tolerated =
        OPEN.replace("\"some\"", "\"tolerated\"").replace("is: AtLeast", "on_undecided: Warn, is: AtLeast");
    let path = text(&expecting(folder.path(), "scenario.ron", &[MET, MISSED, OPEN, &tolerated]));
    fs::copy(FAULTY, folder.path().join("faulty.ron")).expect("a copy");
    let output = ends(1, &["test", &text(folder.path()), "-n", "10", "--format", format]);
    stdout(&output).replace(&path, "scenario.ron").replace(&text(folder.path()), ".")
}

#[test]
fn verdicts_are_told_to_ci_servers() {
    insta::assert_snapshot!("junit", formatted("junit"));
    insta::assert_snapshot!("github", formatted("github"));
}

#[test]
fn verdicts_are_told_to_programs() {
    let json: serde_json::Value = serde_json::from_str(&formatted("json")).expect("JSON");
    assert_eq!(
        (&json[0]["valid"], &json[1]["expectations"][1]["verdict"]),
        (&false.into(), &"undecided".into())
    );
    let sarif: serde_json::Value = serde_json::from_str(&formatted("sarif")).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("a list");
    let levels: Vec<_> =
        results.iter().map(|one| (&one["ruleId"], &one["level"])).map(|(a, b)| format!("{a} {b}")).collect();
    assert_eq!(
        levels,
        [
            "\"invalid\" \"error\"",
            "\"missed\" \"error\"",
            "\"undecided\" \"error\"",
            "\"undecided\" \"warning\""
        ]
    );
}

#[test]
fn reports_are_written_beside_what_is_printed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = text(&expecting(folder.path(), "scenario.ron", &[MISSED]));
    let (xml, sarif) = (folder.path().join("junit.xml"), folder.path().join("found.sarif"));
    let printed =
        stdout(&ends(1, &["test", &path, "-n", "4", "--report", &text(&xml), "--report", &text(&sarif)]));
    assert!(printed.contains("MISSED    one: "), "{printed}");
    let xml = fs::read_to_string(xml).expect("a report");
    let reproduce = format!("to reproduce: coalition test {path} --filter duo/one --seed 7 --replications 4");
    assert!(xml.contains(&reproduce) && xml.contains(r#"type="missed""#), "{xml}");
    assert!(fs::read_to_string(sarif).expect("a report").contains("sarif-2.1.0"));
    assert!(complains(2, &["test", &path, "--report", "verdicts"]).contains("end it with .xml"));
}
