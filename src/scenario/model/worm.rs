//! What spreads by itself: where it looks for hosts, and what stops it.

use crate::units::{Distribution, Probability};

/// Where a worm looks for hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scans {
    /// Among the targets that it reaches: every try finds one.
    Reachable,
    /// At addresses drawn from a space in which every target that it reaches has one. Tries are a Poisson process.
    Space {
        /// How many addresses: at least as many as there are targets at any victim.
        addresses: u64,
    },
}

/// What those who run hosts do about a worm by themselves.
#[derive(Clone, Debug)]
pub struct Removal {
    /// From taking a host until it is taken back.
    pub cleaned: Distribution,
    /// Chance that a host that was taken back is closed from then on.
    pub immune: Probability,
    /// From the first spread anywhere until a host that has not been taken is closed.
    pub patched: Distribution,
}

/// A way to stop a worm everywhere at once.
#[derive(Clone, Debug)]
pub struct KillSwitch {
    /// From the first spread anywhere until somebody throws it.
    pub after: Distribution,
    /// Chance that one analysis of an incident of the campaign finds it.
    pub found_by_analysis: Probability,
}
