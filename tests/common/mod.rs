//! Runs the program as its users do, and reads what it wrote.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::expect_used,
    clippy::panic,
    clippy::allow_attributes,
    reason = "each test file uses a part; a test fails by panicking"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A row of a result file, by column.
pub type Row = BTreeMap<String, String>;

/// The program, in the project's folder.
pub fn coalition(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_coalition"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("NO_COLOR", "1")
        .output()
        .expect("the program starts")
}

/// What the program printed for people and programs.
pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("output is UTF-8")
}

/// What the program said besides.
pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

/// Runs a scenario into a folder of its own and gives the folder.
pub fn run(scenario: &Path, extra: &[&str]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("out");
    let (scenario, target) = (scenario.display().to_string(), out.display().to_string());
    let mut arguments = vec!["run", &scenario, "--out", &target, "--quiet"];
    arguments.extend(extra);
    let output = coalition(&arguments);
    assert!(output.status.success(), "{scenario}: {}", stderr(&output));
    (folder, out)
}

/// The rows of a result file.
pub fn rows(folder: &Path, table: &str) -> Vec<Row> {
    let path = folder.join(format!("{table}.csv"));
    let mut reader =
        csv::Reader::from_path(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    reader.deserialize().map(|row| row.expect("a row of a result file reads back")).collect()
}

/// The files of a result set with their bytes.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).expect("the result folder is there");
    entries
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read(&path).expect("a file that reads"))
        })
        .collect()
}

/// A number of a row; none where it is missing.
pub fn number(row: &Row, column: &str) -> Option<f64> {
    let text = row.get(column).unwrap_or_else(|| panic!("no column {column}"));
    (!text.is_empty()).then(|| text.parse().expect("a number"))
}

/// The bundled scenarios, with the published incidents.
pub fn bundled() -> Vec<PathBuf> {
    [ron_files("scenarios"), ron_files("scenarios/incidents")].concat()
}

/// The scenario files of a folder of the project, in the order of their names.
pub fn ron_files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(&folder).expect("the folder is there");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ron"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{} holds scenarios", folder.display());
    files
}
