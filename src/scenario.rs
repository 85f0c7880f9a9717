//! What a planner writes: read with every place kept and all its faults told at once, checked, turned into a
//! model that the simulator may trust.

pub mod decode;
pub mod document;
pub mod model;
pub mod syntax;
