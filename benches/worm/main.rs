//! What the engine costs: a worm on plain arrays, on dense component slices and on bevy systems.
//!
//! All styles run the same trajectory (the hash of their events is compared before anything is timed), and the
//! table of ratios is measured in turns within one process, so that a noisy machine hits all alike.

mod dense;
mod model;
mod plain;
mod shared;
mod systems;

use std::hint::black_box;

use bevy_ecs::prelude::*;
use coalition::engine::Handler;
use criterion::{BatchSize, BenchmarkId, Criterion, Throughput};

use model::{Setting, Tally};

const SETTINGS: [Setting; 3] = [
    Setting { hosts: 1_000, hours: 1_000 },
    Setting { hosts: 100_000, hours: 20 },
    Setting { hosts: 1_000_000, hours: 4 },
];
/// Turns of the table; odd, for the median.
const TURNS: usize = 5;
/// Calls of a system in one turn.
const CALLS: u64 = 1_000_000;

/// A style: its name, and a function that prepares a run and times it alone.
type Style = (&'static str, fn(&Setting) -> (f64, Tally));

/// The first is what the others are compared with; the second tells what a queue costs from which things can be taken back.
const STYLES: [Style; 5] = [
    ("plain arrays, the agenda", |setting| timed(shared::Worm::new(setting), shared::Worm::run)),
    ("plain arrays, own heap", |setting| timed(plain::Worm::new(setting), plain::Worm::run)),
    ("engine, dense slices", |setting| timed(dense::Worm::new(setting), dense::Worm::run)),
    ("engine, handlers", |setting| timed(systems::Worm::with_handlers(setting), systems::Worm::run)),
    ("engine, run_system_with", |setting| timed(systems::Worm::registered(setting), systems::Worm::run)),
];

#[expect(clippy::disallowed_types, clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn timed<W, R>(mut worm: W, run: impl FnOnce(&mut W) -> R) -> (f64, R) {
    let start = std::time::Instant::now();
    let result = run(&mut worm);
    (start.elapsed().as_secs_f64(), result)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values[values.len() / 2]
}

fn assert_same_trajectory(setting: &Setting) -> u64 {
    let (_, plain) = STYLES[0].1(setting);
    for (name, run) in &STYLES[1..] {
        assert_eq!(run(setting).1, plain, "{name} takes another way than plain arrays");
    }
    plain.events
}

/// Prints events per second of each style and its ratio to plain arrays, in turns.
fn print_table() {
    println!("{:<26}{:>9}{:>12}{:>12}{:>9}", "style", "hosts", "events", "ns/event", "ratio");
    for setting in &SETTINGS {
        let events = assert_same_trajectory(setting) as f64;
        let turns: Vec<[f64; 5]> = (0..TURNS).map(|_| STYLES.map(|(_, run)| run(setting).0)).collect();
        for (column, (name, _)) in STYLES.iter().enumerate() {
            let nanos = median(turns.iter().map(|turn| turn[column]).collect()) / events * 1e9;
            let ratio = median(turns.iter().map(|turn| turn[0] / turn[column]).collect());
            println!("{name:<26}{:>9}{events:>12}{nanos:>12.0}{ratio:>9.2}", setting.hosts);
        }
    }
    print_call_costs();
    print_saturation();
}

#[derive(Resource)]
struct Counter(u64);

fn count(In(step): In<u64>, mut counter: ResMut<Counter>) {
    counter.0 += step;
}

#[expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]
fn print_call_costs() {
    let mut world = World::new();
    world.insert_resource(Counter(0));
    let mut handler = Handler::new(&mut world, count);
    let registered = world.register_system(count);
    let (mut by_handler, mut by_world) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        by_handler.push(nanos_a_call(|step| handler.run(&mut world, step).unwrap()));
        by_world.push(nanos_a_call(|step| world.run_system_with(registered, step).unwrap()));
    }
    println!("a call of a system that adds to a resource: handler {:.1} ns", median(by_handler));
    println!("                                    run_system_with {:.1} ns", median(by_world));
}

/// One million hosts, one in ten infected at first, until as many are as ever will be.
fn print_saturation() {
    let setting = Setting { hosts: 1_000_000, hours: 24 };
    let (seconds, tally) = timed(dense::Worm::new(&setting), dense::Worm::run);
    println!(
        "1,000,000 hosts, a day: {:.2} s for {} events, {:.0} ns each",
        seconds,
        tally.events,
        seconds / tally.events as f64 * 1e9
    );
}

fn nanos_a_call(call: impl FnMut(u64)) -> f64 {
    let (seconds, _) = timed(call, |call| (0..CALLS).for_each(|step| call(black_box(step))));
    seconds / CALLS as f64 * 1e9
}

fn groups(criterion: &mut Criterion) {
    for setting in &SETTINGS[..2] {
        let mut group = criterion.benchmark_group(format!("worm/{}", setting.hosts));
        group.throughput(Throughput::Elements(assert_same_trajectory(setting))).sample_size(10);
        let id = |style: usize| BenchmarkId::from_parameter(STYLES[style].0);
        group.bench_function(id(0), |b| {
            b.iter_batched_ref(|| shared::Worm::new(setting), shared::Worm::run, BatchSize::PerIteration);
        });
        group.bench_function(id(2), |b| {
            b.iter_batched_ref(|| dense::Worm::new(setting), dense::Worm::run, BatchSize::PerIteration);
        });
        group.bench_function(id(3), |b| {
            b.iter_batched_ref(
                || systems::Worm::with_handlers(setting),
                systems::Worm::run,
                BatchSize::PerIteration,
            );
        });
        group.finish();
    }
}

fn main() {
    // Alone, so that `/usr/bin/time -v` tells its memory.
    if std::env::args().any(|argument| argument == "--saturation") {
        return print_saturation();
    }
    // Cargo says `--bench` when it benches; `cargo test --benches` only wants to see it run.
    if std::env::args().any(|argument| argument == "--bench") {
        print_table();
    }
    let mut criterion = Criterion::default().configure_from_args();
    groups(&mut criterion);
    criterion.final_summary();
}
