//! The command line as its users meet it: what it prints, what it writes, and how it ends.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

#[path = "cli/baseline.rs"]
mod baseline;
#[path = "cli/break_even.rs"]
mod break_even;
#[path = "cli/check.rs"]
mod check;
#[path = "cli/diff.rs"]
mod diff;
#[path = "cli/docs.rs"]
mod docs;
#[path = "cli/explain.rs"]
mod explain;
#[path = "cli/files.rs"]
mod files;
#[path = "cli/fmt.rs"]
mod fmt;
#[path = "cli/generate.rs"]
mod generate;
#[path = "cli/growing.rs"]
mod growing;
#[path = "cli/interrupt.rs"]
mod interrupt;
#[path = "cli/lints.rs"]
mod lints;
#[path = "cli/pipe.rs"]
mod pipe;
#[path = "cli/plain.rs"]
mod plain;
#[path = "cli/readme.rs"]
mod readme;
#[path = "cli/run.rs"]
mod run;
#[path = "cli/study.rs"]
mod study;
#[path = "cli/target.rs"]
mod target;
#[path = "cli/test.rs"]
mod test;
#[path = "cli/trace.rs"]
mod trace;

use std::path::Path;
use std::process::Output;

use common::{coalition, stderr, stdout};

/// Two teams that can share.
const DUO: &str = "tests/cli/duo.ron";
/// One team, no strategies.
const SOLO: &str = "tests/cli/solo.ron";
/// Wrong in many ways.
const FAULTY: &str = "tests/cli/faulty.ron";

/// What the program prints where it succeeds; it must have nothing to complain of.
#[track_caller]
fn prints(arguments: &[&str]) -> String {
    let output = ends(0, arguments);
    let said = stderr(&output);
    assert!(said.is_empty() || said.starts_with("Results: "), "{arguments:?} said: {said}");
    stdout(&output)
}

/// Runs the program, which must end with this code and without a panic.
#[track_caller]
fn ends(code: i32, arguments: &[&str]) -> Output {
    let output = coalition(arguments);
    let said = stderr(&output);
    assert!(!said.contains("panicked"), "{arguments:?}: {said}");
    assert_eq!(output.status.code(), Some(code), "{arguments:?} said: {said}");
    output
}

/// What the program complains of where it ends with this code; it must have printed no data.
#[track_caller]
fn complains(code: i32, arguments: &[&str]) -> String {
    let output = ends(code, arguments);
    assert_eq!(stdout(&output), "", "{arguments:?} failed, so it prints no data");
    stderr(&output)
}

/// A path as an argument.
fn text(path: &Path) -> String {
    path.to_str().expect("temporary folders have plain names").to_owned()
}
