//! What is shown runs as what was written.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use super::*;
use crate::metrics::definition;
use crate::scenario::format::format_bytes;
use crate::scenario::transform::fingerprint;
use crate::scenario::{Loaded, load, load_text};

/// All scenarios of the repository that are right.
fn scenarios() -> Vec<(PathBuf, Loaded)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut waiting = vec![root.join("scenarios"), root.join("tests")];
    let mut found = Vec::new();
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "ron") {
                let loaded = load(&path, &definition::names()).unwrap();
                if loaded.scenario.is_some() {
                    found.push((path, loaded));
                }
            }
        }
    }
    assert!(found.len() > 40, "{} scenarios were found", found.len());
    found
}

#[test]
fn what_is_shown_is_the_same_scenario_with_or_without_its_defaults() {
    for (path, loaded) in scenarios() {
        let before = fingerprint(&loaded.scenario.unwrap());
        for defaults in [false, true] {
            let text = to_ron(&form(loaded.document.clone().unwrap(), defaults));
            let again = load_text("shown", &text, &definition::names());
            let faults = again.diagnostics.sorted();
            assert!(faults.is_empty(), "{}, defaults {defaults}: {:?}", path.display(), faults.first());
            assert_eq!(fingerprint(&again.scenario.unwrap()), before, "{}, {defaults}", path.display());
            let laid_out = format_bytes("shown".to_owned(), text.as_bytes()).text.unwrap();
            assert!(laid_out == text, "{} is not shown as it would be laid out", path.display());
        }
    }
}

const SMALL: &str = r#"(
    id: "small", title: "A \"small\" one",
    organisations: [(id: "a", zones: [(id: "z")], hosts: [(id: "h", zone: "z", count: 3)])],
    teams: [(
        id: "t", defends: ["a"], desks: [(id: "soc", analysts: 2)],
        triage: (desk: "soc", work: LogNormal(median: "5min", sigma: 0.5)), analysis: (desk: "soc"),
        containment: (desk: "soc"), eradication: (desk: "soc"), recovery: (desk: "soc"), hunting: (desk: "soc"),
    )],
)"#;

fn small(defaults: bool) -> Form {
    form(load_text("small", SMALL, &[]).document.unwrap(), defaults)
}

#[test]
fn every_default_of_the_declarations_is_written_out() {
    fn missing(form: &Form, of: &crate::scenario::decode::TypeDoc, path: &str, found: &mut Vec<String>) {
        use crate::scenario::decode::Shape;
        match (&of.shape, form) {
            (Shape::Optional(inner), _) => missing(form, &inner(), path, found),
            (Shape::List(inner), Form::List(items)) => {
                items.iter().for_each(|item| missing(item, &inner(), path, found));
            }
            (Shape::Struct(declared), Form::Fields { fields, .. }) => {
                for field in declared {
                    let path = format!("{path}.{}", field.name);
                    match fields.iter().find(|(name, _)| *name == field.name) {
                        None => found.push(path),
                        Some((_, form)) => missing(form, &(field.of)(), &path, found),
                    }
                }
            }
            _ => {}
        }
    }
    let count = |defaults| {
        let mut found = Vec::new();
        missing(&small(defaults), &Scenario::describe(), "", &mut found);
        found.len()
    };
    assert!(count(false) > 50, "most of it is left out otherwise");
    assert_eq!(count(true), 0);
}

#[test]
fn a_part_is_found_by_names_ids_and_numbers() {
    let small = small(true);
    let at = |path| part(&small, path).map(ToString::to_string);
    assert_eq!(at("teams.t.desks.soc.analysts").unwrap(), "2");
    assert_eq!(at("teams.0.triage.work.sigma").unwrap(), "0.5");
    assert_eq!(at("organisations.a.hosts.h.count").unwrap(), "3");
    assert_eq!(at("experiment.seed").unwrap(), "2016");
    let error = at("teams.u").unwrap_err().to_string();
    assert_eq!(error, "there is no `u` in `teams`: it has t");
    let error = at("titel").unwrap_err().to_string();
    assert!(error.starts_with("there is no `titel` in the scenario: it has schema, id, title"), "{error}");
    assert_eq!(at("id.x").unwrap_err().to_string(), "there is no `x` in `id`: it has no parts");
}

#[test]
fn json_has_the_same_values() {
    let json = to_json(&small(true));
    assert_eq!(json["title"], "A \"small\" one");
    assert_eq!(json["organisations"][0]["hosts"][0]["count"], 3);
    assert_eq!(json["teams"][0]["triage"]["work"]["LogNormal"]["sigma"], 0.5);
    assert_eq!(json["story"], Value::Null);
}
