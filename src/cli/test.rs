//! `coalition test`: run scenarios, judge their expectations.

pub(super) mod files;
mod filter;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::{Test, TestFormat};
use super::error::CliError;
use super::{exit, interrupt, load, output};
use crate::experiment::{Design, Pool, judge};
use crate::export;
use crate::report::verdicts::{Case, Suite, Tally, github, human, json, junit, sarif};
use crate::scenario::model::{Expectation, Scenario};
use crate::scenario::{self, Changes};

use filter::Filter;

/// A scenario that may be judged.
struct Candidate {
    file: PathBuf,
    /// What was read, and the scenario where it is right.
    read: Option<(scenario::Loaded, Arc<Scenario>)>,
}

pub(super) fn test(options: &Test) -> Result<u8, CliError> {
    let reports = reports(&options.report)?;
    let filter = Filter::new(&options.filter)?;
    let files = files::scenarios(&options.paths)?;
    let changes = options.changes.get();
    let candidates: Vec<Candidate> =
        files.into_iter().map(|file| read(file, &changes)).collect::<Result<_, _>>()?;
    let right = candidates.iter().filter_map(|candidate| candidate.read.as_ref());
    filter.expect_any(right.map(|(_, scenario)| &**scenario))?;
    let mut suites = Vec::new();
    for candidate in &candidates {
        let Some(suite) = judged(options, &filter, candidate)? else { continue };
        if options.format == TestFormat::Human {
            output::print(&human::text(&suite))?;
        }
        suites.push(suite);
    }
    let tally = Tally::of(&suites);
    for (path, format) in reports {
        export::put_file(path, render(format, &suites)?.as_bytes())?;
    }
    match options.format {
        TestFormat::Human => output::print(&tally.line())?,
        format => output::print(render(format, &suites)?.trim_end())?,
    }
    Ok(code(&tally))
}

fn code(tally: &Tally) -> u8 {
    if tally.missed + tally.invalid > 0 {
        exit::FINDINGS
    } else if tally.undecided > tally.tolerated {
        exit::UNDECIDED
    } else {
        exit::OK
    }
}

fn read(file: PathBuf, changes: &Changes) -> Result<Candidate, CliError> {
    let mut loaded = load::read(&file, &[], changes)?;
    if !loaded.diagnostics.is_empty() {
        output::note(&load::describe(&loaded));
    }
    let scenario = loaded.scenario.take().map(Arc::new);
    Ok(Candidate { file, read: scenario.map(|scenario| (loaded, scenario)) })
}

/// What a scenario came to; none where the filter leaves nothing of it.
fn judged(options: &Test, filter: &Filter, candidate: &Candidate) -> Result<Option<Suite>, CliError> {
    let file = candidate.file.display().to_string();
    let Some((loaded, scenario)) = &candidate.read else {
        return Ok(Some(Suite { file, scenario: None, seed: 0, replications: 0, cases: Vec::new() }));
    };
    let id = &scenario.name.id;
    let chosen: Vec<&Expectation> =
        scenario.expectations.iter().filter(|expectation| filter.fits(id, &expectation.id)).collect();
    if chosen.is_empty() && !options.filter.is_empty() {
        return Ok(None);
    }
    let design = load::design(scenario.clone(), options.seed, options.replications, Vec::new(), options.jobs);
    let mut pool = Pool::new(&design, interrupt::listen())?;
    let mut cases = Vec::new();
    for expectation in chosen {
        let at = loaded.sources.get(expectation.place.source).line_column(expectation.place.range().start);
        cases.push(Case {
            judgement: judge(&mut pool, expectation, options.replications)?,
            line: at.line,
            column: at.column,
            command: command(options, &candidate.file, &design, expectation),
        });
    }
    let Design { seed, replications, .. } = design;
    Ok(Some(Suite { file, scenario: Some(id.clone()), seed, replications, cases }))
}

/// What judges an expectation again, just so.
fn command(options: &Test, file: &Path, design: &Design, expectation: &Expectation) -> String {
    let (file, seed, scenario) = (file.display(), design.seed, &design.scenario.name.id);
    let replications = options
        .replications
        .map_or_else(String::new, |replications| format!(" --replications {replications}"));
    let (changes, id) = (options.changes.get(), &expectation.id);
    format!("coalition test {file}{changes} --filter {scenario}/{id} --seed {seed}{replications}")
}

fn render(format: TestFormat, suites: &[Suite]) -> Result<String, CliError> {
    let pretty = |value| serde_json::to_string_pretty(&value).map_err(std::io::Error::other);
    Ok(match format {
        TestFormat::Human => {
            let mut lines: Vec<String> = suites.iter().map(human::text).collect();
            lines.push(Tally::of(suites).line() + "\n");
            lines.join("\n")
        }
        TestFormat::Junit => {
            junit::document(suites).ok_or_else(|| std::io::Error::other("the report is no XML"))?
        }
        TestFormat::Github => github::text(suites) + &Tally::of(suites).line() + "\n",
        TestFormat::Sarif => pretty(sarif::value(suites))? + "\n",
        TestFormat::Json => pretty(json::value(suites))? + "\n",
    })
}

/// The files to write, each in the format of its ending.
fn reports(paths: &[PathBuf]) -> Result<Vec<(&Path, TestFormat)>, CliError> {
    let format = |path: &Path| {
        let name = path.to_string_lossy().to_lowercase();
        let endings = [
            (".xml", TestFormat::Junit),
            (".sarif", TestFormat::Sarif),
            (".sarif.json", TestFormat::Sarif),
            (".json", TestFormat::Json),
            (".txt", TestFormat::Human),
        ];
        endings.into_iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, format)| format)
    };
    paths
        .iter()
        .map(|path| {
            let unknown = || {
                CliError::Usage(format!(
                    "`{}` does not tell which format it is to have: end it with .xml for JUnit, .sarif, .json, or .txt",
                    path.display()
                ))
            };
            format(path).map(|format| (path.as_path(), format)).ok_or_else(unknown)
        })
        .collect()
}
