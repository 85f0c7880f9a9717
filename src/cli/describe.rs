//! `coalition describe`: a scenario in words and tables.

use super::args::describe::Describe;
use super::error::CliError;
use super::{exit, load, output};
use crate::report::describe;

pub(super) fn describe(options: &Describe) -> Result<u8, CliError> {
    let loaded = load::read(&options.file, &load::presets(&options.strategies), &options.changes.get())?;
    if !loaded.diagnostics.is_empty() {
        output::note(&load::describe(&loaded));
    }
    let (Some(document), Some(scenario)) = (loaded.document, loaded.scenario) else {
        return Err(CliError::Invalid);
    };
    output::with(|out| {
        if options.methods {
            describe::methods(&scenario, out)
        } else {
            describe::write(&scenario, &document, out)
        }
    })?;
    Ok(exit::OK)
}
