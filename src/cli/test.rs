//! `coalition test`: run scenarios, judge their expectations.

use std::fmt::Write as _;
use std::path::Path;

use super::args::Test;
use super::error::CliError;
use super::{exit, interrupt, load, output, run};
use crate::experiment::{Design, Judgement, Verdict, judge};

pub(super) fn test(options: &Test) -> Result<u8, CliError> {
    let files = load::files(&options.paths)?;
    let mut tally = Tally::default();
    for file in &files {
        judge_file(options, file, &mut tally)?;
    }
    output::print(&tally.line())?;
    Ok(tally.exit())
}

/// What the expectations came to.
#[derive(Default)]
struct Tally {
    met: u32,
    missed: u32,
    undecided: u32,
    invalid: u32,
}

impl Tally {
    fn line(&self) -> String {
        let Self { met, missed, undecided, invalid } = self;
        format!("{met} met, {missed} missed, {undecided} undecided, {invalid} invalid scenarios")
    }

    fn exit(&self) -> u8 {
        if self.missed + self.invalid > 0 {
            exit::FINDINGS
        } else if self.undecided > 0 {
            exit::UNDECIDED
        } else {
            exit::OK
        }
    }
}

fn judge_file(options: &Test, file: &Path, tally: &mut Tally) -> Result<(), CliError> {
    let scenario = match load::scenario(file, &[]) {
        Ok(scenario) => scenario,
        Err(CliError::Invalid) => {
            tally.invalid += 1;
            return output::print(&format!("{}: invalid", file.display()));
        }
        Err(error) => return Err(error),
    };
    let strategies = load::strategies(&scenario, &[])?;
    let design = load::design(scenario, options.seed, options.replications, strategies, options.jobs);
    if design.scenario.expectations.is_empty() {
        return output::print(&format!("{}: no expectations", file.display()));
    }
    let results = run::play(&design, interrupt::listen(), false)?;
    let mut text = format!("{} ({} replicates)", file.display(), design.replications);
    for expectation in &design.scenario.expectations {
        let judgement = judge(&design, &results, expectation);
        match judgement.verdict {
            Verdict::Met => tally.met += 1,
            Verdict::Missed => tally.missed += 1,
            Verdict::Undecided => tally.undecided += 1,
        }
        text.push_str(&line(&design, file, &judgement));
    }
    output::print(&text)
}

fn line(design: &Design, file: &Path, judgement: &Judgement) -> String {
    let verdict = match judgement.verdict {
        Verdict::Met => "met      ",
        Verdict::Missed => "MISSED   ",
        Verdict::Undecided => "UNDECIDED",
    };
    let found = match (judgement.estimate, judgement.interval) {
        (Some(estimate), Some(interval)) => {
            format!("found {estimate:.4} [{:.4}, {:.4}]", interval.low, interval.high)
        }
        _ => "nothing to judge by".to_owned(),
    };
    let mut text = format!("\n  {verdict} {}: {}; {found}", judgement.id, judgement.demand);
    if judgement.verdict != Verdict::Met {
        let (file, seed, n) = (file.display(), design.seed, design.replications);
        if !judgement.why.is_empty() {
            let why: Vec<&str> = judgement.why.split_whitespace().collect();
            let _ = write!(text, "\n            expected because: {}", why.join(" "));
        }
        let _ = write!(
            text,
            "\n            to reproduce: coalition test {file} --seed {seed} --replications {n}"
        );
    }
    text
}
