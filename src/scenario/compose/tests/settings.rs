use insta::assert_snapshot;
use proptest::prelude::*;

use super::*;
use crate::diagnostic::{Diagnostics, Sources};
use crate::scenario::decode::{Decode, Shape};
use crate::scenario::document;
use crate::scenario::syntax::{self, Node, NodeKind};
use crate::units::{Distribution, Span};

fn changes(settings: &[&str]) -> Changes {
    Changes { settings: settings.iter().map(|text| text.parse().unwrap()).collect(), ..Changes::default() }
}

fn with(settings: &[&str]) -> Loaded {
    Draft::of_text("two-teams.ron", BASE).build(&options(&changes(settings)))
}

fn span(text: &str) -> Span {
    text.parse().unwrap()
}

#[test]
fn a_value_that_is_set_counts_whether_it_was_written_or_not() {
    let base = right(with(&[]));
    let set = right(with(&[
        "experiment.replications=7",
        "teams.blue-team.triage.work=10min",
        "teams.blue-team.analysis.work.median=1h",
        "campaigns[0].label=Something else",
        "title=Blue",
        "exercise.startex=Sat 09:00",
    ]));
    assert_eq!(set.experiment.replications, 7);
    let team = set.teams.iter().find(|team| &*team.name.id == "blue-team").unwrap();
    assert_eq!(team.triage.labour.work, Distribution::Constant(span("10min")));
    let wanted = Distribution::LogNormal { median: span("1h"), sigma: 1.0 };
    assert_eq!(team.analysis.labour.work, wanted, "the sigma of the default stays");
    let winter = set.campaigns.iter().find(|campaign| &*campaign.name.id == "winter").unwrap();
    assert_eq!(&*winter.name.label, "Something else");
    assert_eq!(&*set.name.label, "Blue");
    assert_ne!(set.exercise.startex, base.exercise.startex);
}

#[test]
fn a_strategy_that_ships_with_the_program_can_be_set_wherever_it_was_named() {
    let path = "arrangement.strategies.hub.rules.hub-event.release=3h";
    let hub = |scenario: &Scenario| {
        let hub = scenario.strategies.iter().find(|one| &*one.name.id == "hub").unwrap();
        hub.arrangement.policies.iter().map(|policy| policy.release.clone()).collect::<Vec<_>>()
    };
    let named = right(with(&["arrangement.presets=[\"hub\"]", path]));
    let changes = changes(&[path]);
    let presets: Vec<_> = PRESETS.iter().filter(|preset| preset.id == "hub").collect();
    let asked = Options { presets: &presets, ..options(&changes) };
    let asked = right(Draft::of_text("two-teams.ron", BASE).build(&asked));
    for scenario in [named, asked] {
        assert!(hub(&scenario).contains(&Distribution::Constant(span("3h"))), "{:?}", hub(&scenario));
    }
}

#[test]
fn the_later_of_two_settings_counts() {
    assert_eq!(right(with(&["experiment.seed=1", "experiment.seed=2"])).experiment.seed, 2);
}

#[test]
fn a_setting_that_leads_nowhere_is_told_under_the_step() {
    assert_snapshot!(told(&with(&[
        "teams.blu-team.triage.work=10min",
        "teams.blue-team.triage.wrok=10min",
        "campaigns[7].label=x",
        "arrangement.strategies.hub.label=x",
        "experiment..seed=1",
        "experiment[x]=1",
        "include=[\"x.ron\"]",
        "experiment.seed=minus one",
        "experiment.replications=0",
        "title=(\"unfinished\"",
        "nonsense=1",
        "experiment.seed.low=1",
    ])));
}

#[test]
fn a_text_without_a_value_or_a_path_is_no_setting() {
    for (text, wanted) in [("experiment.seed", "has no value"), ("=3", "has no path")] {
        let error = text.parse::<Setting>().unwrap_err().to_string();
        assert!(error.contains(wanted), "{error}");
    }
}

#[test]
fn a_path_of_any_length_is_refused_in_bounded_depth() {
    let path = format!("experiment{}=1", ".x".repeat(100_000));
    assert!(told(&with(&[&path])).contains("C0501"));
    let value = format!("title={}", "(".repeat(100_000));
    assert!(told(&with(&[&value])).contains("C0009"));
}

/// Every value of a tree by its path, with its text.
fn values(node: &Node, path: &str, sources: &Sources, found: &mut Vec<(String, String)>) {
    if !path.is_empty() {
        found.push((path.to_owned(), sources.text(node.place).to_owned()));
    }
    match &node.kind {
        NodeKind::Struct { fields, .. } => {
            for field in fields {
                let dot = if path.is_empty() { "" } else { "." };
                values(&field.value, &format!("{path}{dot}{}", field.name.text), sources, found);
            }
        }
        NodeKind::List(items) => {
            for (place, item) in items.iter().enumerate() {
                values(item, &format!("{path}[{place}]"), sources, found);
                if let Some(id) = super::super::id_of(item) {
                    values(item, &format!("{path}.{id}"), sources, found);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn every_value_can_be_set_to_what_it_is_and_nothing_changes() {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let source = sources.add("two-teams.ron", BASE);
    let tree = syntax::parse(source, &sources, &mut diagnostics).unwrap();
    let mut all = Vec::new();
    values(&tree, "", &sources, &mut all);
    assert!(all.len() > 100, "{}", all.len());
    let draft = Draft::of_text("two-teams.ron", BASE);
    let base = fingerprint(&right(draft.build(&options(&Changes::default()))));
    for (path, value) in all.into_iter().filter(|(path, _)| path != "schema") {
        let changes = Changes { settings: vec![Setting::new(&path, &value)], ..Changes::default() };
        assert_eq!(fingerprint(&right(draft.build(&options(&changes)))), base, "{path}={value}");
    }
}

#[test]
fn whatever_has_a_default_can_be_set_to_it() {
    let draft = Draft::of_text("two-teams.ron", BASE);
    let base = fingerprint(&right(draft.build(&options(&Changes::default()))));
    let Shape::Struct(fields) = document::Scenario::describe().shape else { unreachable!() };
    let teams = fields.iter().find(|field| field.name == "teams").unwrap();
    let Shape::List(team) = (teams.of)().shape else { unreachable!() };
    let Shape::Struct(parts) = team().shape else { unreachable!() };
    let mut tried = 0;
    for part in parts {
        let Shape::Struct(fields) = (part.of)().shape else { continue };
        for field in fields {
            let (Some(default), path) =
                (field.default, format!("teams.blue-team.{}.{}", part.name, field.name))
            else {
                continue;
            };
            let written = format!("{}: (", part.name);
            if BASE.contains(&format!("{}: ", field.name))
                || (part.default.is_none() && !BASE.contains(&written))
            {
                continue;
            }
            let changes =
                Changes { settings: vec![Setting::new(&path, &default().to_string())], ..Changes::default() };
            assert_eq!(fingerprint(&right(draft.build(&options(&changes)))), base, "{path}");
            tried += 1;
        }
    }
    assert!(tried > 20, "{tried}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_setting_ends_in_a_scenario_or_a_fault(path in "[a-z0-9\\[\\].-]{0,30}", value in "\\PC{0,20}") {
        let changes = Changes { settings: vec![Setting::new(&path, &value)], ..Changes::default() };
        let loaded = Draft::of_text("two-teams.ron", BASE).build(&options(&changes));
        prop_assert_eq!(loaded.scenario.is_none(), loaded.diagnostics.has_errors());
    }
}
