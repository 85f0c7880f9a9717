//! `coalition diff`: what differs, where plays part and why, how outcomes moved.

use std::fs;

use serde_json::Value;

use crate::{DUO, complains, prints, text};

#[test]
fn a_scenario_differs_in_nothing_from_itself() {
    let printed = prints(&["diff", DUO, "-n", "4"]);
    assert!(printed.contains("In the model:\n  nothing\n"), "{printed}");
    assert!(printed.contains("  the same, fact by fact\n"), "{printed}");
    assert!(printed.contains(" 0 equivalent, 0 shifted, 0 undecided\n"), "{printed}");
}

#[test]
fn a_changed_duration_is_followed_from_the_model_to_the_outcomes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let changed = folder.path().join("slower.ron");
    let original = fs::read_to_string(DUO).expect("the scenario reads");
    let from = r#"triage: (desk: "d"), analysis"#;
    fs::write(&changed, original.replacen(from, r#"triage: (desk: "d", work: "1h"), analysis"#, 1))
        .expect("a file");
    let path = text(&changed);
    let printed = prints(&["diff", DUO, &path, "-n", "30", "--format", "json"]);
    let found: Value = serde_json::from_str(&printed).expect("JSON");
    let model = found["model"].as_array().expect("a list");
    assert_eq!(model.len(), 1, "{model:?}");
    assert_eq!((&model[0]["path"], &model[0]["old"]), (&"teams[a].triage.work".into(), &Value::Null));
    assert!(model[0]["new"].as_str().expect("a text").contains("1h"), "{model:?}");
    let parting = &found["diverges"];
    for side in ["a", "b"] {
        let last = parting[side].as_array().and_then(|chain| chain.last()).expect("a fact");
        assert_eq!(last["kind"], "work_started", "{parting}");
        assert!(parting[side].as_array().expect("a list").len() > 1, "with what led to it: {parting}");
    }
    let outcomes = found["outcomes"].as_array().expect("a list");
    let labour =
        |team: &str| outcomes.iter().find(|cell| cell["metric"] == "labour_h" && cell["team"] == team);
    assert_eq!(labour("a").expect("it moved")["verdict"], "shifted");
    assert!(labour("b").is_none(), "the other team has no part in it");
    let human = prints(&["diff", DUO, &path, "-n", "30"]);
    assert!(human.contains("  teams[a].triage.work: (not written) → "), "{human}");
    assert!(human.contains(" facts in common, then\n"), "{human}");
}

#[test]
fn two_strategies_part_where_something_is_shared() {
    let printed = prints(&["diff", DUO, "--strategy-b", "tell", "-n", "8", "--format", "json"]);
    let found: Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!((&found["model"], &found["paired"]), (&serde_json::json!([]), &true.into()));
    let second = found["diverges"]["b"].as_array().expect("a list");
    let kinds: Vec<&str> = second.iter().map(|row| row["kind"].as_str().expect("a text")).collect();
    assert!(kinds.contains(&"incident_confirmed"), "a confirmation has it shared: {kinds:?}");
    assert!(found["outcomes"].as_array().expect("a list").iter().any(|cell| cell["metric"] == "items_out_n"));
}

#[test]
fn other_luck_is_compared_as_strangers() {
    let printed = prints(&["diff", DUO, "--seed-b", "8", "-n", "8"]);
    assert!(printed.contains("on other luck, as strangers"), "{printed}");
}

#[test]
fn a_strategy_that_is_unknown_is_refused() {
    assert!(complains(2, &["diff", DUO, "--strategy-b", "tel"]).contains("`tel` is no strategy"));
}
