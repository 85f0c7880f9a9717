//! The arguments of the commands that planners write scenarios with.

use std::path::PathBuf;

use clap::Args;

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
