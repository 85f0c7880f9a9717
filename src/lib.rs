//! Rehearses a cyber exercise before people do.

pub mod engine;
pub mod units;
