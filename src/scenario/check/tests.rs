#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod desks;
mod incidents;
mod industry;
mod items;
mod missions;
mod model;
mod names;
mod network;
mod people;
mod rules;
mod sharing;
mod together;
mod users;

use crate::diagnostic::Code;
use crate::scenario::{Loaded, load_text, model::Scenario};

/// A scenario that is right, with two of most things.
const TWO_TEAMS: &str = include_str!("tests/two-teams.ron");
const METRICS: &[&str] = &["loss", "labour"];

fn load(text: &str) -> Loaded {
    load_text("two-teams.ron", text, METRICS)
}

fn good(text: &str) -> Scenario {
    let loaded = load(text);
    let codes: Vec<_> = loaded.diagnostics.sorted().iter().map(|one| one.message.clone()).collect();
    loaded.scenario.unwrap_or_else(|| panic!("{codes:?}"))
}

/// The right scenario with one stretch replaced, which must be there just once.
fn with(old: &str, new: &str) -> String {
    assert_eq!(TWO_TEAMS.matches(old).count(), 1, "{old}");
    TWO_TEAMS.replacen(old, new, 1)
}

/// Code, text at the place and message of each fault.
fn faults(text: &str) -> Vec<(Code, String, String)> {
    let loaded = load(text);
    assert_eq!(loaded.scenario.is_none(), loaded.diagnostics.has_errors());
    let fault = |one: &&crate::diagnostic::Diagnostic| {
        assert!(!one.helps.is_empty(), "no help: {}", one.message);
        let place = one.place().unwrap_or_else(|| panic!("no place: {}", one.message));
        (one.code, loaded.sources.text(place).to_owned(), one.message.clone())
    };
    loaded.diagnostics.sorted().iter().map(fault).collect()
}

/// After the replacement there is this fault at this text and no other; its message holds these words.
fn refused(old: &str, new: &str, code: Code, at: &str, words: &str) {
    match faults(&with(old, new)).as_slice() {
        [(found, place, message)] => {
            assert_eq!((*found, place.as_str()), (code, at), "{new}: {message}");
            assert!(message.contains(words), "{message}");
        }
        other => panic!("{new}: {other:?}"),
    }
}

/// After the replacement the scenario is right.
fn accepted(old: &str, new: &str) -> Scenario {
    good(&with(old, new))
}
