//! Users and sensors: what watches may break and cry wolf, noise follows the week, and people click and report.

use super::{play, sum, team};
use coalition::experiment::Replicate;
use coalition::metrics::records::{DetectionSource, TeamRow};

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
