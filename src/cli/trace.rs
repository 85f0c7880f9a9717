//! `coalition trace`: what happened in one play.

use super::args::{Trace, TraceFormat};
use super::error::CliError;
use super::{exit, load, output};
use crate::experiment::{self, ExperimentError};
use crate::export::{csv, json};
use crate::report::trace::{self, TraceRow};

/// Kinds of facts that people only see when they ask for everything.
const MACHINERY: [&str; 5] = ["work_queued", "work_started", "work_done", "work_dropped", "pattern_made"];

pub(super) fn trace(options: &Trace) -> Result<u8, CliError> {
    let scenario =
        load::scenario(&options.file, &load::presets([&options.strategy]), &options.changes.get())?;
    let arm = load::arm(&scenario, &options.strategy)?;
    let seed = options.seed.unwrap_or(scenario.experiment.seed);
    let outcome =
        experiment::run_one(&scenario, seed, options.replication, &arm).map_err(ExperimentError::from)?;
    let rows = trace::rows(&scenario, &arm.arrangement, &outcome.facts);
    output::with(|out| match options.format {
        TraceFormat::Csv => csv::write(&rows, out),
        TraceFormat::Json => json::write_lines(&rows, out),
        TraceFormat::Text => {
            let shown: Vec<TraceRow> = if options.all { rows } else { story(rows) };
            trace::write_text(&shown, &mut { out })
        }
    })?;
    Ok(exit::OK)
}

/// What tells the story: without the machinery of work, and without background alerts and what becomes of them, unless
/// something that is shown goes back to it.
///
/// Where the cause of a fact is left out, the cause of that cause is shown in its place.
fn story(rows: Vec<TraceRow>) -> Vec<TraceRow> {
    let causes: Vec<Option<u32>> = rows.iter().map(|row| row.cause).collect();
    let mut shown: Vec<bool> = rows.iter().map(|row| !is_background(row)).collect();
    for row in rows.iter().rev() {
        let cause = row.cause.map(|cause| &rows[cause as usize]);
        if let Some(cause) = cause.filter(|cause| shown[row.fact as usize] && !is_machinery(cause)) {
            shown[cause.fact as usize] = true;
        }
    }
    rows.into_iter()
        .filter(|row| shown[row.fact as usize])
        .map(|row| {
            let mut cause = row.cause;
            while let Some(id) = cause.filter(|id| !shown[*id as usize]) {
                cause = causes[id as usize];
            }
            TraceRow { cause, ..row }
        })
        .collect()
}

fn is_machinery(row: &TraceRow) -> bool {
    MACHINERY.contains(&row.kind)
}

fn is_background(row: &TraceRow) -> bool {
    is_machinery(row)
        || match row.kind {
            "alert_raised" => {
                let false_alarm = row.what.contains(": sensor ") && row.what.ends_with("[false]");
                false_alarm || row.what.contains(": background: ")
            }
            "alert_triaged" => {
                row.what.ends_with("is closed") || row.what.ends_with("taken for an attack  [wrongly]")
            }
            "alert_expired" => true,
            "incident_opened" => row.what.ends_with("[no attack]"),
            "incident_dismissed" => true,
            _ => false,
        }
}
