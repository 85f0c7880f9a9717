//! The arguments of every command.

mod authoring;
pub(super) mod baseline;
mod changes;
pub(super) mod diff;
mod explain;
mod lints;
mod manual;
mod migrate;
mod presets;
pub(super) mod study;
mod test;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(super) use authoring::{Completions, Fmt, Graph, GraphFormat, Man, New, Picture, Show, ShowFormat};
pub(super) use explain::{Explain, ExplainFormat};
pub(super) use manual::pages;

use crate::scenario::decode::Count;
use crate::scenario::document::{Profile, Segmentation};
use crate::units::{Probability, Span};

pub(super) use changes::Changes;
pub(super) use migrate::Migrate;
pub(super) use presets::Presets;
pub(super) use test::{Test, TestFormat};

/// Rehearses a cyber exercise before people do: what was information sharing worth, to whom, why, and where did
/// it hurt?
#[derive(Debug, Parser)]
#[command(name = "coalition", version, max_term_width = 100)]
#[command(after_help = "\
A first scenario: `coalition new my-exercise`, change it, `coalition check my-exercise.ron`, `coalition run my-exercise.ron`.

Exit codes: 0 fine; 1 findings (invalid scenario, missed expectation); 2 usage, or a file cannot be read or written;
3 undecided expectation; 101 a bug; 130 interrupted.")]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    // In the order in which somebody new needs them: get a scenario, mend it, look at it, play it, automate it.
    /// Write a commented scenario to start from: one of several templates.
    New(New),
    /// Write a scenario with networks of a given size, to go on with.
    Generate(Generate),
    /// Say everything that is wrong with scenarios.
    Check(Check),
    /// Explain what a diagnostic means, with a wrong and a right example.
    Explain(Explain),
    /// Lay scenarios out anew, with all their comments.
    Fmt(Fmt),
    /// Print a scenario as it will run: networks generated, presets put in.
    Show(Show),
    /// Draw the networks, campaigns, missions or sharing of a scenario.
    Graph(Graph),
    /// Play a scenario many times, with and without sharing, and compare.
    Run(Run),
    /// Show what happened in one play, event by event.
    Trace(Trace),
    /// Find out how late sharing may come before it no longer pays.
    BreakEven(BreakEven),
    /// Play a scenario in many cells that differ in some of its values: sweeps, designs, shares of the work.
    Study(study::Study),
    /// Run scenarios and judge their expectations.
    Test(Test),
    /// Keep what scenarios come to, and say later what has changed.
    Baseline(baseline::Baseline),
    /// Say what two versions of a scenario, or two ways of playing one, differ in: model, play, outcomes.
    Diff(diff::Diff),
    /// Rewrite a scenario of an older version of the format in the current one.
    Migrate(Migrate),
    /// Print all that ships with the program to be named in a scenario: strategies, eras, teams, networks, sensors.
    Presets(Presets),
    /// Print the strategies of sharing that ship with the program, to name, or to copy and change.
    Strategies(Strategies),
    /// Print what can be written in a scenario: every field with its meaning, unit, default and source.
    Schema(Schema),
    /// Print what there is: templates, strategies, metrics, result tables, diagnostic codes.
    List(List),
    /// Print what a shell needs to complete commands.
    Completions(Completions),
    /// Write the manual pages.
    Man(Man),
}

#[derive(Debug, Args)]
pub(super) struct Run {
    /// Scenario file.
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) changes: Changes,
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
    /// Strategies to compare with not sharing, of the scenario or of those that ship with the program; `none` for none
    /// [default: all of the scenario].
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub(super) strategies: Vec<String>,
    /// Compare all strategies that ship with the program too.
    #[arg(long, conflicts_with = "strategies")]
    pub(super) presets: bool,
    /// Metric that strategies are ranked by, all teams together; `coalition list metrics` shows all.
    #[arg(long, value_name = "METRIC", default_value = "exposure_h")]
    pub(super) rank_by: String,
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
#[command(after_help = "\
Everything that the strategy sends arrives later by the same delay, on the same luck; delays are doubled until it no longer
pays, and halved until the limit is known to 2 %.

Example: coalition break-even scenarios/ransomware.ron --strategy hub --metric mission_loss --hour-price 2")]
pub(super) struct BreakEven {
    /// Scenario file.
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) changes: Changes,
    /// Strategy: one of the scenario, or one that ships with the program.
    #[arg(short, long, value_name = "S")]
    pub(super) strategy: String,
    /// Metric that sharing is for, all teams together; `coalition list metrics` shows all.
    #[arg(short, long, value_name = "METRIC", default_value = "exposure_h")]
    pub(super) metric: String,
    /// What an hour of an analyst costs, in units of the metric.
    #[arg(long, value_name = "X", default_value = "0", value_parser = price)]
    pub(super) hour_price: f64,
    /// Longest delay to try [default: the exercise's duration].
    #[arg(long, value_name = "TIME", value_parser = span)]
    pub(super) longest: Option<Span>,
    /// Paired replicates [default: as the scenario says].
    #[arg(short = 'n', long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub(super) replications: Option<u32>,
    /// Seed of all luck [default: as the scenario says].
    #[arg(long, value_name = "S")]
    pub(super) seed: Option<u64>,
    /// Threads [default: all cores]. The results do not depend on it.
    #[arg(short, long, value_name = "N", value_parser = jobs)]
    pub(super) jobs: Option<usize>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = RowFormat::Table)]
    pub(super) format: RowFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum RowFormat {
    /// Sentences and a table for people.
    Table,
    /// The rows as a JSON array.
    Json,
    /// The rows as CSV.
    Csv,
}

#[derive(Debug, Args)]
pub(super) struct Trace {
    /// Scenario file.
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) changes: Changes,
    /// Number of the replicate, from 0.
    #[arg(short = 'k', long, value_name = "K", default_value_t = 0)]
    pub(super) replication: u32,
    /// Strategy: `none`, `ideal`, one of the scenario, or one that ships with the program.
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
    #[command(flatten)]
    pub(super) changes: Changes,
    /// What to print.
    #[arg(long, value_enum, default_value_t = CheckFormat::Human)]
    pub(super) format: CheckFormat,
    #[command(flatten)]
    pub(super) lints: lints::LintLevels,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// With the line and a remedy, for people.
    Human,
    /// A JSON array.
    Json,
    /// SARIF 2.1.0, for code scanners and editors.
    Sarif,
    /// Workflow commands of GitHub Actions, which mark the lines of a pull request.
    Github,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Where several organisations are made, a list such as `--users 4000,900` has a number for each of them.

Example: coalition generate --organisations NATO,EU --users 4000,900 --sites 3 -o mine.ron")]
pub(super) struct Generate {
    /// How many organisations, or their names.
    #[arg(long, value_name = "N|A,B", default_value = "2", value_parser = names)]
    pub(super) organisations: Names,
    /// People who work there; there are some 1.2 hosts for each.
    #[arg(long, value_name = "N", value_delimiter = ',', default_value = "1000", value_parser = count)]
    pub(super) users: Vec<Count>,
    /// Sites that they work on.
    #[arg(long, value_name = "N", value_delimiter = ',', default_value = "1", value_parser = count)]
    pub(super) sites: Vec<Count>,
    /// What sort of organisation it is: enterprise, ministry, plant.
    #[arg(long, value_name = "P", value_delimiter = ',', default_value = "enterprise", value_parser = profile)]
    pub(super) profile: Vec<Profile>,
    /// How the network is divided: flat, zoned, strict.
    #[arg(long, value_name = "S", value_delimiter = ',', default_value = "zoned", value_parser = segmentation)]
    pub(super) segmentation: Vec<Segmentation>,
    /// Varies the sizes of sites and groups by some 10 %.
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(super) seed: u64,
    /// Share of the workstations that run Windows.
    #[arg(long, value_name = "P", default_value = "0.9", value_parser = share)]
    pub(super) windows: Probability,
    /// Share of the Windows workstations and application servers that are out of support.
    #[arg(long, value_name = "P", default_value = "0.03", value_parser = share)]
    pub(super) legacy: Probability,
    /// Share of the Windows hosts that lack a patch.
    #[arg(long, value_name = "P", default_value = "0.1", value_parser = share)]
    pub(super) vulnerable: Probability,
    /// Id of the scenario.
    #[arg(long, value_name = "ID", default_value = "generated")]
    pub(super) id: String,
    /// Write the numbers, as `generate: (…)`, instead of zones, links and host groups.
    #[arg(long)]
    pub(super) compact: bool,
    /// File to write, which must not be there yet [default: standard output].
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

/// Names of organisations.
#[derive(Clone, Debug)]
pub(super) struct Names(pub(super) Vec<String>);

/// What organisations are called that have no name: the spelling alphabet.
const ALPHABET: [&str; 26] = [
    "Alfa", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Juliett", "Kilo",
    "Lima", "Mike", "November", "Oscar", "Papa", "Quebec", "Romeo", "Sierra", "Tango", "Uniform", "Victor",
    "Whiskey", "Xray", "Yankee", "Zulu",
];

#[derive(Debug, Args)]
pub(super) struct List {
    /// What to list [default: what can be listed].
    #[arg(value_enum)]
    pub(super) what: Option<Listing>,
    /// Scenario file whose variants are meant.
    #[arg(required_if_eq("what", "variants"))]
    pub(super) file: Option<PathBuf>,
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

#[derive(Debug, Args)]
#[command(after_help = "\
Name one in a scenario, `arrangement: (presets: [\"hub\"])`, or on the command line, `coalition run FILE --strategies hub`.")]
pub(super) struct Strategies {
    /// Print the text of this one [default: what there is, one a line].
    #[arg(value_name = "ID")]
    pub(super) id: Option<String>,
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
    /// The variants of a scenario.
    Variants,
    /// The templates that `coalition new` writes.
    Templates,
    /// The strategies that ship with the program.
    #[value(alias = "presets")]
    Strategies,
}

fn jobs(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(jobs @ 1..=1024) => Ok(jobs),
        _ => Err("write a number of threads from 1 to 1024".to_owned()),
    }
}

fn price(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(price) if (0.0..=1e12).contains(&price) => Ok(price),
        _ => Err("write a number from 0 to 1000000000000".to_owned()),
    }
}

fn span(text: &str) -> Result<Span, String> {
    match text.parse::<Span>() {
        Ok(Span::ZERO) => Err("write a time such as 12h or 5d".to_owned()),
        Ok(span) => Ok(span),
        Err(error) => Err(error.to_string()),
    }
}

fn names(text: &str) -> Result<Names, String> {
    let names = match text.parse::<usize>() {
        Ok(many @ 1..=26) => ALPHABET.iter().take(many).map(|name| (*name).to_owned()).collect(),
        Ok(_) => return Err("write a number from 1 to 26, or names with commas between".to_owned()),
        Err(_) => text.split(',').map(|name| name.trim().to_owned()).collect(),
    };
    Ok(Names(names))
}

fn count(text: &str) -> Result<Count, String> {
    match text.parse() {
        Ok(count @ 1..=10_000_000) => Ok(Count::of(count)),
        _ => Err("write a whole number from 1 to 10000000".to_owned()),
    }
}

fn share(text: &str) -> Result<Probability, String> {
    let share = text.parse().ok().and_then(|share| Probability::new(share).ok());
    share.ok_or_else(|| "write a number from 0 to 1".to_owned())
}

fn profile(text: &str) -> Result<Profile, String> {
    match text {
        "enterprise" => Ok(Profile::Enterprise),
        "ministry" => Ok(Profile::Ministry),
        "plant" => Ok(Profile::Plant),
        _ => Err("write enterprise, ministry or plant".to_owned()),
    }
}

fn segmentation(text: &str) -> Result<Segmentation, String> {
    match text {
        "flat" => Ok(Segmentation::Flat),
        "zoned" => Ok(Segmentation::Zoned),
        "strict" => Ok(Segmentation::Strict),
        _ => Err("write flat, zoned or strict".to_owned()),
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
