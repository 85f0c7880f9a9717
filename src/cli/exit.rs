//! Exit codes: a contract with scripts and CI.

/// Everything is fine.
pub const OK: u8 = 0;
/// Findings: a scenario is invalid, or an expectation is missed.
pub const FINDINGS: u8 = 1;
/// The command was used wrongly, or a file could not be read or written.
pub const USAGE: u8 = 2;
/// No expectation is missed, but one is undecided: more replicates may tell.
pub const UNDECIDED: u8 = 3;
/// The program contradicts itself: a bug.
pub const INTERNAL: u8 = 101;
/// Interrupted (Ctrl-C).
pub const INTERRUPTED: u8 = 130;
