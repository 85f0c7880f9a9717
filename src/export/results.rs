//! The result set of an experiment: its tables, their dictionary, and a manifest that is enough to make it again.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Serialize;

use super::datapackage::DataPackage;
use super::{ExportError, MARKING, ResultFolder, Seal};
use crate::experiment::{ComparisonRow, Design, RankRow, Results, SurvivalRow};
use crate::metrics::recorder::RunRecord;
use crate::scenario::transform;

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
    /// How to make it again.
    command: String,
    files: BTreeMap<String, File>,
}

#[derive(Debug, Serialize)]
struct File {
    bytes: u64,
    sha256: String,
}

/// Writes all tables, the dictionary and the manifest, and puts the whole into place.
///
/// # Errors
/// [`ExportError`]; an older result set is then still there, whole.
pub fn write(
    mut folder: ResultFolder,
    design: &Design,
    results: &Results,
    (comparison, ranking, survival): (&[ComparisonRow], &[RankRow], &[SurvivalRow]),
) -> Result<PathBuf, ExportError> {
    let records = || results.replicates.iter().flat_map(|replicate| &replicate.arms);
    let resources = vec![
        folder.table(records().map(|record: &RunRecord| &record.run))?,
        folder.table(records().flat_map(|record| &record.teams))?,
        folder.table(records().flat_map(|record| &record.incidents))?,
        folder.table(records().flat_map(|record| &record.shares))?,
        folder.table(records().flat_map(|record| &record.services))?,
        folder.table(records().flat_map(|record| &record.desks))?,
        folder.table(records().flat_map(|record| &record.ledger))?,
        folder.table(comparison)?,
        folder.table(ranking)?,
        folder.table(survival)?,
    ];
    let scenario = &design.scenario;
    let package =
        DataPackage { name: scenario.name.id.to_string(), title: scenario.name.label.to_string(), resources };
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
        random_streams: "Philox4x32-10, keyed by seed, replicate, stable name, purpose and ordinal",
        command: command(design, results),
        files,
    };
    folder.commit(&manifest)
}

fn entry(seal: &Seal) -> (String, File) {
    (seal.name.clone(), File { bytes: seal.bytes, sha256: seal.sha256.clone() })
}

fn command(design: &Design, results: &Results) -> String {
    // Without the option, all strategies of the scenario would be played.
    let strategies: Vec<&str> = match &results.arms[1..] {
        [] => vec![crate::experiment::NONE],
        arms => arms.iter().map(|arm| &*arm.id).collect(),
    };
    format!(
        "coalition run <file of scenario {}> --seed {} --replications {} --strategies {}",
        design.scenario.name.id,
        design.seed,
        design.replications,
        strategies.join(",")
    )
}
