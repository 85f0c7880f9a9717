#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use crate::scenario::model::Scenario;
use crate::scenario::transform::fingerprint;

fn sketch(users: u32, sites: u32) -> Sketch {
    Sketch {
        id: "s".to_owned(),
        names: vec!["Alfa".to_owned(), "Bravo".to_owned()],
        users: vec![Count::of(users)],
        sites: vec![Count::of(sites)],
        profiles: vec![Profile::Enterprise],
        segmentations: vec![Segmentation::Zoned],
        seed: 7,
        windows: Probability::literal(0.9),
        legacy: Probability::literal(0.03),
        vulnerable: Probability::literal(0.1),
    }
}

#[track_caller]
fn model(sketch: &Sketch, form: Form) -> Scenario {
    load_text("test", sketch.text(form).unwrap(), &[]).scenario.unwrap()
}

/// What is written out is what the element makes.
#[track_caller]
fn is_one_model(sketch: &Sketch) {
    let (full, compact) = (model(sketch, Form::Full), model(sketch, Form::Compact));
    assert_eq!(full.groups.len(), compact.groups.len(), "{sketch:?}");
    assert_eq!(fingerprint(&full), fingerprint(&compact), "{sketch:?}");
    assert!(!sketch.text(Form::Full).unwrap().contains("generate:"));
    assert!(!sketch.text(Form::Compact).unwrap().contains("zones:"));
}

#[test]
fn both_forms_are_the_same_scenario_from_one_user_to_a_million_hosts() {
    for (users, sites) in [(1, 1), (9, 1), (49, 3), (50, 1), (1_000, 7), (37_123, 60), (860_000, 100)] {
        for profile in [Profile::Enterprise, Profile::Ministry, Profile::Plant] {
            for segmentation in [Segmentation::Flat, Segmentation::Zoned, Segmentation::Strict] {
                is_one_model(&Sketch {
                    profiles: vec![profile],
                    segmentations: vec![segmentation],
                    ..sketch(users, sites)
                });
            }
        }
    }
    let share = Probability::literal;
    is_one_model(&Sketch { windows: share(0.0), ..sketch(900, 2) });
    is_one_model(&Sketch { legacy: share(1.0), vulnerable: share(0.0), ..sketch(900, 2) });
    is_one_model(&Sketch { legacy: share(1.0 / 3.0), vulnerable: share(1e-9), ..sketch(900, 2) });
}

#[test]
fn every_number_that_is_asked_for_counts() {
    let base = || sketch(900, 2);
    let share = Probability::literal;
    let variants = [
        base(),
        sketch(901, 2),
        sketch(900, 3),
        Sketch { seed: 8, ..base() },
        Sketch { profiles: vec![Profile::Plant], ..base() },
        Sketch { segmentations: vec![Segmentation::Flat], ..base() },
        Sketch { windows: share(0.8), ..base() },
        Sketch { legacy: share(0.3), ..base() },
        Sketch { vulnerable: share(0.2), ..base() },
        Sketch { names: vec!["Alfa".to_owned(), "Charlie".to_owned()], ..base() },
        Sketch { id: "t".to_owned(), ..base() },
    ];
    for form in [Form::Full, Form::Compact] {
        let texts: Vec<String> = variants.iter().map(|sketch| sketch.text(form).unwrap()).collect();
        for (place, text) in texts.iter().enumerate() {
            assert!(!texts[..place].contains(text), "{:?} is as another", variants[place]);
        }
        assert_eq!(base().text(form).unwrap(), texts[0], "the same numbers, the same text");
    }
}

#[test]
fn each_organisation_has_its_own_number() {
    let three = Sketch {
        names: ["North", "South", "West"].map(ToOwned::to_owned).into(),
        users: [100, 1_000, 10_000].map(Count::of).into(),
        sites: [1, 2, 3].map(Count::of).into(),
        ..sketch(1, 1)
    };
    let made = model(&three, Form::Full);
    for (organisation, (users, sites)) in made.organisations.iter().zip([(100, 1), (1_000, 2), (10_000, 3)]) {
        let pcs = organisation.groups.iter().map(|id| &made.groups[id.index()]);
        let pcs: u32 = pcs.filter(|group| group.name.id.starts_with("pcs-")).map(|group| group.count).sum();
        assert_eq!(pcs, users * 11 / 10, "{}", organisation.name.id);
        let zones = organisation.zones.iter().map(|id| &made.zones[id.index()].name.id);
        assert_eq!(zones.filter(|zone| zone.starts_with("office-")).count(), sites);
    }
    assert_eq!(made.campaigns[0].victims.len(), 3);
    // Alike organisations are not copies.
    let twins = model(&sketch(4_000, 3), Form::Full);
    let counts = |place: usize| {
        let groups = twins.organisations[place].groups.iter();
        groups.map(|id| twins.groups[id.index()].count).collect::<Vec<_>>()
    };
    assert_ne!(counts(0), counts(1));
}

#[test]
fn one_organisation_has_nobody_to_share_with() {
    let alone = Sketch { names: vec!["Alfa".to_owned()], ..sketch(100, 1) };
    assert!(model(&alone, Form::Full).strategies.is_empty());
    assert_eq!(model(&sketch(100, 1), Form::Full).strategies.len(), 2);
}

#[test]
fn names_are_kept_as_they_are_and_ids_made_of_them() {
    let names = ["EU institutions", r#"A "quoted" \ {teams} one"#, "Österreich"].map(ToOwned::to_owned);
    let made = model(&Sketch { names: names.clone().into(), ..sketch(100, 1) }, Form::Full);
    let mut labels: Vec<String> = made.organisations.iter().map(|one| one.name.label.to_string()).collect();
    let mut wanted = names.to_vec();
    labels.sort();
    wanted.sort();
    assert_eq!(labels, wanted);
    assert!(made.organisations.iter().any(|one| &*one.name.id == "eu-institutions"));
}

#[test]
fn desks_are_staffed_for_their_alerts() {
    for users in [1, 100, 1_000, 10_000, 860_000] {
        let made = model(&sketch(users, 1), Form::Full);
        let team = &made.teams[0];
        let noise = &made.noises[0];
        let alerts = noise.rate.per_hour();
        let seats = |place: usize| f64::from(team.desks[place].analysts);
        let desk = |id: &str| team.desks.iter().position(|desk| &*desk.name.id == id).unwrap();
        let (triage, analysis) =
            (alerts * 0.33 / seats(desk("l1")), alerts * 0.17 * 0.66 / seats(desk("l2")));
        assert!(triage <= 0.71 && analysis <= 0.51, "{users} users: {triage}, {analysis}");
        assert!(users < 1_000 || triage > 0.5, "{users} users: nobody sits idle: {triage}");
    }
}

#[test]
fn what_cannot_be_is_refused_with_a_remedy() {
    let said = |sketch: Sketch| sketch.text(Form::Full).unwrap_err().to_string();
    let length = said(Sketch { users: vec![Count::ONE; 3], ..sketch(1, 1) });
    assert_eq!(length, "3 numbers of users for 2 organisations: write one for all, or one for each");
    assert_eq!(said(sketch(10, 11)), "11 sites are too many for 10 users: write a whole number from 1 to 10");
    assert!(said(sketch(9_000_000, 1)).contains("a scenario has at most 10000000 hosts"));
    let twice = said(Sketch { names: vec!["A".to_owned(), "a".to_owned()], ..sketch(9, 1) });
    assert!(twice.contains("`a` is defined twice"), "{twice}");
    let empty = said(Sketch { names: vec![String::new()], ..sketch(9, 1) });
    assert!(empty.contains("write a short name"), "{empty}");
    let nobody = said(Sketch { names: Vec::new(), ..sketch(9, 1) });
    assert!(nobody.contains("no organisation"), "{nobody}");
    let id = said(Sketch { id: "My Plan".to_owned(), ..sketch(9, 1) });
    assert!(id.contains("write \"my-plan\""), "{id}");
}
