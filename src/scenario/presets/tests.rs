use super::*;
use crate::scenario::{Options, load_text};

const TEAMS: &str = r#"
    id: "s",
    title: "t",
    organisations: [
        (id: "a", zones: [(id: "z")], hosts: [(id: "h", zone: "z")]),
        (id: "b", zones: [(id: "z")], hosts: [(id: "h", zone: "z")]),
    ],
    teams: [
        (id: "ta", defends: ["a"], desks: [(id: "soc", analysts: 1)], triage: (desk: "soc"), analysis: (desk: "soc"), containment: (desk: "soc"), eradication: (desk: "soc"), recovery: (desk: "soc"), hunting: (desk: "soc")),
        (id: "tb", defends: ["b"], desks: [(id: "soc", analysts: 1)], triage: (desk: "soc"), analysis: (desk: "soc"), containment: (desk: "soc"), eradication: (desk: "soc"), recovery: (desk: "soc"), hunting: (desk: "soc")),
    ],
"#;

fn strategies(arrangement: &str) -> Vec<String> {
    let loaded = load_text("s", format!("({TEAMS} arrangement: {arrangement})"), &[]);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics.sorted());
    loaded
        .scenario
        .into_iter()
        .flat_map(|scenario| scenario.strategies)
        .map(|one| one.name.id.to_string())
        .collect()
}

#[test]
fn a_preset_that_is_named_is_the_same_as_its_text() {
    for preset in PRESETS {
        let fingerprint = |arrangement: &str| {
            let loaded = load_text("s", format!("({TEAMS} arrangement: {arrangement})"), &[]);
            assert!(loaded.diagnostics.is_empty(), "{}: {:?}", preset.id, loaded.diagnostics.sorted());
            loaded.scenario.map(|scenario| crate::scenario::transform::fingerprint(&scenario))
        };
        let named = fingerprint(&format!("(presets: [\"{}\"])", preset.id));
        assert!(named.is_some());
        assert_eq!(named, fingerprint(preset.text), "{}", preset.id);
        assert_eq!(strategies(preset.text), [preset.id]);
        assert!(preset.summary().len() > 20 && preset.summary().contains(": "), "{}", preset.summary());
    }
}

#[test]
fn all_presets_go_together() {
    let ids: Vec<String> = PRESETS.iter().map(|preset| format!("{:?}", preset.id)).collect();
    assert_eq!(strategies(&format!("(presets: [{}])", ids.join(", "))).len(), PRESETS.len());
}

#[test]
fn what_is_asked_for_from_outside_gives_way_to_what_the_scenario_has() {
    let own = format!("({TEAMS} arrangement: (strategies: [(id: \"hub\", rules: [(id: \"mine\")])]))");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("s.ron");
    std::fs::write(&path, own).expect("a file");
    let loaded = crate::scenario::load_with(
        &path,
        &Options { presets: &PRESETS.iter().collect::<Vec<_>>(), ..Options::default() },
    )
    .expect("it reads");
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics.sorted());
    let scenario = loaded.scenario.expect("it is right");
    assert_eq!(scenario.strategies.len(), PRESETS.len());
    let hub = scenario.strategies.iter().find(|one| &*one.name.id == "hub").expect("the hub");
    assert!(hub.arrangement.policies.iter().all(|policy| &*policy.rule.id == "mine"));
}

#[test]
fn an_unknown_preset_is_refused_with_the_right_word() {
    let told = |arrangement: &str| {
        let loaded = load_text("s", format!("({TEAMS} arrangement: {arrangement})"), &[]);
        assert!(loaded.scenario.is_none());
        loaded.diagnostics.sorted().iter().map(|one| (one.code, format!("{one:?}"))).collect::<Vec<_>>()
    };
    let [(code, text)] = &told("(presets: [\"bilatral\"])")[..] else { panic!("one fault") };
    assert_eq!(*code, Code::UnknownReference);
    assert!(text.contains("did you mean `bilateral`?"), "{text}");
    assert_eq!(told("(presets: [\"hub\", \"hub\"])")[0].0, Code::RepeatedReference);
    assert_eq!(
        told("(presets: [\"hub\"], strategies: [(id: \"hub\", rules: [(id: \"r\")])])")[0].0,
        Code::DuplicateId
    );
}
