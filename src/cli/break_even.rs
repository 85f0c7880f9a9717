//! `coalition break-even`: how late sharing may come before it no longer pays.

use super::args::{BreakEven, RowFormat};
use super::error::CliError;
use super::{exit, interrupt, load, output};
use crate::experiment::{self, Price};
use crate::export::{csv, json};
use crate::report::break_even;

pub(super) fn break_even(options: &BreakEven) -> Result<u8, CliError> {
    let metric = load::metric(&options.metric)?;
    let scenario =
        load::scenario(&options.file, &load::presets([&options.strategy]), &options.changes.get())?;
    let strategy = load::one_strategy(&scenario, &options.strategy)?;
    let longest = options.longest.unwrap_or(scenario.exercise.duration);
    let design = load::design(scenario, options.seed, options.replications, vec![strategy], options.jobs);
    let price = Price { metric, hour: options.hour_price, longest };
    let found = experiment::break_even(&design, strategy, price, interrupt::listen())?;
    output::with(|out| match options.format {
        RowFormat::Table => break_even::write(&design, strategy, price, &found, output::WIDTH, &mut { out }),
        RowFormat::Csv => csv::write(&found.rows, out),
        RowFormat::Json => json::write_array(&found.rows, out),
    })?;
    Ok(exit::OK)
}
