//! `coalition migrate`: a file of an older version of the format, rewritten.

use std::io::Read;

use super::args::Migrate;
use super::error::CliError;
use super::{exit, load, output};
use crate::export;
use crate::scenario::{self, SCHEMA, syntax};

pub(super) fn migrate(options: &Migrate) -> Result<u8, CliError> {
    let path = &options.file;
    let fail = |error: std::io::Error| CliError::Input(format!("cannot read `{}`: {error}", path.display()));
    let mut bytes = Vec::new();
    // One byte more than a scenario may have, so that an endless device is not read to its end.
    let most = syntax::LARGEST as u64 + 1;
    std::fs::File::open(path).map_err(fail)?.take(most).read_to_end(&mut bytes).map_err(fail)?;
    let migrated = scenario::migrate(path.display().to_string(), &bytes);
    if !migrated.diagnostics.is_empty() {
        output::note(&load::describe_all(&migrated.diagnostics, &migrated.sources));
    }
    let text = migrated.text.ok_or(CliError::Invalid)?;
    for change in &migrated.changes {
        output::note(&format!("changed: {change}"));
    }
    match &options.output {
        None => output::with(|out| out.write_all(text.as_bytes()))?,
        Some(target) => {
            export::new_file(target, text.as_bytes())?;
            output::note(&format!("Scenario in version {SCHEMA}: {}", target.display()));
        }
    }
    Ok(exit::OK)
}
