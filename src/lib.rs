//! Rehearses a cyber exercise before people do.

pub mod scenario;
pub mod units;
