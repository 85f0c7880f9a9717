//! Arguments of `coalition describe`.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
#[command(after_help = "\
Markdown, after the ODD protocol for simulation models, with every parameter as it runs; `--methods` is a paragraph to cite.")]
pub(in crate::cli) struct Describe {
    /// Scenario file.
    pub(in crate::cli) file: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) changes: super::Changes,
    /// Strategies that ship with the program, as if the scenario named them.
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub(in crate::cli) strategies: Vec<String>,
    /// Print the paragraph on methods alone.
    #[arg(long)]
    pub(in crate::cli) methods: bool,
}
