//! Expectations: about a metric, a team and an arm that exist.

use super::names::{IDEAL, Index, NONE};
use super::{Checker, text};
use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::decode::Reference;
use crate::scenario::document as written;
use crate::scenario::model::{Bound, Expectation, Measure, StrategyId, TeamId};

/// All expectations.
pub(super) fn check(index: &Index<'_>, metrics: &[&str], cx: &mut Checker<'_>) -> Vec<Expectation> {
    index.expectations.rows().filter_map(|(_, row)| expectation(row, index, metrics, cx)).collect()
}

fn expectation(
    row: &written::Expectation,
    index: &Index<'_>,
    metrics: &[&str],
    cx: &mut Checker<'_>,
) -> Option<Expectation> {
    check_metric(row, metrics, cx);
    if !(0.5..=0.9999).contains(&*row.confidence) {
        let message = format!("the confidence {} is out of range", *row.confidence);
        cx.report(
            Diagnostic::error(Code::OutOfRange, message)
                .at(row.confidence.place, "")
                .help("write a number from 0.5 to 0.9999, such as 0.95"),
        );
    }
    let team = row.team.as_ref().map(|team| index.teams.resolve(team, cx).map(TeamId::at));
    let measure = measure(&row.of, index, cx);
    Some(Expectation {
        id: row.id.as_str().into(),
        metric: row.metric.as_str().into(),
        // A team that does not exist must not turn into all of them.
        team: match team {
            None => None,
            Some(found) => Some(found?),
        },
        measure: measure?,
        bound: bound(row, cx),
        confidence: *row.confidence,
        why: text(row.why.as_ref()),
    })
}

fn check_metric(row: &written::Expectation, metrics: &[&str], cx: &mut Checker<'_>) {
    let metric = row.metric.as_str();
    if metrics.contains(&metric) {
        return;
    }
    let meant = cx.suggest(metric, metrics.iter().copied());
    let message = format!("there is no metric `{}`", crate::scenario::decode::short(metric));
    cx.report(
        Diagnostic::error(Code::UnknownMetric, message)
            .at(row.metric.place, "")
            .did_you_mean(meant)
            .help("`coalition list metrics` names them all"),
    );
}

fn measure(of: &written::Measure, index: &Index<'_>, cx: &mut Checker<'_>) -> Option<Measure> {
    match of {
        written::Measure::Baseline => Some(Measure::Baseline),
        written::Measure::Mean { strategy } => {
            arm(strategy, "write `of: Baseline` for the mean without sharing", index, cx).map(Measure::Mean)
        }
        written::Measure::Change { strategy } => {
            let help = "name a strategy: every change is counted from `none`, so its own is always 0";
            arm(strategy, help, index, cx).map(Measure::Change)
        }
    }
}

fn arm(reference: &Reference, on_none: &str, index: &Index<'_>, cx: &mut Checker<'_>) -> Option<StrategyId> {
    let help = match reference.as_str() {
        NONE => on_none,
        IDEAL => "name a strategy of the arrangement: `ideal` is run for comparison only",
        _ => return index.strategies.resolve(reference, cx).map(StrategyId::at),
    };
    let message = format!("`{}` is no strategy of the arrangement", reference.value);
    cx.report(Diagnostic::error(Code::NoSuchArm, message).at(reference.place, "").help(help));
    None
}

fn bound(row: &written::Expectation, cx: &mut Checker<'_>) -> Bound {
    match row.is.value {
        written::Bound::AtLeast { value } => Bound::AtLeast(value),
        written::Bound::AtMost { value } => Bound::AtMost(value),
        written::Bound::Within { low, high } => {
            if low > high {
                let message = format!("nothing lies between {low} and {high}");
                cx.report(
                    Diagnostic::error(Code::ReversedBound, message)
                        .at(row.is.place, "")
                        .help(format!("write `Within(low: {high}, high: {low})`")),
                );
            }
            Bound::Within(low, high)
        }
    }
}
