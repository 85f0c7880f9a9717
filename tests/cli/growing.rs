//! Scenarios that grow: settings, variants, files, what ships, older versions.

use std::fs;

use crate::common::{coalition, stderr, stdout};
use crate::{DUO, complains, ends, prints};

const WEEKEND: &str = "scenarios/weekend.ron";

#[test]
fn a_value_can_be_set_for_one_time_and_is_checked_as_if_it_were_written() {
    assert_eq!(prints(&["check", DUO, "--set", "experiment.seed=3"]), format!("{DUO}: ok\n"));
    let said =
        stderr(&ends(1, &["check", DUO, "--set", "experiment.sed=3", "--set", "experiment.replications=0"]));
    assert!(said.contains("the command line:1:12") && said.contains("did you mean `seed`?"), "{said}");
    assert!(said.contains("error[C0205]: `0` is out of range"), "{said}");
    let said = complains(2, &["check", DUO, "--set", "experiment.seed"]);
    assert!(said.contains("write `path=value`"), "{said}");
}

#[test]
fn what_was_set_is_in_the_manifest_and_makes_the_same_results_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |name: &str, arguments: &[&str]| {
        let out = folder.path().join(name);
        let target = out.display().to_string();
        ends(0, &[&["run", WEEKEND, "-n", "3", "--quiet", "--out", &target], arguments].concat());
        let manifest = fs::read_to_string(out.join("manifest.json")).expect("a manifest");
        let runs = fs::read_to_string(out.join("runs.csv")).expect("runs");
        (serde_json::from_str::<serde_json::Value>(&manifest).expect("JSON"), runs)
    };
    let (plain, plain_runs) = run("plain", &[]);
    assert!(plain.get("settings").is_none() && plain.get("variant").is_none());
    let words = ["--variant", "saturday", "--set", "title=It's Saturday"];
    let (manifest, runs) = run("changed", &words);
    assert_ne!(runs, plain_runs);
    assert_eq!(manifest["scenario"], "weekend@saturday");
    assert_eq!(manifest["variant"], "saturday");
    assert_eq!(manifest["settings"][0], "title=It's Saturday");
    let command = manifest["command"].as_str().expect("a command");
    assert!(
        command
            .contains(r"<file of scenario weekend> --variant saturday --set 'title=It'\''s Saturday' --seed"),
        "{command}"
    );
    let (again, again_runs) = run("again", &words);
    assert_eq!((&again["scenario_hash"], again_runs), (&manifest["scenario_hash"], runs));
}

#[test]
fn variants_are_listed_and_all_checked() {
    let ids: Vec<String> = prints(&["list", "variants", WEEKEND])
        .lines()
        .filter(|line| !line.starts_with(' '))
        .map(str::to_owned)
        .collect();
    assert_eq!(ids, ["saturday", "hub"]);
    let checked = prints(&["check", WEEKEND]);
    assert_eq!(checked, format!("{WEEKEND}: ok\n{WEEKEND}@saturday: ok\n{WEEKEND}@hub: ok\n"));
    assert_eq!(prints(&["check", WEEKEND, "--variant", "hub"]), format!("{WEEKEND}@hub: ok\n"));
    let said = stderr(&ends(1, &["run", WEEKEND, "--variant", "sunday"]));
    assert!(said.contains("error[C0510]") && said.contains("its variants are `saturday`, `hub`"), "{said}");
    complains(2, &["list", "variants"]);
    complains(2, &["list", "metrics", WEEKEND]);
    assert_eq!(prints(&["list", "variants", DUO]), "");
}

#[test]
fn a_fault_of_a_variant_alone_is_told_once_and_for_that_variant() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("duo.ron");
    let text = fs::read_to_string(DUO).expect("the scenario reads");
    let variants = "variants: [(id: \"odd\", set: {\"experiment.seed\": -1}), (id: \"good\")], schema: 2,";
    fs::write(&path, text.replacen("schema: 2,", variants, 1)).expect("a file");
    let name = path.display().to_string();
    let output = coalition(&["check", &name]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output), format!("{name}: ok\n{name}@odd: invalid\n{name}@good: ok\n"));
    assert_eq!(stderr(&output).matches("error[").count(), 1, "{}", stderr(&output));
}

#[test]
fn what_ships_is_listed_by_kind_and_shown() {
    let all = prints(&["presets"]);
    for id in [
        "hub",
        "era2016",
        "era2025",
        "around-the-clock",
        "office-hours",
        "weak-team",
        "ministry",
        "sensors-2025",
    ] {
        assert!(all.contains(&format!("\n  {id}\n      ")), "{all}");
        assert!(prints(&["presets", id]).starts_with("// "), "{id}");
    }
    let said = complains(2, &["presets", "era2052"]);
    assert!(said.contains("did you mean `era20"), "{said}");
}

#[test]
fn an_older_file_is_read_and_can_be_rewritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let (old, new) = (folder.path().join("old.ron"), folder.path().join("new.ron"));
    let text = fs::read_to_string(DUO).expect("the scenario reads");
    let text = text.replacen("schema: 2,", "schema: 1, // long ago", 1);
    fs::write(&old, &text).expect("a file");
    let (old, name) = (old.display().to_string(), new.display().to_string());
    assert_eq!(prints(&["check", &old]), format!("{old}: ok\n"));
    let migrated = prints(&["migrate", &old]);
    assert_eq!(migrated, text.replacen("schema: 1, // long ago", "schema: 2, // long ago", 1));
    ends(0, &["migrate", &old, "-o", &name]);
    assert_eq!(fs::read_to_string(&new).expect("the new file"), migrated);
    complains(2, &["migrate", &old, "-o", &name]);
    complains(2, &["migrate", "tests/cli/missing.ron"]);
}
