//! Rehearses a cyber exercise before people do: what was information sharing worth, to whom, why, and where did it
//! hurt?
//!
//! A planner writes a scenario: networks, attacks, response teams, and what these may share. The simulator plays it
//! many times, without sharing and with each strategy, every arm on the same luck, and says what changed.
//!
//! # What flows where
//!
//! ```text
//! scenario file → scenario → sim (on the engine) → metrics → experiment → export, report → files, screen
//!                 as written   an ECS world;         facts     arms ×        ↑
//!                 → checked    events become         become    replicates  stats
//!                 → model      facts                 records
//! ```
//!
//! Imports run along the arrows and never back; a test keeps them.
//!
//! * [`units`]: time, spans, probabilities, rates, distributions, as types of their own.
//! * [`diagnostic`]: what is wrong with a scenario, as data; renderers for people and programs.
//! * [`scenario`]: a file becomes a tree with places, a document, a checked model.
//! * [`engine`]: a discrete-event kernel on bevy_ecs that knows no cyber word: agenda, keyed luck, run loop.
//! * [`sim`]: the cyber world: ground truth, response teams, sharing.
//! * [`metrics`]: facts become typed rows; each metric is defined once.
//! * [`experiment`]: arms and replicates, in parallel, compared in pairs.
//! * [`stats`]: numbers to estimates, pure.
//! * [`export`]: records to bytes. [`report`]: what people read. [`cli`]: the command line.
//!
//! # Glossary
//!
//! STARTEX, ENDEX: start and end of the exercise. Play, run: one arm of one replicate. Replicate: all arms on the
//! same luck. Arm: not sharing (`none`), a strategy, or ideal sharing. Attack: a campaign that turns on an
//! organisation. Intrusion: an attack that got a foothold. Incident: what a team makes of a suspicion. Pattern: what
//! can be recognised of an attack; indicator: what a team takes for one. Item: one indicator for one receiver.
//! Mission: what an organisation is there for, with a level that follows from the hosts that work.

pub mod cli;
pub mod diagnostic;
pub mod engine;
pub mod experiment;
pub mod export;
pub mod metrics;
pub mod report;
pub mod scenario;
pub mod sim;
pub mod stats;
pub mod units;
