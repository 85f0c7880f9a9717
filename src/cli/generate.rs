//! `coalition generate`: a scenario from a few numbers, to go on with.

use super::args::Generate;
use super::error::CliError;
use super::{exit, output};
use crate::export;
use crate::scenario::generate::{Form, Sketch};

pub(super) fn generate(options: &Generate) -> Result<u8, CliError> {
    let sketch = Sketch {
        id: options.id.clone(),
        names: options.organisations.0.clone(),
        users: options.users.clone(),
        sites: options.sites.clone(),
        profiles: options.profile.clone(),
        segmentations: options.segmentation.clone(),
        seed: options.seed,
        windows: options.windows,
        legacy: options.legacy,
        vulnerable: options.vulnerable,
    };
    let text = sketch.text(if options.compact { Form::Compact } else { Form::Full })?;
    match &options.output {
        None => output::with(|out| out.write_all(text.as_bytes()))?,
        Some(path) => {
            export::new_file(path, text.as_bytes())?;
            output::note(&format!("Scenario: {}", path.display()));
        }
    }
    Ok(exit::OK)
}
