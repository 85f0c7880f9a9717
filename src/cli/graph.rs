//! `coalition graph`: pictures of a scenario.

use super::args::{Graph, GraphFormat, Picture};
use super::error::CliError;
use super::{exit, load, output};
use crate::export;
use crate::report::graph;

pub(super) fn graph(options: &Graph) -> Result<u8, CliError> {
    if options.what != Picture::Sharing && !options.strategies.is_empty() {
        return Err(CliError::Usage(
            "`--strategies` chooses what `sharing` shows: write `graph FILE sharing`".to_owned(),
        ));
    }
    let scenario =
        load::scenario(&options.file, &load::presets(&options.strategies), &options.changes.get())?;
    let picture = match options.what {
        Picture::Network => graph::network(&scenario),
        Picture::Campaigns => graph::campaigns(&scenario),
        Picture::Missions => graph::missions(&scenario),
        Picture::Sharing => graph::sharing(&scenario, &load::strategies(&scenario, &options.strategies)?),
    };
    if picture.nodes.is_empty() {
        output::note("The scenario has nothing of that: the picture is empty.");
    }
    let text = match format(options)? {
        GraphFormat::Svg => graph::to_svg(&picture),
        GraphFormat::Dot => graph::to_dot(&picture),
        GraphFormat::Mermaid => graph::to_mermaid(&picture),
    };
    match &options.output {
        None => output::with(|out| out.write_all(text.as_bytes()))?,
        Some(path) => {
            export::new_file(path, text.as_bytes())?;
            output::note(&format!("Picture: {}", path.display()));
        }
    }
    Ok(exit::OK)
}

/// What is asked for, else what the name of the file says.
fn format(options: &Graph) -> Result<GraphFormat, CliError> {
    if let Some(format) = options.format {
        return Ok(format);
    }
    let Some(path) = &options.output else { return Ok(GraphFormat::Svg) };
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("svg") => Ok(GraphFormat::Svg),
        Some("dot" | "gv") => Ok(GraphFormat::Dot),
        Some("mmd" | "mermaid" | "md") => Ok(GraphFormat::Mermaid),
        _ => Err(CliError::Usage(format!(
            "`{}` does not say which notation is wanted: name it .svg, .dot or .mmd, or write `--format`",
            path.display()
        ))),
    }
}
