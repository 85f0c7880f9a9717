//! Rehearses a cyber exercise before people do.

pub mod metrics;
pub mod stats;
pub mod units;
