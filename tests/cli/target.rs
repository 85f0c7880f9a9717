//! `coalition run --out`: where results may stand, and what they may replace.

use std::fs;
use std::path::Path;

use crate::common::files;
use crate::{DUO, complains, ends, text};

fn run<'a>(out: &'a str, replications: &'a str) -> [&'a str; 7] {
    ["run", DUO, "-q", "-n", replications, "--out", out]
}

/// The names in a folder, hidden ones too.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_second_run_replaces_the_results_of_the_first() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("out");
    let out = text(&path);
    ends(0, &run(&out, "4"));
    let first = files(&path);
    ends(0, &run(&out, "2"));
    let second = files(&path);
    assert!(first.keys().eq(second.keys()));
    assert!(second["runs.csv"].len() < first["runs.csv"].len());
    assert_eq!(names(folder.path()), ["out"], "nothing is left beside it");
    ends(0, &run(&out, "4"));
    assert!(files(&path) == first);
}

#[test]
fn parents_of_the_target_are_made() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("a/b/out");
    ends(0, &run(&text(&path), "2"));
    assert!(path.join("manifest.json").is_file());
}

#[test]
fn an_empty_folder_is_taken() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    ends(0, &run(&text(folder.path()), "2"));
    assert!(folder.path().join("manifest.json").is_file());
}

#[test]
fn a_folder_that_is_no_result_set_is_left_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("thesis");
    fs::create_dir(&path).expect("a folder");
    fs::write(path.join("thesis.tex"), "years of work").expect("a file");
    let said = complains(2, &run(&text(&path), "2"));
    assert!(said.contains("thesis` holds files but no `manifest.json`"), "{said}");
    assert_eq!(names(folder.path()), ["thesis"]);
    assert_eq!(names(&path), ["thesis.tex"]);
    assert_eq!(fs::read(path.join("thesis.tex")).expect("it is still there"), b"years of work");
}

#[test]
fn a_file_in_the_way_is_left_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("notes");
    fs::write(&file, "notes").expect("a file");
    for target in [file.clone(), file.join("out"), file.join("deep/out")] {
        let said = complains(2, &run(&text(&target), "2"));
        assert!(said.contains("notes` is a file where a folder is needed"), "{said}");
    }
    assert_eq!(fs::read(&file).expect("it is still there"), b"notes");
    assert_eq!(names(folder.path()), ["notes"]);
}

#[test]
fn a_target_without_a_name_is_refused() {
    for target in ["", "/", "..", "."] {
        let said = complains(2, &run(target, "2"));
        assert!(said.starts_with("error: "), "`{target}`: {said}");
    }
}

#[cfg(unix)]
#[test]
fn a_parent_that_may_not_be_written_to_is_named() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().expect("a temporary folder");
    let locked = folder.path().join("locked");
    fs::create_dir(&locked).expect("a folder");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).expect("it can be locked");
    if fs::write(locked.join("probe"), "").is_ok() {
        eprintln!("skipped: this user may write to read-only folders");
        return;
    }
    let said = complains(2, &run(&text(&locked.join("out")), "2"));
    assert!(said.contains("locked") && said.contains("may not be written"), "{said}");
    assert!(names(&locked).is_empty());
}
