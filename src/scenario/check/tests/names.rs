//! Names are unique, references lead somewhere, and nothing is named twice.

use super::{accepted, faults, refused, with};
use crate::diagnostic::Code;

#[test]
fn ids_are_unique_in_their_namespace_alone() {
    for (old, new, at, words) in [
        (r#"(id: "cve-a", l"#, r#"(id: "cve-b"), (id: "cve-a", l"#, r#""cve-b""#, "vulnerability"),
        (r#"(id: "dmz", l"#, r#"(id: "office"), (id: "dmz"), (id: "dmz", l"#, "", "zone"),
        (
            r#"(id: "edr", w"#,
            r#"(id: "edr"), (id: "edr", w"#,
            r#""edr""#,
            "sensor `edr` of organisation `north`",
        ),
        (r#"(id: "audit", r"#, r#"(id: "daily", r"#, r#""daily""#, "noise"),
        (r#"(id: "plc", z"#, r#"(id: "pcs", z"#, r#""pcs""#, "host group `pcs` of organisation `east`"),
        (
            r#"(id: "back", l"#,
            r#"(id: "back", analysts: 1), (id: "back", l"#,
            r#""back""#,
            "desk `back` of team",
        ),
        (
            r#"(id: "beacon", k"#,
            r#"(id: "beacon", kind: Hash), (id: "beacon", k"#,
            r#""beacon""#,
            "indicator",
        ),
        (r#"(id: "alarms", t"#, r#"(id: "reports", t"#, r#""reports""#, "rule `reports` of strategy `full`"),
        (r#"id: "calm""#, r#"id: "some""#, r#""some""#, "expectation"),
    ] {
        if at.is_empty() {
            let found = faults(&with(old, new));
            let codes: Vec<_> = found.iter().map(|(code, at, _)| (*code, at.as_str())).collect();
            assert_eq!(codes, [(Code::DuplicateId, r#""office""#), (Code::DuplicateId, r#""dmz""#)]);
            continue;
        }
        refused(old, new, Code::DuplicateId, at, words);
    }
    for (old, new) in [
        (r#"id: "one-way""#, r#"id: "full""#),
        (r#"id: "autumn""#, r#"id: "winter""#),
        (r#"id: "theft""#, r#"id: "dump""#),
        (r#"id: "blue-team""#, r#"id: "red-team""#),
        (r#"id: "west""#, r#"id: "east""#),
    ] {
        let found = faults(&with(old, new));
        let again = new.trim_start_matches("id: ");
        assert!(found.iter().any(|(code, at, _)| *code == Code::DuplicateId && at == again), "{found:?}");
    }
}

#[test]
fn ids_that_always_mean_something_are_refused() {
    refused(
        r#"(id: "plant")"#,
        r#"(id: "plant"), (id: "internet")"#,
        Code::ReservedId,
        r#""internet""#,
        "zone",
    );
    for (id, at) in [(r#"id: "none", rules"#, r#""none""#), (r#"id: "ideal", rules"#, r#""ideal""#)] {
        let new = format!("strategies: [({id}: [(id: \"r\")]),");
        refused("strategies: [", &new, Code::ReservedId, at, "strategy");
    }
}

#[test]
fn references_to_nothing_are_refused() {
    for (old, new, at, words) in [
        (
            r#"(from: "floor", to: "plant")"#,
            r#"(from: "flor", to: "plant")"#,
            r#""flor""#,
            "zone `flor` of organisation `east`",
        ),
        (r#"(from: "floor", to: "plant")"#, r#"(from: "floor", to: "plan")"#, r#""plan""#, "zone"),
        (r#"zone: "plant""#, r#"zone: "office""#, r#""office""#, "zone `office` of organisation `east`"),
        (r#"[(id: "cve-b", share"#, r#"[(id: "cve-c", share"#, r#""cve-c""#, "vulnerability"),
        (r#"watches: ["zone:office"]"#, r#"watches: ["zone:off"]"#, r#""zone:off""#, "hosts in a zone"),
        (r#"["west", "east"]"#, r#"["west", "east", "south"]"#, r#""south""#, "organisation"),
        (
            r#"triage: (desk: "soc", work"#,
            r#"triage: (desk: "back", work"#,
            r#""back""#,
            "desk `back` of team `blue-team`",
        ),
        (
            r#"[(organisation: "west")]"#,
            r#"[(organisation: "west"), (organisation: "wast")]"#,
            r#""wast""#,
            "organisation",
        ),
        (r#"Any(steps: ["lure"])"#, r#"Any(steps: ["lur"])"#, r#""lur""#, "step `lur` of campaign `winter`"),
        (r#"indicators: ["mail", "#, r#"indicators: ["male", "#, r#""male""#, "indicator"),
        (r#"vulnerability: "cve-a""#, r#"vulnerability: "cve-x""#, r#""cve-x""#, "vulnerability"),
        (r#"from: ["red-team"]"#, r#"from: ["read-team"]"#, r#""read-team""#, "team"),
        (r#"to: ["blue-team"]"#, r#"to: ["x"]"#, r#""x""#, "team"),
        (
            r#"prepared_by: "back""#,
            r#"prepared_by: "front""#,
            r#""front""#,
            "desk `front` of team `red-team`",
        ),
        (r#"team: "blue-team""#, r#"team: "blue""#, r#""blue""#, "team"),
        (r#"Change(strategy: "full")"#, r#"Change(strategy: "ful")"#, r#""ful""#, "strategy"),
    ] {
        refused(old, new, Code::UnknownReference, at, words);
    }
}

#[test]
fn a_similar_name_is_suggested_with_its_place() {
    let loaded = super::load(&with(r#"from: ["red-team"]"#, r#"from: ["read-team"]"#));
    let found = loaded.diagnostics.sorted();
    assert_eq!(found[0].helps, ["did you mean `red-team`?"]);
    assert_eq!(loaded.sources.text(found[0].labels[1].place), r#""red-team""#);
    let loaded = super::load(&with(r#"(from: "internet", to: "dmz")"#, r#"(from: "internets", to: "dmz")"#));
    assert_eq!(loaded.diagnostics.sorted()[0].helps, ["did you mean `internet`?"]);
    let loaded = super::load(&with(r#"to: ["blue-team"]"#, r#"to: ["x"]"#));
    assert_eq!(loaded.diagnostics.sorted()[0].helps, ["there is: `blue-team`, `red-team`"]);
}

#[test]
fn a_desk_must_be_there_at_every_team_concerned() {
    refused(
        r#"prepared_by: "soc""#,
        r#"prepared_by: "back""#,
        Code::UnknownReference,
        r#""back""#,
        "desk `back` of team `blue-team`",
    );
    refused(
        r#"prepared_by: "soc""#,
        r#"prepared_by: "soc", ingested_by: "front""#,
        Code::UnknownReference,
        r#""front""#,
        "2 teams of this rule have no desk `front`",
    );
    // The blue team has no `back`, and is no sender here.
    accepted(r#"prepared_by: "back""#, r#"prepared_by: "back", ingested_by: "soc""#);
}

#[test]
fn what_is_named_twice_is_refused() {
    for (old, new, at) in [
        (r#"watches: ["zone:office"]"#, r#"watches: ["zone:office", "zone:office"]"#, r#""zone:office""#),
        (r#"share: 0.5), (id: "cve-a")"#, r#"share: 0.5), (id: "cve-b")"#, r#""cve-b""#),
        (r#"["west", "east"]"#, r#"["west", "east", "east"]"#, r#""east""#),
        (r#"[(organisation: "west")]"#, r#"[(organisation: "west"), (organisation: "west")]"#, r#""west""#),
        (r#"Any(steps: ["lure"])"#, r#"Any(steps: ["lure", "lure"])"#, r#""lure""#),
        (r#"["mail", "beacon"]"#, r#"["mail", "mail"]"#, r#""mail""#),
        (r#"["pcs", "web"]"#, r#"["pcs", "web", "web"]"#, r#""web""#),
        (r#"to: ["blue-team"]"#, r#"to: ["blue-team", "blue-team"]"#, r#""blue-team""#),
    ] {
        refused(old, new, Code::RepeatedReference, at, "is named twice");
    }
}
