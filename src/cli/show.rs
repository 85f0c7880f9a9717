//! `coalition show`: a scenario as it will run.

use super::args::{Show, ShowFormat};
use super::error::CliError;
use super::{exit, load, output};
use crate::report::expanded;

pub(super) fn show(options: &Show) -> Result<u8, CliError> {
    let loaded = load::read(&options.file, &[], &options.changes.get())?;
    if !loaded.diagnostics.is_empty() {
        output::note(&load::describe(&loaded));
    }
    let (Some(document), Some(_)) = (loaded.document, loaded.scenario) else { return Err(CliError::Invalid) };
    let whole = expanded::form(document, options.defaults);
    let shown = match &options.part {
        None => &whole,
        Some(path) => expanded::part(&whole, path).map_err(|error| {
            let hint = if options.defaults { "" } else { "; `--defaults` shows what is not written too" };
            CliError::Usage(format!("{error}{hint}"))
        })?,
    };
    output::with(|out| match options.format {
        ShowFormat::Ron => out.write_all(expanded::to_ron(shown).as_bytes()),
        ShowFormat::Json => writeln!(out, "{:#}", expanded::to_json(shown)),
    })?;
    Ok(exit::OK)
}
