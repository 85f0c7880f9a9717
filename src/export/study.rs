//! The result set of a study, from its parts: the same bytes however these were played.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use serde::Serialize;

use super::parts::{Part, Parts, cells};
use super::results::{File, SCHEMA_VERSION, entry};
use super::{DataPackage, ExportError, Leaf, MARKING, Resource, ResultFolder, csv};
use crate::experiment::study::{EffectRow, Play, StopReason, Study, StudyError, effects};
use crate::experiment::{
    Arm, ComparisonRow, ExperimentError, Intrusions, Played, Results, Unshared, Values, compare,
};
use crate::metrics::METRICS;
use crate::metrics::table::{Cell, Column, Kind, Record, Table};
use crate::record;

/// Why parts make no result set.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    /// Something cannot be read or written.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The study cannot be had.
    #[error(transparent)]
    Study(#[from] StudyError),
    /// Values could not be put aside.
    #[error(transparent)]
    Experiment(#[from] ExperimentError),
    /// A part belongs to another study, or to this one as it was before something was changed.
    #[error("`{}` is no part of this study as it is now: take it away, or merge it with the study that it is of", path.display())]
    Foreign {
        /// The part.
        path: PathBuf,
    },
    /// Two parts hold the same replicates.
    #[error("`{}` and `{}` hold the same replicates: leave one of them out", first.display(), second.display())]
    Duplicate {
        /// One of them.
        first: PathBuf,
        /// The other.
        second: PathBuf,
    },
    /// Replicates are missing.
    #[error(
        "{missing} of {cells} cells are not complete, the first of them `{first}`: `coalition study status` says what is missing, `coalition study run` plays it"
    )]
    Missing {
        /// Cells that are not complete.
        missing: usize,
        /// All cells.
        cells: usize,
        /// The values of the first.
        first: String,
    },
}

record! {
    /// One row per cell and factor: the value that the factor has there.
    pub struct LevelRow in "levels", key ["cell", "factor"] {
        /// Number of the cell, from 0.
        pub cell: u64 [-],
        /// Factor id.
        pub factor: Arc<str> [-],
        /// Its value, as it was set.
        pub value: Arc<str> [-],
        /// Its value as a number: durations in seconds, rates by the hour; missing where it is neither.
        pub number: Option<f64> [-],
    }
}

record! {
    /// One row per cell: what it is and how often it was played.
    pub struct CellRow in "cells", key ["cell"] {
        /// Number of the cell, from 0.
        pub cell: u64 [-],
        /// Its values, for people: `delay=4h load=3/h`.
        pub label: String [-],
        /// What tells it from every cell that gives other results, as a hash.
        pub hash: String [-],
        /// Paired replicates that are used: the first so many.
        pub replications_n: u64 [count],
        /// Why no more: `fixed`, or by the study's rule `precision`, `zero_spread` or `cap`.
        pub stop_reason: &'static str [-],
    }
}

const CELL: Column = Column {
    name: "cell",
    doc: "Number of the cell, from 0; `levels.csv` has its values.",
    unit: None,
    kind: Kind::Integer,
    required: true,
    minimum: Some(0),
    values: &[],
};

/// The columns of `values.csv`.
static VALUES: LazyLock<Vec<Column>> = LazyLock::new(|| {
    let text = |name, doc| Column {
        name,
        doc,
        unit: None,
        kind: Kind::Text,
        required: true,
        minimum: None,
        values: &[],
    };
    let replication = Column {
        name: "replication",
        doc: "Number of the replicate, from 0; equal numbers met the same luck in every cell.",
        ..CELL
    };
    let key = [
        CELL,
        replication,
        text("strategy", "Strategy id; `none` without sharing, `ideal` for ideal sharing."),
        text("team", "Team id, or `all`."),
    ];
    // A mean over nothing is missing, whatever the metric.
    let metrics = METRICS.iter().filter_map(|metric| metric.column()).map(|column| Column {
        required: false,
        kind: Kind::Number,
        minimum: None,
        ..*column
    });
    key.into_iter().chain(metrics).collect()
});

/// The columns of `comparison.csv`.
static COMPARISON: LazyLock<Vec<Column>> =
    LazyLock::new(|| std::iter::once(CELL).chain(ComparisonRow::TABLE.columns.iter().copied()).collect());

fn values_table() -> Table {
    Table {
        name: "values",
        doc: "One row per cell, replicate, strategy and team: the values of all metrics.",
        key: &["cell", "replication", "strategy", "team"],
        columns: &VALUES,
    }
}

fn comparison_table() -> Table {
    Table {
        name: "comparison",
        doc: "One row per cell, strategy, team and metric: the strategy against not sharing, in pairs on the same luck.",
        key: &["cell", "strategy", "team", "metric"],
        columns: &COMPARISON,
    }
}

/// What produced a result set.
#[derive(Serialize)]
struct Manifest<'a> {
    marking: &'static str,
    schema_version: u32,
    program: &'static str,
    version: &'static str,
    study: &'a str,
    title: &'a str,
    /// BLAKE3 of the cells' scenarios, the arms, the seed and the rule.
    study_hash: String,
    seed: u64,
    replications: u32,
    cells: usize,
    factors: Vec<&'a str>,
    arms: Vec<&'a str>,
    random_streams: &'static str,
    command: String,
    files: BTreeMap<String, File>,
}

/// What is there of a cell.
pub struct State {
    /// The parts without gaps from the first replicate on.
    pub parts: Vec<Part>,
    /// The values of the replicates in them.
    pub values: Values,
}

/// Collects what is there of a cell in several folders.
///
/// # Errors
/// [`MergeError`] where a part cannot be read, or two hold the same.
pub fn state(study: &Study, hash: &str, folders: &[Parts]) -> Result<State, MergeError> {
    let mut parts = Vec::new();
    for folder in folders {
        parts.extend(folder.of_cell(hash)?);
    }
    parts.sort();
    if let Some(pair) = parts.windows(2).find(|pair| pair[1].from < pair[0].to) {
        return Err(MergeError::Duplicate { first: pair[0].path.clone(), second: pair[1].path.clone() });
    }
    let mut end = 0;
    parts.retain(|part| {
        let follows = part.from == end;
        end = if follows { part.to } else { end };
        follows
    });
    let mut values = Values::new(study.arms.len(), study.teams.len());
    for part in &parts {
        add(study, &mut values, &part.read(study)?)?;
    }
    Ok(State { parts, values })
}

/// Adds the rows of whole replicates.
///
/// # Errors
/// What the operating system says where values are put aside.
pub fn add(study: &Study, values: &mut Values, rows: &[Play]) -> Result<(), ExperimentError> {
    for replicate in rows.chunks(study.width()) {
        let row: Vec<f64> = replicate
            .iter()
            .flat_map(|play| play.values.iter().map(|value| value.unwrap_or(f64::NAN)))
            .collect();
        values.add(&row).map_err(ExperimentError::Aside)?;
    }
    Ok(())
}

/// Makes the result set of a study.
///
/// # Errors
/// [`MergeError`]; an older result set is then still there, whole.
pub fn merge(study: &Study, folders: &[Parts], target: &Path) -> Result<PathBuf, MergeError> {
    let known: BTreeSet<&str> = study.cells.iter().map(|cell| &*cell.hash).collect();
    for folder in folders {
        if let Some(path) = folder.strangers(&known)?.into_iter().next() {
            return Err(MergeError::Foreign { path });
        }
    }
    let mut folder = ResultFolder::begin(target)?;
    let mut draft = Draft::begin(&mut folder)?;
    let mut missing: Vec<usize> = Vec::new();
    for (number, cell) in study.cells.iter().enumerate() {
        let there = state(study, &cell.hash, folders)?;
        match study.enough(&there.values)? {
            Some((used, reason)) if missing.is_empty() => {
                let reason = reason.map_or("fixed", StopReason::name);
                draft.cell(study, number, &there.parts, (used, reason))?;
            }
            Some(_) => {}
            None => missing.push(number),
        }
    }
    if let Some(first) = missing.first() {
        let first = study.cells[*first].label(&study.factors);
        return Err(MergeError::Missing { missing: missing.len(), cells: study.cells.len(), first });
    }
    draft.finish(study, folder)
}

/// The tables in the making.
struct Draft {
    values: Leaf,
    comparison: Leaf,
    cells: Vec<CellRow>,
    /// By response and arm, for each cell the outcomes of its replicates.
    outcomes: Vec<Vec<Vec<f64>>>,
}

impl Draft {
    fn begin(folder: &mut ResultFolder) -> Result<Self, ExportError> {
        Ok(Self {
            values: begin(folder, values_table())?,
            comparison: begin(folder, comparison_table())?,
            cells: Vec::new(),
            outcomes: Vec::new(),
        })
    }

    fn cell(
        &mut self,
        study: &Study,
        number: usize,
        parts: &[Part],
        (used, reason): (u32, &'static str),
    ) -> Result<(), MergeError> {
        let cell = &study.cells[number];
        let design = study.cell(cell)?;
        let mut values = Values::new(study.arms.len(), study.teams.len());
        for part in parts.iter().filter(|part| part.from < used) {
            let mut rows = part.read(study)?;
            rows.retain(|row| row.replication < used);
            add(study, &mut values, &rows)?;
            let rows = rows.iter().map(|row| prefixed(number, cells(row)));
            append(&mut self.values, rows)?;
        }
        let mut arms = vec![Arm::none()];
        arms.extend(design.strategies.iter().map(|id| Arm::strategy(&design.scenario, *id)));
        let results = Results {
            arms,
            values,
            unshared: Unshared::default(),
            intrusions: Intrusions::default(),
            replicates: Vec::new(),
        };
        let compared = compare(&design, &results)?;
        append(&mut self.comparison, compared.iter().map(|row| prefixed(number, row.cells().collect())))?;
        self.outcomes.resize_with(study.responses.len() * study.arms.len(), Vec::new);
        for (place, (metric, arm)) in pairs(study).enumerate() {
            let of = |played| results.values.of(played, None, metric).map_err(ExperimentError::Aside);
            let without = of(Played::Arm(0))?.into_iter().map(|value| value.unwrap_or(0.0));
            let outcome: Vec<f64> = if arm == 0 {
                without.collect()
            } else {
                let with = of(Played::Arm(arm))?;
                with.into_iter().zip(without).map(|(with, without)| with.unwrap_or(0.0) - without).collect()
            };
            self.outcomes[place].push(outcome);
        }
        self.cells.push(CellRow {
            cell: number as u64,
            label: cell.label(&study.factors),
            hash: cell.hash.clone(),
            replications_n: used.into(),
            stop_reason: reason,
        });
        Ok(())
    }

    fn finish(self, study: &Study, mut folder: ResultFolder) -> Result<PathBuf, MergeError> {
        let levels: Vec<LevelRow> = study
            .cells
            .iter()
            .flat_map(|cell| {
                study.factors.iter().zip(&cell.values).map(|(factor, value)| LevelRow {
                    cell: cell.number as u64,
                    factor: factor.id.clone(),
                    value: value.text.clone(),
                    number: value.number,
                })
            })
            .collect();
        let effects: Vec<EffectRow> = pairs(study)
            .zip(&self.outcomes)
            .flat_map(|((metric, arm), cells)| effects(study, metric, &study.arms[arm], cells))
            .collect();
        let resources = vec![
            folder.table(&self.cells)?,
            folder.table(&levels)?,
            Resource::of(values_table(), self.values.finish()?),
            Resource::of(comparison_table(), self.comparison.finish()?),
            folder.table(&effects)?,
        ];
        let package = DataPackage { name: study.id.to_string(), title: study.title.to_string(), resources };
        let mut files: BTreeMap<String, File> = package.seals().map(entry).collect();
        files.extend([entry(&folder.dictionary(&package)?)]);
        let manifest = Manifest {
            marking: MARKING,
            schema_version: SCHEMA_VERSION,
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            study: &study.id,
            title: &study.title,
            study_hash: study.fingerprint(),
            seed: study.seed,
            replications: study.replications,
            cells: study.cells.len(),
            factors: study.factors.iter().map(|factor| &*factor.id).collect(),
            arms: study.arms.iter().map(|arm| &**arm).collect(),
            random_streams: crate::experiment::RANDOM_STREAMS,
            command: format!("coalition study run <file of study {}>", study.id),
            files,
        };
        Ok(folder.commit(&manifest)?)
    }
}

/// The outcomes that effects are computed of: every response in every arm.
fn pairs(study: &Study) -> impl Iterator<Item = (&'static crate::metrics::Metric, usize)> + '_ {
    study.responses.iter().flat_map(|metric| (0..study.arms.len()).map(|arm| (*metric, arm)))
}

fn begin(folder: &mut ResultFolder, table: Table) -> Result<Leaf, ExportError> {
    let mut leaf = folder.begin_file(&format!("{}.csv", table.name))?;
    let header = table.columns.iter().map(|column| Cell::Text(column.name)).collect();
    append(&mut leaf, std::iter::once(header))?;
    Ok(leaf)
}

fn append<'c>(leaf: &mut Leaf, rows: impl Iterator<Item = Vec<Cell<'c>>>) -> Result<(), ExportError> {
    let mut bytes = Vec::new();
    // Memory takes whatever is written to it.
    let _ = csv::write_cells(rows, &mut bytes);
    leaf.append(&bytes)
}

fn prefixed(number: usize, mut cells: Vec<Cell<'_>>) -> Vec<Cell<'_>> {
    cells.insert(0, Cell::Integer(number as i128));
    cells
}
