//! Host groups.

use super::{Cache, HostControls, Logging, OrgId, ServiceId, VulnerabilityId, ZoneId};
use crate::scenario::model::Name;
use crate::units::Probability;

/// What hosts of a group are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// People work on it.
    Workstation,
    /// It serves others.
    Server,
    /// It decides who may log on (directory, identity provider).
    DomainController,
    /// It faces the internet.
    Gateway,
    /// It controls something physical.
    Controller,
}

/// Alike hosts in one zone.
#[derive(Clone, Debug)]
pub struct HostGroup {
    /// Id and label.
    pub name: Name,
    /// The organisation that owns it.
    pub organisation: OrgId,
    /// Where its hosts stand.
    pub zone: ZoneId,
    /// Number of the first of its hosts among all that were written under this id: hosts that an override sets apart
    /// are a group of their own with the same name.
    pub first: u32,
    /// How many hosts it has, at least 1.
    pub count: u32,
    /// How many hosts were written under this id.
    pub of: u32,
    /// What they are for.
    pub role: Role,
    /// How much one of them is worth to whoever attacks, against 1 for an ordinary host.
    pub value: f64,
    /// Data on each of them that somebody might want to have (MB).
    pub megabytes: u64,
    /// What they offer over links, sorted; empty for everything.
    pub services: Vec<ServiceId>,
    /// Which weaknesses they have, sorted by vulnerability.
    pub exposures: Vec<Exposure>,
    /// Credentials that lie on them, sorted by account.
    pub caches: Vec<Cache>,
    /// What protects them on the hosts themselves.
    pub controls: HostControls,
    /// What logs keep of what happens on them.
    pub logging: Logging,
}

impl HostGroup {
    /// Whether its one host is the only one of its name.
    pub fn is_alone(&self) -> bool {
        self.of == 1
    }

    /// Whether its hosts offer a service; where none is asked for, they do.
    pub fn offers(&self, service: Option<ServiceId>) -> bool {
        service
            .is_none_or(|service| self.services.is_empty() || self.services.binary_search(&service).is_ok())
    }

    /// The share of its hosts that have a vulnerability.
    pub fn exposure(&self, vulnerability: VulnerabilityId) -> Option<Probability> {
        let found = self.exposures.binary_search_by_key(&vulnerability, |exposure| exposure.vulnerability);
        found.ok().map(|place| self.exposures[place].share)
    }
}

/// A vulnerability on a share of the hosts of a group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exposure {
    /// Which.
    pub vulnerability: VulnerabilityId,
    /// Chance that a host of the group has it.
    pub share: Probability,
}
