//! Zones, the links between them, and what goes over these.

use std::sync::Arc;

use super::{OrgId, ServiceId, ZoneId};
use crate::scenario::model::Name;

/// What hosts offer to others over the network.
#[derive(Clone, Debug)]
pub struct Service {
    /// Id and label.
    pub name: Name,
    /// Its ports, for people.
    pub ports: Arc<str>,
}

/// What is let through from one zone to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage {
    /// These services, sorted; none of them where nothing goes through.
    Only(Vec<ServiceId>),
    /// Everything.
    Everything,
}

impl Passage {
    /// Nothing goes through.
    pub const NOTHING: Self = Self::Only(Vec::new());

    /// Whether a service goes through; where none is asked for, whether anything does.
    pub fn allows(&self, service: Option<ServiceId>) -> bool {
        match (self, service) {
            (Self::Everything, _) => true,
            (Self::Only(services), None) => !services.is_empty(),
            (Self::Only(services), Some(service)) => services.binary_search(&service).is_ok(),
        }
    }

    /// Lets through what another one does as well.
    pub fn widen(&mut self, other: Self) {
        match (&mut *self, other) {
            (Self::Everything, _) => {}
            (_, Self::Everything) => *self = Self::Everything,
            (Self::Only(services), Self::Only(more)) => {
                services.extend(more);
                services.sort_unstable();
                services.dedup();
            }
        }
    }
}

/// A part of a network within which every host reaches every other.
#[derive(Clone, Debug)]
pub struct Zone {
    /// Id and label.
    pub name: Name,
    /// The organisation that owns it.
    pub organisation: OrgId,
    /// What hosts on the internet reach it with.
    pub from_internet: Passage,
    /// Zones that its hosts reach over links, itself among them, sorted, each with what they reach it with.
    pub reaches: Vec<(ZoneId, Passage)>,
}

impl Zone {
    /// Whether its hosts reach those of another with a service, or over any link where none is asked for.
    pub fn reaches(&self, to: ZoneId, over: Option<ServiceId>) -> bool {
        let link = self.reaches.binary_search_by_key(&to, |(zone, _)| *zone);
        link.is_ok_and(|place| self.reaches[place].1.allows(over))
    }
}
