//! Times that the end of the exercise cuts off: the curve of Kaplan and Meier, its median, the restricted mean, and the
//! log-rank test.
//!
//! Incidents of one run are not independent, so standard errors over pooled incidents describe and prove nothing:
//! claims rest on one number a replicate, such as its restricted mean, in pairs. Averaging only what was detected
//! favours the arm that detects less.

use super::chi_squared;
use super::interval::{Interval, Level};
use super::{moments, normal};

/// One subject: how long it was watched, and whether what was waited for ended that.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observation {
    /// Time from the subject's start, 0 or more.
    pub time: f64,
    /// Whether it happened then; else it had not happened up to then (right-censored).
    pub event: bool,
}

impl Observation {
    /// It happened at this time.
    pub const fn event(time: f64) -> Self {
        Self { time, event: true }
    }

    /// It had not happened up to this time.
    pub const fn censored(time: f64) -> Self {
        Self { time, event: false }
    }
}

/// A step of the curve: a time at which something happened or a subject left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// When.
    pub time: f64,
    /// Subjects watched until just before.
    pub at_risk: usize,
    /// Of them, those to whom it happened.
    pub events: usize,
    /// Of them, those that left without.
    pub censored: usize,
    /// Chance that it takes longer than this time, 0..=1.
    pub survival: f64,
    /// Greenwood's standard error of `survival`; 0 once that is 0.
    pub se: f64,
    /// Σ d/(n(n − d)) up to here, of Greenwood's formula; infinite once `survival` is 0.
    hazard_variance: f64,
}

impl Step {
    /// The interval of the survival on the scale ln(−ln S), which stays within 0..=1; none where S is 0 or 1.
    /// Kalbfleisch and Prentice (2002), 1.4.
    pub fn interval(&self, level: Level) -> Option<Interval> {
        if !(self.survival > 0.0 && self.survival < 1.0) {
            return None;
        }
        let log = libm::log(self.survival);
        let reach = -normal::quantile(level.tail())? * self.hazard_variance.sqrt() / -log;
        let end = |sign: f64| libm::exp(log * libm::exp(sign * reach));
        Some(Interval { low: end(1.0), high: end(-1.0) })
    }
}

/// The estimate of Kaplan and Meier (1958).
#[derive(Clone, Debug, PartialEq)]
pub struct Survival {
    /// The steps in the order of time.
    pub steps: Vec<Step>,
}

/// A mean up to a time, and its precision.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RestrictedMean {
    /// ∫₀^τ S: the mean of min(T, τ).
    pub mean: f64,
    /// Its standard error. Not the spread of min(T, τ), which some programs return.
    pub se: f64,
}

impl Survival {
    /// The curve of these subjects; `None` without any, or where a time is negative or no number. Those censored at the
    /// time of an event are taken to be at risk of it.
    pub fn new(observations: &[Observation]) -> Option<Self> {
        let sorted = in_order(observations)?;
        let mut steps = Vec::new();
        let mut at_risk = sorted.len();
        let (mut survival, mut hazard_variance) = (1.0_f64, 0.0_f64);
        for tied in sorted.chunk_by(|a, b| a.time == b.time) {
            let events = tied.iter().filter(|one| one.event).count();
            let (n, d) = (at_risk as f64, events as f64);
            survival *= 1.0 - d / n;
            hazard_variance += if d > 0.0 { d / (n * (n - d)) } else { 0.0 };
            steps.push(Step {
                time: tied[0].time,
                at_risk,
                events,
                censored: tied.len() - events,
                survival,
                se: if survival > 0.0 { survival * hazard_variance.sqrt() } else { 0.0 },
                hazard_variance,
            });
            at_risk -= tied.len();
        }
        Some(Self { steps })
    }

    /// The survival at a time: the chance that it takes longer. Beyond the last time of a censored subject, the last value.
    pub fn at(&self, time: f64) -> f64 {
        let passed = self.steps.partition_point(|step| step.time <= time);
        passed.checked_sub(1).map_or(1.0, |last| self.steps[last].survival)
    }

    /// The median: the first time at which at most half are left; `None` where more are left to the end.
    pub fn median(&self) -> Option<f64> {
        self.time_when(|step| Some(step.survival))
    }

    /// The interval of the median, by where the curve's interval falls to a half (Brookmeyer and Crowley, 1982); an end
    /// that the curve does not reach is none.
    pub fn median_interval(&self, level: Level) -> (Option<f64>, Option<f64>) {
        let bound = |step: &Step, end: fn(Interval) -> f64| match step.interval(level) {
            Some(interval) => Some(end(interval)),
            // Without an event yet, or with none left, there is nothing uncertain to measure by.
            None => Some(step.survival).filter(|survival| *survival == 0.0 || *survival == 1.0),
        };
        (
            self.time_when(|step| bound(step, |interval| interval.low)),
            self.time_when(|step| bound(step, |interval| interval.high)),
        )
    }

    fn time_when(&self, value: impl Fn(&Step) -> Option<f64>) -> Option<f64> {
        self.steps.iter().find(|step| value(step).is_some_and(|value| value <= 0.5)).map(|step| step.time)
    }

    /// The restricted mean up to `tau` > 0, with Var = Σ (∫_{tᵢ}^τ S)² d/(n(n − d)).
    ///
    /// `None` where `tau` is not above 0, or nobody was watched that long while some had not had it yet: the curve then ends
    /// before. Royston and Parmar (2013).
    pub fn restricted_mean(&self, tau: f64) -> Option<RestrictedMean> {
        let last = self.steps.last()?;
        if !(tau > 0.0 && tau.is_finite()) || (last.time < tau && last.survival > 0.0) {
            return None;
        }
        let within = &self.steps[..self.steps.partition_point(|step| step.time < tau)];
        let until = |place: usize| within.get(place + 1).map_or(tau, |next| next.time);
        // From the right, so that what lies beyond each step is at hand.
        let (mut beyond, mut variance) = (0.0_f64, 0.0_f64);
        for (place, step) in within.iter().enumerate().rev() {
            beyond += step.survival * (until(place) - step.time);
            let (n, d) = (step.at_risk as f64, step.events as f64);
            // After the last event of all nothing lies beyond, and the term is 0 · ∞.
            if d > 0.0 && d < n {
                variance += beyond * beyond * (d / (n * (n - d)));
            }
        }
        let first = within.first().map_or(tau, |step| step.time);
        Some(RestrictedMean { mean: first + beyond, se: variance.sqrt() })
    }
}

/// The outcome of a log-rank test.
#[derive(Clone, Debug, PartialEq)]
pub struct LogRank {
    /// χ² with one degree of freedom.
    pub chi_squared: f64,
    /// P(χ² at least so large) where both curves are one. It describes: see the module.
    pub p: f64,
    /// Events of the first sample less those expected of it, were the curves one.
    pub excess: f64,
}

/// The log-rank test of two samples; `None` where either is empty or refused, or nothing happens while both are watched.
/// Mantel (1966).
pub fn log_rank(first: &[Observation], second: &[Observation]) -> Option<LogRank> {
    let (first, second) = (in_order(first)?, in_order(second)?);
    let mut times: Vec<f64> =
        first.iter().chain(&second).filter(|one| one.event).map(|one| one.time).collect();
    times.sort_unstable_by(f64::total_cmp);
    times.dedup();
    let count = |sample: &[Observation], time: f64| {
        let from = sample.partition_point(|one| one.time < time);
        let to = sample.partition_point(|one| one.time <= time);
        let events = sample[from..to].iter().filter(|one| one.event).count();
        ((sample.len() - from) as f64, events as f64)
    };
    let (mut excess, mut variance) = (0.0_f64, 0.0_f64);
    for time in times {
        let ((own, hit), (other, other_hit)) = (count(&first, time), count(&second, time));
        let (n, d) = (own + other, hit + other_hit);
        excess += hit - d * own / n;
        if n > 1.0 {
            variance += d * (own / n) * (other / n) * ((n - d) / (n - 1.0));
        }
    }
    let chi_squared = moments::finite(excess * excess / variance)?;
    Some(LogRank { chi_squared, p: chi_squared::upper_tail(chi_squared, 1.0), excess })
}

/// The subjects by time; `None` without any, or where a time is negative or no number.
pub(super) fn in_order(observations: &[Observation]) -> Option<Vec<Observation>> {
    if observations.is_empty() || observations.iter().any(|one| !(one.time >= 0.0 && one.time.is_finite())) {
        return None;
    }
    let mut sorted = observations.to_vec();
    sorted.sort_by(|a, b| a.time.total_cmp(&b.time));
    Some(sorted)
}

#[cfg(test)]
#[path = "survival/tests.rs"]
mod tests;
