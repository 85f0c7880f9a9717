//! What teams did about incidents, beyond their stages.

use std::collections::BTreeMap;

use crate::scenario::model::{Notification, Scenario, TeamId};
use crate::sim::fact::{Casework as Did, Fact, IncidentId, What};
use crate::units::SimTime;

/// What all teams did about incidents.
pub(super) struct Casework {
    teams: Vec<Tally>,
    incidents: BTreeMap<IncidentId, TeamId>,
}

/// What one team did about incidents.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    /// Reports that are due and not there, whenever the clock began.
    pub(super) pending: u64,
    pub(super) accounts_disabled: u64,
    pub(super) credentials_reset: u64,
    pub(super) services_shut: u64,
    pub(super) reviews: u64,
    /// Reports given in time, and those that were not there when they were due, from STARTEX to ENDEX.
    pub(super) reports: BTreeMap<Notification, Kept>,
}

/// Deadlines kept and not kept.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Kept {
    pub(super) in_time: u64,
    pub(super) missed: u64,
}

impl Tally {
    pub(super) fn kept(&self, report: Notification) -> Kept {
        self.reports.get(&report).copied().unwrap_or_default()
    }
}

impl Casework {
    pub(super) fn new(scenario: &Scenario) -> Self {
        Self { teams: vec![Tally::default(); scenario.teams.len()], incidents: BTreeMap::new() }
    }

    pub(super) fn of(&self, team: TeamId) -> &Tally {
        &self.teams[team.index()]
    }

    pub(super) fn observe(&mut self, fact: &Fact) {
        match fact.what {
            What::IncidentOpened { incident, team, .. } => {
                self.incidents.insert(incident, team);
            }
            What::Casework { incident, casework } => {
                let Some(team) = self.incidents.get(&incident) else { return };
                let counts = u64::from(fact.at >= SimTime::STARTEX);
                self.teams[team.index()].count(casework, counts);
            }
            _ => {}
        }
    }
}

impl Tally {
    fn count(&mut self, casework: Did, counts: u64) {
        match casework {
            Did::ReportDue { .. } => self.pending += 1,
            Did::ReportFiled { report, late: false } => {
                self.pending -= 1;
                self.reports.entry(report).or_default().in_time += counts;
            }
            Did::ReportMissed { report } => {
                self.pending -= 1;
                self.reports.entry(report).or_default().missed += counts;
            }
            Did::AccountsDisabled { accounts } => self.accounts_disabled += counts * u64::from(accounts),
            Did::CredentialsReset { accounts } => self.credentials_reset += counts * u64::from(accounts),
            Did::ServiceShut { .. } => self.services_shut += counts,
            Did::Reviewed { .. } => self.reviews += counts,
            Did::Merged { .. }
            | Did::Assessed { .. }
            | Did::ReportFiled { .. }
            | Did::Scoped { .. }
            | Did::Authorised
            | Did::ServiceReopened { .. } => {}
        }
    }
}
