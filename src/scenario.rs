//! What a planner writes: read with every place kept and all its faults told at once, checked, turned into a
//! model that the simulator may trust.

mod check;
pub mod decode;
pub mod document;
pub mod format;
pub mod generate;
mod load;
pub mod model;
pub mod presets;
pub mod syntax;
pub mod templates;
pub mod transform;

pub use load::{LoadError, Loaded, load, load_text, load_with};
