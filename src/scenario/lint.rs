//! What is valid but surely not meant: a zone that nothing reaches, an expectation that cannot fail.
//!
//! In: a scenario that has no fault, as document (for places) and as model (for meaning). Out: findings, which become
//! warnings, errors or nothing by the level of their code. A lint tells only what follows from the text whatever the luck;
//! where a bound is needed, it errs on the side of silence. Everything goes by groups of hosts, never by hosts.

mod certain;
mod duty;
mod expectation;
mod levels;
mod load;
mod outline;
mod passage;
mod patience;
mod prospect;
mod sensor;
mod stakes;
mod strategy;
mod unused;
mod view;
mod ways;
mod words;

pub use expectation::{OF_SHARING, Range, SHARES};
pub use levels::{Findings, Level, Levels};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Sources};

use super::{document, model};
use outline::Outline;
use view::View;

/// All that is valid in a scenario but surely not meant, at whatever level.
pub(super) fn find(document: &document::Scenario, scenario: &model::Scenario, sources: &Sources) -> Findings {
    let view = View::of(document, scenario);
    let mut cx = Finder { outline: Outline::of(sources), found: Vec::new() };
    ways::lint(&view, &mut cx);
    sensor::lint(&view, &mut cx);
    duty::lint(&view, &mut cx);
    load::lint(&view, &mut cx);
    patience::lint(&view, &mut cx);
    passage::lint(&view, &mut cx);
    strategy::lint(&view, &mut cx);
    stakes::lint(&view, &mut cx);
    expectation::lint(&view, &mut cx);
    unused::lint(&view, &mut cx);
    certain::lint(&view, &mut cx);
    Findings::new(cx.found, &document.lints)
}

/// Where lints leave what they find.
struct Finder<'a> {
    outline: Outline<'a>,
    found: Vec<Diagnostic>,
}

impl Finder<'_> {
    /// Leaves a finding; nobody reads more than are kept.
    fn push(&mut self, diagnostic: Diagnostic) {
        if self.found.len() < Diagnostics::MOST {
            self.found.push(diagnostic);
        }
    }

    /// Where a field is written in what stands at a place; the head of that where it is not written.
    fn field(&mut self, within: Place, path: &[&str]) -> Place {
        self.outline.find(within, path).unwrap_or_else(|| self.outline.head(within))
    }

    /// Where a field is written in what stands at a place, if it is.
    fn written(&mut self, within: Place, path: &[&str]) -> Option<Place> {
        self.outline.find(within, path)
    }
}

/// A finding before its level is known.
fn finding(code: Code, message: impl Into<String>) -> Diagnostic {
    Diagnostic::warning(code, message)
}

#[cfg(test)]
#[expect(clippy::panic, reason = "a test fails by panicking")]
mod tests;
