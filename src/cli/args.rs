//! The arguments of every command.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Rehearses a cyber exercise before people do: what was information sharing worth, to whom, why, and where did
/// it hurt?
#[derive(Debug, Parser)]
#[command(name = "coalition", version, max_term_width = 100)]
#[command(after_help = "\
Exit codes: 0 fine; 1 findings (invalid scenario, missed expectation); 2 usage, or a file cannot be read or written;
3 undecided expectation; 101 a bug; 130 interrupted.")]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Play a scenario many times, with and without sharing, and compare.
    Run(Run),
    /// Show what happened in one play, event by event.
    Trace(Trace),
    /// Say everything that is wrong with scenarios.
    Check(Check),
    /// Run scenarios and judge their expectations.
    Test(Test),
    /// Print what there is: metrics, result tables, diagnostic codes.
    List(List),
    /// Print what can be written in a scenario: every field with its meaning, default and source.
    Schema(Schema),
}

#[derive(Debug, Args)]
pub(super) struct Run {
    /// Scenario file.
    pub(super) file: PathBuf,
    /// Paired replicates [default: as the scenario says].
    #[arg(short = 'n', long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub(super) replications: Option<u32>,
    /// Seed of all luck [default: as the scenario says].
    #[arg(long, value_name = "S")]
    pub(super) seed: Option<u64>,
    /// Threads [default: all cores]. The results do not depend on it.
    #[arg(short, long, value_name = "N", value_parser = jobs)]
    pub(super) jobs: Option<usize>,
    /// Folder of the results [default: results/<scenario id>].
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Strategies to compare with not sharing; `none` for none [default: all of the scenario].
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub(super) strategies: Vec<String>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(super) format: Format,
    /// Print nothing but errors.
    #[arg(short, long)]
    pub(super) quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Sentences and tables for people.
    Table,
    /// The comparison as a JSON array.
    Json,
    /// The comparison as CSV.
    Csv,
    /// The comparison as Markdown tables.
    Markdown,
}

#[derive(Debug, Args)]
pub(super) struct Trace {
    /// Scenario file.
    pub(super) file: PathBuf,
    /// Number of the replicate, from 0.
    #[arg(short = 'k', long, value_name = "K", default_value_t = 0)]
    pub(super) replication: u32,
    /// Strategy: `none`, `ideal`, or one of the scenario.
    #[arg(short, long, value_name = "S", default_value = crate::experiment::NONE)]
    pub(super) strategy: String,
    /// Seed of all luck [default: as the scenario says].
    #[arg(long, value_name = "S")]
    pub(super) seed: Option<u64>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = TraceFormat::Text)]
    pub(super) format: TraceFormat,
    /// Show the comings and goings of work and background alerts too; CSV and JSON always do.
    #[arg(short, long)]
    pub(super) all: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TraceFormat {
    /// A line an event, for people.
    Text,
    /// A row a fact.
    Csv,
    /// An object a line.
    Json,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// Scenario files.
    #[arg(required = true)]
    pub(super) files: Vec<PathBuf>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = CheckFormat::Human)]
    pub(super) format: CheckFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// With the line and a remedy, for people.
    Human,
    /// A JSON array.
    Json,
}

#[derive(Debug, Args)]
pub(super) struct Test {
    /// Scenario files, or folders of them.
    #[arg(default_value = "scenarios")]
    pub(super) paths: Vec<PathBuf>,
    /// Paired replicates [default: as each scenario says].
    #[arg(short = 'n', long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub(super) replications: Option<u32>,
    /// Seed of all luck [default: as each scenario says].
    #[arg(long, value_name = "S")]
    pub(super) seed: Option<u64>,
    /// Threads [default: all cores].
    #[arg(short, long, value_name = "N", value_parser = jobs)]
    pub(super) jobs: Option<usize>,
}

#[derive(Debug, Args)]
pub(super) struct List {
    /// What to print.
    #[arg(value_enum)]
    pub(super) what: Listing,
}

#[derive(Debug, Args)]
pub(super) struct Schema {
    /// Only this type, such as `HostGroup` [default: all].
    #[arg(value_name = "TYPE")]
    pub(super) name: Option<String>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = SchemaFormat::Markdown)]
    pub(super) format: SchemaFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaFormat {
    /// A section a type.
    Markdown,
    /// A JSON array, an object a type.
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Listing {
    /// The metrics that arms are compared by.
    Metrics,
    /// The result tables and all their columns: the data dictionary.
    Tables,
    /// The codes of diagnostics.
    Codes,
}

fn jobs(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(jobs @ 1..=1024) => Ok(jobs),
        _ => Err("write a number of threads from 1 to 1024".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }
}
