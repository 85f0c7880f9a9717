//! What a planner writes: read with every place kept and all its faults told at once, checked, turned into a
//! model that the simulator may trust.

pub mod changes;
mod check;
mod compose;
pub mod decode;
pub mod difference;
pub mod document;
pub mod format;
pub mod generate;
pub mod lint;
mod load;
pub mod model;
pub mod presets;
pub mod syntax;
pub mod templates;
pub mod transform;

pub use compose::{Migrated, SCHEMA, Setting, SettingError, migrate};
pub use load::{Changes, Draft, LoadError, Loaded, Options, load, load_text, load_with};
