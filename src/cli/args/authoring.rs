//! The arguments of the commands that planners write scenarios with.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
#[command(after_help = "\
What is set: four blanks for each open bracket, one blank after a comma or a colon, a comma after the last element of what
goes over several lines, at most one empty line. Comments, values and your own line breaks stay as they are. A file that
changes is replaced as a whole, or not at all.

Exit codes: 1 with --check where a file would change, and where a file is not well formed.")]
pub(in crate::cli) struct Fmt {
    /// Scenario files, or folders of them; `-` for standard input to standard output.
    #[arg(required = true)]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Change nothing; list the files that would change.
    #[arg(long)]
    pub(in crate::cli) check: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
What is printed can be run, and gives the same results.

Example: coalition show scenarios/ransomware.ron --part arrangement.strategies.hub --defaults")]
pub(in crate::cli) struct Show {
    /// Scenario file.
    pub(in crate::cli) file: PathBuf,
    /// Write out every default.
    #[arg(long)]
    pub(in crate::cli) defaults: bool,
    /// Only a part: names of fields, and ids of what is in lists, such as `teams.cert-eu.triage`.
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) part: Option<String>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = ShowFormat::Ron)]
    pub(in crate::cli) format: ShowFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ShowFormat {
    /// The notation of scenario files.
    Ron,
    /// JSON, for programs.
    Json,
}
