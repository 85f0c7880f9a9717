//! Wrong scenarios, and what is said of them: the cases of `check/*.md`.
//!
//! A case is a block of `ron` and the block of `text` that follows it, which is what people read of it; prose around
//! them says what the case is for. The scenario is made as for `coalition explain`: fields take the place of those of a
//! small right scenario, from its second line on; a block that begins with a bracket is whole. In a block of
//! `ron escaped`, `\xNN` stands for a byte, and `\{N*…}` for something N times.
//!
//! `examples.md` holds the wrong examples of all explanations and is written by this test. To bring all files up to
//! date: `UPDATE_CHECK=1 cargo test --test check`; then read what has changed.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use coalition::diagnostic::explain::in_base;
use coalition::diagnostic::render::human::{Colour, render};
use coalition::diagnostic::{Code, Explanation};
use coalition::metrics::definition;
use coalition::scenario::lint::Levels;
use coalition::scenario::load_text;

/// Rewrites what is expected where this variable is set.
const UPDATE: &str = "UPDATE_CHECK";
/// The file that is written from the explanations.
const EXAMPLES: &str = "examples.md";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check")
}

fn updates() -> bool {
    std::env::var_os(UPDATE).is_some()
}

fn files() -> Vec<(String, String)> {
    let entries = fs::read_dir(folder()).expect("the folder is there");
    let mut all: Vec<(String, String)> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(path).expect("a file of text").replace("\r\n", "\n"))
        })
        .collect();
    all.sort();
    all
}

/// What is said of a scenario.
fn said(text: &[u8]) -> String {
    let mut loaded = load_text("scenario.ron", text, &definition::names());
    loaded.lints.tell(&Levels::default(), &mut loaded.diagnostics);
    let said = render(&loaded.diagnostics, &loaded.sources, Colour::Plain);
    assert_eq!(loaded.scenario.is_none(), loaded.diagnostics.has_errors(), "{said}");
    if said.is_empty() { "ok\n".to_owned() } else { said }
}

/// The bytes of a block of `ron`, or of `ron escaped`.
fn bytes(language: &str, block: &str) -> Vec<u8> {
    match language {
        "ron" => in_base(block).into_bytes(),
        "ron escaped" => unescaped(&in_base(block)),
        other => panic!("no case is written in the language `{other}`"),
    }
}

fn unescaped(text: &str) -> Vec<u8> {
    let mut parts = text.split('\\');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        if let Some((times, rest)) = part.strip_prefix('{').and_then(|part| part.split_once('*')) {
            let (repeated, rest) = rest.split_once('}').expect("`\\{N*…}`");
            bytes.extend(repeated.repeat(times.parse().expect("a number")).bytes());
            bytes.extend(rest.bytes());
        } else {
            let (hex, rest) = part.strip_prefix('x').expect("`\\xNN`").split_at(2);
            bytes.push(u8::from_str_radix(hex, 16).expect("two digits"));
            bytes.extend(rest.bytes());
        }
    }
    bytes
}

/// The file with what is really said in place of what is expected, and how many cases it has.
fn checked(name: &str, file: &str) -> (String, usize) {
    let (mut out, mut rest, mut cases) = (String::new(), file, 0);
    while let Some((before, after)) = rest.split_once("```ron") {
        let (language, after) = after.split_once('\n').expect("a line end");
        let (block, after) =
            after.split_once("\n```\n").unwrap_or_else(|| panic!("{name}: a block does not end"));
        let after = after.strip_prefix("\n```text\n");
        let after = after.unwrap_or_else(|| panic!("{name}: no block of `text` follows on\n{block}"));
        let empty = after.strip_prefix("```\n").map(|rest| ("", rest));
        let end = empty.or_else(|| after.split_once("\n```\n"));
        let (_, after) = end.unwrap_or_else(|| panic!("{name}: a block does not end"));
        let said = said(&bytes(&format!("ron{language}"), block));
        let _ = write!(out, "{before}```ron{language}\n{block}\n```\n\n```text\n{said}```\n");
        (rest, cases) = (after, cases + 1);
    }
    (out + rest, cases)
}

/// Shows the first line that differs, with what is around it.
fn differs(name: &str, expected: &str, said: &str) -> Option<String> {
    let at = expected.lines().zip(said.lines()).position(|(a, b)| a != b);
    if expected == said {
        return None;
    }
    let around = |text: &str| -> String {
        let lines = text.lines().skip(at.unwrap_or(0).saturating_sub(8)).take(20);
        lines.fold(String::new(), |all, line| all + "    " + line + "\n")
    };
    Some(format!("{name}: expected\n{}said\n{}", around(expected), around(said)))
}

#[test]
fn of_every_wrong_scenario_is_said_what_is_expected() {
    let mut wrong = Vec::new();
    for (name, file) in files().into_iter().filter(|(name, _)| name != EXAMPLES) {
        let (said, cases) = checked(&name, &file);
        assert!(cases > 0, "{name} has no case");
        if updates() {
            fs::write(folder().join(&name), &said).expect("the file is written");
        } else {
            wrong.extend(differs(&name, &file, &said));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\n`{UPDATE}=1 cargo test --test check` brings them up to date",
        wrong.join("\n")
    );
}

#[test]
fn the_wrong_example_of_every_explanation_is_a_case() {
    let mut all =
        "# The wrong examples of all explanations\n\nWritten by the test that reads it.\n".to_owned();
    for code in Code::ALL {
        let shown = Explanation::of(*code).wrong.into_iter().filter(|example| example.language == "ron");
        for example in shown {
            let said = said(example.scenario().as_bytes());
            let heading = format!("{code} {}: {}", code.name(), code.meaning());
            let _ = write!(all, "\n## {heading}\n\n```ron\n{}\n```\n\n```text\n{said}```\n", example.text);
        }
    }
    let path = folder().join(EXAMPLES);
    if updates() {
        fs::write(&path, all).expect("the file is written");
    } else {
        let file = fs::read_to_string(&path).expect("the file is there").replace("\r\n", "\n");
        let wrong = differs(EXAMPLES, &file, &all).unwrap_or_default();
        assert!(wrong.is_empty(), "{wrong}\n`{UPDATE}=1 cargo test --test check` brings it up to date");
    }
}

#[test]
fn there_is_a_case_for_every_code() {
    let all: String = files().into_iter().map(|(_, file)| file).collect();
    let told =
        |code: &&Code| ["error", "warning"].iter().any(|level| all.contains(&format!("\n{level}[{code}]: ")));
    let missing: Vec<&Code> = Code::ALL.iter().filter(|code| !told(code)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
