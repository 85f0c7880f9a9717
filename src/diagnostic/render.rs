//! One renderer a format.

pub mod human;
pub mod json;
