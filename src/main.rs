//! The `coalition` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    coalition::cli::main(std::env::args_os())
}
