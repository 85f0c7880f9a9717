//! Reading a scenario: from a file or a text, through all stages, to a model or to all that is wrong.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::presets::{self, Preset};
use super::{check, decode, document, generate, model, syntax};
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

/// What reading a scenario came to.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The texts that the diagnostics point into.
    pub sources: Sources,
    /// All that is wrong.
    pub diagnostics: Diagnostics,
    /// The scenario, where no error is among the diagnostics.
    pub scenario: Option<model::Scenario>,
    /// The scenario as written, with everything put in that it names, where it could be read.
    pub document: Option<document::Scenario>,
}

/// Reads and checks the scenario in a file. `metrics` are the names that an expectation can be about.
///
/// # Errors
/// [`LoadError`] where the file cannot be read. What is wrong with its text is in the answer's diagnostics.
pub fn load(path: &Path, metrics: &[&str]) -> Result<Loaded, LoadError> {
    load_with(path, metrics, &[])
}

/// Reads and checks the scenario in a file, as if it named these presets too. Where it has a strategy of that id, its own
/// counts.
///
/// # Errors
/// As those of [`load`].
pub fn load_with(path: &Path, metrics: &[&str], presets: &[&'static Preset]) -> Result<Loaded, LoadError> {
    let fail = |source| LoadError { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    // One byte more than is allowed, so that an endless device is not read to its end.
    let most = syntax::LARGEST as u64 + 1;
    File::open(path).map_err(fail)?.take(most).read_to_end(&mut bytes).map_err(fail)?;
    Ok(read_all(path.display().to_string(), &bytes, metrics, presets))
}

/// Checks the scenario in a text, which people know by `name`.
pub fn load_text(name: impl Into<String>, text: impl AsRef<[u8]>, metrics: &[&str]) -> Loaded {
    read_all(name.into(), text.as_ref(), metrics, &[])
}

fn read_all(name: String, bytes: &[u8], metrics: &[&str], presets: &[&'static Preset]) -> Loaded {
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let document = read(name, bytes, presets, &mut sources, &mut diagnostics);
    let scenario = document
        .as_ref()
        .and_then(|(document, broken)| check::check(document, broken, metrics, &mut diagnostics));
    Loaded { sources, diagnostics, scenario, document: document.map(|(document, _)| document) }
}

fn read(
    name: String,
    bytes: &[u8],
    presets: &[&'static Preset],
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<(document::Scenario, decode::Broken)> {
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
    let (mut document, broken) = decode::read::<document::Scenario>(source, sources, diagnostics)?;
    generate::expand(&mut document, diagnostics);
    presets::expand(&mut document, presets, sources, diagnostics);
    Some((document, broken))
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
