//! `coalition baseline`: results to hold later ones against.

mod store;

use std::path::{Path, PathBuf};

use super::args::baseline::{Accept, Action, Baseline as Options, Common, Compare, ShiftFormat, Write};
use super::error::CliError;
use super::test::files;
use super::{exit, interrupt, load, output};
use crate::diagnostic::suggest;
use crate::experiment::regression::{
    self, Acceptance, Comparison, Finding, Gravity, ScenarioBaseline, Shift, Terms,
};
use crate::experiment::{BEHAVIOUR_VERSION, RANDOM_STREAMS};
use crate::export;
use crate::metrics::definition;
use crate::report::shifts;
use crate::scenario::Changes;
use crate::scenario::changes::{self, Change};

pub(super) fn baseline(options: &Options) -> Result<u8, CliError> {
    match &options.action {
        Action::Write(options) => write(options),
        Action::Compare(options) => compare(options),
        Action::Accept(options) => accept(options),
    }
}

fn write(options: &Write) -> Result<u8, CliError> {
    let path = &options.common.baseline;
    if !options.force {
        store::expect_none(path)?;
    }
    let mut whole = store::empty();
    for file in files::scenarios(&options.paths)? {
        let now = measure(&file, options.common.jobs, (options.seed, Some(options.replications)))?;
        if let Some(other) = whole.scenarios.iter().find(|one| one.scenario == now.scenario) {
            return Err(CliError::Usage(format!(
                "`{}` and `{}` have the same id, `{}`: give one of them another",
                other.file, now.file, now.scenario
            )));
        }
        whole.scenarios.push(now);
    }
    whole.scenarios.sort_by(|a, b| a.scenario.cmp(&b.scenario));
    store::write(path, &whole)?;
    let many = whole.scenarios.len();
    output::note(&format!("Baseline: {} ({many} scenarios, behaviour {BEHAVIOUR_VERSION})", path.display()));
    Ok(exit::OK)
}

/// What the scenario of a file comes to now, in all its arms.
fn measure(
    file: &Path,
    jobs: Option<usize>,
    (seed, replications): (Option<u64>, Option<u32>),
) -> Result<ScenarioBaseline, CliError> {
    let scenario = load::scenario(file, &[], &Changes::default())?;
    let strategies = load::strategies(&scenario, &[])?;
    let design = load::design(scenario, seed, replications, strategies, jobs);
    Ok(regression::measure(&design, &file.display().to_string(), interrupt::listen())?)
}

/// Each scenario of the baseline that is asked for, and what it comes to now. `seed` takes the place of the baseline's.
fn again(
    whole: &regression::Baseline,
    paths: &[PathBuf],
    common: &Common,
    seed: Option<u64>,
) -> Result<Vec<(usize, ScenarioBaseline)>, CliError> {
    let files = if paths.is_empty() {
        whole.scenarios.iter().map(|scenario| PathBuf::from(&scenario.file)).collect()
    } else {
        files::scenarios(paths)?
    };
    let mut pairs = Vec::new();
    for file in files {
        let id = load::scenario(&file, &[], &Changes::default())?.name.id.clone();
        let Some(place) = whole.scenarios.iter().position(|one| one.scenario == *id) else {
            return Err(CliError::Usage(format!(
                "the baseline has no scenario `{id}`: add it with `coalition baseline write --force`"
            )));
        };
        let old = &whole.scenarios[place];
        let luck = (Some(seed.unwrap_or(old.seed)), Some(old.replications));
        pairs.push((place, measure(&file, common.jobs, luck)?));
    }
    Ok(pairs)
}

fn compare(options: &Compare) -> Result<u8, CliError> {
    let reports = reports(&options.report)?;
    let whole = store::read(&options.common.baseline)?;
    let changes = options.changes.as_deref().map_or(Ok(Vec::new()), declared)?;
    let comparisons: Vec<Comparison> = again(&whole, &options.paths, &options.common, options.seed)?
        .into_iter()
        .map(|(place, now)| {
            let old = &whole.scenarios[place];
            let paired = old.seed == now.seed && old.random_streams == RANDOM_STREAMS;
            regression::compare(old, &now, Terms { margin: options.margin, paired })
        })
        .collect();
    let findings = regression::examine(&comparisons, &changes);
    let found = Found { options, comparisons: &comparisons, findings: &findings };
    for (path, format) in reports {
        export::put_file(path, found.render(format)?.as_bytes())?;
    }
    output::print(found.render(options.format)?.trim_end())?;
    let worst = findings.iter().map(|finding| finding.gravity).max();
    Ok(match worst {
        None => exit::OK,
        Some(Gravity::Undecided) => exit::UNDECIDED,
        Some(Gravity::Fault) => exit::FINDINGS,
    })
}

struct Found<'a> {
    options: &'a Compare,
    comparisons: &'a [Comparison],
    findings: &'a [Finding],
}

impl Found<'_> {
    fn render(&self, format: ShiftFormat) -> Result<String, CliError> {
        let Self { comparisons, findings, .. } = self;
        Ok(match format {
            ShiftFormat::Human => shifts::text(comparisons, findings),
            ShiftFormat::Json => export::readable(&shifts::value(comparisons, findings)),
            ShiftFormat::Junit => shifts::junit(comparisons, findings, &self.command())
                .ok_or_else(|| std::io::Error::other("the report is no XML"))?,
        })
    }

    fn command(&self) -> String {
        let Compare { paths, common, margin, changes, seed, .. } = self.options;
        let mut words = vec!["coalition baseline compare".to_owned()];
        words.extend(paths.iter().map(|path| path.display().to_string()));
        words.push(format!("--baseline {} --margin {margin}", common.baseline.display()));
        words.extend(changes.iter().map(|changes| format!("--changes {}", changes.display())));
        words.extend(seed.iter().map(|seed| format!("--seed {seed}")));
        words.join(" ")
    }
}

/// The changes that are declared in a file.
fn declared(path: &Path) -> Result<Vec<Change>, CliError> {
    let loaded = changes::load_changes(path, &definition::names()).map_err(|error| {
        CliError::Input(format!("cannot read the changes `{}`: {}", path.display(), error.source))
    })?;
    if !loaded.diagnostics.is_empty() {
        output::note(&load::describe_all(&loaded.diagnostics, &loaded.sources));
    }
    loaded.changes.ok_or_else(|| CliError::Usage(format!("the changes in `{}` have errors", path.display())))
}

fn accept(options: &Accept) -> Result<u8, CliError> {
    let known = definition::names();
    if let Some(wrong) = options.metric.iter().find(|metric| !known.contains(&metric.as_str())) {
        let near = suggest::closest(wrong, known.iter().copied());
        let help = near.map_or_else(String::new, |near| format!(": did you mean `{near}`?"));
        return Err(CliError::Usage(format!("there is no metric `{wrong}`{help}")));
    }
    let path = &options.common.baseline;
    let mut whole = store::read(path)?;
    let (mut log, mut left) = (Vec::new(), 0);
    for (place, now) in again(&whole, &options.paths, &options.common, None)? {
        let old = &mut whole.scenarios[place];
        expect_arms(old, &options.arm)?;
        let what = Acceptance { metrics: &options.metric, arms: &options.arm, reason: options.reason.trim() };
        log.extend(old.accept(&now, what));
        let rest = regression::compare(old, &now, Terms { margin: 0.0, paired: true });
        left += rest.cells.len() - rest.count(Shift::Identical);
    }
    let mut text: Vec<String> = log
        .iter()
        .map(|entry| {
            let number =
                |value: Option<f64>| value.map_or_else(|| "none".to_owned(), |value| format!("{value:.4}"));
            let regression::Accepted { scenario, arm, team, metric, old, new, .. } = entry;
            format!("{scenario}, {arm}, {team}, {metric}: {} → {}", number(*old), number(*new))
        })
        .collect();
    text.push(format!("{} values accepted; {left} others are not what they were", log.len()));
    whole.log.extend(log);
    store::write(path, &whole)?;
    output::print(&text.join("\n"))?;
    Ok(exit::OK)
}

fn expect_arms(old: &ScenarioBaseline, arms: &[String]) -> Result<(), CliError> {
    let known: Vec<&str> = old.arms.iter().map(|arm| arm.arm.as_str()).collect();
    match arms.iter().find(|arm| !known.contains(&arm.as_str())) {
        None => Ok(()),
        Some(wrong) => Err(CliError::Usage(format!(
            "`{wrong}` is no arm of `{}`: use {}",
            old.scenario,
            known.join(", ")
        ))),
    }
}

/// The files to write, each in the format of its ending.
fn reports(paths: &[PathBuf]) -> Result<Vec<(&Path, ShiftFormat)>, CliError> {
    let format = |path: &Path| match path.extension()?.to_str()? {
        "xml" => Some(ShiftFormat::Junit),
        "json" => Some(ShiftFormat::Json),
        "txt" => Some(ShiftFormat::Human),
        _ => None,
    };
    let all = paths.iter().map(|path| {
        format(path).map(|format| (path.as_path(), format)).ok_or_else(|| {
            CliError::Usage(format!(
                "`{}` does not tell which format it is to have: end it with .xml for JUnit, .json, or .txt",
                path.display()
            ))
        })
    });
    all.collect()
}
