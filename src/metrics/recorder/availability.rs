//! Hosts out of service, by organisation and cause, times how long.

use super::Context;
use crate::scenario::model::{OrgId, Scenario};
use crate::sim::fact::{DownBy, Fact, What};
use crate::units::{SimTime, Span};

/// Integrals of hosts out of service over time.
pub(super) struct Availability {
    organisations: Vec<[Integral; 3]>,
}

/// A count and its integral over time (host-s).
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Integral {
    hosts: u32,
    since: SimTime,
    host_seconds: f64,
}

impl Integral {
    /// So many hosts more, or fewer, from now on.
    pub(super) fn change(&mut self, at: SimTime, by: i64) {
        self.advance(SimTime::STARTEX, at);
        self.hosts = u32::try_from(i64::from(self.hosts) + by).unwrap_or(0);
    }

    /// Host-hours from STARTEX to ENDEX.
    pub(super) fn hours(mut self, context: &Context) -> f64 {
        self.advance(SimTime::STARTEX, context.window.endex);
        self.host_seconds / 3_600.0
    }

    fn advance(&mut self, from: SimTime, to: SimTime) {
        let span: Span = to.since(from.max(self.since));
        self.host_seconds += f64::from(self.hosts) * span.as_secs_f64();
        self.since = to;
    }
}

fn place(by: DownBy) -> usize {
    match by {
        DownBy::Attack => 0,
        DownBy::Containment => 1,
        DownBy::OverBlocking => 2,
    }
}

impl Availability {
    pub(super) fn new(scenario: &Scenario) -> Self {
        Self { organisations: vec![[Integral::default(); 3]; scenario.organisations.len()] }
    }

    pub(super) fn observe(&mut self, fact: &Fact, _context: &Context) {
        let (organisation, by, change) = match fact.what {
            What::HostsDown { organisation, hosts, by } => (organisation, by, i64::from(hosts)),
            What::HostsRestored { organisation, hosts, by } => (organisation, by, -i64::from(hosts)),
            _ => return,
        };
        self.organisations[organisation.index()][place(by)].change(fact.at, change);
    }

    /// Host-hours out of service until ENDEX.
    pub(super) fn host_hours(&self, organisation: OrgId, by: DownBy, context: &Context) -> f64 {
        self.organisations[organisation.index()][place(by)].hours(context)
    }
}
