//! Baselines on disk: one file, or a folder with a file for each scenario.

use std::path::{Path, PathBuf};

use super::super::error::CliError;
use crate::experiment::regression::{Baseline, FORMAT, ScenarioBaseline};
use crate::export::{self, MARKING};

/// A baseline with nothing in it.
pub(super) fn empty() -> Baseline {
    Baseline {
        format: FORMAT,
        marking: MARKING.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        scenarios: Vec::new(),
        log: Vec::new(),
    }
}

fn is_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "json")
}

/// The files of a baseline that are there.
fn files(path: &Path) -> Result<Vec<PathBuf>, CliError> {
    if is_file(path) {
        return Ok(if path.exists() { vec![path.to_owned()] } else { Vec::new() });
    }
    if !path.exists() {
        return Ok(Vec::new());
    }
    let unreadable = |error| CliError::Input(format!("cannot read `{}`: {error}", path.display()));
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.path();
        if is_file(&file) {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

/// Fails where a baseline is there already.
pub(super) fn expect_none(path: &Path) -> Result<(), CliError> {
    if files(path)?.is_empty() {
        return Ok(());
    }
    Err(CliError::Usage(format!(
        "`{}` is there already: take single metrics for right with `coalition baseline accept`, or replace all of it with --force",
        path.display()
    )))
}

/// The baseline at a path.
pub(super) fn read(path: &Path) -> Result<Baseline, CliError> {
    let mut whole = empty();
    let files = files(path)?;
    if files.is_empty() {
        let (path, hint) = (path.display(), "make it with `coalition baseline write`");
        return Err(CliError::Input(format!("there is no baseline at `{path}`: {hint}")));
    }
    for file in files {
        let part = read_file(&file)?;
        whole.scenarios.extend(part.scenarios);
        whole.log.extend(part.log);
    }
    Ok(whole)
}

fn read_file(path: &Path) -> Result<Baseline, CliError> {
    let shown = path.display();
    let bytes =
        std::fs::read(path).map_err(|error| CliError::Input(format!("cannot read `{shown}`: {error}")))?;
    let value: serde_json::Value = serde_json::from_slice(&bytes).map_err(|error| {
        CliError::Input(format!("`{shown}` is no JSON ({error}): write the baseline anew"))
    })?;
    let format = value.get("format").and_then(serde_json::Value::as_u64);
    if format != Some(u64::from(FORMAT)) {
        return Err(CliError::Input(format!(
            "`{shown}` is no baseline of format {FORMAT}, which this program reads: write it anew"
        )));
    }
    let broken = |what: &str| {
        CliError::Input(format!("`{shown}` is no whole baseline ({what}): write it anew, or get it back"))
    };
    let baseline: Baseline = serde_json::from_value(value).map_err(|error| broken(&error.to_string()))?;
    match baseline.scenarios.iter().find_map(hole) {
        Some(what) => Err(broken(&what)),
        None => Ok(baseline),
    }
}

/// What a scenario's baseline lacks: every metric has one value, or one for each replicate.
fn hole(scenario: &ScenarioBaseline) -> Option<String> {
    let each = scenario.replications as usize;
    let teams = scenario.arms.iter().flat_map(|arm| &arm.teams);
    let mut metrics = teams.flat_map(|team| &team.metrics);
    let (name, values) = metrics.find(|(_, values)| values.len() != 1 && values.len() != each)?;
    Some(format!("`{name}` of `{}` has {} values for {each} replicates", scenario.scenario, values.len()))
}

/// Puts a baseline in the place of what is there.
pub(super) fn write(path: &Path, baseline: &Baseline) -> Result<(), CliError> {
    let render = |baseline: &Baseline| -> Result<String, CliError> {
        let value = serde_json::to_value(baseline).map_err(std::io::Error::other)?;
        Ok(export::readable(&value))
    };
    if is_file(path) {
        export::put_file(path, render(baseline)?.as_bytes())?;
        return Ok(());
    }
    let failed = |error| export::ExportError::new(path, error);
    std::fs::create_dir_all(path).map_err(failed)?;
    for scenario in &baseline.scenarios {
        let log = baseline.log.iter().filter(|entry| entry.scenario == scenario.scenario).cloned().collect();
        let part = Baseline { scenarios: vec![scenario.clone()], log, ..empty() };
        export::put_file(&path.join(format!("{}.json", scenario.scenario)), render(&part)?.as_bytes())?;
    }
    Ok(())
}
