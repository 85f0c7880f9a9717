//! `coalition fmt`: scenarios laid out anew, with all their comments.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::args::Fmt;
use super::error::CliError;
use super::{exit, load, output};
use crate::export;
use crate::scenario::format::{Formatted, format_bytes};
use crate::scenario::syntax;

pub(super) fn fmt(options: &Fmt) -> Result<u8, CliError> {
    if options.paths.iter().any(|path| path.as_os_str() == "-") {
        return match options.paths.as_slice() {
            [_] => stream(options.check),
            _ => Err(CliError::Usage("`-` stands alone: name either it or files".to_owned())),
        };
    }
    let mut code = exit::OK;
    for path in super::test::files::scenarios(&options.paths)? {
        // One file that is wrong does not keep the others from being laid out.
        let found = match one(&path, options.check) {
            Err(error @ CliError::BrokenPipe) => return Err(error),
            Err(error) => {
                output::complain(&error);
                error.exit()
            }
            Ok(code) => code,
        };
        code = code.max(found);
    }
    Ok(code)
}

fn one(path: &Path, check: bool) -> Result<u8, CliError> {
    let unreadable = |error| CliError::Input(format!("cannot read `{}`: {error}", path.display()));
    let bytes = File::open(path).and_then(read).map_err(unreadable)?;
    let formatted = format_bytes(path.display().to_string(), &bytes);
    let Some(text) = told(&formatted) else { return Ok(exit::FINDINGS) };
    if text.as_bytes() == bytes {
        return Ok(exit::OK);
    }
    if check {
        output::print(&path.display().to_string())?;
        return Ok(exit::FINDINGS);
    }
    export::replace_file(path, text.as_bytes())?;
    output::note(&format!("Laid out: {}", path.display()));
    Ok(exit::OK)
}

/// From standard input to standard output.
fn stream(check: bool) -> Result<u8, CliError> {
    let unreadable = |error| CliError::Input(format!("cannot read standard input: {error}"));
    let bytes = read(io::stdin().lock()).map_err(unreadable)?;
    let formatted = format_bytes("standard input".to_owned(), &bytes);
    let Some(text) = told(&formatted) else { return Ok(exit::FINDINGS) };
    if !check {
        output::with(|out| out.write_all(text.as_bytes()))?;
        return Ok(exit::OK);
    }
    if text.as_bytes() == bytes {
        return Ok(exit::OK);
    }
    output::print("-")?;
    Ok(exit::FINDINGS)
}

/// The text; what is wrong goes to standard error.
fn told(formatted: &Formatted) -> Option<&str> {
    if !formatted.diagnostics.is_empty() {
        output::note(&load::describe_all(&formatted.diagnostics, &formatted.sources));
    }
    formatted.text.as_deref()
}

/// What there is to read, and of what is too much only enough to see that.
fn read(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(syntax::LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
