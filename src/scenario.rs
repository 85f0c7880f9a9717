//! What a planner writes: read, checked, turned into a model that the simulator may trust.

pub mod model;
