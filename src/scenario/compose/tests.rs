//! What is put together is the same as if it had been written, and what cannot be is told at its place.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod eras;
mod files;
mod likes;
mod settings;
mod variants;
mod versions;

use crate::diagnostic::render::human::{Colour, render};
use crate::scenario::model::Scenario;
use crate::scenario::presets::PRESETS;
use crate::scenario::transform::fingerprint;
use crate::scenario::{Changes, Draft, Loaded, Options, Setting};

const BASE: &str = include_str!("../check/tests/two-teams.ron");

/// Metrics that an expectation may name here.
const METRICS: &[&str] = &["loss", "labour"];

fn options(changes: &Changes) -> Options<'_> {
    Options { metrics: METRICS, changes: Some(changes), ..Options::default() }
}

fn told(loaded: &Loaded) -> String {
    render(&loaded.diagnostics, &loaded.sources, Colour::Plain)
}

/// The scenario, which must be right.
fn right(loaded: Loaded) -> Scenario {
    assert_eq!(told(&loaded), "");
    loaded.scenario.unwrap()
}

fn plain(draft: &Draft) -> Loaded {
    draft.build(&options(&Changes::default()))
}

/// The scenario `main.ron` with these texts beside it.
fn with_files(main: &str, others: &[(&str, &str)]) -> Loaded {
    plain(&Draft::of_texts("main.ron", main, others.iter().copied()))
}

/// The base with some text in place of another, which must be there.
fn base_with(old: &str, new: &str) -> String {
    assert!(BASE.contains(old), "{old}");
    BASE.replacen(old, new, 1)
}

fn base_print() -> String {
    fingerprint(&right(plain(&Draft::of_text("two-teams.ron", BASE))))
}
