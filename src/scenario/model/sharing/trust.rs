//! How much teams trust each other.

use std::collections::BTreeMap;

use crate::scenario::model::TeamId;
use crate::units::Probability;

/// How much each team trusts each other one, from 0 to 1, and how that moves.
#[derive(Clone, Debug)]
pub struct Trust {
    /// At first.
    pub start: f64,
    /// At first, by who trusts whom, where it is otherwise.
    pub between: BTreeMap<(TeamId, TeamId), f64>,
    /// For an item that was right, and for a sighting.
    pub gain: f64,
    /// For an alert that was closed as false.
    pub false_alert: f64,
    /// For an item that was taken back.
    pub retraction: f64,
    /// For an item that leaked, where that was noticed.
    pub leak: f64,
    /// Chance that it is noticed.
    pub notices: Probability,
    /// The least.
    pub floor: f64,
}
