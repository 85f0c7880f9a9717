//! How often the intervals of this program cover the true mean, on synthetic differences: the table of docs/statistics.md.
//!
//! `cargo run --release --example coverage`, with the number of data sets a row as an argument (2,000 where none is given).
//! The same number gives the same table on every machine.

use coalition::stats::bootstrap::{Draws, RESAMPLES, bca, bootstrap_t};
use coalition::stats::interval::Interval;
use coalition::stats::{Level, PairedEstimate, normal};

/// A distribution of differences: its name, its mean, and how a value is drawn.
struct Shape {
    name: &'static str,
    mean: f64,
    draw: fn(&mut Draws) -> f64,
}

fn standard_normal(draws: &mut Draws) -> f64 {
    // A uniform number within (0, 1) has a quantile.
    normal::quantile(draws.uniform()).unwrap_or(0.0)
}

fn exponential(draws: &mut Draws) -> f64 {
    -libm::log(draws.uniform())
}

const SHAPES: [Shape; 6] = [
    Shape { name: "normal", mean: 0.4, draw: |draws| 0.4 + standard_normal(draws) },
    Shape { name: "exponential", mean: 1.0, draw: exponential },
    Shape {
        name: "70 % zeros, else exponential",
        mean: 0.3,
        draw: |draws| if draws.uniform() < 0.7 { 0.0 } else { exponential(draws) },
    },
    Shape {
        name: "95 % zeros, else exponential",
        mean: 0.05,
        draw: |draws| if draws.uniform() < 0.95 { 0.0 } else { exponential(draws) },
    },
    // Lognormal with a standard deviation twice the mean: σ² = ln 5, and a mean of e^{σ²/2} = √5.
    Shape {
        name: "lognormal, cv 2",
        mean: 2.236_067_977_499_79,
        draw: |draws| libm::exp(1.268_636_241_179_519_6 * standard_normal(draws)),
    },
    // Half gains, half losses, with the tails of Student's t at three degrees of freedom.
    Shape {
        name: "Student's t, 3 degrees",
        mean: 0.0,
        draw: |draws| {
            let square = (0..3).map(|_| standard_normal(draws)).map(|z| z * z).sum::<f64>();
            standard_normal(draws) / (square / 3.0).sqrt()
        },
    },
];

/// Covered, not covered, and not given, of one method.
#[derive(Clone, Copy, Default)]
struct Tally {
    covered: u32,
    given: u32,
}

impl Tally {
    fn add(&mut self, interval: Option<Interval>, mean: f64) {
        self.given += u32::from(interval.is_some());
        self.covered += u32::from(interval.is_some_and(|interval| interval.contains(mean)));
    }

    /// The share that covers among those that were given, and how many were not.
    fn cell(self, sets: u32) -> String {
        let missing = sets - self.given;
        let share = f64::from(self.covered) / f64::from(self.given.max(1));
        if missing == 0 { format!("{share:.3}") } else { format!("{share:.3} ({missing} none)") }
    }
}

fn row(shape: &Shape, n: usize, sets: u32) -> String {
    let mut tallies = [Tally::default(); 3];
    let nothing = vec![0.0; n];
    for set in 0..sets {
        let mut draws = Draws::keyed(n as u64, u64::from(set));
        let sample: Vec<f64> = (0..n).map(|_| (shape.draw)(&mut draws)).collect();
        let seed = draws.bits();
        let t =
            PairedEstimate::new(&nothing, &sample, Level::P95).ok().and_then(|estimate| estimate.interval);
        let robust = bootstrap_t(&sample, Level::P95, RESAMPLES, seed);
        let accelerated = bca(&sample, Level::P95, RESAMPLES, seed);
        for (tally, interval) in tallies.iter_mut().zip([t, robust, accelerated]) {
            tally.add(interval, shape.mean);
        }
    }
    let cells: Vec<String> = tallies.iter().map(|tally| tally.cell(sets)).collect();
    format!("| {} | {n} | {} |", shape.name, cells.join(" | "))
}

fn main() {
    let sets = std::env::args().nth(1).and_then(|sets| sets.parse().ok()).unwrap_or(2_000);
    println!("| differences | n | t (default) | bootstrap-t (robust) | BCa |");
    println!("|---|---|---|---|---|");
    for shape in &SHAPES {
        for n in [10, 20, 30, 50, 100, 200] {
            println!("{}", row(shape, n, sets));
        }
    }
}
