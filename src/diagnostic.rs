//! What is wrong with an input, as data: a code, a message, places with labels, and what to write instead.
//!
//! Whoever finds a fault pushes a [`Diagnostic`] and goes on, so that a planner sees all faults at once. How
//! they look is the business of [`render`].

mod code;
pub mod explain;
pub mod render;
mod source;
pub mod suggest;

pub use code::Code;
pub use explain::Explanation;
pub use source::{LineColumn, Place, Source, SourceId, Sources};

/// Whether the input can be used in spite of the fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The input is refused.
    Error,
    /// The input is used, and someone should look at it.
    Warning,
}

impl Severity {
    /// The word that people and programs read: `error`, `warning`.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A place with a remark.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// The remark; may be empty.
    pub text: String,
    /// Whether the fault itself is here; a secondary label shows what it has to do with.
    pub primary: bool,
}

/// One fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of fault, stable over versions.
    pub code: Code,
    /// Whether the input is refused for it.
    pub severity: Severity,
    /// What is wrong, in a sentence without a full stop; texts of the input stand in backticks.
    pub message: String,
    /// Where, the fault itself first.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub helps: Vec<String>,
}

impl Diagnostic {
    /// A fault for which the input is refused.
    #[must_use]
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            labels: Vec::new(),
            helps: Vec::new(),
        }
    }

    /// A fault that is worth a look.
    #[must_use]
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// The fault is here.
    #[must_use]
    pub fn at(self, place: Place, text: impl Into<String>) -> Self {
        self.label(Label { place, text: text.into(), primary: true })
    }

    /// This has to do with it.
    #[must_use]
    pub fn also(self, place: Place, text: impl Into<String>) -> Self {
        self.label(Label { place, text: text.into(), primary: false })
    }

    fn label(mut self, label: Label) -> Self {
        if label.place != Place::NOWHERE {
            self.labels.push(label);
        }
        self
    }

    /// What to write instead, or how to go on.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.helps.push(text.into());
        self
    }

    /// ``did you mean `…`?``, where there is something to suggest.
    #[must_use]
    pub fn did_you_mean(self, suggestion: Option<&str>) -> Self {
        match suggestion {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None => self,
        }
    }

    /// The first primary label's place: the one that an editor would jump to.
    pub fn place(&self) -> Option<Place> {
        self.labels.iter().find(|label| label.primary).or(self.labels.first()).map(|label| label.place)
    }

    fn key(&self) -> (Option<Place>, Code, &str) {
        (self.place(), self.code, &self.message)
    }
}

/// Collects faults.
///
/// It keeps the first [`Diagnostics::MOST`] and counts the rest: a hostile or generated file with a million
/// faults must not exhaust the memory, and nobody reads the second thousand.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    omitted: usize,
    errors: usize,
}

impl Diagnostics {
    /// How many are kept.
    pub const MOST: usize = 1_000;

    /// An empty collection.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.errors += usize::from(diagnostic.severity == Severity::Error);
        if self.is_full() {
            self.omitted += 1;
        } else {
            self.found.push(diagnostic);
        }
    }

    /// Those that are not among others.
    #[must_use]
    pub fn without(&self, others: &Self) -> Self {
        let known = others.sorted();
        let mut rest = Self { omitted: self.omitted, errors: self.omitted, ..Self::default() };
        for one in self.sorted() {
            if known.binary_search_by(|other| other.key().cmp(&one.key())).is_err() {
                rest.push(one.clone());
            }
        }
        rest
    }

    /// Whether further ones are only counted, so that costly remedies need not be sought for them.
    pub fn is_full(&self) -> bool {
        self.found.len() >= Self::MOST
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether the input must be refused.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// How many were counted but not kept.
    pub fn omitted(&self) -> usize {
        self.omitted
    }

    /// All that were kept, each once, in the order of source, position and code.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut all: Vec<&Diagnostic> = self.found.iter().collect();
        all.sort_by(|a, b| a.key().cmp(&b.key()));
        all.dedup();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(source: SourceId, start: usize, code: Code) -> Diagnostic {
        Diagnostic::error(code, "wrong").at(Place::new(source, start..start + 1), "here")
    }

    #[test]
    fn faults_come_in_the_order_of_the_text_and_each_once() {
        let mut sources = Sources::new();
        let (a, b) = (sources.add("a", "xxxx"), sources.add("b", "xxxx"));
        let mut all = Diagnostics::new();
        for one in [
            at(b, 0, Code::Syntax),
            at(a, 2, Code::Syntax),
            at(a, 1, Code::WrongType),
            at(a, 1, Code::Syntax),
            at(a, 2, Code::Syntax),
        ] {
            all.push(one);
        }
        let order: Vec<_> = all.sorted().iter().map(|one| (one.place(), one.code)).collect();
        let place = |source, start: usize| Some(Place::new(source, start..start + 1));
        assert_eq!(
            order,
            [
                (place(a, 1), Code::Syntax),
                (place(a, 1), Code::WrongType),
                (place(a, 2), Code::Syntax),
                (place(b, 0), Code::Syntax),
            ]
        );
    }

    #[test]
    fn a_flood_is_counted_and_not_kept() {
        let mut sources = Sources::new();
        let a = sources.add("a", "x");
        let mut all = Diagnostics::new();
        for start in 0..Diagnostics::MOST + 5 {
            all.push(at(a, start, Code::Syntax));
        }
        assert_eq!((all.sorted().len(), all.omitted(), all.is_full()), (Diagnostics::MOST, 5, true));
    }

    #[test]
    fn warnings_alone_refuse_nothing() {
        let mut all = Diagnostics::new();
        all.push(Diagnostic::warning(Code::WrongType, "odd"));
        assert!(!all.has_errors() && !all.is_empty());
    }
}
