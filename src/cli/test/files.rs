//! The scenario files of paths.

use std::path::{Path, PathBuf};

use super::super::error::CliError;

/// The scenario files of these paths, folders searched through, in the order of their names.
pub(in crate::cli) fn scenarios(paths: &[PathBuf]) -> Result<Vec<PathBuf>, CliError> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = files.len();
            gather(path, &mut files)?;
            files[before..].sort();
        } else {
            files.push(path.clone());
        }
    }
    if files.is_empty() {
        let places: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        return Err(CliError::Input(format!("no scenario (.ron) in {}", places.join(", "))));
    }
    Ok(files)
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), CliError> {
    let unreadable = |error| CliError::Input(format!("cannot read `{}`: {error}", folder.display()));
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let kind = entry.file_type().map_err(unreadable)?;
        let path = entry.path();
        // Parts of scenarios are no scenarios.
        if kind.is_dir() && entry.file_name() == "parts" {
            continue;
        }
        if kind.is_dir() {
            gather(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "ron") {
            files.push(path);
        }
    }
    Ok(())
}
