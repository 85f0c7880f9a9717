//! `coalition diff`: what two versions of a scenario, or two ways of playing one, differ in.

use std::path::Path;
use std::sync::Arc;

use super::args::diff::{Diff as Options, DiffFormat};
use super::error::CliError;
use super::{exit, interrupt, load, output};
use crate::experiment::regression::{ArmBaseline, Terms, contrast, measure_arm};
use crate::experiment::{Arm, ExperimentError, Outcome, run_one};
use crate::export;
use crate::report::diff::{self, Diff, Side};
use crate::scenario::Changes;
use crate::scenario::difference::differences;
use crate::scenario::document;
use crate::scenario::model::Scenario;

/// What one side comes to.
struct Played {
    name: String,
    document: Option<document::Scenario>,
    scenario: Arc<Scenario>,
    arm: Arm,
    seed: u64,
    outcome: Outcome,
    outcomes: ArmBaseline,
}

pub(super) fn diff(options: &Options) -> Result<u8, CliError> {
    let file_b = options.file_b.as_ref().unwrap_or(&options.file);
    let strategy_b = options.strategy_b.as_ref().unwrap_or(&options.strategy);
    let first = play(options, &options.file, &options.strategy, options.seed)?;
    // A seed that B does not say otherwise is that of A, so that a scenario with another seed is a version like any other.
    let second = play(options, file_b, strategy_b, options.seed_b.or(options.seed))?;
    let model = match (&first.document, &second.document) {
        (Some(old), Some(new)) => differences(old, new),
        _ => Vec::new(),
    };
    let paired = first.seed == second.seed;
    let n = options.replications;
    let terms = Terms { margin: options.margin, paired };
    let cells = contrast(&first.outcomes, &second.outcomes, (n, n), terms);
    let parting = diff::parting(first.side(), second.side());
    let found = Diff {
        names: [&first.name, &second.name],
        model: &model,
        replication: options.replication,
        parting: parting.as_ref(),
        cells: &cells,
        paired,
    };
    match options.format {
        DiffFormat::Text => output::with(|out| diff::write(&found, &mut { out }))?,
        DiffFormat::Json => output::print(export::readable(&diff::value(&found)).trim_end())?,
    }
    Ok(exit::OK)
}

impl Played {
    fn side(&self) -> Side<'_> {
        Side {
            name: &self.name,
            scenario: &self.scenario,
            arrangement: &self.arm.arrangement,
            facts: &self.outcome.facts,
        }
    }
}

fn play(options: &Options, file: &Path, strategy: &str, seed: Option<u64>) -> Result<Played, CliError> {
    let mut loaded = load::read(file, &load::presets([&strategy.to_owned()]), &Changes::default())?;
    if !loaded.diagnostics.is_empty() {
        output::note(&load::describe(&loaded));
    }
    let scenario = Arc::new(loaded.scenario.take().ok_or(CliError::Invalid)?);
    let arm = load::arm(&scenario, strategy)?;
    let replications = Some(options.replications);
    let design = load::design(scenario.clone(), seed, replications, Vec::new(), options.jobs);
    let outcome =
        run_one(&scenario, design.seed, options.replication, &arm).map_err(ExperimentError::from)?;
    Ok(Played {
        name: format!("{}, {strategy}, seed {}", file.display(), design.seed),
        document: loaded.document,
        outcomes: measure_arm(&design, &arm, interrupt::listen())?,
        seed: design.seed,
        scenario,
        arm,
        outcome,
    })
}
