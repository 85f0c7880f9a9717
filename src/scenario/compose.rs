//! A scenario before it is decoded: its tree is put together and changed while every value keeps its place, so that
//! decoder and checker see no difference between what stands in the file and what came from elsewhere.

mod path;
mod setting;
mod tree;
mod walk;

use super::decode::Manner;
use super::load::Options;
use super::presets;
use super::syntax::Node;
use crate::diagnostic::{Diagnostics, Sources};

pub use setting::{Setting, SettingError};
pub(super) use tree::{field, field_mut, id_of};

/// Puts into the tree of a scenario what the options say, and what it names that ships with the program. The answer is how
/// the tree must be decoded.
pub(super) fn finish(
    tree: &mut Node,
    options: &Options<'_>,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Manner {
    let mut manner = Manner::default();
    let settings = options.changes.map_or(&[][..], |changes| &changes.settings);
    let (first, then): (Vec<&Setting>, Vec<&Setting>) =
        settings.iter().partition(|setting| setting.chooses_what_ships());
    let mut apply =
        |settings: &[&Setting], tree: &mut Node, sources: &mut Sources, diagnostics: &mut Diagnostics| {
            for setting in settings {
                manner.bare.insert(setting::apply(setting, tree, sources, diagnostics));
            }
        };
    apply(&first, tree, sources, diagnostics);
    presets::expand(tree, options.presets, sources, diagnostics);
    apply(&then, tree, sources, diagnostics);
    manner
}

#[cfg(test)]
mod tests;
