//! Expectations in words.

use crate::scenario::model::{Bound, Expectation, ExpectationKind, Measure, Scenario, StrategyId};

/// What an expectation demands.
pub(super) fn demand(scenario: &Scenario, expectation: &Expectation) -> String {
    let whose = expectation.team.map_or("all teams", |team| &scenario.team(team).name.id);
    let what = format!("{} of {whose}", expectation.metric);
    let id = |strategy: StrategyId| &scenario.strategy(strategy).name.id;
    let of = match expectation.measure {
        Measure::Baseline => "without sharing".to_owned(),
        Measure::Mean(strategy) => format!("with `{}`", id(strategy)),
        Measure::Change(strategy) => format!("changed by `{}`", id(strategy)),
        Measure::Ratio(strategy) => format!("with `{}` over without sharing", id(strategy)),
    };
    let bound = bound(expectation.bound);
    match &expectation.kind {
        ExpectationKind::Mean => format!("{what} {of}: {bound}"),
        ExpectationKind::Exact => format!("{what} {of}, of just these replicates: {bound}"),
        ExpectationKind::EachRun => format!("{what} {of}, in every replicate: {bound}"),
        ExpectationKind::Proportion(event) => {
            format!("share of replicates with {what} {of} {}: {bound}", self::bound(*event))
        }
        ExpectationKind::Quantile(p) => format!("quantile {p} of {what} {of}: {bound}"),
        ExpectationKind::Equivalent => format!("{what} {of}, equivalent: {bound}"),
        ExpectationKind::Order(arms) => {
            let names: Vec<&str> =
                arms.iter().map(|arm| arm.map_or(super::super::NONE, |arm| id(arm))).collect();
            format!("{what}: {}", names.join(" < "))
        }
    }
}

fn bound(bound: Bound) -> String {
    match bound {
        Bound::AtLeast(value) => format!("at least {value}"),
        Bound::AtMost(value) => format!("at most {value}"),
        Bound::Within(low, high) => format!("from {low} to {high}"),
    }
}
