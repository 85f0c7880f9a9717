//! When to stop adding replicates, decided so that the interval still covers as often as it says.
//!
//! Decisions rest on ordered prefixes alone (replicates 1 to n), so the number used is the same for any number of threads,
//! shards or interruptions. Runs beyond it are extra and are not used.

use super::interval::Level;
use super::moments;
use super::planning;
use super::student;

/// How narrow an interval must become.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Precision {
    /// Half its width at most this, in units of the metric.
    Absolute(f64),
    /// Half its width at most this share of the mean of the baseline. A share of the difference itself would never be reached
    /// where sharing has no effect.
    RelativeToBaseline(f64),
}

/// A rule by which replicates are added until an interval is narrow enough.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StoppingRule {
    /// Confidence of the interval.
    pub level: Level,
    /// How narrow it must become.
    pub precision: Precision,
    /// Replicates before the first look: 30. With 5, the interval of a zero-inflated difference covers 78 % instead of 95 %.
    pub first: usize,
    /// Replicates from one look to the next: 10.
    pub every: usize,
    /// Without any spread, nothing is said below so many replicates: 100.
    pub zero_spread: usize,
    /// No more than these.
    pub most: usize,
}

/// Why no replicates are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopReason {
    /// The interval is narrow enough.
    Precision,
    /// All values are equal, in as many replicates as the rule asks for; see [`unseen`].
    ZeroSpread,
    /// The most that the rule allows.
    Cap,
    /// Whoever runs them had no more time. The rules here never say so.
    Budget,
}

impl StopReason {
    /// As it is written in results.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Precision => "precision",
            Self::ZeroSpread => "zero_spread",
            Self::Cap => "cap",
            Self::Budget => "budget",
        }
    }
}

/// Where to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Replicates that are used: the first so many.
    pub n: usize,
    /// Why no more.
    pub reason: StopReason,
}

/// What a rule watches: one number a replicate on either side.
#[derive(Clone, Copy, Debug)]
pub struct Series<'a> {
    /// Values whose mean is estimated, such as paired differences.
    pub values: &'a [f64],
    /// Values of the baseline, which a relative precision is a share of; the values themselves for one arm alone.
    pub baseline: &'a [f64],
}

impl StoppingRule {
    /// The rule with the usual first look, steps and zero-spread floor.
    pub const fn new(level: Level, precision: Precision, most: usize) -> Self {
        Self { level, precision, first: 30, every: 10, zero_spread: 100, most }
    }

    /// The number of replicates at the first look after `n`, `most` at the latest.
    pub fn look_after(&self, n: usize) -> usize {
        let every = self.every.max(1);
        let first = self.first.max(2);
        let next = if n < first { first } else { first + ((n - first) / every + 1) * every };
        next.min(self.most)
    }

    /// Where to stop, for all series at once: the first look at which every one is narrow enough. None where more
    /// replicates are needed; run up to [`StoppingRule::look_after`] as many as there are.
    ///
    /// Whoever claims all intervals together divides the error by their number first ([`Level::shared_by`]).
    pub fn stop(&self, series: &[Series<'_>]) -> Option<Stop> {
        let there = series.iter().map(|one| one.values.len().min(one.baseline.len())).min()?;
        let mut running = vec![(Running::default(), Running::default()); series.len()];
        let mut n = 0;
        loop {
            let look = self.look_after(n);
            if look > there || look <= n {
                return (n == self.most).then_some(Stop { n, reason: StopReason::Cap });
            }
            for ((values, baseline), one) in running.iter_mut().zip(series) {
                one.values[n..look].iter().for_each(|value| values.add(*value));
                one.baseline[n..look].iter().for_each(|value| baseline.add(*value));
            }
            n = look;
            let verdicts: Option<Vec<StopReason>> =
                running.iter().map(|(values, baseline)| self.satisfied(values, baseline)).collect();
            if let Some(reasons) = verdicts {
                let spread = reasons.contains(&StopReason::Precision);
                let reason = if spread { StopReason::Precision } else { StopReason::ZeroSpread };
                return Some(Stop { n, reason });
            }
        }
    }

    fn satisfied(&self, values: &Running, baseline: &Running) -> Option<StopReason> {
        if values.squares == 0.0 {
            return (values.n >= self.zero_spread as f64).then_some(StopReason::ZeroSpread);
        }
        let wanted = match self.precision {
            Precision::Absolute(half_width) => half_width,
            // A share γ of an estimate becomes a share γ of the truth only by way of γ/(1 + γ); Law (2015), 9.4.1.
            Precision::RelativeToBaseline(share) => share / (1.0 + share) * baseline.mean.abs(),
        };
        let df = values.n - 1.0;
        let reach = -student::quantile(self.level.tail(), df)? * (values.squares / df / values.n).sqrt();
        (reach <= wanted).then_some(StopReason::Precision)
    }
}

/// Mean and sum of squared deviations so far (Welford, 1962); of equal values exactly zero.
#[derive(Clone, Copy, Debug, Default)]
struct Running {
    n: f64,
    mean: f64,
    squares: f64,
}

impl Running {
    fn add(&mut self, value: f64) {
        self.n += 1.0;
        let off = value - self.mean;
        // The first value itself, not a rounding of it.
        self.mean = if self.n == 1.0 { value } else { self.mean + off / self.n };
        self.squares += if self.n == 1.0 { 0.0 } else { off * (value - self.mean) };
    }
}

/// The two-step alternative: the replicates in all that a fixed half-width takes, from the spread of a pilot. Stein (1945).
///
/// Never fewer than the pilot; n = ⌈(t s/δ)²⌉ with the pilot's degrees of freedom. Easier to explain than looking again and
/// again, and without its bias. `None` for a pilot below two values or without spread, of which nothing can be planned.
pub fn two_step(pilot: &[f64], half_width: f64, level: Level) -> Option<usize> {
    let sd = moments::sd(pilot).filter(|sd| *sd > 0.0 && half_width > 0.0)?;
    let t = -student::quantile(level.tail(), pilot.len() as f64 - 1.0)?;
    Some(planning::whole((t * sd / half_width) * (t * sd / half_width))?.max(pilot.len()))
}

/// What `n` replicates that all came out the same leave possible: the greatest chance of another outcome at 95 %
/// confidence, 1 − 0.05^{1/n}, about 3/n (the rule of three).
pub fn unseen(n: usize) -> f64 {
    if n == 0 { 1.0 } else { -libm::expm1(libm::log(0.05) / n as f64) }
}

#[cfg(test)]
#[path = "sequential/tests.rs"]
mod tests;
