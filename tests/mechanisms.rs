//! One mechanism at a time, on the same luck: switched on or off it changes what it should.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::cast_precision_loss,
    reason = "a test counts far below 2^53, and fails by panicking"
)]

#[path = "mechanisms/campaign.rs"]
mod campaign;
#[path = "mechanisms/worms.rs"]
mod worms;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use coalition::experiment::{Design, Replicate, run};
use coalition::metrics::definition;
use coalition::metrics::records::{DetectionSource, Fate, IncidentRow, PreventedBy, TeamRow};
use coalition::scenario::load_text;
use coalition::scenario::model::{Scenario, StrategyId};

#[path = "mechanisms/actors.rs"]
mod actors;
#[path = "mechanisms/containment.rs"]
mod containment;
#[path = "mechanisms/desks.rs"]
mod desks;
#[path = "mechanisms/effects.rs"]
mod effects;
#[path = "mechanisms/engineering.rs"]
mod engineering;
#[path = "mechanisms/handling.rs"]
mod handling;
#[path = "mechanisms/industry.rs"]
mod industry;
#[path = "mechanisms/items.rs"]
mod items;
#[path = "mechanisms/kinds.rs"]
mod kinds;
#[path = "mechanisms/missions.rs"]
mod missions;
#[path = "mechanisms/network.rs"]
mod network;
#[path = "mechanisms/network_story.rs"]
mod network_story;
#[path = "mechanisms/people.rs"]
mod people;
#[path = "mechanisms/playbooks.rs"]
mod playbooks;
#[path = "mechanisms/policy.rs"]
mod policy;
#[path = "mechanisms/practice.rs"]
mod practice;
#[path = "mechanisms/response.rs"]
mod response;
#[path = "mechanisms/trust.rs"]
mod trust;
#[path = "mechanisms/users.rs"]
mod users;

const BASE: &str = include_str!("mechanisms/base.ron");

/// The base scenario with some texts replaced; each must be there.
fn scenario(changes: &[(&str, &str)]) -> Arc<Scenario> {
    let mut text = BASE.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "`{from}` is in the base scenario");
        text = text.replace(from, to);
    }
    let loaded = load_text("base.ron", &text, &definition::names());
    let faults: Vec<String> = loaded.diagnostics.sorted().iter().map(|fault| fault.message.clone()).collect();
    Arc::new(loaded.scenario.unwrap_or_else(|| panic!("the scenario is valid: {faults:?}")))
}

/// Plays the base scenario with some texts replaced.
fn play(changes: &[(&str, &str)]) -> Vec<Replicate> {
    let scenario = scenario(changes);
    let design =
        Design { seed: 3, replications: 40, strategies: vec![StrategyId::at(0)], jobs: Some(2), scenario };
    run(&design, &AtomicBool::new(false), || ()).expect("the run ends well").replicates
}

/// What happened to the second side, without sharing (0) and with it (1).
fn second(replicates: &[Replicate], arm: usize) -> Vec<&IncidentRow> {
    let rows = replicates.iter().flat_map(|replicate| &replicate.arms[arm].incidents);
    rows.filter(|row| *row.organisation == *"second").collect()
}

fn team<'a>(replicates: &'a [Replicate], arm: usize, id: &str) -> Vec<&'a TeamRow> {
    let rows = replicates.iter().flat_map(|replicate| &replicate.arms[arm].teams);
    rows.filter(|row| *row.team == *id).collect()
}

fn sum(rows: &[&TeamRow], value: fn(&TeamRow) -> f64) -> f64 {
    rows.iter().map(|row| value(row)).sum()
}

fn prevented(rows: &[&IncidentRow]) -> usize {
    rows.iter().filter(|row| row.prevented_by == Some(PreventedBy::SharedIndicator)).count()
}

#[test]
fn a_shared_indicator_prevents_what_comes_later() {
    let base = play(&[]);
    assert_eq!(prevented(&second(&base, 0)), 0);
    assert_eq!(prevented(&second(&base, 1)), 40);
    assert!(second(&base, 0).iter().all(|row| row.objective_achieved));
    assert!(second(&base, 1).iter().all(|row| !row.objective_achieved));
}

#[test]
fn an_indicator_of_its_own_for_each_victim_is_of_no_use_to_the_other() {
    assert_eq!(prevented(&second(&play(&[("reuse: 1.0", "reuse: 0.0")]), 1)), 0);
}

#[test]
fn pap_limits_what_a_receiver_may_do() {
    let amber = play(&[("pap: Green", "pap: Amber")]);
    assert_eq!(prevented(&second(&amber, 1)), 0, "amber does not block");
    let found = second(&amber, 1);
    assert!(
        found.iter().all(|row| row.det_source == Some(DetectionSource::SharedIndicator)),
        "amber detects"
    );
    let red = play(&[("pap: Green", "pap: Red")]);
    assert_eq!(prevented(&second(&red, 1)), 0, "red does not block");
    let quiet = second(&red, 1);
    assert!(quiet.iter().all(|row| row.det_source != Some(DetectionSource::SharedIndicator)), "nor detect");
}

/// The second side is hit at once, so that the indicator comes when the adversary is already in.
const AT_ONCE: (&str, &str) = ("offset: \"24h\"", "offset: \"0s\"");

#[test]
fn a_hunt_finds_what_is_already_in_if_the_logs_still_hold_it() {
    let by_hunt = |changes: &[(&str, &str)]| {
        second(&play(changes), 1)
            .iter()
            .filter(|row| row.det_source == Some(DetectionSource::SharedHunt))
            .count()
    };
    assert_eq!(by_hunt(&[AT_ONCE]), 40);
    assert_eq!(by_hunt(&[AT_ONCE, ("hunts: true", "hunts: false")]), 0);
    assert_eq!(by_hunt(&[AT_ONCE, ("coverage: 1.0", "coverage: 0.0")]), 0, "nothing was logged");
    assert_eq!(by_hunt(&[AT_ONCE, ("retention: \"30d\"", "retention: \"30min\"")]), 0, "the logs are gone");
    assert_eq!(by_hunt(&[AT_ONCE, ("success: 1.0", "success: 0.0")]), 0, "nobody finds anything");
}

#[test]
fn a_leak_lets_the_adversary_replace_what_is_known() {
    let leaky = play(&[("leak: 0.0", "leak: 1.0")]);
    assert_eq!(prevented(&second(&leaky, 1)), 0, "the domain is another one a day later");
    let items: Vec<_> = leaky.iter().flat_map(|replicate| &replicate.arms[1].shares).collect();
    assert!(!items.is_empty() && items.iter().all(|item| item.leaked && item.fate == Fate::Unused));
    let slow = play(&[("leak: 0.0", "leak: 1.0"), ("after: \"1h\"", "after: \"9d\"")]);
    assert_eq!(prevented(&second(&slow, 1)), 40, "not before the adversary gets to it");
}

#[test]
fn a_blocked_adversary_may_come_back_with_something_else() {
    let retried = [("does: Enter(", "retries: 1, pause: \"1h\", does: Enter(")];
    assert_eq!(prevented(&second(&play(&retried), 1)), 40);
    let rotates = [retried[0], ("on_block: []", "on_block: [(does: Rotate)]")];
    let rows = play(&rotates);
    assert_eq!(prevented(&second(&rows, 1)), 0);
    assert!(second(&rows, 1).iter().all(|row| row.t_occ_s.is_some()));
}

#[test]
fn false_indicators_cost_the_receiver_alerts_and_services() {
    let honest = play(&[]);
    let mistaken = play(&[("false_indicators: 0.0", "false_indicators: 1.0")]);
    assert_eq!(sum(&team(&honest, 1, "b"), |row| row.down_overblocking_host_h), 0.0);
    let (none, told) = (team(&mistaken, 0, "b"), team(&mistaken, 1, "b"));
    assert!(
        sum(&told, |row| row.alerts_misfired_n as f64)
            > sum(&none, |row| row.alerts_misfired_n as f64) + 1_000.0
    );
    // three hosts, two hours, in each of forty replicates
    assert!((sum(&told, |row| row.items_false_in_n as f64) - 40.0).abs() < 1e-9);
    assert!(sum(&told, |row| row.down_overblocking_host_h) >= 240.0 - 1e-9);
    let withdrawn = play(&[
        ("false_indicators: 0.0", "false_indicators: 1.0"),
        ("withdraw_after: 0", "withdraw_after: 2"),
    ]);
    let fewer = sum(&team(&withdrawn, 1, "b"), |row| row.alerts_misfired_n as f64);
    assert!(
        fewer < sum(&told, |row| row.alerts_misfired_n as f64) / 10.0,
        "an indicator that cries wolf is withdrawn"
    );
}

#[test]
fn sharing_takes_the_time_that_it_takes() {
    let base = play(&[]);
    assert_eq!(sum(&team(&base, 0, "a"), |row| row.sharing_labour_h), 0.0);
    // 30 min of preparation for one report; 10 min of ingestion and an hour of hunting at the other end
    assert!((sum(&team(&base, 1, "a"), |row| row.sharing_labour_h) - 20.0).abs() < 1e-9);
    assert!((sum(&team(&base, 1, "b"), |row| row.sharing_labour_h) - 40.0 * (70.0 / 60.0)).abs() < 1e-6);
}

#[test]
fn a_receiver_that_does_not_act_gains_nothing() {
    let deaf = play(&[("leak: 0.0", "acts: 0.0, leak: 0.0")]);
    assert_eq!(prevented(&second(&deaf, 1)), 0);
    let items: Vec<_> = deaf.iter().flat_map(|replicate| &replicate.arms[1].shares).collect();
    assert!(!items.is_empty() && items.iter().all(|item| item.fate == Fate::Ignored));
}

#[test]
fn containment_before_the_objective_stops_it_and_its_authority_takes_time() {
    let quick = play(&[]);
    let first = |replicates: &[Replicate]| -> usize {
        let rows = replicates.iter().flat_map(|replicate| &replicate.arms[0].incidents);
        rows.filter(|row| *row.organisation == *"first" && row.objective_achieved).count()
    };
    assert_eq!(first(&quick), 0);
    assert_eq!(first(&play(&[("authority: \"0s\"", "authority: \"2d\"")])), 40);
}

#[test]
fn a_sensor_that_prevents_stops_the_entry() {
    let stopped = play(&[("prevents: 0.0", "prevents: 1.0")]);
    let rows: Vec<_> = stopped.iter().flat_map(|replicate| &replicate.arms[0].incidents).collect();
    assert!(
        rows.iter().all(|row| row.prevented_by == Some(PreventedBy::OwnControl) && row.t_occ_s.is_none())
    );
}

#[test]
fn impatient_alerts_are_given_up_and_counted() {
    let busy = ("work: \"15min\"", "work: \"3h\"");
    let patient = play(&[busy]);
    let impatient = play(&[busy, ("patience: Never", "patience: \"30min\"")]);
    assert_eq!(sum(&team(&patient, 0, "b"), |row| row.alerts_expired_n as f64), 0.0);
    assert!(sum(&team(&impatient, 0, "b"), |row| row.alerts_expired_n as f64) > 1_000.0);
}

#[test]
fn a_vulnerability_that_nobody_has_keeps_the_adversary_from_moving() {
    let patched = play(&[("share: 1.0", "share: 0.0")]);
    let rows: Vec<_> = patched.iter().flat_map(|replicate| &replicate.arms[0].incidents).collect();
    assert!(rows.iter().all(|row| row.hosts_compromised_n == 1 && !row.objective_achieved));
}

#[test]
fn a_link_that_is_not_there_keeps_the_adversary_from_moving() {
    let cut = play(&[("links: [(from: \"in\", to: \"deep\")],", "")]);
    let rows: Vec<_> = cut.iter().flat_map(|replicate| &replicate.arms[0].incidents).collect();
    assert!(rows.iter().all(|row| row.hosts_compromised_n == 1 && !row.objective_achieved));
}

#[test]
fn missed_scope_leaves_the_adversary_a_host() {
    let late = ("delay: \"1h\"", "delay: \"7h\""); // by then it has moved on
    let thrown_out = |changes: &[(&str, &str)]| {
        let replicates = play(changes);
        let rows = replicates.iter().flat_map(|replicate| &replicate.arms[0].incidents);
        rows.filter(|row| *row.organisation == *"first" && row.t_cont_eff_s.is_some()).count()
    };
    assert_eq!(thrown_out(&[late]), 40);
    assert_eq!(
        thrown_out(&[
            late,
            ("scope: 1.0", "scope: 0.0"),
            ("does: Achieve(impact: Encryption, targets: [\"servers\"])", "does: Act")
        ]),
        0
    );
}
