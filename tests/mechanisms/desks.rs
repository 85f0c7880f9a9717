//! Who is at a desk when, and what goes first.

use coalition::experiment::Replicate;
use coalition::metrics::records::{DeskRow, DetectionSource, IncidentRow};

use super::{AT_ONCE, play, second, sum, team};

const L1: &str = "(id: \"l1\", analysts: 2)";
const L2: &str = "(id: \"l2\", analysts: 2)";
/// Working days only.
const DAYS: &str = "(id: \"l1\", roster: [(hours: \"Mon-Fri 08:00-16:00\", analysts: 2)])";
/// So much that there is always something in hand and something waiting.
const BUSY: (&str, &str) =
    ("triage: (desk: \"l1\", work: \"15min\"", "triage: (desk: \"l1\", work: \"55min\"");

fn desk<'a>(replicates: &'a [Replicate], id: &str) -> Vec<&'a DeskRow> {
    let rows = replicates.iter().flat_map(|replicate| &replicate.arms[0].desks);
    rows.filter(|row| *row.team == *"a" && *row.desk == *id).collect()
}

fn total(rows: &[&DeskRow], value: fn(&DeskRow) -> f64) -> f64 {
    rows.iter().map(|row| value(row)).sum()
}

fn count(rows: &[&DeskRow], value: fn(&DeskRow) -> u64) -> u64 {
    rows.iter().map(|row| value(row)).sum()
}

/// When the first side's team confirmed the attack (s).
fn confirmed(replicates: &[Replicate]) -> Vec<f64> {
    let rows = replicates.iter().flat_map(|replicate| &replicate.arms[0].incidents);
    let rows = rows.filter(|row| *row.organisation == *"first");
    rows.map(|row| row.t_det_s.expect("it is confirmed").as_micros() as f64 / 1e6).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// What is the same whoever is at a desk.
fn world(replicates: &[Replicate]) -> (f64, Vec<&IncidentRow>) {
    (sum(&team(replicates, 0, "a"), |row| row.alerts_false_n as f64), second(replicates, 0))
}

#[test]
fn alerts_wait_for_those_who_are_there() {
    let (always, days) = (play(&[]), play(&[(L1, DAYS)]));
    assert_eq!(world(&always).0, world(&days).0, "the same alerts");
    let unattended = |replicates: &[Replicate]| sum(&team(replicates, 0, "a"), |row| row.unattended_h);
    assert_eq!(unattended(&always), 0.0);
    assert!(unattended(&days) > 40.0 * 100.0, "most nights and the weekend");
    let staffed = |replicates: &[Replicate]| total(&desk(replicates, "l1"), |row| row.staffed_h);
    assert_eq!((staffed(&always), staffed(&days)), (40.0 * 480.0, 40.0 * 128.0), "eight working days");
    let waits =
        |replicates: &[Replicate]| sum(&team(replicates, 0, "a"), |row| row.alert_wait_mean_s.unwrap_or(0.0));
    assert!(waits(&days) > 20.0 * waits(&always));
    assert_eq!(desk(&always, "l2").len(), desk(&days, "l2").len());
    // shifts round the clock are the same as seats round the clock
    let shifts = "(id: \"l1\", roster: [(hours: \"06:00-18:00\", analysts: 2), (hours: \"18:00-06:00\", analysts: 2)], \
                  at_shift_end: HandsOver)";
    let round = play(&[(L1, shifts)]);
    assert_eq!(confirmed(&always), confirmed(&round));
    assert_eq!(staffed(&always), staffed(&round));
    assert_eq!(world(&always), world(&round));
}

#[test]
fn work_in_hand_is_finished_in_overtime_or_handed_over() {
    let over = DAYS.replace("])", "], at_shift_end: HandsOver)");
    let (stay, go) = (play(&[BUSY, (L1, DAYS)]), play(&[BUSY, (L1, &over)]));
    assert!(total(&desk(&stay, "l1"), |row| row.overtime_h) > 40.0, "two analysts, eight evenings");
    assert_eq!(count(&desk(&stay, "l1"), |row| row.put_back_n), 0);
    assert_eq!(total(&desk(&go, "l1"), |row| row.overtime_h), 0.0);
    assert!(count(&desk(&go, "l1"), |row| row.put_back_n) > 40 * 8);
    assert_eq!(world(&stay).0, world(&go).0);
}

#[test]
fn a_handover_and_a_break_take_their_time() {
    let told = DAYS.replace("])", "], handover: \"1h\")");
    let pause = DAYS.replace("analysts: 2)", "analysts: 2, breaks: [(hours: \"12:00-13:00\", away: 2)])");
    let plain = play(&[BUSY, (L1, DAYS)]);
    let hours = |replicates: &[Replicate]| {
        let rows = desk(replicates, "l1");
        (total(&rows, |row| row.staffed_h) / 40.0, total(&rows, |row| row.handover_h) / 40.0)
    };
    assert_eq!(hours(&plain), (128.0, 0.0));
    assert_eq!(hours(&play(&[BUSY, (L1, &told)])), (128.0, 16.0));
    let (staffed, told_h) = hours(&play(&[BUSY, (L1, &pause)]));
    assert_eq!((staffed, told_h), (112.0, 0.0));
    let late = mean(&confirmed(&play(&[BUSY, (L1, &told)]))) - mean(&confirmed(&plain));
    assert!(late > 0.0, "the alert of nine o'clock waits longer: {late}");
}

#[test]
fn a_full_queue_loses_what_comes() {
    let none = "(id: \"l1\", analysts: 2, room: 0)";
    let lots = "(id: \"l1\", analysts: 2, room: 100000)";
    let (lossy, roomy, plain) = (play(&[BUSY, (L1, none)]), play(&[BUSY, (L1, lots)]), play(&[BUSY]));
    assert_eq!(confirmed(&roomy), confirmed(&plain), "room that is never filled is no limit");
    assert_eq!(count(&desk(&roomy, "l1"), |row| row.turned_away_n), 0);
    let turned = count(&desk(&lossy, "l1"), |row| row.turned_away_n);
    assert!(turned > 40 * 100, "two an hour find two busy for 55 min each: {turned}");
    assert_eq!(sum(&team(&lossy, 0, "a"), |row| row.alerts_expired_n as f64), turned as f64);
    assert_eq!(sum(&team(&lossy, 0, "a"), |row| row.alert_queue_mean), 0.0);
}

#[test]
fn what_is_urgent_goes_first_only_where_the_desk_goes_by_it() {
    let urgent = ("prevents: 0.0", "prevents: 0.0, priority: High");
    let first = |desk: &str, marked: bool| {
        let desk = desk.to_owned();
        let mut changes = vec![BUSY, (L1, desk.as_str())];
        changes.extend(marked.then_some(urgent));
        let replicates = play(&changes);
        (confirmed(&replicates), count(&self::desk(&replicates, "l1"), |row| row.put_back_n))
    };
    // one analyst: so that there is a queue within the hour
    let (usual, none) = first("(id: \"l1\", analysts: 1)", true);
    assert_eq!((&usual, none), (&first("(id: \"l1\", analysts: 1)", false).0, 0), "by kind and arrival");
    let (ahead, none) = first("(id: \"l1\", analysts: 1, order: Priority)", true);
    assert_eq!(none, 0);
    assert!(mean(&ahead) < mean(&usual) - 60.0, "{} {}", mean(&ahead), mean(&usual));
    assert_eq!(first("(id: \"l1\", analysts: 1, order: Priority)", false).0, usual, "nothing is marked");
    let (at_once, put_back) = first("(id: \"l1\", analysts: 1, order: Priority, preempts: true)", true);
    assert!(
        at_once.iter().all(|at| *at == 3_600.0 + 3_300.0 + 1_800.0),
        "an hour to the alert, then work: {at_once:?}"
    );
    assert!(put_back > 0);
}

#[test]
fn what_is_handed_on_takes_the_other_desk_as_well() {
    let on =
        |what: &str| format!("(id: \"l1\", analysts: 2, escalates: (to: \"l2\", work: \"10min\", {what}))");
    let plain = play(&[]);
    let all = play(&[(L1, &on("chance: 1.0"))]);
    assert!(confirmed(&all).iter().zip(confirmed(&plain)).all(|(with, without)| *with >= without + 600.0));
    let (l1, l2) = (desk(&all, "l1"), desk(&all, "l2"));
    assert_eq!(count(&l1, |row| row.done_n), 0);
    assert!(count(&l1, |row| row.handed_on_n) > 40 * 400);
    assert!(count(&l2, |row| row.came_n) > count(&l1, |row| row.handed_on_n));
    let never = play(&[(L1, &on("chance: 0.0, after: \"1000h\""))]);
    assert_eq!(confirmed(&never), confirmed(&plain));
    // nobody is there at night but at the other desk
    let late = DAYS.replace("])", "], escalates: (to: \"l2\", chance: 0.0, after: \"30min\"))");
    let late = play(&[(L1, &late)]);
    assert!(count(&desk(&late, "l1"), |row| row.handed_on_n) > 40 * 100);
    assert!(
        team(&late, 0, "a").iter().all(|row| row.alert_wait_mean_s <= Some(1_900.0)),
        "no longer than that"
    );
}

#[test]
fn hunts_are_given_up_by_those_who_are_patient_no_longer() {
    // hunters who come in the afternoon only
    let hunters = |more: &str| {
        format!("{L2}, (id: \"hunt\", roster: [(hours: \"Mon 13:00-16:00\", analysts: 1)]{more})")
    };
    let hunting = ("hunting: (desk: \"l2\"", "hunting: (desk: \"hunt\"");
    let by_hunt = |replicates: &[Replicate]| {
        let rows = second(replicates, 1);
        rows.iter().filter(|row| row.det_source == Some(DetectionSource::SharedHunt)).count()
    };
    let lost = |replicates: &[Replicate]| sum(&team(replicates, 1, "b"), |row| row.work_lost_n as f64);
    let patient = play(&[AT_ONCE, hunting, (L2, &hunters(""))]);
    assert_eq!((by_hunt(&patient), lost(&patient)), (40, 0.0));
    let hasty = play(&[AT_ONCE, hunting, (L2, &hunters(", patience: \"15min\""))]);
    assert_eq!((by_hunt(&hasty), lost(&hasty)), (0, 40.0));
}

#[test]
fn who_knows_the_technique_is_faster() {
    let skilled =
        |skill: &str| confirmed(&play(&[(L2, &format!("(id: \"l2\", analysts: 2, skills: [{skill}])"))]));
    let plain = confirmed(&play(&[]));
    let faster: Vec<f64> = plain.iter().map(|at| at - 900.0).collect();
    assert_eq!(
        skilled("(techniques: [\"T1195\"], factor: 0.5)"),
        faster,
        "half of the half hour of analysis"
    );
    assert_eq!(skilled("(tactics: [InitialAccess], factor: 0.5), (factor: 0.8)"), faster, "the least counts");
    assert_eq!(skilled("(techniques: [\"T1486\"], factor: 0.5)"), plain, "that has not happened yet");
    assert_eq!(skilled("(techniques: [\"T1195\"], tactics: [Impact], factor: 0.5)"), plain, "both must fit");
}

#[test]
fn what_is_taken_up_late_in_a_shift_takes_longer() {
    let shifts = |fatigue: &str| {
        let roster = "roster: [(hours: \"06:00-18:00\", analysts: 2), (hours: \"18:00-06:00\", analysts: 2)]";
        play(&[(L1, &format!("(id: \"l1\", {roster}{fatigue})"))])
    };
    let busy = |replicates: &[Replicate]| total(&desk(replicates, "l1"), |row| row.busy_h);
    let tired = |replicates: &[Replicate]| count(&desk(replicates, "l1"), |row| row.tired_n);
    let done = |replicates: &[Replicate]| count(&desk(replicates, "l1"), |row| row.done_n);
    let (fresh, nothing) = (shifts(""), shifts(", fatigue: (after: \"6h\", factor: 1.0)"));
    assert_eq!(tired(&fresh), 0);
    assert!((busy(&fresh) - busy(&nothing)).abs() < 1e-6, "a factor of one changes nothing");
    let share = tired(&nothing) as f64 / done(&nothing) as f64;
    assert!((0.45..0.55).contains(&share), "alerts come evenly, half of them late in a shift: {share}");
    let slow = shifts(", fatigue: (after: \"6h\", factor: 2.0)");
    assert_eq!(world(&fresh).0, world(&slow).0, "the same alerts");
    let more = busy(&slow) / busy(&fresh);
    assert!((1.45..1.55).contains(&more), "half of the work takes twice as long: {more}");
    // who is there round the clock is relieved before that
    let never = play(&[(
        L1,
        "(id: \"l1\", analysts: 2, roster: [(hours: \"06:00-18:00\", analysts: 1)], fatigue: (after: \"6h\"))",
    )]);
    assert!(tired(&never) < tired(&slow) / 2);
}
