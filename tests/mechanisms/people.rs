//! What teams do for each other beyond telling: analysts whom they lend, and best practice that they agree on.

use coalition::experiment::Replicate;
use coalition::metrics::records::{IncidentRow, PreventedBy, TeamRow};

use super::{AT_ONCE, play, prevented, second, sum, team};

const RULES: &str = r#"rules: [
    (id: "r", from: ["a"], to: ["b"], trigger: Confirmation, preparation: "30min", transit: "1h", ingestion: "10min", pap: Green, hunts: true, leak: 0.0),
  ]"#;

/// Exactly one analyst for a bad enough incident, from the second side to the first, for sure and half an hour later.
const LENDS: &str = "id: \"lend\", from: [\"b\"], to: [\"a\"], analysts: 1, asks: Incident(severity: Medium), granted: 1.0, \
                     delay: \"30min\", rate: 1.0";

fn lend(assistance: &str, more: &[(&str, &str)]) -> Vec<Replicate> {
    let assistance = format!("assistance: [({assistance})]");
    let changes: Vec<(&str, &str)> =
        [(RULES, assistance.as_str())].into_iter().chain(more.to_vec()).collect();
    play(&changes)
}

fn consult(consultation: &str, more: &[(&str, &str)]) -> Vec<Replicate> {
    let consultations = format!("consultations: [(id: \"talks\", misfit: 0.0, {consultation})]");
    let changes: Vec<(&str, &str)> =
        [(RULES, consultations.as_str())].into_iter().chain(more.to_vec()).collect();
    play(&changes)
}

/// By how much a team has more of something in the second arm than in the first, on average.
fn change(replicates: &[Replicate], id: &str, value: fn(&TeamRow) -> f64) -> f64 {
    (sum(&team(replicates, 1, id), value) - sum(&team(replicates, 0, id), value)) / 40.0
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-6
}

/// What happened, as if both arms were called alike.
fn attacks(replicates: &[Replicate], arm: usize) -> Vec<IncidentRow> {
    let rows = replicates.iter().flat_map(|replicate| &replicate.arms[arm].incidents);
    rows.map(|row| IncidentRow { strategy: "any".into(), ..row.clone() }).collect()
}

/// From the alert to confirmation at the first side (h), each replicate.
fn to_confirm(replicates: &[Replicate], arm: usize) -> Vec<f64> {
    let rows = replicates.iter().flat_map(|replicate| &replicate.arms[arm].incidents);
    let rows = rows.filter(|row| *row.organisation == *"first");
    rows.map(|row| row.t_det_s.expect("it is confirmed").as_secs_f64() / 3600.0 - 1.0).collect()
}

/// The same where nothing had to wait.
fn undisturbed(replicates: &[Replicate], arm: usize) -> f64 {
    to_confirm(replicates, arm).into_iter().fold(f64::INFINITY, f64::min)
}

#[test]
fn what_the_borrower_has_more_the_lender_has_less() {
    // confirmed after 1 h 45 min, closed three hours later
    let lent = lend(LENDS, &[]);
    for (id, sign) in [("a", 1.0), ("b", -1.0)] {
        assert!(near(change(&lent, id, |row| row.staffed_h), sign * 2.5), "{id}");
    }
    assert!(near(change(&lent, "a", |row| row.lent_in_h), 2.5));
    assert!(near(change(&lent, "b", |row| row.lent_out_h), 2.5));
    assert_eq!(change(&lent, "a", |row| row.lent_out_h + row.assistance_refused_n as f64), 0.0);
    assert_eq!(change(&lent, "a", |row| row.assistance_asked_n as f64), 1.0);
    assert_eq!(change(&lent, "b", |row| row.lent_in_h + row.assistance_asked_n as f64), 0.0);
    assert_eq!(attacks(&lent, 0), attacks(&lent, 1), "two were enough for one incident");
    let short = lend(&format!("{LENDS}, stays: \"1h\""), &[]);
    assert!(near(change(&short, "a", |row| row.lent_in_h), 1.0), "they go when their time is over");
    let late = lend(&LENDS.replace("30min", "4h"), &[]);
    assert_eq!(change(&late, "a", |row| row.lent_in_h), 0.0, "it is over before they come");
    assert_eq!(change(&late, "a", |row| row.assistance_asked_n as f64), 1.0);
}

#[test]
fn help_may_be_refused_and_is_not_called_for_without_need() {
    let refused = |assistance: &str, more: &[(&str, &str)]| {
        let replicates = lend(assistance, more);
        assert_eq!(attacks(&replicates, 0), attacks(&replicates, 1));
        assert_eq!(change(&replicates, "a", |row| row.lent_in_h), 0.0);
        let asked = change(&replicates, "a", |row| row.assistance_asked_n as f64);
        (asked, change(&replicates, "a", |row| row.assistance_refused_n as f64))
    };
    assert_eq!(refused(&LENDS.replace("granted: 1.0", "granted: 0.0"), &[]), (1.0, 1.0));
    assert_eq!(refused(&format!("{LENDS}, keeps: 2"), &[]), (1.0, 1.0), "there is nobody to spare");
    assert_eq!(refused(&LENDS.replace("\"30min\"", "Never"), &[]), (1.0, 0.0));
    assert_eq!(refused(&LENDS.replace("Medium", "High"), &[]), (0.0, 0.0), "not for one host");
    let busy = LENDS.replace("severity: Medium", "severity: Medium, waiting: 0.5");
    assert_eq!(refused(&busy, &[]), (0.0, 0.0), "nothing waits");
    // both are hit at once, and so have nobody for each other; the first to ask is heard
    let both = LENDS.replace("from: [\"b\"], to: [\"a\"], ", "");
    let replicates = lend(&both, &[AT_ONCE, ("detects: 0.0", "detects: 1.0, delay: \"1h\"")]);
    let total =
        |value: fn(&TeamRow) -> f64| change(&replicates, "a", value) + change(&replicates, "b", value);
    assert_eq!(total(|row| row.assistance_asked_n as f64), 2.0);
    assert_eq!(total(|row| row.assistance_refused_n as f64), 1.0);
    assert!(near(total(|row| row.staffed_h), 0.0));
}

/// Alerts of the first side take so long that its two analysts are always behind.
const BEHIND: (&str, &str) = (
    "(id: \"l1\", analysts: 2), (id: \"l2\", analysts: 2)],\n     triage: (desk: \"l1\", work: \"15min\", sensitivity: 1.0, specificity: 1.0, patience: Never),\n     analysis: (desk: \"l2\", work: \"30min\", scope: 1.0, extraction: 1.0, false_indicators: 0.0),\n     containment: (desk: \"l2\", work: \"1h\", authority: \"0s\"), eradication: (desk: \"l2\", work: \"1h\"),\n     recovery: (desk: \"l2\", work: \"1h\"), deployment: (delay: \"10min\", efficacy: 1.0, withdraw_after: 0),\n     hunting: (desk: \"l2\", work: \"1h\", success: 1.0)),\n    (id: \"b\"",
    "(id: \"l1\", analysts: 1), (id: \"l2\", analysts: 2)],\n     triage: (desk: \"l1\", work: \"35min\", sensitivity: 1.0, specificity: 1.0, patience: Never),\n     analysis: (desk: \"l2\", work: \"30min\", scope: 1.0, extraction: 1.0, false_indicators: 0.0),\n     containment: (desk: \"l2\", work: \"1h\", authority: \"0s\"), eradication: (desk: \"l2\", work: \"1h\"),\n     recovery: (desk: \"l2\", work: \"1h\"), deployment: (delay: \"10min\", efficacy: 1.0, withdraw_after: 0),\n     hunting: (desk: \"l2\", work: \"1h\", success: 1.0)),\n    (id: \"b\"",
);
const EYES: &str = "id: \"eyes\", from: [\"b\"], to: [\"a\"], lent_by: \"l1\", works_at: \"l1\", analysts: 1, \
                    asks: Overload(waiting: 3.0), granted: 1.0, delay: \"1h\", stays: \"2d\", settles: \"10d\"";

#[test]
fn guests_take_up_what_waits_at_their_own_pace_and_the_lender_waits_longer() {
    let wait = |replicates: &[Replicate], id: &str, arm: usize| {
        sum(&team(replicates, arm, id), |row| row.alert_wait_mean_s.unwrap_or(0.0)) / 40.0 / 60.0
    };
    let lent = |rate: &str| lend(&format!("{EYES}, rate: {rate}"), &[BEHIND]);
    let (full, slow) = (lent("1.0"), lent("0.2"));
    let (before, after) = (wait(&full, "a", 0), wait(&full, "a", 1));
    assert!(after < before / 5.0, "{before} min, {after} min");
    let slowly = wait(&slow, "a", 1);
    assert!(slowly > 1.5 * after && slowly < before, "{slowly} min");
    assert!(wait(&full, "b", 1) > 1.5 * wait(&full, "b", 0), "one is left where there were two");
    assert_eq!(change(&full, "a", |row| row.alerts_n as f64), 0.0, "the same alerts");
    for replicates in [&full, &slow] {
        let lent = change(replicates, "a", |row| row.lent_in_h);
        assert!(lent > 48.0, "{lent}");
        assert!(near(change(replicates, "a", |row| row.staffed_h), lent));
        assert!(near(change(replicates, "b", |row| row.staffed_h), -lent));
        assert!(near(change(replicates, "b", |row| row.lent_out_h), lent));
    }
    // the same work takes guests longer
    let labour = change(&slow, "a", |row| row.triage_labour_h);
    assert!(labour > 50.0, "{labour}");
}

#[test]
fn guests_keep_the_hours_that_they_have_at_home_and_leave_their_work_to_the_others() {
    let days = "hunting: (desk: \"l2\", work: \"1h\", success: 1.0)),\n    (id: \"b\", defends: [\"second\"], desks: [(id: \"l1\", analysts: 2)";
    let shifts = "hunting: (desk: \"l2\", work: \"1h\", success: 1.0)),\n    (id: \"b\", defends: [\"second\"], desks: [(id: \"l1\", analysts: 1, roster: [(hours: \"Mon-Fri 08:00-16:00\", analysts: 2)])";
    let all_days = format!("{EYES}, rate: 1.0").replace("stays: \"2d\"", "stays: \"10d\"");
    let replicates = lend(&all_days, &[BEHIND, (days, shifts)]);
    let lent = change(&replicates, "a", |row| row.lent_in_h);
    // one stays, and one of three is away by day; eight working days less the time until somebody has asked
    assert!(lent > 30.0 && lent < 64.0, "{lent}");
    assert!(near(change(&replicates, "a", |row| row.staffed_h), lent));
    assert!(near(change(&replicates, "b", |row| row.staffed_h), -lent));
    assert_eq!(change(&replicates, "a", |row| row.overtime_h), 0.0);
    assert!(change(&replicates, "a", |row| row.put_back_n as f64) >= 1.0, "they leave at four");
    assert_eq!(change(&replicates, "a", |row| (row.work_lost_n + row.alerts_expired_n) as f64), 0.0);
}

const PACE: &str = "detection: 0.0, exposure: 1.0, phased_in: \"0s\"";

#[test]
fn best_practice_makes_triage_and_analysis_shorter_as_far_as_it_is_in_use() {
    let shorter = |consultation: &str| {
        let replicates = consult(consultation, &[]);
        assert_eq!(change(&replicates, "a", |row| row.sessions_n as f64), 0.0, "all sessions were before");
        let (none, with) = (undisturbed(&replicates, 0), undisturbed(&replicates, 1));
        assert!(near(none, 0.75));
        with / none
    };
    let at = |first: &str, phased: &str| {
        shorter(&format!(
            "first: {first}, pace: 0.5, least_pace: 0.5, detection: 0.0, exposure: 1.0, phased_in: {phased}"
        ))
    };
    assert!(near(at("Before(\"30d\")", "\"30d\""), 0.5), "full use");
    assert!(near(at("Before(\"30d\")", "\"0s\""), 0.5));
    // halfway; an hour later a little more
    let half = at("Before(\"50d\")", "\"100d\"");
    assert!(half < 0.75 && half > 0.749, "{half}");
    assert!(near(at("Before(\"30d\")", "Never"), 1.0), "nobody does it");
    assert!(near(at("After(\"30d\")", "\"0s\""), 1.0), "too late");
    // many lessons add up, as far as the limit
    let yearly = |least: &str| {
        shorter(&format!("first: Before(\"100d\"), every: \"60d\", pace: 0.8, least_pace: {least}, {PACE}"))
    };
    assert!(near(yearly("0.1"), 0.64));
    assert!(near(yearly("0.75"), 0.75));
    let wrong =
        shorter(&format!("first: Before(\"30d\"), misfit_pace: 3.0, {PACE}").replace("misfit: 0.0, ", ""));
    assert!(near(wrong, 0.9), "it fits");
}

#[test]
fn a_lesson_that_does_not_fit_makes_a_team_slower() {
    let written = format!(
        "consultations: [(id: \"talks\", first: Before(\"300d\"), misfit: 1.0, misfit_pace: 2.0, {})]",
        "detection: 1.0, exposure: 0.0, least_exposure: 0.0, phased_in: \"1d\""
    );
    let replicates = play(&[(RULES, &written)]);
    assert!(near(undisturbed(&replicates, 1), 1.5));
    assert!(
        attacks(&replicates, 1).iter().all(|row| row.prevented_by.is_none()),
        "and helps with nothing else"
    );
}

#[test]
fn a_baseline_lets_fewer_attacks_succeed_and_never_others() {
    let held = |exposure: &str| {
        let replicates = consult(
            &format!(
                "first: Before(\"300d\"), pace: 1.0, detection: 0.0, exposure: {exposure}, least_exposure: 0.0, phased_in: \"1d\""
            ),
            &[],
        );
        assert!(attacks(&replicates, 0).iter().all(|row| row.prevented_by.is_none()));
        let rows = attacks(&replicates, 1);
        rows.iter().map(|row| row.prevented_by == Some(PreventedBy::BestPractice)).collect::<Vec<bool>>()
    };
    let count = |all: &[bool]| all.iter().filter(|held| **held).count();
    let (none, some, more, all) = (held("1.0"), held("0.8"), held("0.4"), held("0.0"));
    assert_eq!((count(&none), count(&all)), (0, 80));
    assert!(
        (6..30).contains(&count(&some)) && (35..62).contains(&count(&more)),
        "{} {}",
        count(&some),
        count(&more)
    );
    assert!(
        some.iter().zip(&more).all(|(some, more)| *more || !*some),
        "what it holds off it holds off with more too"
    );
}

#[test]
fn detection_rules_of_partners_see_more_of_what_can_be_seen() {
    let quiet = ("does: Achieve(impact: Encryption, targets: [\"servers\"])", "does: Act");
    let seen = |detects: &str, detection: &str| {
        let replicates = consult(
            &format!(
                "first: Before(\"300d\"), pace: 1.0, exposure: 1.0, detection: {detection}, most_detection: 1.0, phased_in: \"1d\""
            ),
            &[quiet, ("detects: 0.0", detects)],
        );
        let of =
            |arm| second(&replicates, arm).iter().map(|row| row.t_det_s.is_some()).collect::<Vec<bool>>();
        assert_eq!(prevented(&second(&replicates, 1)), 0);
        (of(0), of(1))
    };
    let count = |all: &[bool]| all.iter().filter(|seen| **seen).count();
    let (none, with) = seen("detects: 0.3", "0.3");
    assert!(
        (5..20).contains(&count(&none)) && (16..33).contains(&count(&with)),
        "{} {}",
        count(&none),
        count(&with)
    );
    assert!(none.iter().zip(&with).all(|(none, with)| *with || !*none));
    let (none, with) = seen("detects: 0.3", "0.0");
    assert_eq!(none, with);
    assert_eq!(count(&seen("detects: 0.0", "0.3").1), 0, "who looks elsewhere sees no more");
}

#[test]
fn sessions_take_time_of_every_team_and_come_into_use_after_them() {
    let replicates = consult(
        &format!("first: After(\"1d\"), every: \"3d\", work: \"2h\", pace: 0.5, least_pace: 0.1, {PACE}"),
        &[],
    );
    for id in ["a", "b"] {
        assert_eq!(change(&replicates, id, |row| row.sessions_n as f64), 3.0);
        assert!(near(change(&replicates, id, |row| row.consultation_labour_h), 6.0));
        assert_eq!(
            sum(&team(&replicates, 0, id), |row| row.sessions_n as f64 + row.consultation_labour_h),
            0.0
        );
        assert_eq!(change(&replicates, id, |row| row.alerts_n as f64), 0.0, "the same alerts");
        // triage of two alerts an hour for nine days takes half, a quarter, an eighth of the time
        let saved = change(&replicates, id, |row| row.triage_labour_h)
            / sum(&team(&replicates, 0, id), |row| row.triage_labour_h)
            * 40.0;
        assert!((-0.65..-0.61).contains(&saved), "{saved}");
    }
    assert_eq!(to_confirm(&replicates, 0), to_confirm(&replicates, 1), "it is over before the first session");
}
