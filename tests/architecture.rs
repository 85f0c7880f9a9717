//! The arrows of the house: imports run one way, and ground truth stays behind its doors.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// Each room, and the rooms that it may import from.
const ARROWS: &[(&str, &[&str])] = &[
    ("units", &[]),
    ("diagnostic", &[]),
    ("engine", &["units"]),
    ("stats", &[]),
    ("scenario", &["units", "diagnostic"]),
    ("sim", &["scenario", "engine", "units"]),
    ("metrics", &["sim", "scenario", "stats", "units"]),
    ("experiment", &["metrics", "sim", "engine", "diagnostic", "scenario", "stats", "units"]),
    ("export", &["experiment", "metrics", "scenario", "units"]),
    ("report", &["experiment", "metrics", "sim", "scenario", "stats", "units"]),
    ("cli", &["report", "export", "experiment", "metrics", "scenario", "diagnostic", "units"]),
];

/// What teams may name of ground truth: doors, and what comes through them.
const DOORS: &[&str] = &[
    "Alert",
    "Case",
    "Examiner",
    "Findings",
    "Fortification",
    "HuntHit",
    "JustIn",
    "KillSwitches",
    "Levers",
    "Matter",
    "Order",
    "Piece",
    "Provocation",
    "Shows",
    "Talents",
    "Traits",
    "first_of",
    "key_of",
    "pieces",
    "scan",
];

/// Words of the domain that the engine must not know.
const CYBER: &[&str] =
    &["attack", "indicator", "analyst", "incident", "malware", "adversary", "alert", "sharing"];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(room: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let single = source().join(format!("{room}.rs"));
    if single.exists() {
        found.push(single);
    }
    gather(&source().join(room), &mut found);
    assert!(!found.is_empty(), "{room} is a room");
    found
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a source file reads");
            (path, text)
        })
        .collect()
}

fn gather(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            gather(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The rooms that a text names behind `crate::`, comments aside.
fn imports(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| line.split("//").next().unwrap_or(""))
        .flat_map(|line| line.split("crate::").skip(1).map(str::to_owned).collect::<Vec<_>>())
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .collect()
}

#[test]
fn imports_run_along_the_arrows() {
    let rooms: Vec<&str> = ARROWS.iter().map(|(room, _)| *room).collect();
    for (room, allowed) in ARROWS {
        for (path, text) in files(room) {
            for import in imports(&text).iter().filter(|import| rooms.contains(&import.as_str())) {
                assert!(
                    import == room || allowed.contains(&import.as_str()),
                    "{} imports `{import}`, and {room} may import {allowed:?}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn every_room_is_in_the_picture() {
    let lib = fs::read_to_string(source().join("lib.rs")).expect("lib.rs reads");
    let declared: Vec<&str> =
        lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let mut drawn: Vec<&str> = ARROWS.iter().map(|(room, _)| *room).collect();
    drawn.sort_unstable();
    assert_eq!(declared, drawn);
}

#[test]
fn the_engine_knows_no_cyber_word() {
    for (path, text) in files("engine") {
        let text = text.to_lowercase();
        for word in CYBER {
            assert!(!text.contains(word), "{} says `{word}`", path.display());
        }
    }
}

/// The compiler keeps the components of ground truth private to their folder; here is kept that nobody opens the
/// folder's door wider.
#[test]
fn ground_truth_is_private_to_its_folder() {
    let components = fs::read_to_string(source().join("sim/ground/components.rs")).expect("the file reads");
    let open: Vec<&str> = components
        .lines()
        .filter(|line| line.trim_start().starts_with("pub(crate) struct") || line.starts_with("pub struct"))
        .collect();
    assert_eq!(
        open,
        ["pub(crate) struct PatternBook(pub(super) BTreeMap<Pattern, Origin>);", "pub(crate) struct Case {"]
    );
    for room in ["sim/response", "sim/sharing", "sim/industry"] {
        for (path, text) in files(room) {
            for truth in ["Truth", "Foothold", "Intrusion", "PatternBook", "Origin", "facts.all"] {
                let used = text
                    .lines()
                    .filter(|line| !line.trim_start().starts_with("//"))
                    .any(|line| line.contains(truth));
                assert!(!used, "{} names `{truth}`", path.display());
            }
        }
    }
}

#[test]
fn teams_reach_the_world_through_its_doors_alone() {
    for room in ["sim/response", "sim/sharing"] {
        for (path, text) in files(room) {
            for import in text.split("ground::").skip(1) {
                let named: Vec<&str> = match import.strip_prefix('{') {
                    Some(list) => list.split('}').next().unwrap_or("").split(',').map(str::trim).collect(),
                    None => {
                        vec![import.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("")]
                    }
                };
                for name in named.into_iter().filter(|name| !name.is_empty()) {
                    assert!(DOORS.contains(&name), "{} names `{name}`, which is no door", path.display());
                }
            }
        }
    }
}

#[test]
fn no_file_is_longer_than_a_reader_can_hold() {
    let mut all = Vec::new();
    gather(&source(), &mut all);
    for path in all {
        let lines = fs::read_to_string(&path).expect("a source file reads").lines().count();
        assert!(lines <= 520, "{} has {lines} lines", path.display());
    }
}
