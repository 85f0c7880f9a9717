//! Every code has an explanation whose wrong example gives it, and whose right one is right.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use coalition::diagnostic::explain::{Example, in_base};
use coalition::diagnostic::{Code, Explanation, Severity};
use coalition::metrics::definition;
use coalition::scenario::lint::Levels;
use coalition::scenario::{Loaded, load_text, syntax};

/// What an example says in words, where it cannot be shown.
fn built(code: Code) -> Vec<u8> {
    let right = in_base("");
    match code {
        Code::FileTooLarge => vec![b' '; syntax::LARGEST + 1],
        Code::NotUtf8 => format!("\u{feff}{right}").encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Code::NulCharacter => right.replace("letter", "let\0ter").into_bytes(),
        Code::TooDeep => format!("(id: {}", "[".repeat(syntax::DEEPEST + 1)).into_bytes(),
        Code::TooManyValues => format!("(id: [{}", "0,".repeat(syntax::MOST_VALUES)).into_bytes(),
        other => panic!("the wrong example of {other} is in words, and no test builds it"),
    }
}

fn load(code: Code, example: &Example) -> Loaded {
    let bytes = match example.language {
        "ron" => example.scenario().into_bytes(),
        "text" => built(code),
        other => panic!("{code} has an example in the language `{other}`"),
    };
    let mut loaded = load_text("example.ron", bytes, &definition::names());
    loaded.lints.tell(&Levels::default(), &mut loaded.diagnostics);
    loaded
}

fn codes(loaded: &Loaded) -> Vec<(Code, Severity)> {
    loaded.diagnostics.sorted().iter().map(|one| (one.code, one.severity)).collect()
}

#[test]
fn the_scenario_that_examples_stand_in_is_right() {
    let mut loaded = load_text("base.ron", in_base(""), &definition::names());
    loaded.lints.tell(&Levels::default(), &mut loaded.diagnostics);
    assert_eq!(codes(&loaded), []);
}

#[test]
fn every_wrong_example_gives_its_code_and_no_other_error() {
    let mut missed = Vec::new();
    for code in Code::ALL {
        let explanation = Explanation::of(*code);
        assert!(
            !explanation.meaning.is_empty() && !explanation.wrong.is_empty(),
            "{code} has no explanation"
        );
        for example in &explanation.wrong {
            let found = codes(&load(*code, example));
            let expected =
                |(other, severity): &(Code, Severity)| other == code || *severity == Severity::Warning;
            if !found.iter().any(|(found, _)| found == code) || !found.iter().all(expected) {
                missed.push(format!("{code}: {found:?}"));
            }
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn every_right_example_is_right() {
    let mut missed = Vec::new();
    for code in Code::ALL {
        let explanation = Explanation::of(*code);
        assert!(!explanation.right.is_empty(), "{code} has no right example");
        for example in explanation.right.iter().filter(|example| example.language != "text") {
            let loaded = load(*code, example);
            let found = codes(&loaded);
            if loaded.scenario.is_none() || found.iter().any(|(found, _)| found == code) {
                missed.push(format!("{code}: {found:?}"));
            }
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn the_files_of_explanations_are_those_of_the_codes() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/diagnostic/explain");
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let mut files: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".md"))
        .collect();
    files.sort();
    let expected: Vec<String> = Code::ALL.iter().map(|code| format!("{code}.md")).collect();
    assert_eq!(files, expected);
}
