//! What is valid but surely not meant: warnings, their levels, and that what ships has none.

use std::fs;
use std::path::{Path, PathBuf};

use coalition::scenario::lint::{OF_SHARING, SHARES};
use serde_json::Value;

use crate::common::{coalition, rows, stderr, stdout};
use crate::{DUO, complains, ends, prints, text};

/// A scenario with a service that nothing names and a step that never succeeds, and these levels of its own.
fn doubtful(folder: &Path, lints: &str) -> String {
    let right = fs::read_to_string(DUO).expect("the scenario reads");
    let replaced = |text: String, from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    };
    let text_of =
        replaced(right, "    organisations: [", "    services: [(id: \"smb\")],\n    organisations: [");
    let text_of = replaced(text_of, "duration: \"4h\",", "duration: \"4h\", requires: Admin,");
    let text_of = replaced(text_of, "    teams: [", &format!("    lints: ({lints}),\n    teams: ["));
    let path = folder.join("doubtful.ron");
    fs::write(&path, text_of).expect("a file");
    text(&path)
}

#[test]
fn what_may_not_be_meant_is_a_warning_with_its_line() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = doubtful(folder.path(), "");
    let output = ends(0, &["check", &path]);
    assert_eq!(stdout(&output), format!("{path}: ok, 3 warnings\n"));
    insta::assert_snapshot!("warnings", stderr(&output).replace(&path, "doubtful.ron"));
    let found: Vec<Value> =
        serde_json::from_str(&stdout(&ends(0, &["check", &path, "--format", "json"]))).expect("a JSON array");
    let severities: Vec<_> =
        found.iter().map(|one| (one["code"].as_str(), one["severity"].as_str())).collect();
    let warning = Some("warning");
    assert_eq!(severities, [(Some("C0612"), warning), (Some("C0603"), warning), (Some("C0602"), warning)]);
}

#[test]
fn the_command_line_allows_and_denies_by_code_or_name() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = doubtful(folder.path(), "");
    let verdict = |code: i32, more: &[&str]| {
        let output = ends(code, &[&["check", &path][..], more].concat());
        stdout(&output).trim_end().strip_prefix(&format!("{path}: ")).expect("the path").to_owned()
    };
    assert_eq!(verdict(0, &["--allow", "C0612"]), "ok, 2 warnings");
    assert_eq!(verdict(0, &["--allow", "C0612", "--allow", "unreachable-step", "--allow", "C0603"]), "ok");
    assert_eq!(verdict(1, &["--deny", "unused-definition"]), "denied for 1 finding, 2 warnings");
    assert_eq!(verdict(1, &["--deny", "warnings"]), "denied for 3 findings");
    assert_eq!(verdict(1, &["--deny", "warnings", "--allow", "C0602"]), "denied for 2 findings");
    assert_eq!(verdict(1, &["--deny", "C0602", "--allow", "C0602"]), "denied for 1 finding, 2 warnings");
    assert_eq!(verdict(0, &["--warn", "nothing-expected"]), "ok, 4 warnings");
    let said = complains(2, &["check", &path, "--deny", "unused-definitoin"]);
    assert!(said.contains("did you mean `unused-definition`?"), "{said}");
    let said = complains(2, &["check", &path, "--allow", "C0302"]);
    assert!(said.contains("no such lint"), "{said}");
}

#[test]
fn a_scenario_says_what_is_meant() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = doubtful(folder.path(), r#"allow: ["C0602", "C0603"], deny: ["unused-definition"]"#);
    let output = ends(1, &["check", &path]);
    assert_eq!(stdout(&output), format!("{path}: denied for 1 finding\n"));
    assert!(stderr(&output).starts_with("error[C0612]"), "{}", stderr(&output));
    assert_eq!(prints(&["check", &path, "--allow", "C0612"]), format!("{path}: ok\n"));
    let wrong = doubtful(folder.path(), r#"allow: ["C0699"]"#);
    let said = stderr(&ends(1, &["check", &wrong]));
    assert!(said.contains("error[C0600]: there is no lint `C0699`"), "{said}");
}

#[test]
fn who_plays_a_scenario_is_told_in_a_line_and_is_not_kept_from_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = doubtful(folder.path(), r#"deny: ["C0612"]"#);
    let hint = format!("warning: 3 findings of what may not be meant; see `coalition check {path}`\n");
    assert_eq!(stderr(&ends(0, &["trace", &path])), hint);
    let out = text(&folder.path().join("out"));
    let output = ends(0, &["run", &path, "-n", "2", "--out", &out]);
    assert!(stderr(&output).starts_with(&hint), "{}", stderr(&output));
    let output = ends(0, &["run", &path, "-n", "2", "--out", &out, "--quiet"]);
    assert_eq!(stderr(&output), "");
}

fn scenarios(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries
        .flat_map(|entry| {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                // what others include is no scenario by itself
                true if path.ends_with("parts") => Vec::new(),
                true => scenarios(&path),
                false => vec![path],
            }
        })
        .filter(|path| path.extension().is_some_and(|extension| extension == "ron"))
        .collect()
}

#[test]
fn the_bundled_scenarios_hold_nothing_that_is_not_meant() {
    let paths: Vec<String> = scenarios(Path::new("scenarios")).iter().map(|path| text(path)).collect();
    assert!(paths.len() >= 12, "{paths:?}");
    let mut arguments = vec!["check", "--deny", "warnings"];
    arguments.extend(paths.iter().map(String::as_str));
    let output = coalition(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).lines().all(|line| line.ends_with(": ok")), "{}", stdout(&output));
}

#[test]
fn what_is_generated_holds_nothing_that_is_not_meant() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("generated.ron");
    for profile in ["enterprise", "ministry", "plant"] {
        for segmentation in ["flat", "zoned", "strict"] {
            for form in [&[][..], &["--compact"]] {
                let of = [
                    "generate",
                    "--users",
                    "300,90",
                    "--sites",
                    "2,1",
                    "--profile",
                    profile,
                    "--segmentation",
                    segmentation,
                ];
                fs::write(&path, prints(&[&of[..], form].concat())).expect("a file");
                let told = prints(&["check", "--deny", "warnings", &text(&path)]);
                assert!(told.ends_with(": ok\n"), "{told}");
            }
        }
    }
}

#[test]
fn metrics_have_the_ranges_that_expectations_are_held_to() {
    let mut seen = 0;
    for folder in fs::read_dir("results/reference").expect("reference results") {
        let folder = folder.expect("an entry").path();
        for row in rows(&folder, "comparison") {
            let value = |column: &str| row[column].parse::<f64>().ok();
            let metric = row["metric"].as_str();
            for mean in [value("mean_none"), value("mean_strategy")].into_iter().flatten() {
                assert!(mean >= 0.0, "{metric} is {mean} in {}", folder.display());
                assert!(
                    mean <= 1.0 || !SHARES.contains(&metric),
                    "{metric} is {mean} in {}",
                    folder.display()
                );
            }
            let alone = value("mean_none").filter(|_| OF_SHARING.contains(&metric));
            assert!(alone.is_none_or(|alone| alone == 0.0), "{metric} in {}", folder.display());
            seen += 1;
        }
    }
    assert!(seen > 1_000, "{seen} rows");
}
