//! New results against a baseline, for people and for what runs tests.

use std::fmt::Write as _;

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use serde_json::{Value, json};

use crate::experiment::regression::{Cell, Comparison, Finding, Gravity, Shift};

/// The most cells that people are shown of a scenario.
const SHOWN: usize = 40;

/// For people: what changed, and what is wrong with that.
pub fn text(comparisons: &[Comparison], findings: &[Finding]) -> String {
    let mut text = String::new();
    for comparison in comparisons {
        scenario(comparison, &mut text);
    }
    for finding in findings {
        let word = if finding.gravity == Gravity::Fault { "FAULT    " } else { "UNDECIDED" };
        let _ = writeln!(text, "{word} {}: {}", finding.scenario, finding.text);
    }
    let count = |gravity| findings.iter().filter(|finding| finding.gravity == gravity).count();
    let (faults, open) = (count(Gravity::Fault), count(Gravity::Undecided));
    let _ = writeln!(text, "{faults} faults, {open} undecided");
    text
}

fn scenario(comparison: &Comparison, text: &mut String) {
    let Comparison { scenario, paired, behaviour_version: (before, now), .. } = comparison;
    let [identical, equivalent, shifted, undecided] =
        [Shift::Identical, Shift::Equivalent, Shift::Shifted, Shift::Undecided]
            .map(|shift| comparison.count(shift));
    let _ = writeln!(
        text,
        "{scenario}: {identical} identical, {equivalent} equivalent, {shifted} shifted, {undecided} undecided"
    );
    if !paired {
        let _ = writeln!(text, "  on other luck: compared as strangers");
    }
    if before != now {
        let _ = writeln!(text, "  behaviour of version {now}, before {before}");
    }
    for (arm, facets) in facets(comparison) {
        let _ = writeln!(text, "  {arm}: changed in {facets}");
    }
    let mut changed: Vec<&Cell> =
        comparison.cells.iter().filter(|cell| cell.shift >= Shift::Undecided).collect();
    changed.sort_by_key(|cell| std::cmp::Reverse(cell.shift));
    for cell in changed.iter().take(SHOWN) {
        let _ = writeln!(text, "  {}", line(cell));
    }
    if changed.len() > SHOWN {
        let _ = writeln!(text, "  and {} more; --format json has all", changed.len() - SHOWN);
    }
    for (word, list) in [("added", &comparison.added), ("removed", &comparison.removed)] {
        if !list.is_empty() {
            let _ = writeln!(text, "  {word}: {}", list.join(", "));
        }
    }
}

/// The facets that changed, by arm.
fn facets(comparison: &Comparison) -> Vec<(&str, String)> {
    let mut arms: Vec<(&str, Vec<&str>)> = Vec::new();
    for change in &comparison.facets {
        match arms.last_mut().filter(|(arm, _)| *arm == change.arm) {
            Some((_, facets)) if facets.contains(&change.facet) => {}
            Some((_, facets)) => facets.push(change.facet),
            None => arms.push((&change.arm, vec![change.facet])),
        }
    }
    arms.into_iter().map(|(arm, facets)| (arm, facets.join(", "))).collect()
}

/// A metric that may have changed, in a line.
pub fn line(cell: &Cell) -> String {
    let number = |value: Option<f64>| value.map_or_else(|| "none".to_owned(), |value| format!("{value:.4}"));
    let mut text = format!(
        "{:<9} {}, {}, {}: {} → {}",
        cell.shift.text(),
        cell.arm,
        cell.team,
        cell.metric,
        number(cell.old),
        number(cell.new)
    );
    if let (Some(difference), Some(interval)) = (cell.difference, cell.interval) {
        let _ = write!(text, "; {difference:+.4} [{:+.4}, {:+.4}]", interval.low, interval.high);
    }
    let _ = write!(text, " in {} replicates", cell.n);
    if let Some(note) = cell.note {
        let _ = write!(text, "; {note}");
    }
    text
}

/// A metric as JSON.
pub fn cell(cell: &Cell) -> Value {
    json!({
        "arm": cell.arm,
        "team": cell.team,
        "metric": cell.metric,
        "verdict": cell.shift.text(),
        "n": cell.n,
        "old": cell.old,
        "new": cell.new,
        "difference": cell.difference,
        "low": cell.interval.map(|interval| interval.low),
        "high": cell.interval.map(|interval| interval.high),
        "margin": cell.margin,
        "note": cell.note,
    })
}

/// Everything as JSON; metrics that are identical are only counted.
pub fn value(comparisons: &[Comparison], findings: &[Finding]) -> Value {
    let scenarios: Vec<Value> = comparisons
        .iter()
        .map(|comparison| {
            let changed = comparison.cells.iter().filter(|cell| cell.shift != Shift::Identical);
            let facets = comparison
                .facets
                .iter()
                .map(|change| json!({"arm": change.arm, "team": change.team, "facet": change.facet}));
            json!({
                "scenario": comparison.scenario,
                "paired": comparison.paired,
                "behaviour_version_old": comparison.behaviour_version.0,
                "behaviour_version_new": comparison.behaviour_version.1,
                "identical_n": comparison.count(Shift::Identical),
                "changed": changed.map(cell).collect::<Value>(),
                "facets": facets.collect::<Value>(),
                "added": comparison.added,
                "removed": comparison.removed,
            })
        })
        .collect();
    let findings: Vec<Value> = findings
        .iter()
        .map(|finding| {
            json!({
                "gravity": if finding.gravity == Gravity::Fault { "fault" } else { "undecided" },
                "kind": finding.kind,
                "scenario": finding.scenario,
                "arm": finding.arm,
                "metric": finding.metric,
                "text": finding.text,
            })
        })
        .collect();
    json!({"scenarios": scenarios, "findings": findings})
}

/// Everything as JUnit XML: a suite a scenario, a case an arm and metric, and one for what is about no single metric.
pub fn junit(comparisons: &[Comparison], findings: &[Finding], command: &str) -> Option<String> {
    let mut report = Report::new("coalition baseline compare");
    for comparison in comparisons {
        let mut suite = TestSuite::new(comparison.scenario.as_str());
        let of = |arm: Option<&str>, metric: Option<&str>| -> Vec<&Finding> {
            let here = findings.iter().filter(|finding| finding.scenario == comparison.scenario);
            here.filter(|finding| {
                finding.metric.as_deref() == metric && (metric.is_none() || finding.arm.as_deref() == arm)
            })
            .collect()
        };
        suite.add_test_case(case("whole", &of(None, None), &[], command));
        let mut names: Vec<(&str, &str)> =
            comparison.cells.iter().map(|cell| (cell.arm.as_str(), cell.metric)).collect();
        names.sort_unstable();
        names.dedup();
        for (arm, metric) in names {
            let cells: Vec<&Cell> =
                comparison.cells.iter().filter(|cell| cell.arm == arm && cell.metric == metric).collect();
            let name = format!("{arm}/{metric}");
            suite.add_test_case(case(&name, &of(Some(arm), Some(metric)), &cells, command));
        }
        report.add_test_suite(suite);
    }
    report.to_string().ok()
}

fn case(name: &str, findings: &[&Finding], cells: &[&Cell], command: &str) -> TestCase {
    let Some(worst) = findings.iter().max_by_key(|finding| finding.gravity) else {
        return TestCase::new(name, TestCaseStatus::success());
    };
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    let mut lines: Vec<String> = findings.iter().map(|finding| finding.text.clone()).collect();
    lines.extend(cells.iter().map(|cell| line(cell)));
    lines.push(format!("to reproduce: {command}"));
    status.set_type(worst.kind).set_message(worst.text.as_str()).set_description(lines.join("\n"));
    TestCase::new(name, status)
}
