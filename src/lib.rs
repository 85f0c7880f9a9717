//! Rehearses a cyber exercise before people do.

pub mod diagnostic;
pub mod scenario;
pub mod units;
