//! `coalition baseline`: what has changed is told, and nothing else.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::common::{stderr, stdout};
use crate::{DUO, complains, ends, text};

/// A folder with the two teams and a baseline of them.
struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    fn new() -> Self {
        let bench = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        bench.change("", "");
        let output =
            ends(0, &["baseline", "write", &bench.scenario(), "--baseline", &bench.baseline(), "-n", "30"]);
        assert_eq!(stdout(&output), "");
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn scenario(&self) -> String {
        text(&self.path("duo.ron"))
    }

    fn baseline(&self) -> String {
        text(&self.path("baseline.json"))
    }

    /// The scenario as it is, but for this.
    fn change(&self, from: &str, to: &str) {
        let original = fs::read_to_string(DUO).expect("the scenario reads");
        assert!(original.contains(from), "{from}");
        let changed = if from.is_empty() { original } else { original.replacen(from, to, 1) };
        fs::write(self.path("duo.ron"), changed).expect("a file");
    }

    fn declare(&self, changes: &str) -> String {
        let path = self.path("changes.ron");
        fs::write(&path, format!("(changes: [{changes}])")).expect("a file");
        text(&path)
    }

    #[track_caller]
    fn compare(&self, code: i32, more: &[&str]) -> Value {
        let baseline = self.baseline();
        let mut arguments = vec!["baseline", "compare", "--baseline", &baseline, "--format", "json"];
        arguments.extend(more);
        let output = ends(code, &arguments);
        assert_eq!(stderr(&output), "");
        serde_json::from_str(&stdout(&output)).expect("JSON")
    }
}

/// The verdicts on a metric, as arm, team and verdict; what is identical is not among them.
fn verdicts<'v>(found: &'v Value, metric: &str) -> Vec<[&'v str; 3]> {
    let changed = found["scenarios"][0]["changed"].as_array().expect("a list");
    let of = |cell: &'v Value, field: &str| cell[field].as_str().expect("a text");
    let cells = changed.iter().filter(|cell| cell["metric"] == metric);
    cells.map(|cell| [of(cell, "arm"), of(cell, "team"), of(cell, "verdict")]).collect()
}

fn kinds(found: &Value) -> Vec<&str> {
    let findings = found["findings"].as_array().expect("a list");
    let mut kinds: Vec<&str> = findings.iter().map(|one| one["kind"].as_str().expect("a text")).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// The arms of which a facet has changed.
fn changed<'v>(found: &'v Value, facet: &str) -> Vec<&'v str> {
    let facets = found["scenarios"][0]["facets"].as_array().expect("a list");
    let mut arms: Vec<&str> = facets
        .iter()
        .filter(|change| change["facet"] == facet)
        .map(|change| change["arm"].as_str().expect("a text"))
        .collect();
    arms.dedup();
    arms
}

const NOISE: &str = r#"noise: [(id: "everyday", rate: "1/h")],"#;
const TRIAGE: &str = r#"triage: (desk: "d"), analysis: (desk: "d"), containment: (desk: "d"), eradication: (desk: "d"),
         recovery: (desk: "d"), hunting: (desk: "d")),
        (id: "b""#;
/// Triage of the first team takes an hour, instead of what it does by default.
const SLOWER: &str = r#"triage: (desk: "d", work: "1h"), analysis: (desk: "d"), containment: (desk: "d"), eradication: (desk: "d"),
         recovery: (desk: "d"), hunting: (desk: "d")),
        (id: "b""#;

#[test]
fn what_is_played_again_is_identical() {
    let bench = Bench::new();
    let found = bench.compare(0, &[]);
    assert_eq!(found["scenarios"][0]["changed"], serde_json::json!([]));
    assert_eq!(found["scenarios"][0]["facets"], serde_json::json!([]));
    assert!(found["scenarios"][0]["identical_n"].as_u64().expect("a number") > 100);
}

#[test]
fn permuting_and_laying_out_anew_is_identical() {
    let bench = Bench::new();
    let original = fs::read_to_string(DUO).expect("the scenario reads");
    let (west, east) =
        (original.find("(id: \"west\"").expect("west"), original.find("(id: \"east\"").expect("east"));
    let end = east + original[east..].find("],\n    teams").expect("the end of the organisations");
    let permuted = format!(
        "// by somebody else\n{}{}{}{}",
        &original[..west],
        &original[east..end],
        &original[west..east],
        &original[end..]
    );
    fs::write(bench.path("duo.ron"), permuted).expect("a file");
    let found = bench.compare(0, &["-j", "1"]);
    assert_eq!(found["scenarios"][0]["changed"], serde_json::json!([]));
    assert_eq!(found["scenarios"][0]["facets"], serde_json::json!([]));
}

#[test]
fn a_changed_duration_is_caught_in_the_right_metric_and_arm() {
    let bench = Bench::new();
    bench.change(TRIAGE, SLOWER);
    let found = bench.compare(1, &[]);
    let labour = verdicts(&found, "labour_h");
    assert!(
        labour.contains(&["none", "a", "shifted"]) && labour.contains(&["tell", "a", "shifted"]),
        "{labour:?}"
    );
    assert!(
        !labour.iter().any(|cell| cell[..2] == ["none", "b"]),
        "without sharing the other team has no part in it"
    );
    assert!(kinds(&found).contains(&"undeclared"));
    assert!(changed(&found, "times").contains(&"none"));
    assert!(verdicts(&found, "attacks_n").is_empty(), "the same attacks come");
}

#[test]
fn a_change_of_sharing_alone_leaves_the_arm_without_sharing_identical() {
    let bench = Bench::new();
    bench.change(r#"transit: "5min""#, r#"transit: "8h""#);
    let found = bench.compare(1, &[]);
    for cell in found["scenarios"][0]["changed"].as_array().expect("a list") {
        assert_eq!(cell["arm"], "tell");
    }
    for facet in ["inputs", "draws", "order", "times", "results"] {
        assert!(!changed(&found, facet).contains(&"none"), "{facet}");
    }
    assert_eq!(changed(&found, "inputs"), ["tell"]);
}

#[test]
fn where_only_sharing_was_declared_the_arm_without_it_must_not_change() {
    let bench = Bench::new();
    bench.change(TRIAGE, SLOWER);
    let changes = bench.declare(r#"(metric: "labour_h", arm: "tell", reason: "slower triage")"#);
    let found = bench.compare(1, &["--changes", &changes]);
    assert!(kinds(&found).contains(&"none-changed"), "{:?}", kinds(&found));
}

#[test]
fn a_declared_change_is_no_finding_and_one_that_is_otherwise_is() {
    let bench = Bench::new();
    bench.change(TRIAGE, SLOWER);
    let of_labour = |changes: &str, kind: &str| {
        let file = bench.declare(changes);
        let found = bench.compare(1, &["--changes", &file]);
        let findings = found["findings"].as_array().expect("a list").clone();
        findings.iter().any(|one| one["kind"] == kind && one["metric"] == "labour_h")
    };
    let both = |more: &str| {
        format!(
            r#"(metric: "labour_h", arm: "none", reason: "r"{more}), (metric: "labour_h", arm: "tell", reason: "r"{more})"#
        )
    };
    for kind in ["undeclared", "direction", "size", "absent"] {
        assert!(!of_labour(&both(", direction: Up"), kind), "{kind}");
    }
    assert!(of_labour(&both(", direction: Down"), "direction"));
    assert!(of_labour(&both(", at_most: 0.000001"), "size"));
    assert!(of_labour(r#"(metric: "labour_h", arm: "tell", reason: "r")"#, "undeclared"));
    bench.change("", "");
    assert!(of_labour(&both(""), "absent"), "nothing has changed");
}

#[test]
fn facets_that_were_not_declared_are_a_finding() {
    let bench = Bench::new();
    bench.change(TRIAGE, SLOWER);
    let narrow = |facets: &str| {
        let both = ["none", "tell"]
            .map(|arm| format!(r#"(metric: "labour_h", arm: "{arm}", facets: [{facets}], reason: "r")"#));
        let file = bench.declare(&both.join(", "));
        kinds(&bench.compare(1, &["--changes", &file])).contains(&"facets")
    };
    assert!(narrow("Results"));
    assert!(!narrow("Inputs, Draws, Order, Times, Results"));
}

#[test]
fn facets_that_change_on_the_same_inputs_ask_for_another_version_of_the_behaviour() {
    let bench = Bench::new();
    let path = bench.path("baseline.json");
    let mut baseline: Value = serde_json::from_slice(&fs::read(&path).expect("a file")).expect("JSON");
    baseline["scenarios"][0]["arms"][1]["teams"][0]["order"] = "0000000000000000".into();
    fs::write(&path, baseline.to_string()).expect("a file");
    assert_eq!(kinds(&bench.compare(1, &[])), ["behaviour"]);
    baseline["scenarios"][0]["behaviour_version"] = 0.into();
    fs::write(&path, baseline.to_string()).expect("a file");
    assert!(kinds(&bench.compare(0, &[])).is_empty());
}

#[test]
fn what_is_accepted_is_taken_over_with_its_reason_and_nothing_else_is() {
    let bench = Bench::new();
    bench.change(TRIAGE, SLOWER);
    let shifted = |found: &Value| -> Vec<String> {
        let cells = found["scenarios"][0]["changed"].as_array().expect("a list").clone();
        cells.iter().map(|cell| cell["metric"].as_str().expect("a text").to_owned()).collect()
    };
    let before = shifted(&bench.compare(1, &[]));
    let (baseline, reason) = (bench.baseline(), "triage takes an hour");
    let printed = stdout(&ends(
        0,
        &["baseline", "accept", "--baseline", &baseline, "--metric", "labour_h", "--reason", reason],
    ));
    assert!(printed.contains("duo, none, a, labour_h: "), "{printed}");
    let after = shifted(&bench.compare(1, &[]));
    assert!(before.contains(&"labour_h".to_owned()) && !after.contains(&"labour_h".to_owned()));
    let rest = |metrics: &[String]| {
        metrics.iter().filter(|metric| *metric != "labour_h").cloned().collect::<Vec<_>>()
    };
    assert_eq!(rest(&before), rest(&after));
    let kept: Value = serde_json::from_slice(&fs::read(&baseline).expect("a file")).expect("JSON");
    let log = kept["log"].as_array().expect("a list");
    assert!(!log.is_empty() && log.iter().all(|one| one["reason"] == reason && one["metric"] == "labour_h"));
    bench.change("", "");
    let found = bench.compare(1, &[]);
    assert!(verdicts(&found, "labour_h").contains(&["none", "a", "shifted"]), "the old is now what is wrong");
}

#[test]
fn on_other_luck_samples_are_compared_as_strangers() {
    let bench = Bench::new();
    let found = bench.compare(3, &["--seed", "99"]);
    assert_eq!(found["scenarios"][0]["paired"], false);
    assert_eq!(kinds(&found), ["undecided"], "the same model has not shifted");
    bench.change(TRIAGE, SLOWER);
    let found = bench.compare(1, &["--seed", "99"]);
    assert!(verdicts(&found, "labour_h").contains(&["none", "a", "shifted"]), "{found}");
}

#[test]
fn a_baseline_can_be_a_folder_and_is_not_replaced_unasked() {
    let bench = Bench::new();
    let folder = text(&bench.path("kept"));
    let write = ["baseline", "write", &bench.scenario(), "--baseline", &folder, "-n", "4"];
    ends(0, &write);
    assert!(Path::new(&folder).join("duo.json").exists());
    assert!(complains(2, &write).contains("is there already"));
    ends(0, &["baseline", "compare", "--baseline", &folder]);
    ends(0, &[&write[..], &["--force"]].concat());
}

#[test]
fn the_files_of_a_baseline_are_the_same_for_any_number_of_threads() {
    let bench = Bench::new();
    let again = text(&bench.path("again.json"));
    ends(0, &["baseline", "write", &bench.scenario(), "--baseline", &again, "-n", "30", "-j", "1"]);
    assert_eq!(fs::read(again).expect("a file"), fs::read(bench.baseline()).expect("a file"));
}

#[test]
fn people_and_ci_servers_are_told_in_one_run() {
    let bench = Bench::new();
    bench.change(NOISE, r#"noise: [(id: "everyday", rate: "2/h")],"#);
    let report = text(&bench.path("report.xml"));
    let output = ends(1, &["baseline", "compare", "--baseline", &bench.baseline(), "--report", &report]);
    let printed = stdout(&output);
    assert!(printed.contains("shifted   none, a, alerts_n:"), "{printed}");
    let xml = fs::read_to_string(report).expect("a report");
    assert!(
        xml.contains(r#"<testsuite name="duo""#) && xml.contains(r#"<testcase name="none/alerts_n""#),
        "{xml}"
    );
    assert!(
        xml.contains(r#"type="undeclared""#) && xml.contains("to reproduce: coalition baseline compare"),
        "{xml}"
    );
}

#[test]
fn what_is_wrong_with_a_baseline_or_its_changes_is_said() {
    let bench = Bench::new();
    let (baseline, gone) = (bench.baseline(), text(&bench.path("gone.json")));
    assert!(complains(2, &["baseline", "compare", "--baseline", &gone]).contains("make it with"));
    let changes = bench.declare(r#"(metric: "labor_h", arm: "none", reason: "r")"#);
    let said = complains(2, &["baseline", "compare", "--baseline", &baseline, "--changes", &changes]);
    assert!(said.contains("C0305") && said.contains("did you mean `labour_h`?"), "{said}");
    let said = complains(
        2,
        &["baseline", "accept", "--baseline", &baseline, "--metric", "labor_h", "--reason", "r"],
    );
    assert!(said.contains("did you mean `labour_h`?"), "{said}");
    fs::write(bench.path("baseline.json"), "{").expect("a file");
    assert!(complains(2, &["baseline", "compare", "--baseline", &baseline]).contains("is no JSON"));
    fs::write(bench.path("baseline.json"), "{\"format\": 9}").expect("a file");
    assert!(complains(2, &["baseline", "compare", "--baseline", &baseline]).contains("format 1"));
}
