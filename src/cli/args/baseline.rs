//! The arguments of `coalition baseline`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Args)]
pub(in crate::cli) struct Baseline {
    #[command(subcommand)]
    pub(in crate::cli) action: Action,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Action {
    /// Play scenarios and keep what they come to.
    Write(Write),
    /// Play the scenarios of a baseline again and say what has changed.
    Compare(Compare),
    /// Take what some metrics come to now for right.
    Accept(Accept),
}

/// What all three have.
#[derive(Debug, Args)]
pub(in crate::cli) struct Common {
    /// The baseline: a file that ends with .json, or a folder with a file for each scenario.
    #[arg(short, long, value_name = "PATH", default_value = "baseline.json")]
    pub(in crate::cli) baseline: PathBuf,
    /// Threads [default: all cores].
    #[arg(short, long, value_name = "N", value_parser = super::jobs)]
    pub(in crate::cli) jobs: Option<usize>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Write {
    /// Scenario files, or folders of them.
    #[arg(default_value = "scenarios")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) common: Common,
    /// Replicates.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u32).range(2..=1_000_000))]
    pub(in crate::cli) replications: u32,
    /// Seed of all luck [default: as each scenario says].
    #[arg(long, value_name = "S")]
    pub(in crate::cli) seed: Option<u64>,
    /// Replace a baseline that is there.
    #[arg(long)]
    pub(in crate::cli) force: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
A metric is identical where every replicate has the value of before, equivalent where the 95 % interval of the difference lies
within the margin, shifted where it lies beyond, and undecided otherwise. Changes that are meant are declared in a file:

  (changes: [
      (metric: \"dwell_h\", arm: \"hub\", direction: Down, at_most: 0.1, facets: [Inputs, Times, Results],
       reason: \"analysis takes an hour less\"),
  ])

`scenario:` and `team:` narrow an entry down. Where all entries are of arms that share, `none` must not change at all.

Exit codes: 0 all is as it was, or as declared; 1 it is not; 3 some of it is undecided; 2 usage, or a file cannot be read.")]
pub(in crate::cli) struct Compare {
    /// Scenario files, or folders of them [default: the files that the baseline names].
    pub(in crate::cli) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) common: Common,
    /// What makes no difference, as a share of the mean before.
    #[arg(long, value_name = "SHARE", default_value = "0.01", value_parser = margin)]
    pub(in crate::cli) margin: f64,
    /// Changes that are meant.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) changes: Option<PathBuf>,
    /// Other luck than the baseline's: new and old are then compared as strangers, which takes many more replicates.
    #[arg(long, value_name = "S")]
    pub(in crate::cli) seed: Option<u64>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = ShiftFormat::Human)]
    pub(in crate::cli) format: ShiftFormat,
    /// Write it to a file too, in the format of its ending: .xml is JUnit, .json, .txt for people; may be given several times.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) report: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Accept {
    /// Scenario files, or folders of them [default: the files that the baseline names].
    pub(in crate::cli) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) common: Common,
    /// Metrics; may be given several times.
    #[arg(short, long, value_name = "M,N", value_delimiter = ',', required = true)]
    pub(in crate::cli) metric: Vec<String>,
    /// Strategies, or `none` [default: all].
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub(in crate::cli) arm: Vec<String>,
    /// Why it is right; it goes into the baseline.
    #[arg(short, long, value_name = "TEXT")]
    pub(in crate::cli) reason: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ShiftFormat {
    /// For people.
    Human,
    /// JUnit XML: a suite a scenario, a case an arm and metric.
    Junit,
    /// A JSON object.
    Json,
}

pub(super) fn margin(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(margin) if (0.0..=1.0).contains(&margin) => Ok(margin),
        _ => Err("write a share of the mean from 0 to 1, such as 0.01".to_owned()),
    }
}
