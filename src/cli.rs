//! The command line: the only place that knows arguments, the terminal and exit codes.

mod args;
mod baseline;
mod break_even;
mod check;
mod completions;
mod diff;
mod error;
pub mod exit;
mod explain;
mod fmt;
mod generate;
mod graph;
mod interrupt;
mod list;
mod load;
mod man;
mod migrate;
mod new;
mod output;
mod presets;
mod run;
mod schema;
mod show;
mod strategies;
mod study;
mod test;
mod trace;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};
use error::CliError;

const GREETING: &str = "\
coalition rehearses a cyber exercise before people do.

  coalition run scenarios/tutorial.ron        what was sharing worth in this scenario?
  coalition trace scenarios/tutorial.ron      what happened in one play of it, and why?
  coalition graph scenarios/tutorial.ron campaigns -o attack.svg
                                              what does the attack look like?
  coalition new my-exercise                   give me a scenario to start from
  coalition check my-exercise.ron             is my scenario right?
  coalition break-even scenarios/tutorial.ron --strategy email
                                              how late may sharing come?

`coalition --help` has the rest.";

/// Runs the command of these arguments, the program's name first, and tells how it went.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if arguments.len() < 2 {
        return finish(output::print(GREETING).map(|()| exit::OK));
    }
    match Arguments::try_parse_from(arguments) {
        Ok(arguments) => finish(dispatch(arguments.command)),
        Err(usage) => {
            let code = if usage.use_stderr() { exit::USAGE } else { exit::OK };
            finish(usage.print().map(|()| code).map_err(CliError::from))
        }
    }
}

fn dispatch(command: Command) -> Result<u8, CliError> {
    match command {
        Command::Run(options) => run::run(&options),
        Command::BreakEven(options) => break_even::break_even(&options),
        Command::Trace(options) => trace::trace(&options),
        Command::Check(options) => check::check(&options),
        Command::Explain(options) => explain::explain(&options),
        Command::Fmt(options) => fmt::fmt(&options),
        Command::Show(options) => show::show(&options),
        Command::Completions(options) => completions::completions(&options),
        Command::Man(options) => man::man(&options),
        Command::New(options) => new::new(&options),
        Command::Graph(options) => graph::graph(&options),
        Command::Test(options) => test::test(&options),
        Command::Baseline(options) => baseline::baseline(&options),
        Command::Diff(options) => diff::diff(&options),
        Command::Generate(options) => generate::generate(&options),
        Command::List(options) => list::list(&options),
        Command::Schema(options) => schema::schema(&options),
        Command::Migrate(options) => migrate::migrate(&options),
        Command::Presets(options) => presets::presets(&options),
        Command::Study(options) => study::study(&options),
        Command::Strategies(options) => strategies::strategies(&options),
    }
}

fn finish(outcome: Result<u8, CliError>) -> ExitCode {
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(CliError::BrokenPipe) => ExitCode::from(exit::OK),
        Err(error) => {
            output::complain(&error);
            ExitCode::from(error.exit())
        }
    }
}
