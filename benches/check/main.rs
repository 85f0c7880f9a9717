//! How long `check` takes for large networks, against `ron` alone reading the same text to nothing, in the same run.
//!
//! Three texts for each size: `generate:`, groups of ten hosts, and every host by itself.
//! Both are timed in turns within one process, so that a noisy machine hits them alike.

#![expect(clippy::expect_used, reason = "a benchmark fails by panicking")]

use std::fmt::Write as _;

use coalition::metrics::definition;
use coalition::scenario::load_text;
use criterion::{BenchmarkId, Criterion, Throughput};
use serde::de::IgnoredAny;

/// How many hosts there are, and the time in which they must be checked (in milliseconds).
const SIZES: [(usize, f64); 2] = [(10_000, 100.0), (100_000, 1_000.0)];
/// Turns of the table; odd, for the median.
const TURNS: usize = 11;
/// The most elements of a kind that one organisation has.
const MOST_GROUPS: usize = 10_000;

/// A team and an attack for organisations that are called `org-0` and so on.
fn around(organisations: &[String], target: &str) -> String {
    let ids: Vec<String> = (0..organisations.len()).map(|n| format!("\"org-{n}\"")).collect();
    let victims: Vec<String> = ids.iter().map(|id| format!("(organisation: {id})")).collect();
    format!(
        "(
    id: \"large\",
    title: \"Large\",
    organisations: [\n{}\n    ],
    teams: [(
        id: \"team\", defends: [{}], desks: [(id: \"d\", analysts: 2)], triage: (desk: \"d\"), analysis: (desk: \"d\"),
        containment: (desk: \"d\"), eradication: (desk: \"d\"), recovery: (desk: \"d\"), hunting: (desk: \"d\"),
    )],
    campaigns: [(
        id: \"letter\",
        victims: [{}],
        steps: [(
            id: \"in\", technique: \"T1566.001\", tactic: InitialAccess,
            does: Enter(targets: [\"{target}\"], through: Trusted),
        )],
    )],
)\n",
        organisations.join("\n"),
        ids.join(", "),
        victims.join(", "),
    )
}

/// Groups of so many hosts each, written out, in as many organisations as they need.
fn written(hosts: usize, each: usize) -> String {
    let groups = hosts / each;
    let organisations: Vec<String> = (0..groups.div_ceil(MOST_GROUPS))
        .map(|number| {
            let mut rows = String::new();
            for row in 0..MOST_GROUPS.min(groups - number * MOST_GROUPS) {
                let zone = if row % 5 == 0 { "servers" } else { "office" };
                let role = if row % 5 == 0 { "Server" } else { "Workstation" };
                writeln!(
                    rows,
                    "            (id: \"host-{row}\", label: \"Host {row}\", zone: \"{zone}\", role: {role}, count: {each}, \
                     tags: [\"floor-{}\"]),",
                    row % 40
                )
                .expect("a String takes everything");
            }
            format!(
                "        (
            id: \"org-{number}\",
            zones: [(id: \"office\"), (id: \"servers\")],
            links: [(from: \"office\", to: \"servers\")],
            hosts: [\n{rows}            ],
            sensors: [(id: \"edr\", watches: [\"role:server\", \"tag:floor-7\"])],
        ),"
            )
        })
        .collect();
    around(&organisations, "zone:office")
}

/// Two organisations with half of the hosts each, as numbers: some ten hosts for six users.
fn generated(hosts: usize) -> String {
    let one = |number: usize| {
        let users = hosts / 2 * 43 / 50;
        format!("        (id: \"org-{number}\", generate: (users: {users}, sites: 3, seed: 7)),")
    };
    around(&[one(0), one(1)], "tag:office")
}

fn texts(hosts: usize) -> [(&'static str, String); 3] {
    [
        ("generate:", generated(hosts)),
        ("groups of ten", written(hosts, 10)),
        ("host by host", written(hosts, 1)),
    ]
}

fn check(text: &str, metrics: &[&str]) -> bool {
    load_text("large.ron", text, metrics).scenario.is_some()
}

/// The number of hosts of a text, which must be right.
fn hosts(text: &str, metrics: &[&str]) -> u64 {
    let loaded = load_text("large.ron", text, metrics);
    let faults: Vec<_> = loaded.diagnostics.sorted().iter().map(|fault| fault.message.clone()).collect();
    assert!(faults.is_empty(), "{faults:?}");
    let scenario = loaded.scenario.expect("it is right");
    scenario.groups.iter().map(|group| u64::from(group.count)).sum()
}

/// How long it takes: on Linux the time on a processor, which a busy machine does not stretch.
fn milliseconds(run: impl FnOnce() -> bool) -> f64 {
    let start = now();
    assert!(std::hint::black_box(run()));
    (now() - start) * 1e3
}

/// Seconds from some moment on.
#[expect(clippy::disallowed_types, clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn now() -> f64 {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    match spent.split(' ').next().and_then(|nanoseconds| nanoseconds.parse::<f64>().ok()) {
        Some(nanoseconds) => nanoseconds / 1e9,
        None => START.elapsed().as_secs_f64(),
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Prints milliseconds a check and its ratio to `ron` alone, and what is too slow.
fn print_table(metrics: &[&str]) {
    println!(
        "{:<16}{:>10}{:>12}{:>10}{:>10}{:>9}",
        "network", "hosts", "bytes", "check ms", "ron ms", "ratio"
    );
    for (size, most) in SIZES {
        for (name, text) in texts(size) {
            let ron = || ron::from_str::<IgnoredAny>(&text).is_ok();
            let turns: Vec<(f64, f64)> =
                (0..TURNS).map(|_| (milliseconds(|| check(&text, metrics)), milliseconds(ron))).collect();
            let check = median(turns.iter().map(|turn| turn.0).collect());
            let alone = median(turns.iter().map(|turn| turn.1).collect());
            let ratio = median(turns.iter().map(|turn| turn.0 / turn.1).collect());
            let verdict = if check > most { "  TOO SLOW" } else { "" };
            let (hosts, bytes) = (hosts(&text, metrics), text.len());
            println!("{name:<16}{hosts:>10}{bytes:>12}{check:>10.1}{alone:>10.1}{ratio:>9.2}{verdict}");
        }
    }
}

fn groups(criterion: &mut Criterion, metrics: &[&str]) {
    for (size, _) in SIZES {
        let mut group = criterion.benchmark_group(format!("check/{size} hosts"));
        group.sample_size(10);
        for (name, text) in texts(size) {
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_function(BenchmarkId::from_parameter(name), |b| b.iter(|| check(&text, metrics)));
        }
        group.finish();
    }
}

fn main() {
    let metrics = definition::names();
    // Cargo says `--bench` when it benches; `cargo test --benches` only wants to see it run.
    if std::env::args().any(|argument| argument == "--bench") {
        print_table(&metrics);
    }
    let mut criterion = Criterion::default().configure_from_args();
    groups(&mut criterion, &metrics);
    criterion.final_summary();
}
