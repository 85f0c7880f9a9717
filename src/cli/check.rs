//! `coalition check`: everything that is wrong with scenarios, all at once.

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
        let all = match load::with_variants(path, &changes) {
            Ok(all) => all,
            Err(error) => {
                // one file that cannot be read does not keep the others from being checked
                output::complain(&error);
                code = code.max(error.exit());
                continue;
            }
        };
        for (name, loaded) in &all {
            if loaded.scenario.is_none() {
                code = code.max(exit::FINDINGS);
            }
            match options.format {
                CheckFormat::Human => tell(name, loaded)?,
                CheckFormat::Json => documents.extend(list(loaded).map_err(std::io::Error::other)?),
            }
        }
    }
    if options.format == CheckFormat::Json {
        output::print(&serde_json::to_string_pretty(&documents).map_err(std::io::Error::other)?)?;
    }
    Ok(code)
}

fn tell(name: &str, loaded: &Loaded) -> Result<(), CliError> {
    if !loaded.diagnostics.is_empty() {
        output::note(&load::describe(loaded));
    }
    let verdict = if loaded.scenario.is_some() { "ok" } else { "invalid" };
    output::print(&format!("{name}: {verdict}"))
}

fn list(loaded: &Loaded) -> serde_json::Result<Vec<serde_json::Value>> {
    serde_json::from_str(&json::render(&loaded.diagnostics, &loaded.sources)?)
}
