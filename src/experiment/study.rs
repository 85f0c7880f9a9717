//! Studies: one scenario in many cells that differ in some of its values, every cell played with all its arms, all cells on
//! the same luck.
//!
//! In: a study file. Out: cells with a fingerprint each, and the units of work that they come to: a stretch of replicates
//! of one cell. What a unit gives depends on the cell and the replicates alone, so units may be played in any order, on any
//! machine, and again after a crash; see [`crate::export::parts`].

mod cells;
mod document;
mod effects;
mod factor;
mod load;
mod unit;

pub use crate::stats::sequential::StopReason;
pub use cells::Cell;
pub use document::{Design, Levels, Study as Written};
pub use effects::{EffectRow, effects};
pub use factor::{Factor, Value};
pub use load::{LoadedStudy, Study, StudyError};
pub use unit::{BLOCK, Play, Rule, Shard, ShardError, Unit, missing, play};

#[cfg(test)]
mod tests;
