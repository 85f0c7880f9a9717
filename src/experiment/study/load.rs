//! Reading a study: its file, its scenario, and every cell checked before anything is played.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::cells::{self, Cell};
use super::document::{self as written, Design};
use super::factor::{Factor, Value};
use super::unit::Rule;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Sources, suggest};
use crate::experiment::runner;
use crate::experiment::{IDEAL, NONE};
use crate::metrics::{METRICS, Metric, definition};
use crate::scenario::decode::{self, Spanned, Text};
use crate::scenario::model::{Scenario, StrategyId};
use crate::scenario::presets::Preset;
use crate::scenario::{Changes, Draft, Loaded, Options, Setting, transform};
use crate::stats::interval::Level;
use crate::stats::sequential::{Precision, StoppingRule};

/// The most cells of a study.
const MOST_CELLS: usize = 100_000;
/// The largest file of a study or of its table (bytes).
const LARGEST: u64 = 16 * 1024 * 1024;

/// Why a study cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum StudyError {
    /// A file cannot be read.
    #[error("cannot read `{}` ({reason}): check the path", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the operating system says, or what is wrong with it.
        reason: String,
    },
    /// What is wrong with the study, or with the scenario of one of its cells, is in the diagnostics.
    #[error("{}", match cell { Some(cell) => format!("the scenario of the cell {cell} has errors"), None => "the study has errors".to_owned() })]
    Invalid {
        /// The cell, by its values.
        cell: Option<String>,
        /// What is wrong, and the texts that it points into.
        loaded: Box<LoadedStudy>,
    },
}

/// What reading came to.
#[derive(Debug)]
pub struct LoadedStudy {
    /// The texts that the diagnostics point into.
    pub sources: Sources,
    /// All that is wrong.
    pub diagnostics: Diagnostics,
}

/// A study whose every cell is valid.
#[derive(Debug)]
pub struct Study {
    /// Stable id.
    pub id: Arc<str>,
    /// Title for people.
    pub title: Arc<str>,
    /// What it asks.
    pub about: Arc<str>,
    /// What differs between cells.
    pub factors: Vec<Factor>,
    /// The cells.
    pub cells: Vec<Cell>,
    /// Which cells there are.
    pub design: Design,
    /// When a cell needs no more replicates.
    pub rule: Option<Rule>,
    /// The metrics that effects are computed of.
    pub responses: Vec<&'static Metric>,
    /// Paired replicates of each cell; the most of them where there is a rule.
    pub replications: u32,
    /// Seed of all luck.
    pub seed: u64,
    /// The arms by id: without sharing, then each strategy.
    pub arms: Vec<Arc<str>>,
    /// The teams by id.
    pub teams: Vec<Arc<str>>,
    draft: Draft,
    base: Changes,
    presets: Vec<&'static Preset>,
    chosen: Vec<String>,
}

impl Study {
    /// Reads a study and checks it whole.
    ///
    /// # Errors
    /// [`StudyError`].
    pub fn read(path: &Path) -> Result<Self, StudyError> {
        let mut sources = Sources::new();
        let mut diagnostics = Diagnostics::new();
        let bytes = bytes(path)?;
        let row = sources
            .add_bytes(path.display().to_string(), &bytes, &mut diagnostics)
            .and_then(|source| decode::read::<written::Study>(source, &sources, &mut diagnostics));
        let folder = path.parent().unwrap_or(Path::new(""));
        let row = match row {
            Some((row, _)) if !diagnostics.has_errors() => row,
            _ => return Err(invalid(None, sources, diagnostics)),
        };
        let factors: Vec<Factor> = row.factors.iter().map(Factor::of).collect();
        let table = table(&row, folder, &factors, &mut diagnostics)?;
        check(&row, &factors, &mut diagnostics);
        let responses = row.responses.iter().filter_map(|name| metric(name, &mut diagnostics)).collect();
        let rule = row.stop.as_ref().and_then(|stop| rule(stop, &mut diagnostics));
        let laid = if diagnostics.has_errors() {
            Vec::new()
        } else {
            lay_out(&row, &factors, table.as_deref(), &mut diagnostics)
        };
        if diagnostics.has_errors() {
            return Err(invalid(None, sources, diagnostics));
        }
        let file = folder.join(row.scenario.as_str());
        let draft = Draft::read(&file)
            .map_err(|error| StudyError::Read { path: file, reason: error.source.to_string() })?;
        let chosen: Vec<String> = row.strategies.iter().map(|name| name.as_str().to_owned()).collect();
        let mut study = Self {
            id: row.id.as_str().into(),
            title: row.title.as_str().into(),
            about: row.about.as_deref().unwrap_or("").into(),
            factors,
            cells: Vec::new(),
            design: row.design.clone(),
            rule,
            responses,
            replications: row.replications.map_or(0, |count| count.get()),
            seed: row.seed.unwrap_or(0),
            arms: Vec::new(),
            teams: Vec::new(),
            base: Changes {
                variant: row.variant.as_ref().map(|id| id.as_str().to_owned()),
                settings: Vec::new(),
            },
            presets: chosen.iter().filter_map(|name| Preset::named(name)).collect(),
            chosen,
            draft,
        };
        study.fill(&row, laid, (sources, diagnostics))?;
        Ok(study)
    }

    /// Checks the scenario of every cell, and takes from the first what the study leaves to the scenario.
    fn fill(
        &mut self,
        row: &written::Study,
        laid: Vec<cells::Laid>,
        (sources, mut diagnostics): (Sources, Diagnostics),
    ) -> Result<(), StudyError> {
        for (number, (values, point)) in laid.into_iter().enumerate() {
            let mut cell = Cell { number, values, point, hash: String::new() };
            let scenario = self.scenario(&cell)?;
            if number == 0 {
                self.replications =
                    row.replications.map_or(scenario.experiment.replications, |count| count.get());
                self.seed = row.seed.unwrap_or(scenario.experiment.seed);
                self.teams = scenario.teams.iter().map(|team| team.name.id.clone()).collect();
                let strategies = self.strategies(&scenario, row, &mut diagnostics);
                if diagnostics.has_errors() {
                    return Err(invalid(None, sources, diagnostics));
                }
                let ids = strategies.iter().map(|id| scenario.strategy(*id).name.id.clone());
                self.arms = std::iter::once(NONE.into()).chain(ids).collect();
            }
            let same = scenario.teams.iter().map(|team| &team.name.id).eq(&self.teams);
            if !same || self.ids(&scenario).len() + 1 != self.arms.len() {
                let message = "a cell has other teams or strategies than the first: let factors change their values only";
                let fault = Diagnostic::error(Code::UnknownReference, message).at(row.factors_place(), "");
                diagnostics.push(fault);
                return Err(invalid(Some(cell.label(&self.factors)), sources, diagnostics));
            }
            cell.hash = self.hash(&scenario);
            self.cells.push(cell);
        }
        Ok(())
    }

    fn ids(&self, scenario: &Scenario) -> Vec<StrategyId> {
        let place = |id: &Arc<str>| scenario.strategies.iter().position(|one| one.name.id == *id);
        self.arms.iter().skip(1).filter_map(place).map(StrategyId::at).collect()
    }

    fn strategies(
        &self,
        scenario: &Scenario,
        row: &written::Study,
        diagnostics: &mut Diagnostics,
    ) -> Vec<StrategyId> {
        if self.chosen.is_empty() {
            return (0..scenario.strategies.len()).map(StrategyId::at).collect();
        }
        let known = || scenario.strategies.iter().map(|one| &*one.name.id);
        let mut found: Vec<StrategyId> = Vec::new();
        for name in row.strategies.iter().filter(|name| name.as_str() != NONE) {
            match known().position(|id| id == name.as_str()).map(StrategyId::at) {
                Some(id) if !found.contains(&id) => found.push(id),
                Some(_) => {}
                None => {
                    let message = format!("the scenario has no strategy `{}`", name.as_str());
                    let fault = Diagnostic::error(Code::UnknownReference, message).at(name.place, "");
                    let fault = match suggest::closest(name.as_str(), known()) {
                        Some(meant) => fault.did_you_mean(Some(meant)),
                        None => fault.help("name one of the scenario, or one of `coalition strategies`"),
                    };
                    diagnostics.push(fault);
                }
            }
        }
        found
    }

    fn changes(&self, cell: &Cell) -> Changes {
        let mut changes = self.base.clone();
        for (factor, value) in self.factors.iter().zip(&cell.values) {
            for path in &factor.sets {
                if &**path == "variant" {
                    changes.variant = Some(value.text.to_string());
                } else {
                    let origin = format!("factor `{}` of the study", factor.id);
                    changes.settings.push(Setting::new(path, &value.text).from_origin(origin));
                }
            }
        }
        changes
    }

    /// The checked scenario of a cell.
    fn scenario(&self, cell: &Cell) -> Result<Arc<Scenario>, StudyError> {
        let (metrics, changes) = (definition::names(), self.changes(cell));
        let options = Options { metrics: &metrics, presets: &self.presets, changes: Some(&changes) };
        let Loaded { sources, diagnostics, scenario, .. } = self.draft.build(&options);
        scenario.map(Arc::new).ok_or_else(|| invalid(Some(cell.label(&self.factors)), sources, diagnostics))
    }

    /// What is played in a cell.
    ///
    /// # Errors
    /// [`StudyError`] where its scenario has errors; it had none when the study was read.
    pub fn cell(&self, cell: &Cell) -> Result<runner::Design, StudyError> {
        let scenario = self.scenario(cell)?;
        let strategies = self.ids(&scenario);
        Ok(runner::Design {
            scenario,
            seed: self.seed,
            replications: self.replications,
            strategies,
            jobs: None,
        })
    }

    fn hash(&self, scenario: &Scenario) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(transform::fingerprint(scenario).as_bytes());
        hasher.update(&self.seed.to_le_bytes());
        hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
        for name in
            self.arms.iter().map(|arm| &**arm).chain([IDEAL]).chain(METRICS.iter().map(|metric| metric.name))
        {
            hasher.update(name.as_bytes());
            hasher.update(&[0]);
        }
        hasher.finalize().to_hex()[..32].to_owned()
    }

    /// What tells this study from every other that gives other results, as a hash: its cells, arms, seed and rule.
    pub fn fingerprint(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for cell in &self.cells {
            hasher.update(cell.hash.as_bytes());
        }
        // a metric holds functions, whose addresses differ from run to run
        let rule = self.rule.map(|rule| format!("{} {:?}", rule.metric.name, rule.rule));
        hasher.update(format!("{rule:?} {}", self.replications).as_bytes());
        hasher.finalize().to_hex().to_string()
    }
}

impl written::Study {
    fn factors_place(&self) -> Place {
        self.factors.iter().next().map_or(self.id.place, |factor| factor.id.place)
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, StudyError> {
    use std::io::Read as _;
    let fail = |reason: String| StudyError::Read { path: path.to_owned(), reason };
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(|error| fail(error.to_string()))?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| fail(error.to_string()))?;
    if bytes.len() as u64 > LARGEST {
        return Err(fail(format!("it has more than {LARGEST} bytes")));
    }
    Ok(bytes)
}

fn invalid(cell: Option<String>, sources: Sources, diagnostics: Diagnostics) -> StudyError {
    StudyError::Invalid { cell, loaded: Box::new(LoadedStudy { sources, diagnostics }) }
}

fn fault(code: Code, place: Place, text: &str, diagnostics: &mut Diagnostics) {
    let (message, help) = text.split_once(": ").unwrap_or((text, "look at `coalition study --help`"));
    diagnostics.push(Diagnostic::error(code, message).at(place, "").help(help));
}

fn check(row: &written::Study, factors: &[Factor], diagnostics: &mut Diagnostics) {
    for (place, factor) in row.factors.iter().enumerate() {
        let at = factor.id.place;
        if factors[..place].iter().any(|other| *other.id == *factor.id.as_str()) {
            fault(Code::DuplicateId, at, "two factors have this id: give one of them another", diagnostics);
        }
        if factor.sets.is_empty() {
            fault(
                Code::EmptyList,
                at,
                "the factor sets nothing: write at least one path in `sets`",
                diagnostics,
            );
        }
        if factors[place].levels() == 0 && !matches!(row.design, Design::Table { .. }) {
            fault(
                Code::EmptyList,
                at,
                "the factor has no level: write at least one in `levels`",
                diagnostics,
            );
        }
        if let written::Levels::Range { from, to, log, .. } = &factor.levels {
            if !(from.is_finite() && to.is_finite() && **from < **to) {
                fault(
                    Code::ReversedBound,
                    from.place,
                    "the range has no width: write the lesser number in `from`",
                    diagnostics,
                );
            } else if *log && **from <= 0.0 {
                fault(
                    Code::OutOfRange,
                    from.place,
                    "a logarithmic range begins above zero: write a positive number",
                    diagnostics,
                );
            }
        }
    }
    if row.factors.is_empty() {
        fault(
            Code::EmptyList,
            row.id.place,
            "the study has no factor: write at least one in `factors`",
            diagnostics,
        );
    }
    if let Some(first) = row.exclude.iter().next().filter(|_| cells::needs_all(&row.design)) {
        let text = "this design needs all of its cells: take `exclude` away, or choose another design";
        fault(Code::NothingSelected, first.place, text, diagnostics);
    }
}

fn metric(name: &Spanned<Text>, diagnostics: &mut Diagnostics) -> Option<&'static Metric> {
    let found = definition::metric(name.as_str());
    if found.is_none() {
        let message = format!("there is no metric `{}`", name.as_str());
        let fault = Diagnostic::error(Code::UnknownMetric, message).at(name.place, "");
        diagnostics.push(match suggest::closest(name.as_str(), definition::names()) {
            Some(meant) => fault.did_you_mean(Some(meant)),
            None => fault.help("`coalition list metrics` shows all"),
        });
    }
    found
}

fn rule(stop: &written::StopRule, diagnostics: &mut Diagnostics) -> Option<Rule> {
    let metric = metric(&stop.metric, diagnostics)?;
    let positive = |value: &Spanned<f64>| value.is_finite() && **value > 0.0;
    let precision = match (&stop.relative, &stop.absolute) {
        (Some(share), None) if positive(share) => Precision::RelativeToBaseline(**share),
        (None, Some(width)) if positive(width) => Precision::Absolute(**width),
        (Some(value), None) | (None, Some(value)) => {
            fault(
                Code::OutOfRange,
                value.place,
                "no interval is as narrow as that: write a number above zero",
                diagnostics,
            );
            return None;
        }
        _ => {
            fault(
                Code::MissingField,
                stop.place,
                "how narrow is not said, or twice: write either `relative` or `absolute`",
                diagnostics,
            );
            return None;
        }
    };
    Some(Rule { metric, rule: StoppingRule::new(Level::P95, precision, 0) })
}

/// The rows of the table of a design, factor by factor.
fn table(
    row: &written::Study,
    folder: &Path,
    factors: &[Factor],
    diagnostics: &mut Diagnostics,
) -> Result<Option<Vec<Vec<String>>>, StudyError> {
    let Design::Table { file } = &row.design else { return Ok(None) };
    let path = folder.join(file.as_str());
    let bytes = bytes(&path)?;
    let wrong = |error: csv::Error| StudyError::Read { path: path.clone(), reason: error.to_string() };
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(&bytes[..]);
    let header = reader.headers().map_err(wrong)?.clone();
    let mut places = Vec::new();
    for factor in factors {
        match header.iter().position(|name| name == &*factor.id) {
            Some(place) => places.push(place),
            None => {
                let text =
                    format!("the table has no column `{}`: give every factor a column of its id", factor.id);
                fault(Code::MissingField, file.place, &text, diagnostics);
            }
        }
    }
    for name in header.iter().filter(|name| factors.iter().all(|factor| &*factor.id != *name)) {
        let text = format!("the table's column `{name}` is no factor: take it away, or write the factor");
        fault(Code::UnknownField, file.place, &text, diagnostics);
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(wrong)?;
        rows.push(places.iter().map(|place| record.get(*place).unwrap_or("").to_owned()).collect());
    }
    Ok(Some(rows))
}

/// The values of the cells that are played.
fn lay_out(
    row: &written::Study,
    factors: &[Factor],
    table: Option<&[Vec<String>]>,
    diagnostics: &mut Diagnostics,
) -> Vec<cells::Laid> {
    let place = row.factors_place();
    let (count, rows) = (cells::count(&row.design, factors), table.map_or(0, <[_]>::len));
    if count.max(rows as u128) > MOST_CELLS as u128 {
        let text = format!(
            "the study has more than {MOST_CELLS} cells: give factors fewer levels, or choose another design"
        );
        fault(Code::TooMany, place, &text, diagnostics);
        return Vec::new();
    }
    let mut laid = match cells::lay_out(&row.design, factors, table) {
        Ok(laid) => laid,
        Err(text) => {
            fault(Code::OutOfRange, place, &text, diagnostics);
            return Vec::new();
        }
    };
    for exclusion in row.exclude.iter() {
        let conditions: Vec<(usize, Value)> =
            exclusion.all.iter().filter_map(|text| condition(text, factors, diagnostics)).collect();
        let before = laid.len();
        laid.retain(|(values, _)| {
            !conditions.iter().all(|(factor, value)| values[*factor].text == value.text)
        });
        if laid.len() == before && !diagnostics.has_errors() {
            let text = "nothing is left out by this: name levels as the factors have them, all of one cell";
            fault(Code::NothingSelected, exclusion.place, text, diagnostics);
        }
    }
    if laid.is_empty() && !diagnostics.has_errors() {
        fault(Code::EmptyList, place, "no cell is left: leave out fewer", diagnostics);
    }
    laid
}

fn condition(
    text: &Spanned<Text>,
    factors: &[Factor],
    diagnostics: &mut Diagnostics,
) -> Option<(usize, Value)> {
    let Some((id, level)) = text.as_str().split_once('=') else {
        fault(
            Code::WrongType,
            text.place,
            "this is no condition: write `factor=level`, such as `delay=24h`",
            diagnostics,
        );
        return None;
    };
    let place = factors.iter().position(|factor| &*factor.id == id.trim());
    if place.is_none() {
        let message = format!("there is no factor `{}`", id.trim());
        let near = suggest::closest(id.trim(), factors.iter().map(|factor| &*factor.id));
        diagnostics
            .push(Diagnostic::error(Code::UnknownReference, message).at(text.place, "").did_you_mean(near));
    }
    place.map(|place| (place, Value::of(level.trim())))
}
