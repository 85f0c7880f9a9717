//! `coalition run`: play, compare, write the results, say what they mean.

use std::path::PathBuf;
use std::sync::atomic::Ordering;

use indicatif::{ProgressBar, ProgressStyle};

use super::args::{Format, Run};
use super::error::CliError;
use super::{exit, interrupt, load, output};
use crate::experiment::{self, Design, ExperimentError};
use crate::export::results::{Draft, Page};
use crate::export::{ResultFolder, csv, json};
use crate::report::summary::{self, Findings};
use crate::scenario::presets::PRESETS;

pub(super) fn run(options: &Run) -> Result<u8, CliError> {
    let main = load::metric(&options.rank_by)?;
    let changes = options.changes.get();
    let presets = if options.presets { PRESETS.iter().collect() } else { load::presets(&options.strategies) };
    let read = if options.quiet { load::scenario_in_silence } else { load::scenario };
    let scenario = read(&options.file, &presets, &changes)?;
    let strategies = load::strategies(&scenario, &options.strategies)?;
    let target = options.out.clone().unwrap_or_else(|| PathBuf::from("results").join(&*scenario.name.id));
    let design = load::design(scenario, options.seed, options.replications, strategies, options.jobs);
    // Before anything is written: from here on an interrupt tidies up.
    let stop = interrupt::listen();
    let mut draft = Draft::begin(ResultFolder::begin(&target)?)?;
    let bar = bar(&design, options.quiet);
    let found = experiment::stream(
        &design,
        stop,
        |replicate| {
            bar.inc(1);
            Page::of(&replicate)
        },
        |page| Ok::<(), CliError>(draft.append(&page)?),
    );
    bar.finish_and_clear();
    let found = found?;
    let comparison = experiment::compare(&design, &found)?;
    let ranking = experiment::rank(&design, &found)?;
    let survival = experiment::survive(&design, &found);
    if stop.load(Ordering::Relaxed) {
        return Err(ExperimentError::Interrupted.into());
    }
    let written = draft.finish((&design, &changes), &found, (&comparison, &ranking, &survival))?;
    if !options.quiet {
        let findings =
            Findings { design: &design, results: &found, comparison: &comparison, ranking: &ranking, main };
        report(options.format, &findings)?;
        output::note(&format!("Results: {}", written.display()));
    }
    Ok(exit::OK)
}

fn bar(design: &Design, quiet: bool) -> ProgressBar {
    let bar = if quiet { ProgressBar::hidden() } else { ProgressBar::new(u64::from(design.replications)) };
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} replicates, {eta} left") {
        bar.set_style(style);
    }
    bar
}

fn report(format: Format, findings: &Findings) -> Result<(), CliError> {
    output::with(|out| match format {
        Format::Table => summary::write(findings, output::WIDTH, &mut { out }),
        Format::Markdown => summary::write_markdown(findings, &mut { out }),
        Format::Csv => csv::write(findings.comparison, out),
        Format::Json => json::write_array(findings.comparison, out),
    })
}
