//! Desks as queues: loss, abandonment, priorities, tandems, shifts.

use std::collections::BTreeMap;

use coalition::experiment::{Arm, run_one};
use coalition::metrics::definition;
use coalition::scenario::load;
use coalition::sim::fact::{AlertSource, Fact, What};

use super::common::{Row, number, rows, run};
use super::{REACH, assert_mean, case, column, z};

/// Rows of a team's desk.
fn desk<'a>(rows: &'a [Row], team: &str, desk: &str) -> Vec<&'a Row> {
    rows.iter().filter(|row| row["team"] == team && row["desk"] == desk).collect()
}

fn values(rows: &[&Row], name: &str) -> Vec<f64> {
    rows.iter().filter_map(|row| number(row, name)).collect()
}

fn hours(rows: &[&Row], name: &str) -> Vec<f64> {
    values(rows, name).iter().map(|seconds| seconds / 3_600.0).collect()
}

/// The share of what came in that left in this way.
fn share(rows: &[&Row], name: &str) -> Vec<f64> {
    values(rows, name).iter().zip(values(rows, "came_n")).map(|(part, whole)| part / whole).collect()
}

#[test]
fn the_wait_at_one_analyst_goes_by_the_second_moment() {
    let (_keep, out) = run(&case("mg1"), &[]);
    let desks = rows(&out, "desks");
    for (team, wait) in [("team-constant", 0.5), ("team-erlang", 0.75), ("team-exponential", 1.0)] {
        assert_mean(team, &hours(&desk(&desks, team, "desk"), "wait_mean_s"), wait);
    }
    let constant = hours(&desk(&desks, "team-constant", "desk"), "wait_mean_s");
    assert!(z(&constant, 0.75).abs() > REACH, "another shape goes unnoticed");
}

#[test]
fn what_finds_no_place_is_lost() {
    let (_keep, out) = run(&case("loss"), &[]);
    let desks = rows(&out, "desks");
    let lost = share(&desk(&desks, "team-erlang-b", "desk"), "turned_away_n");
    assert_mean("Erlang B", &lost, 4.0 / 19.0);
    let lost = share(&desk(&desks, "team-mm1k", "desk"), "turned_away_n");
    assert_mean("M/M/1/4", &lost, 0.2 * libm::pow(0.8, 4.0) / (1.0 - libm::pow(0.8, 5.0)));
    let teams = rows(&out, "teams");
    let expired = column(&teams, "alerts_expired_n");
    let turned: Vec<f64> = desks
        .iter()
        .filter(|row| row["desk"] == "desk")
        .map(|row| number(row, "turned_away_n").unwrap_or(0.0))
        .collect();
    assert_eq!(expired, turned, "what is turned away was never seen");
}

#[test]
fn who_waits_too_long_is_given_up() {
    let (_keep, out) = run(&case("abandonment"), &[]);
    let desks = rows(&out, "desks");
    let (arrivals, service, patience, seats) = (4.0, 1.0, 0.5, 3.0);
    let (mut weight, mut total, mut leaving) = (1.0_f64, 1.0, 0.0);
    for n in 1..200 {
        let n = f64::from(n);
        let waiting = (n - seats).max(0.0);
        weight *= arrivals / (service * n.min(seats) + patience * waiting);
        total += weight;
        leaving += weight * patience * waiting;
    }
    let rows = desk(&desks, "team", "desk");
    assert_mean("share given up", &share(&rows, "given_up_n"), leaving / total / arrivals);
    assert_mean("queue", &values(&rows, "queue_mean"), leaving / total / patience);
}

#[test]
fn two_desks_in_tandem_are_two_queues() {
    let (_keep, out) = run(&case("tandem"), &[]);
    let desks = rows(&out, "desks");
    let (l1, l2) = (desk(&desks, "team", "desk"), desk(&desks, "team", "l2"));
    assert_mean("L1", &hours(&l1, "sojourn_mean_s"), 2.0);
    assert_mean("L2", &hours(&l2, "sojourn_mean_s"), 2.0);
    assert_mean("share handed on", &share(&l1, "handed_on_n"), 0.6);
}

/// Hours that urgent and usual alerts waited until they were taken up first, and until they were done: means of a run.
fn by_priority(facts: &[Fact], team: usize) -> [(f64, f64); 2] {
    let mut works = BTreeMap::new();
    let mut sums = [(0.0, 0.0, 0.0); 2];
    for fact in facts {
        match fact.what {
            What::WorkQueued { work, team: at, .. } if at.index() == team && fact.at.as_micros() >= 0 => {
                let cause = fact.cause.and_then(|cause| facts.get(cause.0 as usize));
                if let Some(What::AlertRaised { source: AlertSource::Noise(id), .. }) =
                    cause.map(|cause| &cause.what)
                {
                    // by team, `urgent` comes before `usual`
                    works.insert(work, (id.index() % 2, fact.at, None));
                }
            }
            What::WorkStarted { work, .. } => {
                if let Some((_, _, begun)) = works.get_mut(&work) {
                    begun.get_or_insert(fact.at);
                }
            }
            What::WorkDone { work } => {
                if let Some((class, came, Some(begun))) = works.get(&work) {
                    let sum = &mut sums[*class];
                    sum.0 += 1.0;
                    sum.1 += begun.since(*came).as_hours_f64();
                    sum.2 += fact.at.since(*came).as_hours_f64();
                }
            }
            _ => {}
        }
    }
    sums.map(|(count, waited, stayed)| (waited / count, stayed / count))
}

#[test]
fn the_urgent_go_first_and_may_interrupt() {
    let scenario = load(&case("priority"), &definition::names()).expect("the case reads").scenario;
    let scenario = std::sync::Arc::new(scenario.expect("the case is valid"));
    let runs: Vec<_> = (0..40)
        .map(|replicate| run_one(&scenario, 1, replicate, &Arm::none()).expect("the run ends well"))
        .collect();
    let means = |team: usize, class: usize| -> (Vec<f64>, Vec<f64>) {
        runs.iter().map(|run| by_priority(run.facts.all(), team)[class]).unzip()
    };
    let [patient, urgent] = ["team-patient", "team-urgent"]
        .map(|id| scenario.teams.iter().position(|team| &*team.name.id == id).expect("the team"));
    assert_mean("urgent, not interrupting", &means(patient, 0).0, 0.8 / 0.7);
    assert_mean("usual, not interrupted", &means(patient, 1).0, 0.8 / (0.7 * 0.2));
    assert_mean("urgent, interrupting", &means(urgent, 0).1, 1.0 / 0.7);
    assert_mean("usual, interrupted", &means(urgent, 1).1, 1.0 / (0.7 * 0.2));
}

#[test]
fn a_roster_has_its_capacity() {
    let (_keep, out) = run(&case("roster"), &[]);
    let desks = rows(&out, "desks");
    let break_begins = (1.0 - libm::exp(-3.0)) / 3.0;
    let hands_over = desk(&desks, "team-hands-over", "desk");
    assert_mean("late breaks", &values(&hands_over, "overtime_h"), 10.0 * break_begins);
    for row in hands_over {
        let of = |name: &str| number(row, name).expect("a number");
        assert_eq!((of("staffed_h"), of("handover_h")), (342.0, 22.0));
        assert!((of("busy_h") - of("overtime_h") - 320.0).abs() < 1e-6, "all of it is worked: {row:?}");
        assert_eq!(of("unattended_h"), 10.0 * 8.0 + 4.0 * 16.0);
    }
    let finishes = desk(&desks, "team-finishes", "desk");
    for row in &finishes {
        let of = |name: &str| number(row, name).expect("a number");
        let worked = of("staffed_h") - of("handover_h") + of("overtime_h");
        assert!((of("busy_h") - worked).abs() < 1e-6, "{row:?}");
    }
    assert_mean("overtime", &values(&finishes, "overtime_h"), 10.0 * (3.0 + break_begins) + 14.0);
}
