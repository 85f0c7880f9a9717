//! Letters of phishing, and what users did with them.

use super::Context;
use crate::scenario::model::{OrgId, Scenario, TeamId};
use crate::sim::fact::{Fact, What};

/// Letters by organisation.
pub(super) struct Mail {
    organisations: Vec<Letters>,
}

/// How many letters there were until ENDEX, and what became of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letters {
    pub(super) sent: u64,
    pub(super) delivered: u64,
    pub(super) opened: u64,
    pub(super) clicked: u64,
    pub(super) credentials: u64,
    pub(super) reported: u64,
}

const NONE: Letters = Letters { sent: 0, delivered: 0, opened: 0, clicked: 0, credentials: 0, reported: 0 };

impl Letters {
    fn add(&mut self, other: Self) {
        self.sent += other.sent;
        self.delivered += other.delivered;
        self.opened += other.opened;
        self.clicked += other.clicked;
        self.credentials += other.credentials;
        self.reported += other.reported;
    }
}

impl Mail {
    pub(super) fn new(scenario: &Scenario) -> Self {
        Self { organisations: vec![NONE; scenario.organisations.len()] }
    }

    pub(super) fn observe(&mut self, fact: &Fact) {
        let organisations = &mut self.organisations;
        let mut add = |victim: OrgId, one: Letters| organisations[victim.index()].add(one);
        match fact.what {
            What::MailSent { intrusion, letters, delivered, .. } => {
                let (sent, delivered) = (letters.into(), delivered.into());
                add(intrusion.victim, Letters { sent, delivered, ..NONE });
            }
            What::MailOpened { intrusion, .. } => add(intrusion.victim, Letters { opened: 1, ..NONE }),
            What::MailClicked { intrusion, .. } => add(intrusion.victim, Letters { clicked: 1, ..NONE }),
            What::CredentialsGiven { intrusion, .. } => {
                add(intrusion.victim, Letters { credentials: 1, ..NONE })
            }
            What::MailReported { intrusion, .. } => add(intrusion.victim, Letters { reported: 1, ..NONE }),
            _ => {}
        }
    }

    /// The letters to all organisations of a team.
    pub(super) fn of(&self, team: TeamId, context: &Context) -> Letters {
        let mut all = NONE;
        for organisation in &context.scenario.team(team).defends {
            all.add(self.organisations[organisation.index()]);
        }
        all
    }
}
