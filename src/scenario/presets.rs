//! Strategies that ship with the program: text that a planner can name, print, copy and change.
//!
//! A preset is a part of an arrangement in RON. Naming it is the same as writing its text there.

use super::decode::{self, Reference};
use super::document::{Arrangement, Scenario};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Sources, suggest};

/// A strategy that ships with the program.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    /// Its id, which is also the id of its strategy.
    pub id: &'static str,
    /// What a planner would write under `arrangement:`.
    pub text: &'static str,
}

macro_rules! presets {
    ($($id:literal)+) => {
        /// All of them, in the order in which people think of them.
        pub const PRESETS: &[Preset] = &[
            $(Preset { id: $id, text: include_str!(concat!("presets/", $id, ".ron")) },)+
        ];
    };
}

presets! { "bilateral" "hub" "machine" "selective" "vetted" "best-practice" "early-warning" "industry" "assistance" "full-coalition" }

impl Preset {
    /// The preset with this id.
    pub fn named(id: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.id == id)
    }

    /// What it is in one line: the first of its text.
    pub fn summary(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches("// ")
    }
}

/// Adds what the presets hold that the scenario names, and those of `more`, where it has no strategy of that id.
pub(super) fn expand(
    document: &mut Scenario,
    more: &[&'static Preset],
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) {
    let named = std::mem::take(&mut document.arrangement.presets);
    let mut wanted: Vec<&'static Preset> = Vec::new();
    for reference in named.iter() {
        match Preset::named(reference.as_str()) {
            None => diagnostics.push(unknown(reference)),
            Some(preset) if wanted.iter().any(|other| other.id == preset.id) => {
                diagnostics.push(repeated(reference));
            }
            Some(preset) => wanted.push(preset),
        }
    }
    let written = |id: &str| document.arrangement.strategies.iter().any(|one| one.id.as_str() == id);
    for preset in more {
        if !written(preset.id) && wanted.iter().all(|other| other.id != preset.id) {
            wanted.push(preset);
        }
    }
    for preset in wanted {
        let source = sources.add(format!("preset `{}`", preset.id), preset.text);
        if let Some((part, _)) = decode::read::<Arrangement>(source, sources, diagnostics) {
            document.arrangement.join(part);
        }
    }
    document.arrangement.presets = named;
}

fn unknown(reference: &Reference) -> Diagnostic {
    let ids = || PRESETS.iter().map(|preset| preset.id);
    let message = format!("there is no preset `{}`", reference.value);
    let fault = Diagnostic::error(Code::UnknownReference, message).at(reference.place, "");
    match suggest::closest(reference.as_str(), ids()) {
        Some(meant) => fault.did_you_mean(Some(meant)),
        None => {
            let all: Vec<String> = ids().map(|id| format!("`{id}`")).collect();
            fault.help(format!("there is: {}", all.join(", ")))
        }
    }
}

fn repeated(reference: &Reference) -> Diagnostic {
    let message = format!("the preset `{}` is named twice", reference.value);
    Diagnostic::error(Code::RepeatedReference, message)
        .at(reference.place, "named again here")
        .help("take one of them away")
}

#[cfg(test)]
#[expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
mod tests;
