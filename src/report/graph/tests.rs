//! Pictures of small scenarios, and of all that ship with the program.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
