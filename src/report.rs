//! What people read: the summary of an experiment, and the trace of one run.

pub mod summary;
pub mod trace;
mod words;
