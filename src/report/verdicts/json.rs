//! JSON: an array of scenarios, each with its expectations.

use serde_json::{Value, json};

use super::{Case, Suite};

/// All suites.
pub fn value(suites: &[Suite]) -> Value {
    suites.iter().map(suite).collect()
}

fn suite(suite: &Suite) -> Value {
    json!({
        "file": suite.file,
        "scenario": suite.scenario.as_deref(),
        "valid": suite.scenario.is_some(),
        "seed": suite.seed,
        "expectations": suite.cases.iter().map(case).collect::<Value>(),
    })
}

fn case(case: &Case) -> Value {
    let judgement = &case.judgement;
    json!({
        "id": &*judgement.id,
        "verdict": case.word(),
        "tolerated": case.is_tolerated(),
        "demand": judgement.demand,
        "estimate": judgement.estimate,
        "low": judgement.interval.map(|interval| interval.low),
        "high": judgement.interval.map(|interval| interval.high),
        "confidence": judgement.confidence,
        "replicates_n": judgement.replicates,
        "values_n": judgement.values,
        "look": judgement.looks.0,
        "looks": judgement.looks.1,
        "note": judgement.note,
        "why": case.why(),
        "line": case.line,
        "column": case.column,
        "command": case.command,
    })
}
