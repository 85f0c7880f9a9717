//! `coalition study`: one scenario in many cells; planned, played, resumed, shared out, put together.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressStyle};

use super::args::study::{Merge, Plan, PlanFormat, Run, Status, Study as Options, Verb};
use super::error::CliError;
use super::{exit, interrupt, load, output};
use crate::experiment::ExperimentError;
use crate::experiment::study::{Cell, Shard, Study, StudyError, Unit, missing, play};
use crate::export::parts::Parts;
use crate::export::study::{self, State};

pub(super) fn study(options: &Options) -> Result<u8, CliError> {
    match &options.verb {
        Verb::Plan(options) => plan(options),
        Verb::Run(options) => run(options),
        Verb::Status(options) => status(options),
        Verb::Merge(options) => merge(options),
    }
}

/// A study that must be right; what is wrong goes to standard error.
fn read(path: &Path) -> Result<Study, CliError> {
    Study::read(path).map_err(|error| {
        if let StudyError::Invalid { loaded, .. } = &error {
            output::note(&load::describe_all(&loaded.diagnostics, &loaded.sources));
        }
        error.into()
    })
}

fn parts(study: &Study, folder: Option<&PathBuf>) -> Parts {
    let usual = || Path::new("results").join(format!("{}.parts", study.id));
    Parts::at(&folder.cloned().unwrap_or_else(usual))
}

fn all_parts(study: &Study, folders: &[PathBuf]) -> Vec<Parts> {
    match folders {
        [] => vec![parts(study, None)],
        some => some.iter().map(|folder| Parts::at(folder)).collect(),
    }
}

fn target(study: &Study, out: Option<&PathBuf>) -> PathBuf {
    out.cloned().unwrap_or_else(|| Path::new("results").join(&*study.id))
}

fn plan(options: &Plan) -> Result<u8, CliError> {
    let study = read(&options.file)?;
    output::with(|out| match options.format {
        PlanFormat::Csv => {
            let mut writer = csv::Writer::from_writer(out);
            writer.write_record(study.factors.iter().map(|factor| &*factor.id))?;
            for cell in &study.cells {
                writer.write_record(cell.values.iter().map(|value| &*value.text))?;
            }
            writer.flush()
        }
        PlanFormat::Table => {
            let (cells, arms, most) = (study.cells.len(), study.arms.len(), study.replications);
            let plays = cells as u64 * u64::from(most) * (arms as u64 + 1);
            let up_to = if study.rule.is_some() { "at most " } else { "" };
            writeln!(out, "EXERCISE — {}", study.title)?;
            writeln!(
                out,
                "{cells} cells, {up_to}{most} replicates of each with seed {}, in {} arms and with ideal sharing: {up_to}{plays} plays.",
                study.seed,
                study.arms.join(", ")
            )?;
            for cell in &study.cells {
                writeln!(out, "{:>5}  {}", cell.number, cell.label(&study.factors))?;
            }
            Ok(())
        }
    })?;
    Ok(exit::OK)
}

fn run(options: &Run) -> Result<u8, CliError> {
    let study = read(&options.file)?;
    let parts = parts(&study, options.parts.as_ref());
    let stop = interrupt::listen();
    let threads = rayon::ThreadPoolBuilder::new().num_threads(options.jobs.unwrap_or(0)).build();
    let threads = threads.map_err(ExperimentError::Threads)?;
    let bar = if options.quiet { ProgressBar::hidden() } else { ProgressBar::new(study.cells.len() as u64) };
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} cells, {eta} left") {
        bar.set_style(style);
    }
    let shard = options.shard.unwrap_or(Shard::WHOLE);
    let mut work = Work { study: &study, parts: &parts, shard, number: 0, stop };
    let played = threads.install(|| {
        for cell in distinct(&study) {
            work.cell(cell)?;
            bar.inc(1);
        }
        Ok::<(), CliError>(())
    });
    bar.finish_and_clear();
    played?;
    if options.shard.is_some() {
        if !options.quiet {
            output::note(&format!("Parts of share {shard}: {}", parts.folder().display()));
        }
        return Ok(exit::OK);
    }
    finish(&study, &[parts], options.out.as_ref(), options.quiet)
}

/// Cells that give other results than all before them.
fn distinct(study: &Study) -> Vec<&Cell> {
    let mut seen = std::collections::BTreeSet::new();
    study.cells.iter().filter(|cell| seen.insert(&cell.hash)).collect()
}

/// What one runner does.
struct Work<'a> {
    study: &'a Study,
    parts: &'a Parts,
    shard: Shard,
    /// Pieces of work so far, those of other runners included.
    number: usize,
    stop: &'a AtomicBool,
}

impl Work<'_> {
    fn cell(&mut self, cell: &Cell) -> Result<(), CliError> {
        match self.study.rule {
            // Where it is decided while playing how many there are, a cell is one piece of work.
            Some(_) => {
                let mine = self.shard.does(self.number);
                self.number += 1;
                if mine { self.until_enough(cell) } else { Ok(()) }
            }
            None => self.blocks(cell),
        }
    }

    fn blocks(&mut self, cell: &Cell) -> Result<(), CliError> {
        let mine: Vec<Unit> = missing(cell.number, self.study.replications, &[])
            .into_iter()
            .filter(|_| {
                self.number += 1;
                self.shard.does(self.number - 1)
            })
            .collect();
        let there: Vec<(u32, u32)> =
            self.parts.of_cell(&cell.hash)?.iter().map(|part| (part.from, part.to)).collect();
        let holes = missing(cell.number, self.study.replications, &there);
        let mine = holes
            .into_iter()
            .filter(|hole| mine.iter().any(|unit| unit.from <= hole.from && hole.to <= unit.to));
        let mine: Vec<Unit> = mine.collect();
        if mine.is_empty() {
            return Ok(());
        }
        let design = self.study.cell(cell)?;
        for unit in mine {
            let rows = play(self.study, &design, unit, self.stop)?;
            self.parts.write(&cell.hash, unit, &rows)?;
        }
        Ok(())
    }

    fn until_enough(&mut self, cell: &Cell) -> Result<(), CliError> {
        let State { mut values, parts } =
            study::state(self.study, &cell.hash, std::slice::from_ref(self.parts))?;
        let mut there = parts.last().map_or(0, |part| part.to);
        let mut design = None;
        while self.study.enough(&values)?.is_none() {
            let look = self.study.next_look(there);
            if design.is_none() {
                design = Some(self.study.cell(cell)?);
            }
            let Some(design) = &design else { break };
            for unit in missing(cell.number, look, &[(0, there)]) {
                let rows = play(self.study, design, unit, self.stop)?;
                self.parts.write(&cell.hash, unit, &rows)?;
                study::add(self.study, &mut values, &rows)?;
            }
            there = look;
        }
        Ok(())
    }
}

fn finish(study: &Study, folders: &[Parts], out: Option<&PathBuf>, quiet: bool) -> Result<u8, CliError> {
    let written = study::merge(study, folders, &target(study, out))?;
    if interrupt::listen().load(Ordering::Relaxed) {
        return Err(ExperimentError::Interrupted.into());
    }
    if !quiet {
        output::note(&format!("Results: {}", written.display()));
    }
    Ok(exit::OK)
}

fn merge(options: &Merge) -> Result<u8, CliError> {
    let study = read(&options.file)?;
    finish(&study, &all_parts(&study, &options.parts), options.out.as_ref(), false)
}

fn status(options: &Status) -> Result<u8, CliError> {
    let study = read(&options.file)?;
    let folders = all_parts(&study, &options.parts);
    let mut lines = Vec::new();
    for cell in &study.cells {
        let State { values, .. } = study::state(&study, &cell.hash, &folders)?;
        if study.enough(&values)?.is_none() {
            let (label, there) = (cell.label(&study.factors), values.replicates());
            lines.push(format!("{:>5}  {label}: {there} of {} replicates", cell.number, study.replications));
        }
    }
    let complete = study.cells.len() - lines.len();
    output::print(&format!("{complete} of {} cells complete", study.cells.len()))?;
    if options.missing {
        for line in &lines {
            output::print(line)?;
        }
    }
    Ok(if lines.is_empty() { exit::OK } else { exit::FINDINGS })
}
