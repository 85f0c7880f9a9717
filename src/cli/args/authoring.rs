//! The arguments of the commands that planners write scenarios with.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
#[command(after_help = "\
A template is a small exercise that runs as it is, with what every field means, its unit, its default and the source of
that. `coalition generate` is for networks of a given size instead: organisations with thousands of hosts from a few
numbers, and a plain attack on them.

Example: coalition new my-exercise --template exercise && coalition run my-exercise.ron")]
pub(in crate::cli) struct New {
    /// Id of the scenario; it is written to the file NAME.ron [default: the template's; to standard output].
    #[arg(value_name = "NAME")]
    pub(in crate::cli) name: Option<String>,
    /// Which template; `coalition new --list` shows all.
    #[arg(short, long, value_name = "T", default_value = "two-teams")]
    pub(in crate::cli) template: String,
    /// File to write, which must not be there yet; `-` for standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Leave out what the fields mean, and all that is not written.
    #[arg(long)]
    pub(in crate::cli) plain: bool,
    /// List the templates.
    #[arg(long, conflicts_with_all = ["name", "output", "plain"])]
    pub(in crate::cli) list: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
What is set: four blanks for each open bracket, one blank after a comma or a colon, a comma after the last element of what
goes over several lines, at most one empty line. Comments, values and your own line breaks stay as they are. A file that
changes is replaced as a whole, or not at all.

Exit codes: 1 with --check where a file would change, and where a file is not well formed.")]
pub(in crate::cli) struct Fmt {
    /// Scenario files, or folders of them; `-` for standard input to standard output.
    #[arg(required = true)]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Change nothing; list the files that would change.
    #[arg(long)]
    pub(in crate::cli) check: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
What is printed can be run, and gives the same results.

Example: coalition show scenarios/ransomware.ron --part arrangement.strategies.hub --defaults")]
pub(in crate::cli) struct Show {
    /// Scenario file.
    pub(in crate::cli) file: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) changes: super::Changes,
    /// Write out every default.
    #[arg(long)]
    pub(in crate::cli) defaults: bool,
    /// Only a part: names of fields, and ids of what is in lists, such as `teams.cert-eu.triage`.
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) part: Option<String>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = ShowFormat::Ron)]
    pub(in crate::cli) format: ShowFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ShowFormat {
    /// The notation of scenario files.
    Ron,
    /// JSON, for programs.
    Json,
}

#[derive(Debug, Args)]
#[command(after_help = "\
network    zones with their hosts, what watches them, and links with what they let through
campaigns  steps with what must be done before each; broken lines are taken where a step fails
missions   what each mission needs, down to hosts
sharing    teams, and what each strategy has them pass to each other

Example: coalition graph scenarios/ransomware.ron campaigns -o campaigns.svg")]
pub(in crate::cli) struct Graph {
    /// Scenario file.
    pub(in crate::cli) file: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) changes: super::Changes,
    /// What to draw.
    #[arg(value_enum, default_value_t = Picture::Network)]
    pub(in crate::cli) what: Picture,
    /// Only these strategies, of the scenario or of those that ship with the program; for `sharing` [default: all of the
    /// scenario].
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub(in crate::cli) strategies: Vec<String>,
    /// Notation [default: by the name of the file that is written, else svg].
    #[arg(long, value_enum)]
    pub(in crate::cli) format: Option<GraphFormat>,
    /// File to write, which must not be there yet [default: standard output].
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Picture {
    /// Organisations, zones, hosts, sensors, links.
    Network,
    /// Steps of attacks.
    Campaigns,
    /// What missions need.
    Missions,
    /// Who passes what to whom.
    Sharing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum GraphFormat {
    /// For browsers and office programs; laid out by this program.
    Svg,
    /// For Graphviz.
    Dot,
    /// For Markdown.
    Mermaid,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Where shells look for them:
  bash         coalition completions bash > ~/.local/share/bash-completion/completions/coalition
  zsh          coalition completions zsh > _coalition, in a folder of your fpath
  fish         coalition completions fish > ~/.config/fish/completions/coalition.fish
  powershell   coalition completions powershell >> $PROFILE")]
pub(in crate::cli) struct Completions {
    /// Which shell.
    #[arg(value_enum)]
    pub(in crate::cli) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Pages of that name that are there already are replaced.

Example: coalition man ~/.local/share/man/man1 && man coalition-run")]
pub(in crate::cli) struct Man {
    /// Folder that they are written to; it is made where it is not there.
    #[arg(value_name = "DIR")]
    pub(in crate::cli) folder: PathBuf,
}
