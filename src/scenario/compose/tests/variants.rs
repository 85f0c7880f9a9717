use insta::assert_snapshot;

use super::*;

const VARIANTS: &str = r#"variants: [
        (id: "weekend", title: "On a Saturday", set: {"exercise.startex": "Sat 09:00", "teams[0].triage.work.median": "1h"}),
        (
            id: "calm",
            without: ["campaigns.autumn"],
            with: (experiment: (seed: 5), teams: [(id: "blue-team", triage: (work: "1min"))]),
        ),
        (id: "hub", with: (arrangement: (presets: ["hub"])), set: {"arrangement.strategies.hub.label": "Our hub"}),
    ],
    schema: 2"#;

fn draft(variants: &str) -> Draft {
    Draft::of_text("two-teams.ron", base_with("schema: 2", variants))
}

fn variant(draft: &Draft, id: &str, settings: &[&str]) -> Loaded {
    let settings = settings.iter().map(|text| text.parse().unwrap()).collect();
    let changes = Changes { variant: Some(id.to_owned()), settings };
    draft.build(&options(&changes))
}

#[test]
fn variants_leave_the_scenario_as_it_is() {
    let draft = draft(VARIANTS);
    assert_eq!(fingerprint(&right(plain(&draft))), base_print());
    let ids: Vec<&str> = draft.variants().iter().map(|variant| variant.id.as_str()).collect();
    assert_eq!(ids, ["weekend", "calm", "hub"]);
}

#[test]
fn a_variant_is_the_scenario_with_some_things_otherwise() {
    let (draft, base) = (draft(VARIANTS), right(plain(&draft(VARIANTS))));
    let weekend = right(variant(&draft, "weekend", &[]));
    assert_eq!((&*weekend.name.id, &*weekend.name.label), ("two-teams@weekend", "On a Saturday"));
    assert_ne!(weekend.exercise.startex, base.exercise.startex);
    let calm = right(variant(&draft, "calm", &[]));
    assert_eq!((calm.campaigns.len(), calm.experiment.seed), (base.campaigns.len() - 1, 5));
    assert_eq!(calm.experiment.replications, base.experiment.replications);
    let hub = right(variant(&draft, "hub", &[]));
    assert!(hub.strategies.iter().any(|one| &*one.name.label == "Our hub"));
}

#[test]
fn a_setting_counts_more_than_the_variant() {
    let set = right(variant(&draft(VARIANTS), "calm", &["experiment.seed=6"]));
    assert_eq!(set.experiment.seed, 6);
}

#[test]
fn what_is_wrong_with_variants_is_told_at_its_place() {
    let text = r#"variants: [
        (id: "a", set: {"exercise.startx": "Sat 09:00", "exercise..x": 1, "exercise.duration": "5 fortnights"}),
        (id: "a", with: (extends: "x.ron"), without: ["teams.gren-team", "story.x"]),
        (id: "b", without: ["teams.gren-team", "story.x", "exercise.startex"], with: (experiment: (sed: 1)), titel: "x"),
        (id: "c", set: {"experiment.seed": 1, "experiment.seed": 2}, with: []),
    ],
    schema: 2"#;
    let draft = draft(text);
    let all: Vec<String> = ["a", "b", "weeknd"]
        .iter()
        .map(|id| format!("== {id}\n{}", told(&variant(&draft, id, &[]))))
        .collect();
    assert_snapshot!(all.join("\n"));
    assert!(told(&variant(&self::draft(VARIANTS), "weeknd", &[])).contains("did you mean `weekend`?"));
}
