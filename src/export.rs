//! Records to bytes: one file a format, and the folder that appears complete or not at all.

pub mod atomic;
pub mod csv;
pub mod datapackage;
pub mod json;
pub mod parts;
mod readable;
pub mod results;
mod seal;
mod single;
pub mod study;

pub use atomic::{Leaf, MANIFEST, ResultFolder};
pub use datapackage::{DataPackage, Resource};
pub use readable::readable;
pub use seal::Seal;
pub use single::{new_file, put_file, replace_file};

use std::io;
use std::path::{Path, PathBuf};

/// The marking that every result set carries.
pub const MARKING: &str = "EXERCISE";

/// Why results could not be written. Whatever was there before is still there, whole.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The disk or the quota is full.
    #[error("no room is left to write `{}`: free some space, or write to another disk", path.display())]
    Full {
        /// What was being written.
        path: PathBuf,
    },
    /// The place cannot be written to.
    #[error("`{}` may not be written: allow it, or write to another folder", path.display())]
    Denied {
        /// What was being written.
        path: PathBuf,
    },
    /// A file stands where a folder is needed.
    #[error("`{}` is a file where a folder is needed: move it away, or write to another folder", path.display())]
    FileInTheWay {
        /// The file.
        path: PathBuf,
    },
    /// The folder holds something else than earlier results.
    #[error(
        "`{}` holds files but no `{MANIFEST}`, so it is no earlier result and is left alone: write to another \
         folder, or empty this one",
        path.display()
    )]
    NotAResultSet {
        /// The folder.
        path: PathBuf,
    },
    /// The path has no last part to name the folder by.
    #[error("`{}` names no folder to create: end it with a name, such as `results/first`", path.display())]
    NoName {
        /// The path.
        path: PathBuf,
    },
    /// A part of a study is not what it should be.
    #[error("`{}` is damaged, or no part of this study: take it away, and `coalition study run` plays it again", path.display())]
    Damaged {
        /// The part.
        path: PathBuf,
    },
    /// A file of the result set has a name that leads elsewhere, or that is taken.
    #[error("`{name}` cannot name a file of a result set: use a plain name that no other file has")]
    FileName {
        /// The name.
        name: String,
    },
    /// Another run put its results into place at the same moment.
    #[error("another run is replacing `{}`: wait for it to end, or write to another folder", path.display())]
    Busy {
        /// The folder.
        path: PathBuf,
    },
    /// A file that is to be made is there already.
    #[error("`{}` is there already and is left alone: write to another file, or remove it first", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// Anything else that the operating system refused.
    #[error("cannot write `{}` ({source}): check the disk, or write to another folder", path.display())]
    Other {
        /// What was being written.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
}

impl ExportError {
    /// What the failure of the operating system means to whom was writing `path`.
    pub fn new(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full { path },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::Denied { path },
            io::ErrorKind::NotADirectory => Self::FileInTheWay { path },
            _ => Self::Other { path, source },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_says_where_and_what_to_do() {
        for (kind, part) in [
            (io::ErrorKind::StorageFull, "free some space"),
            (io::ErrorKind::QuotaExceeded, "free some space"),
            (io::ErrorKind::ReadOnlyFilesystem, "may not be written"),
            (io::ErrorKind::PermissionDenied, "may not be written"),
            (io::ErrorKind::NotADirectory, "is a file where a folder is needed"),
            (io::ErrorKind::TimedOut, "check the disk"),
        ] {
            let text = ExportError::new(Path::new("results/first"), kind.into()).to_string();
            assert!(text.contains("`results/first`") && text.contains(part), "{text}");
        }
    }
}
