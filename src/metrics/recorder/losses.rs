//! What attacks cost beyond hosts out of service: credentials and data.

use super::Context;
use crate::scenario::model::{OrgId, Scenario, TeamId};
use crate::sim::fact::{Fact, What};
use crate::units::Span;

/// The losses of every team's organisations.
pub(super) struct Losses {
    teams: Vec<Loss>,
}

#[derive(Clone, Copy, Default)]
pub(super) struct Loss {
    /// Accounts of which a campaign has got the credentials.
    pub(super) accounts: u64,
    /// Work lost since the last backup, over hosts.
    pub(super) work: Span,
}

impl Losses {
    pub(super) fn new(scenario: &Scenario) -> Self {
        Self { teams: vec![Loss::default(); scenario.teams.len()] }
    }

    pub(super) fn observe(&mut self, fact: &Fact, context: &Context) {
        match fact.what {
            What::CredentialsStolen { account, .. } => {
                self.loss(context.scenario.account(account).organisation, context).accounts += 1;
            }
            What::DataLost { intrusion, work, .. } => self.loss(intrusion.victim, context).work += work,
            _ => {}
        }
    }

    fn loss(&mut self, organisation: OrgId, context: &Context) -> &mut Loss {
        &mut self.teams[context.scenario.organisation(organisation).team.index()]
    }

    pub(super) fn of(&self, team: TeamId) -> Loss {
        self.teams[team.index()]
    }
}
