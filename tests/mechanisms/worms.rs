//! What spreads by itself: where it looks for hosts, whom it cannot take, what stops it.

use std::collections::{BTreeMap, BTreeSet};

use coalition::experiment::{Arm, run_one};
use coalition::metrics::recorder::{RunLabel, record_run};
use coalition::report::trace;
use coalition::scenario::model::{HostRef, OrgId, Scenario};
use coalition::sim::fact::{Fact, What};
use coalition::units::{SimTime, Span};

use super::*;

const WORM: &str = include_str!("worm.ron");

/// The worm with some texts replaced; each must be there.
fn scenario(changes: &[(&str, &str)]) -> Arc<Scenario> {
    let mut text = WORM.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "`{from}` is in the worm's scenario");
        text = text.replace(from, to);
    }
    let loaded = load_text("worm.ron", &text, &definition::names());
    let faults: Vec<String> = loaded.diagnostics.sorted().iter().map(|fault| fault.message.clone()).collect();
    Arc::new(loaded.scenario.unwrap_or_else(|| panic!("the scenario is valid: {faults:?}")))
}

/// The facts of each replicate, without sharing.
fn facts(changes: &[(&str, &str)]) -> Vec<Vec<Fact>> {
    let scenario = scenario(changes);
    (0..scenario.experiment.replications)
        .map(|replicate| {
            let outcome = run_one(&scenario, scenario.experiment.seed, replicate, &Arm::none());
            outcome.expect("the run ends well").facts.all().to_vec()
        })
        .collect()
}

/// When each host of a side was gained.
fn gains(facts: &[Fact], side: usize) -> Vec<(SimTime, HostRef)> {
    let gain = |fact: &Fact| match fact.what {
        What::FootholdGained { intrusion, host } if intrusion.victim == OrgId::at(side) => {
            Some((fact.at, host))
        }
        _ => None,
    };
    facts.iter().filter_map(gain).collect()
}

fn hosts(facts: &[Fact], side: usize) -> BTreeSet<HostRef> {
    gains(facts, side).into_iter().map(|(_, host)| host).collect()
}

/// When the worm was stopped, and whether a team's analysis did it.
fn stops(facts: &[Fact]) -> Vec<(SimTime, bool)> {
    let stop = |fact: &Fact| match fact.what {
        What::WormStopped { by, .. } => Some((fact.at, by.is_some())),
        _ => None,
    };
    facts.iter().filter_map(stop).collect()
}

fn hour(hours: f64) -> SimTime {
    SimTime::STARTEX + Span::from_secs_f64(hours * 3_600.0)
}

/// The worm, and what those who run the hosts do about it.
fn removal(fields: &str) -> Vec<Vec<Fact>> {
    facts(&[(EVERY, &format!("every: Exp(mean: \"10min\"), removal: ({fields})"))])
}

const VICTIMS: &str = "victims: [(organisation: \"first\")";
const EVERY: &str = "every: Exp(mean: \"10min\")";

#[test]
fn hosts_without_the_weakness_are_never_taken_and_no_host_twice() {
    for facts in facts(&[]) {
        for side in 0..2 {
            let all = gains(&facts, side);
            assert_eq!(all.len(), hosts(&facts, side).len(), "no host is taken twice");
            assert!((15..50).contains(&all.len()), "about half of sixty hosts have it: {}", all.len());
        }
    }
    let all = facts(&[("share: 0.5", "share: 1.0")]);
    assert!(all.iter().all(|facts| hosts(facts, 0).len() == 60), "all of them where all have it");
}

#[test]
fn a_kill_switch_stops_the_worm_everywhere_at_its_time() {
    let (without, with) =
        (facts(&[]), facts(&[(VICTIMS, &format!("kill_switch: (after: \"6h\"), {VICTIMS}"))]));
    let mut spared = 0;
    for (without, with) in without.iter().zip(&with) {
        assert!(stops(without).is_empty());
        let [(stop, false)] = stops(with)[..] else { panic!("it is thrown once: {:?}", stops(with)) };
        assert_eq!(stop, hour(6.0), "six hours after it is out");
        for side in 0..2 {
            let before: Vec<_> = gains(without, side).into_iter().filter(|(at, _)| *at < stop).collect();
            assert_eq!(
                gains(with, side),
                before,
                "until then nothing is different, and after it nothing falls"
            );
            spared += gains(without, side).len() - before.len();
        }
    }
    assert!(spared > 20, "the second side is spared a part: {spared} hosts");
}

#[test]
fn a_kill_switch_that_nobody_has_thrown_yet_changes_nothing() {
    let late = format!("kill_switch: (after: \"80h\", found_by_analysis: 1.0), {VICTIMS}");
    assert_eq!(facts(&[]), facts(&[(VICTIMS, &late)]));
}

#[test]
fn analysis_at_one_side_finds_the_kill_switch_for_both() {
    let seen = ("detects: 0.0", "detects: 1.0");
    let found = format!("kill_switch: (found_by_analysis: 1.0), {VICTIMS}");
    for facts in facts(&[seen, (VICTIMS, &found)]) {
        let [(stop, true)] = stops(&facts)[..] else { panic!("it is found once: {:?}", stops(&facts)) };
        // an hour to the alert, a quarter of triage, half of analysis
        assert_eq!(stop, hour(1.75));
        let caused = |fact: &Fact| matches!(fact.what, What::IncidentConfirmed { .. });
        let stopped = facts.iter().find(|fact| matches!(fact.what, What::WormStopped { .. }));
        let cause = stopped.and_then(|fact| fact.cause).expect("it has a cause");
        assert!(caused(&facts[cause.0 as usize]), "the analysis");
        assert_eq!(hosts(&facts, 1).len(), 1, "the second side loses the host that was let in, and no other");
    }
    let missed = format!("kill_switch: (after: \"50h\", found_by_analysis: 0.0), {VICTIMS}");
    let missed = facts(&[seen, (VICTIMS, &missed)]);
    assert!(missed.iter().all(|facts| hosts(facts, 1).len() > 1), "nobody finds it");
}

#[test]
fn the_trace_says_who_threw_the_switch() {
    let found = format!("kill_switch: (after: \"3h\"), {VICTIMS}");
    let scenario = scenario(&[(VICTIMS, &found)]);
    let arm = Arm::none();
    let outcome = run_one(&scenario, 4, 0, &arm).expect("the run ends well");
    let rows = trace::rows(&scenario, &arm.arrangement, &outcome.facts);
    let row = rows.iter().find(|row| row.kind == "worm_stopped").expect("it is stopped");
    assert_eq!(
        (row.who.as_str(), row.what.as_str()),
        ("c", "spreads no further anywhere: somebody else throws its kill switch")
    );
}

#[test]
fn who_prefers_its_own_zone_stays_in_it() {
    let servers = |facts: &[Fact], scenario: &Scenario| {
        let of = |host: &HostRef| *scenario.group(host.group).name.id == *"servers";
        hosts(facts, 0).iter().filter(|host| of(host)).count()
    };
    let any = scenario(&[]);
    let both = facts(&[]);
    assert!(both.iter().all(|facts| servers(facts, &any) > 0), "without preference it goes along the links");
    let local = (EVERY, "every: Exp(mean: \"10min\"), local: 1.0");
    let near = facts(&[local]);
    assert!(near.iter().all(|facts| servers(facts, &any) == 0), "with it alone it never leaves the zone");
    assert!(near.iter().all(|facts| hosts(facts, 0).len() > 10), "where it takes what it can");
    let alone = [local, ("count: 40, vulnerabilities: [(id: \"cve\", share: 0.5)]", "count: 1")];
    assert!(
        facts(&alone).iter().all(|facts| servers(facts, &any) > 0),
        "who has no neighbour goes along the links"
    );
    let early = |local: &str| -> usize {
        let changes = [(EVERY, &*format!("every: Exp(mean: \"10min\"), local: {local}"))];
        facts(&changes)
            .iter()
            .map(|facts| {
                let first: Vec<_> = gains(facts, 0).into_iter().take(6).collect();
                first.iter().filter(|(_, host)| *any.group(host.group).name.id == *"servers").count()
            })
            .sum()
    };
    assert!(early("0.8") < early("0.0"), "with some preference it gets there later");
}

#[test]
fn a_scan_of_a_space_takes_the_same_hosts_more_slowly() {
    // Of sixty hosts a taken one can find 59 others: in a space of 118 addresses every second probe finds one.
    let scan = (EVERY, "every: Exp(mean: \"10min\"), scans: Space(addresses: 118)");
    let longer = ("duration: \"60h\"", "duration: \"120h\"");
    for (near, far) in facts(&[]).iter().zip(&facts(&[scan, longer])) {
        assert_eq!(hosts(near, 0), hosts(far, 0), "who has the weakness is no matter of the way");
        let times = |facts: &[Fact]| -> BTreeMap<HostRef, f64> {
            gains(facts, 0).into_iter().map(|(at, host)| (host, at.as_secs_f64())).collect()
        };
        let (near, far) = (times(near), times(far));
        for (host, at) in &near {
            assert!((far[host] - 2.0 * at).abs() < 1e-3, "on the same luck it takes twice the time");
        }
    }
}

#[test]
fn a_space_with_an_own_zone_in_it_is_searched_both_ways() {
    // Half of the probes go to the own zone and always find a host, the others nearly never: about half the pace.
    let wide = |local: &str| {
        let changes = [(
            EVERY,
            &*format!("every: Exp(mean: \"10min\"), local: {local}, scans: Space(addresses: 4294967296)"),
        )];
        facts(&changes)
    };
    assert!(
        wide("0.0").iter().all(|facts| hosts(facts, 0).len() == 1),
        "in the whole of IPv4 it finds nobody"
    );
    let some = wide("0.5");
    let half = scenario(&[]);
    for facts in &some {
        let found = hosts(facts, 0);
        assert!(found.len() > 10, "its neighbours it finds");
        assert!(found.iter().all(|host| *half.group(host.group).name.id == *"pcs"), "and nobody else");
    }
}

#[test]
fn a_host_that_was_rebuilt_is_closed_to_the_worm() {
    let seen = ("detects: 0.0", "detects: 1.0");
    let mut lost = 0;
    for facts in facts(&[seen]) {
        let mut gone = BTreeSet::new();
        for fact in &facts {
            match fact.what {
                What::FootholdLost { host, .. } => {
                    gone.insert(host);
                }
                What::FootholdGained { host, .. } => {
                    assert!(!gone.contains(&host), "what was cleaned stays clean");
                }
                _ => {}
            }
        }
        lost += gone.len();
    }
    assert!(lost > 100, "hosts are cleaned while the worm goes on: {lost}");
}

#[test]
fn hosts_patched_in_time_are_not_taken() {
    let (without, with) = (facts(&[]), removal("patched: \"3h\""));
    let mut spared = 0;
    for (without, with) in without.iter().zip(&with) {
        let before: Vec<_> = gains(without, 0).into_iter().filter(|(at, _)| *at < hour(3.0)).collect();
        assert_eq!(gains(with, 0), before, "until then nothing is different, and after it nothing falls");
        assert_eq!(
            hosts(with, 1).len(),
            1,
            "who is hit after it loses the host that was let in, and no other"
        );
        let found: Vec<(SimTime, HostRef)> = with
            .iter()
            .filter_map(|fact| match fact.what {
                What::HostSpared { host, .. } => Some((fact.at, host)),
                _ => None,
            })
            .collect();
        let distinct: BTreeSet<HostRef> = found.iter().map(|(_, host)| *host).collect();
        assert_eq!(distinct.len(), found.len(), "that a host was patched is told once");
        assert!(found.iter().all(|(at, _)| *at >= hour(3.0)));
        assert!(
            distinct.is_disjoint(&hosts(with, 0))
                && distinct.is_subset(&(&hosts(without, 0) | &hosts(without, 1)))
        );
        spared += found.len();
    }
    assert!(spared > 100, "hosts are spared: {spared}");
}

#[test]
fn hosts_are_patched_one_by_one() {
    let (all, some) = (facts(&[]), removal("patched: Exp(mean: \"2h\")"));
    let sum = |all: &[Vec<Fact>]| all.iter().map(|facts| hosts(facts, 0).len()).sum::<usize>();
    let soon = removal("patched: Exp(mean: \"1h\")");
    assert!(sum(&all) > sum(&some) && sum(&some) > sum(&soon), "the sooner, the fewer fall");
    assert!(sum(&soon) > soon.len(), "and yet some do");
}

/// Who loses a host when, and whether whoever runs it did it.
fn losses(facts: &[Fact]) -> Vec<(SimTime, HostRef, bool)> {
    let by_itself = |fact: &Fact| {
        fact.cause.is_some_and(|cause| matches!(facts[cause.0 as usize].what, What::HostCleaned { .. }))
    };
    let loss = |fact: &Fact| match fact.what {
        What::FootholdLost { host, .. } => Some((fact.at, host, by_itself(fact))),
        _ => None,
    };
    facts.iter().filter_map(loss).collect()
}

#[test]
fn whoever_runs_a_host_takes_it_back_and_closes_it() {
    for (without, with) in facts(&[]).iter().zip(&removal("cleaned: \"2h\"")) {
        assert!(losses(without).is_empty(), "nobody does anything");
        let gained: Vec<(SimTime, HostRef)> = [gains(with, 0), gains(with, 1)].concat();
        let back: BTreeMap<HostRef, SimTime> = losses(with)
            .into_iter()
            .map(|(at, host, by_itself)| {
                assert!(by_itself, "no team does it");
                (host, at)
            })
            .collect();
        assert_eq!(back.len(), gained.len(), "each host is lost once: it is not taken again");
        for (at, host) in gained {
            assert_eq!(back[&host], at + Span::from_secs_f64(7_200.0));
        }
        assert!(hosts(with, 0).is_subset(&hosts(without, 0)), "on the same luck no other host falls");
    }
}

#[test]
fn what_is_taken_back_and_left_open_is_taken_again() {
    let (closed, open) = (removal("cleaned: \"2h\""), removal("cleaned: \"2h\", immune: 0.0"));
    let half = removal("cleaned: \"2h\", immune: 0.5");
    let times = |all: &[Vec<Fact>]| all.iter().map(|facts| gains(facts, 0).len()).sum::<usize>();
    let fallen = |all: &[Vec<Fact>]| all.iter().map(|facts| hosts(facts, 0).len()).sum::<usize>();
    assert_eq!(times(&closed), fallen(&closed));
    assert!(times(&open) > 3 * fallen(&open), "again and again: {} times", times(&open));
    assert!(
        times(&half) > times(&closed) && times(&half) < times(&open),
        "with half of them closed something between"
    );
}

#[test]
fn what_the_worm_has_destroyed_is_not_taken_back() {
    let wiper = |fields: &str| {
        let every = format!("{EVERY}, impact: Destruction, impact_after: \"1h\"{fields}");
        facts(&[(EVERY, &every)])
    };
    for facts in wiper(", removal: (cleaned: \"2h\")") {
        assert!(
            losses(&facts).iter().all(|(.., by_itself)| !by_itself),
            "two hours later there is nothing to clean"
        );
    }
    for facts in wiper(", removal: (cleaned: \"30min\")") {
        assert!(
            !facts.iter().any(|fact| matches!(fact.what, What::HostsDown { .. })),
            "half an hour later nothing is lost"
        );
    }
}

#[test]
fn removal_after_endex_changes_nothing() {
    assert_eq!(facts(&[]), removal("cleaned: \"80h\", patched: \"80h\""));
}

#[test]
fn tables_and_trace_say_what_people_did_by_themselves() {
    let fields = "removal: (cleaned: \"2h\", immune: 0.5, patched: \"6h\")";
    let scenario = scenario(&[(EVERY, &format!("{EVERY}, {fields}"))]);
    let arm = Arm::none();
    let outcome = run_one(&scenario, 4, 0, &arm).expect("the run ends well");
    let count = |wanted: fn(&What) -> bool| {
        outcome.facts.all().iter().filter(|fact| wanted(&fact.what)).count() as u64
    };
    let label = RunLabel { scenario: "worm".into(), seed: 4, replication: 0, strategy: "none".into() };
    let record = record_run(&scenario, &arm.arrangement.policies, &label, &outcome);
    let sum = |column: fn(&IncidentRow) -> u64| record.incidents.iter().map(column).sum::<u64>();
    let (cleaned, spared) = (sum(|row| row.hosts_cleaned_n), sum(|row| row.hosts_spared_n));
    assert_eq!(cleaned, count(|what| matches!(what, What::HostCleaned { .. })));
    assert_eq!(spared, count(|what| matches!(what, What::HostSpared { .. })));
    assert!(cleaned > 10 && spared > 0, "{cleaned} cleaned, {spared} spared");
    let rows = trace::rows(&scenario, &arm.arrangement, &outcome.facts);
    let words = |kind: &str| -> Vec<(&str, &str)> {
        rows.iter().filter(|row| row.kind == kind).map(|row| (row.who.as_str(), row.what.as_str())).collect()
    };
    let cleaned = words("host_cleaned");
    assert!(
        cleaned.iter().all(|(who, what)| ["first", "second"].contains(who) && what.starts_with("cleans "))
    );
    assert!(cleaned.iter().any(|(_, what)| what.ends_with(" by itself")));
    assert!(cleaned.iter().any(|(_, what)| what.ends_with(" by itself, and leaves it open")));
    assert!(
        words("host_spared")
            .iter()
            .all(|(who, what)| *who == "c" && what.ends_with(": it was patched in time"))
    );
}
