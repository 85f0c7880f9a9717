//! `coalition completions`: what a shell needs to complete commands.

use super::args::Completions;
use super::error::CliError;
use super::{exit, output};

pub(super) fn completions(options: &Completions) -> Result<u8, CliError> {
    output::with(|out| out.write_all(&options.script()))?;
    Ok(exit::OK)
}
