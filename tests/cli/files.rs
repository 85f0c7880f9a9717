//! `coalition run`: the files that it writes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::common::{files, rows, run};
use crate::{DUO, SOLO, prints};

type Files = BTreeMap<String, Vec<u8>>;

fn write(scenario: &str, arguments: &[&str]) -> (tempfile::TempDir, PathBuf) {
    run(Path::new(scenario), arguments)
}

fn json(files: &Files, name: &str) -> Value {
    serde_json::from_slice(&files[name]).expect("JSON")
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn words(value: &Value) -> &str {
    value.as_str().expect("a text")
}

#[test]
fn a_result_set_holds_the_tables_their_dictionary_and_a_manifest() {
    for scenario in [DUO, SOLO] {
        let (_keep, out) = write(scenario, &["-n", "3"]);
        let names: BTreeSet<String> = files(&out).into_keys().collect();
        let expected = [
            "comparison.csv",
            "datapackage.json",
            "desks.csv",
            "incidents.csv",
            "ledger.csv",
            "manifest.json",
            "ranking.csv",
            "runs.csv",
            "services.csv",
            "shares.csv",
            "survival.csv",
            "teams.csv",
        ];
        assert_eq!(names, expected.map(String::from).into(), "{scenario}");
    }
}

#[test]
fn the_dictionary_describes_every_column_of_every_table() {
    let (_keep, out) = write(DUO, &["-n", "3"]);
    let files = files(&out);
    let package = json(&files, "datapackage.json");
    assert_eq!(package["marking"], "EXERCISE");
    let tables: BTreeSet<&str> =
        list(&package["resources"]).iter().map(|table| words(&table["path"])).collect();
    let written: BTreeSet<&str> =
        files.keys().map(String::as_str).filter(|name| name.ends_with(".csv")).collect();
    assert_eq!(tables, written);
    for table in list(&package["resources"]) {
        let name = words(&table["path"]);
        let mut reader = csv::Reader::from_reader(files[name].as_slice());
        let fields = list(&table["schema"]["fields"]);
        let described: Vec<&str> = fields.iter().map(|field| words(&field["name"])).collect();
        assert!(reader.headers().expect("a header row").iter().eq(described), "{name}");
        assert!(fields.iter().all(|field| !words(&field["description"]).is_empty()), "{name}");
        assert!(!words(&table["description"]).is_empty(), "{name}");
        assert!(reader.records().count() > 0, "{name} has rows in this scenario");
    }
}

#[test]
fn keys_are_unique_and_what_is_required_is_there() {
    let (_keep, out) = write(DUO, &["-n", "3"]);
    let package = json(&files(&out), "datapackage.json");
    for table in list(&package["resources"]) {
        let name = words(&table["name"]);
        let key: Vec<&str> = list(&table["schema"]["primaryKey"]).iter().map(words).collect();
        let mut seen = BTreeSet::new();
        for row in rows(&out, name) {
            let values: Vec<String> = key.iter().map(|column| row[*column].clone()).collect();
            assert!(seen.insert(values.clone()), "{name}: {values:?} twice");
            for field in list(&table["schema"]["fields"]) {
                let cell = &row[words(&field["name"])];
                let constraints = &field["constraints"];
                assert!(constraints["required"] != true || !cell.is_empty(), "{name}: {field} is missing");
                if let Some(values) = constraints["enum"].as_array().filter(|_| !cell.is_empty()) {
                    assert!(values.iter().any(|value| words(value) == cell), "{name}: {cell} in {field}");
                }
            }
        }
    }
}

#[test]
fn seals_match_the_files() {
    let (_keep, out) = write(DUO, &["-n", "3"]);
    let files = files(&out);
    let manifest = json(&files, "manifest.json");
    let sealed = manifest["files"].as_object().expect("an object");
    assert!(sealed.keys().eq(files.keys().filter(|name| *name != "manifest.json")));
    for (name, seal) in sealed {
        assert_eq!(seal["bytes"], files[name].len(), "{name}");
        assert_eq!(seal["sha256"], sha256(&files[name]), "{name}");
    }
    for table in list(&json(&files, "datapackage.json")["resources"]) {
        let name = words(&table["path"]);
        assert_eq!(table["bytes"], files[name].len(), "{name}");
        assert_eq!(table["hash"], format!("sha256:{}", sha256(&files[name])), "{name}");
    }
}

#[test]
fn the_manifest_is_enough_to_make_a_result_set_again() {
    for (scenario, arguments) in [
        (DUO, vec!["-n", "3", "--seed", "18446744073709551615"]),
        (DUO, vec!["-n", "2", "--strategies", "none"]),
        (SOLO, vec![]),
    ] {
        let (_keep, out) = write(scenario, &arguments);
        let manifest = json(&files(&out), "manifest.json");
        assert_eq!(manifest["marking"], "EXERCISE");
        let command = words(&manifest["command"]);
        let (_, options) = command.split_once("> ").expect("options behind the file");
        let options: Vec<&str> = options.split(' ').collect();
        let (_keep, again) = write(scenario, &options);
        assert!(files(&out) == files(&again), "{command}");
    }
}

#[test]
fn results_do_not_depend_on_the_number_of_threads() {
    let (_keep, one) = write(DUO, &["-n", "8", "-j", "1"]);
    let (_keep_too, two) = write(DUO, &["-n", "8", "-j", "2"]);
    assert!(files(&one) == files(&two));
}

#[test]
fn results_depend_on_the_seed() {
    let (_keep, seven) = write(DUO, &["-n", "3"]);
    let (_keep_too, eight) = write(DUO, &["-n", "3", "--seed", "8"]);
    let (seven, eight) = (files(&seven), files(&eight));
    assert_eq!(json(&seven, "manifest.json")["seed"], 7, "the scenario's own");
    assert_eq!(json(&eight, "manifest.json")["seed"], 8);
    assert_ne!(seven["incidents.csv"], eight["incidents.csv"]);
}

#[test]
fn fewer_replicates_are_the_first_ones() {
    let (_keep, few) = write(DUO, &["-n", "2"]);
    let (_keep_too, more) = write(DUO, &["-n", "4"]);
    let (few, more) = (rows(&few, "runs"), rows(&more, "runs"));
    assert_eq!(few, more[..few.len()]);
}

#[test]
fn strategies_are_played_in_the_order_that_they_are_named_in_and_once() {
    let (_keep, out) = write(DUO, &["-n", "2", "--strategies", "none,tell,tell"]);
    assert_eq!(json(&files(&out), "manifest.json")["arms"], serde_json::json!(["none", "tell"]));
    let (_keep, out) = write(DUO, &["-n", "2", "--strategies", "none"]);
    assert_eq!(json(&files(&out), "manifest.json")["arms"], serde_json::json!(["none"]));
    assert!(rows(&out, "comparison").is_empty());
}

#[test]
fn the_listing_of_tables_is_the_dictionary() {
    let (_keep, out) = write(DUO, &["-n", "1"]);
    let package = json(&files(&out), "datapackage.json");
    let mut wanted = Vec::new();
    for table in list(&package["resources"]) {
        wanted.push(words(&table["path"]).to_owned());
        let fields = list(&table["schema"]["fields"]);
        wanted.extend(fields.iter().map(|field| words(&field["name"]).to_owned()));
    }
    let text = prints(&["list", "tables"]);
    let lines: Vec<&str> = text.lines().collect();
    let mut listed = Vec::new();
    for (line, next) in lines.iter().zip(lines.iter().skip(1)) {
        let depth = line.len() - line.trim_start().len();
        let opens_table = depth == 0 && line.contains(".csv");
        if opens_table || depth == 2 {
            let name = line.trim_start().split([' ', ',']).next().expect("a name");
            assert!(next.starts_with(if opens_table { "    " } else { "      " }), "{name} is described");
            assert!(!next.trim().is_empty(), "{name} is described");
            listed.push(name.to_owned());
        }
    }
    assert_eq!(listed, wanted);
}
