//! Loading a scenario for a command, and telling all that is wrong with it.

use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;

use super::error::CliError;
use super::output;
use crate::diagnostic::render::human::{self, Colour};
use crate::diagnostic::{Diagnostics, Sources, suggest};
use crate::experiment::{Arm, Design, IDEAL, NONE};
use crate::metrics::{Better, METRICS, Metric, definition};
use crate::scenario::lint::Levels;
use crate::scenario::model::{Scenario, StrategyId};
use crate::scenario::presets::Preset;
use crate::scenario::{self, Changes, Draft, Loaded, Options};

/// Reads a scenario, to make something of it in several ways.
pub(super) fn draft(path: &Path) -> Result<Draft, CliError> {
    Draft::read(path).map_err(|error| CliError::Input(error.to_string()))
}

/// Reads and checks a scenario and all its variants, each with what people know it by. Of a variant only what is not wrong
/// with the scenario itself is told. Where a variant is chosen, it is that alone.
pub(super) fn with_variants(path: &Path, changes: &Changes) -> Result<Vec<(String, Loaded)>, CliError> {
    let draft = draft(path)?;
    let build = |changes: &Changes| {
        draft.build(&Options { metrics: &definition::names(), presets: &[], changes: Some(changes) })
    };
    let name = |variant: &Option<String>| {
        variant.as_ref().map_or_else(|| path.display().to_string(), |id| format!("{}@{id}", path.display()))
    };
    let base = build(changes);
    let mut all = Vec::new();
    if changes.variant.is_none() {
        for variant in draft.variants() {
            let changes = Changes { variant: Some(variant.id.as_str().to_owned()), ..changes.clone() };
            let mut loaded = build(&changes);
            loaded.diagnostics = loaded.diagnostics.without(&base.diagnostics);
            loaded.lints = loaded.lints.without(&base.lints);
            all.push((name(&changes.variant), loaded));
        }
    }
    all.insert(0, (name(&changes.variant), base));
    Ok(all)
}

/// Reads and checks a scenario, changed, and as if it named these presets too.
pub(super) fn read(path: &Path, presets: &[&'static Preset], changes: &Changes) -> Result<Loaded, CliError> {
    let options = Options { metrics: &definition::names(), presets, changes: Some(changes) };
    scenario::load_with(path, &options).map_err(|error| CliError::Input(error.to_string()))
}

/// The presets among these names of strategies.
pub(super) fn presets<'a>(names: impl IntoIterator<Item = &'a String>) -> Vec<&'static Preset> {
    names.into_iter().filter_map(|name| Preset::named(name)).collect()
}

/// The scenario of a file that must be right; what is wrong goes to standard error, and that lints have something to say.
pub(super) fn scenario(
    path: &Path,
    presets: &[&'static Preset],
    changes: &Changes,
) -> Result<Arc<Scenario>, CliError> {
    right(path, presets, changes, true)
}

/// As [`scenario`], but only what is wrong is told.
pub(super) fn scenario_in_silence(
    path: &Path,
    presets: &[&'static Preset],
    changes: &Changes,
) -> Result<Arc<Scenario>, CliError> {
    right(path, presets, changes, false)
}

fn right(
    path: &Path,
    presets: &[&'static Preset],
    changes: &Changes,
    hints: bool,
) -> Result<Arc<Scenario>, CliError> {
    let loaded = read(path, presets, changes)?;
    if !loaded.diagnostics.is_empty() {
        output::note(&describe(&loaded));
        point_to_more([&loaded.diagnostics]);
    }
    // presets are for many scenarios: what of them is idle in this one is no fault of it
    if let Some(hint) = hint(path, &loaded).filter(|_| hints && presets.is_empty()) {
        output::note(&hint);
    }
    loaded.scenario.map(Arc::new).ok_or(CliError::Invalid)
}

/// That lints have something to say, in a line: whoever plays a scenario wants its results, and can ask.
fn hint(path: &Path, loaded: &Loaded) -> Option<String> {
    let findings = loaded.lints.judge(&Levels::default()).count();
    let plural = if findings == 1 { "" } else { "s" };
    (findings > 0).then(|| {
        format!(
            "warning: {findings} finding{plural} of what may not be meant; see `coalition check {}`",
            path.display()
        )
    })
}

/// Everything that is wrong with a scenario, for people.
pub(super) fn describe(loaded: &Loaded) -> String {
    describe_all(&loaded.diagnostics, &loaded.sources)
}

/// Everything that is wrong with a file, for people.
pub(super) fn describe_all(diagnostics: &Diagnostics, sources: &Sources) -> String {
    human::render(diagnostics, sources, colour())
}

/// Says where more can be read about what was found.
pub(super) fn point_to_more<'a>(found: impl IntoIterator<Item = &'a Diagnostics>) {
    let more = human::more(found, colour());
    if !more.is_empty() {
        output::note(&more);
    }
}

fn colour() -> Colour {
    let styled = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    if styled { Colour::Styled } else { Colour::Plain }
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
