//! `coalition check`: everything that is wrong with scenarios, all at once.

use std::path::Path;

use super::args::{Check, CheckFormat};
use super::error::CliError;
use super::{exit, load, output};
use crate::diagnostic::render::{github, json, sarif};
use crate::diagnostic::{Diagnostics, Sources};
use crate::scenario::Loaded;

pub(super) fn check(options: &Check) -> Result<u8, CliError> {
    let mut code = exit::OK;
    let mut found = Vec::new();
    for path in &options.files {
        let loaded = match load::read(path, &[]) {
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
        if options.format == CheckFormat::Human {
            tell(path, &loaded)?;
        }
        found.push((loaded.diagnostics, loaded.sources));
    }
    conclude(&found, options.format)?;
    Ok(code)
}

fn tell(path: &Path, loaded: &Loaded) -> Result<(), CliError> {
    if !loaded.diagnostics.is_empty() {
        output::note(&load::describe(loaded));
    }
    let verdict = if loaded.scenario.is_some() { "ok" } else { "invalid" };
    output::print(&format!("{}: {verdict}", path.display()))
}

/// What is said of all files together: where people find more, or everything for programs.
fn conclude(found: &[(Diagnostics, Sources)], format: CheckFormat) -> Result<(), CliError> {
    let all = || found.iter().map(|(diagnostics, sources)| (diagnostics, sources));
    match format {
        CheckFormat::Human => {
            load::point_to_more(all().map(|(diagnostics, _)| diagnostics));
            Ok(())
        }
        CheckFormat::Json => output::print(&json::render_all(all()).map_err(std::io::Error::other)?),
        CheckFormat::Sarif => output::print(&format!("{:#}", sarif::render(all()))),
        CheckFormat::Github => {
            let lines: String =
                all().map(|(diagnostics, sources)| github::render(diagnostics, sources)).collect();
            output::with(|out| write!(out, "{lines}"))
        }
    }
}
