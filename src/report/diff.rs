//! Two versions of a scenario, or two ways of playing one: what differs in the model, where their plays part, and how
//! outcomes moved.

use std::io::{self, Write};
use std::sync::Arc;

use serde_json::{Value, json};

use super::shifts;
use super::trace::{self, TraceRow};
use super::words::clock;
use crate::experiment::regression::{Cell, Shift};
use crate::scenario::difference::Difference;
use crate::scenario::model::{Arrangement, Scenario};
use crate::sim::fact::Facts;

/// The most values and metrics that people are shown.
const SHOWN: usize = 40;

/// One side of it.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// What people know it by.
    pub name: &'a str,
    /// The scenario.
    pub scenario: &'a Scenario,
    /// What its arm has agreed on.
    pub arrangement: &'a Arc<Arrangement>,
    /// What happened.
    pub facts: &'a Facts,
}

/// Where two plays part: the first fact of each that the other has not at its place, with what led to it.
#[derive(Clone, Debug)]
pub struct Parting {
    /// Facts that both have in common before.
    pub common: usize,
    /// The fact of the first side and its causes, the outermost first; empty where that side has ended.
    pub first: Vec<TraceRow>,
    /// The fact of the second side, likewise.
    pub second: Vec<TraceRow>,
}

/// Where two plays part; none where they are the same fact by fact.
pub fn parting(first: Side<'_>, second: Side<'_>) -> Option<Parting> {
    let rows = |side: Side<'_>| trace::rows(side.scenario, side.arrangement, side.facts);
    let (first, second) = (rows(first), rows(second));
    let same = |(a, b): &(&TraceRow, &TraceRow)| {
        (a.t_s, &a.who, a.kind, &a.what, a.cause) == (b.t_s, &b.who, b.kind, &b.what, b.cause)
    };
    let common = first.iter().zip(&second).take_while(same).count();
    if common == first.len() && common == second.len() {
        return None;
    }
    Some(Parting { common, first: chain(&first, common), second: chain(&second, common) })
}

/// A fact and what led to it, the outermost cause first.
fn chain(rows: &[TraceRow], place: usize) -> Vec<TraceRow> {
    let mut chain = Vec::new();
    let mut next = rows.get(place);
    while let Some(row) = next {
        chain.push(row.clone());
        next = row.cause.and_then(|cause| rows.get(cause as usize));
    }
    chain.reverse();
    chain
}

/// All that is told.
#[derive(Debug)]
pub struct Diff<'a> {
    /// What people know both sides by.
    pub names: [&'a str; 2],
    /// What differs in the model.
    pub model: &'a [Difference],
    /// The replicate of which facts are compared.
    pub replication: u32,
    /// Where the plays part.
    pub parting: Option<&'a Parting>,
    /// Outcomes: the second side against the first.
    pub cells: &'a [Cell],
    /// Whether both sides have the same luck.
    pub paired: bool,
}

/// For people.
///
/// # Errors
/// What the writer says.
pub fn write(diff: &Diff<'_>, to: &mut impl Write) -> io::Result<()> {
    let [first, second] = diff.names;
    writeln!(to, "A: {first}\nB: {second}\n\nIn the model:")?;
    for difference in diff.model.iter().take(SHOWN) {
        let side = |text: &Option<String>| text.clone().unwrap_or_else(|| "(not written)".to_owned());
        writeln!(to, "  {}: {} → {}", difference.path, side(&difference.old), side(&difference.new))?;
    }
    rest(diff.model.len(), to)?;
    writeln!(to, "\nIn replicate {}:", diff.replication)?;
    match diff.parting {
        None => writeln!(to, "  the same, fact by fact")?,
        Some(parting) => {
            writeln!(to, "  {} facts in common, then", parting.common)?;
            let (first, second) = (&parting.first, &parting.second);
            let shared =
                first.iter().zip(second).take_while(|(a, b)| a.fact == b.fact && a.what == b.what).count();
            for row in &first[..shared] {
                led("AB", row, to)?;
            }
            for (name, chain) in [("A ", first), ("B ", second)] {
                if chain.is_empty() {
                    writeln!(to, "  {name}  (nothing more)")?;
                }
                for row in &chain[shared..] {
                    led(name, row, to)?;
                }
            }
        }
    }
    let how = if diff.paired { "on the same luck" } else { "on other luck, as strangers" };
    writeln!(to, "\nOutcomes, B against A, {how}:")?;
    let mut moved: Vec<&Cell> = diff.cells.iter().filter(|cell| cell.shift >= Shift::Undecided).collect();
    moved.sort_by_key(|cell| std::cmp::Reverse(cell.shift));
    for cell in moved.iter().take(SHOWN) {
        writeln!(to, "  {}", shifts::line(cell))?;
    }
    rest(moved.len(), to)?;
    let count = |shift| diff.cells.iter().filter(|cell| cell.shift == shift).count();
    writeln!(
        to,
        "  {} identical, {} equivalent, {} shifted, {} undecided",
        count(Shift::Identical),
        count(Shift::Equivalent),
        count(Shift::Shifted),
        count(Shift::Undecided)
    )
}

/// A fact on the way to where plays part, and of which side it is.
fn led(name: &str, row: &TraceRow, to: &mut impl Write) -> io::Result<()> {
    let (time, number) = (clock(row.t_s), row.fact);
    writeln!(to, "  {name} {time:>11}  #{number:<5} {}  {}", row.who, row.what)
}

fn rest(many: usize, to: &mut impl Write) -> io::Result<()> {
    match many {
        0 => writeln!(to, "  nothing"),
        1..=SHOWN => Ok(()),
        _ => writeln!(to, "  and {} more; --format json has all", many - SHOWN),
    }
}

/// As JSON; metrics that are identical are left out.
pub fn value(diff: &Diff<'_>) -> Value {
    let row = |row: &TraceRow| json!({"fact": row.fact, "t_s": row.t_s.as_secs_f64(), "who": row.who, "kind": row.kind, "what": row.what});
    let chain = |rows: &[TraceRow]| rows.iter().map(row).collect::<Value>();
    let model = diff
        .model
        .iter()
        .map(|one| json!({"path": one.path, "old": one.old, "new": one.new}))
        .collect::<Value>();
    let cells = diff.cells.iter().filter(|cell| cell.shift != Shift::Identical);
    json!({
        "a": diff.names[0],
        "b": diff.names[1],
        "model": model,
        "replication": diff.replication,
        "diverges": diff.parting.map(|parting| json!({
            "common_n": parting.common,
            "a": chain(&parting.first),
            "b": chain(&parting.second),
        })),
        "paired": diff.paired,
        "outcomes": cells.map(shifts::cell).collect::<Value>(),
    })
}
