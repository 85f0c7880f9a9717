//! What the kernel costs against a plain loop: the hold model, many queues, the queue alone, and random questions.
//!
//! Both sides play the same trajectory (the hash of their events is compared before anything is timed), in turns within one
//! process, so that a noisy machine hits all alike. Plain loops run with the engine's agenda, which tells what the engine
//! costs beside its queue, and with a plain 4-ary heap, from which nothing can be taken back.

mod common;
mod hold;
mod queues;

use std::hint::black_box;

use coalition::engine::{Agenda, Luck, Purpose, StableKey};
use coalition::units::{Distribution, SimTime, Span};
use criterion::{BenchmarkId, Criterion, Throughput};

use common::{Heap, Tally, median, timed};

/// How many processes or stations, and for how many hours.
const SIZES: [(u32, i64); 3] = [(1_000, 500), (100_000, 5), (1_000_000, 1)];
/// Turns of the tables; odd, for the median.
const TURNS: usize = 7;

type Run = fn(u32, SimTime) -> (f64, Tally);

/// A model: its name, and on plain arrays with a plain heap, on plain arrays with the agenda, on the engine.
type Model = (&'static str, [Run; 3]);

const MODELS: [Model; 2] = [
    (
        "hold model",
        [
            |count, end| timed(hold::Plain::<Heap>::new(count, end), hold::Plain::run),
            |count, end| timed(hold::Plain::<Agenda<u32>>::new(count, end), hold::Plain::run),
            |count, end| timed(hold::Engine::new(count, end), hold::Engine::run),
        ],
    ),
    (
        "many queues",
        [
            |count, end| timed(queues::Plain::<Heap>::new(count, end), queues::Plain::run),
            |count, end| timed(queues::Plain::<Agenda<u32>>::new(count, end), queues::Plain::run),
            |count, end| timed(queues::Engine::new(count, end), queues::Engine::run),
        ],
    ),
];

fn hours(hours: i64) -> SimTime {
    SimTime::STARTEX + Span::from_micros(hours * Span::HOUR.as_micros())
}

fn assert_same_trajectory(model: &Model, count: u32, end: SimTime) -> u64 {
    let [plain, others @ ..] = model.1;
    let (_, wanted) = plain(count, end);
    for run in others {
        assert_eq!(run(count, end).1, wanted, "{} takes another way", model.0);
    }
    wanted.events
}

/// Prints ns an event of each side, and the engine's events per second over those of the plain loops.
fn print_models() {
    let head = ["model", "size", "plain + heap", "plain + agenda", "engine", "÷ + agenda", "÷ + heap"];
    let [a, b, c, d, e, f, g] = head;
    println!("{a:<14}{b:>10}{c:>14}{d:>16}{e:>10}{f:>12}{g:>10}");
    for model in &MODELS {
        for (count, length) in SIZES {
            let events = assert_same_trajectory(model, count, hours(length)) as f64;
            let turn = || model.1.map(|run| run(count, hours(length)).0);
            let turns: Vec<[f64; 3]> = (0..TURNS).map(|_| turn()).collect();
            let nanos = |side: usize| median(turns.iter().map(|turn| turn[side]).collect()) / events * 1e9;
            let ratio = |side: usize| median(turns.iter().map(|turn| turn[side] / turn[2]).collect());
            println!(
                "{:<14}{count:>10}{:>14.0}{:>16.0}{:>10.0}{:>12.2}{:>10.2}",
                model.0,
                nanos(0),
                nanos(1),
                nanos(2),
                ratio(1),
                ratio(0)
            );
        }
    }
}

/// One event out, one in, a million times: with no model around it.
fn hold_alone<Q: hold::Queue>(pending: u32) -> f64 {
    const HOLDS: u32 = 1_000_000;
    let luck = Luck::new(2, 0);
    let gaps: Vec<Span> = (0..4_096)
        .map(|number| {
            let mean = Distribution::Exponential { mean: Span::HOUR };
            luck.draw(StableKey::named("gap"), Purpose::new("gap"), number).span(&mean).unwrap_or(Span::HOUR)
        })
        .collect();
    let key = StableKey::named("hold");
    let mut queue = Q::default();
    for place in 0..pending {
        queue.push(SimTime::STARTEX + gaps[place as usize % gaps.len()], key.index(u64::from(place)), place);
    }
    let (seconds, last) = timed(queue, |queue| {
        let mut last = SimTime::STARTEX;
        for hold in 0..HOLDS {
            if let Some((now, place)) = queue.next(SimTime::STARTEX + Span::LONGEST) {
                queue.push(now + gaps[hold as usize % gaps.len()], key.index(u64::from(place)), place);
                last = now;
            }
        }
        last
    });
    black_box(last);
    seconds / f64::from(HOLDS) * 1e9
}

/// Prints what one hold costs, on the agenda and on a plain 4-ary heap.
fn print_queue() {
    println!("{:<14}{:>10}{:>14}{:>16}{:>10}", "queue alone", "pending", "heap [ns]", "agenda [ns]", "ratio");
    for pending in [100, 1_000, 100_000, 1_000_000] {
        let turns: Vec<[f64; 2]> =
            (0..TURNS).map(|_| [hold_alone::<Heap>(pending), hold_alone::<Agenda<u32>>(pending)]).collect();
        let nanos = |side: usize| median(turns.iter().map(|turn| turn[side]).collect());
        let ratio = median(turns.iter().map(|turn| turn[0] / turn[1]).collect());
        println!("{:<14}{pending:>10}{:>14.0}{:>16.0}{ratio:>10.2}", "", nanos(0), nanos(1));
    }
}

/// Prints how many random questions are answered in a second.
fn print_draws() {
    const DRAWS: u64 = 1_000_000;
    let (luck, key) = (Luck::new(1, 0), StableKey::named("host"));
    let purpose = Purpose::new("bench");
    let exponential = Distribution::Exponential { mean: Span::HOUR };
    let uniform = |number| luck.draw(key.index(number), purpose, number).uniform();
    let span = |number| luck.draw(key, purpose, number).span(&exponential).map_or(0.0, Span::as_secs_f64);
    let millions = |draw: &dyn Fn(u64) -> f64| {
        let turn = || timed((), |()| black_box((0..DRAWS).map(draw).sum::<f64>())).0;
        DRAWS as f64 / median((0..TURNS).map(|_| turn()).collect()) / 1e6
    };
    println!(
        "keyed draws: {:.0} million uniforms a second, with the making of their keys",
        millions(&uniform)
    );
    println!("             {:.0} million exponential spans a second", millions(&span));
}

fn groups(criterion: &mut Criterion) {
    for model in &MODELS {
        let (count, length) = SIZES[0];
        let mut group = criterion.benchmark_group(format!("{}/{count}", model.0));
        group.throughput(Throughput::Elements(assert_same_trajectory(model, count, hours(length))));
        group.sample_size(10);
        for (name, run) in ["plain + heap", "plain + agenda", "engine"].into_iter().zip(model.1) {
            group.bench_function(BenchmarkId::from_parameter(name), |b| {
                b.iter_custom(|turns| {
                    let seconds: f64 = (0..turns).map(|_| run(count, hours(length)).0).sum();
                    std::time::Duration::from_secs_f64(seconds)
                });
            });
        }
        group.finish();
    }
}

fn main() {
    // Cargo says `--bench` when it benches; `cargo test --benches` only wants to see it run.
    if std::env::args().any(|argument| argument == "--bench") {
        print_models();
        print_queue();
        print_draws();
    }
    let mut criterion = Criterion::default().configure_from_args();
    groups(&mut criterion);
    criterion.final_summary();
}
