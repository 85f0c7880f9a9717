//! What adversaries leave behind to mislead.

use super::{GroupId, IndicatorKind, Name};
use crate::units::Probability;

/// Something harmless that is left to be taken for an indicator.
#[derive(Clone, Debug)]
pub struct Decoy {
    /// Id and label.
    pub name: Name,
    /// As what it is taken.
    pub kind: IndicatorKind,
    /// Chance, by incident, that analysis takes it for an indicator.
    pub taken: Probability,
    /// The hosts that depend on it, in all organisations, sorted.
    pub stops: Vec<GroupId>,
}
