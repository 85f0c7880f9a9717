//! Expectations that are decided before anything is played, and such that can hardly be decided at all.

mod range;

use std::collections::BTreeSet;

use super::strategy;
use super::view::{View, sorted};
use super::{Finder, finding, words};
use crate::diagnostic::Code;
use crate::scenario::document as written;
use crate::scenario::model::{Bound, Expectation, ExpectationKind, Measure};

pub use range::{OF_SHARING, Range, SHARES};

/// The chance outside the interval, times the replicates, must be at least this, or the ends of the interval rest on the
/// shape of a distribution that nobody has seen: 10 replicates for 0.95, 50 for 0.99. [J]
const LEAST_OUTSIDE: f64 = 0.5;

pub(super) fn lint(view: &View<'_>, cx: &mut Finder<'_>) {
    let idle = strategy::idle(view);
    let rows = sorted(&view.document.expect, |expectation| &expectation.id);
    for (expectation, row) in view.scenario.expectations.iter().zip(rows) {
        decided(expectation, row, &idle, view, cx);
        undecidable(expectation, row, view, cx);
    }
}

fn decided(
    expectation: &Expectation,
    row: &written::Expectation,
    idle: &BTreeSet<&str>,
    view: &View<'_>,
    cx: &mut Finder<'_>,
) {
    // Of a share of replicates, an order or an equivalence, the metric's range says nothing; what is to hold in every run
    // is there to watch the program.
    use ExpectationKind::{EachRun, Equivalent, Exact, Order, Proportion};
    if matches!(expectation.kind, Proportion(_) | Equivalent | Order(_) | Exact | EachRun) {
        return;
    }
    let (range, why) = match expectation.measure {
        Measure::Ratio(_) => return,
        Measure::Baseline => (Range::without_sharing(&expectation.metric), "without sharing"),
        Measure::Mean(_) => (Range::of(&expectation.metric), "in every play"),
        Measure::Change(id) if idle.contains(&*view.scenario.strategy(id).name.id) => {
            (Range::NOTHING, "under a strategy in which nothing can have an effect")
        }
        Measure::Change(_) => (Range::of_change(&expectation.metric), "whatever the strategy brings"),
    };
    let verdict = match (range.is_within(expectation.bound), range.misses(expectation.bound)) {
        (true, _) => "cannot fail",
        (_, true) => "cannot be met",
        _ => return,
    };
    let what = match expectation.measure {
        Measure::Change(_) => format!("a change of `{}`", expectation.metric),
        _ => format!("`{}`", expectation.metric),
    };
    let message = format!("expectation `{}` {verdict}: {what} is {range} {why}", row.id.value);
    cx.push(
        finding(Code::DecidedExpectation, message)
            .at(row.is.as_ref().map_or(row.place, |is| is.place), demand(expectation.bound))
            .also(row.metric.place, format!("{range}"))
            .help("write a bound that the result may lie on either side of, or expect something of another metric"),
    );
}

fn demand(bound: Bound) -> String {
    match bound {
        Bound::AtLeast(value) => format!("{value} or more"),
        Bound::AtMost(value) => format!("{value} or less"),
        Bound::Within(low, high) => format!("from {low} to {high}"),
    }
}

fn undecidable(expectation: &Expectation, row: &written::Expectation, view: &View<'_>, cx: &mut Finder<'_>) {
    if matches!(expectation.kind, ExpectationKind::Exact | ExpectationKind::EachRun) {
        return;
    }
    let (first, most) = expectation.replicates;
    let replicates = most.or(first).unwrap_or(view.scenario.experiment.replications);
    let outside = 1.0 - expectation.confidence;
    // rounded, because 1 - 0.95 is a little more than 0.05
    let wanted = (LEAST_OUTSIDE / outside - 1e-6).ceil().max(2.0);
    if f64::from(replicates) >= wanted {
        return;
    }
    let message = format!(
        "{replicates} replicates are too few for the confidence {} of expectation `{}`",
        expectation.confidence, row.id.value
    );
    let at = cx.field(row.place, &["confidence"]);
    let many = cx.written(view.document.experiment.place, &["replications"]);
    let mut found = finding(Code::FewReplicates, message).at(at, "").also(row.id.place, "this expectation");
    if let Some(many) = many {
        found = found.also(many, "so many are played");
    }
    cx.push(found.help(format!(
        "play {} replicates at least (`replications` of `experiment`), or ask for less confidence",
        words::figure(wanted)
    )));
}
