//! A folder of results that appears complete or not at all.
//!
//! Files are written to a hidden sibling and reach the disk; then the folder is renamed into place as a whole.
//! An older result set is first renamed aside and removed last. Killed between the two renames, the older set
//! stands aside whole, and the next [`ResultFolder::begin`] puts it back: at no moment is there a mixture.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Component, Path, PathBuf};

use serde::Serialize;
use tempfile::TempDir;

use super::datapackage::{self, DataPackage, Resource};
use super::seal::Sealing;
use super::{ExportError, Seal, csv};
use crate::metrics::table::Record;

/// The file by which a folder is known to be a result set.
pub const MANIFEST: &str = "manifest.json";

/// A result set in the making. Dropped before [`ResultFolder::commit`], it leaves no trace.
#[derive(Debug)]
pub struct ResultFolder {
    target: PathBuf,
    aside: PathBuf,
    draft: TempDir,
    names: BTreeSet<String>,
}

impl ResultFolder {
    /// Begins a result set that will stand at `target`, whose parents are created.
    ///
    /// # Errors
    /// [`ExportError`] where something else than an earlier result set stands there, or nothing can be written.
    pub fn begin(target: &Path) -> Result<Self, ExportError> {
        let target = resolved(target)?;
        let (Some(parent), Some(name)) = (target.parent(), target.file_name()) else {
            return Err(ExportError::NoName { path: target });
        };
        let name = name.to_string_lossy();
        fs::create_dir_all(parent).map_err(|error| parent_error(parent, error))?;
        let aside = parent.join(format!(".{name}.old"));
        settle(&target, &aside)?;
        check_replaceable(&target)?;
        let draft = draft_in(parent, &name).map_err(|error| ExportError::new(parent, error))?;
        Ok(Self { target, aside, draft, names: BTreeSet::new() })
    }

    /// Where the result set will stand.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Writes one file; what `fill` writes has reached the disk when this returns.
    ///
    /// # Errors
    /// [`ExportError`] where the name is no plain name or is taken, or the file cannot be written.
    pub fn file(
        &mut self,
        name: &str,
        fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<Seal, ExportError> {
        if name == MANIFEST {
            return Err(ExportError::FileName { name: name.to_owned() });
        }
        self.write(name, fill)
    }

    /// Writes the table of these records to a CSV file of its name.
    ///
    /// # Errors
    /// As [`ResultFolder::file`].
    pub fn table<'r, R: Record + 'r>(
        &mut self,
        records: impl IntoIterator<Item = &'r R>,
    ) -> Result<Resource, ExportError> {
        let name = format!("{}.csv", R::TABLE.name);
        self.file(&name, |to| csv::write(records, to)).map(Resource::written::<R>)
    }

    /// Writes the data dictionary.
    ///
    /// # Errors
    /// As [`ResultFolder::file`].
    pub fn dictionary(&mut self, package: &DataPackage) -> Result<Seal, ExportError> {
        self.file(datapackage::FILE, |to| pretty(&package.descriptor(), to))
    }

    /// Writes the manifest and puts the whole into place, instead of an older result set if there is one.
    ///
    /// # Errors
    /// [`ExportError`]; an older result set is then still there, whole.
    pub fn commit(mut self, manifest: &impl Serialize) -> Result<PathBuf, ExportError> {
        self.write(MANIFEST, |to| pretty(manifest, to))?;
        sync_folder(self.draft.path()).map_err(|error| ExportError::new(&self.target, error))?;
        check_replaceable(&self.target)?;
        let replaces = self.target.exists();
        if replaces {
            fs::rename(&self.target, &self.aside).map_err(|error| self.rename_error(error))?;
        }
        if let Err(error) = fs::rename(self.draft.path(), &self.target) {
            // Where this fails too, the next run finds the older set aside and puts it back.
            let _ = fs::rename(&self.aside, &self.target);
            return Err(self.rename_error(error));
        }
        // The new set stands. What can fail from here on is tidying, which the next run takes up.
        let _ = self.target.parent().map(sync_folder);
        let _ = remove_set(&self.aside);
        Ok(self.target.clone())
    }

    /// Begins a file that is written in parts.
    ///
    /// # Errors
    /// As [`ResultFolder::file`].
    pub fn begin_file(&mut self, name: &str) -> Result<Leaf, ExportError> {
        if name == MANIFEST {
            return Err(ExportError::FileName { name: name.to_owned() });
        }
        self.open(name)
    }

    fn write(
        &mut self,
        name: &str,
        fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<Seal, ExportError> {
        let mut leaf = self.open(name)?;
        fill(&mut leaf.to).map_err(|error| ExportError::new(&leaf.place, error))?;
        leaf.finish()
    }

    fn open(&mut self, name: &str) -> Result<Leaf, ExportError> {
        let mut parts = Path::new(name).components();
        let plain =
            matches!((parts.next(), parts.next()), (Some(Component::Normal(part)), None) if part == name);
        if !plain || !self.names.insert(name.to_owned()) {
            return Err(ExportError::FileName { name: name.to_owned() });
        }
        // The message names the place that the user knows, not the draft.
        let place = self.target.join(name);
        let file = File::create(self.draft.path().join(name));
        let file = file.map_err(|error| ExportError::new(&place, error))?;
        Ok(Leaf { name: name.to_owned(), place, to: Sealing::new(BufWriter::new(file)) })
    }

    fn rename_error(&self, error: io::Error) -> ExportError {
        let path = &self.target;
        match error.kind() {
            io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::AlreadyExists => {
                ExportError::Busy { path: path.clone() }
            }
            _ => ExportError::new(path, error),
        }
    }
}

/// A file of a result set in the making, written part by part.
pub struct Leaf {
    name: String,
    /// Where it will stand.
    place: PathBuf,
    to: Sealing<BufWriter<File>>,
}

impl Leaf {
    /// Writes the next part.
    ///
    /// # Errors
    /// [`ExportError`] where it cannot be written.
    pub fn append(&mut self, part: &[u8]) -> Result<(), ExportError> {
        self.to.write_all(part).map_err(|error| ExportError::new(&self.place, error))
    }

    /// Ends the file; what was written has reached the disk when this returns.
    ///
    /// # Errors
    /// [`ExportError`] where it cannot be written.
    pub fn finish(self) -> Result<Seal, ExportError> {
        let Self { name, place, to } = self;
        let (buffered, seal) = to.finish(name);
        let file = buffered.into_inner().map_err(io::IntoInnerError::into_error);
        file.and_then(|file| file.sync_all()).map_err(|error| ExportError::new(&place, error))?;
        Ok(seal)
    }
}

/// The target with its links followed, so that a linked folder is replaced and not the link.
fn resolved(target: &Path) -> Result<PathBuf, ExportError> {
    if target.is_symlink() {
        fs::canonicalize(target).map_err(|error| ExportError::new(target, error))
    } else {
        Ok(target.to_owned())
    }
}

/// Ends what a killed run began: an older set without a successor goes back, one with a successor goes.
fn settle(target: &Path, aside: &Path) -> Result<(), ExportError> {
    if !aside.exists() {
        return Ok(());
    }
    check_replaceable(aside)?;
    let settled = if target.exists() { remove_set(aside) } else { fs::rename(aside, target) };
    settled.map_err(|error| ExportError::new(aside, error))
}

/// Removes a result set, its manifest last: killed midway, the rest is still known for what it was.
fn remove_set(set: &Path) -> io::Result<()> {
    if !set.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(set)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else if entry.file_name() != MANIFEST {
            fs::remove_file(entry.path())?;
        }
    }
    fs::remove_dir_all(set)
}

fn check_replaceable(target: &Path) -> Result<(), ExportError> {
    if !target.exists() || target.join(MANIFEST).is_file() {
        return Ok(());
    }
    if !target.is_dir() {
        return Err(ExportError::FileInTheWay { path: target.to_owned() });
    }
    let mut entries = fs::read_dir(target).map_err(|error| ExportError::new(target, error))?;
    if entries.next().is_none() {
        Ok(())
    } else {
        Err(ExportError::NotAResultSet { path: target.to_owned() })
    }
}

/// A parent that cannot be created mostly has a file on its way.
fn parent_error(parent: &Path, error: io::Error) -> ExportError {
    match parent.ancestors().find(|ancestor| ancestor.is_file()) {
        Some(file) => ExportError::FileInTheWay { path: file.to_owned() },
        None => ExportError::new(parent, error),
    }
}

fn draft_in(parent: &Path, name: &str) -> io::Result<TempDir> {
    let prefix = format!(".{name}.part-");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix);
    // A temporary folder is closed to others; results are as open as the user's umask has it.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
    builder.tempdir_in(if parent.as_os_str().is_empty() { Path::new(".") } else { parent })
}

/// Brings the names within a folder to the disk, where the system has a way to ask for it.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}

fn pretty(value: &impl Serialize, to: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *to, value)?;
    to.write_all(b"\n")
}

#[cfg(test)]
mod tests;
