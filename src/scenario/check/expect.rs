//! Expectations: about a metric, a team and arms that exist, and with the bound that their kind needs.

use super::names::{IDEAL, Index, NONE};
use super::{Checker, text};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::decode::{Reference, Spanned};
use crate::scenario::document::{self as written, OnUndecided};
use crate::scenario::model::{Bound, Expectation, ExpectationKind, Measure, StrategyId, TeamId};

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
    range(
        &row.confidence,
        0.5..=0.9999,
        "the confidence",
        "write a number from 0.5 to 0.9999, such as 0.95",
        cx,
    );
    check_replicates(row, cx);
    let team = row.team.as_ref().map(|team| index.teams.resolve(team, cx).map(TeamId::at));
    let measure = row.of.as_ref().map(|of| measure(of, index, cx));
    let kind = kind(&row.kind, index, cx);
    let bound = demanded(row, cx);
    Some(Expectation {
        id: row.id.as_str().into(),
        metric: row.metric.as_str().into(),
        // A team that does not exist must not turn into all of them.
        team: match team {
            None => None,
            Some(found) => Some(found?),
        },
        kind: kind?,
        measure: measure.unwrap_or(Some(Measure::Baseline))?,
        bound: bound?,
        confidence: *row.confidence,
        replicates: (row.reps.map(|reps| reps.get()), row.max_reps.map(|most| most.get())),
        lenient: row.on_undecided == OnUndecided::Warn,
        why: text(row.why.as_ref()),
        place: row.id.place,
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

fn check_replicates(row: &written::Expectation, cx: &mut Checker<'_>) {
    if let Some((first, most)) = row.reps.zip(row.max_reps)
        && most.value < first.value
    {
        let message = format!("at most {} replicates are fewer than {}", most.get(), first.get());
        cx.report(
            Diagnostic::error(Code::ReversedReplicates, message)
                .at(most.place, "")
                .also(first.place, "it begins with so many")
                .help("write the larger number as `max_reps`, or leave it out"),
        );
    }
    let single = matches!(row.kind.value, written::Kind::Exact | written::Kind::EachRun);
    if let (true, Some(most)) = (single, row.max_reps) {
        let message = "this kind is never undecided, so that there is nothing to go on for";
        misfit(message, most.place, "leave `max_reps` out, and write `reps`", cx);
    }
}

/// Reports a number outside its range.
fn range(
    number: &Spanned<f64>,
    allowed: impl std::ops::RangeBounds<f64>,
    what: &str,
    help: &str,
    cx: &mut Checker<'_>,
) {
    if !allowed.contains(&number.value) {
        let message = format!("{what} {} is out of range", number.value);
        cx.report(Diagnostic::error(Code::OutOfRange, message).at(number.place, "").help(help));
    }
}

fn misfit(message: &str, place: Place, help: &str, cx: &mut Checker<'_>) {
    cx.report(Diagnostic::error(Code::BadExpectation, message).at(place, "").help(help));
}

fn measure(of: &written::Measure, index: &Index<'_>, cx: &mut Checker<'_>) -> Option<Measure> {
    let none =
        "name a strategy: what a strategy brings is counted from `none`, so `none` itself brings nothing";
    match of {
        written::Measure::Baseline => Some(Measure::Baseline),
        written::Measure::Mean { strategy } => {
            arm(strategy, "write `of: Baseline` for the mean without sharing", index, cx).map(Measure::Mean)
        }
        written::Measure::Change { strategy } => arm(strategy, none, index, cx).map(Measure::Change),
        written::Measure::Ratio { strategy } => arm(strategy, none, index, cx).map(Measure::Ratio),
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

fn kind(kind: &Spanned<written::Kind>, index: &Index<'_>, cx: &mut Checker<'_>) -> Option<ExpectationKind> {
    Some(match &kind.value {
        written::Kind::Exact => ExpectationKind::Exact,
        written::Kind::EachRun => ExpectationKind::EachRun,
        written::Kind::Mean => ExpectationKind::Mean,
        written::Kind::Proportion { event } => ExpectationKind::Proportion(bound(event, cx)),
        written::Kind::Quantile { p } => {
            if p.get() <= 0.0 || p.get() >= 1.0 {
                let message = format!("the quantile {} is no number between 0 and 1", p.get());
                cx.report(Diagnostic::error(Code::OutOfRange, message).at(p.place, "").help(
                    "write a number such as 0.9; what holds of every replicate is of the kind `EachRun`",
                ));
            }
            ExpectationKind::Quantile(p.get())
        }
        written::Kind::Equivalent { margin, .. } => {
            let above_nothing = (std::ops::Bound::Excluded(0.0), std::ops::Bound::Unbounded);
            range(margin, above_nothing, "the margin", "write how far the mean may lie off, above 0", cx);
            ExpectationKind::Equivalent
        }
        written::Kind::Order { ascending } => {
            ExpectationKind::Order(order(ascending, kind.place, index, cx)?)
        }
    })
}

fn order(
    ascending: &[Reference],
    place: Place,
    index: &Index<'_>,
    cx: &mut Checker<'_>,
) -> Option<Vec<Option<StrategyId>>> {
    if ascending.len() < 2 {
        misfit("an order has at least two arms", place, "name two strategies, or one and `none`", cx);
    }
    for (number, reference) in ascending.iter().enumerate() {
        if let Some(first) = ascending[..number].iter().find(|first| first.value == reference.value) {
            let message = format!("`{}` is named twice", reference.value);
            cx.report(
                Diagnostic::error(Code::RepeatedReference, message)
                    .at(reference.place, "")
                    .also(first.place, "it is named here first")
                    .help("name it once"),
            );
        }
    }
    let arms: Vec<_> = ascending
        .iter()
        .map(|reference| match reference.as_str() {
            NONE => Some(None),
            _ => arm(reference, "", index, cx).map(Some),
        })
        .collect();
    arms.into_iter().collect()
}

/// The bound that the results must satisfy, and whether `of` and `is` are there where the kind needs them, and only there.
fn demanded(row: &written::Expectation, cx: &mut Checker<'_>) -> Option<Bound> {
    let place = row.kind.place;
    let own = match &row.kind.value {
        written::Kind::Equivalent { to, margin } => Some(Bound::Within(to - margin.value, to + margin.value)),
        written::Kind::Order { .. } => Some(Bound::AtLeast(0.0)),
        _ => None,
    };
    let ordered = matches!(row.kind.value, written::Kind::Order { .. });
    match (&row.of, ordered) {
        (None, false) => {
            let missing = Diagnostic::error(Code::MissingField, "missing field `of` in `Expectation`");
            cx.report(missing.at(row.id.place, "").help("add `of: Baseline`, or what else is measured"));
        }
        (Some(_), true) => {
            misfit("an order is of the arms that it names", place, "leave `of` out", cx);
        }
        _ => {}
    }
    match (&row.is, own) {
        (Some(is), Some(_)) => {
            misfit("this kind says by itself what must be satisfied", is.place, "leave `is` out", cx);
            None
        }
        (None, None) => {
            let missing = Diagnostic::error(Code::MissingField, "missing field `is` in `Expectation`");
            cx.report(missing.at(row.id.place, "").help("add `is: AtLeast(value: 1.0)`, or another bound"));
            None
        }
        (None, own) => own,
        (Some(is), None) => {
            let bound = bound(is, cx);
            check_share(row, is, bound, cx);
            Some(bound)
        }
    }
}

/// What is said of a share must be about shares.
fn check_share(row: &written::Expectation, is: &Spanned<written::Bound>, bound: Bound, cx: &mut Checker<'_>) {
    let (low, high) = bound.ends();
    let possible = |end: f64| end.is_infinite() || (0.0..=1.0).contains(&end);
    if matches!(row.kind.value, written::Kind::Proportion { .. }) && !(possible(low) && possible(high)) {
        cx.report(
            Diagnostic::error(Code::OutOfRange, "a share of replicates lies between 0 and 1")
                .at(is.place, "")
                .help(
                    "write a number from 0 to 1; what a replicate must satisfy to be counted is its `event`",
                ),
        );
    }
}

fn bound(is: &Spanned<written::Bound>, cx: &mut Checker<'_>) -> Bound {
    match is.value {
        written::Bound::AtLeast { value } => Bound::AtLeast(value),
        written::Bound::AtMost { value } => Bound::AtMost(value),
        written::Bound::Within { low, high } => {
            if low > high {
                let message = format!("nothing lies between {low} and {high}");
                cx.report(
                    Diagnostic::error(Code::ReversedBound, message)
                        .at(is.place, "")
                        .help(format!("write `Within(low: {high}, high: {low})`")),
                );
            }
            Bound::Within(low, high)
        }
        written::Bound::Equals { value, tolerance } => {
            let tolerance = Spanned { value: tolerance, place: is.place };
            range(&tolerance, 0.0.., "the tolerance", "write how far off it may be, 0 or more", cx);
            Bound::Within(value - tolerance.value, value + tolerance.value)
        }
    }
}
