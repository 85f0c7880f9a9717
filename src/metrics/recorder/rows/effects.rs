//! What sharing did to one attack, and to those of a team.

use super::{Rows, by_industry, by_partner};
use crate::metrics::recorder::attacks::Attack;
use crate::sim::fact::IntrusionId;

/// What sharing did to one attack.
#[derive(Clone, Copy, Debug)]
pub(super) struct Effects {
    pub(super) prevented: bool,
    pub(super) predicted: bool,
    pub(super) detected: bool,
    pub(super) responded: bool,
}

/// To how many attacks sharing did what.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Total {
    pub(super) prevented: u64,
    pub(super) predicted: u64,
    pub(super) detected: u64,
    pub(super) responded: u64,
    pub(super) any: u64,
}

impl Effects {
    fn any(self) -> bool {
        self.prevented || self.predicted || self.detected || self.responded
    }

    pub(super) fn total(all: impl Iterator<Item = Self>) -> Total {
        all.fold(Total::default(), |total, one| Total {
            prevented: total.prevented + u64::from(one.prevented),
            predicted: total.predicted + u64::from(one.predicted),
            detected: total.detected + u64::from(one.detected),
            responded: total.responded + u64::from(one.responded),
            any: total.any + u64::from(one.any()),
        })
    }
}

impl Rows<'_> {
    /// What sharing did to an attack.
    pub(super) fn effects_on(&self, id: IntrusionId, attack: &Attack) -> Effects {
        Effects {
            prevented: self.effects.prevented.contains(&id),
            predicted: self.effects.predicted.contains(&id),
            detected: attack.source.is_some_and(|source| by_partner(source) || by_industry(source)),
            responded: self.effects.responded.contains(&id),
        }
    }
}
