//! `coalition generate`: scenarios from a few numbers, right as they come.

use std::fs;
use std::path::Path;

use crate::common::{files, run, stderr, stdout};
use crate::target::names;
use crate::{complains, ends, prints, text};

/// Small, with everything in it.
const SMALL: [&str; 9] =
    ["generate", "--organisations", "NATO,EU", "--users", "60,20", "--sites", "2,1", "--profile", "plant"];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    SMALL.iter().copied().chain(more.iter().copied()).collect()
}

#[test]
fn a_scenario_reads_as_if_a_planner_had_written_it() {
    insta::assert_snapshot!("full", prints(&SMALL));
    insta::assert_snapshot!("compact", prints(&with(&["--compact"])));
}

#[test]
fn help_says_what_can_be_asked_for() {
    insta::assert_snapshot!("help", prints(&["generate", "--help"]));
}

#[test]
fn both_forms_pass_the_check_and_give_the_same_results() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut results = Vec::new();
    for form in [&[][..], &["--compact"]] {
        let path = folder.path().join(format!("{}.ron", results.len()));
        fs::write(&path, prints(&with(form))).expect("a file");
        assert_eq!(prints(&["check", &text(&path)]), format!("{}: ok\n", path.display()));
        let (_keep, out) = run(&path, &["-n", "10"]);
        let mut files = files(&out);
        // It names the scenario's file; everything else, the hash of the model too, is the same.
        let manifest = String::from_utf8(files.remove("manifest.json").expect("a manifest")).expect("text");
        files.insert("manifest.json".to_owned(), manifest.replace(&text(&path), "FILE").into_bytes());
        results.push(files);
    }
    assert!(results[0] == results[1]);
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let first = prints(&with(&["--seed", "3"]));
    assert_eq!(prints(&with(&["--seed", "3"])), first);
    assert_ne!(prints(&with(&["--seed", "4"])), first);
    prints(&with(&["--seed", "18446744073709551615"]));
}

/// The hosts that a scenario's comments count.
fn hosts(scenario: &str) -> u64 {
    let counts =
        scenario.lines().filter_map(|line| line.trim().strip_prefix("// ")?.split_once(" hosts in "));
    counts.map(|(hosts, _)| hosts.parse::<u64>().expect("a number")).sum()
}

#[test]
fn from_ten_hosts_to_a_million() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (users, sites, low, high) in
        [("6", "1", 9, 12), ("80", "2", 100, 150), ("860000", "100", 950_000, 1_050_000)]
    {
        let made = prints(&["generate", "--organisations", "1", "--users", users, "--sites", sites]);
        assert!((low..=high).contains(&hosts(&made)), "{users} users: {} hosts", hosts(&made));
        let path = folder.path().join(format!("{users}.ron"));
        fs::write(&path, made).expect("a file");
        let (_keep, out) = run(&path, &["-n", "1"]);
        assert!(out.join("runs.csv").is_file());
    }
}

#[test]
fn a_file_is_written_whole_and_never_replaced() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("mine.ron");
    let output = ends(0, &with(&["-o", &text(&path)]));
    assert_eq!(
        (stdout(&output), stderr(&output)),
        (String::new(), format!("Scenario: {}\n", path.display()))
    );
    assert_eq!(fs::read_to_string(&path).expect("it is there"), prints(&SMALL));
    let said = complains(2, &with(&["-o", &text(&path), "--seed", "9"]));
    assert!(said.contains("mine.ron` is there already and is left alone: write to another file"), "{said}");
    assert_eq!(fs::read_to_string(&path).expect("it is there"), prints(&SMALL));
    assert_eq!(names(folder.path()), ["mine.ron"]);
    let missing = folder.path().join("missing/mine.ron");
    assert!(complains(2, &with(&["-o", &text(&missing)])).contains("missing"), "the folder is named");
    complains(2, &with(&["-o", &text(Path::new("/"))]));
}

#[test]
fn numbers_that_make_no_scenario_are_refused_with_a_remedy() {
    for (arguments, words) in [
        (["--users", "0"], "write a whole number from 1 to 10000000"),
        (["--users", "many"], "write a whole number from 1 to 10000000"),
        (
            ["--users", "10,20,30"],
            "3 numbers of users for 2 organisations: write one for all, or one for each",
        ),
        (["--users", "9000000"], "a scenario has at most 10000000 hosts"),
        (["--sites", "1001"], "1001 sites are too many for 1000 users: write a whole number from 1 to 1000"),
        (["--organisations", "0"], "write a number from 1 to 26, or names with commas between"),
        (["--organisations", "A,a"], "`a` is defined twice"),
        (["--organisations", "A,,B"], "write a short name"),
        (["--profile", "school"], "write enterprise, ministry or plant"),
        (["--segmentation", "round"], "write flat, zoned or strict"),
        (["--vulnerable", "1.5"], "write a number from 0 to 1"),
        (["--legacy", "NaN"], "write a number from 0 to 1"),
        (["--id", "My Plan"], "write \"my-plan\""),
    ] {
        let said = complains(2, &["generate", arguments[0], arguments[1]]);
        assert!(said.starts_with("error: ") && said.contains(words), "{arguments:?}: {said}");
    }
}
