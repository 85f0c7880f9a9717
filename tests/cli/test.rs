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
