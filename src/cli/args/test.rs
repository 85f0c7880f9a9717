//! The arguments of `coalition test`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
#[command(after_help = "\
A filter without `*` or `?` chooses what holds it in `scenario/expectation`; a pattern must fit a scenario's id, an
expectation's id, or both with `/` between.

Example: coalition test --filter 'ransomware/*' --report junit.xml")]
pub(in crate::cli) struct Test {
    /// Scenario files, or folders of them.
    #[arg(default_value = "scenarios")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) changes: super::Changes,
    /// Paired replicates for every expectation, in one look [default: as each scenario says].
    #[arg(short = 'n', long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub(in crate::cli) replications: Option<u32>,
    /// Seed of all luck [default: as each scenario says].
    #[arg(long, value_name = "S")]
    pub(in crate::cli) seed: Option<u64>,
    /// Threads [default: all cores].
    #[arg(short, long, value_name = "N", value_parser = super::jobs)]
    pub(in crate::cli) jobs: Option<usize>,
    /// Judge only expectations that fit, by the ids of scenario and expectation; may be given several times.
    #[arg(short, long, value_name = "PATTERN")]
    pub(in crate::cli) filter: Vec<String>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = TestFormat::Human)]
    pub(in crate::cli) format: TestFormat,
    /// Write the verdicts to a file too, in the format of its ending: .xml is JUnit, .sarif, .json, .txt for people; may be
    /// given several times.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) report: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TestFormat {
    /// A line an expectation, for people.
    Human,
    /// JUnit XML: a suite a scenario.
    Junit,
    /// Annotations of GitHub, at the line where an expectation is written.
    Github,
    /// SARIF 2.1.0.
    Sarif,
    /// A JSON array.
    Json,
}
