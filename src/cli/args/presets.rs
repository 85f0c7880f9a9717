//! The arguments of `coalition presets`.

use clap::Args;

#[derive(Debug, Args)]
#[command(after_help = "\
What a scenario writes itself stands instead of what a preset says. To change one for good, print it, copy it and put it under
`templates:`, or under `arrangement:` if it is a strategy.

Example: coalition presets around-the-clock")]
pub(in crate::cli) struct Presets {
    /// Print the text of this one [default: what there is, by kind].
    #[arg(value_name = "ID")]
    pub(in crate::cli) id: Option<String>,
}
