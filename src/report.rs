//! What people read: the summary of an experiment, the trace of one run, the reference of what they can write, and
//! scenarios as they will run and as pictures.

pub mod break_even;
pub mod diff;
pub mod expanded;
pub mod graph;
pub mod reference;
pub mod shifts;
pub mod summary;
pub mod trace;
pub mod verdicts;
mod words;
