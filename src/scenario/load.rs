//! Reading a scenario: from a file or a text, through all stages, to a model or to all that is wrong.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::compose::{self, Setting, Shelf};
use super::decode::Broken;
use super::document::Variant;
use super::lint::{self, Findings};
use super::presets::Preset;
use super::syntax::{self, Node};
use super::{check, decode, document, generate, model};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Sources};

/// A file that cannot be read at all.
#[derive(Debug, thiserror::Error)]
#[error("cannot read the scenario `{}` ({source}): {}", path.display(), remedy(source))]
pub struct LoadError {
    /// As it was given.
    pub path: PathBuf,
    /// What the operating system says.
    pub source: io::Error,
}

fn remedy(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "check the path, or make a scenario there",
        io::ErrorKind::PermissionDenied => "ask for the permission to read it",
        io::ErrorKind::IsADirectory => "name a file, such as scenario.ron, in it",
        _ => "name a file that can be read",
    }
}

/// How a scenario is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The metrics that an expectation can be about.
    pub metrics: &'a [&'a str],
    /// Strategies that ship with the program, as if the scenario named them. Where it has one of that id, its own counts.
    pub presets: &'a [&'static Preset],
    /// What is otherwise than in the file.
    pub changes: Option<&'a Changes>,
}

/// What is otherwise than in a scenario's file, for one time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Which of the scenario's variants is meant, by its id.
    pub variant: Option<String>,
    /// Values that replace those of the scenario, in this order.
    pub settings: Vec<Setting>,
}

/// As arguments of a command, with a space before each: nothing where nothing is changed.
impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // In single quotation marks a shell takes everything as it stands, but these.
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '=' | ':' | '/');
        let quoted = |text: &str| match text.chars().all(plain) {
            true => text.to_owned(),
            false => format!("'{}'", text.replace('\'', r"'\''")),
        };
        if let Some(variant) = &self.variant {
            write!(f, " --variant {}", quoted(variant))?;
        }
        self.settings.iter().try_for_each(|setting| write!(f, " --set {}", quoted(&setting.to_string())))
    }
}

/// What reading a scenario came to.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The texts that the diagnostics point into.
    pub sources: Sources,
    /// All that is wrong.
    pub diagnostics: Diagnostics,
    /// What is written, with all that it asks for written out; none where it cannot be read.
    pub document: Option<document::Scenario>,
    /// The scenario, where no error is among the diagnostics.
    pub scenario: Option<model::Scenario>,
    /// What is valid in it but surely not meant; at which level is said by the scenario, and by whoever reads it.
    pub lints: Findings,
}

/// Reads and checks the scenario in a file. `metrics` are the names that an expectation can be about.
///
/// # Errors
/// [`LoadError`] where the file cannot be read. What is wrong with its text is in the answer's diagnostics.
pub fn load(path: &Path, metrics: &[&str]) -> Result<Loaded, LoadError> {
    load_with(path, &Options { metrics, ..Options::default() })
}

/// Reads and checks the scenario in a file.
///
/// # Errors
/// As those of [`load`].
pub fn load_with(path: &Path, options: &Options<'_>) -> Result<Loaded, LoadError> {
    Ok(Draft::read(path)?.build(options))
}

/// A named pipe keeps whoever opens it waiting until somebody writes to it. One without a name, such as standard input,
/// has a writer already, and no path of its own.
#[cfg(unix)]
fn is_named_pipe(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;

    path.metadata().is_ok_and(|found| found.file_type().is_fifo()) && path.canonicalize().is_ok()
}

#[cfg(not(unix))]
fn is_named_pipe(_: &Path) -> bool {
    false
}

/// Checks the scenario in a text, which people know by `name`.
pub fn load_text(name: impl Into<String>, text: impl AsRef<[u8]>, metrics: &[&str]) -> Loaded {
    Draft::of_text(name, text).build(&Options { metrics, ..Options::default() })
}

/// A scenario that has been read and not been checked, of which many can be made that differ in some values: the text is
/// parsed once.
#[derive(Clone, Debug)]
pub struct Draft {
    sources: Sources,
    diagnostics: Diagnostics,
    variants: Vec<Variant>,
    tree: Option<Node>,
}

impl Draft {
    /// Reads a file, and those that it names.
    ///
    /// # Errors
    /// [`LoadError`] where the file cannot be read. What is wrong with its text is told by [`Draft::build`].
    pub fn read(path: &Path) -> Result<Self, LoadError> {
        let fail = |source| LoadError { path: path.to_owned(), source };
        if is_named_pipe(path) {
            return Err(fail(io::Error::new(io::ErrorKind::InvalidInput, "it is a named pipe")));
        }
        let mut bytes = Vec::new();
        // One byte more than is allowed, so that an endless device is not read to its end.
        let most = syntax::LARGEST as u64 + 1;
        File::open(path).map_err(fail)?.take(most).read_to_end(&mut bytes).map_err(fail)?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let shelf = folder.canonicalize().map_or(Shelf::Nowhere, Shelf::Folder);
        Ok(Self::new(path.display().to_string(), &bytes, &shelf))
    }

    /// Takes a text, which people know by `name`. It can name no files.
    pub fn of_text(name: impl Into<String>, text: impl AsRef<[u8]>) -> Self {
        Self::new(name.into(), text.as_ref(), &Shelf::Nowhere)
    }

    /// Takes a text, which people know by `name`, and others that it can name, by their paths from it.
    pub fn of_texts<'t>(
        name: impl Into<String>,
        text: impl AsRef<[u8]>,
        others: impl IntoIterator<Item = (&'t str, &'t str)>,
    ) -> Self {
        let others = others.into_iter().map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
        Self::new(name.into(), text.as_ref(), &Shelf::Texts(others.collect()))
    }

    fn new(name: String, bytes: &[u8], shelf: &Shelf) -> Self {
        let mut sources = Sources::new();
        let mut diagnostics = Diagnostics::new();
        let mut tree = parsed(&name, bytes, &mut sources, &mut diagnostics).and_then(|tree| {
            compose::assemble(tree, shelf, (&name, bytes.len()), &mut sources, &mut diagnostics)
        });
        let variants =
            tree.as_mut().map_or_else(Vec::new, |tree| compose::take_variants(tree, &mut diagnostics));
        Self { sources, diagnostics, variants, tree }
    }

    /// The scenario's variants, in the order in which they are written.
    pub fn variants(&self) -> &[Variant] {
        &self.variants
    }

    /// The scenario that is meant with these options, checked.
    pub fn build(&self, options: &Options<'_>) -> Loaded {
        let (mut sources, mut diagnostics) = (self.sources.clone(), self.diagnostics.clone());
        let read = self.document(options, &mut sources, &mut diagnostics);
        let scenario = read.as_ref().and_then(|(document, broken)| {
            let mut scenario = check::check(document, broken, options.metrics, &mut diagnostics)?;
            if let Some(variant) = options.changes.and_then(|changes| changes.variant.as_deref()) {
                scenario.name.id = format!("{}@{variant}", scenario.name.id).into();
            }
            Some(scenario)
        });
        let document = read.map(|(document, _)| document);
        let lints = document.as_ref().zip(scenario.as_ref());
        let lints = lints
            .map_or_else(Findings::default, |(document, scenario)| lint::find(document, scenario, &sources));
        // what one variant does not use is mostly there for another
        let lints = if self.variants.is_empty() { lints } else { lints.but(Code::UnusedDefinition) };
        Loaded { sources, diagnostics, document, scenario, lints }
    }

    /// The scenario that is meant with these options, as it would be written in one text: whatever it is put together from
    /// stands in its place. `None` where nothing can be made of it.
    pub fn expanded(&self, options: &Options<'_>) -> Option<document::Scenario> {
        let (mut sources, mut diagnostics) = (self.sources.clone(), self.diagnostics.clone());
        self.document(options, &mut sources, &mut diagnostics).map(|(document, _)| document)
    }

    fn document(
        &self,
        options: &Options<'_>,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Option<(document::Scenario, Broken)> {
        let mut tree = self.tree.clone()?;
        let manner = compose::finish(&mut tree, &self.variants, options, sources, diagnostics);
        let (mut document, broken) = decode::read_node_with(&tree, &manner, diagnostics)?;
        generate::expand(&mut document, diagnostics);
        Some((document, broken))
    }
}

fn parsed(name: &str, bytes: &[u8], sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Node> {
    if bytes.len() > syntax::LARGEST {
        let source = sources.add(name, "");
        let message = format!("the file has more than {} bytes", syntax::LARGEST);
        diagnostics.push(
            Diagnostic::error(Code::FileTooLarge, message)
                .at(Place::new(source, 0..0), "")
                .help("make it smaller: write groups with a `count` instead of single hosts"),
        );
        return None;
    }
    let source = sources.add_bytes(name, bytes, diagnostics)?;
    syntax::parse(source, sources, diagnostics)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_be_read_is_an_error_that_names_it() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("missing.ron");
        let error = load(&missing, &[]).unwrap_err().to_string();
        assert!(error.contains("missing.ron") && error.contains("check the path"), "{error}");
        let error = load(folder.path(), &[]).unwrap_err().to_string();
        assert!(error.contains("name a file"), "{error}");
    }

    #[test]
    fn a_file_is_read_like_a_text_and_known_by_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("empty.ron");
        std::fs::write(&path, "(id: \"empty\")").unwrap();
        let loaded = load(&path, &[]).unwrap();
        assert!(loaded.scenario.is_none() && loaded.diagnostics.has_errors());
        let place = loaded.diagnostics.sorted()[0].place().unwrap();
        assert!(loaded.sources.get(place.source).name().ends_with("empty.ron"));
    }

    #[test]
    fn a_text_that_is_too_large_is_refused_before_it_is_looked_at() {
        let loaded = load_text("large", vec![0xff; syntax::LARGEST + 1], &[]);
        let codes: Vec<Code> = loaded.diagnostics.sorted().iter().map(|one| one.code).collect();
        assert_eq!(codes, [Code::FileTooLarge]);
    }
}
