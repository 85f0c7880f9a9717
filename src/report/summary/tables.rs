//! The figures, in tables.

use std::io;

use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};

use super::Findings;
use crate::experiment::{ALL_TEAMS, ComparisonRow, Direction, Played, RankRow};
use crate::metrics::definition::{METRICS, metric};
use crate::report::words::{number, percent, signed, unit};
use crate::stats::moments::mean;

/// What the tables for people show, of the many metrics in the files.
const OUTCOMES: [&str; 7] = [
    "exposure_h",
    "dwell_h",
    "intrusions_n",
    "objectives_n",
    "mission_loss",
    "alert_wait_mean_s",
    "labour_h",
];

fn table(width: u16, headers: &[&str]) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width.max(60))
        .set_header(headers.iter().map(Cell::new));
    table
}

fn right(text: impl Into<String>) -> Cell {
    Cell::new(text.into()).set_alignment(CellAlignment::Right)
}

fn missing() -> Cell {
    right("—")
}

/// `-12.3 [-15.0, -9.6]`
fn with_interval(row: &ComparisonRow) -> String {
    match (row.difference, row.ci_low.zip(row.ci_high)) {
        (Some(difference), Some((low, high))) => {
            format!("{} [{}, {}]", signed(difference), signed(low), signed(high))
        }
        (Some(difference), None) => signed(difference),
        (None, _) => "—".to_owned(),
    }
}

fn verdict(row: &ComparisonRow) -> &'static str {
    match row.direction {
        Direction::Better => "better",
        Direction::Worse => "WORSE",
        Direction::Changed => "changed",
        Direction::Same => "same",
        Direction::Undecided => "?",
    }
}

/// All strategies at a glance, all teams together, the best first; not sharing has its rank among them.
pub(super) fn strategies(findings: &Findings, width: u16) -> Table {
    let main = titled(findings.main.title, unit(findings.main.unit()));
    let headers = ["", "strategy", &main, "verdict", "better / worse plays", "of the ceiling", "labour [h]"];
    let mut table = table(width, &headers);
    for ranked in findings.ranked() {
        let rank = Cell::new(rank(ranked));
        let label = Cell::new(findings.label(&ranked.strategy));
        let Some(row) = findings.row(&ranked.strategy, ALL_TEAMS, findings.main.name) else {
            table.add_row(vec![rank, label, right(number(ranked.mean))]);
            continue;
        };
        let plays = match (row.better_share, row.worse_share) {
            (Some(better), Some(worse)) => right(format!("{} / {}", percent(better), percent(worse))),
            _ => missing(),
        };
        let reached = row.share_of_ceiling().map_or_else(missing, |share| right(percent(share)));
        let labour = findings
            .row(&ranked.strategy, ALL_TEAMS, "labour_h")
            .map_or_else(missing, |row| right(with_interval(row)));
        table.add_row(vec![
            rank,
            label,
            right(with_interval(row)),
            Cell::new(verdict(row)),
            plays,
            reached,
            labour,
        ]);
    }
    table
}

/// `2 (1–3)`: the rank, and where it may lie.
fn rank(row: &RankRow) -> String {
    if row.rank_low == row.rank_high {
        return row.rank.to_string();
    }
    format!("{} ({}–{})", row.rank, row.rank_low, row.rank_high)
}

/// What each strategy does to each team.
pub(super) fn teams(findings: &Findings, width: u16) -> Table {
    let mut table =
        table(width, &["team", "metric", "strategy", "without", "with", "change [95 % interval]", ""]);
    for (team, name) in findings.teams() {
        for outcome in OUTCOMES.into_iter().filter(|outcome| findings.shows(outcome)) {
            for (strategy, label) in findings.strategies() {
                let Some(row) = findings.row(strategy, team, outcome) else { continue };
                let title = metric(outcome).map_or(outcome, |metric| metric.title);
                let what = titled(title, unit(row.unit));
                let first = findings.strategies().next().is_some_and(|(first, _)| first == strategy);
                let opens = first && outcome == OUTCOMES[0];
                table.add_row(vec![
                    Cell::new(if opens { name } else { "" }),
                    Cell::new(if first { what } else { String::new() }),
                    Cell::new(label),
                    if first {
                        row.mean_none.map_or_else(missing, |mean| right(number(mean)))
                    } else {
                        right("")
                    },
                    row.mean_strategy.map_or_else(missing, |mean| right(number(mean))),
                    right(with_interval(row)),
                    Cell::new(verdict(row)),
                ]);
            }
        }
    }
    table
}

/// How each team fares without sharing, where nothing is compared with that.
pub(super) fn baseline(findings: &Findings, width: u16) -> io::Result<Table> {
    let mut table = table(width, &["team", "metric", "without sharing"]);
    for (place, (_, name)) in findings.teams().enumerate() {
        let shown = OUTCOMES.iter().filter(|outcome| findings.shows(outcome));
        for (outcome, metric) in shown.filter_map(|name| Some((name, metric(name)?))) {
            let values = findings.results.values.of(Played::Arm(0), Some(place), metric)?;
            let values: Vec<f64> = values.into_iter().flatten().collect();
            table.add_row(vec![
                Cell::new(if *outcome == OUTCOMES[0] { name } else { "" }),
                Cell::new(titled(metric.title, unit(metric.unit()))),
                mean(&values).map_or_else(missing, |mean| right(number(mean))),
            ]);
        }
    }
    Ok(table)
}

/// A metric's name with its unit behind it.
fn titled(title: &str, unit: &str) -> String {
    if unit.is_empty() { title.to_owned() } else { format!("{title} [{unit}]") }
}

/// Every metric of one strategy, as a Markdown table.
pub(super) fn markdown(findings: &Findings, strategy: &str) -> Table {
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN).set_header(vec![
        "team",
        "metric",
        "unit",
        "without",
        "with",
        "change",
        "95 % interval",
        "verdict",
        "better",
        "worse",
        "ceiling",
    ]);
    let rows = findings.comparison.iter().filter(|row| *row.strategy == *strategy);
    let shown = rows.filter(|row| findings.shows(row.metric));
    for row in shown.filter(|row| METRICS.iter().any(|metric| metric.name == row.metric)) {
        let text = |value: Option<f64>| value.map_or_else(|| "—".to_owned(), number);
        let share = |value: Option<f64>| value.map_or_else(|| "—".to_owned(), percent);
        let interval = row
            .ci_low
            .zip(row.ci_high)
            .map_or_else(|| "—".to_owned(), |(low, high)| format!("[{}, {}]", signed(low), signed(high)));
        table.add_row(vec![
            row.team.to_string(),
            row.metric.to_owned(),
            unit(row.unit).to_owned(),
            text(row.mean_none),
            text(row.mean_strategy),
            row.difference.map_or_else(|| "—".to_owned(), signed),
            interval,
            verdict(row).to_owned(),
            share(row.better_share),
            share(row.worse_share),
            text(row.ceiling),
        ]);
    }
    table
}
