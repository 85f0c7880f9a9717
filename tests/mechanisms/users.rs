//! Users and sensors: what watches may break and cry wolf, noise follows the week, and people click and report.

use super::{play, second, sum, team};
use coalition::experiment::Replicate;
use coalition::metrics::records::{AttackOutcome, DetectionSource, IncidentRow, PreventedBy, TeamRow};

/// The sensor of the first side, with more fields.
fn edr(more: &str) -> String {
    format!("(id: \"edr\", techniques: [\"T1195\"], detects: 1.0, delay: \"1h\", prevents: 0.0, {more})")
}

const EDR: &str = "(id: \"edr\", techniques: [\"T1195\"], detects: 1.0, delay: \"1h\", prevents: 0.0)";

/// In how many replicates the first side's sensor led to the detection.
fn seen(replicates: &[Replicate]) -> usize {
    let rows = replicates.iter().flat_map(|replicate| &replicate.arms[0].incidents);
    rows.filter(|row| *row.organisation == *"first" && row.det_source == Some(DetectionSource::OwnSensor))
        .count()
}

fn first(replicates: &[Replicate], value: fn(&TeamRow) -> f64) -> f64 {
    sum(&team(replicates, 0, "a"), value)
}

#[test]
fn a_sensor_sees_the_tactics_that_it_is_for() {
    assert_eq!(seen(&play(&[])), 40);
    assert_eq!(seen(&play(&[(EDR, &edr("tactics: [Impact, InitialAccess]"))])), 40);
    assert_eq!(seen(&play(&[(EDR, &edr("tactics: [Impact]"))])), 0, "the technique alone is not enough");
}

#[test]
fn a_sensor_out_of_service_sees_and_stops_nothing() {
    // the entry is at STARTEX, and the alert comes an hour later
    assert_eq!(seen(&play(&[(EDR, &edr("down: [(from: \"0s\", to: \"1min\")]"))])), 0);
    assert_eq!(
        seen(&play(&[(EDR, &edr("down: [(from: \"1min\", to: \"9d\")]"))])),
        40,
        "what it saw is told"
    );
    let stops = EDR.replace("prevents: 0.0", "prevents: 1.0");
    let in_service = play(&[(EDR, &stops)]);
    assert_eq!(first(&in_service, |row| row.prevented_n as f64), 40.0);
    let down = play(&[(EDR, &stops.replace("1.0)", "1.0, down: [(from: \"0s\", to: \"1min\")])"))]);
    assert_eq!(first(&down, |row| row.prevented_n as f64), 0.0);
}

#[test]
fn a_broken_sensor_is_blind_until_somebody_finds_out() {
    let health =
        |fails: &str, found: &str| play(&[(EDR, &edr(&format!("health: (fails: {fails}, found: {found})")))]);
    assert_eq!(seen(&health("\"0s\"", "\"1d\"")), 0);
    assert_eq!(seen(&health("\"1h\"", "\"1d\"")), 40, "it breaks too late to matter");
    let blind = seen(&health("Mixture(probability: 0.5, then: \"0s\", otherwise: Never)", "Never"));
    assert!((10..30).contains(&blind), "{blind}");
    // 30 h of work and 10 h of failure in turn: of 240 h, 6 times 10 h
    let uptime = first(&health("\"30h\"", "\"10h\""), |row| row.sensor_uptime.unwrap_or(0.0)) / 40.0;
    assert!((uptime - 0.75).abs() < 1e-9, "{uptime}");
    assert!((first(&play(&[]), |row| row.sensor_uptime.unwrap_or(0.0)) - 40.0).abs() < 1e-9);
}

#[test]
fn a_sensor_cries_wolf_at_its_own_rate_and_not_while_it_is_down() {
    let quiet = first(&play(&[]), |row| row.alerts_false_n as f64);
    let loud = first(&play(&[(EDR, &edr("false_alarms: \"3/h\""))]), |row| row.alerts_false_n as f64);
    // 3/h for 240 h in 40 replicates; the noise is the same
    let (more, expected) = (loud - quiet, 3.0 * 240.0 * 40.0);
    assert!((more - expected).abs() < 4.5 * expected.sqrt(), "{more}");
    let half = edr("false_alarms: \"3/h\", down: [(from: \"0s\", to: \"5d\")]");
    let more = first(&play(&[(EDR, &half)]), |row| row.alerts_false_n as f64) - quiet;
    assert!((more - expected / 2.0).abs() < 4.5 * (expected / 2.0).sqrt(), "{more}");
}

#[test]
fn noise_follows_the_hours_and_the_other_side_keeps_its_luck() {
    let always = play(&[]);
    let hours = |outside: &str| {
        let noise = format!(
            "(id: \"siem\", rate: \"2/h\", hours: \"Mon-Fri 08:00-17:00 +01:00\", outside: {outside})"
        );
        play(&[("(id: \"siem\", rate: \"2/h\")", &noise)])
    };
    assert_eq!(hours("1.0"), always, "every event is kept");
    let alerts = |replicates: &[Replicate]| first(replicates, |row| row.alerts_false_n as f64);
    let (day, some) = (alerts(&hours("0.0")), alerts(&hours("0.2")));
    // ten days from Monday 08:00 UTC: the first working day lacks its first hour, which a Thursday has at the end
    let open = 8.0 * 9.0;
    for (count, time) in [(day, open), (some, open + 0.2 * (240.0 - open)), (alerts(&always), 240.0)] {
        let expected = 2.0 * time * 40.0;
        assert!((count - expected).abs() < 4.5 * expected.sqrt(), "{count}, and not {expected}");
    }
}

#[test]
fn noise_knows_the_day_the_week_and_the_time_zone() {
    let alerts = |exercise: &str, hours: &str| {
        let noise = format!("(id: \"siem\", rate: \"20/h\", hours: \"{hours}\", outside: 0.0)");
        let changes = [
            ("duration: \"10d\"", exercise),
            ("(id: \"siem\", rate: \"2/h\")", noise.as_str()),
            ("detects: 1.0", "detects: 0.0"),
        ];
        first(&play(&changes), |row| row.alerts_false_n as f64)
    };
    let (monday, saturday) =
        ("duration: \"12h\", startex: \"Mon 08:00\"", "duration: \"2d\", startex: \"Sat 00:00\"");
    for (exercise, hours, open) in [
        (monday, "Mon-Fri 08:00-17:00", 9.0),
        (monday, "Mon-Fri 08:00-17:00 +01:00", 8.0),
        (monday, "Mon-Fri 08:00-17:00 +08:00", 1.0),
        (monday, "Mon-Fri 08:00-17:00 -05:00", 7.0),
        (saturday, "Mon-Fri 08:00-17:00", 0.0),
        (saturday, "Mon-Sat 08:00-17:00", 9.0),
        (saturday, "08:00-17:00", 18.0),
    ] {
        let (count, expected) = (alerts(exercise, hours), 20.0 * open * 40.0);
        assert!(
            (count - expected).abs() <= 4.5 * f64::sqrt(expected),
            "{hours}: {count}, and not {expected}"
        );
    }
}

/// Both sides are entered by letters to twenty users, who read them an hour later and click a minute after that.
fn letters<'a>(phishing: &'a str, staff: &'a str) -> Vec<(&'a str, String)> {
    vec![
        ("through: Trusted", format!("through: Phishing(messages: 10, {phishing})")),
        (
            "noise: [(id: \"siem\", rate: \"2/h\")]",
            format!(
                "noise: [(id: \"siem\", rate: \"2/h\")], users: [(id: \"staff\", at: [\"pcs\"], {staff})]"
            ),
        ),
    ]
}

const STAFF: &str = "hours: \"00:00-24:00\", reads: \"1h\", opens: 1.0, clicks_after: \"1min\", gives: 1.0, \
                     gives_after: \"1min\", reports: 0.0, reports_after_click: 0.0, report_delay: \"10min\"";

fn phish(phishing: &str, staff: &str, more: &[(&str, &str)]) -> Vec<Replicate> {
    let changes = letters(phishing, staff);
    let mut all: Vec<(&str, &str)> = changes.iter().map(|(from, to)| (*from, to.as_str())).collect();
    all.extend(more);
    play(&all)
}

/// What happened to the first side without sharing.
fn victim(replicates: &[Replicate]) -> Vec<&IncidentRow> {
    let rows = replicates.iter().flat_map(|replicate| &replicate.arms[0].incidents);
    rows.filter(|row| *row.organisation == *"first").collect()
}

/// Minutes to the first foothold.
fn minutes(row: &IncidentRow) -> Option<f64> {
    row.t_occ_s.map(|at| at.as_secs_f64() / 60.0)
}

fn staff(from: &str, to: &str) -> String {
    assert!(STAFF.contains(from));
    STAFF.replace(from, to)
}

#[test]
fn footholds_come_with_the_clicks() {
    let instant = play(&[("through: Trusted", "through: Phishing(messages: 10, click: 1.0)")]);
    assert!(
        victim(&instant).iter().all(|row| minutes(row) == Some(0.0)),
        "without users it is decided at once"
    );
    assert_eq!(first(&instant, |row| row.phish_sent_n as f64), 0.0);
    let later = phish("click: 1.0", STAFF, &[]);
    assert!(victim(&later).iter().all(|row| minutes(row) == Some(61.0)));
    for (metric, expected) in [
        (first(&later, |row| row.phish_sent_n as f64), 400.0),
        (first(&later, |row| row.phish_delivered_n as f64), 400.0),
        (first(&later, |row| row.phish_opened_n as f64), 400.0),
        (first(&later, |row| row.phish_clicked_n as f64), 400.0),
        (first(&later, |row| row.phish_reported_n as f64), 0.0),
    ] {
        assert_eq!(metric, expected);
    }
    // one host is wanted, however many click; the other two are those that the attack moves on to
    let quiet = ("detects: 1.0", "detects: 0.0");
    let held = |replicates: &[Replicate]| victim(replicates).iter().map(|row| row.hosts_compromised_n).max();
    assert_eq!(held(&phish("click: 1.0", STAFF, &[quiet])), Some(3));
    let more = ("does: Enter(targets: [\"pcs\"],", "does: Enter(targets: [\"pcs\"], hosts: 4,");
    assert_eq!(held(&phish("click: 1.0", STAFF, &[quiet, more])), Some(6));
}

#[test]
fn letters_are_read_in_working_hours() {
    // STARTEX is on Monday at 08:00
    let late = phish("click: 1.0", &staff("00:00-24:00", "Mon-Fri 20:00-22:00"), &[]);
    assert!(victim(&late).iter().all(|row| minutes(row) == Some(12.0 * 60.0 + 61.0)));
    let split = staff("00:00-24:00", "Mon-Fri 07:30-08:30").replace("\"1h\"", "\"45min\"");
    let two_days = phish("click: 1.0", &split, &[]);
    assert!(
        victim(&two_days).iter().all(|row| minutes(row) == Some(23.75 * 60.0 + 1.0)),
        "half an hour on Monday, and a quarter on Tuesday"
    );
}

#[test]
fn a_mailing_that_nobody_falls_for_is_given_up() {
    for (phishing, people) in [
        ("click: 0.0", STAFF.to_owned()),
        ("click: 1.0", staff("opens: 1.0", "opens: 0.0")),
        ("click: 1.0", format!("{STAFF}, susceptibility: 0.0")),
    ] {
        let none = phish(&format!("{phishing}, gives_up: \"1d\""), &people, &[]);
        assert!(victim(&none).iter().all(|row| row.outcome == AttackOutcome::Failed), "{phishing} {people}");
        let long = phish(&format!("{phishing}, gives_up: \"30d\""), &people, &[]);
        assert!(victim(&long).iter().all(|row| row.outcome == AttackOutcome::Pending), "still waiting");
        let again = ("tactic: InitialAccess,", "tactic: InitialAccess, retries: 2, pause: \"1h\",");
        let again = phish(&format!("{phishing}, gives_up: \"1d\""), &people, &[again]);
        assert_eq!(first(&again, |row| row.phish_sent_n as f64), 3.0 * 400.0);
    }
    let gone = phish("click: 1.0, gives_up: \"30min\"", STAFF, &[]);
    assert!(victim(&gone).iter().all(|row| row.t_occ_s.is_none()), "nobody waits for them any more");
}

#[test]
fn half_as_susceptible_is_half_as_many_clicks_by_the_same_people() {
    let clicks = |people: &str| -> Vec<u64> {
        let replicates = phish("click: 0.6", people, &[]);
        team(&replicates, 0, "a").iter().map(|row| row.phish_clicked_n).collect()
    };
    let (all, half) = (clicks(STAFF), clicks(&format!("{STAFF}, susceptibility: 0.5")));
    assert!(all.iter().zip(&half).all(|(all, half)| half <= all));
    let sum = |counts: &[u64]| counts.iter().sum::<u64>() as f64;
    assert!((sum(&all) - 240.0).abs() < 4.5 * 96.0_f64.sqrt(), "{all:?}");
    assert!((sum(&half) - 120.0).abs() < 4.5 * 84.0_f64.sqrt(), "{half:?}");
}

#[test]
fn a_report_brings_detection_and_says_so() {
    let blind = ("detects: 1.0", "detects: 0.0");
    let reported =
        |people: &str, click: &str| phish(&format!("click: {click}, gives_up: \"1d\""), people, &[blind]);
    let by_users = |replicates: &[Replicate]| {
        victim(replicates).iter().filter(|row| row.det_source == Some(DetectionSource::UserReport)).count()
    };
    assert_eq!(by_users(&reported(STAFF, "0.0")), 0);
    let all = reported(&staff("reports: 0.0", "reports: 1.0"), "0.0");
    assert_eq!(by_users(&all), 40);
    assert_eq!(first(&all, |row| row.phish_reported_n as f64), 400.0);
    assert!(victim(&all).iter().all(|row| row.t_alert_s.is_some_and(|at| at.as_secs_f64() == 70.0 * 60.0)));
    assert!(victim(&all).iter().all(|row| row.t_user_report_s == row.t_alert_s && row.t_click_s.is_none()));
    assert_eq!(by_users(&reported(&staff("reports: 0.0", "reports: 1.0"), "1.0")), 0, "all have clicked");
    let after = reported(&staff("reports_after_click: 0.0", "reports_after_click: 1.0"), "1.0");
    assert_eq!(by_users(&after), 40);
    assert!(victim(&after).iter().all(|row| row.t_alert_s.is_some_and(|at| at.as_secs_f64() == 71.0 * 60.0)));
}

#[test]
fn a_report_in_time_saves_those_who_follow_a_link_and_not_those_who_open_an_attachment() {
    let people = staff("reports: 0.0", "reports: 1.0").replace("\"1min\"", "\"12h\"");
    let blind = ("detects: 1.0", "detects: 0.0");
    let entered = |lure: &str| {
        let replicates = phish(&format!("click: 0.5, lure: {lure}, gives_up: \"3d\""), &people, &[blind]);
        let rows = victim(&replicates);
        let own = rows.iter().filter(|row| row.prevented_by == Some(PreventedBy::OwnIndicator)).count();
        (rows.iter().filter(|row| row.t_occ_s.is_some()).count(), own)
    };
    let (by_attachment, by_link) = (entered("Attachment"), entered("Link"));
    assert!(by_attachment.0 >= 39, "{by_attachment:?}");
    assert_eq!(by_attachment.1, 0);
    assert_eq!(by_link, (0, by_attachment.0), "whoever had got in by now is kept out");
}

#[test]
fn a_lure_for_credentials_gains_these_and_no_host() {
    let lure = "click: 1.0, lure: Credentials, gives_up: \"1d\"";
    let given = phish(lure, STAFF, &[]);
    assert_eq!(first(&given, |row| row.phish_credentials_n as f64), 400.0);
    assert!(victim(&given).iter().all(|row| row.hosts_compromised_n == 0));
    let kept = phish(lure, &staff("gives: 1.0", "gives: 0.0"), &[]);
    assert_eq!(first(&kept, |row| row.phish_credentials_n as f64), 0.0);
    // what comes after the letters: a way in from outside, which must wait for them
    let way_in = (
        "(id: \"move\",",
        "(id: \"log-in\", technique: \"T1078\", tactic: InitialAccess, after: All(steps: [\"enter\"]), \
         does: Enter(targets: [\"pcs\"], through: Tools)), (id: \"move\",",
    );
    let open = (
        "links: [(from: \"in\", to: \"deep\")]",
        "links: [(from: \"in\", to: \"deep\"), (from: \"internet\", to: \"in\")]",
    );
    let entered = phish(lure, STAFF, &[way_in, open]);
    assert!(victim(&entered).iter().all(|row| minutes(row) == Some(62.0)));
    let barred = phish(lure, &staff("gives: 1.0", "gives: 0.0"), &[way_in, open]);
    assert!(victim(&barred).iter().all(|row| row.t_occ_s.is_none()));
}

#[test]
fn a_filter_at_the_gate_takes_letters_out_and_other_sensors_wait_for_the_click() {
    let seen_and = |more: &str| EDR.replace("prevents: 0.0", more);
    let gate = phish("click: 1.0", STAFF, &[(EDR, &seen_and("prevents: 1.0, gate: true"))]);
    assert!(victim(&gate).iter().all(|row| row.prevented_by == Some(PreventedBy::OwnControl)));
    assert_eq!(first(&gate, |row| row.phish_delivered_n as f64), 0.0);
    assert_eq!(first(&gate, |row| row.phish_clicked_n as f64), 0.0);
    let hosts = phish("click: 1.0", STAFF, &[(EDR, &seen_and("prevents: 1.0"))]);
    assert!(victim(&hosts).iter().all(|row| row.prevented_by == Some(PreventedBy::OwnControl)));
    assert_eq!(first(&hosts, |row| row.phish_clicked_n as f64), 400.0);
    let half = phish("click: 1.0", STAFF, &[(EDR, &seen_and("prevents: 0.5, gate: true"))]);
    // each mailing is looked at once as it comes, and each click as it happens
    let alerts = |more: &str| {
        victim(&phish("click: 1.0", STAFF, &[(EDR, &seen_and(more))]))
            .iter()
            .map(|row| row.t_alert_s.map(|at| at.as_secs_f64() / 60.0))
            .collect::<Vec<_>>()
    };
    assert_eq!(alerts("gate: true"), vec![Some(60.0); 40]);
    assert_eq!(alerts("gate: false"), vec![Some(121.0); 40]);
    let delivered = first(&half, |row| row.phish_delivered_n as f64);
    assert!((delivered - 200.0).abs() < 4.5 * 10.0, "{delivered}");
}

#[test]
fn a_shared_indicator_keeps_letters_from_users() {
    let replicates = phish("click: 1.0", STAFF, &[]);
    let prevented = second(&replicates, 1);
    assert!(prevented.iter().all(|row| row.prevented_by == Some(PreventedBy::SharedIndicator)));
    assert_eq!(sum(&team(&replicates, 1, "b"), |row| row.phish_delivered_n as f64), 0.0);
    assert_eq!(sum(&team(&replicates, 0, "b"), |row| row.phish_delivered_n as f64), 400.0);
}

#[test]
fn users_report_harmless_letters_while_they_work() {
    let people = staff("00:00-24:00", "Mon-Fri 08:00-18:00");
    let none = first(&phish("click: 0.0", &people, &[]), |row| row.alerts_false_n as f64);
    let people = format!("{people}, false_reports: \"2/h\"");
    let more = first(&phish("click: 0.0", &people, &[]), |row| row.alerts_false_n as f64) - none;
    // ten days from Monday 08:00: eight working days of ten hours
    let expected = 2.0 * 80.0 * 40.0;
    assert!((more - expected).abs() < 4.5 * expected.sqrt(), "{more}");
}
