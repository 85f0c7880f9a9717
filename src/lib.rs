//! Rehearses a cyber exercise before people do.

pub mod engine;
pub mod diagnostic;
pub mod scenario;
pub mod sim;
pub mod metrics;
pub mod stats;
pub mod units;
