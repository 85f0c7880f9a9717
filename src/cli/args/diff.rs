//! The arguments of `coalition diff`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
#[command(after_help = "\
Example: coalition diff before.ron after.ron --strategy hub
         coalition diff scenarios/worm.ron --strategy none --strategy-b ideal")]
pub(in crate::cli) struct Diff {
    /// Scenario file: A.
    pub(in crate::cli) file: PathBuf,
    /// The other: B [default: the same].
    pub(in crate::cli) file_b: Option<PathBuf>,
    /// Strategy of A: `none`, `ideal`, one of the scenario, or one that ships with the program.
    #[arg(short, long, value_name = "S", default_value = crate::experiment::NONE)]
    pub(in crate::cli) strategy: String,
    /// Strategy of B [default: that of A].
    #[arg(long, value_name = "S")]
    pub(in crate::cli) strategy_b: Option<String>,
    /// Seed of A [default: as the scenario says].
    #[arg(long, value_name = "S")]
    pub(in crate::cli) seed: Option<u64>,
    /// Seed of B [default: that of A].
    #[arg(long, value_name = "S")]
    pub(in crate::cli) seed_b: Option<u64>,
    /// Number of the replicate of which facts are compared, from 0.
    #[arg(short = 'k', long, value_name = "K", default_value_t = 0)]
    pub(in crate::cli) replication: u32,
    /// Replicates by which outcomes are compared.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(2..=1_000_000))]
    pub(in crate::cli) replications: u32,
    /// What makes no difference, as a share of the mean of A.
    #[arg(long, value_name = "SHARE", default_value = "0.01", value_parser = super::baseline::margin)]
    pub(in crate::cli) margin: f64,
    /// Threads [default: all cores].
    #[arg(short, long, value_name = "N", value_parser = super::jobs)]
    pub(in crate::cli) jobs: Option<usize>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(in crate::cli) format: DiffFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DiffFormat {
    /// For people.
    Text,
    /// A JSON object.
    Json,
}
