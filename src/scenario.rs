//! What a planner writes: read with every place kept and all its faults told at once, checked, turned into a
//! model that the simulator may trust.

pub mod changes;
mod check;
pub mod decode;
pub mod difference;
pub mod document;
pub mod generate;
pub mod lint;
mod load;
pub mod model;
pub mod presets;
pub mod syntax;
pub mod transform;

pub use load::{LoadError, Loaded, load, load_text, load_with};
