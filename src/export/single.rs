//! A single new file that appears whole or not at all.

use std::io::{self, Write};
use std::path::Path;

use super::ExportError;

/// Writes a file that is not there yet.
///
/// # Errors
/// [`ExportError`] where something stands there already, or it cannot be written.
pub fn new_file(path: &Path, bytes: &[u8]) -> Result<(), ExportError> {
    if path.symlink_metadata().is_ok() {
        return Err(ExportError::Exists { path: path.to_owned() });
    }
    match draft(path, bytes)?.persist_noclobber(path) {
        Ok(_) => Ok(()),
        // Somebody made it in the meantime.
        Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => {
            Err(ExportError::Exists { path: path.to_owned() })
        }
        Err(failed) => Err(ExportError::new(path, failed.error)),
    }
}

/// Writes a file in the place of what may stand there.
///
/// # Errors
/// [`ExportError`] where it cannot be written; what stood there stands there still.
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), ExportError> {
    match draft(path, bytes)?.persist(path) {
        Ok(_) => Ok(()),
        Err(failed) => Err(ExportError::new(path, failed.error)),
    }
}

/// The file, written aside.
fn draft(path: &Path, bytes: &[u8]) -> Result<tempfile::NamedTempFile, ExportError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let fail = |error| ExportError::new(path, error);
    let mut builder = tempfile::Builder::new();
    // A temporary file is closed to others; a scenario is as open as the user's umask has it.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut draft = builder.tempfile_in(folder).map_err(fail)?;
    draft.write_all(bytes).and_then(|()| draft.as_file().sync_all()).map_err(fail)?;
    Ok(draft)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_made_and_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one.ron");
        new_file(&path, b"first").unwrap();
        let error = new_file(&path, b"second").unwrap_err().to_string();
        assert!(error.contains("is left alone: write to another file"), "{error}");
        assert_eq!(std::fs::read(&path).unwrap(), b"first");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left");
    }

    #[test]
    fn a_folder_that_is_not_there_is_said_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("missing/one.ron");
        let error = new_file(&path, b"text").unwrap_err().to_string();
        assert!(error.contains("one.ron") && error.contains("check"), "{error}");
    }
}
