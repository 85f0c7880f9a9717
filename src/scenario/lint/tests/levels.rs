//! What becomes of findings.

use super::{Level, Levels, altered, loaded, text};
use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::scenario::{load_text, transform};

/// A scenario with two findings (a service that is not used, and a mission that is never at stake) and these levels.
fn with(lints: &str) -> String {
    let mission = r#"(id: "b", missions: [(id: "m", value: 0, needs: Hosts(select: ["pcs"]))], "#;
    let organisations = altered("organisations", r#"(id: "b", "#, mission);
    organisations
        .replace("services: []", r#"services: [(id: "web")]"#)
        .replace("lints: ()", &format!("lints: {lints}"))
}

fn told(lints: &str, more: &Levels) -> Vec<(Code, Severity)> {
    let mut diagnostics = Diagnostics::new();
    loaded(&with(lints)).lints.tell(more, &mut diagnostics);
    diagnostics.sorted().iter().map(|one| (one.code, one.severity)).collect()
}

fn set(lint: Code, level: Level) -> Levels {
    let mut levels = Levels::default();
    levels.set(lint, level);
    levels
}

const UNUSED: Code = Code::UnusedDefinition;
const STAKES: Code = Code::UnmeasuredObjective;

#[test]
fn findings_are_warnings_unless_somebody_says_otherwise() {
    let none = Levels::default();
    let (warning, error) = (Severity::Warning, Severity::Error);
    assert_eq!(told("()", &none), [(UNUSED, warning), (STAKES, warning)]);
    assert_eq!(told(r#"(allow: ["C0612"])"#, &none), [(STAKES, warning)]);
    assert_eq!(told(r#"(allow: ["unused-definition", "C0610"])"#, &none), []);
    assert_eq!(told(r#"(deny: ["unused-definition"])"#, &none), [(UNUSED, error), (STAKES, warning)]);
}

#[test]
fn the_strictest_of_several_levels_counts_and_the_command_line_counts_more() {
    let (warning, error) = (Severity::Warning, Severity::Error);
    assert_eq!(told(r#"(allow: ["C0612"], warn: ["C0612"])"#, &Levels::default())[0], (UNUSED, warning));
    assert_eq!(told(r#"(allow: ["C0612"], deny: ["C0612"])"#, &Levels::default())[0], (UNUSED, error));
    assert_eq!(told(r#"(deny: ["C0612"])"#, &set(UNUSED, Level::Allow)), [(STAKES, warning)]);
    assert_eq!(told(r#"(allow: ["C0612"])"#, &set(UNUSED, Level::Warn))[0], (UNUSED, warning));
    assert_eq!(told("()", &set(UNUSED, Level::Deny))[0], (UNUSED, error));
    let mut both = set(UNUSED, Level::Deny);
    both.set(UNUSED, Level::Allow);
    assert_eq!(told("()", &both)[0], (UNUSED, error), "in whatever order");
}

#[test]
fn what_is_allowed_by_default_is_told_where_it_is_asked_for() {
    let text = |lints: &str| text(&[("expect", "[]"), ("lints", lints)]);
    let told = |lints: &str, more: &Levels| {
        loaded(&text(lints)).lints.judge(more).map(|one| one.code).collect::<Vec<_>>()
    };
    assert_eq!(told("()", &Levels::default()), []);
    assert_eq!(told("()", &set(Code::NothingExpected, Level::Warn)), [Code::NothingExpected]);
    assert_eq!(told(r#"(deny: ["nothing-expected"])"#, &Levels::default()), [Code::NothingExpected]);
    let mut strict = Levels::default();
    strict.deny_warnings();
    assert_eq!(told("()", &strict), []);
}

#[test]
fn denying_warnings_leaves_alone_what_is_allowed() {
    let mut levels = Levels::default();
    levels.deny_warnings();
    let error = Severity::Error;
    assert_eq!(told("()", &levels), [(UNUSED, error), (STAKES, error)]);
    assert_eq!(told(r#"(allow: ["C0612"])"#, &levels), [(STAKES, error)]);
    levels.set(STAKES, Level::Allow);
    assert_eq!(told(r#"(allow: ["C0612"])"#, &levels), []);
}

#[test]
fn a_lint_that_does_not_exist_is_an_error_with_what_was_meant() {
    let wrong = text(&[("lints", r#"(allow: ["unused-definitio"], deny: ["C0404", "xyz"])"#)]);
    let loaded = load_text("s.ron", wrong, &["objectives_n"]);
    assert!(loaded.scenario.is_none());
    let found = loaded.diagnostics.sorted();
    assert_eq!(found.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::UnknownLint; 3]);
    assert_eq!(found[0].helps, ["did you mean `unused-definition`?"]);
    assert!(found.iter().all(|one| one.place().is_some() && !one.helps.is_empty()), "{found:#?}");
}

#[test]
fn levels_change_neither_model_nor_fingerprint() {
    let fingerprint = |lints: &str| {
        let text = with(lints);
        loaded(&text).scenario.map(|scenario| transform::fingerprint(&scenario))
    };
    assert_eq!(fingerprint("()"), fingerprint(r#"(allow: ["C0612"], deny: ["C0610"])"#));
}
