//! Changes of results that somebody means to make, written down beside the change itself.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::decode::{self, List, Spanned, Text, short, written};
use super::load::LoadError;
use super::syntax;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Sources, suggest};

written! {
    /// What is meant to change, for `coalition baseline compare --changes FILE`.
    pub struct Changes {
        /// Each change; everything else must stay what it was.
        pub changes: List<Change>,
    }
}

written! {
    /// A metric that is meant to change.
    pub struct Change {
        /// Id of the scenario; any where none is named.
        pub scenario: Option<Text>,
        /// Metric, as `coalition list metrics` names it.
        pub metric: Spanned<Text>,
        /// Strategy, or `none`.
        pub arm: Text,
        /// Team, or `all` for all teams together; any where none is named.
        pub team: Option<Text>,
        /// Which way.
        pub direction: Direction = Direction::Either,
        /// How much at most, as a share of the mean before: 0.1 is a tenth.
        pub at_most: Option<Spanned<f64>>,
        /// The facets of the arm that may change by it; all where none is named.
        pub facets: List<Facet> = List::new(),
        /// Why.
        pub reason: Text,
    }
}

written! {
    /// Which way a metric changes.
    #[derive(Copy, PartialEq, Eq)]
    pub enum Direction {
        /// It is more.
        Up,
        /// It is less.
        Down,
        /// Whichever.
        Either,
    }
}

written! {
    /// What a fingerprint is of.
    #[derive(Copy, PartialEq, Eq)]
    pub enum Facet {
        /// All that an arm is played with.
        Inputs,
        /// The random questions that are asked.
        Draws,
        /// Kinds of facts and whom they are about, in their order.
        Order,
        /// When they happen.
        Times,
        /// The rows of the result tables.
        Results,
    }
}

impl Facet {
    /// Its name in a baseline.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Inputs => "inputs",
            Self::Draws => "draws",
            Self::Order => "order",
            Self::Times => "times",
            Self::Results => "results",
        }
    }
}

/// What reading changes came to.
#[derive(Debug)]
pub struct LoadedChanges {
    /// The text that the diagnostics point into.
    pub sources: Sources,
    /// All that is wrong.
    pub diagnostics: Diagnostics,
    /// The changes, where no error is among the diagnostics.
    pub changes: Option<Vec<Change>>,
}

/// Reads and checks the changes in a file. `metrics` are the names that a change can be of.
///
/// # Errors
/// [`LoadError`] where the file cannot be read.
pub fn load_changes(path: &Path, metrics: &[&str]) -> Result<LoadedChanges, LoadError> {
    let fail = |source| LoadError { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    let most = syntax::LARGEST as u64 + 1;
    File::open(path).map_err(fail)?.take(most).read_to_end(&mut bytes).map_err(fail)?;
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let name = path.display().to_string();
    let changes = if bytes.len() > syntax::LARGEST {
        let source = sources.add(name, "");
        let message = format!("the file has more than {} bytes", syntax::LARGEST);
        diagnostics.push(Diagnostic::error(Code::FileTooLarge, message).at(Place::new(source, 0..0), ""));
        None
    } else {
        let source = sources.add_bytes(name, &bytes, &mut diagnostics);
        source.and_then(|source| decode::read::<Changes>(source, &sources, &mut diagnostics))
    };
    let changes = changes.map(|(changes, _)| changes.changes.into_vec());
    for change in changes.iter().flatten() {
        check(change, metrics, &mut diagnostics);
    }
    Ok(LoadedChanges { sources, changes: changes.filter(|_| !diagnostics.has_errors()), diagnostics })
}

fn check(change: &Change, metrics: &[&str], diagnostics: &mut Diagnostics) {
    let metric = change.metric.as_str();
    if !metrics.contains(&metric) {
        let message = format!("there is no metric `{}`", short(metric));
        diagnostics.push(
            Diagnostic::error(Code::UnknownMetric, message)
                .at(change.metric.place, "")
                .did_you_mean(suggest::closest(metric, metrics.iter().copied()))
                .help("`coalition list metrics` names them all"),
        );
    }
    if let Some(most) = change.at_most.filter(|most| most.value <= 0.0) {
        let message = format!("a change of at most {} of the mean is none", most.value);
        diagnostics.push(
            Diagnostic::error(Code::OutOfRange, message)
                .at(most.place, "")
                .help("write a share of the mean before, above 0, such as 0.1"),
        );
    }
}
