//! Values that replace those of a scenario without touching its file.

use std::fmt;
use std::str::FromStr;

use super::path::Path;
use super::walk;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, SourceId, Sources};
use crate::scenario::syntax::{self, Node, NodeKind};

/// What stands in a file and says what the scenario is made of: it is read before any setting is applied.
const FIXED: [&str; 5] = ["extends", "include", "schema", "variants", "without"];

/// A value for one place of a scenario: `teams.cert-eu.triage.work=10min`.
///
/// The path names fields and, in lists, the ids of elements or their places from 0, as in
/// `campaigns[0].steps.lure.chance`. What is not written in the scenario may be set as well, also a part of a default. The
/// value is RON; what is no RON, and holds none of its brackets and quotation marks, is a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    text: String,
    /// Where the `=` stands (bytes).
    split: usize,
    origin: String,
}

/// Why a text is no setting.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingError {
    /// It has no `=`.
    #[error("`{0}` has no value: write `path=value`, such as `teams.soc.triage.work=10min`")]
    NoValue(String),
    /// Nothing stands before the `=`.
    #[error("`{0}` has no path: write `path=value`, such as `teams.soc.triage.work=10min`")]
    NoPath(String),
}

impl Setting {
    /// Sets what is at `path` to `value`, which is written in RON.
    pub fn new(path: &str, value: &str) -> Self {
        let path = path.trim();
        Self { text: format!("{path}={value}"), split: path.len(), origin: "the command line".to_owned() }
    }

    /// The same, from elsewhere than the command line: what people know the place by.
    #[must_use]
    pub fn from_origin(self, origin: impl Into<String>) -> Self {
        Self { origin: origin.into(), ..self }
    }

    /// Where the value goes.
    pub fn path(&self) -> &str {
        &self.text[..self.split]
    }

    /// The value as it was written.
    pub fn value(&self) -> &str {
        &self.text[self.split + 1..]
    }
}

/// As it was written: `path=value`.
impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for Setting {
    type Err = SettingError;

    fn from_str(text: &str) -> Result<Self, SettingError> {
        match text.split_once('=') {
            None => Err(SettingError::NoValue(text.to_owned())),
            Some((path, _)) if path.trim().is_empty() => Err(SettingError::NoPath(text.to_owned())),
            Some((path, value)) => Ok(Self::new(path, value)),
        }
    }
}

/// Whether what is set at a path names something that ships with the program, or is what a scenario has instead.
pub(super) fn names_what_ships(path: &str) -> bool {
    let mut steps = path.split(['.', '[']);
    path == "era" || path.starts_with("templates") || steps.any(|step| step == "like" || step == "presets")
}

/// Puts a setting's value into the tree of a scenario. The answer is the text that it is from, in which words need no
/// quotation marks.
pub(in crate::scenario) fn apply(
    setting: &Setting,
    tree: &mut Node,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> SourceId {
    let source = sources.add(setting.origin.clone(), setting.text.clone());
    let path = Path::written(setting.path(), Place::new(source, 0..setting.split));
    match value(setting, source, sources) {
        Err(fault) => diagnostics.push(fault),
        Ok(value) => set(tree, &path, value, sources, diagnostics),
    }
    source
}

/// Puts a value at a path.
pub(super) fn set(
    tree: &mut Node,
    path: &Path<'_>,
    value: Node,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) {
    let outcome = match path.fault().or_else(|| fixed(path)) {
        Some(fault) => Err(fault),
        None => walk::put(tree, path, value, sources),
    };
    if let Err(fault) = outcome {
        diagnostics.push(fault);
    }
}

fn fixed(path: &Path<'_>) -> Option<Diagnostic> {
    let (_, first) = path.step(0)?;
    let name = path.text.get(first.clone())?;
    FIXED.contains(&name).then(|| {
        let message = format!("`{name}` says what the scenario is made of, and cannot be set");
        Diagnostic::error(Code::BadPath, message)
            .at(path.place(first), "")
            .help("set what you want to be otherwise, or write a scenario that `extends` this one")
    })
}

fn value(setting: &Setting, source: SourceId, sources: &Sources) -> Result<Node, Diagnostic> {
    let stretch = setting.split + 1..setting.text.len();
    syntax::parse_part(source, stretch.clone(), sources).or_else(|fault| {
        let is_plain = !setting.value().contains(['(', ')', '[', ']', '{', '}', '"']);
        let text = || NodeKind::Text(setting.value().trim().into());
        if is_plain { Ok(Node { place: Place::new(source, stretch), kind: text() }) } else { Err(fault) }
    })
}
