//! Rehearses a cyber exercise before people do.

pub mod export;
pub mod metrics;
pub mod stats;
pub mod units;
