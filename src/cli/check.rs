//! `coalition check`: everything that is wrong with scenarios, all at once.

use std::path::Path;

use super::args::{Check, CheckFormat};
use super::error::CliError;
use super::{exit, load, output};
use crate::diagnostic::render::json;
use crate::scenario::Loaded;

pub(super) fn check(options: &Check) -> Result<u8, CliError> {
    let mut code = exit::OK;
    let mut documents = Vec::new();
    let changes = options.changes.get();
    for path in &options.files {
        let loaded = match load::read(path, &[], &changes) {
            Ok(loaded) => loaded,
            Err(error) => {
                // one file that cannot be read does not keep the others from being checked
                output::complain(&error);
                code = code.max(error.exit());
                continue;
            }
        };
        if loaded.scenario.is_none() {
            code = code.max(exit::FINDINGS);
        }
        match options.format {
            CheckFormat::Human => tell(path, &loaded)?,
            CheckFormat::Json => documents.extend(list(&loaded).map_err(std::io::Error::other)?),
        }
    }
    if options.format == CheckFormat::Json {
        output::print(&serde_json::to_string_pretty(&documents).map_err(std::io::Error::other)?)?;
    }
    Ok(code)
}

fn tell(path: &Path, loaded: &Loaded) -> Result<(), CliError> {
    if !loaded.diagnostics.is_empty() {
        output::note(&load::describe(loaded));
    }
    let verdict = if loaded.scenario.is_some() { "ok" } else { "invalid" };
    output::print(&format!("{}: {verdict}", path.display()))
}

fn list(loaded: &Loaded) -> serde_json::Result<Vec<serde_json::Value>> {
    serde_json::from_str(&json::render(&loaded.diagnostics, &loaded.sources)?)
}
