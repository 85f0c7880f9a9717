//! SARIF 2.1.0 (OASIS), which code scanners exchange: a result for each expectation that is not met.

use serde_json::{Value, json};

use super::{Case, Suite};
use crate::experiment::Verdict;

/// What a result can be.
const RULES: [(&str, &str); 3] = [
    ("missed", "The results violate an expectation of the scenario."),
    ("undecided", "The results neither satisfy nor violate an expectation of the scenario."),
    ("invalid", "The scenario has errors."),
];

/// All suites as one run.
pub fn value(suites: &[Suite]) -> Value {
    let results: Vec<Value> = suites.iter().flat_map(results).collect();
    let rules: Vec<Value> =
        RULES.iter().map(|(id, text)| json!({"id": id, "shortDescription": {"text": text}})).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "results": results,
        }],
    })
}

fn results(suite: &Suite) -> Vec<Value> {
    if suite.scenario.is_none() {
        return vec![result("invalid", "error", "the scenario has errors", &suite.file, (1, 1))];
    }
    let open = suite.cases.iter().filter(|case| case.judgement.verdict != Verdict::Met);
    open.map(|case| {
        let Case { line, column, judgement, .. } = case;
        let level = if case.is_tolerated() { "warning" } else { "error" };
        let text = format!("{}\n{}", judgement.id, case.account(suite));
        result(case.word(), level, &text, &suite.file, (*line, *column))
    })
    .collect()
}

fn result(rule: &str, level: &str, text: &str, file: &str, (line, column): (usize, usize)) -> Value {
    json!({
        "ruleId": rule,
        "level": level,
        "message": {"text": text},
        "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": file},
            "region": {"startLine": line, "startColumn": column},
        }}],
    })
}
