//! Reference results of the bundled scenarios: whatever changes a figure shows up here, for someone to accept.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use common::{bundled, files, run};

/// What a reference holds of a result set: enough to notice any change, small enough to keep.
const KEPT: [&str; 3] = ["comparison.csv", "manifest.json", "runs.csv"];
/// Replicates of a reference.
const REPLICATIONS: &str = "20";
/// How a change is accepted.
const ACCEPT: &str = "COALITION_ACCEPT=1 cargo test --test golden";

fn references() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("results/reference")
}

/// The kept files of a scenario's result set, and its id.
fn played(scenario: &Path) -> (String, BTreeMap<String, Vec<u8>>) {
    let (_keep, out) = run(scenario, &["-n", REPLICATIONS]);
    let mut files = files(&out);
    files.retain(|name, _| KEPT.contains(&name.as_str()));
    let manifest: serde_json::Value = serde_json::from_slice(&files["manifest.json"]).expect("JSON");
    (manifest["scenario"].as_str().expect("an id").to_owned(), files)
}

fn accept(folder: &Path, files: &BTreeMap<String, Vec<u8>>) {
    fs::create_dir_all(folder).expect("a folder for the reference");
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).expect("a reference file");
    }
}

/// How a result set differs from its reference, if it does.
fn difference(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    files
        .iter()
        .filter_map(|(name, found)| {
            let path = folder.join(name);
            let shown = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(&path).display();
            let Ok(wanted) = fs::read(&path) else { return Some(format!("{shown} is missing")) };
            (wanted != *found).then(|| format!("{shown}, {}", first_difference(&wanted, found)))
        })
        .collect()
}

fn first_difference(wanted: &[u8], found: &[u8]) -> String {
    let (wanted, found) = (String::from_utf8_lossy(wanted), String::from_utf8_lossy(found));
    let (mut before, mut after) = (wanted.split('\n'), found.split('\n'));
    for number in 1.. {
        match (before.next(), after.next()) {
            (None, None) => break,
            (Some(before), Some(after)) if before == after => {}
            (before, after) => {
                let shown = |line: Option<&str>| line.unwrap_or("(no such line)").to_owned();
                return format!(
                    "line {number}\n  reference: {}\n  now:       {}",
                    shown(before),
                    shown(after)
                );
            }
        }
    }
    "bytes that are no text".to_owned()
}

#[test]
fn bundled_scenarios_give_the_reference_results() {
    let accepting = std::env::var_os("COALITION_ACCEPT").is_some_and(|value| value == "1");
    let mut differences = Vec::new();
    let mut ids = BTreeSet::new();
    for scenario in bundled() {
        let (id, files) = played(&scenario);
        let folder = references().join(&id);
        if accepting {
            accept(&folder, &files);
        }
        differences.extend(difference(&folder, &files));
        assert!(ids.insert(id), "{} has the id of another scenario", scenario.display());
    }
    differences.extend(
        orphans(&ids)
            .iter()
            .map(|name| format!("results/reference/{name} is of no scenario in scenarios/: remove it")),
    );
    assert!(
        differences.is_empty(),
        "results differ from their reference:\n\n{}\n\nIf that is meant to be, accept it with\n\n    {ACCEPT}\n",
        differences.join("\n\n")
    );
}

/// References that no scenario gives any more.
fn orphans(ids: &BTreeSet<String>) -> Vec<String> {
    let Ok(entries) = fs::read_dir(references()) else { return Vec::new() };
    let folders = entries.map(|entry| entry.expect("an entry")).filter(|entry| entry.path().is_dir());
    let names = folders.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| !ids.contains(name)).collect()
}

#[test]
fn the_first_line_that_differs_is_shown() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let before = BTreeMap::from([("runs.csv".to_owned(), b"a,b\n1,2\n3,4\n".to_vec())]);
    assert!(difference(folder.path(), &before)[0].ends_with("runs.csv is missing"));
    accept(folder.path(), &before);
    assert!(difference(folder.path(), &before).is_empty());
    let after = BTreeMap::from([("runs.csv".to_owned(), b"a,b\n1,2\n3,5\n".to_vec())]);
    let told = &difference(folder.path(), &after)[0];
    assert!(told.ends_with("runs.csv, line 3\n  reference: 3,4\n  now:       3,5"), "{told}");
    let shorter = BTreeMap::from([("runs.csv".to_owned(), b"a,b\n1,2".to_vec())]);
    let told = &difference(folder.path(), &shorter)[0];
    assert!(told.ends_with("line 3\n  reference: 3,4\n  now:       (no such line)"), "{told}");
}
