//! What happened in one run, event by event: when, who, what, and why.

mod wording;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use super::words::clock;
use crate::record;
use crate::scenario::model::{Arrangement, Scenario};
use crate::sim::fact::{Fact, Facts, Origin, Pattern};
use crate::units::SimTime;

use wording::Names;

record! {
    /// One row per fact of a run.
    pub struct TraceRow in "trace", key ["fact"] {
        /// Number of the fact in its run.
        pub fact: u32 [-],
        /// When it happened.
        pub t_s: SimTime [s],
        /// Who did it or had it happen: an organisation, a team, or a campaign.
        pub who: String [-],
        /// What kind of fact.
        pub kind: &'static str [-],
        /// What happened, in words.
        pub what: String [-],
        /// Number of the fact that caused it; missing for what comes from outside.
        pub cause: Option<u32> [-],
    }
}

/// The trace of a run, a row a fact, in the order of events.
pub fn rows(scenario: &Scenario, arrangement: &Arc<Arrangement>, facts: &Facts) -> Vec<TraceRow> {
    let mut names = Names::new(scenario, arrangement.clone());
    facts
        .all()
        .iter()
        .zip(0_u32..)
        .map(|(fact, number)| {
            names.learn(fact);
            row(&names, fact, number)
        })
        .collect()
}

fn row(names: &Names, fact: &Fact, number: u32) -> TraceRow {
    let (who, kind, what) = names.describe(&fact.what);
    TraceRow { fact: number, t_s: fact.at, who, kind, what, cause: fact.cause.map(|cause| cause.0) }
}

/// Writes the trace for people: exercise time, number, who, what, and behind an arrow the number of the cause.
///
/// # Errors
/// What the writer says.
pub fn write_text(rows: &[TraceRow], to: &mut impl Write) -> io::Result<()> {
    let widest = rows.iter().map(|row| row.who.chars().count()).max().unwrap_or(0);
    for row in rows {
        let cause = row.cause.map_or_else(String::new, |cause| format!("  ← #{cause}"));
        let (time, number, who, what) = (clock(row.t_s), row.fact, &row.who, &row.what);
        writeln!(to, "{time:>11}  #{number:<5} {who:<widest$}  {what}{cause}")?;
    }
    Ok(())
}

/// What patterns really are, as the facts so far have told.
pub(super) type Origins = BTreeMap<Pattern, Origin>;
