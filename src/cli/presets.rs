//! `coalition presets`: all that ships with the program to be named in a scenario.

use std::io::{self, Write};

use super::args::Presets;
use super::error::CliError;
use super::{exit, output};
use crate::diagnostic::suggest;
use crate::scenario::presets::{Kind, Preset};

pub(super) fn presets(options: &Presets) -> Result<u8, CliError> {
    match &options.id {
        None => output::with(list)?,
        Some(id) => {
            let preset =
                Kind::ALL.iter().find_map(|kind| Preset::of_kind(*kind, id)).ok_or_else(|| unknown(id))?;
            output::with(|out| write!(out, "{}", preset.text))?;
        }
    }
    Ok(exit::OK)
}

/// All of them, by what they are for.
pub(super) fn list(out: &mut dyn Write) -> io::Result<()> {
    for (place, kind) in Kind::ALL.into_iter().enumerate() {
        let separator = if place > 0 { "\n" } else { "" };
        writeln!(out, "{separator}{}", kind.usage())?;
        for preset in kind.all() {
            writeln!(out, "  {}\n      {}", preset.id, preset.summary())?;
        }
    }
    Ok(())
}

fn unknown(id: &str) -> CliError {
    let all = Kind::ALL.iter().flat_map(|kind| kind.all()).map(|preset| preset.id);
    let help = suggest::closest(id, all)
        .map_or_else(|| "`coalition presets` shows all".to_owned(), |near| format!("did you mean `{near}`?"));
    CliError::Usage(format!("nothing of the name `{id}` ships with the program: {help}"))
}
