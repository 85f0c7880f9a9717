//! What a planner writes: read with every place kept, and all its faults told at once.

pub mod decode;
pub mod syntax;
