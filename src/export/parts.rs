//! The parts of a study: what its units gave, a file each, so that many can play at once, a killed run loses one unit, and a
//! study that has grown plays what is new.
//!
//! A part stands in a folder by the hash of its cell and under the replicates that it holds, `000025-000050.csv`. It is
//! written aside and appears whole. What it holds depends on the cell and the replicates alone.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use super::{ExportError, csv, new_file};
use crate::experiment::study::{Play, Study, Unit};
use crate::experiment::{ALL_TEAMS, IDEAL};
use crate::metrics::METRICS;
use crate::metrics::table::Cell;

/// A folder of parts.
#[derive(Clone, Debug)]
pub struct Parts {
    folder: PathBuf,
}

/// A part that is there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// Its first replicate.
    pub from: u32,
    /// The first that is not in it.
    pub to: u32,
    /// Its file.
    pub path: PathBuf,
}

/// The columns that tell rows apart.
const KEY: [&str; 3] = ["replication", "strategy", "team"];

impl Parts {
    /// The parts in a folder, which is made with the first of them.
    pub fn at(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// Where they are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The parts of a cell, by their first replicate.
    ///
    /// # Errors
    /// [`ExportError`] where the folder cannot be read.
    pub fn of_cell(&self, hash: &str) -> Result<Vec<Part>, ExportError> {
        let folder = self.folder.join(hash);
        let mut parts = Vec::new();
        for path in listing(&folder)? {
            let name =
                path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(".csv"));
            let ends = name.and_then(|name| name.split_once('-'));
            let ends = ends.and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
            // What is written aside has another name.
            if let Some((from, to)) = ends.filter(|(from, to): &(u32, u32)| from < to) {
                parts.push(Part { from, to, path });
            }
        }
        parts.sort();
        Ok(parts)
    }

    /// What is there that is no part of any of these cells.
    ///
    /// # Errors
    /// [`ExportError`] where the folder cannot be read.
    pub fn strangers(&self, known: &BTreeSet<&str>) -> Result<Vec<PathBuf>, ExportError> {
        let all = listing(&self.folder)?;
        let is_known = |path: &PathBuf| {
            path.file_name().and_then(|name| name.to_str()).is_some_and(|name| known.contains(name))
        };
        Ok(all.into_iter().filter(|path| !is_known(path)).collect())
    }

    /// Writes what a unit gave. Where somebody else has done so in the meantime, theirs stays: it is the same.
    ///
    /// # Errors
    /// [`ExportError`] where it cannot be written.
    pub fn write(&self, hash: &str, unit: Unit, rows: &[Play]) -> Result<(), ExportError> {
        let folder = self.folder.join(hash);
        fs::create_dir_all(&folder).map_err(|error| ExportError::new(&folder, error))?;
        let path = folder.join(format!("{:06}-{:06}.csv", unit.from, unit.to));
        let mut bytes = Vec::new();
        let header = KEY.into_iter().chain(METRICS.iter().map(|metric| metric.name)).map(Cell::Text);
        csv::write_cells(std::iter::once(header.collect()).chain(rows.iter().map(cells)), &mut bytes)
            .map_err(|error| ExportError::new(&path, error))?;
        match new_file(&path, &bytes) {
            Err(ExportError::Exists { .. }) => Ok(()),
            other => other,
        }
    }
}

/// The cells of a row.
pub(super) fn cells(row: &Play) -> Vec<Cell<'_>> {
    let key = [Cell::Integer(row.replication.into()), Cell::Text(&row.strategy), Cell::Text(&row.team)];
    let values = row.values.iter().map(|value| value.map_or(Cell::Missing, Cell::Number));
    key.into_iter().chain(values).collect()
}

fn listing(folder: &Path) -> Result<Vec<PathBuf>, ExportError> {
    let fail = |error| ExportError::new(folder, error);
    match fs::read_dir(folder) {
        Ok(entries) => {
            let paths: io::Result<Vec<PathBuf>> = entries.map(|entry| Ok(entry?.path())).collect();
            let mut paths = paths.map_err(fail)?;
            paths.sort();
            Ok(paths)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(fail(error)),
    }
}

impl Part {
    /// Reads a part, which must hold what a unit of the study gives: every row, in order.
    ///
    /// # Errors
    /// [`ExportError`] where it cannot be read, or holds something else.
    pub fn read(&self, study: &Study) -> Result<Vec<Play>, ExportError> {
        let damaged = || ExportError::Damaged { path: self.path.clone() };
        let file = File::open(&self.path).map_err(|error| ExportError::new(&self.path, error))?;
        let mut reader = ::csv::Reader::from_reader(BufReader::new(file));
        let header = reader.headers().map_err(|_| damaged())?;
        if !header.iter().eq(KEY.into_iter().chain(METRICS.iter().map(|metric| metric.name))) {
            return Err(damaged());
        }
        let mut records = reader.into_records();
        let mut rows = Vec::new();
        for replication in self.from..self.to {
            for strategy in study.arms.iter().cloned().chain([IDEAL.into()]) {
                for team in std::iter::once(ALL_TEAMS.into()).chain(study.teams.iter().cloned()) {
                    let record = records.next().and_then(Result::ok).ok_or_else(damaged)?;
                    let mut fields = record.iter();
                    let key = [fields.next(), fields.next(), fields.next()];
                    if key != [Some(&*replication.to_string()), Some(&*strategy), Some(&*team)] {
                        return Err(damaged());
                    }
                    let values: Option<Vec<Option<f64>>> = fields
                        .map(|text| if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) })
                        .collect();
                    let values = values.filter(|values| values.len() == METRICS.len()).ok_or_else(damaged)?;
                    rows.push(Play { replication, strategy: strategy.clone(), team, values });
                }
            }
        }
        if records.next().is_some() { Err(damaged()) } else { Ok(rows) }
    }
}
