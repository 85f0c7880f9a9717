//! `coalition check`: everything that is wrong with scenarios, all at once.

use super::args::{Check, CheckFormat};
use super::error::CliError;
use super::{exit, load, output};
use crate::diagnostic::render::{github, json, sarif};
use crate::diagnostic::{Diagnostics, Severity, Sources};
use crate::scenario::Loaded;

pub(super) fn check(options: &Check) -> Result<u8, CliError> {
    let mut code = exit::OK;
    let mut found = Vec::new();
    let levels = options.lints.levels();
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
        for (name, mut loaded) in all {
            loaded.lints.tell(&levels, &mut loaded.diagnostics);
            if loaded.diagnostics.has_errors() || loaded.scenario.is_none() {
                code = code.max(exit::FINDINGS);
            }
            if options.format == CheckFormat::Human {
                tell(&name, &loaded)?;
            }
            found.push((loaded.diagnostics, loaded.sources));
        }
    }
    conclude(&found, options.format)?;
    Ok(code)
}

fn tell(name: &str, loaded: &Loaded) -> Result<(), CliError> {
    if !loaded.diagnostics.is_empty() {
        output::note(&load::describe(loaded));
    }
    output::print(&format!("{name}: {}", verdict(loaded)))
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
