//! Standard output is for data, standard error for everything else.

use std::io::{self, Write};

use super::error::CliError;

/// Columns that text for people is laid out for: the same everywhere, so that outputs can be compared.
pub(super) const WIDTH: u16 = 110;

/// Prints a line of data.
pub(super) fn print(text: &str) -> Result<(), CliError> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}")?;
    out.flush()?;
    Ok(())
}

/// Lets `write` print data, buffered.
pub(super) fn with(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), CliError> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    write(&mut out)?;
    out.flush()?;
    Ok(())
}

/// Tells what went wrong.
pub(super) fn complain(error: &CliError) {
    note(&format!("error: {error}"));
}

/// Says something that is no data. Where even that cannot be said, there is nobody to tell.
pub(super) fn note(text: &str) {
    let _ = writeln!(anstream::stderr(), "{text}");
}
