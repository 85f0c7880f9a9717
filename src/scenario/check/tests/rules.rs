//! Each rule refuses what breaks it, at the place where it is broken, and nothing else.

use super::{METRICS, TWO_TEAMS, accepted, faults, refused, with};
use crate::diagnostic::Code;
use crate::scenario::load_text;

#[test]
fn another_version_and_an_exercise_without_time_are_refused() {
    refused("schema: 2", "schema: 3", Code::UnknownSchema, "3", "version 3");
    refused(r#""3d""#, r#""0s""#, Code::NoTime, r#""0s""#, "takes no time");
}

#[test]
fn a_worm_that_scans_needs_exponential_gaps_and_room_for_its_targets() {
    let every = r#"every: "10min","#;
    let scans =
        |every: &str, addresses: &str| format!("every: {every}, scans: Space(addresses: {addresses}),");
    refused(
        every,
        &scans(r#""10min""#, "65536"),
        Code::NotExponential,
        r#""10min""#,
        "`worm` scans addresses at intervals that are not exponential",
    );
    for addresses in ["0", "99"] {
        let new = scans(r#"Exp(mean: "10min")"#, addresses);
        refused(every, &new, Code::OutOfRange, addresses, "`worm` has more targets than addresses");
    }
    accepted(every, &scans(r#"Exp(mean: "10min")"#, "100"));
}

#[test]
fn a_removal_removes_something() {
    let every = r#"every: "10min","#;
    let removal = |fields: &str| format!("{every} removal: {fields},");
    let never = "hosts that step `worm` spreads to are never cleaned nor patched";
    refused(every, &removal("()"), Code::IdleRemoval, "()", never);
    refused(every, &removal("(cleaned: Never)"), Code::IdleRemoval, "(cleaned: Never)", never);
    refused(
        every,
        &removal(r#"(patched: "1d", immune: 0.5)"#),
        Code::IdleRemoval,
        "0.5",
        "hosts that step `worm` has taken are never cleaned",
    );
    accepted(every, &removal(r#"(cleaned: "1d", immune: 0.5)"#));
    accepted(every, &removal(r#"(patched: "1d")"#));
}

#[test]
fn a_kill_switch_has_something_to_stop_and_somebody_who_throws_it() {
    let start = r#"start: "1h","#;
    let switch = |fields: &str| format!("{start} kill_switch: {fields},");
    let idle = "nobody ever throws the kill switch of campaign `winter`";
    refused(start, &switch("()"), Code::IdleSwitch, "()", idle);
    refused(start, &switch("(after: Never)"), Code::IdleSwitch, "(after: Never)", idle);
    accepted(start, &switch(r#"(after: "7h")"#));
    accepted(start, &switch("(found_by_analysis: 0.1)"));
    let tame = r#"id: "autumn","#;
    refused(
        tame,
        &format!(r#"{tame} kill_switch: (after: "7h"),"#),
        Code::IdleSwitch,
        r#"(after: "7h")"#,
        "`autumn` has a kill switch, and nothing that it could stop",
    );
}

#[test]
fn techniques_look_like_those_of_attack() {
    refused(r#"["T1566", "#, r#"["1566", "#, Code::BadTechnique, r#""1566""#, "no ATT&CK technique");
    refused(r#""T1003""#, r#""T1003.1""#, Code::BadTechnique, r#""T1003.1""#, "no ATT&CK technique");
}

#[test]
fn the_internet_is_everywhere_and_nothing_links_to_it() {
    refused(
        r#"(from: "floor", to: "plant")"#,
        r#"(from: "floor", to: "internet")"#,
        Code::LinkToInternet,
        r#""internet""#,
        "leads to the internet",
    );
}

#[test]
fn hosts_are_not_forgotten() {
    let hosts = r#", hosts: [(id: "laptops", zone: "only", count: 3)]"#;
    let west = |rest: &str| with(&format!(r#"(id: "west", zones: [(id: "only")]{hosts}"#), rest);
    let forgotten = faults(&west(r#"(id: "west", zones: [(id: "only")]"#));
    let found: Vec<_> = forgotten.iter().filter(|(code, _, _)| *code == Code::MissingField).collect();
    let [(_, at, message)] = found.as_slice() else { panic!("{forgotten:?}") };
    assert_eq!(at, r#""west""#);
    assert_eq!(message, "organisation `west` has neither `hosts` nor `generate`");
    for said in [r#"(id: "west", zones: [(id: "only")], hosts: []"#, r#"(id: "west", generate: (users: 9)"#] {
        let found = faults(&west(said));
        assert!(found.iter().all(|(code, _, _)| *code != Code::MissingField), "{said}: {found:?}");
    }
    // What cannot be read was not forgotten.
    let broken = faults(&west(r#"(id: "west", zones: [(id: "only")], generate: (users: "nine")"#));
    assert!(broken.iter().all(|(_, _, message)| !message.contains("neither")), "{broken:?}");
}

#[test]
fn lists_that_need_an_element_have_one() {
    for (old, new, at, words) in [
        (
            r#"zones: [(id: "only")], hosts: [(id: "laptops", zone: "only", count: 3)]"#,
            "zones: [], hosts: [(id: \"laptops\", zone: \"none\")]",
            "",
            "`west` has no zone",
        ),
        (r#"defends: ["north"]"#, "defends: []", "", "`red-team` defends nobody"),
        (r#"[(organisation: "west")]"#, "[]", "", "`autumn` has no victim"),
        (r#"Any(steps: ["lure"])"#, "Any(steps: [])", "[]", "`dump` comes after no step"),
        (r#"targets: ["pcs", "web"]"#, "targets: []", "[]", "`exploit` has no target"),
        (r#"targets: ["laptops"]"#, "targets: []", "[]", "`stick` has no target"),
        (r#"desks: [(id: "soc", analysts: 1)]"#, "desks: []", "[]", "`blue-team` has no desk"),
    ] {
        let found = faults(&with(old, new));
        let empty: Vec<_> = found.iter().filter(|(code, _, _)| *code == Code::EmptyList).collect();
        let [(_, place, message)] = empty.as_slice() else { panic!("{new}: {found:?}") };
        assert!(message.contains(words), "{message}");
        assert!(at.is_empty() || place == at, "{place}");
    }
    let found = faults("(id: \"bare\", title: \"Nothing\", organisations: [], teams: [])");
    let words: Vec<_> = found.iter().map(|(code, _, message)| (*code, message.as_str())).collect();
    assert_eq!(
        words,
        [
            (Code::EmptyList, "the scenario has no organisation"),
            (Code::EmptyList, "the scenario has no team")
        ]
    );
    let rules = TWO_TEAMS.replace("strategies: [", "strategies: [(id: \"idle\", rules: []),");
    let rules = rules.replace(
        "campaigns: [",
        "campaigns: [(id: \"idle\", victims: [(organisation: \"west\")], steps: []),",
    );
    let words: Vec<_> = faults(&rules).into_iter().map(|(_, at, message)| (at, message)).collect();
    assert_eq!(
        words,
        [
            ("[]".to_owned(), "campaign `idle` has no step".to_owned()),
            ("[]".to_owned(), "strategy `idle` has no rule".to_owned()),
        ]
    );
}

#[test]
fn every_organisation_has_exactly_one_team() {
    refused(r#"["west", "east"]"#, r#"["west"]"#, Code::Undefended, r#""east""#, "no team defends");
    refused(r#"["north"]"#, r#"["north", "east"]"#, Code::DefendedTwice, r#""east""#, "two teams defend");
}

#[test]
fn work_ends() {
    let never = |old: &str, new: &str, words: &str| {
        let found = faults(&with(old, new));
        assert!(
            matches!(found.as_slice(), [(Code::EndlessWork, _, message)] if message.contains(words)),
            "{found:?}"
        );
    };
    never(r#"work: "10min""#, "work: Never", "triage of an alert never ends");
    never(r#"preparation: "20min""#, "preparation: Never", "preparation of a report under rule `reports`");
    never(r#"ingestion: "5min""#, "ingestion: Never", "ingestion of a report under rule `reports`");
    for (kind, words) in [
        ("analysis", "analysis of a suspicion"),
        ("containment", "containment of an incident"),
        ("eradication", "eradication of an incident"),
        ("recovery", "recovery of a host"),
    ] {
        never(
            &format!("{kind}: (desk: \"back\")"),
            &format!(
                "{kind}: (desk: \"back\", work: Mixture(probability: 1, then: Never, otherwise: \"1h\"))"
            ),
            words,
        );
    }
    let hunting = "recovery: (desk: \"back\"),\n            hunting: (desk: \"soc\"";
    never(hunting, &format!("{hunting}, work: Never"), "a hunt never ends");
    // What is never released costs nothing, and is a way to say that nothing is shared.
    accepted(r#"preparation: "20min""#, "release: Never");
}

#[test]
fn every_victim_has_a_target_and_every_target_a_victim() {
    refused(
        r#"targets: ["pcs", "web"]"#,
        r#"targets: ["pcs", "wep"]"#,
        Code::UnknownReference,
        r#""wep""#,
        "no victim of campaign `winter` has a host group `wep`",
    );
    refused(
        r#"targets: ["pcs", "web"]"#,
        r#"targets: ["plc", "laptops"]"#,
        Code::UnknownReference,
        r#""laptops""#,
        "no victim of campaign `winter`",
    );
    let found = faults(&with(r#"targets: ["pcs", "web"]"#, r#"targets: ["web"]"#));
    assert!(
        matches!(found.as_slice(), [(Code::TargetMissing, _, message)] if message == "step `exploit` has no target at `east`"),
        "{found:?}"
    );
    accepted(r#"targets: ["pcs", "web"]"#, r#"targets: ["plc", "web"]"#);
    let objective = "Achieve(impact: Exfiltration, targets: [\"plc\"])";
    refused("Achieve(impact: Exfiltration)", objective, Code::TargetMissing, objective, "at `north`");
}

#[test]
fn steps_do_not_wait_for_each_other() {
    let found = faults(&with(r#"All(steps: ["lure"])"#, r#"All(steps: ["worm"])"#));
    let [(Code::StepCycle, at, message)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(message, "steps wait for each other: `exploit` after `worm` after `exploit`");
    assert_eq!(at, r#""worm""#);
    refused(
        r#"Any(steps: ["lure"])"#,
        r#"Any(steps: ["lure", "dump"])"#,
        Code::StepCycle,
        r#""dump""#,
        "waits for itself",
    );
}

#[test]
fn a_long_chain_of_steps_is_followed_without_recursion() {
    let step = |number: usize, after: usize| {
        format!(
            r#"(id: "s{number}", technique: "T1000", tactic: Execution, after: All(steps: ["s{after}"]), does: Act),"#
        )
    };
    let chain: String = (0..9_000).map(|number| step(number, (number + 1) % 9_000)).collect();
    let found = faults(&with(
        "steps: [\n                (\n                    id: \"stick\"",
        &format!("steps: [{chain} (\n                    id: \"stick\""),
    ));
    assert!(
        matches!(found.as_slice(), [(Code::StepCycle, _, message)] if message.ends_with("after …")),
        "{found:?}"
    );
}

#[test]
fn an_attack_opens_by_getting_in() {
    let found = faults(&with("after: All(steps: [\"lure\"]),\n", ""));
    assert!(
        matches!(found.as_slice(), [(Code::NoFoothold, at, message)] if at.starts_with("Move(") && message.contains("`exploit` needs a foothold")),
        "{found:?}"
    );
    let found = faults(&with(r#"Enter(targets: ["laptops"], through: Trusted)"#, "Act"));
    let codes: Vec<_> = found.iter().map(|(code, at, _)| (*code, at.as_str())).collect();
    assert_eq!(codes, [(Code::NoEntry, r#""autumn""#), (Code::NoFoothold, "Act")]);
}

#[test]
fn a_rule_is_about_two_teams() {
    refused(r#"to: ["blue-team"]"#, r#"to: ["red-team"]"#, Code::NoPair, r#""reports""#, "nobody share");
}

#[test]
fn expectations_are_about_what_there_is() {
    let found = faults(&with(r#"metric: "loss""#, r#"metric: "los""#));
    assert!(matches!(found.as_slice(), [(Code::UnknownMetric, at, _)] if at == r#""los""#), "{found:?}");
    refused(
        r#"Mean(strategy: "one-way")"#,
        r#"Mean(strategy: "none")"#,
        Code::NoSuchArm,
        r#""none""#,
        "no strategy",
    );
    refused(
        r#"Change(strategy: "full")"#,
        r#"Change(strategy: "none")"#,
        Code::NoSuchArm,
        r#""none""#,
        "no strategy",
    );
    refused(
        r#"Change(strategy: "full")"#,
        r#"Change(strategy: "ideal")"#,
        Code::NoSuchArm,
        r#""ideal""#,
        "no strategy",
    );
    let loaded = super::load(&with(r#"Mean(strategy: "one-way")"#, r#"Mean(strategy: "none")"#));
    assert!(loaded.diagnostics.sorted()[0].helps[0].contains("write `of: Baseline`"));
    refused(
        "low: 0.0, high: 5.5",
        "low: 6, high: 5.5",
        Code::ReversedBound,
        "Within(low: 6, high: 5.5)",
        "between 6 and 5.5",
    );
    for confidence in ["0.49", "0.99991", "1"] {
        refused(
            "confidence: 0.9",
            &format!("confidence: {confidence}"),
            Code::OutOfRange,
            confidence,
            "confidence",
        );
    }
    accepted("confidence: 0.9", "confidence: 0.5");
    accepted("confidence: 0.9", "confidence: 0.9999");
}

#[test]
fn expectations_have_what_their_kind_needs_and_nothing_else() {
    const CALM: &str = "is: Within(low: 0.0, high: 5.5)";
    for (to, code, at, message) in [
        (
            "kind: Equivalent(margin: 1), is: AtMost(value: 1)",
            Code::BadExpectation,
            "AtMost(value: 1)",
            "by itself",
        ),
        ("kind: Equivalent(margin: 0)", Code::OutOfRange, "0", "margin"),
        ("kind: Quantile(p: 1), is: AtMost(value: 1)", Code::OutOfRange, "1", "quantile 1"),
        (
            "kind: Proportion(event: AtLeast(value: 7)), is: AtMost(value: 7)",
            Code::OutOfRange,
            "AtMost(value: 7)",
            "share",
        ),
        (
            "is: Equals(value: 1, tolerance: -1)",
            Code::OutOfRange,
            "Equals(value: 1, tolerance: -1)",
            "tolerance",
        ),
        ("is: AtMost(value: 1), reps: 9, max_reps: 8", Code::ReversedReplicates, "8", "fewer than 9"),
        ("kind: Exact, is: AtMost(value: 1), max_reps: 8", Code::BadExpectation, "8", "never undecided"),
        ("", Code::MissingField, r#""calm""#, "`is`"),
    ] {
        refused(CALM, to, code, at, message);
    }
    let order = |arms: &str| format!("of: None, kind: Order(ascending: [{arms}])");
    let base = format!("of: Baseline, {CALM}");
    refused(&base, &order(r#""none""#), Code::BadExpectation, r#"Order(ascending: ["none"])"#, "two arms");
    refused(&base, &order(r#""full", "ideal""#), Code::NoSuchArm, r#""ideal""#, "no strategy");
    refused(&base, &order(r#""full", "none", "full""#), Code::RepeatedReference, r#""full""#, "twice");
    refused(&base, CALM, Code::MissingField, r#""calm""#, "`of`");
    let two = order(r#""none", "full""#);
    refused(
        &base,
        &two.replace("of: None", "of: Baseline"),
        Code::BadExpectation,
        r#"Order(ascending: ["none", "full"])"#,
        "of the arms",
    );
    accepted(&base, &two);
}

#[test]
fn there_are_limits_to_what_the_simulator_holds() {
    refused("retries: 3", "retries: 10001", Code::OutOfRange, "10001", "too many");
    accepted("retries: 3", "retries: 10000");
    refused("count: 100", "count: 9999935", Code::TooMany, r#""pcs""#, "10000001 hosts");
    accepted("count: 100", "count: 9999934");
    let many: String = (0..10_000).map(|number| format!("(id: \"v{number}\"),")).collect();
    let found = faults(&with("vulnerabilities: [\n", &format!("vulnerabilities: [{many}\n")));
    assert!(
        matches!(found.as_slice(), [(Code::TooMany, _, message)] if message.contains("10002")),
        "{found:?}"
    );
}

#[test]
fn many_teams_with_many_rules_are_refused_before_they_fill_the_memory() {
    let team = |number: usize| {
        let desk = "(desk: \"d\")";
        format!(
            "(id: \"t{number}\", defends: [\"o{number}\"], desks: [(id: \"d\", analysts: 1)], triage: {desk}, analysis: {desk}, containment: {desk}, eradication: {desk}, recovery: {desk}, hunting: {desk}),"
        )
    };
    let organisation = |number: usize| format!("(id: \"o{number}\", zones: [(id: \"z\")], hosts: []),");
    let text = |teams: usize, rules: usize| {
        let rules: String = (0..rules).map(|number| format!("(id: \"r{number}\"),")).collect();
        format!(
            "(id: \"many\", title: \"\", organisations: [{}], teams: [{}], arrangement: (strategies: [(id: \"s\", rules: [{rules}])]))",
            (0..teams).map(organisation).collect::<String>(),
            (0..teams).map(team).collect::<String>(),
        )
    };
    let codes = |text: &str| -> Vec<_> {
        load_text("many", text, METRICS).diagnostics.sorted().iter().map(|one| one.code).collect()
    };
    assert_eq!(codes(&text(20, 2)), []);
    assert_eq!(codes(&text(501, 1)), [Code::TooMany]);
    assert_eq!(codes(&text(150, 45)), [Code::TooMany]);
}

#[test]
fn selectors_and_overrides_that_find_nothing_are_refused() {
    for (old, new, code, at, words) in [
        (
            r#"watches: ["zone:office"]"#,
            r#"watches: ["zone:office role:server"]"#,
            Code::NothingSelected,
            r#""zone:office role:server""#,
            "no host that is `zone:office role:server`",
        ),
        (
            r#"watches: ["zone:office"]"#,
            r#"watches: ["role:sever"]"#,
            Code::UnknownReference,
            r#""role:sever""#,
            "role",
        ),
        (
            r#"zone: "plant", count: 9,"#,
            r#"zone: "plant", count: 9, overrides: [(first: 9, count: 2)],"#,
            Code::BadOverride,
            "9",
            "not a host 10",
        ),
        (
            r#"zone: "plant", count: 9,"#,
            r#"zone: "plant", count: 9, overrides: [(first: 3, count: 2), (first: 4)],"#,
            Code::BadOverride,
            "4",
            "host 4 of group `plc` is set apart twice",
        ),
    ] {
        refused(old, new, code, at, words);
    }
}
