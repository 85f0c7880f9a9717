//! Arguments of `coalition study`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::experiment::study::Shard;

#[derive(Debug, Args)]
#[command(after_help = "\
A study file names a scenario, factors (paths as `--set` has them), a design, and strategies. All cells meet the same luck.

On one machine, `study run` is all that is needed; killed, it goes on where it was when it is started again. On many, give
each a share and a folder, and put them together at last:

  coalition study run mine.ron --shard 1/8 --parts parts-1
  coalition study merge mine.ron --parts parts-1 --parts parts-2 …

The result is the same to the byte. In a Slurm job array, `--shard auto` takes the share from the task's number.")]
pub(in crate::cli) struct Study {
    #[command(subcommand)]
    pub(in crate::cli) verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Verb {
    /// List the cells, and play nothing.
    Plan(Plan),
    /// Play what is missing, and write the results when nothing is.
    Run(Run),
    /// Say what is there and what is missing.
    Status(Status),
    /// Write the results from parts that were played elsewhere.
    Merge(Merge),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Plan {
    /// Study file.
    pub(in crate::cli) file: PathBuf,
    /// What to print.
    #[arg(long, value_enum, default_value_t = PlanFormat::Table)]
    pub(in crate::cli) format: PlanFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PlanFormat {
    /// A line a cell, for people.
    Table,
    /// A column a factor, as a design `Table` reads it.
    Csv,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Run {
    /// Study file.
    pub(in crate::cli) file: PathBuf,
    /// Which of how many shares of the work, such as 3/8; `auto` in a Slurm job array. The results are then left to `merge`.
    #[arg(long, value_name = "I/N", value_parser = shard)]
    pub(in crate::cli) shard: Option<Shard>,
    /// Folder of the parts [default: results/<study id>.parts].
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) parts: Option<PathBuf>,
    /// Folder of the results [default: results/<study id>].
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Threads [default: all cores]. The results do not depend on it.
    #[arg(short, long, value_name = "N", value_parser = super::jobs)]
    pub(in crate::cli) jobs: Option<usize>,
    /// Print nothing but errors.
    #[arg(short, long)]
    pub(in crate::cli) quiet: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Status {
    /// Study file.
    pub(in crate::cli) file: PathBuf,
    /// Folders of parts [default: results/<study id>.parts].
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) parts: Vec<PathBuf>,
    /// List the cells that are not complete, with how many replicates they have.
    #[arg(long)]
    pub(in crate::cli) missing: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Merge {
    /// Study file.
    pub(in crate::cli) file: PathBuf,
    /// Folders of parts [default: results/<study id>.parts].
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) parts: Vec<PathBuf>,
    /// Folder of the results [default: results/<study id>].
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
}

fn shard(text: &str) -> Result<Shard, String> {
    if text != "auto" {
        return text.parse().map_err(|error: crate::experiment::study::ShardError| error.to_string());
    }
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<usize>().ok());
    let (task, of) = (number("SLURM_ARRAY_TASK_ID"), number("SLURM_ARRAY_TASK_COUNT"));
    // Arrays need not begin at 0.
    let first = number("SLURM_ARRAY_TASK_MIN").unwrap_or(0);
    match task.and_then(|task| task.checked_sub(first)).zip(of) {
        Some((task, of)) => format!("{}/{of}", task + 1)
            .parse()
            .map_err(|error: crate::experiment::study::ShardError| error.to_string()),
        None => Err("this is no task of a Slurm job array: write which of how many, such as 3/8".to_owned()),
    }
}
