//! Loading a scenario for a command, and telling all that is wrong with it.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::CliError;
use super::output;
use crate::diagnostic::render::human::{self, Colour};
use crate::diagnostic::{Diagnostics, Sources, suggest};
use crate::experiment::{Arm, Design, IDEAL, NONE};
use crate::metrics::{Better, METRICS, Metric, definition};
use crate::scenario::model::{Scenario, StrategyId};
use crate::scenario::presets::Preset;
use crate::scenario::{self, Loaded};

/// Reads and checks a scenario, as if it named these presets too.
pub(super) fn read(path: &Path, presets: &[&'static Preset]) -> Result<Loaded, CliError> {
    scenario::load_with(path, &definition::names(), presets)
        .map_err(|error| CliError::Input(error.to_string()))
}

/// The presets among these names of strategies.
pub(super) fn presets<'a>(names: impl IntoIterator<Item = &'a String>) -> Vec<&'static Preset> {
    names.into_iter().filter_map(|name| Preset::named(name)).collect()
}

/// The scenario of a file that must be right; what is wrong goes to standard error.
pub(super) fn scenario(path: &Path, presets: &[&'static Preset]) -> Result<Arc<Scenario>, CliError> {
    let loaded = read(path, presets)?;
    if !loaded.diagnostics.is_empty() {
        output::note(&describe(&loaded));
    }
    loaded.scenario.map(Arc::new).ok_or(CliError::Invalid)
}

/// Everything that is wrong with a scenario, for people.
pub(super) fn describe(loaded: &Loaded) -> String {
    faults(&loaded.diagnostics, &loaded.sources)
}

/// Diagnostics, for people.
pub(super) fn faults(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let styled = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let colour = if styled { Colour::Styled } else { Colour::Plain };
    human::render(diagnostics, sources, colour)
}

/// The strategies of these names; all of the scenario where nothing is named.
pub(super) fn strategies(scenario: &Scenario, names: &[String]) -> Result<Vec<StrategyId>, CliError> {
    if names.is_empty() {
        return Ok((0..scenario.strategies.len()).map(StrategyId::at).collect());
    }
    let mut chosen = Vec::new();
    for name in names.iter().filter(|name| *name != NONE) {
        let id = strategy(scenario, name, &[NONE])?;
        if !chosen.contains(&id) {
            chosen.push(id);
        }
    }
    Ok(chosen)
}

/// A strategy of the scenario by its name.
pub(super) fn one_strategy(scenario: &Scenario, name: &str) -> Result<StrategyId, CliError> {
    strategy(scenario, name, &[])
}

/// The strategy of this name; where it is unknown, the message names `besides` before the strategies there are.
fn strategy(scenario: &Scenario, name: &str, besides: &[&str]) -> Result<StrategyId, CliError> {
    let place = scenario.strategies.iter().position(|strategy| *strategy.name.id == *name);
    place.map(StrategyId::at).ok_or_else(|| {
        let own = scenario.strategies.iter().map(|strategy| &*strategy.name.id);
        let known: Vec<&str> = besides.iter().copied().chain(own).collect();
        CliError::Usage(format!(
            "`{name}` is no strategy of this scenario: use {}, or one of `coalition strategies`",
            known.join(", ")
        ))
    })
}

/// The arm of this name: `none`, `ideal`, or a strategy.
pub(super) fn arm(scenario: &Scenario, name: &str) -> Result<Arm, CliError> {
    match name {
        NONE => Ok(Arm::none()),
        IDEAL => Ok(Arm::ideal(scenario)),
        other => Ok(Arm::strategy(scenario, strategy(scenario, other, &[NONE, IDEAL])?)),
    }
}

/// The metric of this name, if it has a better side.
pub(super) fn metric(name: &str) -> Result<&'static Metric, CliError> {
    let sided = || METRICS.iter().filter(|metric| metric.better != Better::Neither);
    sided().find(|metric| metric.name == name).ok_or_else(|| {
        let near = suggest::closest(name, sided().map(|metric| metric.name));
        let help = near.map_or_else(
            || "`coalition list metrics` shows all".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        CliError::Usage(format!("`{name}` is no metric with a better side: {help}"))
    })
}

/// What is run: the scenario's own settings, where the command line does not say otherwise.
pub(super) fn design(
    scenario: Arc<Scenario>,
    seed: Option<u64>,
    replications: Option<u32>,
    strategies: Vec<StrategyId>,
    jobs: Option<usize>,
) -> Design {
    Design {
        seed: seed.unwrap_or(scenario.experiment.seed),
        replications: replications.unwrap_or(scenario.experiment.replications),
        strategies,
        jobs,
        scenario,
    }
}

/// The scenario files of these paths, folders searched through, in the order of their names.
pub(super) fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, CliError> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = files.len();
            gather(path, &mut files)?;
            files[before..].sort();
        } else {
            files.push(path.clone());
        }
    }
    if files.is_empty() {
        let places: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        return Err(CliError::Input(format!("no scenario (.ron) in {}", places.join(", "))));
    }
    Ok(files)
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), CliError> {
    let unreadable = |error| CliError::Input(format!("cannot read `{}`: {error}", folder.display()));
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let kind = entry.file_type().map_err(unreadable)?;
        let path = entry.path();
        if kind.is_dir() {
            gather(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "ron") {
            files.push(path);
        }
    }
    Ok(())
}
