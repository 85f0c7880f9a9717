//! Studies: planned, played, killed and resumed, shared out and put together.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::common::{files, rows, stdout};
use crate::{complains, ends, prints, text};

/// Two strategies, three delays and two loads of the smallest scenario that shares.
const STUDY: &str = r#"(
    id: "delays",
    title: "Delays and loads",
    scenario: "duo.ron",
    factors: [
        (id: "reuse", sets: ["campaigns.letter.indicators.sender.reuse"], levels: Values([0.1, 0.9])),
        (id: "detects", sets: ["organisations.west.sensors.edr.detects", "organisations.east.sensors.edr.detects"], levels: Range(from: 0.2, to: 0.8, steps: 3)),
    ],
    replications: 30,
)"#;

/// A folder with the study and its scenario.
fn folder(study: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let duo = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/duo.ron");
    fs::copy(duo, folder.path().join("duo.ron")).expect("the scenario");
    fs::write(folder.path().join("study.ron"), study).expect("the study");
    folder
}

fn at(folder: &tempfile::TempDir, name: &str) -> String {
    text(&folder.path().join(name))
}

/// Plays the study in one go, or goes on with it, and gives the files of its results.
fn played(folder: &tempfile::TempDir, parts: &str, out: &str) -> BTreeMap<String, Vec<u8>> {
    let (study, parts, out) = (at(folder, "study.ron"), at(folder, parts), at(folder, out));
    ends(0, &["study", "run", &study, "--parts", &parts, "--out", &out, "-q"]);
    files(Path::new(&out))
}

#[test]
fn a_plan_lists_cells_and_plays_nothing() {
    let folder = folder(STUDY);
    let plan = prints(&["study", "plan", &at(&folder, "study.ron")]);
    assert!(plan.contains("6 cells, 30 replicates of each"), "{plan}");
    assert!(plan.contains("    5  reuse=0.9 detects=0.8"), "{plan}");
    let csv = prints(&["study", "plan", &at(&folder, "study.ron"), "--format", "csv"]);
    assert_eq!(csv.lines().nth(2), Some("0.1,0.5"));
    assert_eq!(fs::read_dir(folder.path()).expect("it reads").count(), 2, "nothing is written");
}

#[test]
fn shares_put_together_are_the_same_to_the_byte() {
    let folder = folder(STUDY);
    let whole = played(&folder, "whole.parts", "whole");
    let study = at(&folder, "study.ron");
    let parts: Vec<String> = (1..=4).map(|share| at(&folder, &format!("share-{share}"))).collect();
    for (number, parts) in parts.iter().enumerate().rev() {
        ends(
            0,
            &[
                "study",
                "run",
                &study,
                "--shard",
                &format!("{}/4", number + 1),
                "--parts",
                parts,
                "-j",
                "1",
                "-q",
            ],
        );
    }
    let status =
        ends(1, &["study", "status", &study, "--missing", "--parts", &parts[0], "--parts", &parts[1]]);
    assert!(stdout(&status).contains("of 30 replicates"), "{}", stdout(&status));
    let out = at(&folder, "merged");
    let mut merge = vec!["study", "merge", &study, "--out", &out];
    parts.iter().for_each(|parts| merge.extend(["--parts", parts]));
    ends(0, &merge);
    assert_eq!(files(Path::new(&out)), whole);
    assert_eq!(rows(Path::new(&out), "cells").len(), 6);
    let values = rows(Path::new(&out), "values");
    assert_eq!(
        values.len(),
        6 * 30 * 3 * 3,
        "cells, replicates, two arms and the ideal one, two teams and all"
    );
    merge.extend(["--parts", &parts[0]]);
    assert!(complains(2, &merge).contains("hold the same replicates"));
}

#[test]
fn killed_again_and_again_it_goes_on_where_it_was() {
    let folder = folder(STUDY);
    let whole = played(&folder, "whole.parts", "whole");
    let (study, parts, out) = (at(&folder, "study.ron"), at(&folder, "killed.parts"), at(&folder, "killed"));
    let arguments = ["study", "run", &study, "--parts", &parts, "--out", &out, "-q", "-j", "1"];
    for round in 0..20_u64 {
        let mut child = Command::new(env!("CARGO_BIN_EXE_coalition"))
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        std::thread::sleep(Duration::from_millis(5 + round * 17 % 90));
        let _ = child.kill();
        let _ = child.wait();
    }
    assert_eq!(played(&folder, "killed.parts", "killed"), whole);
}

#[test]
fn a_study_that_has_grown_plays_what_is_new() {
    let folder = folder(&STUDY.replace("replications: 30", "replications: 10"));
    played(&folder, "parts", "small");
    let first =
        fs::read_dir(folder.path().join("parts")).expect("parts").next().expect("a cell").expect("it");
    let before = fs::read(first.path().join("000000-000010.csv")).expect("the first part");
    fs::write(folder.path().join("study.ron"), STUDY).expect("a larger study");
    let grown = played(&folder, "parts", "grown");
    assert_eq!(fs::read(first.path().join("000000-000010.csv")).expect("it is still there"), before);
    assert!(first.path().join("000010-000025.csv").exists());
    assert_eq!(grown, played(&folder, "fresh.parts", "fresh"));
}

#[test]
fn parts_of_another_study_are_refused() {
    let folder = folder(STUDY);
    played(&folder, "parts", "out");
    fs::write(folder.path().join("study.ron"), STUDY.replace("0.9", "0.8")).expect("another study");
    let (study, parts, out) = (at(&folder, "study.ron"), at(&folder, "parts"), at(&folder, "other"));
    let said = complains(2, &["study", "run", &study, "--parts", &parts, "--out", &out, "-q"]);
    assert!(said.contains("is no part of this study as it is now"), "{said}");
    assert!(!Path::new(&out).exists());
}

#[test]
fn a_damaged_part_is_named() {
    let folder = folder(STUDY);
    played(&folder, "parts", "out");
    let cell = fs::read_dir(folder.path().join("parts")).expect("parts").next().expect("a cell").expect("it");
    let part = cell.path().join("000000-000025.csv");
    let whole = fs::read_to_string(&part).expect("the part");
    fs::write(&part, &whole[..whole.len() / 2]).expect("half of it");
    let said = complains(2, &["study", "merge", &at(&folder, "study.ron"), "--parts", &at(&folder, "parts")]);
    assert!(said.contains("000000-000025.csv` is damaged"), "{said}");
}

#[test]
fn what_is_wrong_with_a_study_is_told_with_its_place() {
    let wrong = [
        ("title: \"Delays and loads\"", "titel: \"Delays and loads\"", "did you mean `title`?"),
        (
            "\"campaigns.letter.indicators.sender.reuse\"",
            "\"campaigns.letter.indicators.sendr.reuse\"",
            "did you mean `sender`?",
        ),
        ("levels: Values([0.1, 0.9])", "levels: Values([0.1, 1.9])", "factor `reuse` of the study"),
        ("steps: 3", "steps: 3, log: true, unit: \"x\"", "0.2x"),
        ("replications: 30", "responses: [\"exposur_h\"]", "did you mean `exposure_h`?"),
        ("replications: 30", "strategies: [\"mial\"]", "no strategy `mial`"),
        ("replications: 30", "design: TwoLevel, exclude: [(all: [\"reuse=0.1\"])]", "needs all of its cells"),
        ("replications: 30", "exclude: [(all: [\"reuse=7\"])]", "nothing is left out"),
        ("replications: 30", "design: Zip", "2 levels"),
        ("replications: 30", "stop: (metric: \"exposure_h\")", "`relative` or `absolute`"),
        ("id: \"detects\"", "id: \"reuse\"", "two factors have this id"),
    ];
    for (from, to, told) in wrong {
        assert!(STUDY.contains(from), "{from}");
        let folder = folder(&STUDY.replace(from, to));
        let said = complains(1, &["study", "plan", &at(&folder, "study.ron")]);
        assert!(said.contains(told), "{to} says: {said}");
    }
}

#[test]
fn a_rule_stops_cells_by_their_first_replicates() {
    let study = STUDY.replace("replications: 30", "replications: 60, stop: (absolute: 1000.0)");
    let folder = folder(&study);
    let out = played(&folder, "parts", "out");
    let cells = rows(&folder.path().join("out"), "cells");
    assert!(
        cells.iter().all(|cell| cell["replications_n"] == "30" || cell["stop_reason"] != "precision"),
        "{cells:?}"
    );
    let again = played(&folder, "again.parts", "again");
    assert_eq!(out, again);
}

#[test]
fn designs_that_tell_have_effects() {
    for (design, method, count) in [
        ("TwoLevel", "two_level", 3),
        ("Morris(trajectories: 3)", "morris", 2),
        ("Saltelli(points: 4)", "sobol", 2),
    ] {
        let folder =
            folder(&STUDY.replace("replications: 30", &format!("replications: 3, design: {design}")));
        played(&folder, "parts", "out");
        let effects = rows(&folder.path().join("out"), "effects");
        let of_none: Vec<_> = effects.iter().filter(|row| row["strategy"] == "none").collect();
        assert_eq!(of_none.len(), count, "{design}: {effects:?}");
        assert!(effects.iter().all(|row| row["method"] == method));
    }
}
