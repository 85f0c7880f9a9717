//! Which warnings a scenario asks for, as written.

use crate::scenario::decode::{LintName, List, Spanned, written};

written! {
    /// What is to become of what is valid but surely not meant, by code ("C0603") or name ("unused-definition");
    /// `coalition list codes` has them all. What is named nowhere is told as a warning. Where a lint is named in several of
    /// these lists, the strictest counts; what the command line says counts more. Results do not depend on it.
    pub struct Lints {
        /// Not told.
        pub allow: List<Spanned<LintName>> = List::default(),
        /// Told as a warning.
        pub warn: List<Spanned<LintName>> = List::default(),
        /// Told as an error: `coalition check` fails.
        pub deny: List<Spanned<LintName>> = List::default(),
    }
}
