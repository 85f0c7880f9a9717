//! Attacks: when each got in, was seen, confirmed, contained, thrown out; who stopped it and how it was found.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use crate::metrics::records::{AttackOutcome, DetectionSource, PreventedBy};
use crate::scenario::model::{HostRef, Severity};
use crate::sim::fact::{
    AlertId, AlertSource, Casework, Ending, Fact, IncidentId, Industry, IntrusionId, Mail, Obstacle,
    Provenance, What, WorkId,
};
use crate::units::{SimTime, Span};

/// Everything about the attacks of a run.
#[derive(Default)]
pub(super) struct Attacks {
    pub(super) attacks: BTreeMap<IntrusionId, Attack>,
    alerts: BTreeMap<AlertId, (IntrusionId, AlertSource)>,
    triages: BTreeMap<WorkId, IntrusionId>,
    incidents: BTreeMap<IncidentId, Case>,
    /// What each incident was found to be part of.
    parts: BTreeMap<IncidentId, Vec<IncidentId>>,
}

#[derive(Clone, Copy)]
struct Case {
    intrusion: IntrusionId,
    source: AlertSource,
}

/// One campaign against one organisation.
#[derive(Clone, Debug, Default)]
pub(super) struct Attack {
    pub(super) launched: SimTime,
    pub(super) mailed: Option<SimTime>,
    pub(super) clicked: Option<SimTime>,
    pub(super) reported: Option<SimTime>,
    pub(super) occurred: Option<SimTime>,
    pub(super) alerted: Option<SimTime>,
    pub(super) acknowledged: Option<SimTime>,
    pub(super) confirmed: Option<SimTime>,
    pub(super) contained: Option<SimTime>,
    pub(super) eradicated: Option<SimTime>,
    pub(super) recovered: Option<SimTime>,
    pub(super) objective: Option<SimTime>,
    pub(super) source: Option<DetectionSource>,
    pub(super) informed: bool,
    pub(super) hosts: BTreeSet<HostRef>,
    pub(super) peak: u64,
    /// How often whoever runs a host took it back.
    pub(super) cleaned: u64,
    /// Hosts that it found patched by whoever runs them.
    pub(super) spared: u64,
    pub(super) reopened: u64,
    /// Sent out (MB).
    pub(super) exfiltrated: u64,
    /// How often it came back through a way that it had left.
    pub(super) returns: u64,
    /// Hosts that it held at its first containment, and those of them that the team knew.
    pub(super) scope: Option<(u64, u64)>,
    /// How bad the team took it to be at most.
    pub(super) severity: Option<Severity>,
    /// Open cases about it.
    cases: u64,
    ending: Option<Ending>,
    held: u64,
    since: SimTime,
    gone: Option<SimTime>,
    presence: Span,
}

impl Attack {
    /// How long the adversary held at least one host until ENDEX.
    pub(super) fn exposure(&self, context: &Context) -> Span {
        let open = if self.held > 0 { context.window.overlap(self.since, None) } else { Span::ZERO };
        self.presence + open
    }

    /// When the adversary lost its last host for good.
    pub(super) fn thrown_out(&self) -> Option<SimTime> {
        self.gone.filter(|_| self.held == 0)
    }

    /// From the foothold to confirmation or ENDEX; no time at all where it never got in.
    pub(super) fn restricted_dwell(&self, context: &Context) -> Span {
        self.occurred.map_or(Span::ZERO, |from| self.confirmed.unwrap_or(context.window.endex).since(from))
    }

    /// A case about it has got on.
    fn advance(&mut self, fact: &Fact, source: AlertSource) {
        match fact.what {
            What::IncidentConfirmed { informed, .. } if self.confirmed.is_none() => {
                self.confirmed = Some(fact.at);
                self.source = Some(detection_source(source));
                self.informed = informed.is_some();
            }
            What::IncidentContained { .. } => {
                self.contained.get_or_insert(fact.at);
            }
            What::IncidentEradicated { .. } => self.eradicated = Some(fact.at),
            What::IncidentRecovered { .. } => self.recovered = Some(fact.at),
            What::Casework { casework: Casework::Assessed { severity }, .. } => {
                self.severity = self.severity.max(Some(severity));
            }
            _ => {}
        }
    }

    pub(super) fn prevented_by(&self) -> Option<PreventedBy> {
        let Some(Ending::Prevented(obstacle)) = self.ending else { return None };
        match obstacle {
            Obstacle::Indicator { provenance: Provenance::Partner { .. }, .. } => {
                Some(PreventedBy::SharedIndicator)
            }
            Obstacle::Indicator { provenance: Provenance::Own, .. } => Some(PreventedBy::OwnIndicator),
            Obstacle::Indicator { provenance: Provenance::Industry(Industry::Feed(_)), .. } => {
                Some(PreventedBy::IndustryFeed)
            }
            Obstacle::Indicator { provenance: Provenance::Industry(Industry::Vendor(_)), .. } => {
                Some(PreventedBy::VendorSignature)
            }
            Obstacle::Control(_) | Obstacle::Protection { .. } | Obstacle::Vetting(_) => {
                Some(PreventedBy::OwnControl)
            }
            Obstacle::Patched(_) => Some(PreventedBy::Patch),
            Obstacle::Hardened { provenance: Provenance::Own, .. } => Some(PreventedBy::OwnHardening),
            Obstacle::Hardened { .. } => Some(PreventedBy::SharedAdvice),
            Obstacle::BestPractice => Some(PreventedBy::BestPractice),
            Obstacle::Luck
            | Obstacle::NoTarget
            | Obstacle::NoWay
            | Obstacle::NoPassage(_)
            | Obstacle::Undisclosed(_)
            | Obstacle::NoFoothold
            | Obstacle::NoPrivilege
            | Obstacle::TimedOut => None,
        }
    }

    pub(super) fn outcome(&self) -> AttackOutcome {
        match (self.occurred, self.ending) {
            (_, Some(Ending::Abandoned)) => AttackOutcome::Abandoned,
            (Some(_), _) if self.held == 0 => AttackOutcome::Evicted,
            (Some(_), _) => AttackOutcome::Present,
            (None, Some(Ending::Prevented(_))) => AttackOutcome::Prevented,
            (None, Some(_)) => AttackOutcome::Failed,
            (None, None) => AttackOutcome::Pending,
        }
    }
}

fn detection_source(source: AlertSource) -> DetectionSource {
    match source {
        AlertSource::Sensor(_) | AlertSource::Protection { .. } | AlertSource::Vetting(_) => {
            DetectionSource::OwnSensor
        }
        AlertSource::Noise(_) => DetectionSource::Background,
        AlertSource::Report(_) => DetectionSource::UserReport,
        AlertSource::Outage => DetectionSource::AdversaryNotice,
        AlertSource::Indicator { provenance, .. } => match provenance {
            Provenance::Own => DetectionSource::OwnIndicator,
            Provenance::Partner { .. } => DetectionSource::SharedIndicator,
            Provenance::Industry(Industry::Feed(_)) => DetectionSource::IndustryFeed,
            Provenance::Industry(Industry::Vendor(_)) => DetectionSource::VendorSignature,
        },
        AlertSource::Hunt { provenance, .. } => match provenance {
            Provenance::Own => DetectionSource::OwnHunt,
            Provenance::Partner { .. } => DetectionSource::SharedHunt,
            Provenance::Industry(Industry::Feed(_)) => DetectionSource::IndustryHunt,
            Provenance::Industry(Industry::Vendor(_)) => DetectionSource::VendorHunt,
        },
    }
}

impl Attacks {
    pub(super) fn observe(&mut self, fact: &Fact, context: &Context) {
        self.observe_adversary(fact, context);
        self.observe_defenders(fact, context);
    }

    fn attack(&mut self, intrusion: IntrusionId) -> &mut Attack {
        self.attacks.entry(intrusion).or_default()
    }

    fn observe_adversary(&mut self, fact: &Fact, context: &Context) {
        match fact.what {
            What::IntrusionLaunched { intrusion } => self.attack(intrusion).launched = fact.at,
            What::FootholdGained { intrusion, host } => {
                let attack = self.attack(intrusion);
                attack.occurred.get_or_insert(fact.at);
                attack.hosts.insert(host);
                if attack.held == 0 {
                    attack.since = fact.at;
                }
                attack.held += 1;
                attack.peak = attack.peak.max(attack.held);
            }
            What::FootholdLost { intrusion, .. } => {
                let attack = self.attack(intrusion);
                attack.held = attack.held.saturating_sub(1);
                if attack.held == 0 {
                    attack.presence += context.window.overlap(attack.since, Some(fact.at));
                    attack.gone = Some(fact.at);
                }
            }
            What::HostCleaned { intrusion, .. } => self.attack(intrusion).cleaned += 1,
            What::HostSpared { intrusion, .. } => self.attack(intrusion).spared += 1,
            What::ObjectiveReached { intrusion, .. } => {
                self.attack(intrusion).objective.get_or_insert(fact.at);
            }
            What::DataExfiltrated { intrusion, megabytes } => {
                self.attack(intrusion).exfiltrated += megabytes;
            }
            What::Returned { intrusion, .. } => self.attack(intrusion).returns += 1,
            What::Mail { intrusion, mail, .. } => {
                let attack = self.attack(intrusion);
                match mail {
                    Mail::Sent { .. } => attack.mailed.get_or_insert(fact.at),
                    Mail::Clicked(_) => attack.clicked.get_or_insert(fact.at),
                    Mail::Reported { .. } => attack.reported.get_or_insert(fact.at),
                    Mail::Opened(_) | Mail::CredentialsGiven(_) => return,
                };
            }
            What::IntrusionEnded { intrusion, ending } => self.attack(intrusion).ending = Some(ending),
            _ => {}
        }
    }

    fn observe_defenders(&mut self, fact: &Fact, context: &Context) {
        match fact.what {
            What::AlertRaised { alert, source, intrusion: Some(intrusion), .. } => {
                self.alerts.insert(alert, (intrusion, source));
                self.attack(intrusion).alerted.get_or_insert(fact.at);
            }
            What::WorkQueued { work, .. } => {
                if let Some(What::AlertRaised { intrusion: Some(intrusion), .. }) = context.cause(fact) {
                    self.triages.insert(work, *intrusion);
                }
            }
            What::WorkStarted { work, .. } => {
                if let Some(intrusion) = self.triages.get(&work).copied() {
                    self.attack(intrusion).acknowledged.get_or_insert(fact.at);
                }
            }
            What::AlertTriaged { alert, .. } => {
                if let Some((intrusion, _)) = self.alerts.get(&alert).copied() {
                    self.attack(intrusion).acknowledged.get_or_insert(fact.at);
                }
            }
            What::IncidentOpened { incident, source, intrusion: Some(intrusion), .. } => {
                self.incidents.insert(incident, Case { intrusion, source });
                let attack = self.attack(intrusion);
                if attack.confirmed.is_some() && attack.cases == 0 {
                    attack.reopened += 1;
                }
                attack.cases += 1;
            }
            // A suspicion that nothing was behind is about the first attack that is put to it.
            What::AlertCorrelated { alert, incident } if !self.incidents.contains_key(&incident) => {
                if let Some((intrusion, source)) = self.alerts.get(&alert).copied() {
                    self.incidents.insert(incident, Case { intrusion, source });
                    self.attack(intrusion).cases += 1;
                }
            }
            What::Casework { incident, casework: Casework::Merged { into } } => {
                let mut parts = self.parts.remove(&incident).unwrap_or_default();
                parts.push(incident);
                self.parts.entry(into).or_default().extend(parts);
                self.close(incident);
            }
            What::Casework { incident, casework: Casework::Scoped { held, known } } => {
                if let Some(Case { intrusion, .. }) = self.incidents.get(&incident).copied() {
                    self.attack(intrusion).scope.get_or_insert((held.into(), known.into()));
                }
            }
            _ => self.observe_lifecycle(fact),
        }
    }

    fn observe_lifecycle(&mut self, fact: &Fact) {
        let (What::IncidentConfirmed { incident, .. }
        | What::IncidentContained { incident, .. }
        | What::IncidentEradicated { incident }
        | What::IncidentRecovered { incident }
        | What::Casework { incident, casework: Casework::Assessed { .. } }) = fact.what
        else {
            return;
        };
        let parts = self.parts.get(&incident).cloned().unwrap_or_default();
        let cases = parts.iter().chain([&incident]).filter_map(|one| self.incidents.get(one)).copied();
        for Case { intrusion, source } in cases.collect::<Vec<_>>() {
            self.attack(intrusion).advance(fact, source);
        }
        if matches!(fact.what, What::IncidentRecovered { .. }) {
            self.close(incident);
        }
    }

    fn close(&mut self, incident: IncidentId) {
        if let Some(Case { intrusion, .. }) = self.incidents.get(&incident).copied() {
            let attack = self.attack(intrusion);
            attack.cases = attack.cases.saturating_sub(1);
        }
    }

    /// The intrusion that an incident is about; none for a false alarm.
    pub(super) fn behind(&self, incident: IncidentId) -> Option<IntrusionId> {
        self.incidents.get(&incident).map(|case| case.intrusion)
    }
}
