//! `coalition new`: a scenario to start from.

use std::path::{Path, PathBuf};

use super::args::New;
use super::error::CliError;
use super::{exit, output};
use crate::diagnostic::suggest;
use crate::export;
use crate::scenario::decode::Id;
use crate::scenario::templates::{TEMPLATES, Template};

pub(super) fn new(options: &New) -> Result<u8, CliError> {
    if options.list {
        output::with(|out| {
            TEMPLATES.iter().try_for_each(|one| writeln!(out, "{}\n    {}", one.id, one.summary()))
        })?;
        return Ok(exit::OK);
    }
    let template = Template::named(&options.template).ok_or_else(|| unknown(&options.template))?;
    let name = options.name.as_deref().unwrap_or(template.id);
    let id = Id::new(name).map_err(|error| CliError::Usage(error.to_string()))?;
    let text = template.scenario(&id, !options.plain);
    match target(options) {
        None => output::with(|out| out.write_all(text.as_bytes()))?,
        Some(path) => {
            export::new_file(&path, text.as_bytes())?;
            let path = path.display();
            output::note(&format!(
                "Scenario: {path}\nNext: change it, then `coalition check {path}` and `coalition run {path}`"
            ));
        }
    }
    Ok(exit::OK)
}

/// The file to write; none for standard output.
fn target(options: &New) -> Option<PathBuf> {
    match &options.output {
        Some(path) => (path != Path::new("-")).then(|| path.clone()),
        None => options.name.as_ref().map(|name| PathBuf::from(format!("{name}.ron"))),
    }
}

fn unknown(name: &str) -> CliError {
    let near = suggest::closest(name, TEMPLATES.iter().map(|template| template.id));
    let help = near.map_or_else(
        || "`coalition new --list` shows all".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    CliError::Usage(format!("there is no template `{name}`: {help}"))
}
