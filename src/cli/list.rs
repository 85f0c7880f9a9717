//! `coalition list`: what there is.

use super::args::{List, Listing};
use super::error::CliError;
use super::{exit, load, output};
use crate::diagnostic::Code;
use crate::experiment::{ComparisonRow, RankRow, SurvivalRow};
use crate::metrics::records::{DeskRow, IncidentRow, LedgerRow, RunRow, ServiceRow, ShareRow, TeamRow};
use crate::metrics::table::{Record, Table};
use crate::metrics::{Better, METRICS};
use crate::scenario::Draft;
use crate::scenario::presets::PRESETS;
use crate::scenario::templates::TEMPLATES;

pub(super) fn list(options: &List) -> Result<u8, CliError> {
    let Some(what) = options.what else { return listings() };
    let draft = match (what, &options.file) {
        (Listing::Variants, Some(file)) => Some(load::draft(file)?),
        (_, Some(_)) => return Err(CliError::Usage("only `list variants` is about a file".to_owned())),
        (_, None) => None,
    };
    output::with(|out| match what {
        Listing::Metrics => METRICS.iter().try_for_each(|metric| {
            let better = match metric.better {
                Better::Lower => "lower is better",
                Better::Higher => "higher is better",
                Better::Neither => "neither way is better",
            };
            writeln!(out, "{} [{}], {better}\n    {}", metric.name, metric.unit(), metric.doc())
        }),
        Listing::Tables => tables().iter().try_for_each(|table| {
            writeln!(out, "{}.csv, key {}\n    {}", table.name, table.key.join(", "), table.doc)?;
            for column in table.columns {
                let unit = column.unit.map_or_else(String::new, |unit| format!(" [{unit}]"));
                writeln!(out, "  {}{unit}\n      {}", column.name, column.doc)?;
            }
            writeln!(out)
        }),
        Listing::Variants => draft.iter().flat_map(Draft::variants).try_for_each(|variant| {
            let title = variant.title.as_deref().or(variant.story.as_deref()).unwrap_or_default();
            let words: Vec<&str> = title.split_whitespace().collect();
            let line = if words.is_empty() { String::new() } else { format!("\n    {}", words.join(" ")) };
            writeln!(out, "{}{line}", variant.id.as_str())
        }),
        Listing::Codes => Code::ALL
            .iter()
            .try_for_each(|code| writeln!(out, "{} {}: {}", code.text(), code.name(), code.meaning())),
        Listing::Templates => TEMPLATES
            .iter()
            .try_for_each(|template| writeln!(out, "{}\n    {}", template.id, template.summary())),
        Listing::Strategies => {
            PRESETS.iter().try_for_each(|preset| writeln!(out, "{}\n    {}", preset.id, preset.summary()))
        }
    })?;
    Ok(exit::OK)
}

/// What can be listed, and what each item of it is for.
fn listings() -> Result<u8, CliError> {
    let listings = Listing::all();
    output::with(|out| listings.iter().try_for_each(|(name, what)| writeln!(out, "{name}\n    {what}")))?;
    Ok(exit::OK)
}

fn tables() -> [Table; 10] {
    [
        RunRow::TABLE,
        TeamRow::TABLE,
        IncidentRow::TABLE,
        ShareRow::TABLE,
        ServiceRow::TABLE,
        DeskRow::TABLE,
        LedgerRow::TABLE,
        ComparisonRow::TABLE,
        RankRow::TABLE,
        SurvivalRow::TABLE,
    ]
}
