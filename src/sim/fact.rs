//! Facts: what happened in a run, in the past tense, immutable, each with the fact that caused it.
//!
//! Metrics, traces and expectations read facts and nothing else. Facts may hold ground truth; the teams of the
//! simulation write facts and never read them.

use bevy_ecs::resource::Resource;

use crate::engine::StableKey;
use crate::scenario::model::{
    CampaignId, DeskId, HostRef, Impact, IndicatorKind, NoiseId, OrgId, SensorId, StepId, TeamId, Use,
    WorkKind,
};
use crate::units::{SimTime, Span};

/// Number of a fact in its run, in the order of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(pub u32);

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// When.
    pub at: SimTime,
    /// The fact that brought it about; none for what comes from outside (a campaign, background noise).
    pub cause: Option<FactId>,
    /// What.
    pub what: What,
}

/// One campaign against one organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IntrusionId {
    /// The campaign.
    pub campaign: CampaignId,
    /// The organisation.
    pub victim: OrgId,
}

/// What can be recognised, as a value to compare with; it does not tell what it is.
pub type Pattern = StableKey;

/// What a pattern really is. Ground truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// It belongs to a campaign.
    Campaign {
        /// Which.
        campaign: CampaignId,
        /// Place in the campaign's indicators.
        indicator: usize,
        /// The victim that it was made for; none for the common one.
        own: Option<OrgId>,
        /// How often the adversary has replaced it.
        generation: u16,
    },
    /// It describes something harmless.
    Harmless,
}

/// Numbers of things that arise in a run, each in order of arising.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AlertId(pub u32);
/// Number of an incident as a team sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IncidentId(pub u32);
/// Number of a piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WorkId(pub u32);
/// Number of a report from one team to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportId(pub u32);
/// Number of an item: one indicator for one receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub u32);

/// How a team came to know an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Provenance {
    /// From its own analysis.
    Own,
    /// From a partner.
    Partner {
        /// The partner.
        from: TeamId,
        /// The item.
        item: ItemId,
    },
}

/// What raised an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AlertSource {
    /// A sensor.
    Sensor(SensorId),
    /// Background noise.
    Noise(NoiseId),
    /// A deployed indicator matched.
    Indicator {
        /// Which.
        pattern: Pattern,
        /// How the team knew it.
        provenance: Provenance,
    },
    /// A hunt for an indicator found a trace in the logs.
    Hunt {
        /// Which.
        pattern: Pattern,
        /// How the team knew it.
        provenance: Provenance,
    },
    /// Services failed, and people called.
    Outage,
}

/// Why a try of a step came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Obstacle {
    /// Luck was against it.
    Luck,
    /// No host that it could go for.
    NoTarget,
    /// The host does not have the vulnerability, or there are no credentials.
    NoWay,
    /// A sensor stopped it.
    Control(SensorId),
    /// A deployed indicator stopped it.
    Indicator {
        /// Which.
        pattern: Pattern,
        /// How the team knew it.
        provenance: Provenance,
    },
}

/// How an intrusion ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ending {
    /// It never got in, and something stopped it.
    Prevented(Obstacle),
    /// It never got in, by its own failure.
    Failed,
    /// It got in, and was thrown out.
    Evicted,
}

/// Why hosts are out of service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DownBy {
    /// The adversary.
    Attack,
    /// Containment.
    Containment,
    /// A block on something harmless.
    OverBlocking,
}

/// What an analyst makes of an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Taken for an attack.
    Suspicious,
    /// Closed.
    Closed,
}

/// Why an item was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Withheld {
    /// The channel never delivers.
    Channel,
    /// Sanitising took it out.
    Sanitised,
}

/// The kinds of facts.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A pattern came into being; says what it really is.
    PatternMade {
        /// The pattern.
        pattern: Pattern,
        /// What it is.
        origin: Origin,
    },
    /// A campaign turned on an organisation.
    IntrusionLaunched {
        /// Which.
        intrusion: IntrusionId,
    },
    /// A step took effect.
    StepSucceeded {
        /// Of which intrusion.
        intrusion: IntrusionId,
        /// Which.
        step: StepId,
        /// Where; none where it touches no single host.
        host: Option<HostRef>,
    },
    /// A try of a step came to nothing.
    StepFailed {
        /// Of which intrusion.
        intrusion: IntrusionId,
        /// Which.
        step: StepId,
        /// Why.
        obstacle: Obstacle,
        /// Whether it is tried again.
        retried: bool,
    },
    /// The adversary has a host.
    FootholdGained {
        /// Of which intrusion.
        intrusion: IntrusionId,
        /// Which host.
        host: HostRef,
    },
    /// The adversary has lost a host.
    FootholdLost {
        /// Of which intrusion.
        intrusion: IntrusionId,
        /// Which host.
        host: HostRef,
        /// How many hosts it has left there.
        left: u32,
    },
    /// The adversary has reached its objective.
    ObjectiveReached {
        /// Of which intrusion.
        intrusion: IntrusionId,
        /// What.
        impact: Impact,
    },
    /// An intrusion can do no more.
    IntrusionEnded {
        /// Which.
        intrusion: IntrusionId,
        /// How.
        ending: Ending,
    },
    /// The adversary replaced something that was known.
    InfrastructureRotated {
        /// Of which campaign.
        campaign: CampaignId,
        /// Place in the campaign's indicators.
        indicator: usize,
    },
    /// Hosts went out of service.
    HostsDown {
        /// Whose.
        organisation: OrgId,
        /// How many.
        hosts: u32,
        /// Why.
        by: DownBy,
    },
    /// Hosts are back in service.
    HostsRestored {
        /// Whose.
        organisation: OrgId,
        /// How many.
        hosts: u32,
        /// Why they had been out.
        by: DownBy,
    },
    /// An alert came in.
    AlertRaised {
        /// Which.
        alert: AlertId,
        /// Whose queue.
        team: TeamId,
        /// Where it arose.
        organisation: OrgId,
        /// What raised it.
        source: AlertSource,
        /// The host that it names.
        host: Option<HostRef>,
        /// The intrusion behind it. Ground truth.
        intrusion: Option<IntrusionId>,
    },
    /// An alert was added to an incident that is being worked on.
    AlertCorrelated {
        /// Which.
        alert: AlertId,
        /// To which incident.
        incident: IncidentId,
    },
    /// An alert was given up, unseen.
    AlertExpired {
        /// Which.
        alert: AlertId,
        /// Whose.
        team: TeamId,
    },
    /// An analyst has judged an alert.
    AlertTriaged {
        /// Which.
        alert: AlertId,
        /// Whose.
        team: TeamId,
        /// How.
        verdict: Verdict,
    },
    /// Work waits in a queue.
    WorkQueued {
        /// Which.
        work: WorkId,
        /// Whose.
        team: TeamId,
        /// At which desk.
        desk: DeskId,
        /// What for.
        kind: WorkKind,
    },
    /// An analyst has begun.
    WorkStarted {
        /// Which.
        work: WorkId,
        /// How long it will take.
        service: Span,
    },
    /// Work is done.
    WorkDone {
        /// Which.
        work: WorkId,
    },
    /// Work has left its queue undone.
    WorkDropped {
        /// Which.
        work: WorkId,
    },
    /// A suspicion has become a case.
    IncidentOpened {
        /// Which.
        incident: IncidentId,
        /// Whose.
        team: TeamId,
        /// Where.
        organisation: OrgId,
        /// What led to it.
        source: AlertSource,
        /// The alert that led to it; none where a hunt did.
        alert: Option<AlertId>,
        /// The intrusion behind it. Ground truth.
        intrusion: Option<IntrusionId>,
    },
    /// Analysis found an attack.
    IncidentConfirmed {
        /// Which.
        incident: IncidentId,
        /// How many compromised hosts are known.
        hosts: u32,
        /// Whether an indicator of the attack had been known before.
        informed: bool,
    },
    /// Analysis found nothing.
    IncidentDismissed {
        /// Which.
        incident: IncidentId,
    },
    /// All known compromised hosts are isolated.
    IncidentContained {
        /// Which.
        incident: IncidentId,
        /// How many hosts were isolated for it.
        hosts: u32,
    },
    /// What was left on known hosts is removed.
    IncidentEradicated {
        /// Which.
        incident: IncidentId,
    },
    /// All known hosts are back; the case is closed.
    IncidentRecovered {
        /// Which.
        incident: IncidentId,
    },
    /// A team learnt an indicator.
    IndicatorLearnt {
        /// Who.
        team: TeamId,
        /// What.
        pattern: Pattern,
        /// What kind it takes it for.
        kind: IndicatorKind,
        /// How.
        provenance: Provenance,
    },
    /// An indicator is in force.
    IndicatorDeployed {
        /// Whose.
        team: TeamId,
        /// What.
        pattern: Pattern,
        /// How it is used.
        allowed: Use,
        /// How the team knew it.
        provenance: Provenance,
    },
    /// An indicator is no longer in force.
    IndicatorRetired {
        /// Whose.
        team: TeamId,
        /// What.
        pattern: Pattern,
        /// Withdrawn for false alerts, not expired.
        withdrawn: bool,
        /// How the team knew it.
        provenance: Provenance,
    },
    /// Someone tripped a deployed indicator.
    IndicatorMatched {
        /// Whose.
        team: TeamId,
        /// What.
        pattern: Pattern,
        /// How the team knew it.
        provenance: Provenance,
        /// Whether an attack did. Ground truth.
        genuine: bool,
    },
    /// A hunt is over.
    HuntFinished {
        /// Whose.
        team: TeamId,
        /// How many intrusions it found.
        found: u32,
    },
    /// A team decided to share with another.
    ItemCreated {
        /// Which.
        item: ItemId,
        /// In which report.
        report: ReportId,
        /// Place of the policy in the strategy.
        policy: usize,
        /// What.
        pattern: Pattern,
        /// What kind the sender takes it for.
        kind: IndicatorKind,
        /// The sender's incident.
        incident: IncidentId,
    },
    /// An item was not sent.
    ItemWithheld {
        /// Which.
        item: ItemId,
        /// By which rule.
        rule: Withheld,
    },
    /// The report with its items was released.
    ReportReleased {
        /// Which.
        report: ReportId,
    },
    /// The receiver has the report.
    ReportReceived {
        /// Which.
        report: ReportId,
    },
    /// The receiver decided not to act on it.
    ReportIgnored {
        /// Which.
        report: ReportId,
    },
    /// The receiver has taken it in.
    ReportIngested {
        /// Which.
        report: ReportId,
    },
    /// The receiver knew it already.
    ItemDuplicate {
        /// Which.
        item: ItemId,
    },
    /// The adversary has learnt of a report.
    ReportLeaked {
        /// Which.
        report: ReportId,
    },
}

/// The facts of one run.
#[derive(Clone, Debug, Default, Resource)]
pub struct Facts {
    log: Vec<Fact>,
}

impl Facts {
    /// Adds a fact.
    #[expect(clippy::cast_possible_truncation, reason = "four billion facts do not fit in memory")]
    pub(super) fn record(&mut self, at: SimTime, cause: Option<FactId>, what: What) -> FactId {
        let id = FactId(self.log.len() as u32);
        self.log.push(Fact { at, cause, what });
        id
    }

    /// All facts in the order of events.
    pub fn all(&self) -> &[Fact] {
        &self.log
    }

    /// The fact of this number.
    pub fn get(&self, id: FactId) -> Option<&Fact> {
        self.log.get(id.0 as usize)
    }
}
