//! A discrete-event kernel on `bevy_ecs`: what happens next, with which luck, until when. It knows no word of
//! the worlds that run on it.
//!
//! * [`StableKey`] names things by what they are called, so that nothing hangs on memory layout or order.
//! * [`Luck`] answers every random question of a replicate by who asks, what for and the how-manieth time;
//!   [`variate`] turns an answer into a span.
//! * [`Agenda`] holds what is to happen and hands it out in a lawful order.
//! * [`run_until`] drives a [`Process`]; [`Handler`] lets a bevy system be the one who handles an event.

mod agenda;
mod handler;
mod key;
mod luck;
mod philox;
mod run;
pub mod variate;

pub use agenda::{Agenda, Rank, Ticket};
pub use handler::{Handler, HandlerError};
pub use key::StableKey;
pub use luck::{Draw, Luck, Purpose, question};
pub use run::{Process, run_until};
