//! For people: a line an expectation, and what to do about those that are not met.

use std::fmt::Write as _;

use super::{Case, Suite};
use crate::experiment::Verdict;

/// A scenario and its expectations.
pub fn text(suite: &Suite) -> String {
    let file = &suite.file;
    if suite.scenario.is_none() {
        return format!("{file}: invalid");
    }
    if suite.cases.is_empty() {
        return format!("{file}: no expectations");
    }
    let mut text = format!("{file} ({} replicates)", suite.replications);
    for case in &suite.cases {
        line(suite, case, &mut text);
    }
    text
}

fn line(suite: &Suite, case: &Case, text: &mut String) {
    let verdict = match case.judgement.verdict {
        Verdict::Met => "met      ",
        Verdict::Missed => "MISSED   ",
        Verdict::Undecided if case.judgement.lenient => "undecided",
        Verdict::Undecided => "UNDECIDED",
    };
    let judgement = &case.judgement;
    let _ = write!(text, "\n  {verdict} {}: {}; {}", judgement.id, judgement.demand, case.found());
    if judgement.replicates != suite.replications || judgement.looks.1 > 1 {
        let _ = write!(text, " ({})", case.basis());
    }
    if judgement.verdict != Verdict::Met {
        if !judgement.why.is_empty() {
            let _ = write!(text, "\n            expected because: {}", case.why());
        }
        let _ = write!(text, "\n            to reproduce: {}", case.command);
    }
}
