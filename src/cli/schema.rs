//! `coalition schema`: the reference of every field of a scenario.

use super::args::{Schema, SchemaFormat};
use super::error::CliError;
use super::{exit, output};
use crate::diagnostic::suggest;
use crate::report::reference;
use crate::scenario::decode::TypeDoc;

pub(super) fn schema(options: &Schema) -> Result<u8, CliError> {
    let types = chosen(options.name.as_deref())?;
    output::with(|out| match options.format {
        SchemaFormat::Markdown => reference::write_markdown(&types, &mut { out }),
        SchemaFormat::Json => writeln!(out, "{:#}", reference::to_json(&types)),
    })?;
    Ok(exit::OK)
}

fn chosen(name: Option<&str>) -> Result<Vec<TypeDoc>, CliError> {
    let mut types = reference::types();
    let Some(name) = name else { return Ok(types) };
    let names: Vec<String> = types.iter().map(|one| one.name.to_string()).collect();
    types.retain(|one| one.name.eq_ignore_ascii_case(name));
    if types.is_empty() {
        let near = suggest::closest(name, names.iter().map(String::as_str));
        let help = near.map_or_else(
            || "`coalition schema` shows all".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        return Err(CliError::Usage(format!("there is no type `{name}` in scenarios: {help}")));
    }
    Ok(types)
}
