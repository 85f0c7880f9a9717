//! The command line: the only place that knows arguments, the terminal and exit codes.

mod args;
mod baseline;
mod break_even;
mod check;
mod diff;
mod error;
pub mod exit;
mod explain;
mod generate;
mod interrupt;
mod list;
mod load;
mod migrate;
mod output;
mod presets;
mod run;
mod schema;
mod strategies;
mod test;
mod trace;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};
use error::CliError;

const GREETING: &str = "\
coalition rehearses a cyber exercise before people do.

  coalition run scenarios/tutorial.ron       what was sharing worth in this scenario?
  coalition break-even scenarios/tutorial.ron --strategy email
                                             how late may it come?
  coalition trace scenarios/tutorial.ron     what happened in one play of it, and why?
  coalition generate -o my-scenario.ron      give me a scenario to start from
  coalition check my-scenario.ron            is my scenario right?

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
        Command::Test(options) => test::test(&options),
        Command::Baseline(options) => baseline::baseline(&options),
        Command::Diff(options) => diff::diff(&options),
        Command::Generate(options) => generate::generate(&options),
        Command::List(options) => list::list(&options),
        Command::Schema(options) => schema::schema(&options),
        Command::Migrate(options) => migrate::migrate(&options),
        Command::Presets(options) => presets::presets(&options),
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
