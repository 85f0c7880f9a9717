//! The arguments of `explain`.

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
#[command(after_help = "Examples: coalition explain C0302; coalition explain unknown-reference")]
pub(in crate::cli) struct Explain {
    /// Code or name of a diagnostic, such as `C0302` or `unknown-reference` [default: what there is, one a line].
    #[arg(value_name = "CODE")]
    pub(in crate::cli) code: Option<String>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    pub(in crate::cli) format: ExplainFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ExplainFormat {
    /// For a terminal.
    Text,
    /// A section a code.
    Markdown,
    /// An object a code.
    Json,
}
