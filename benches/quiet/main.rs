//! What hosts cost that nothing happens to: the bundled ransomware, and the bundled worm, with and without 100,000 of them.
//!
//! All networks are played in turns within one process, so that a noisy machine hits all alike, and what happens is
//! compared before anything is timed: quiet hosts change nothing.

#![expect(clippy::expect_used, clippy::panic, reason = "a benchmark fails by panicking")]

use std::sync::Arc;

use coalition::metrics::definition;
use coalition::scenario::load_text;
use coalition::scenario::model::Scenario;
use coalition::sim::Simulator;
use criterion::{BenchmarkId, Criterion};

const ATTACKS: [(&str, &str); 2] = [
    ("ransomware", include_str!("../../scenarios/ransomware.ron")),
    ("worm", include_str!("../../scenarios/worm.ron")),
];
/// How many hosts are added to each of the two organisations, in how many groups.
const NETWORKS: [(&str, u32, u32); 3] =
    [("as bundled", 0, 0), ("+ 100,000 in 2 groups", 50_000, 1), ("+ 100,000 in 2,000 groups", 50, 1_000)];
/// Turns of the table; odd, for the median.
const TURNS: usize = 15;
/// Replicates in a turn.
const REPLICATES: u64 = 40;
/// Quiet hosts may slow a run down by this factor at most.
const MOST: f64 = 1.1;

/// A scenario with quiet hosts in a zone of their own at each organisation.
fn scenario(text: &str, (count, groups): (u32, u32)) -> Arc<Scenario> {
    let (mut zone, mut hosts) = (String::new(), String::new());
    if groups > 0 {
        "(id: \"zz-quiet\"), ".clone_into(&mut zone);
        hosts = (0..groups)
            .map(|group| format!("(id: \"zz-{group}\", zone: \"zz-quiet\", count: {count}), "))
            .collect();
    }
    let text = text
        .replace("zones: [", &format!("zones: [{zone}"))
        .replace("hosts: [\n", &format!("hosts: [{hosts}\n"));
    let loaded = load_text("quiet.ron", &text, &definition::names());
    let faults: Vec<String> = loaded.diagnostics.sorted().iter().map(|fault| fault.message.clone()).collect();
    let scenario = loaded.scenario.unwrap_or_else(|| panic!("the scenario is valid: {faults:?}"));
    let quiet = scenario.groups.iter().filter(|group| group.name.id.starts_with("zz-"));
    assert_eq!(quiet.map(|group| group.count).sum::<u32>(), 2 * count * groups);
    Arc::new(scenario)
}

/// Plays without sharing and with the first strategy.
fn play(simulator: &Simulator, scenario: &Scenario, replicates: u64) -> u64 {
    let first = scenario.strategies.first().map(|s| Arc::new(s.arrangement.clone())).unwrap_or_default();
    let play = |replicate| {
        [Arc::default(), first.clone()]
            .into_iter()
            .map(|policies| simulator.run(1, replicate, policies).expect("the run ends well").events)
            .sum::<u64>()
    };
    (0..replicates).map(play).sum()
}

#[expect(clippy::disallowed_types, clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn seconds(run: impl FnOnce() -> u64) -> f64 {
    let start = std::time::Instant::now();
    std::hint::black_box(run());
    start.elapsed().as_secs_f64()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values[values.len() / 2]
}

fn networks(text: &str) -> Vec<(&'static str, Arc<Scenario>, Simulator)> {
    let all: Vec<_> = NETWORKS
        .iter()
        .map(|(name, count, groups)| {
            let scenario = scenario(text, (*count, *groups));
            (*name, scenario.clone(), Simulator::new(scenario))
        })
        .collect();
    let events = play(&all[0].2, &all[0].1, 3);
    for (name, scenario, simulator) in &all {
        assert_eq!(play(simulator, scenario, 3), events, "{name}: quiet hosts change nothing");
    }
    all
}

/// Prints microseconds a run of each network and its ratio to the one as bundled, in turns.
fn print_table() {
    println!("{:<12}{:<28}{:>12}{:>9}", "attack", "hosts", "µs/run", "ratio");
    for (attack, text) in ATTACKS {
        let all = networks(text);
        let turn = || -> Vec<f64> {
            all.iter()
                .map(|(_, scenario, simulator)| seconds(|| play(simulator, scenario, REPLICATES)))
                .collect()
        };
        let turns: Vec<Vec<f64>> = (0..TURNS).map(|_| turn()).collect();
        for (column, (name, ..)) in all.iter().enumerate() {
            let micros =
                median(turns.iter().map(|turn| turn[column]).collect()) / (2 * REPLICATES) as f64 * 1e6;
            let ratio = median(turns.iter().map(|turn| turn[column] / turn[0]).collect());
            let verdict = if ratio > MOST { "  TOO SLOW" } else { "" };
            println!("{attack:<12}{name:<28}{micros:>12.0}{ratio:>9.3}{verdict}");
        }
    }
}

fn groups(criterion: &mut Criterion) {
    for (attack, text) in ATTACKS {
        let mut group = criterion.benchmark_group(format!("quiet/{attack}"));
        group.sample_size(10);
        for (name, scenario, simulator) in networks(text) {
            group.bench_function(BenchmarkId::from_parameter(name), |b| {
                b.iter(|| play(&simulator, &scenario, 1))
            });
        }
        group.finish();
    }
}

fn main() {
    // Cargo says `--bench` when it benches; `cargo test --benches` only wants to see it run.
    if std::env::args().any(|argument| argument == "--bench") {
        print_table();
    }
    let mut criterion = Criterion::default().configure_from_args();
    groups(&mut criterion);
    criterion.final_summary();
}
