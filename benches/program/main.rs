//! What the whole program costs: events and time of each arm of the flagship, what the parts of a replicate take, and time
//! against hosts at equal activity.
//!
//! Everything is timed in turns within one process; ratios hold on a noisy machine, nanoseconds only on a quiet one.

#![expect(clippy::expect_used, clippy::panic, reason = "a benchmark fails by panicking")]

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use coalition::experiment::{self, Arm, Design, ExperimentError, Replicate};
use coalition::export::results::Page;
use coalition::metrics::definition;
use coalition::metrics::recorder::{RunLabel, record_run};
use coalition::scenario::load_text;
use coalition::scenario::model::{Scenario, StrategyId};
use coalition::sim::{Outcome, Simulator};
use criterion::{BenchmarkId, Criterion};

const FLAGSHIP: &str = include_str!("../../scenarios/ransomware.ron");
const LARGE: &str = include_str!("../../scenarios/coalition-wide.ron");
/// Replicates in a turn.
const REPLICATES: u32 = 30;
/// Turns of the tables; odd, for the median.
const TURNS: usize = 7;

fn loaded(text: &str) -> Arc<Scenario> {
    let loaded = load_text("bench.ron", text, &definition::names());
    let faults: Vec<String> = loaded.diagnostics.sorted().iter().map(|fault| fault.message.clone()).collect();
    Arc::new(loaded.scenario.unwrap_or_else(|| panic!("the scenario is valid: {faults:?}")))
}

#[expect(clippy::disallowed_types, clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn timed<R>(run: impl FnOnce() -> R) -> (f64, R) {
    let start = std::time::Instant::now();
    let result = run();
    (start.elapsed().as_secs_f64(), result)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values[values.len() / 2]
}

fn arms(scenario: &Scenario) -> Vec<Arm> {
    let strategies =
        (0..scenario.strategies.len()).map(|place| Arm::strategy(scenario, StrategyId::at(place)));
    [Arm::none()].into_iter().chain(strategies).chain([Arm::ideal(scenario)]).collect()
}

fn play(simulator: &Simulator, arm: &Arm, replicate: u32) -> Outcome {
    simulator.run(1, u64::from(replicate), arm.arrangement.clone()).expect("the run ends well")
}

fn label(scenario: &Scenario, arm: &Arm, replication: u32) -> RunLabel {
    RunLabel { scenario: scenario.name.id.clone(), seed: 1, replication, strategy: arm.id.clone() }
}

/// Seconds that the parts of one arm take in a turn: playing, recording, and writing as CSV.
fn parts(scenario: &Scenario, simulator: &Simulator, arm: &Arm) -> [f64; 3] {
    let (played, outcomes) =
        timed(|| (0..REPLICATES).map(|number| play(simulator, arm, number)).collect::<Vec<_>>());
    let (recorded, records) = timed(|| {
        let record = |(number, outcome): (u32, &Outcome)| {
            record_run(scenario, &arm.arrangement.policies, &label(scenario, arm, number), outcome)
        };
        (0..REPLICATES).zip(&outcomes).map(record).collect::<Vec<_>>()
    });
    let replicates: Vec<Replicate> =
        records.into_iter().map(|record| Replicate { arms: vec![record.clone()], ideal: record }).collect();
    let (written, ()) = timed(|| {
        for replicate in &replicates {
            black_box(Page::of(replicate).expect("memory takes what is written"));
        }
    });
    [played, recorded, written]
}

/// Prints, for each arm: events a run, ns an event, and what is spent on what.
fn print_arms(name: &str, scenario: &Arc<Scenario>) {
    println!("{name}");
    let simulator = Simulator::new(scenario.clone());
    println!(
        "{:<16}{:>10}{:>10}{:>12}{:>10}{:>10}{:>10}",
        "arm", "events", "facts", "ns/event", "play µs", "record", "CSV"
    );
    let mut total = 0.0;
    for arm in arms(scenario) {
        let outcomes = (0..REPLICATES).map(|number| play(&simulator, &arm, number));
        let (events, facts) = outcomes
            .fold((0, 0), |sums, outcome| (sums.0 + outcome.events, sums.1 + outcome.facts.all().len()));
        let turns: Vec<[f64; 3]> = (0..TURNS).map(|_| parts(scenario, &simulator, &arm)).collect();
        let micros =
            |part: usize| median(turns.iter().map(|turn| turn[part]).collect()) / f64::from(REPLICATES) * 1e6;
        let events = events as f64 / f64::from(REPLICATES);
        let facts = facts as f64 / f64::from(REPLICATES);
        total += micros(0) + micros(1) + micros(2);
        println!(
            "{:<16}{events:>10.0}{facts:>10.0}{:>12.0}{:>10.0}{:>10.0}{:>10.0}",
            &*arm.id,
            micros(0) * 1e3 / events,
            micros(0),
            micros(1),
            micros(2)
        );
    }
    println!("a replicate of all arms: {total:.0} µs on one thread");
    let none = &arms(scenario)[0];
    let fresh = |number| timed(|| play(&Simulator::new(scenario.clone()), none, number)).0;
    let used = |number| timed(|| play(&simulator, none, number)).0;
    let pairs: Vec<(f64, f64)> = (0..60).map(|number| (fresh(number), used(number))).collect();
    let (fresh, used) = pairs.into_iter().unzip();
    let (fresh, used) = (median(fresh), median(used));
    println!("a run on a new stage: {:.0} µs, on a used one: {:.0} µs\n", fresh * 1e6, used * 1e6);
}

/// The scenario of four generated networks with so many times the users, and all else as it is.
fn larger(factor: u32) -> String {
    let mut text = String::new();
    let mut rest = LARGE;
    while let Some((before, after)) = rest.split_once("generate: (users: ") {
        let digits = after.find(|sign: char| !sign.is_ascii_digit()).expect("a number ends");
        let users: u32 = after[..digits].parse().expect("a number of users");
        text.push_str(&format!("{before}generate: (users: {}", users * factor));
        rest = &after[digits..];
    }
    text + rest
}

/// Prints what it takes to load and to play larger and larger networks in which the same happens.
fn print_hosts() {
    println!("{:>10}{:>12}{:>14}{:>10}{:>10}", "hosts", "load [ms]", "play [ms]", "events", "ratio");
    let sizes = [1, 4, 16].map(|factor| {
        let text = larger(factor);
        let (loading, scenario) = timed(|| loaded(&text));
        let hosts: u64 = scenario.groups.iter().map(|group| u64::from(group.count)).sum();
        (hosts, loading, Simulator::new(scenario.clone()), arms(&scenario))
    });
    let turn = || {
        sizes.each_ref().map(|(_, _, simulator, arms)| {
            timed(|| (0..3).map(|number| play(simulator, &arms[1], number).events).sum::<u64>())
        })
    };
    let turns: Vec<_> = (0..TURNS).map(|_| turn()).collect();
    for (size, (hosts, loading, ..)) in sizes.iter().enumerate() {
        let events = turns[0][size].1 / 3;
        let millis = median(turns.iter().map(|turn| turn[size].0).collect()) / 3.0 * 1e3;
        let an_event = |turn: &[(f64, u64); 3], size: usize| turn[size].0 / turn[size].1 as f64;
        let ratio = median(turns.iter().map(|turn| an_event(turn, size) / an_event(turn, 0)).collect());
        println!("{hosts:>10}{:>12.1}{millis:>14.2}{events:>10}{ratio:>10.2}", loading * 1e3);
    }
    println!("ratio: time an event over that of the smallest\n");
}

fn throughput(scenario: &Arc<Scenario>, jobs: usize) -> f64 {
    let strategies = vec![StrategyId::at(0)];
    let design =
        Design { scenario: scenario.clone(), seed: 1, replications: 200, strategies, jobs: Some(jobs) };
    let (seconds, results) = timed(|| {
        let take = |page| {
            let _: () = drop(black_box(page));
            Ok::<(), ExperimentError>(())
        };
        let page = |replicate: Replicate| Page::of(&replicate);
        experiment::stream(&design, &AtomicBool::new(false), page, take)
    });
    assert_eq!(results.expect("it ends well").values.replicates(), 200);
    200.0 / seconds
}

/// Prints paired replicates (without, with the first strategy, with ideal sharing) a second, on one thread and on two.
fn print_throughput(scenario: &Arc<Scenario>) {
    let turns: Vec<[f64; 2]> =
        (0..TURNS).map(|_| [throughput(scenario, 1), throughput(scenario, 2)]).collect();
    let per_second = |threads: usize| median(turns.iter().map(|turn| turn[threads]).collect());
    let ratio = median(turns.iter().map(|turn| turn[1] / turn[0]).collect());
    println!(
        "flagship, pairs and their ceiling a second: {:.0} on one thread, {:.0} on two: {ratio:.2}\n",
        per_second(0),
        per_second(1)
    );
}

fn groups(criterion: &mut Criterion) {
    let scenario = loaded(FLAGSHIP);
    let simulator = Simulator::new(scenario.clone());
    let mut group = criterion.benchmark_group("program/flagship");
    group.sample_size(10);
    for arm in arms(&scenario) {
        group.bench_function(BenchmarkId::from_parameter(&*arm.id), |b| {
            b.iter(|| play(&simulator, &arm, 0).events);
        });
    }
    group.finish();
}

fn main() {
    // Cargo says `--bench` when it benches; `cargo test --benches` only wants to see it run.
    if std::env::args().any(|argument| argument == "--bench") {
        let flagship = loaded(FLAGSHIP);
        print_arms("flagship (scenarios/ransomware.ron)", &flagship);
        print_throughput(&flagship);
        print_hosts();
    }
    let mut criterion = Criterion::default().configure_from_args();
    groups(&mut criterion);
    criterion.final_summary();
}
