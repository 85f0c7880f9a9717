//! What passes beside indicators: warnings, reports, advisories, advice on hardening.

use coalition::metrics::records::{Fate, IncidentRow, PreventedBy, ShareRow};

use super::{Replicate, play, prevented, second, sum, team};

const RULE: &str = "leak: 0.0";
const TEAM_B: &str = r#"(id: "b", defends: ["second"],"#;

/// The base scenario with a rule that passes this.
pub(super) fn passes(what: &str) -> (&'static str, String) {
    (RULE, format!("leak: 0.0, passes: [{what}]"))
}

/// The base scenario in which the receiver has this as well.
pub(super) fn receiver(more: &str) -> (&'static str, String) {
    (TEAM_B, format!("{TEAM_B} {more},"))
}

pub(super) fn to(from: &'static str, to: &str) -> (&'static str, String) {
    (from, to.to_owned())
}

pub(super) fn with(changes: &[(&'static str, String)]) -> Vec<Replicate> {
    let changes: Vec<(&str, &str)> = changes.iter().map(|(from, to)| (*from, to.as_str())).collect();
    play(&changes)
}

fn items<'a>(replicates: &'a [Replicate], kind: &str) -> Vec<&'a ShareRow> {
    let all = replicates.iter().flat_map(|replicate| &replicate.arms[1].shares);
    all.filter(|item| item.kind == kind).collect()
}

/// What happened to the second side, as if both arms were called alike.
fn alike(replicates: &[Replicate], arm: usize) -> Vec<IncidentRow> {
    let nameless =
        |row: &IncidentRow| IncidentRow { strategy: "any".into(), effect_predicted: false, ..row.clone() };
    second(replicates, arm).into_iter().map(nameless).collect()
}

fn count(replicates: &[Replicate], arm: usize, fits: fn(&IncidentRow) -> bool) -> usize {
    second(replicates, arm).into_iter().filter(|row| fits(row)).count()
}

fn of_b(replicates: &[Replicate], arm: usize, value: fn(&super::TeamRow) -> f64) -> f64 {
    sum(&team(replicates, arm, "b"), value)
}

const ALL: &str = "Indicators, EarlyWarning, IncidentReport, Advisory, Hardening";

#[test]
fn a_rule_passes_what_it_says_and_nothing_else() {
    let only = with(&[passes("EarlyWarning")]);
    assert_eq!(items(&only, "early_warning").len(), 40);
    assert_eq!(only.iter().map(|one| one.arms[1].shares.len()).sum::<usize>(), 40);
    assert!(items(&only, "early_warning").iter().all(|item| item.indicator.is_none() && item.correct));
    assert_eq!(prevented(&second(&only, 1)), 0);
    let closed = with(&[to("trigger: Confirmation", "trigger: Closure"), passes(ALL)]);
    for kind in ["indicator", "early_warning", "incident_report", "hardening"] {
        assert_eq!(items(&closed, kind).len(), 40, "{kind}");
    }
    assert!(items(&closed, "indicator").iter().all(|item| item.indicator == Some("domain")));
    assert!(closed.iter().all(|one| one.arms[1].shares.iter().all(|item| item.campaign.is_some())));
}

#[test]
fn markings_and_thresholds_hold_back_whatever_it_is() {
    let green = |marking: &str| {
        [
            (RULE, format!("leak: 0.0, passes: [Indicators, EarlyWarning], {marking}")),
            to(
                "arrangement: (strategies:",
                "arrangement: (parties: [(team: \"b\", clearance: Green)], strategies:",
            ),
        ]
    };
    let fates = |changes: &[(&'static str, String)]| {
        let replicates = with(changes);
        let all = |kind: &str, fate: Fate| items(&replicates, kind).iter().all(|item| item.fate == fate);
        let held = |kind: &str, fate: Fate| (all(kind, fate), items(&replicates, kind).len());
        (held("early_warning", Fate::WithheldClearance), held("indicator", Fate::Useful))
    };
    assert_eq!(fates(&green("markings: [(tlp: Amber, objects: [EarlyWarning])]")), ((true, 40), (true, 40)));
    let (warnings, indicators) = fates(&green("markings: [(tlp: Amber, objects: [Indicators])]"));
    assert_eq!((warnings, indicators), ((false, 40), (false, 40)));
    let unsure = with(&[(RULE, "leak: 0.0, passes: [EarlyWarning], min_confidence: 1.0".to_owned())]);
    assert!(items(&unsure, "early_warning").iter().all(|item| item.fate == Fate::WithheldConfidence));
    assert_eq!(alike(&unsure, 1), alike(&unsure, 0));
}

/// Nothing goes out of service, so that nobody calls.
fn quietly() -> (&'static str, String) {
    to("does: Achieve(impact: Encryption, targets: [\"servers\"])", "does: Act")
}

#[test]
fn a_warning_makes_the_receiver_look_closer_for_a_time() {
    let warned = |posture: &str| {
        let posture = receiver(&format!("posture: ({posture})"));
        with(&[passes("EarlyWarning"), to("detects: 0.0", "detects: 0.4"), quietly(), posture])
    };
    let seen = |replicates: &[Replicate], arm| count(replicates, arm, |row| row.t_det_s.is_some());
    let nothing = warned("lasts: \"3d\", sensing: 1.0, alarms: 1.0, suspicion: 1.0");
    assert_eq!(alike(&nothing, 1), alike(&nothing, 0), "looking out does nothing by itself");
    assert!((of_b(&nothing, 1, |row| row.posture_h) - 40.0 * 72.0).abs() < 1e-6);
    let closely = warned("lasts: \"3d\", sensing: 30.0, alarms: 1.0, suspicion: 1.0");
    assert!((8..25).contains(&seen(&closely, 0)) && seen(&closely, 1) > 33, "{}", seen(&closely, 1));
    assert_eq!(of_b(&closely, 1, |row| row.detected_alerted_n as f64) as usize, seen(&closely, 1));
    let useful = items(&closely, "early_warning").iter().filter(|item| item.fate == Fate::Useful).count();
    assert_eq!(useful, seen(&closely, 1), "what was seen meanwhile is the use of a warning");
    let short = warned("lasts: \"3h\", sensing: 30.0, alarms: 1.0, suspicion: 1.0");
    assert_eq!(seen(&short, 1), seen(&short, 0), "it is over before the attack comes");
}

#[test]
fn looking_out_costs_alarms_and_people_whether_there_is_something_or_not() {
    let warned = |posture: &str| {
        with(&[passes("EarlyWarning"), receiver(&format!("posture: (lasts: \"3d\", {posture})"))])
    };
    let alarms = warned("sensing: 1.0, alarms: 3.0, suspicion: 1.0");
    let more = |replicates: &[Replicate], value: fn(&super::TeamRow) -> f64| {
        of_b(replicates, 1, value) - of_b(replicates, 0, value)
    };
    // twice as many again of two an hour for three days
    let extra = more(&alarms, |row| row.alerts_false_n as f64) / 40.0;
    assert!((275.0..301.0).contains(&extra), "{extra}");
    let called = warned(
        "sensing: 1.0, alarms: 1.0, suspicion: 1.0, on_call: [(desk: \"l1\", analysts: 2, after: \"2h\")]",
    );
    assert!((more(&called, |row| row.staffed_h) - 40.0 * 2.0 * 70.0).abs() < 1e-6);
    let wary = |suspicion: &str| {
        with(&[
            passes("EarlyWarning"),
            to("detects: 0.0", "detects: 1.0"),
            to("specificity: 1.0", "specificity: 0.95"),
            quietly(),
            to("sensitivity: 1.0", "sensitivity: 0.5"),
            receiver(&format!("posture: (lasts: \"3d\", sensing: 1.0, alarms: 1.0, suspicion: {suspicion})")),
        ])
    };
    let (trusting, wary) = (wary("1.0"), wary("50.0"));
    assert_eq!(alike(&trusting, 1), alike(&trusting, 0));
    let seen = |arm| count(&wary, arm, |row| row.t_det_s.is_some());
    assert!(seen(1) > seen(0) + 3, "{} {}", seen(1), seen(0));
    assert!(more(&wary, |row| row.false_incidents_n as f64) > 200.0, "and more that is nothing");
}

#[test]
fn who_is_warned_in_vain_heeds_no_more() {
    let cries = |heeds: &str| {
        with(&[
            to("specificity: 1.0", "specificity: 0.9"),
            (RULE, "leak: 0.0, passes: [EarlyWarning]".to_owned()),
            to("trigger: Confirmation", "trigger: Suspicion"),
            receiver(&format!("posture: (lasts: \"1h\", suspicion: 1.0, heeds: {heeds})")),
        ])
    };
    let (always, never) = (cries("1.0"), cries("0.0"));
    let raised = |replicates: &[Replicate]| of_b(replicates, 1, |row| row.posture_raised_n as f64);
    let ignored = |replicates: &[Replicate]| {
        items(replicates, "early_warning").iter().filter(|item| item.fate == Fate::Ignored).count()
    };
    assert!(items(&always, "early_warning").iter().any(|item| !item.correct), "false warnings are sent too");
    assert_eq!(ignored(&always), 0);
    assert!(raised(&always) > 500.0 && of_b(&always, 1, |row| row.posture_in_vain_n as f64) > 400.0);
    assert!(raised(&never) < 200.0 && ignored(&never) > 500, "{} {}", raised(&never), ignored(&never));
}

#[test]
fn a_report_lets_the_receiver_recognise_the_attack_and_find_more_of_it() {
    let detects = to("detects: 0.0", "detects: 1.0, delay: \"7h\"");
    let informed = |changes: &[(&'static str, String)]| count(&with(changes), 1, |row| row.informed);
    assert_eq!(informed(&[detects.clone(), passes("IncidentReport")]), 40);
    let unsaid = (RULE, "leak: 0.0, passes: [IncidentReport], attribution_loss: 1.0".to_owned());
    assert_eq!(informed(&[detects.clone(), unsaid]), 0, "it does not say whose attack it is");
    assert_eq!(informed(&[detects.clone(), passes("EarlyWarning")]), 0);
    // where reports are passed, indicators leave that to them
    let amber = to("pap: Green", "pap: Amber");
    assert_eq!(informed(&[detects.clone(), amber.clone(), passes("Indicators")]), 40);
    let held = (
        RULE,
        "leak: 0.0, passes: [Indicators, IncidentReport], markings: [(tlp: Red, objects: [IncidentReport])]"
            .to_owned(),
    );
    let everybody = to("to: [\"b\"],", "");
    assert_eq!(informed(&[detects.clone(), amber, everybody, held]), 0);
    // two servers are held by the time that it is seen
    let narrow = |briefed: &str| {
        let scope = ("scope: 1.0", format!("scope: 0.4, briefed: {briefed}"));
        with(&[detects.clone(), quietly(), scope, passes("IncidentReport")])
    };
    let out = |replicates: &[Replicate], arm| count(replicates, arm, |row| row.t_cont_eff_s.is_some());
    let (same, wide) = (narrow("1.0"), narrow("60.0"));
    assert_eq!(out(&same, 1), out(&same, 0));
    assert!(out(&wide, 1) > out(&wide, 0) + 12, "{} {}", out(&wide, 1), out(&wide, 0));
    assert!((of_b(&wide, 1, |row| row.recognised_n as f64) - 40.0).abs() < 1e-9);
    assert!(items(&wide, "incident_report").iter().all(|item| item.fate == Fate::Useful));
}

/// Found out after it has used the weakness.
const LATE: (&str, &str) = ("delay: \"1h\"", "delay: \"7h\"");

#[test]
fn an_advisory_has_a_weakness_worked_around_until_there_is_a_patch() {
    let advised = |around: &str| {
        let patching = format!("patching: (desk: \"l2\", workaround: (work: \"1h\", leaves: {around}))");
        with(&[to(LATE.0, LATE.1), passes("Advisory"), receiver(&patching)])
    };
    let reached = |replicates: &[Replicate], arm| count(replicates, arm, |row| row.objective_achieved);
    let closed = advised("0.0");
    assert_eq!((reached(&closed, 0), reached(&closed, 1)), (40, 0));
    assert!(items(&closed, "advisory").iter().all(|item| item.fate == Fate::Useful && item.stopped_n > 0));
    assert!((of_b(&closed, 1, |row| row.hardening_labour_h) - 40.0).abs() < 1e-6);
    let useless = advised("1.0");
    assert_eq!(reached(&useless, 1), 40);
    assert!(items(&useless, "advisory").iter().all(|item| item.fate == Fate::Unused));
    let half = advised("0.5");
    assert!((4..36).contains(&reached(&half, 1)), "{}", reached(&half, 1));
    let nobody = with(&[to(LATE.0, LATE.1), passes("Advisory")]);
    assert_eq!(reached(&nobody, 1), 40, "nobody patches");
}

#[test]
fn an_advisory_puts_a_patch_before_all_others() {
    let patched = |what: &str| {
        with(&[
            to(LATE.0, LATE.1),
            to(
                "(id: \"cve\", exploitability: 1.0)",
                "(id: \"cve\", exploitability: 1.0, patch: (released: After(\"1h\"), effort: \"1h\")), \
                 (id: \"older\", patch: (released: Before(\"1d\"), effort: \"4h\"))",
            ),
            to(
                "(id: \"pcs\", zone: \"in\", count: 20)",
                "(id: \"pcs\", zone: \"in\", count: 20, vulnerabilities: [(id: \"older\")])",
            ),
            passes(what),
            receiver("patching: (desk: \"l2\")"),
        ])
    };
    let reached = |replicates: &[Replicate], arm| count(replicates, arm, |row| row.objective_achieved);
    // two analysts need forty hours for what is older, and the attack comes after thirty
    let advised = patched("Advisory");
    assert_eq!((reached(&advised, 0), reached(&advised, 1)), (40, 0));
    assert!(items(&advised, "advisory").iter().all(|item| item.fate == Fate::Useful));
    assert_eq!(reached(&patched("EarlyWarning"), 1), 40);
}

#[test]
fn advice_on_hardening_lets_steps_with_a_technique_fail() {
    let advised = |more: &str| {
        let hardening = format!("hardening: (desk: \"l2\", work: \"1h\", {more})");
        with(&[to("trigger: Confirmation", "trigger: Closure"), passes("Hardening"), receiver(&hardening)])
    };
    let by_advice = |replicates: &[Replicate]| {
        count(replicates, 1, |row| row.prevented_by == Some(PreventedBy::SharedAdvice))
    };
    let hard = advised("delay: \"1h\", leaves: 0.0, floor: 0.0");
    assert_eq!(by_advice(&hard), 40);
    assert!((of_b(&hard, 1, |row| row.prevented_by_advice_n as f64) - 40.0).abs() < 1e-9);
    assert!(items(&hard, "hardening").iter().any(|item| item.fate == Fate::Useful));
    assert_eq!(by_advice(&advised("delay: \"1h\", leaves: 0.0, floor: 1.0")), 0, "there is a floor");
    assert_eq!(by_advice(&advised("delay: \"2d\", leaves: 0.0, floor: 0.0")), 0, "it comes too late");
    assert!((8..32).contains(&by_advice(&advised("delay: \"1h\", leaves: 0.5, floor: 0.0"))));
    assert_eq!(of_b(&hard, 1, |row| row.down_overblocking_host_h), 0.0);
    // three hosts, two hours, in each of forty replicates
    let overdone = advised("delay: \"1h\", leaves: 0.0, floor: 0.0, overdone: 1.0");
    assert!(of_b(&overdone, 1, |row| row.down_overblocking_host_h) >= 240.0 - 1e-9);
}

#[test]
fn a_team_hardens_against_what_its_own_incidents_have_shown() {
    let hardens = |own: &str| {
        let of_a = r#"(id: "a", defends: ["first"],"#;
        let more = format!("{of_a} hardening: (desk: \"l2\", work: \"1h\", own: {own}),");
        let replicates = with(&[(of_a, more), passes("Indicators")]);
        sum(&team(&replicates, 0, "a"), |row| row.hardened_n as f64)
    };
    assert!(hardens("true") >= 40.0);
    assert_eq!(hardens("false"), 0.0);
}
