//! Cases as teams make them: what they put together that does not belong together, and what they take for several.

use std::collections::BTreeMap;

use super::numbered::Numbered;
use crate::scenario::model::{Scenario, TeamId};
use crate::sim::fact::{AlertId, Casework, Fact, IncidentId, IntrusionId, What};
use crate::units::SimTime;

/// The cases of all teams.
pub(super) struct Cases {
    teams: Vec<Tally>,
    alerts: Numbered<AlertId, Option<IntrusionId>>,
    open: BTreeMap<IncidentId, Case>,
}

/// How well a team puts alerts together, from STARTEX to ENDEX.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    pub(super) misjoined: u64,
    pub(super) split: u64,
    pub(super) merged: u64,
}

struct Case {
    team: TeamId,
    about: Option<IntrusionId>,
}

impl Cases {
    pub(super) fn new(scenario: &Scenario) -> Self {
        Self {
            teams: vec![Tally::default(); scenario.teams.len()],
            alerts: Numbered::default(),
            open: BTreeMap::new(),
        }
    }

    pub(super) fn of(&self, team: TeamId) -> Tally {
        self.teams[team.index()]
    }

    pub(super) fn observe(&mut self, fact: &Fact) {
        let counts = u64::from(fact.at >= SimTime::STARTEX);
        match fact.what {
            What::AlertRaised { alert, intrusion, .. } => {
                self.alerts.insert(alert, intrusion);
            }
            What::IncidentOpened { incident, team, intrusion, .. } => {
                let again = self
                    .open
                    .values()
                    .any(|case| case.team == team && intrusion.is_some() && case.about == intrusion);
                self.teams[team.index()].split += counts * u64::from(again);
                self.open.insert(incident, Case { team, about: intrusion });
            }
            What::AlertCorrelated { alert, incident } => {
                let behind = self.alerts.get(alert).copied().flatten();
                let Some(case) = self.open.get_mut(&incident) else { return };
                // A suspicion that nothing was behind is about the first attack that is put to it.
                case.about = case.about.or(behind);
                self.teams[case.team.index()].misjoined += counts * u64::from(case.about != behind);
            }
            What::Casework { incident, casework: Casework::Merged { .. } } => {
                if let Some(case) = self.open.remove(&incident) {
                    self.teams[case.team.index()].merged += counts;
                }
            }
            What::IncidentDismissed { incident } | What::IncidentRecovered { incident } => {
                self.open.remove(&incident);
            }
            _ => {}
        }
    }
}
