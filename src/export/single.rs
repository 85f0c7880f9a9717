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

/// Writes a file, in the place of what may stand there.
///
/// # Errors
/// [`ExportError`] where it cannot be written; what stood there stands there still.
pub fn put_file(path: &Path, bytes: &[u8]) -> Result<(), ExportError> {
    if path.exists() { replace_file(path, bytes) } else { new_file(path, bytes) }
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

/// Puts other contents into a file that is there, with the permissions that it has. Where it is a link, what it leads to
/// is replaced.
///
/// # Errors
/// [`ExportError`] where it cannot be written; the file is then as it was.
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), ExportError> {
    let fail = |error| ExportError::new(path, error);
    let target = path.canonicalize().map_err(fail)?;
    let permissions = target.metadata().map_err(fail)?.permissions();
    if permissions.readonly() {
        return Err(fail(io::ErrorKind::PermissionDenied.into()));
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut draft = tempfile::Builder::new().tempfile_in(folder).map_err(fail)?;
    let written = draft.write_all(bytes).and_then(|()| draft.as_file().set_permissions(permissions));
    written.and_then(|()| draft.as_file().sync_all()).map_err(fail)?;
    draft.persist(&target).map(drop).map_err(|failed| fail(failed.error))
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
    fn a_file_is_replaced_as_a_whole_behind_its_links() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one.ron");
        std::fs::write(&path, b"first").unwrap();
        replace_file(&path, b"second").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"second");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;

            let link = folder.path().join("link.ron");
            std::os::unix::fs::symlink(&path, &link).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
            replace_file(&link, b"third").unwrap();
            assert!(link.is_symlink());
            assert_eq!(std::fs::read(&path).unwrap(), b"third");
            assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o640);
        }
        let drafts = std::fs::read_dir(folder.path()).unwrap().count();
        assert!(drafts <= 2, "no draft is left");
        assert!(replace_file(&folder.path().join("missing.ron"), b"x").is_err());
    }

    #[test]
    fn a_file_that_may_not_be_written_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one.ron");
        std::fs::write(&path, b"first").unwrap();
        let mut permissions = path.metadata().unwrap().permissions();
        permissions.set_readonly(true);
        std::fs::set_permissions(&path, permissions).unwrap();
        let error = replace_file(&path, b"second").unwrap_err().to_string();
        assert!(error.contains("may not be written"), "{error}");
        assert_eq!(std::fs::read(&path).unwrap(), b"first");
    }

    #[test]
    fn a_folder_that_is_not_there_is_said_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("missing/one.ron");
        let error = new_file(&path, b"text").unwrap_err().to_string();
        assert!(error.contains("one.ron") && error.contains("check"), "{error}");
    }
}
