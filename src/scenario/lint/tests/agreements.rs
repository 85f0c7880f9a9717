//! Lints of what is shared.

use super::{altered, finds, spares, text};
use crate::diagnostic::Code;

fn arrangement(parts: &str) -> String {
    text(&[("arrangement", &format!("({parts})"))])
}

/// One strategy with this rule.
fn rule(fields: &str) -> String {
    arrangement(&format!(r#"strategies: [(id: "one", rules: [(id: "r", {fields})])]"#))
}

const IDLE: Code = Code::IdleStrategy;

#[test]
fn a_strategy_of_which_nothing_comes_is_told_with_reasons() {
    spares(IDLE, &rule(r#"release: "4h""#));
    for (fields, why) in [
        ("release: Never", "never released"),
        (r#"release: "47h", transit: "1h""#, "arrives after ENDEX"),
        ("acts: 0.0", "no receiver ever acts"),
        ("loss: 1.0", "sanitising takes out everything"),
        ("min_confidence: 1.0", "as sure as `min_confidence`"),
        ("trigger: Suspicion, min_severity: High", "on a suspicion"),
        ("trigger: Receipt", "nobody tells its senders"),
        ("tlp: Red", "markings keep everything"),
        ("markings: [(tlp: Red)]", "markings keep everything"),
        ("trigger: Closure, passes: [Hardening]", "can make nothing of what it passes"),
        ("passes: [Advisory]", "can make nothing of what it passes"),
    ] {
        finds(
            IDLE,
            &rule(fields),
            r#""one""#,
            &["strategy `one` is the same as not sharing", "rule `r`: ", why],
        );
    }
}

#[test]
fn a_strategy_of_which_something_may_come_is_spared() {
    for fields in [
        r#"release: "46h""#,
        "loss: 0.99",
        "min_confidence: 0.99",
        "min_severity: Critical",
        r#"tlp: Red, from: ["ta"], to: ["tb"]"#,
        "markings: [(tlp: Red, chance: 0.9)]",
        "tlp: Red, markings: [(tlp: Green, chance: 0.1)]",
        "passes: [EarlyWarning]",
        "trigger: Suspicion",
        r#"from: ["tb"]"#,
    ] {
        spares(IDLE, &rule(fields));
    }
    // twenty hosts can be held, and four make no critical incident
    let few = rule("min_severity: Critical")
        .replace("count: 20", "count: 4")
        .replace("count: 4, role", "count: 2, role");
    finds(IDLE, &few, r#""one""#, &["no incident of its senders can become as severe"]);
    let spared = altered("campaigns", r#"(organisation: "a"), "#, "")
        .replace(r#"(id: "report")"#, r#"(id: "r", from: ["ta"])"#);
    finds(IDLE, &spared, r#""email""#, &["no campaign hits its senders"]);
}

#[test]
fn clearance_and_channels_hold_back_what_a_breach_lets_through() {
    let with = |party: &str| {
        arrangement(&format!(
            r#"parties: [(team: "tb", {party}), (team: "ta", sends: Clear)], strategies: [(id: "one", rules: [(id: "r", tlp: Amber)])]"#
        ))
    };
    finds(IDLE, &with("sends: Green"), r#""one""#, &["markings keep everything"]);
    spares(IDLE, &with("sends: Amber"));
    spares(IDLE, &with("sends: Green, breach: 0.1"));
    let over = |carries: &str| {
        arrangement(&format!(
            r#"channels: [(id: "wire", kind: Machine, carries: {carries})], strategies: [(id: "one", rules: [(id: "r", tlp: Amber, over: "wire")])]"#
        ))
    };
    finds(IDLE, &over("Green"), r#""one""#, &["markings keep everything"]);
    spares(IDLE, &over("Amber"));
    finds(
        IDLE,
        &over("Amber").replace("carries: Amber", "loss: 1.0"),
        r#""one""#,
        &["its channel loses everything"],
    );
}

#[test]
fn people_and_industry_can_be_idle_too() {
    let of = |what: &str| arrangement(&format!(r#"strategies: [(id: "one", {what})]"#));
    for (what, why) in [
        (r#"assistance: [(id: "x", granted: 0.0)]"#, "agreement on assistance `x`: it is never granted"),
        (r#"assistance: [(id: "x", delay: "3d")]"#, "arrives after ENDEX"),
        (r#"assistance: [(id: "x", keeps: 2)]"#, "never has more analysts than it keeps"),
        (
            r#"consultations: [(id: "x", first: After("3d"))]"#,
            "consultation `x`: its first session is after ENDEX",
        ),
        (r#"consultations: [(id: "x", phased_in: Never)]"#, "never come into use"),
        (
            r#"consultations: [(id: "x", pace: 1.0, detection: 0.0, exposure: 1.0, misfit: 0.0)]"#,
            "change nothing",
        ),
        (r#"feeds: [(id: "x", acts: 0.0)]"#, "feed `x`: nobody ever puts an item to use"),
        (r#"feeds: [(id: "x", harmless: 0.0, relevance: 0.0)]"#, "never comes upon anything"),
        (r#"feeds: [(id: "x", harmless: 0.0, kinds: [Hash])]"#, "no campaign uses anything of the kinds"),
        (r#"vendors: [(id: "x")]"#, "vendor `x`: no campaign leaves a file"),
    ] {
        finds(IDLE, &of(what), r#""one""#, &[why]);
    }
    for what in [
        r#"assistance: [(id: "x")]"#,
        r#"consultations: [(id: "x")]"#,
        r#"feeds: [(id: "x")]"#,
        r#"feeds: [(id: "x", harmless: 0.0, kinds: [Domain])]"#,
    ] {
        spares(IDLE, &of(what));
    }
    let files = |vendor: &str| of(vendor).replace("kind: Domain", "kind: Hash");
    spares(IDLE, &files(r#"vendors: [(id: "x")]"#));
    finds(
        IDLE,
        &files(r#"vendors: [(id: "x", signature: "3d")]"#),
        r#""one""#,
        &["no signature comes before ENDEX"],
    );
}

#[test]
fn a_part_of_which_nothing_comes_is_told_where_others_work() {
    let code = Code::IdleAgreement;
    let two = |fields: &str| {
        arrangement(&format!(r#"strategies: [(id: "one", rules: [(id: "good"), (id: "r", {fields})])]"#))
    };
    let late = two(r#"trigger: Containment, release: "3d""#);
    finds(
        code,
        &late,
        r#""r""#,
        &["rule `r` of strategy `one` can have no effect: what is passed arrives after ENDEX"],
    );
    spares(IDLE, &late);
    spares(code, &two("trigger: Containment"));
    spares(code, &two("trigger: Receipt"));
    spares(code, &rule("release: Never"));
}

#[test]
fn strategies_that_are_alike_are_told() {
    let code = Code::TwinStrategies;
    let two = |first: &str, second: &str| {
        arrangement(&format!(
            r#"strategies: [(id: "one", label: "First", rules: [{first}]), (id: "two", rules: [{second}])]"#
        ))
    };
    let twins = two(
        r#"(id: "a", acts: 0.5), (id: "b", trigger: Suspicion)"#,
        r#"(id: "x", trigger: Suspicion), (id: "y", label: "L", acts: 0.5)"#,
    );
    finds(code, &twins, r#""two""#, &["strategies `one` and `two` are the same", "the same is written here"]);
    spares(code, &two(r#"(id: "a", acts: 0.5)"#, r#"(id: "a", acts: 0.6)"#));
    spares(code, &two(r#"(id: "a", from: ["ta"])"#, r#"(id: "a", to: ["ta"])"#));
}

#[test]
fn an_indicator_that_no_strategy_lets_out_is_told() {
    let code = Code::CaptiveIndicator;
    let with = |arrangement: &str| {
        altered(
            "campaigns",
            r#"[(id: "sender", kind: Domain)]"#,
            r#"[(id: "sender", kind: Domain), (id: "tool", kind: Tool)]"#,
        )
        .replace(r#"indicators: ["sender"]"#, r#"indicators: ["sender", "tool"]"#)
        .replace(r#"(strategies: [(id: "email", rules: [(id: "report")])])"#, arrangement)
    };
    let red = r#"(strategies: [(id: "one", rules: [(id: "r", markings: [(tlp: Red, kinds: [Tool])])])])"#;
    finds(code, &with(red), r#""tool""#, &["indicator `tool` of campaign `c`", "of the kind tool"]);
    spares(code, &with(&red.replace("Red,", "Amber,")));
    spares(code, &with(&red.replace("Red,", "Red, chance: 0.5,")));
    // another strategy does, or industry sees it for itself
    let other = red.replace("strategies: [", r#"strategies: [(id: "two", rules: [(id: "r")]), "#);
    spares(code, &with(&other));
    let feed =
        red.replace("strategies: [", r#"strategies: [(id: "two", feeds: [(id: "f", kinds: [Tool])]), "#);
    spares(code, &with(&feed));
    // where nothing is let out at all, that is told of the strategy
    spares(code, &with(&red.replace(", kinds: [Tool]", "")));
}

#[test]
fn what_no_agreement_names_is_unused() {
    let code = Code::UnusedDefinition;
    let strategy = |rule: &str| format!(r#"strategies: [(id: "one", rules: [(id: "r"{rule})])]"#);
    let channel = r#"channels: [(id: "mail", kind: Person)]"#;
    finds(code, &arrangement(&format!("{channel}, {}", strategy(""))), r#""mail""#, &["the channel `mail`"]);
    spares(code, &arrangement(&format!("{channel}, {}", strategy(r#", over: "mail""#))));
    let group = r#"groups: [(id: "all", teams: ["ta", "tb"])]"#;
    finds(
        code,
        &arrangement(&format!("{group}, {}", strategy(""))),
        r#""all""#,
        &["the group of teams `all`"],
    );
    spares(code, &arrangement(&format!("{group}, {}", strategy(r#", from: ["all"]"#))));
    let party = |says: &str| arrangement(&format!(r#"parties: [(team: "ta"{says})], {}"#, strategy("")));
    finds(code, &party(""), r#""ta""#, &["the party `ta` says nothing"]);
    spares(code, &party(", clearance: Amber"));
}

#[test]
fn a_desk_that_nothing_is_done_at_is_unused() {
    let code = Code::UnusedDefinition;
    let desks = r#"desks: [(id: "soc", analysts: 2)], triage: (desk: "soc"), analysis: (desk: "soc"),
         containment: (desk: "soc"), eradication: (desk: "soc"), recovery: (desk: "soc"), hunting: (desk: "soc")),
        (id: "tb""#;
    let more = |team: &str| altered("teams", desks, &desks.replace(r#"(id: "soc", analysts: 2)"#, team));
    let idle = more(r#"(id: "soc", analysts: 2), (id: "two", analysts: 1)"#);
    finds(code, &idle, r#""two""#, &["desk `two` of team `ta`"]);
    spares(code, &more(r#"(id: "soc", analysts: 2, escalates: (to: "two")), (id: "two", analysts: 1)"#));
    let rules = idle.replace(
        r#"hunting: (desk: "soc")),
        (id: "tb""#,
        r#"hunting: (desk: "soc"), engineering: (desk: "two")),
        (id: "tb""#,
    );
    assert_ne!(rules, idle);
    spares(code, &rules);
    spares(code, &idle.replace(r#"(id: "report")"#, r#"(id: "report", from: ["ta"], prepared_by: "two")"#));
    let playbook =
        |of: &str| altered("teams", r#"(id: "ta","#, &format!(r#"(id: "ta", playbooks: [(id: "p", {of})],"#));
    finds(code, &playbook(r#"techniques: ["T1486"]"#), r#""p""#, &["the playbook `p` of team `ta`"]);
    spares(code, &playbook(r#"techniques: ["T1566"]"#));
    spares(code, &playbook("tactics: [Exfiltration]"));
}
