use insta::assert_snapshot;

use super::*;
use crate::diagnostic::Code;
use crate::scenario::presets::Kind;

/// A scenario of one organisation and one team.
fn scenario(more: &str, organisation: &str, team: &str) -> Loaded {
    let text = format!(
        "(id: \"s\", title: \"t\", {more} organisations: [(id: \"a\", {organisation})], teams: [(id: \"ta\", defends: [\"a\"], \
         {team})])"
    );
    plain(&Draft::of_text("s.ron", text))
}

const NETWORK: &str = "zones: [(id: \"z\")], hosts: [(id: \"h\", zone: \"z\")]";

#[test]
fn an_element_that_is_like_something_is_the_same_as_with_its_text() {
    let inner = |text: &str| {
        let body = text.trim_end().trim_end_matches(')');
        body.split_once("\n(").unwrap().1.to_owned()
    };
    let team = "like: [\"around-the-clock\"]";
    let mut tried = 0;
    for preset in Kind::Team.all() {
        let like = right(scenario("", NETWORK, &format!("like: [{:?}]", preset.id)));
        let copied = right(scenario("", NETWORK, &inner(preset.text)));
        assert_eq!(fingerprint(&like), fingerprint(&copied), "{}", preset.id);
        tried += 1;
    }
    for (kind, more) in [(Kind::Network, ""), (Kind::Sensors, NETWORK)] {
        for preset in kind.all() {
            let like = right(scenario(
                "",
                &format!("{more}{}like: [{:?}]", if more.is_empty() { "" } else { ", " }, preset.id),
                team,
            ));
            let copied = right(scenario(
                "",
                &format!("{more}{}{}", if more.is_empty() { "" } else { ", " }, inner(preset.text)),
                team,
            ));
            assert_eq!(fingerprint(&like), fingerprint(&copied), "{}", preset.id);
            tried += 1;
        }
    }
    assert!(tried >= 10, "{tried}");
}

#[test]
fn what_an_element_writes_itself_counts_more_than_what_it_is_like() {
    let loaded = right(scenario(
        "",
        "like: [\"small-office\", \"sensors-2016\"], hosts: [(id: \"pcs\", count: 7)], sensors: [(id: \"network\", detects: 0.9)]",
        "like: [\"weak-team\", \"competent-team\"], desks: [(id: \"l2\", analysts: 9)], triage: (sensitivity: 0.7)",
    ));
    let pcs = loaded.groups.iter().find(|group| &*group.name.id == "pcs").unwrap();
    assert_eq!((pcs.count, &*pcs.name.label), (7, "Office computers"));
    let network = loaded.sensors.iter().find(|sensor| &*sensor.name.id == "network").unwrap();
    assert!(
        (network.detects.get() - 0.9).abs() < 1e-12 && network.techniques.len() + loaded.sensors.len() >= 3
    );
    let team = &loaded.teams[0];
    assert!((team.triage.sensitivity.get() - 0.7).abs() < 1e-12);
    assert!((team.triage.specificity.get() - 0.95).abs() < 1e-12, "the later of two counts");
    assert_eq!(team.desks.len(), 3);
}

#[test]
fn a_scenario_and_its_libraries_have_templates_of_their_own() {
    let main = r#"(id: "s", title: "t", include: ["library.ron"], organisations: [(id: "a", like: ["hut"])],
        teams: [(id: "ta", like: ["night"], defends: ["a"])])"#;
    let library = r#"(templates: (
        organisations: [(id: "hut", zones: [(id: "z")], hosts: [(id: "h", zone: "z")])],
        teams: [
            (id: "night", like: ["office-hours"], triage: (sensitivity: 0.5)),
            (id: "office-hours", like: ["competent-team"], label: "Our own"),
        ],
    ))"#;
    let team = right(with_files(main, &[("library.ron", library)])).teams.remove(0);
    assert_eq!(&*team.name.label, "Our own");
    assert!(
        (team.triage.sensitivity.get() - 0.5).abs() < 1e-12
            && (team.triage.specificity.get() - 0.95).abs() < 1e-12
    );
}

#[test]
fn what_nothing_can_be_like_is_told_at_its_place() {
    let templates = r#"templates: (teams: [(id: "x", like: ["y"]), (id: "y", like: ["x"]), (id: "y"), (label: "?")], organisations: 3),"#;
    let mut text =
        told(&scenario(templates, NETWORK, "like: [\"x\", \"ofice-hours\", \"small-office\"], like: []"));
    text.push_str(&told(&scenario(
        "",
        "like: \"ministry\"",
        "like: [\"office-hours\"], triage: (sensitivty: 0.5)",
    )));
    assert_snapshot!(text);
}

#[test]
fn what_grows_out_of_bounds_by_templates_is_refused() {
    let hosts = "(id: \"h\", zone: \"z\"),".repeat(5_000);
    let templates = format!("templates: (organisations: [(id: \"big\", hosts: [{hosts}])]),");
    let organisations = "(like: [\"big\"]),".repeat(2_000);
    let text = format!("(id: \"s\", title: \"t\", {templates} organisations: [{organisations}], teams: [])");
    let loaded = plain(&Draft::of_text("s.ron", text));
    assert!(loaded.diagnostics.sorted().iter().any(|one| one.code == Code::TooManyValues));
}
