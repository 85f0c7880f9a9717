//! The arguments of `coalition migrate`.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
#[command(after_help = "\
Older files are read as they are: nothing has to be rewritten. Comments and layout stay as they are. A file that does not say
of which version it is may be of any.

Example: coalition migrate old.ron -o new.ron")]
pub(in crate::cli) struct Migrate {
    /// Scenario file, or a file with a part of a scenario.
    pub(in crate::cli) file: PathBuf,
    /// File to write, which must not be there yet [default: standard output].
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
}
