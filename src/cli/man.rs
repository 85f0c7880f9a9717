//! `coalition man`: the manual pages.

use std::fs;

use super::args::{Man, pages};
use super::error::CliError;
use super::{exit, output};
use crate::export;

pub(super) fn man(options: &Man) -> Result<u8, CliError> {
    let folder = &options.folder;
    fs::create_dir_all(folder).map_err(|error| {
        CliError::Input(format!("cannot make the folder `{}`: {error}", folder.display()))
    })?;
    let pages = pages()?;
    for (name, text) in &pages {
        let path = folder.join(format!("{name}.1"));
        export::put_file(&path, text)?
    }
    output::note(&format!("Manual pages: {} in {}", pages.len(), folder.display()));
    Ok(exit::OK)
}
