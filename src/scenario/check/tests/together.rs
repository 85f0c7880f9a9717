//! Many faults at once, and faults that must not bring others with them.

use super::{TWO_TEAMS, faults, load};
use crate::diagnostic::Code;
use crate::diagnostic::render::human::{Colour, render};

/// Replacements that each break one rule, and none the rule of another.
const MISTAKES: &[(&str, &str)] = &[
    ("schema: 2", "schema: 3"),
    (r#"duration: "3d""#, r#"duration: "0s""#),
    (r#"(id: "cve-a", l"#, r#"(id: "cve-b"), (id: "cve-a", l"#),
    (r#"(id: "plant")"#, r#"(id: "plant"), (id: "internet")"#),
    (r#"(from: "dmz", to: "office")"#, r#"(from: "dzm", to: "internet")"#),
    (r#"techniques: ["T1566", "#, r#"techniques: ["phishing", "#),
    (r#"zone: "plant""#, r#"zone: "plan""#),
    (r#"["west", "east"]"#, r#"["west", "north"]"#),
    (r#"work: "10min""#, "work: Never"),
    (r#"["mail", "beacon"]"#, r#"["mail", "mail"]"#),
    ("retries: 3", "retries: 20000"),
    (r#"targets: ["pcs", "web"]"#, r#"targets: ["web"]"#),
    (r#"Any(steps: ["lure"])"#, r#"Any(steps: ["theft"])"#),
    (r#"All(steps: ["lure"])"#, "Nothing"),
    (r#"Enter(targets: ["laptops"], through: Trusted)"#, "StealCredentials"),
    (r#"to: ["blue-team"]"#, r#"to: ["red-team"]"#),
    (r#"prepared_by: "soc""#, r#"prepared_by: "sock""#),
    (r#"metric: "loss""#, r#"metric: "losses""#),
    (r#"Mean(strategy: "one-way")"#, r#"Mean(strategy: "none")"#),
    ("confidence: 0.9", "confidence: 0.3"),
    ("at_least: 3", "at_least: 30"),
    (r#"Mission(id: "steering", organisation: "east")"#, r#"Mission(id: "portal")"#),
    (r#"from: "1d""#, r#"from: "2d""#),
    ("low: 0.0, high: 5.5", "low: 7, high: 5.5"),
];

fn all_wrong() -> String {
    MISTAKES.iter().fold(TWO_TEAMS.to_owned(), |text, (old, new)| {
        assert_eq!(text.matches(old).count(), 1, "{old}");
        text.replacen(old, new, 1)
    })
}

#[test]
fn all_mistakes_are_told_at_once() {
    let loaded = load(&all_wrong());
    assert!(loaded.scenario.is_none());
    insta::assert_snapshot!(render(&loaded.diagnostics, &loaded.sources, Colour::Plain));
}

#[test]
fn what_could_not_be_read_brings_no_further_faults() {
    for (old, new, code) in [
        // Its references are left alone …
        (
            r#"id: "plc", zone: "plant", count: 9"#,
            r#"id: "plc", zone: "plant", count: "nine""#,
            Code::WrongType,
        ),
        (r#"(id: "soc", analysts: 3)"#, r#"(id: "soc", analysts: 0)"#, Code::OutOfRange),
        (
            r#"(id: "cve-b", exploitability: 0.5)"#,
            r#"(id: "cve-b", exploitability: 50)"#,
            Code::BadProbability,
        ),
        (r#"id: "lure""#, r#"id: "lure", tactics: 3"#, Code::UnknownField),
        // … and what seems to be missing may have been written.
        (r#"defends: ["north"]"#, r#"defends: ["North"]"#, Code::BadId),
        (r#"defends: ["north"]"#, r#"defends: "north""#, Code::WrongType),
        (r#"All(steps: ["lure"])"#, r#"Al(steps: ["lure"])"#, Code::UnknownVariant),
        (r#"to: ["blue-team"]"#, r#"to: "blue-team""#, Code::WrongType),
        (r#"[(organisation: "west")]"#, "[(organization: \"west\")]", Code::UnknownField),
        (
            r#"Enter(targets: ["laptops"], through: Trusted)"#,
            "Enter(targets: [\"laptops\"], through: Trust)",
            Code::UnknownVariant,
        ),
        (r#"kind: Domain"#, "kind: Domian", Code::UnknownVariant),
    ] {
        let found = faults(&super::with(old, new));
        assert_eq!(found.first().map(|(code, _, _)| *code), Some(code), "{new}: {found:?}");
        let later: Vec<_> = found.iter().filter(|(code, _, _)| *code >= Code::DuplicateId).collect();
        assert!(later.is_empty(), "{new}: {later:?}");
    }
}

#[test]
fn a_value_that_could_not_be_read_hides_no_fault_elsewhere() {
    let text = super::with("count: 4", "count: -4").replace(r#"["laptops"]"#, r#"["laptop"]"#);
    let codes: Vec<_> = faults(&text).into_iter().map(|(code, _, _)| code).collect();
    assert_eq!(codes, [Code::OutOfRange, Code::UnknownReference]);
}

#[test]
fn a_hundred_thousand_faults_end_in_bounded_time() {
    let links: String =
        (0..100_000).map(|number| format!("(from: \"z{number}\", to: \"y{number}\"),")).collect();
    let text = super::with("links: [(from: \"floor\"", &format!("links: [{links}(from: \"floor\""));
    let loaded = load(&text);
    assert_eq!(loaded.diagnostics.omitted(), 200_000 - crate::diagnostic::Diagnostics::MOST);
}
