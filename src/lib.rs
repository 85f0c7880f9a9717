//! Rehearses a cyber exercise before people do.

pub mod diagnostic;
pub mod engine;
pub mod experiment;
pub mod metrics;
pub mod scenario;
pub mod sim;
pub mod stats;
pub mod units;
