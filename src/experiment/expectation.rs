//! What the author of a scenario expects of its results, judged on three values: met, missed, undecided.
//!
//! An expectation is met when the whole interval satisfies it and missed when the whole interval violates it, so
//! that fewer replicates never make it easier to meet. Where it is undecided and may have more replicates, it gets them,
//! and what doubt its confidence leaves is divided among all the looks that it may take (Bonferroni), so that the whole
//! errs no more often than a single look.

mod sample;
mod words;

use std::sync::Arc;

use super::pool::Pool;
use super::runner::{Design, ExperimentError};
use crate::metrics::definition::metric;
use crate::scenario::model::{Bound, Expectation, ExpectationKind};
use crate::stats::interval::Interval;

use sample::{Found, Sample};

/// What an expectation came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The whole interval satisfies it.
    Met,
    /// The whole interval violates it.
    Missed,
    /// Some of the interval does; more replicates may tell.
    Undecided,
}

/// An expectation and what the results say of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// Id of the expectation.
    pub id: Arc<str>,
    /// Why it is expected.
    pub why: Arc<str>,
    /// What it demands, in words.
    pub demand: String,
    /// The estimate; none where there is nothing to estimate from.
    pub estimate: Option<f64>,
    /// Its interval; of every replicate, and of a number without an interval, what was found from the least to the most.
    pub interval: Option<Interval>,
    /// Confidence of the interval, after the division among looks and steps; none where it is no confidence interval.
    pub confidence: Option<f64>,
    /// Replicates that were played.
    pub replicates: u32,
    /// Those that have a value.
    pub values: usize,
    /// Which look decided, and how many there might have been.
    pub looks: (usize, usize),
    /// What else is to be said.
    pub note: Option<String>,
    /// What it came to.
    pub verdict: Verdict,
    /// Whether being undecided is no more than a warning.
    pub lenient: bool,
}

/// Judges an expectation, and plays what is needed for it. `replicates` takes the place of what the expectation says; there
/// is one look then.
///
/// # Errors
/// [`ExperimentError`] where playing was stopped, or the program contradicts itself.
pub fn judge(
    pool: &mut Pool<'_>,
    expectation: &Expectation,
    replicates: Option<u32>,
) -> Result<Judgement, ExperimentError> {
    let design = pool.design();
    let looks = looks(design, expectation, replicates);
    let arms = sample::arms(expectation);
    let doubt = (1.0 - expectation.confidence) / looks.len() as f64;
    let mut judgement = open(design, expectation, looks.len());
    for (number, replicates) in looks.iter().enumerate() {
        pool.play(&arms, *replicates)?;
        judgement.replicates = *replicates;
        judgement.looks.0 = number + 1;
        if let Some(metric) = metric(&expectation.metric) {
            let sample = Sample { pool, expectation, metric, replicates: *replicates };
            settle(&mut judgement, expectation, sample.find(doubt));
        }
        if judgement.verdict != Verdict::Undecided {
            break;
        }
    }
    Ok(judgement)
}

fn open(design: &Design, expectation: &Expectation, looks: usize) -> Judgement {
    Judgement {
        id: expectation.id.clone(),
        why: expectation.why.clone(),
        demand: words::demand(&design.scenario, expectation),
        estimate: None,
        interval: None,
        confidence: None,
        replicates: 0,
        values: 0,
        looks: (0, looks),
        note: None,
        verdict: Verdict::Undecided,
        lenient: expectation.lenient,
    }
}

fn settle(judgement: &mut Judgement, expectation: &Expectation, found: Found) {
    judgement.verdict = match (&expectation.kind, found.interval) {
        (_, None) => Verdict::Undecided,
        // A predicate on each value decides, and no interval.
        (ExpectationKind::Exact | ExpectationKind::EachRun, Some(_)) if found.violated => Verdict::Missed,
        (ExpectationKind::Exact | ExpectationKind::EachRun, Some(_)) => Verdict::Met,
        (ExpectationKind::Order(_), Some(_)) => found.steps,
        (_, Some(interval)) => verdict(expectation.bound, interval),
    };
    judgement.estimate = found.estimate;
    judgement.interval = found.interval;
    judgement.confidence = found.confidence;
    judgement.values = found.values;
    judgement.note = found.note;
}

/// After how many replicates there is a look: each twice the one before, the last as many as there may be.
fn looks(design: &Design, expectation: &Expectation, replicates: Option<u32>) -> Vec<u32> {
    if let Some(replicates) = replicates {
        return vec![replicates];
    }
    let (first, most) = expectation.replicates;
    let mut next = first.unwrap_or(design.replications);
    let most = most.unwrap_or(next);
    let mut looks = Vec::new();
    while next < most {
        looks.push(next);
        next = next.saturating_mul(2);
    }
    // A most below the experiment's number of replicates is all that may be played.
    looks.push(most);
    looks
}

fn verdict(bound: Bound, interval: Interval) -> Verdict {
    let (least, most) = bound.ends();
    if interval.low >= least && interval.high <= most {
        Verdict::Met
    } else if interval.high < least || interval.low > most {
        Verdict::Missed
    } else {
        Verdict::Undecided
    }
}

#[cfg(test)]
mod tests;
