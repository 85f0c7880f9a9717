//! What becomes of warnings, on the command line.

use clap::Args;

use crate::diagnostic::Code;
use crate::scenario::decode::LintName;
use crate::scenario::lint::{Level, Levels};

/// Levels of lints. Each can be given several times; where a lint is named more than once, the strictest counts.
#[derive(Debug, Args)]
pub(in crate::cli) struct LintLevels {
    /// Do not tell of this lint, by code or name; `coalition list codes` has them all.
    #[arg(long, value_name = "LINT", value_parser = lint)]
    allow: Vec<Code>,
    /// Tell of it as a warning, also where a scenario allows or denies it.
    #[arg(long, value_name = "LINT", value_parser = lint)]
    warn: Vec<Code>,
    /// Tell of it as an error; `warnings` for all that are not allowed.
    #[arg(long, value_name = "LINT", value_parser = denied)]
    deny: Vec<Denied>,
}

/// What is denied.
#[derive(Clone, Copy, Debug)]
enum Denied {
    /// Whatever would be a warning.
    Warnings,
    /// A lint.
    Lint(Code),
}

impl LintLevels {
    pub(in crate::cli) fn levels(&self) -> Levels {
        let mut levels = Levels::default();
        self.allow.iter().for_each(|lint| levels.set(*lint, Level::Allow));
        self.warn.iter().for_each(|lint| levels.set(*lint, Level::Warn));
        for denied in &self.deny {
            match denied {
                Denied::Warnings => levels.deny_warnings(),
                Denied::Lint(lint) => levels.set(*lint, Level::Deny),
            }
        }
        levels
    }
}

fn lint(text: &str) -> Result<Code, String> {
    Code::lint(text).ok_or_else(|| {
        let help = LintName::closest(text).map_or_else(
            || "`coalition list codes` has them all, from C0601 on".to_owned(),
            |meant| format!("did you mean `{meant}`?"),
        );
        format!("there is no such lint: {help}")
    })
}

fn denied(text: &str) -> Result<Denied, String> {
    if text == "warnings" { Ok(Denied::Warnings) } else { lint(text).map(Denied::Lint) }
}
