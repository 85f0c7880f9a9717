//! What is put together is the same as if it had been written, and what cannot be is told at its place.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod settings;

use crate::diagnostic::render::human::{Colour, render};
use crate::scenario::model::Scenario;
use crate::scenario::presets::PRESETS;
use crate::scenario::{Changes, Draft, Loaded, Options, Setting};

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
