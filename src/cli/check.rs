//! `coalition check`: everything that is wrong with scenarios, all at once.

use std::path::Path;

use super::args::{Check, CheckFormat};
use super::error::CliError;
use super::{exit, load, output};
use crate::diagnostic::Severity;
use crate::diagnostic::render::json;
use crate::scenario::Loaded;

pub(super) fn check(options: &Check) -> Result<u8, CliError> {
    let mut code = exit::OK;
    let mut documents = Vec::new();
    let levels = options.lints.levels();
    for path in &options.files {
        let mut loaded = match load::read(path, &[]) {
            Ok(loaded) => loaded,
            Err(error) => {
                // one file that cannot be read does not keep the others from being checked
                output::complain(&error);
                code = code.max(error.exit());
                continue;
            }
        };
        loaded.lints.tell(&levels, &mut loaded.diagnostics);
        if loaded.diagnostics.has_errors() {
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
    output::print(&format!("{}: {}", path.display(), verdict(loaded)))
}

/// A scenario that is right in itself may still hold what is denied.
fn verdict(loaded: &Loaded) -> String {
    if loaded.scenario.is_none() {
        return "invalid".to_owned();
    }
    let all = loaded.diagnostics.sorted();
    let count = |severity| all.iter().filter(|one| one.severity == severity).count();
    let (denied, warnings) = (count(Severity::Error), count(Severity::Warning));
    let plural = |count| if count == 1 { "" } else { "s" };
    let warned = format!("{warnings} warning{}", plural(warnings));
    match (denied, warnings) {
        (0, 0) => "ok".to_owned(),
        (0, _) => format!("ok, {warned}"),
        (_, 0) => format!("denied for {denied} finding{}", plural(denied)),
        _ => format!("denied for {denied} finding{}, {warned}", plural(denied)),
    }
}

fn list(loaded: &Loaded) -> serde_json::Result<Vec<serde_json::Value>> {
    serde_json::from_str(&json::render(&loaded.diagnostics, &loaded.sources)?)
}
