//! `coalition check`: everything that is wrong with scenarios, all at once.

use super::args::{Check, CheckFormat};
use super::error::CliError;
use super::{exit, load, output};
use crate::diagnostic::render::json;

pub(super) fn check(options: &Check) -> Result<u8, CliError> {
    let mut invalid = false;
    let mut documents = Vec::new();
    for path in &options.files {
        let loaded = load::read(path)?;
        invalid |= loaded.scenario.is_none();
        match options.format {
            CheckFormat::Human => {
                if !loaded.diagnostics.is_empty() {
                    output::note(&load::describe(&loaded));
                }
                let verdict = if loaded.scenario.is_some() { "ok" } else { "invalid" };
                output::print(&format!("{}: {verdict}", path.display()))?;
            }
            CheckFormat::Json => {
                let text =
                    json::render(&loaded.diagnostics, &loaded.sources).map_err(std::io::Error::other)?;
                let list: Vec<serde_json::Value> =
                    serde_json::from_str(&text).map_err(std::io::Error::other)?;
                documents.extend(list);
            }
        }
    }
    if options.format == CheckFormat::Json {
        output::print(&serde_json::to_string_pretty(&documents).map_err(std::io::Error::other)?)?;
    }
    Ok(if invalid { exit::FINDINGS } else { exit::OK })
}
