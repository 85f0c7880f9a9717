//! Hostile input: whatever a file holds, it ends in clear words, in bounded time and memory, and never in a panic.
//!
//! What bounds the work are counts (bytes, brackets, values, names compared, faults kept), so the tests hold the counts
//! to account and read no clock.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "hostile/files.rs"]
mod files;
#[path = "hostile/fuzz.rs"]
mod fuzz;
#[path = "hostile/texts.rs"]
mod texts;

use coalition::diagnostic::render::human::{Colour, render};
use coalition::diagnostic::render::json;
use coalition::metrics::definition;
use coalition::scenario::{Loaded, load_text};

/// A scenario that is right.
const RIGHT: &str = include_str!("cli/duo.ron");

/// What is said about a text, which must be refused, of which each fault has a place and a remedy, in few words.
fn refused(text: impl AsRef<[u8]>) -> String {
    let loaded = load_text("hostile.ron", text, &definition::names());
    assert!(loaded.scenario.is_none() && loaded.diagnostics.has_errors());
    said(&loaded)
}

fn said(loaded: &Loaded) -> String {
    for one in loaded.diagnostics.sorted() {
        let place = one.place().expect("each fault has a place");
        assert!(place.range().end <= loaded.sources.get(place.source).text().len());
        assert!(one.message.len() < 500, "{}", one.message);
    }
    json::render(&loaded.diagnostics, &loaded.sources).expect("JSON holds every text");
    let words = render(&loaded.diagnostics, &loaded.sources, Colour::Plain);
    assert!(words.len() < 2 << 20, "{} bytes are said", words.len());
    let harmless = |c: char| !c.is_control() || matches!(c, '\n' | '\t');
    assert!(words.chars().all(harmless), "a terminal would obey this");
    let turning = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(!words.contains(turning), "a terminal would turn this round");
    words
}

/// The right scenario with one stretch replaced.
fn with(old: &str, new: &str) -> String {
    assert!(RIGHT.contains(old), "{old}");
    RIGHT.replacen(old, new, 1)
}
