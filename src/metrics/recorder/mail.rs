//! Letters of phishing, and what users did with them.

use super::Context;
use crate::scenario::model::{Scenario, TeamId};
use crate::sim::fact::{Fact, Mail as Sent, What};

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
        let What::Mail { intrusion, mail, .. } = fact.what else { return };
        self.organisations[intrusion.victim.index()].add(match mail {
            Sent::Sent { letters, delivered } => {
                Letters { sent: letters.into(), delivered: delivered.into(), ..NONE }
            }
            Sent::Opened(_) => Letters { opened: 1, ..NONE },
            Sent::Clicked(_) => Letters { clicked: 1, ..NONE },
            Sent::CredentialsGiven(_) => Letters { credentials: 1, ..NONE },
            Sent::Reported { .. } => Letters { reported: 1, ..NONE },
        });
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
