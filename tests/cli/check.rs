//! `coalition check`: all that is wrong, at once; and files that want to do harm.

use std::fs;

use serde_json::Value;

use crate::common::{coalition, stderr, stdout};
use crate::{DUO, FAULTY, SOLO, complains, ends, prints, text};

#[test]
fn right_scenarios_are_ok() {
    assert_eq!(prints(&["check", DUO, SOLO]), format!("{DUO}: ok\n{SOLO}: ok\n"));
    assert_eq!(prints(&["check", DUO, "--format", "json"]), "[]\n");
}

#[test]
fn all_faults_are_told_at_once_with_their_place_and_a_remedy() {
    let output = ends(1, &["check", FAULTY]);
    assert_eq!(stdout(&output), format!("{FAULTY}: invalid\n"));
    insta::assert_snapshot!("faults", stderr(&output));
}

#[test]
fn one_wrong_scenario_among_right_ones_is_a_finding() {
    let output = ends(1, &["check", DUO, FAULTY, SOLO]);
    assert_eq!(stdout(&output), format!("{DUO}: ok\n{FAULTY}: invalid\n{SOLO}: ok\n"));
}

#[test]
fn programs_get_the_faults_as_json() {
    let output = ends(1, &["check", FAULTY, DUO, "--format", "json"]);
    assert_eq!(stderr(&output), "");
    let faults: Vec<Value> = serde_json::from_slice(&output.stdout).expect("a JSON array");
    let source = fs::read_to_string(FAULTY).expect("the scenario reads");
    let human = stderr(&ends(1, &["check", FAULTY]));
    assert_eq!(faults.len(), human.matches("error[").count());
    for fault in &faults {
        let field = |name: &str| fault[name].as_str().unwrap_or_else(|| panic!("{name} in {fault}"));
        assert!(human.contains(&format!("error[{}]: {}\n", field("code"), field("message"))), "{fault}");
        assert_eq!((field("severity"), field("file")), ("error", FAULTY));
        let line = fault["line"].as_u64().expect("a line");
        let line = source.lines().nth(usize::try_from(line).expect("small") - 1).expect("a line of the file");
        assert!(line.contains(field("text")), "{fault}");
        assert!(!fault["help"].as_array().expect("remedies").is_empty(), "{fault}");
    }
    insta::assert_snapshot!("fault", serde_json::to_string_pretty(&faults[2]).expect("JSON"));
}

#[test]
fn code_scanners_get_the_faults_as_sarif() {
    let output = ends(1, &["check", FAULTY, DUO, FAULTY, "--format", "sarif"]);
    assert_eq!(stderr(&output), "");
    let log: Value = serde_json::from_slice(&output.stdout).expect("a JSON object");
    let output = ends(1, &["check", FAULTY, "--format", "json"]);
    let faults: Vec<Value> = serde_json::from_slice(&output.stdout).expect("a JSON array");
    let results = log["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), 2 * faults.len(), "of both files");
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules");
    for (result, fault) in results.iter().zip(faults.iter().chain(&faults)) {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("small")];
        assert_eq!((&result["ruleId"], &rule["id"]), (&fault["code"], &fault["code"]));
        assert_eq!(result["level"], fault["severity"]);
        let at = &result["locations"][0]["physicalLocation"];
        assert_eq!(
            (&at["artifactLocation"]["uri"], &at["region"]["startLine"]),
            (&fault["file"], &fault["line"])
        );
        assert_eq!(
            (&at["region"]["endLine"], &at["region"]["endColumn"]),
            (&fault["end"]["line"], &fault["end"]["column"])
        );
        let message = result["message"]["text"].as_str().expect("a text");
        assert!(
            message.starts_with(fault["message"].as_str().expect("a text")) && message.contains("\nhelp: "),
            "{message}"
        );
    }
    let right: Value =
        serde_json::from_str(&prints(&["check", DUO, "--format", "sarif"])).expect("a JSON object");
    assert_eq!(right["runs"][0]["results"], Value::Array(Vec::new()));
}

#[test]
fn a_workflow_gets_a_command_for_every_fault() {
    let output = ends(1, &["check", FAULTY, DUO, "--format", "github"]);
    assert_eq!(stderr(&output), "");
    let said = stdout(&output);
    let faults = stderr(&ends(1, &["check", FAULTY])).matches("error[").count();
    assert_eq!(said.lines().count(), faults);
    let begins = format!("::error file={FAULTY},line=");
    assert!(said.lines().all(|line| line.starts_with(&begins) && line.contains("%0Ahelp: ")), "{said}");
    assert_eq!(prints(&["check", DUO, "--format", "github"]), "");
}

#[test]
fn people_are_told_once_where_to_read_more() {
    for arguments in [&["check", FAULTY, DUO, FAULTY][..], &["run", FAULTY]] {
        let said = stderr(&ends(1, arguments));
        assert_eq!(said.matches("note: run `coalition explain C").count(), 1, "{said}");
    }
    assert_eq!(stderr(&ends(0, &["check", DUO])), "");
}

#[test]
fn what_cannot_be_read_is_said_so() {
    let said = complains(2, &["check", "tests/cli/missing.ron"]);
    assert!(said.contains("`tests/cli/missing.ron`") && said.contains("check the path"), "{said}");
    let said = complains(2, &["check", "tests/cli"]);
    assert!(said.contains("`tests/cli`") && said.contains("name a file"), "{said}");
    complains(2, &["check"]);
    complains(2, &["check", ""]);
}

#[test]
fn a_mark_at_the_beginning_and_foreign_line_ends_do_no_harm() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let right = fs::read_to_string(DUO).expect("the scenario reads").replace("\r\n", "\n");
    let wrong = fs::read_to_string(FAULTY).expect("the scenario reads").replace("\r\n", "\n");
    let places = |bytes: String| {
        let path = folder.path().join("scenario.ron");
        fs::write(&path, bytes).expect("a file");
        let output = coalition(&["check", &text(&path), "--format", "json"]);
        let faults: Vec<Value> = serde_json::from_slice(&output.stdout).expect("a JSON array");
        faults
            .iter()
            .map(|fault| (fault["code"].clone(), fault["line"].clone(), fault["column"].clone()))
            .collect::<Vec<_>>()
    };
    for disguise in [
        |text: &str| format!("\u{feff}{text}"),
        |text: &str| text.replace('\n', "\r\n"),
        |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n")),
    ] {
        assert!(places(disguise(&right)).is_empty());
        let found = places(disguise(&wrong));
        assert_eq!(found, places(wrong.clone()), "faults are where they were");
        assert!(found.len() > 5);
    }
}

/// Files that a program may choke on.
fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    const MANY: usize = 100_000;
    let right = fs::read_to_string(DUO).expect("the scenario reads");
    let replaced = |from: &str, to: &str| {
        assert!(right.contains(from), "{from}");
        right.replace(from, to).into_bytes()
    };
    vec![
        ("nothing", Vec::new()),
        ("blank", b" \n\t// only a remark".to_vec()),
        ("nul", replaced("duo", "d\0uo")),
        ("not UTF-8", right.bytes().chain([0xff, 0xfe]).collect()),
        ("UTF-16", right.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("deep lists", b"[".repeat(MANY)),
        ("deep tuples", b"(".repeat(MANY)),
        ("deep and balanced", [b"[".repeat(MANY), b"]".repeat(MANY)].concat()),
        ("deep fields", b"(a:".repeat(MANY)),
        ("deep options", b"Some(".repeat(MANY)),
        ("deep in place", replaced("teams: [", &format!("teams: [{}", "[".repeat(MANY)))),
        ("closing only", b")".repeat(MANY)),
        ("deep comments", b"/*".repeat(MANY)),
        ("an endless text", [b"\"".to_vec(), b"\\".repeat(MANY + 1)].concat()),
        ("too large", b" ".repeat(17 << 20)),
        ("too many values", [b"(".to_vec(), b"a,".repeat(4 << 20)].concat()),
        ("a long name", replaced("\"duo\"", &format!("\"{}\"", "x".repeat(1 << 20)))),
        ("a huge count", replaced("count: 20", "count: 99999999999999999999999999")),
        ("not a number", replaced("detects: 0.8", "detects: NaN")),
        ("boundless", replaced("detects: 0.8", "detects: inf")),
        ("a turned text", replaced("\"d\"", "\"\u{202e}\u{1f600}\"")),
        ("a turned label", replaced("\"Alpha\"", "\"\u{202e}ahpla\"")),
        ("everything twice", right.repeat(2).into_bytes()),
        ("half of it", right.as_bytes()[..right.len() / 2].to_vec()),
    ]
}

#[test]
fn hostile_files_are_findings_that_are_told_in_few_words() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("hostile.ron");
    for (name, bytes) in hostile() {
        fs::write(&path, &bytes).expect("a file");
        for arguments in [&["check"][..], &["check", "--format", "json"], &["run"], &["trace"]] {
            let output = coalition(&[arguments, &[&text(&path)]].concat());
            let said = format!("{}{}", stdout(&output), stderr(&output));
            assert_eq!(output.status.code(), Some(1), "{name}, {arguments:?}: {}", beginning(&said));
            assert!(!said.contains("panicked"), "{name}, {arguments:?}: {}", beginning(&said));
            assert!(said.len() < 40_000, "{name}, {arguments:?}: {} bytes are said", said.len());
            // A program gets the text as it stands; a terminal must not obey it.
            let for_people = !arguments.contains(&"json");
            assert!(!for_people || !said.contains(['\0', '\u{1b}', '\u{202e}']), "{name}: {said:?}");
        }
    }
}

fn beginning(text: &str) -> String {
    text.chars().take(500).collect()
}

#[test]
fn a_scenario_on_one_line_is_ok() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("line.ron");
    let right = fs::read_to_string(DUO).expect("the scenario reads");
    let without_remarks: String =
        right.lines().filter(|line| !line.starts_with("//")).collect::<Vec<_>>().join(" ");
    fs::write(&path, without_remarks).expect("a file");
    assert!(prints(&["check", &text(&path)]).ends_with("line.ron: ok\n"));
}

#[test]
fn a_missing_file_does_not_keep_the_others_from_being_checked() {
    let output = coalition(&["check", "tests/cli/duo.ron", "tests/cli/missing.ron", "tests/cli/faulty.ron"]);
    assert_eq!(output.status.code(), Some(2));
    let told = stdout(&output);
    assert!(told.contains("duo.ron: ok") && told.contains("faulty.ron: invalid"), "{told}");
}
