//! What expectations came to, for people and for what runs tests: one file a format.

pub mod github;
pub mod human;
pub mod json;
pub mod junit;
pub mod sarif;

use std::sync::Arc;

use crate::experiment::{Judgement, Verdict};

/// A scenario and what its expectations came to.
#[derive(Clone, Debug)]
pub struct Suite {
    /// File of the scenario, as it was given.
    pub file: String,
    /// Id of the scenario; none where it could not be read.
    pub scenario: Option<Arc<str>>,
    /// Seed of all luck.
    pub seed: u64,
    /// Replicates that are played where an expectation does not say how many.
    pub replications: u32,
    /// Its expectations, by id.
    pub cases: Vec<Case>,
}

/// An expectation and what it came to.
#[derive(Clone, Debug)]
pub struct Case {
    /// What it came to.
    pub judgement: Judgement,
    /// Line of the file at which it is written, from 1.
    pub line: usize,
    /// Column of that line, from 1.
    pub column: usize,
    /// The command that judges it again.
    pub command: String,
}

/// How many expectations came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Met.
    pub met: u32,
    /// Missed.
    pub missed: u32,
    /// Undecided, those included for which that is no more than a warning.
    pub undecided: u32,
    /// Undecided where it is no more than a warning.
    pub tolerated: u32,
    /// Scenarios with errors.
    pub invalid: u32,
}

impl Tally {
    /// Counts.
    pub fn of(suites: &[Suite]) -> Self {
        let mut tally = Self::default();
        for suite in suites {
            tally.invalid += u32::from(suite.scenario.is_none());
            for case in &suite.cases {
                match case.judgement.verdict {
                    Verdict::Met => tally.met += 1,
                    Verdict::Missed => tally.missed += 1,
                    Verdict::Undecided => tally.undecided += 1,
                }
                tally.tolerated += u32::from(case.is_tolerated());
            }
        }
        tally
    }

    /// In a line.
    pub fn line(&self) -> String {
        let Self { met, missed, undecided, invalid, .. } = self;
        format!("{met} met, {missed} missed, {undecided} undecided, {invalid} invalid scenarios")
    }
}

impl Case {
    /// Whether it is undecided, and that is no more than a warning.
    pub fn is_tolerated(&self) -> bool {
        self.judgement.verdict == Verdict::Undecided && self.judgement.lenient
    }

    /// The verdict in a word.
    pub fn word(&self) -> &'static str {
        match self.judgement.verdict {
            Verdict::Met => "met",
            Verdict::Missed => "missed",
            Verdict::Undecided => "undecided",
        }
    }

    /// What was found, in words.
    pub fn found(&self) -> String {
        let judgement = &self.judgement;
        let (Some(estimate), Some(interval)) = (judgement.estimate, judgement.interval) else {
            return "nothing to judge by".to_owned();
        };
        let mut text = format!("found {estimate:.4} [{:.4}, {:.4}]", interval.low, interval.high);
        if let Some(note) = &judgement.note {
            text.push_str("; ");
            text.push_str(note);
        }
        text
    }

    /// By how much it was judged: replicates, values, looks, confidence.
    pub fn basis(&self) -> String {
        let Judgement { replicates, values, looks: (look, most), confidence, .. } = &self.judgement;
        let mut text = format!("{replicates} replicates");
        if *values as u64 != u64::from(*replicates) {
            text.push_str(&format!(", {values} of them with a value"));
        }
        if let Some(confidence) = confidence {
            text.push_str(&format!(", interval of {} %", (confidence * 1e6).round() / 1e4));
        }
        if *most > 1 {
            text.push_str(&format!(", look {look} of {most}"));
        }
        text
    }

    /// Why it is expected, on one line; empty where nobody said.
    pub fn why(&self) -> String {
        self.judgement.why.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// All that whoever looks into a failure needs.
    pub fn account(&self, suite: &Suite) -> String {
        let mut lines = vec![
            format!("demanded: {}", self.judgement.demand),
            self.found(),
            format!("judged by: {}, seed {}", self.basis(), suite.seed),
        ];
        if !self.judgement.why.is_empty() {
            lines.push(format!("expected because: {}", self.why()));
        }
        lines.push(format!("to reproduce: {}", self.command));
        lines.join("\n")
    }
}
