//! Accounts: what credentials open, and where they lie.

use super::{AccountId, GroupId, OrgId};
use crate::scenario::model::{Name, Privilege};
use crate::units::Probability;

/// An account of an organisation.
#[derive(Clone, Debug)]
pub struct Account {
    /// Id and label.
    pub name: Name,
    /// Whose it is.
    pub organisation: OrgId,
    /// Who vouches for it.
    pub domain: Domain,
    /// What it may do on hosts.
    pub privilege: Privilege,
    /// Groups that it opens, of its organisation and of those that trust it, sorted.
    pub opens: Vec<GroupId>,
    /// Groups at whose hosts nobody can work while it is disabled.
    pub used_at: Vec<GroupId>,
}

impl Account {
    /// Whether it opens the hosts of a group.
    pub fn opens(&self, group: GroupId) -> bool {
        self.opens.binary_search(&group).is_ok()
    }
}

/// Who vouches for an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    /// Each host by itself: no second factor is asked for.
    Local,
    /// The organisation's directory.
    Domain,
    /// The organisation's directory, which others believe.
    Federated,
}

/// Credentials of an account that lie on a share of the hosts of a group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cache {
    /// Whose.
    pub account: AccountId,
    /// Chance that a host of the group holds them.
    pub share: Probability,
}
