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

/// A way to stop a worm everywhere at once.
#[derive(Clone, Debug)]
pub struct KillSwitch {
    /// From the first try to spread until somebody throws it.
    pub after: Distribution,
    /// Chance that one analysis of an incident of the campaign finds it.
    pub found_by_analysis: Probability,
}
