//! Lints of teams, and of what is expected.

use super::{altered, finds, spares, text};
use crate::diagnostic::Code;

/// The base in which one desk of `ta` is staffed so.
fn staffed(how: &str) -> String {
    altered(
        "teams",
        r#"(id: "ta", defends: ["a"], desks: [(id: "soc", analysts: 2)]"#,
        &format!(r#"(id: "ta", defends: ["a"], desks: [(id: "soc", {how})]"#),
    )
}

#[test]
fn a_roster_with_a_hole_is_told() {
    let code = Code::UnattendedHours;
    let roster = |shifts: &str| staffed(&format!("roster: [{shifts}]"));
    // by day and by night, with an hour between because of a time zone
    let hole = r#"(hours: "06:00-18:00 +01:00", analysts: 2), (hours: "18:00-06:00 +02:00", analysts: 1)"#;
    finds(
        code,
        &roster(hole),
        "[(hours",
        &["desk `soc` of team `ta` for 2 h of 2 d", "first from Tue 04:00 (UTC) for 60 min"],
    );
    spares(
        code,
        &roster(r#"(hours: "06:00-18:00 +01:00", analysts: 2), (hours: "18:00-06:00 +01:00", analysts: 1)"#),
    );
    // office hours are meant
    spares(code, &roster(r#"(hours: "Mon-Fri 08:00-16:00", analysts: 2)"#));
    spares(
        code,
        &roster(
            r#"(hours: "Mon-Fri 08:00-12:00", analysts: 1), (hours: "Mon-Fri 12:00-16:00", analysts: 1)"#,
        ),
    );
    // a break that all of them take
    let lunch = |away: u32| {
        roster(&format!(
            r#"(hours: "Mon-Fri 07:00-17:00", analysts: 2, breaks: [(hours: "12:00-13:00", away: {away})])"#
        ))
    };
    finds(code, &lunch(2), "[(hours", &["first from Mon 12:00 (UTC) for 60 min"]);
    spares(code, &lunch(1));
    spares(code, &staffed(&format!("analysts: 1, roster: [{hole}]")));
}

#[test]
fn a_weekend_that_a_roster_forgets_is_told_where_the_exercise_has_one() {
    let code = Code::UnattendedHours;
    let shifts = r#"roster: [(hours: "Mon-Fri 06:00-18:00", analysts: 2), (hours: "Mon-Fri 18:00-06:00", analysts: 1)]"#;
    spares(code, &staffed(shifts));
    let long = staffed(shifts).replace(r#"(duration: "2d")"#, r#"(duration: "7d")"#);
    finds(code, &long, "[(hours", &["first from Sat 06:00 (UTC) for 2 d"]);
}

fn noise(rate: &str) -> String {
    altered("organisations", "links:", &format!(r#"noise: [(id: "hum", rate: "{rate}")], links:"#))
}

#[test]
fn a_desk_with_more_work_than_people_is_told_with_the_figures() {
    let code = Code::OverloadedDesk;
    // 5/h: triage 5 × 12 min × e^½ = 1.65, analysis 5 × 0.17 × 24 min × e^½ = 0.56
    finds(
        code,
        &noise("5/h"),
        r#""soc""#,
        &[
            "for 2.21 analysts, and 2 are there on average: a utilisation of 1.1",
            "noise `hum`: 5 an hour × 19.8 min = 1.65 analysts",
            "0.85 an hour × 39.6 min = 0.56 analysts",
        ],
    );
    spares(code, &noise("4.5/h"));
}

#[test]
fn work_is_counted_in_the_hours_in_which_it_comes_and_is_done() {
    let code = Code::OverloadedDesk;
    // eight hours in twenty-four, and nothing else: a third of it
    let daily = noise("9/h").replace(r#"rate: "9/h""#, r#"rate: "9/h", hours: "08:00-16:00", outside: 0.0"#);
    spares(code, &daily);
    finds(code, &daily.replace(r#""9/h""#, r#""15/h""#), r#""soc""#, &["noise `hum`: 5 an hour"]);
    // two for a half of the time are one
    let half = noise("3/h").replace(
        r#"(id: "ta", defends: ["a"], desks: [(id: "soc", analysts: 2)]"#,
        r#"(id: "ta", defends: ["a"], desks: [(id: "soc", roster: [(hours: "08:00-20:00", analysts: 2)])]"#,
    );
    finds(code, &half, r#""soc""#, &["and 1 are there on average"]);
}

#[test]
fn what_is_handed_on_is_work_there() {
    let code = Code::OverloadedDesk;
    let desks = |chance: &str| {
        noise("6/h").replace(
            r#"(id: "ta", defends: ["a"], desks: [(id: "soc", analysts: 2)]"#,
            &format!(r#"(id: "ta", defends: ["a"], desks: [(id: "soc", analysts: 4, escalates: (to: "two", chance: {chance})), (id: "two", analysts: 1)]"#),
        )
    };
    spares(code, &desks("0.2"));
    finds(code, &desks("0.3"), r#""two""#, &["noise `hum`, handed on: 1.8 an hour × 39.6 min"]);
}

#[test]
fn a_feed_may_be_what_is_too_much() {
    let code = Code::OverloadedDesk;
    let feed = |rate: &str| {
        text(&[(
            "arrangement",
            &format!(
                r#"(strategies: [(id: "email", rules: [(id: "report")]), (id: "bought", feeds: [(id: "list", to: ["ta"], rate: "{rate}", ingestion: "10min")])])"#
            ),
        )])
    };
    finds(
        code,
        &feed("300/d"),
        r#""soc""#,
        &["analysts under strategy `bought`", "feed `list`: 12.5 an hour × 10 min"],
    );
    spares(code, &feed("200/d"));
}

#[test]
fn patience_that_is_shorter_than_the_queue_is_told() {
    let code = Code::ShortPatience;
    let patient = |patience: &str| {
        noise("4/h").replace(
            r#"triage: (desk: "soc"), analysis: (desk: "soc"),
         containment: (desk: "soc"), eradication: (desk: "soc"), recovery: (desk: "soc"), hunting: (desk: "soc")),
        (id: "tb""#,
            &format!(
                r#"triage: (desk: "soc", patience: "{patience}"), analysis: (desk: "soc"),
         containment: (desk: "soc"), eradication: (desk: "soc"), recovery: (desk: "soc"), hunting: (desk: "soc")),
        (id: "tb""#
            ),
        )
    };
    // M/M/2 with 1.77 Erlang: C = 2 ρ² / (1 + ρ) = 0.83, wait 0.83 × 22.7 min / 0.23
    finds(code, &patient("30min"), r#""30min""#, &["given up after 30 min", "alone makes them wait"]);
    spares(code, &patient("4h"));
}

#[test]
fn certainty_that_is_written_is_told() {
    let code = Code::CertainChance;
    let triage = |what: &str| {
        altered(
            "teams",
            r#"(id: "ta", defends: ["a"], desks: [(id: "soc", analysts: 2)], triage: (desk: "soc")"#,
            &format!(
                r#"(id: "ta", defends: ["a"], desks: [(id: "soc", analysts: 2)], triage: (desk: "soc", {what})"#
            ),
        )
    };
    finds(
        code,
        &triage("sensitivity: 1.0"),
        "1.0",
        &["an alert from an attack is taken for one by team `ta`: always"],
    );
    finds(
        code,
        &triage("specificity: 0"),
        "0)",
        &["an alert that no attack caused is closed by team `ta`: never"],
    );
    spares(code, &triage("sensitivity: 0.99"));
    let sensor = |fields: &str| {
        altered("organisations", "links:", &format!(r#"sensors: [(id: "eye", {fields})], links:"#))
    };
    finds(code, &sensor("detects: 1.0"), "1.0", &["by sensor `eye` of organisation `a`: always"]);
    spares(code, &sensor("detects: 0.0, prevents: 0.5"));
    finds(
        code,
        &altered("campaigns", "click: 0.3", "click: 1.0"),
        "1.0",
        &["a letter of step `in` is clicked: always"],
    );
    let control = altered("organisations", "count: 4,", "count: 4, controls: [Mfa(stops: 1.0)],");
    finds(code, &control, "1.0", &["a second factor stops a log-on on hosts `files`"]);
    let users = altered("organisations", "links:", r#"users: [(id: "u", opens: 1.0)], links:"#);
    finds(code, &users, "1.0", &["a letter is opened by users `u`"]);
}

fn expect(of: &str) -> String {
    text(&[("expect", &format!(r#"[(id: "e", {of})]"#))])
}

#[test]
fn an_expectation_that_is_decided_beforehand_is_told() {
    let code = Code::DecidedExpectation;
    let of = |metric: &str, of: &str, is: &str| expect(&format!(r#"metric: "{metric}", of: {of}, is: {is}"#));
    let mean = r#"Mean(strategy: "email")"#;
    let change = r#"Change(strategy: "email")"#;
    finds(
        code,
        &of("objectives_n", "Baseline", "AtLeast(value: 0.0)"),
        "AtLeast",
        &["expectation `e` cannot fail: `objectives_n` is 0 or more"],
    );
    spares(code, &of("objectives_n", "Baseline", "AtLeast(value: 0.01)"));
    finds(code, &of("objectives_n", mean, "AtMost(value: -1.0)"), "AtMost", &["cannot be met"]);
    finds(code, &of("triage_recall", mean, "AtMost(value: 1.0)"), "AtMost", &["cannot fail", "from 0 to 1"]);
    finds(code, &of("triage_recall", mean, "Within(low: 0.0, high: 1.0)"), "Within", &["cannot fail"]);
    finds(code, &of("triage_recall", mean, "AtLeast(value: 80.0)"), "AtLeast", &["cannot be met"]);
    spares(code, &of("triage_recall", mean, "AtMost(value: 0.9)"));
    spares(code, &of("objectives_n", change, "AtLeast(value: 0.0)"));
    finds(code, &of("items_in_n", "Baseline", "AtMost(value: 3.0)"), "AtMost", &["always 0 without sharing"]);
    finds(code, &of("sharing_labour_h", change, "AtLeast(value: 0.0)"), "AtLeast", &["cannot fail"]);
}

#[test]
fn a_change_by_an_idle_strategy_is_decided() {
    let code = Code::DecidedExpectation;
    let with = |release: &str, is: &str| {
        expect(&format!(r#"metric: "exposure_h", of: Change(strategy: "email"), is: {is}"#))
            .replace(r#"(id: "report")"#, &format!(r#"(id: "report", release: {release})"#))
    };
    finds(
        code,
        &with("Never", "AtMost(value: 0.0)"),
        "AtMost",
        &["cannot fail", "nothing can have an effect"],
    );
    finds(code, &with("Never", "AtMost(value: -1.0)"), "AtMost", &["cannot be met"]);
    spares(code, &with(r#""4h""#, "AtMost(value: 0.0)"));
}

#[test]
fn few_replicates_are_told_where_confidence_is_high() {
    let code = Code::FewReplicates;
    let with = |confidence: &str, count: u32| {
        expect(&format!(
            r#"metric: "objectives_n", of: Baseline, is: AtLeast(value: 0.1), confidence: {confidence}"#
        ))
        .replace("replications: 50", &format!("replications: {count}"))
    };
    finds(code, &with("0.999", 50), "0.999", &["50 replicates are too few for the confidence 0.999"]);
    spares(code, &with("0.99", 50));
    finds(code, &with("0.99", 49), "0.99", &["49 replicates"]);
    spares(code, &with("0.95", 10));
    finds(code, &with("0.95", 9), "0.95", &["9 replicates"]);
}

#[test]
fn what_is_at_stake_and_not_measured_is_told() {
    let code = Code::UnmeasuredObjective;
    let nothing = Code::NothingExpected;
    finds(nothing, &text(&[("expect", "[]")]), r#""s""#, &["nothing is expected"]);
    spares(nothing, &text(&[("expect", "[]"), ("campaigns", "[]"), ("arrangement", "()")]));
    spares(nothing, &text(&[]));
    let about = |team: &str| {
        expect(&format!(r#"metric: "objectives_n", team: "{team}", of: Baseline, is: AtLeast(value: 0.1)"#))
    };
    let only_b = about("ta")
        .replace(r#"(organisation: "a"), (organisation: "b", offset: "6h")"#, r#"(organisation: "b")"#);
    finds(code, &only_b, r#""c""#, &["what campaign `c` does", "other teams than `tb`"]);
    spares(code, &about("ta"));
    let mission = |fields: &str| {
        altered(
            "organisations",
            "links:",
            &format!(r#"missions: [(id: "m", {fields} needs: Hosts(select: ["pcs"]))], links:"#),
        )
    };
    finds(code, &mission("value: 0,"), "0,", &["mission `m` is never at stake"]);
    finds(code, &mission("required: 0.0,"), "0.0,", &["mission `m` is never at stake"]);
    spares(code, &mission(r#"required: 0.0, phases: [(from: "1d", required: 1.0)],"#));
    spares(code, &mission(""));
}
