//! Letters of phishing, and what users did with them.

use super::Context;
use crate::scenario::model::{OrgId, Scenario, TeamId};
use crate::sim::fact::{Fact, What};
use crate::units::SimTime;

/// Letters by organisation.
pub(super) struct Mail {
    organisations: Vec<Letters>,
}

/// How many letters there were from STARTEX to ENDEX, and what became of them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Letters {
    pub(super) sent: u64,
    pub(super) delivered: u64,
    pub(super) opened: u64,
    pub(super) clicked: u64,
    pub(super) credentials: u64,
    pub(super) reported: u64,
}

impl Mail {
    pub(super) fn new(scenario: &Scenario) -> Self {
        Self { organisations: vec![Letters::default(); scenario.organisations.len()] }
    }

    pub(super) fn observe(&mut self, fact: &Fact, _context: &Context) {
        if fact.at < SimTime::STARTEX {
            return;
        }
        let mut of = |victim: OrgId| &mut self.organisations[victim.index()];
        match fact.what {
            What::MailSent { intrusion, letters, delivered, .. } => {
                of(intrusion.victim).sent += u64::from(letters);
                of(intrusion.victim).delivered += u64::from(delivered);
            }
            What::MailOpened { intrusion, .. } => of(intrusion.victim).opened += 1,
            What::MailClicked { intrusion, .. } => of(intrusion.victim).clicked += 1,
            What::CredentialsGiven { intrusion, .. } => of(intrusion.victim).credentials += 1,
            What::MailReported { intrusion, .. } => of(intrusion.victim).reported += 1,
            _ => {}
        }
    }

    /// The letters to all organisations of a team.
    pub(super) fn of(&self, team: TeamId, context: &Context) -> Letters {
        let mut all = Letters::default();
        for organisation in &context.scenario.team(team).defends {
            let one = self.organisations[organisation.index()];
            all.sent += one.sent;
            all.delivered += one.delivered;
            all.opened += one.opened;
            all.clicked += one.clicked;
            all.credentials += one.credentials;
            all.reported += one.reported;
        }
        all
    }
}
