//! `coalition strategies`: the strategies that ship with the program.

use super::args::Strategies;
use super::error::CliError;
use super::{exit, output};
use crate::diagnostic::suggest;
use crate::scenario::presets::{PRESETS, Preset};

pub(super) fn strategies(options: &Strategies) -> Result<u8, CliError> {
    match &options.id {
        None => output::with(|out| {
            PRESETS.iter().try_for_each(|preset| writeln!(out, "{}\n    {}", preset.id, preset.summary()))
        })?,
        Some(id) => {
            let preset = Preset::named(id).ok_or_else(|| unknown(id))?;
            output::with(|out| write!(out, "{}", preset.text))?;
        }
    }
    Ok(exit::OK)
}

fn unknown(id: &str) -> CliError {
    let near = suggest::closest(id, PRESETS.iter().map(|preset| preset.id));
    let help = near.map_or_else(
        || "`coalition strategies` shows all".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    CliError::Usage(format!("no strategy `{id}` ships with the program: {help}"))
}
