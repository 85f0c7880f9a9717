//! Whatever the bytes, reading ends without a panic, and refuses or accepts.

use coalition::metrics::definition;
use coalition::scenario::load_text;
use proptest::prelude::*;

use super::{RIGHT, said};

/// Reads bytes, and holds what comes of it to account.
fn read(bytes: &[u8]) {
    let loaded = load_text("fuzz.ron", bytes, &definition::names());
    assert_eq!(loaded.scenario.is_none(), loaded.diagnostics.has_errors());
    said(&loaded);
}

/// Pieces of scenarios, and of what looks like one.
const PIECES: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "\\",
    "'",
    "//",
    "/*",
    "*/",
    "\n",
    " ",
    "r#\"",
    "\"#",
    "0",
    "-1",
    "1e309",
    "NaN",
    "inf",
    "0x7f",
    "..",
    "true",
    "None",
    "Some(",
    "id",
    "id: \"x\"",
    "generate: (users: 9)",
    "count: 4000000000",
    "\"5 parsecs\"",
    "Mixture(",
    "Never",
    "Exp(mean: \"0s\")",
    "presets: [\"hub\"]",
    "\u{202e}",
    "\u{feff}",
    "\u{85}",
    "é",
    "\0",
    "schema: 9",
    "zone:",
    "tag:x !role:server",
    "Mon-Fri 08:00-17:00 +99:00",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn bytes_in_a_scenario_may_be_any(
        edits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..3), 1..6)
    ) {
        let mut bytes = RIGHT.as_bytes().to_vec();
        for (at, byte, edit) in edits {
            let at = at.index(bytes.len());
            match edit {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => drop(bytes.remove(at)),
            }
        }
        read(&bytes);
    }

    #[test]
    fn pieces_in_a_scenario_may_stand_anywhere(
        edits in proptest::collection::vec((any::<prop::sample::Index>(), prop::sample::select(PIECES)), 1..6)
    ) {
        let mut text = RIGHT.to_owned();
        for (at, piece) in edits {
            text.insert_str(text.floor_char_boundary(at.index(text.len())), piece);
        }
        read(text.as_bytes());
    }

    #[test]
    fn stretches_may_be_cut_out_and_put_elsewhere(
        from in any::<prop::sample::Index>(), length in 0_usize..400, to in any::<prop::sample::Index>()
    ) {
        let start = RIGHT.floor_char_boundary(from.index(RIGHT.len()));
        let end = RIGHT.floor_char_boundary((start + length).min(RIGHT.len()));
        let mut text = format!("{}{}", &RIGHT[..start], &RIGHT[end..]);
        text.insert_str(text.floor_char_boundary(to.index(text.len() + 1)), &RIGHT[start..end]);
        read(text.as_bytes());
    }
}
