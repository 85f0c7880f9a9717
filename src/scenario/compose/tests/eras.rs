use super::super::era::table;
use super::*;
use crate::diagnostic::{Code, Diagnostics, Sources};
use crate::scenario::decode::{Decode, Shape, TypeDoc};
use crate::scenario::document;
use crate::scenario::presets::{Kind, Preset};
use crate::units::Distribution;

fn entries(era: &Preset) -> Vec<String> {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let table = table(era, &mut sources, &mut diagnostics);
    assert!(diagnostics.is_empty());
    table.into_keys().collect()
}

/// Every field of every type, as eras name them.
fn known() -> Vec<String> {
    let mut known = Vec::new();
    for TypeDoc { name, shape, .. } in document::Scenario::describe().reachable() {
        match shape {
            Shape::Struct(fields) => {
                known.extend(fields.iter().map(|field| format!("{name}.{}", field.name)))
            }
            Shape::Choice(variants) => known.extend(variants.iter().flat_map(|one| {
                one.fields
                    .iter()
                    .map(|field| format!("{name}.{}.{}", one.name, field.name))
                    .collect::<Vec<_>>()
            })),
            _ => {}
        }
    }
    known
}

#[test]
fn whatever_an_era_says_is_about_a_field_that_there_is_and_has_its_source() {
    let known = known();
    for era in Kind::Era.all() {
        let entries = entries(era);
        assert!(entries.len() >= 15, "{}: {entries:?}", era.id);
        for entry in &entries {
            assert!(known.contains(entry), "{}: {entry}", era.id);
        }
        let values =
            era.text.lines().filter(|line| line.trim_end().split("//").next().unwrap().trim().ends_with(','));
        let values: Vec<&str> = values.filter(|line| !line.trim().starts_with(')')).collect();
        assert_eq!(values.len(), entries.len(), "{}: a value a line", era.id);
        for line in values {
            let tagged = ["// [S]", "// [D]", "// [J]"].iter().any(|tag| line.contains(tag));
            assert!(tagged, "{}: {line}", era.id);
        }
    }
}

#[test]
fn whatever_ships_has_a_source_at_each_of_its_numbers() {
    for kind in [Kind::Team, Kind::Network, Kind::Sensors] {
        for preset in kind.all() {
            assert!(preset.text.contains("[J]") || preset.text.contains("[S]"), "{}", preset.id);
            assert!(preset.summary().contains(": ") && preset.summary().len() > 40, "{}", preset.summary());
        }
    }
}

/// A scenario in which every type that an era speaks of stands with nothing written.
fn bare(era: &str) -> Loaded {
    let text = format!(
        r#"(id: "s", title: "t", {era}
        organisations: [(id: "a", zones: [(id: "z")], hosts: [(id: "h", zone: "z", controls: [Edr()])], sensors: [(id: "x")],
            users: [(id: "u")])],
        teams: [(id: "ta", defends: ["a"], desks: [(id: "d", analysts: 1, escalates: (to: "e")), (id: "e", analysts: 1)],
            triage: (desk: "d"), analysis: (desk: "d"), containment: (desk: "d"), eradication: (desk: "d"),
            recovery: (desk: "d"), hunting: (desk: "d"), reporting: (desk: "d"))],
        campaigns: [(id: "c", victims: [(organisation: "a")], indicators: [(id: "i", kind: Domain)], steps: [
            (id: "lure", technique: "T1566.001", tactic: InitialAccess, does: Enter(targets: ["h"], through: Phishing()), indicators: ["i"])])],
        arrangement: (strategies: [(id: "f", feeds: [(id: "feed")])]))"#
    );
    plain(&Draft::of_text("s.ron", text))
}

#[test]
fn an_era_gives_defaults_and_nothing_else() {
    let none = right(bare(""));
    for era in Kind::Era.all() {
        let set = right(bare(&format!("era: {:?},", era.id)));
        assert_ne!(fingerprint(&set), fingerprint(&none));
        let team = &set.teams[0];
        let patience = if era.id == "era2016" { "8h" } else { "4h" };
        assert_eq!(team.triage.patience, Distribution::exponential(patience.parse().unwrap()).unwrap());
        let work = Distribution::log_normal("24min 18s".parse().unwrap(), 1.0).unwrap();
        assert_eq!(team.analysis.labour.work, work);
    }
    let coverage = |scenario: &Scenario| scenario.groups[0].logging.coverage.get();
    assert!((coverage(&none) - 0.37).abs() < 1e-12);
    // `logging` is not written: the default of the whole has the era's default of its part.
    assert!((coverage(&right(bare("era: \"era2025\","))) - 0.54).abs() < 1e-12);
}

#[test]
fn what_is_written_counts_more_than_the_era() {
    let text = base_with("schema: 2", "era: \"era2025\"");
    let scenario = right(plain(&Draft::of_text("s.ron", text)));
    let blue = scenario.teams.iter().find(|team| &*team.name.id == "blue-team").unwrap();
    assert_eq!(blue.triage.labour.work, Distribution::Constant("10min".parse().unwrap()));
}

#[test]
fn an_era_that_there_is_not_is_told() {
    let loaded = bare("era: \"era2026\",");
    let codes: Vec<Code> = loaded.diagnostics.sorted().iter().map(|one| one.code).collect();
    assert_eq!(codes, [Code::UnknownReference]);
    assert!(told(&loaded).contains("did you mean `era20"), "{}", told(&loaded));
    let changes = Changes { settings: vec![Setting::new("era", "era2025")], ..Changes::default() };
    let draft = Draft::of_text("two-teams.ron", BASE);
    assert_ne!(fingerprint(&right(draft.build(&options(&changes)))), base_print());
}
