//! A scenario before it is decoded: its tree is put together and changed while every value keeps its place, so that
//! decoder and checker see no difference between what stands in the file and what came from elsewhere.

mod assemble;
mod era;
mod files;
mod like;
mod merge;
mod migrate;
mod path;
mod setting;
mod tree;
mod variant;
mod walk;

use super::decode::Manner;
use super::document::Variant;
use super::load::Options;
use super::presets;
use super::syntax::Node;
use crate::diagnostic::{Diagnostics, Sources};

pub(super) use assemble::assemble;
pub(super) use files::Shelf;
pub use migrate::{Migrated, SCHEMA, migrate};
pub use setting::{Setting, SettingError};
pub(super) use tree::{field, field_mut, id_of};
pub(super) use variant::take_all as take_variants;

/// Puts into the tree of a scenario what the options say, and what it names that ships with the program. The answer is how
/// the tree must be decoded.
pub(super) fn finish(
    tree: &mut Node,
    variants: &[Variant],
    options: &Options<'_>,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Manner {
    let mut manner = Manner::default();
    let settings = options.changes.map_or(&[][..], |changes| &changes.settings);
    let asked = options.changes.and_then(|changes| changes.variant.as_deref());
    let variant = asked.and_then(|id| variant::find(variants, id, sources, diagnostics));
    if let Some(variant) = variant {
        variant::apply(variant, tree, diagnostics);
    }
    // What names something that ships with the program must be known before that is put in its place; all else may be
    // about what was put there.
    for names_what_ships in [true, false] {
        let wanted = |path: &str| setting::names_what_ships(path) == names_what_ships;
        if let Some(variant) = variant {
            variant::set(variant, wanted, tree, sources, diagnostics);
        }
        for setting in settings.iter().filter(|setting| wanted(setting.path())) {
            manner.bare.insert(setting::apply(setting, tree, sources, diagnostics));
        }
        if names_what_ships {
            like::expand(tree, sources, diagnostics);
            manner.defaults = era::defaults(tree, &manner, sources, diagnostics);
            presets::expand(tree, options.presets, sources, diagnostics);
        }
    }
    manner
}

#[cfg(test)]
mod tests;
