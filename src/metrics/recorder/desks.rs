//! Desks: alerts in, work done, time spent, time waited.

mod load;
mod works;

use std::collections::BTreeMap;

use self::load::Load;
use self::works::Leaving;
use super::Context;
use super::numbered::Numbered;
use crate::scenario::model::{DeskId, Scenario, TeamId, WorkKind};
use crate::sim::fact::{AlertId, AlertSource, Disposition, Fact, IncidentId, Verdict, What, WorkId};
use crate::stats::moments;
use crate::units::{SimTime, Span};

/// Everything about the desks of a run.
pub(super) struct Desks {
    pub(super) teams: Vec<TeamTally>,
    /// By team and desk.
    loads: Vec<Vec<Load>>,
    works: Numbered<WorkId, Work>,
    alerts: Numbered<AlertId, (TeamId, Disposition)>,
    incidents: BTreeMap<IncidentId, TeamId>,
}

/// What one team's desks saw from STARTEX to ENDEX.
#[derive(Clone, Debug, Default)]
pub(super) struct TeamTally {
    pub(super) alerts: u64,
    pub(super) alerts_true: u64,
    pub(super) alerts_benign: u64,
    /// Triaged alerts, by what was behind them and whether they were taken for an attack.
    pub(super) verdicts: BTreeMap<(Disposition, bool), u64>,
    pub(super) misfired: u64,
    pub(super) correlated: u64,
    pub(super) triaged: u64,
    pub(super) expired: u64,
    pub(super) incidents: u64,
    pub(super) dismissed: u64,
    pub(super) labour: BTreeMap<WorkKind, Span>,
    waits: Vec<f64>,
    waiting: Span,
}

/// A piece of work and where it is.
#[derive(Clone, Copy, Debug)]
struct Work {
    team: TeamId,
    desk: DeskId,
    kind: WorkKind,
    /// When it came to the first desk.
    arose: SimTime,
    /// When it came to the desk.
    came: SimTime,
    /// When it was taken up first, at any desk.
    taken_up: Option<SimTime>,
    /// Taken up at this desk before.
    begun_here: bool,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Since then.
    Waiting(SimTime),
    /// Since then.
    InHand(SimTime),
    Gone,
}

impl TeamTally {
    /// Mean wait of alerts that were taken up (s).
    pub(super) fn mean_wait(&self) -> Option<f64> {
        moments::mean(&self.waits)
    }

    /// The wait that 95 % of these did not exceed (s).
    pub(super) fn wait_p95(&self) -> Option<f64> {
        moments::quantile(&self.waits, 0.95, moments::QuantileType::Seven)
    }

    /// Triaged alerts with this behind them that were taken for an attack, or closed.
    pub(super) fn triaged_as(&self, disposition: Disposition, suspicious: bool) -> u64 {
        self.verdicts.get(&(disposition, suspicious)).copied().unwrap_or_default()
    }

    /// Triaged alerts that were taken for an attack.
    pub(super) fn escalated(&self) -> u64 {
        Disposition::ALL.into_iter().map(|disposition| self.triaged_as(disposition, true)).sum()
    }

    pub(super) fn taken_up(&self) -> u64 {
        self.waits.len() as u64
    }

    /// Mean number of alerts waiting.
    pub(super) fn mean_queue(&self, context: &Context) -> f64 {
        self.waiting.as_secs_f64() / context.window.span().as_secs_f64()
    }

    /// Time spent on all work of these kinds.
    pub(super) fn hours(&self, kinds: &[WorkKind]) -> f64 {
        kinds.iter().filter_map(|kind| self.labour.get(kind)).copied().sum::<Span>().as_hours_f64()
    }
}

impl Desks {
    pub(super) fn new(scenario: &Scenario) -> Self {
        Self {
            teams: vec![TeamTally::default(); scenario.teams.len()],
            loads: scenario
                .teams
                .iter()
                .map(|team| team.desks.iter().map(|desk| Load::new(desk.analysts)).collect())
                .collect(),
            works: Numbered::default(),
            alerts: Numbered::default(),
            incidents: BTreeMap::new(),
        }
    }

    pub(super) fn observe(&mut self, fact: &Fact, context: &Context) {
        match fact.what {
            What::WorkQueued { work, team, desk, kind } => {
                self.queue(fact.at, work, (team, desk), kind, context)
            }
            What::WorkStarted { work, .. } => self.begin(fact.at, work, context),
            What::WorkDone { work } => self.leave(fact.at, work, Leaving::Done, context),
            What::WorkDropped { work } => self.leave(fact.at, work, Leaving::GivenUp, context),
            What::Desk { team, desk, duty } => self.duty(fact.at, team, desk, duty, context),
            _ if fact.at >= SimTime::STARTEX => self.count(fact, context),
            What::AlertRaised { .. } | What::IncidentOpened { .. } => self.count(fact, context),
            _ => {}
        }
    }

    fn count(&mut self, fact: &Fact, context: &Context) {
        let since_startex = fact.at >= SimTime::STARTEX;
        match fact.what {
            What::AlertRaised { alert, team, source, disposition, .. } if since_startex => {
                self.alerts.insert(alert, (team, disposition));
                let tally = &mut self.teams[team.index()];
                tally.alerts += 1;
                tally.alerts_true += u64::from(disposition == Disposition::Attack);
                tally.alerts_benign += u64::from(disposition == Disposition::BenignTrigger);
                let misfired =
                    matches!(source, AlertSource::Indicator { pattern, .. } if context.is_harmless(pattern));
                tally.misfired += u64::from(misfired);
            }
            What::AlertCorrelated { alert, .. } => {
                // one that was triaged first is counted there
                if let Some((team, _)) = self.alerts.remove(alert) {
                    self.teams[team.index()].correlated += 1;
                }
            }
            What::AlertTriaged { alert, verdict, .. } => {
                if let Some((team, disposition)) = self.alerts.remove(alert) {
                    let tally = &mut self.teams[team.index()];
                    tally.triaged += 1;
                    *tally.verdicts.entry((disposition, verdict == Verdict::Suspicious)).or_default() += 1;
                }
            }
            What::AlertExpired { alert, .. } => {
                if let Some((team, _)) = self.alerts.remove(alert) {
                    self.teams[team.index()].expired += 1;
                }
            }
            What::IncidentOpened { incident, team, .. } => {
                self.incidents.insert(incident, team);
                self.teams[team.index()].incidents += u64::from(since_startex);
            }
            What::IncidentDismissed { incident } => {
                if let Some(team) = self.incidents.get(&incident) {
                    self.teams[team.index()].dismissed += 1;
                }
            }
            _ => {}
        }
    }

    /// Alerts that came in and are neither dealt with nor given up.
    pub(super) fn open_alerts(&self, team: TeamId) -> u64 {
        self.alerts.values().filter(|(owner, _)| *owner == team).count() as u64
    }
}
