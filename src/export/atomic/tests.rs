//! Result folders under the mishaps that they are made for.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use crate::metrics::table::example::{full, sparse};

fn manifest() -> serde_json::Value {
    serde_json::json!({"marking": "EXERCISE"})
}

/// A result set whose one table has this content.
fn commit(target: &Path, content: &str) -> Result<PathBuf, ExportError> {
    let mut folder = ResultFolder::begin(target)?;
    folder.file("a.csv", |to| to.write_all(content.as_bytes()))?;
    folder.commit(&manifest())
}

fn content(target: &Path) -> String {
    fs::read_to_string(target.join("a.csv")).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_result_set_appears_whole_with_its_dictionary() {
    let place = TempDir::new().unwrap();
    let target = place.path().join("deep/first");
    let mut folder = ResultFolder::begin(&target).unwrap();
    let resource = folder.table(&[full(), sparse()]).unwrap();
    let package =
        DataPackage { name: "first".to_owned(), title: "First".to_owned(), resources: vec![resource] };
    folder.dictionary(&package).unwrap();
    assert!(!target.exists());
    assert_eq!(folder.commit(&manifest()).unwrap(), target);
    assert_eq!(names(&target), ["datapackage.json", "examples.csv", "manifest.json"]);
    assert_eq!(names(&place.path().join("deep")), ["first"]);
    let described: serde_json::Value =
        serde_json::from_slice(&fs::read(target.join("datapackage.json")).unwrap()).unwrap();
    let length = fs::metadata(target.join("examples.csv")).unwrap().len();
    assert_eq!(described["resources"][0]["bytes"], length);
}

#[test]
fn a_newer_result_set_replaces_the_older_and_leaves_nothing_of_it() {
    let place = TempDir::new().unwrap();
    let target = place.path().join("first");
    let mut older = ResultFolder::begin(&target).unwrap();
    older.file("only_in_older.csv", |_| Ok(())).unwrap();
    older.commit(&manifest()).unwrap();
    commit(&target, "new").unwrap();
    assert_eq!(names(&target), ["a.csv", "manifest.json"]);
    assert_eq!(names(place.path()), ["first"]);
}

#[test]
fn an_abandoned_or_failed_run_leaves_the_older_result_set_alone() {
    let place = TempDir::new().unwrap();
    let target = place.path().join("first");
    commit(&target, "old").unwrap();
    let mut abandoned = ResultFolder::begin(&target).unwrap();
    abandoned.file("a.csv", |to| to.write_all(b"new")).unwrap();
    let full = abandoned.file("b.csv", |to| {
        to.write_all(b"half a ta")?;
        Err(io::ErrorKind::StorageFull.into())
    });
    assert!(matches!(full, Err(ExportError::Full { path }) if path == target.join("b.csv")));
    drop(abandoned);
    assert_eq!((content(&target).as_str(), names(place.path()).len()), ("old", 1));
}

#[test]
fn a_run_killed_between_the_renames_is_undone_by_the_next() {
    let place = TempDir::new().unwrap();
    let (target, aside) = (place.path().join("first"), place.path().join(".first.old"));
    commit(&target, "old").unwrap();
    fs::rename(&target, &aside).unwrap();
    drop(ResultFolder::begin(&target).unwrap());
    assert_eq!((content(&target).as_str(), names(place.path()).len()), ("old", 1));
}

#[test]
fn a_run_killed_after_the_renames_is_finished_by_the_next() {
    let place = TempDir::new().unwrap();
    let (target, aside) = (place.path().join("first"), place.path().join(".first.old"));
    commit(&target, "old").unwrap();
    fs::rename(&target, &aside).unwrap();
    commit(&place.path().join("other"), "new").unwrap();
    fs::rename(place.path().join("other"), &target).unwrap();
    drop(ResultFolder::begin(&target).unwrap());
    assert_eq!((content(&target).as_str(), names(place.path()).len()), ("new", 1));
}

#[test]
fn what_is_no_result_set_is_never_replaced() {
    let place = TempDir::new().unwrap();
    let diary = place.path().join("diary");
    fs::create_dir(&diary).unwrap();
    drop(ResultFolder::begin(&diary).unwrap());
    fs::write(diary.join("monday.txt"), "dear diary").unwrap();
    assert!(matches!(ResultFolder::begin(&diary), Err(ExportError::NotAResultSet { .. })));
    assert_eq!(names(&diary), ["monday.txt"]);
}

#[test]
fn a_stranger_where_the_older_set_would_step_aside_is_left_alone() {
    let place = TempDir::new().unwrap();
    let (target, aside) = (place.path().join("first"), place.path().join(".first.old"));
    commit(&target, "old").unwrap();
    fs::create_dir(&aside).unwrap();
    fs::write(aside.join("monday.txt"), "dear diary").unwrap();
    assert!(
        matches!(ResultFolder::begin(&target), Err(ExportError::NotAResultSet { path }) if path == aside)
    );
    assert_eq!((content(&target).as_str(), names(&aside).len()), ("old", 1));
}

#[test]
fn of_two_runs_at_once_each_result_is_whole() {
    let place = TempDir::new().unwrap();
    let target = place.path().join("first");
    commit(&target, "old").unwrap();
    let (mut one, mut two) = (ResultFolder::begin(&target).unwrap(), ResultFolder::begin(&target).unwrap());
    one.file("a.csv", |to| to.write_all(b"one")).unwrap();
    two.file("a.csv", |to| to.write_all(b"two")).unwrap();
    two.commit(&manifest()).unwrap();
    one.commit(&manifest()).unwrap();
    assert_eq!((content(&target).as_str(), names(place.path()).len()), ("one", 1));
}

#[test]
fn what_came_into_the_way_during_the_run_is_not_replaced_either() {
    let place = TempDir::new().unwrap();
    let target = place.path().join("first");
    let folder = ResultFolder::begin(&target).unwrap();
    fs::write(&target, "a file").unwrap();
    assert!(matches!(folder.commit(&manifest()), Err(ExportError::FileInTheWay { .. })));
    assert_eq!(fs::read_to_string(&target).unwrap(), "a file");
}

#[test]
fn a_file_in_the_way_is_named() {
    let place = TempDir::new().unwrap();
    let file = place.path().join("results");
    fs::write(&file, "").unwrap();
    for target in [file.clone(), file.join("first"), file.join("deep/first")] {
        let error = ResultFolder::begin(&target).unwrap_err();
        assert!(matches!(error, ExportError::FileInTheWay { path } if path == file), "{target:?}");
    }
}

#[test]
fn a_file_keeps_to_its_folder_and_its_name() {
    let place = TempDir::new().unwrap();
    let mut folder = ResultFolder::begin(&place.path().join("first")).unwrap();
    folder.file("a.csv", |_| Ok(())).unwrap();
    for name in ["../b.csv", "/tmp/b.csv", "deep/b.csv", ".", "", "a.csv", MANIFEST] {
        let refused = folder.file(name, |_| Ok(()));
        assert!(matches!(refused, Err(ExportError::FileName { .. })), "{name}");
    }
}

#[test]
fn a_path_without_a_name_is_refused() {
    for path in ["/", "..", ""] {
        assert!(matches!(ResultFolder::begin(Path::new(path)), Err(ExportError::NoName { .. })), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn a_linked_folder_is_replaced_and_the_link_stays() {
    let place = TempDir::new().unwrap();
    let (real, link) = (place.path().join("real"), place.path().join("link"));
    commit(&real, "old").unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    commit(&link, "new").unwrap();
    assert!(link.is_symlink());
    assert_eq!(content(&real), "new");
}

#[cfg(unix)]
#[test]
fn results_are_as_open_as_any_new_folder() {
    use std::os::unix::fs::PermissionsExt;
    let place = TempDir::new().unwrap();
    let (target, plain) = (place.path().join("first"), place.path().join("plain"));
    commit(&target, "").unwrap();
    fs::create_dir(&plain).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&target), mode(&plain));
}
