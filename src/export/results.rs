//! The result set of an experiment: its tables, their dictionary, and a manifest that is enough to make it again.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use serde::Serialize;

use super::datapackage::{DataPackage, Resource};
use super::{ExportError, Leaf, MARKING, ResultFolder, Seal, csv};
use crate::experiment::{ComparisonRow, Design, RankRow, Replicate, Results, SurvivalRow};
use crate::metrics::records::{DeskRow, IncidentRow, LedgerRow, RunRow, ServiceRow, ShareRow, TeamRow};
use crate::metrics::table::Record;
use crate::scenario::{Changes, transform};

/// Version of the result tables; it grows when a column goes or changes its meaning.
pub const SCHEMA_VERSION: u32 = 1;

/// What produced a result set. It holds nothing that differs between two runs of the same thing.
#[derive(Debug, Serialize)]
struct Manifest<'a> {
    marking: &'static str,
    schema_version: u32,
    program: &'static str,
    version: &'static str,
    scenario: &'a str,
    title: &'a str,
    /// BLAKE3 of the checked scenario.
    scenario_hash: String,
    seed: u64,
    replications: u32,
    arms: Vec<&'a str>,
    reference_arm: &'static str,
    random_streams: &'static str,
    /// Which variant of the scenario's file.
    #[serde(skip_serializing_if = "Option::is_none")]
    variant: Option<&'a str>,
    /// What was otherwise than in the scenario's file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    settings: Vec<String>,
    /// How to make it again.
    command: String,
    files: BTreeMap<String, File>,
}

#[derive(Debug, Serialize)]
pub(super) struct File {
    bytes: u64,
    sha256: String,
}

macro_rules! tables_of_replicates {
    ($($table:ident: $row:ty, of $record:ident => $rows:expr;)+) => {
        /// The rows of one replicate, as they stand in the tables.
        #[derive(Debug)]
        pub struct Page {
            $($table: Vec<u8>,)+
        }

        impl Page {
            /// Writes the rows of a replicate out.
            ///
            /// # Errors
            /// As [`csv::write`]; memory takes whatever is written to it.
            pub fn of(replicate: &Replicate) -> io::Result<Self> {
                $(
                    let mut $table = Vec::new();
                    csv::write_more(replicate.arms.iter().flat_map(|$record| $rows), &mut $table)?;
                )+
                Ok(Self { $($table,)+ })
            }
        }

        /// The tables that have rows for each replicate, as far as they are written.
        struct Tables {
            $($table: Leaf,)+
        }

        impl Tables {
            fn begin(folder: &mut ResultFolder) -> Result<Self, ExportError> {
                Ok(Self { $($table: begin::<$row>(folder)?,)+ })
            }

            fn append(&mut self, page: &Page) -> Result<(), ExportError> {
                $(self.$table.append(&page.$table)?;)+
                Ok(())
            }

            fn finish(self) -> Result<Vec<Resource>, ExportError> {
                Ok(vec![$(Resource::written::<$row>(self.$table.finish()?),)+])
            }
        }
    };
}

tables_of_replicates! {
    runs: RunRow, of record => [&record.run];
    teams: TeamRow, of record => &record.teams;
    incidents: IncidentRow, of record => &record.incidents;
    shares: ShareRow, of record => &record.shares;
    services: ServiceRow, of record => &record.services;
    desks: DeskRow, of record => &record.desks;
    ledger: LedgerRow, of record => &record.ledger;
}

/// Begins a table with its header.
fn begin<R: Record + 'static>(folder: &mut ResultFolder) -> Result<Leaf, ExportError> {
    let mut header = Vec::new();
    let name = format!("{}.csv", R::TABLE.name);
    csv::write::<R>(&[] as &[R], &mut header)
        .map_err(|error| ExportError::new(&folder.target().join(&name), error))?;
    let mut leaf = folder.begin_file(&name)?;
    leaf.append(&header)?;
    Ok(leaf)
}

/// A result set in the making: replicates are written as they come, and nothing of them is kept.
pub struct Draft {
    folder: ResultFolder,
    tables: Tables,
}

impl Draft {
    /// Begins the tables of replicates.
    ///
    /// # Errors
    /// [`ExportError`] where they cannot be written.
    pub fn begin(mut folder: ResultFolder) -> Result<Self, ExportError> {
        let tables = Tables::begin(&mut folder)?;
        Ok(Self { folder, tables })
    }

    /// Writes the rows of the next replicate.
    ///
    /// # Errors
    /// [`ExportError`] where they cannot be written.
    pub fn append(&mut self, page: &io::Result<Page>) -> Result<(), ExportError> {
        match page {
            Ok(page) => self.tables.append(page),
            Err(error) => Err(ExportError::new(self.folder.target(), error.kind().into())),
        }
    }

    /// Writes what statistics say, the dictionary and the manifest, and puts the whole into place.
    ///
    /// # Errors
    /// [`ExportError`]; an older result set is then still there, whole.
    pub fn finish(
        self,
        (design, changes): (&Design, &Changes),
        results: &Results,
        (comparison, ranking, survival): (&[ComparisonRow], &[RankRow], &[SurvivalRow]),
    ) -> Result<PathBuf, ExportError> {
        let Self { mut folder, tables } = self;
        let mut resources = tables.finish()?;
        resources.push(folder.table(comparison)?);
        resources.push(folder.table(ranking)?);
        resources.push(folder.table(survival)?);
        let scenario = &design.scenario;
        let package = DataPackage {
            // A package's name has no `@`, which stands before the variant.
            name: scenario.name.id.replace('@', "."),
            title: scenario.name.label.to_string(),
            resources,
        };
        let mut files: BTreeMap<String, File> = package.seals().map(entry).collect();
        files.extend([entry(&folder.dictionary(&package)?)]);
        let manifest = Manifest {
            marking: MARKING,
            schema_version: SCHEMA_VERSION,
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            scenario: &scenario.name.id,
            title: &scenario.name.label,
            scenario_hash: transform::fingerprint(scenario),
            seed: design.seed,
            replications: design.replications,
            arms: results.arms.iter().map(|arm| &*arm.id).collect(),
            reference_arm: crate::experiment::IDEAL,
            random_streams: crate::experiment::RANDOM_STREAMS,
            variant: changes.variant.as_deref(),
            settings: changes.settings.iter().map(ToString::to_string).collect(),
            command: command(design, changes, results),
            files,
        };
        folder.commit(&manifest)
    }
}

pub(super) fn entry(seal: &Seal) -> (String, File) {
    (seal.name.clone(), File { bytes: seal.bytes, sha256: seal.sha256.clone() })
}

fn command(design: &Design, changes: &Changes, results: &Results) -> String {
    // Without the option, all strategies of the scenario would be played.
    let strategies: Vec<&str> = match &results.arms[1..] {
        [] => vec![crate::experiment::NONE],
        arms => arms.iter().map(|arm| &*arm.id).collect(),
    };
    format!(
        "coalition run <file of scenario {}>{changes} --seed {} --replications {} --strategies {}",
        design.scenario.name.id.split('@').next().unwrap_or_default(),
        design.seed,
        design.replications,
        strategies.join(",")
    )
}
