//! Suppliers that organisations have in common.

use super::{GroupId, OrgId};
use crate::scenario::model::Name;
use crate::units::Probability;

/// Who delivers programs or services to organisations.
#[derive(Clone, Debug)]
pub struct Supplier {
    /// Id and label.
    pub name: Name,
    /// Whom it serves, by organisation.
    pub serves: Vec<Serves>,
}

/// An organisation that a supplier serves.
#[derive(Clone, Debug)]
pub struct Serves {
    /// Which.
    pub organisation: OrgId,
    /// Groups that take what is delivered, sorted.
    pub groups: Vec<GroupId>,
    /// Chance that a poisoned delivery is found out before it does anything.
    pub vetting: Probability,
}

impl Supplier {
    /// Whether hosts of a group take what it delivers.
    pub fn reaches(&self, group: GroupId) -> bool {
        self.serves.iter().any(|served| served.groups.binary_search(&group).is_ok())
    }

    /// The chance that an organisation finds a poisoned delivery out.
    pub fn vetting(&self, organisation: OrgId) -> Probability {
        let served = self.serves.iter().find(|served| served.organisation == organisation);
        served.map_or(Probability::NEVER, |served| served.vetting)
    }
}
