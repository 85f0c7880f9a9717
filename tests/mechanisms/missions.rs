//! Missions: what hosts out of service cost, whose doing it was, and what brings them back.
//!
//! Without ordinary alerts nothing waits, so the times are exact. In the second organisation one computer is taken at
//! 24:00, two servers at 30:00, and at 36:00 all five servers stop. People call; triage, analysis, containment and
//! eradication take until 38:45. The computer is cut off from 37:45 to 39:45, when the first server is back with it;
//! two more follow at 40:45 and two at 41:45. In the first organisation a sensor is in time: one computer is cut off
//! from 2:45 to 4:45, and that is all.

use coalition::experiment::Replicate;
use coalition::metrics::records::{ServiceRow, TeamRow};

use super::{play, team};

const QUIET: (&str, &str) = ("noise: [(id: \"siem\", rate: \"2/h\")],", "");

/// Plays the quiet base scenario with a mission `m` in one organisation, and more changes.
fn with_mission(owner: &str, mission: &str, changes: &[(&str, &str)]) -> Vec<Replicate> {
    let organisation = format!("(id: \"{owner}\", zones:");
    let with = format!("(id: \"{owner}\", missions: [(id: \"m\", {mission})], zones:");
    let mut all = vec![QUIET, (organisation.as_str(), with.as_str())];
    all.extend(changes);
    play(&all)
}

fn services<'a>(replicates: &'a [Replicate], arm: usize, id: &str) -> Vec<&'a ServiceRow> {
    let rows = replicates.iter().flat_map(|replicate| &replicate.arms[arm].services);
    rows.filter(|row| *row.service == *id).collect()
}

/// What attack and defence cost in every replicate of the arm without sharing.
#[track_caller]
fn assert_lost(replicates: &[Replicate], id: &str, attack: f64, defence: f64) {
    let rows = services(replicates, 0, id);
    assert_eq!(rows.len(), 40);
    for row in rows {
        let (by_attack, by_defence) = (row.mission_loss_attack, row.mission_loss_defence);
        assert!((by_attack - attack).abs() < 1e-9, "by attack {by_attack}, not {attack}: {row:?}");
        assert!((by_defence - defence).abs() < 1e-9, "by defence {by_defence}, not {defence}: {row:?}");
    }
}

const SERVERS: &str = "needs: Hosts(select: [\"servers\"], at_least: 3)";

#[test]
fn an_attack_lowers_a_mission_and_recovery_restores_it() {
    let stopped = with_mission("second", &format!("value: 10, {SERVERS}"), &[]);
    assert_lost(&stopped, "m", 47.5, 0.0);
    let row = services(&stopped, 0, "m")[0];
    assert_eq!((row.outages_n, row.first_outage_censored, row.outage_censored), (1, false, false));
    assert_eq!(row.t_first_outage_s.map(|at| at.as_secs_f64()), Some(36.0 * 3_600.0));
    assert_eq!((row.outage_h, row.outage_attack_h, row.down_h, row.level_lowest), (4.75, 4.75, 4.75, 0.0));
    assert!((row.availability - (1.0 - 4.75 / 240.0)).abs() < 1e-12 && row.availability == row.level_mean);
    // what a partner tells in time keeps the servers up, and with them the mission
    assert!(
        services(&stopped, 1, "m").iter().all(|row| row.mission_loss == 0.0 && row.first_outage_censored)
    );

    let harmless = ("Achieve(impact: Encryption, targets: [\"servers\"])", "Act");
    assert_lost(&with_mission("second", SERVERS, &[harmless]), "m", 0.0, 0.0);
    let for_ever = with_mission(
        "second",
        SERVERS,
        &[("recovery: (desk: \"l2\", work: \"1h\")", "recovery: (desk: \"l2\", work: \"30d\")")],
    );
    assert_lost(&for_ever, "m", 240.0 - 36.0, 0.0);
    assert!(services(&for_ever, 0, "m").iter().all(|row| row.outage_censored));
}

#[test]
fn containment_lowers_a_mission_and_is_told_as_defence() {
    let pcs = "value: 10, needs: Hosts(select: [\"pcs\"])";
    assert_lost(&with_mission("first", pcs, &[]), "m", 0.0, 20.0);
    assert_lost(&with_mission("first", pcs, &[("authority: \"0s\"", "authority: \"20d\"")]), "m", 0.0, 0.0);
    let spare = "value: 10, needs: Hosts(select: [\"pcs\"], share: 0.95)";
    assert_lost(&with_mission("first", spare, &[]), "m", 0.0, 0.0);
}

#[test]
fn a_host_that_an_attack_has_stopped_is_not_held_against_those_who_cut_it_off() {
    let both = "needs: Weighted(of: [(needs: Hosts(select: [\"pcs\"])), (weight: 3, needs: Hosts(select: [\"servers\"]))])";
    assert_lost(&with_mission("second", both, &[]), "m", 0.75 * 5.75, 0.25 * 2.0);
    // two of the five servers are cut off as well
    assert_lost(&with_mission("second", "needs: Hosts(select: [\"servers\"])", &[]), "m", 5.75, 0.0);
}

#[test]
fn capacity_is_lost_host_by_host() {
    let seats = "needs: Capacity(select: [\"servers\"])";
    assert_lost(&with_mission("second", seats, &[]), "m", 3.75 + 0.8 + 0.4, 0.0);
    let spare = "needs: Capacity(select: [\"servers\"], at_least: 3)";
    assert_lost(&with_mission("second", spare, &[]), "m", 3.75 + 2.0 / 3.0, 0.0);
    let modest = "required: 0.5, needs: Capacity(select: [\"servers\"])";
    assert_lost(&with_mission("second", modest, &[]), "m", 3.75 + 0.6, 0.0);
}

#[test]
fn k_of_n_fails_when_too_many_parts_do() {
    let parts =
        "of: [Hosts(select: [\"pcs\"]), Hosts(select: [\"servers\"]), Hosts(select: [\"pcs\"], at_least: 1)]";
    for (needs, attack, defence) in [
        (format!("needs: All({parts})"), 5.75, 0.0),
        (format!("needs: AtLeast(count: 2, {parts})"), 0.0, 2.0),
        (format!("needs: Any({parts})"), 0.0, 0.0),
    ] {
        assert_lost(&with_mission("second", &needs, &[]), "m", attack, defence);
    }
}

#[test]
fn phases_change_what_is_required_and_what_it_is_worth() {
    let phases = "phases: [(from: \"37h\", required: 0.0), (from: \"40h\", label: \"vote\", required: 1.0, value: 100)]";
    let phased = with_mission("second", &format!("value: 10, {phases}, {SERVERS}"), &[]);
    assert_lost(&phased, "m", 10.0 + 75.0, 0.0);
    let row = services(&phased, 0, "m")[0];
    assert_eq!((row.outages_n, row.outage_h, row.down_h), (2, 1.75, 1.75));
}

#[test]
fn a_federated_service_carries_an_outage_to_another_organisation() {
    let missions = [
        QUIET,
        (
            "(id: \"second\", zones:",
            "(id: \"second\", missions: [(id: \"identity\", needs: Hosts(select: [\"servers\"], at_least: 3))], zones:",
        ),
        (
            "(id: \"first\", zones:",
            "(id: \"first\", missions: [(id: \"mail\", value: 4, needs: All(of: [Mission(id: \"web\"), Hosts(select: [\"servers\"])])), (id: \"web\", needs: Mission(id: \"identity\", organisation: \"second\"))], zones:",
        ),
    ];
    let federated = play(&missions);
    assert_lost(&federated, "identity", 4.75, 0.0);
    assert_lost(&federated, "web", 4.75, 0.0);
    assert_lost(&federated, "mail", 4.0 * 4.75, 0.0);
    for row in team(&federated, 0, "a") {
        assert!((row.mission_loss - 5.0 * 4.75).abs() < 1e-9, "{row:?}");
    }
    // what the first tells the second comes back to it
    assert!(team(&federated, 1, "a").iter().all(|row| row.mission_loss == 0.0));
}

/// Each case brings one false indicator; it takes three hosts out of service for two hours.
const MISTAKEN: (&str, &str) = ("false_indicators: 0.0", "false_indicators: 1.0");

fn over_blocking(changes: &[(&str, &str)], arm: usize) -> Vec<TeamRow> {
    let mut all = vec![MISTAKEN];
    all.extend(changes);
    let replicates = with_mission("first", &format!("value: 10, {SERVERS}"), &all);
    team(&replicates, arm, "a").into_iter().cloned().collect()
}

#[test]
fn over_blocking_costs_a_mission_whose_hosts_it_hits() {
    let among = |group: &'static str| match group {
        "servers" => ("hosts: 3, lasts", "hosts: 3, among: [\"servers\"], lasts"),
        _ => ("hosts: 3, lasts", "hosts: 3, among: [\"pcs\"], lasts"),
    };
    for row in over_blocking(&[among("servers")], 0) {
        let lost = (
            row.mission_loss,
            row.mission_loss_attack,
            row.mission_loss_defence,
            row.mission_loss_overblocking,
        );
        assert_eq!(lost, (20.0, 0.0, 20.0, 20.0));
        assert_eq!((row.mission_outage_h, row.down_overblocking_host_h), (2.0, 6.0));
    }
    for changes in [vec![among("pcs")], vec![among("servers"), ("outage: 1.0", "outage: 0.0")]] {
        assert!(over_blocking(&changes, 0).iter().all(|row| row.mission_loss == 0.0), "{changes:?}");
    }
    let fewer = ("hosts: 3, lasts", "hosts: 2, among: [\"servers\"], lasts");
    assert!(over_blocking(&[fewer], 0).iter().all(|row| row.mission_loss == 0.0), "three of five still work");
    let more = ("hosts: 3, lasts", "hosts: 9, among: [\"servers\"], lasts");
    assert!(
        over_blocking(&[more], 0).iter().all(|row| row.down_overblocking_host_h == 10.0),
        "there are five"
    );
}

/// Any three of all 25 hosts: the mission fails where all its five servers must work and one is hit.
#[test]
fn a_block_hits_any_of_the_hosts_alike() {
    let all = format!("value: 10, {}", SERVERS.replace("at_least: 3", "at_least: 5"));
    let replicates = with_mission("first", &all, &[MISTAKEN]);
    let hit = services(&replicates, 0, "m").iter().filter(|row| row.mission_loss_overblocking > 0.0).count();
    // 1 − C(20,3)/C(25,3) = 0.504: of forty plays twenty, give or take three standard deviations of 3.2
    assert!((11..=29).contains(&hit), "{hit}");
}
