//! Rehearses a cyber exercise before people do.

pub mod units;
