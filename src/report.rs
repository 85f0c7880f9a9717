//! What people read: the summary of an experiment, the trace of one run, and the reference of what they can write.

pub mod break_even;
pub mod diff;
pub mod reference;
pub mod shifts;
pub mod summary;
pub mod trace;
pub mod verdicts;
mod words;
