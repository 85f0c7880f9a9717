//! Shared items: each with its way, its use and its fate.

mod counsel;

use std::collections::BTreeMap;

use self::counsel::Told;
use super::Context;
use crate::metrics::records::Fate;
use crate::scenario::model::{TeamId, Tlp};
use crate::sim::fact::{
    AlertSource, Fact, IncidentId, ItemId, ItemTurn, Limit, Object, Obstacle, Passage, Pattern, Provenance,
    ReportId, Retired, Retirement, TrustMoved, What, Withheld,
};
use crate::units::{SimTime, Span};

/// Everything about the items of a run.
#[derive(Default)]
pub(super) struct Items {
    pub(super) items: BTreeMap<ItemId, Item>,
    pub(super) reports: BTreeMap<ReportId, Report>,
    /// How much each team trusts each other one, where that has moved.
    pub(super) trust: BTreeMap<(TeamId, TeamId), f64>,
    counsel: Told,
}

/// One object for one receiver.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) report: ReportId,
    pub(super) policy: usize,
    pub(super) pattern: Pattern,
    pub(super) object: Object,
    pub(super) incident: IncidentId,
    pub(super) tlp: Tlp,
    pub(super) created: SimTime,
    pub(super) deployed: Option<SimTime>,
    pub(super) first_use: Option<SimTime>,
    pub(super) hits_true: u64,
    pub(super) hits_false: u64,
    pub(super) stopped: u64,
    pub(super) detected: u64,
    pub(super) withdrawn: bool,
    pub(super) withheld: Option<Withheld>,
    /// Who passed it on against its marking: sender and receiver.
    pub(super) breached: (bool, bool),
    /// Whether the receiver heard that the sender takes it back.
    pub(super) retracted: bool,
    /// The adversary learnt of it by itself, or at the receiver.
    pub(super) leaked: bool,
    /// A platform's curation had turned it into something harmless.
    pub(super) garbled: bool,
    /// Too old to come into force.
    pub(super) stale: bool,
    /// Sightings of which the sender was told.
    pub(super) sightings: u64,
    duplicate: bool,
    disregarded: bool,
}

/// A report on its way.
#[derive(Clone, Debug, Default)]
pub(super) struct Report {
    pub(super) released: Option<SimTime>,
    pub(super) received: Option<SimTime>,
    pub(super) ingested: Option<SimTime>,
    pub(super) leaked: bool,
    pub(super) prepared: Option<SimTime>,
    /// How long it waits on its channel.
    pub(super) on_channel: Span,
    lost: bool,
    ignored: bool,
}

impl Item {
    /// Whether it stopped or uncovered an attack.
    pub(super) fn is_useful(&self) -> bool {
        self.first_use.is_some()
    }

    fn turn(&mut self, turn: ItemTurn) {
        match turn {
            ItemTurn::Breached(Limit::Constituents) => self.breached.1 = true,
            ItemTurn::Breached(_) => self.breached.0 = true,
            ItemTurn::Duplicate => self.duplicate = true,
            ItemTurn::Stale => self.stale = true,
            ItemTurn::Retracted => self.retracted = true,
            ItemTurn::Leaked => self.leaked = true,
            ItemTurn::Garbled { into } => {
                self.garbled = true;
                self.pattern = into;
            }
            ItemTurn::SightingReceived => self.sightings += 1,
            ItemTurn::SightingSent | ItemTurn::RetractionSent => {}
        }
    }

    /// Whether it told the receiver nothing new.
    pub(super) fn is_duplicate(&self) -> bool {
        self.duplicate
    }

    pub(super) fn is_withheld(&self) -> bool {
        self.withheld.is_some()
    }

    /// Where it stands at ENDEX.
    pub(super) fn fate(&self, report: &Report) -> Fate {
        if let Some(rule) = self.withheld {
            return withheld(rule);
        }
        if report.released.is_none() {
            Fate::InPreparation
        } else if report.lost {
            Fate::Lost
        } else if report.received.is_none() {
            Fate::InTransit
        } else if report.ignored || self.disregarded {
            Fate::Ignored
        } else if report.ingested.is_none() {
            Fate::Waiting
        } else if self.duplicate {
            Fate::Duplicate
        } else if self.is_useful() {
            Fate::Useful
        } else if self.retracted {
            Fate::Retracted
        } else if self.stale {
            Fate::Stale
        } else if self.hits_false > 0 {
            Fate::FalseMatch
        } else {
            Fate::Unused
        }
    }
}

fn withheld(rule: Withheld) -> Fate {
    match rule {
        Withheld::Channel => Fate::WithheldChannel,
        Withheld::Sanitised => Fate::WithheldSanitised,
        Withheld::Severity => Fate::WithheldSeverity,
        Withheld::Confidence => Fate::WithheldConfidence,
        Withheld::Trust => Fate::WithheldTrust,
        Withheld::Reciprocity => Fate::WithheldReciprocity,
        Withheld::Marking(Limit::Onward) => Fate::WithheldOnward,
        Withheld::Marking(Limit::Sender) => Fate::WithheldSender,
        Withheld::Marking(Limit::Recipient) => Fate::WithheldRecipient,
        Withheld::Marking(Limit::Carrier) => Fate::WithheldCarrier,
        // Constituents are a matter of the receiver: nothing is held back from it for them.
        Withheld::Marking(Limit::Clearance | Limit::Constituents) => Fate::WithheldClearance,
    }
}

impl Items {
    pub(super) fn observe(&mut self, fact: &Fact, context: &Context) {
        match fact.what {
            What::ItemCreated { item, report, policy, pattern, object, tlp, incident, .. } => {
                self.reports.entry(report).or_default();
                let created = Item {
                    report,
                    policy,
                    pattern,
                    object,
                    incident,
                    tlp,
                    created: fact.at,
                    deployed: None,
                    first_use: None,
                    hits_true: 0,
                    hits_false: 0,
                    stopped: 0,
                    detected: 0,
                    withdrawn: false,
                    withheld: None,
                    breached: (false, false),
                    retracted: false,
                    leaked: false,
                    garbled: false,
                    stale: false,
                    sightings: 0,
                    duplicate: false,
                    disregarded: false,
                };
                self.items.insert(item, created);
            }
            What::ItemWithheld { item, rule } => self.change(item, |item| item.withheld = Some(rule)),
            What::ReportPassed { report, passage } => {
                let report = self.report(report);
                match passage {
                    Passage::Prepared => report.prepared = Some(fact.at),
                    Passage::Held { wait, .. } => report.on_channel = wait.total(),
                    Passage::Lost(_) => report.lost = true,
                    Passage::Stuck(_) => {}
                    Passage::Released => report.released = Some(fact.at),
                    Passage::Leaked => report.leaked = true,
                    Passage::Received => report.received = Some(fact.at),
                    Passage::Ignored | Passage::Distrusted => report.ignored = true,
                    Passage::Ingested => report.ingested = Some(fact.at),
                }
            }
            What::TrustMoved(TrustMoved { team, partner, trust, .. }) => {
                self.trust.insert((team, partner), trust);
            }
            What::ItemTurned { item, turn } => self.change(item, |item| item.turn(turn)),
            What::Effect { team, effect } => self.observe_effect(fact, team, effect),
            _ => {
                self.observe_use(fact);
                self.observe_counsel(fact, context);
            }
        }
    }

    fn observe_use(&mut self, fact: &Fact) {
        let at = fact.at;
        match fact.what {
            What::IndicatorDeployed { provenance, .. } => self.by(provenance, |item| {
                item.deployed.get_or_insert(at);
            }),
            What::IndicatorRetired(Retired { provenance, why: Retirement::Withdrawn, .. }) => {
                self.by(provenance, |item| item.withdrawn = true);
            }
            What::IndicatorMatched { provenance, genuine: false, .. } => {
                self.by(provenance, |item| item.hits_false += 1);
            }
            What::IndicatorMatched { provenance, genuine: true, .. } => {
                self.by(provenance, |item| item.hits_true += 1);
            }
            What::StepFailed { obstacle: Obstacle::Indicator { provenance, .. }, .. } => {
                self.by(provenance, |item| {
                    item.stopped += 1;
                    item.first_use.get_or_insert(at);
                });
            }
            What::IncidentOpened {
                intrusion: Some(_),
                source: AlertSource::Indicator { provenance, .. } | AlertSource::Hunt { provenance, .. },
                ..
            } => self.by(provenance, |item| {
                item.detected += 1;
                item.first_use.get_or_insert(at);
            }),
            _ => {}
        }
    }

    fn by(&mut self, provenance: Provenance, change: impl FnOnce(&mut Item)) {
        if let Provenance::Partner { item, .. } = provenance {
            self.change(item, change);
        }
    }

    fn change(&mut self, item: ItemId, change: impl FnOnce(&mut Item)) {
        if let Some(item) = self.items.get_mut(&item) {
            change(item);
        }
    }

    fn report(&mut self, report: ReportId) -> &mut Report {
        self.reports.entry(report).or_default()
    }
}
