//! What becomes of findings: nothing, a warning, an error.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::scenario::document::Lints;

/// What becomes of what a lint finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It is not told.
    Allow,
    /// It is a warning.
    Warn,
    /// It is an error.
    Deny,
}

/// Levels by code, as a scenario or the command line says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    of: BTreeMap<Code, Level>,
    /// Whether all warnings are errors.
    denies_warnings: bool,
}

impl Levels {
    /// Sets the level of a lint. Where it is set more than once, the strictest counts.
    pub fn set(&mut self, lint: Code, level: Level) {
        let set = self.of.entry(lint).or_insert(level);
        *set = level.max(*set);
    }

    /// Turns every warning into an error; what is allowed stays allowed.
    pub fn deny_warnings(&mut self) {
        self.denies_warnings = true;
    }

    /// What becomes of a lint that nobody has said anything of. Whoever plays a scenario to see what comes out need not
    /// expect anything, so that this is told only where it is asked for.
    const fn by_default(lint: Code) -> Level {
        match lint {
            Code::NothingExpected => Level::Allow,
            _ => Level::Warn,
        }
    }

    fn of_file(lints: &Lints) -> Self {
        let mut levels = Self::default();
        for (list, level) in
            [(&lints.allow, Level::Allow), (&lints.warn, Level::Warn), (&lints.deny, Level::Deny)]
        {
            list.iter().for_each(|name| levels.set(name.code(), level));
        }
        levels
    }
}

/// What lints found in a scenario, and the levels that it asks for.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    found: Vec<Diagnostic>,
    own: Levels,
}

impl Findings {
    pub(super) fn new(found: Vec<Diagnostic>, lints: &Lints) -> Self {
        Self { found, own: Levels::of_file(lints) }
    }

    /// Without those of a code.
    #[must_use]
    pub(in crate::scenario) fn but(mut self, lint: Code) -> Self {
        self.found.retain(|finding| finding.code != lint);
        self
    }

    /// Without those that are among others as well.
    #[must_use]
    pub fn without(mut self, others: &Self) -> Self {
        self.found.retain(|finding| !others.found.contains(finding));
        self
    }

    /// The findings at their levels: those of `more`, else those that the scenario asks for, else those by default.
    pub fn judge(&self, more: &Levels) -> impl Iterator<Item = Diagnostic> {
        self.found.iter().filter_map(|finding| {
            let severity = match self.level(finding.code, more) {
                Level::Allow => return None,
                Level::Warn => Severity::Warning,
                Level::Deny => Severity::Error,
            };
            Some(Diagnostic { severity, ..finding.clone() })
        })
    }

    /// Adds the findings to other diagnostics.
    pub fn tell(&self, more: &Levels, diagnostics: &mut Diagnostics) {
        self.judge(more).for_each(|finding| diagnostics.push(finding));
    }

    fn level(&self, lint: Code, more: &Levels) -> Level {
        let level = more.of.get(&lint).or(self.own.of.get(&lint)).copied();
        let level = level.unwrap_or_else(|| Levels::by_default(lint));
        if level == Level::Warn && more.denies_warnings { Level::Deny } else { level }
    }
}
