//! The cyber world on the engine: a scenario and a seed become a stream of facts. No files, no clap, no csv.
//!
//! * `ground` is what is true: networks, adversaries, and how the world shows itself.
//! * `mission` is what all of this is there for, and what it comes to when hosts are out of service.
//! * `response` is what teams do with what they see.
//! * `sharing` is what passes between them.
//! * `industry` is what feeds and vendors give them.
//!
//! Rooms do not call into each other's state: they plan actions on the agenda, and each action is handled by one
//! system. What happens is written down as [`fact`]s, and nothing outside of this folder reads anything else.
//!
//! An event goes this way: the engine takes the next `action` from the agenda → `dispatch` hands it to its
//! system → the system changes components, plans further actions, records facts.

mod action;
mod dispatch;
pub mod fact;
mod ground;
mod industry;
mod mission;
mod opening;
mod response;
mod run;
mod script;
mod setting;
mod sharing;
mod uptake;

pub use run::{Outcome, SimulationError, Simulator};

/// Version of the behaviour of the model: it grows with every change by which some scenario that was right before gives other
/// facts or other results. Baselines are held against it.
pub const BEHAVIOUR_VERSION: u32 = 1;

/// How random numbers are keyed: another text is other luck, so that runs of before can be paired with no run of now.
pub const RANDOM_STREAMS: &str = "Philox4x32-10, keyed by seed, replicate, stable name, purpose and ordinal";
