//! The kinds of facts: everything that can have happened.

use super::{
    Aid, AlertId, AlertSource, Bought, Casework, Disposition, DownBy, Duty, Effect, Ending, IncidentId,
    IntrusionId, ItemId, ItemTurn, Mail, Notice, Object, Obstacle, Origin, Passage, Pattern, Practised,
    Provenance, Refreshed, ReportId, Retired, Standing, TrustMoved, Verdict, Withheld, WorkId,
};
use crate::scenario::model::{
    AccountId, CampaignId, DeskId, GroupId, HostRef, Impact, IndicatorId, IndicatorKind, MissionId, OrgId,
    PhaseId, SensorId, StepId, TeamId, Tlp, Use, VulnerabilityId, WorkKind,
};
use crate::units::Span;

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
    /// The adversary has the credentials of an account.
    CredentialsStolen {
        /// By which intrusion.
        intrusion: IntrusionId,
        /// Whose.
        account: AccountId,
        /// Where they lay.
        host: HostRef,
    },
    /// The adversary has reached its objective.
    ObjectiveReached {
        /// Of which intrusion.
        intrusion: IntrusionId,
        /// What.
        impact: Impact,
    },
    /// Work was lost for good with hosts that were encrypted or destroyed: what was done since their last backups.
    DataLost {
        /// To which intrusion.
        intrusion: IntrusionId,
        /// On how many hosts.
        hosts: u32,
        /// How long since the last backup, summed over hosts.
        work: Span,
    },
    /// An intrusion can do no more.
    IntrusionEnded {
        /// Which.
        intrusion: IntrusionId,
        /// How.
        ending: Ending,
    },
    /// Whoever runs a host took it back from what spreads by itself, without a team.
    HostCleaned {
        /// From which intrusion.
        intrusion: IntrusionId,
        /// Which.
        host: HostRef,
        /// Whether it cannot be taken again.
        closed: bool,
    },
    /// What spreads by itself came upon a host that whoever runs it had patched in time.
    HostSpared {
        /// Which intrusion.
        intrusion: IntrusionId,
        /// Which host.
        host: HostRef,
    },
    /// What spreads by itself was stopped everywhere.
    WormStopped {
        /// Of which campaign.
        campaign: CampaignId,
        /// Whose analysis found how; none where somebody else did.
        by: Option<TeamId>,
    },
    /// The adversary replaced something that was known.
    InfrastructureRotated {
        /// What.
        indicator: IndicatorId,
    },
    /// The adversary noticed that it is known, and answers.
    AdversaryNoticed {
        /// In which intrusion.
        intrusion: IntrusionId,
        /// What.
        notice: Notice,
    },
    /// The adversary keeps still.
    WentQuiet {
        /// In which intrusion.
        intrusion: IntrusionId,
        /// How long.
        lasts: Span,
    },
    /// The adversary begins a step as an answer.
    BranchTaken {
        /// In which intrusion.
        intrusion: IntrusionId,
        /// Which.
        step: StepId,
    },
    /// The adversary begins steps over again.
    RoundBegun {
        /// In which intrusion.
        intrusion: IntrusionId,
        /// From which step on.
        step: StepId,
        /// How many rounds have begun before.
        round: u32,
    },
    /// The adversary has the rights of an administrator on a host.
    PrivilegeGained {
        /// In which intrusion.
        intrusion: IntrusionId,
        /// Where.
        host: HostRef,
    },
    /// The adversary has found out about hosts.
    HostsDiscovered {
        /// In which intrusion.
        intrusion: IntrusionId,
        /// How many.
        hosts: u64,
    },
    /// The adversary has left a way back.
    ImplantPlanted {
        /// In which intrusion.
        intrusion: IntrusionId,
        /// Where.
        host: HostRef,
    },
    /// A way back is gone.
    ImplantLost {
        /// In which intrusion.
        intrusion: IntrusionId,
        /// Where.
        host: HostRef,
    },
    /// The adversary comes back through a way that it has left.
    Returned {
        /// In which intrusion.
        intrusion: IntrusionId,
        /// Where.
        host: HostRef,
    },
    /// The adversary has collected data.
    DataCollected {
        /// In which intrusion.
        intrusion: IntrusionId,
        /// How much (MB).
        megabytes: u64,
    },
    /// Data are out.
    DataExfiltrated {
        /// In which intrusion.
        intrusion: IntrusionId,
        /// How much (MB).
        megabytes: u64,
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
    /// Something became of letters that a step sends to users.
    Mail {
        /// Of which intrusion.
        intrusion: IntrusionId,
        /// Of which step.
        step: StepId,
        /// What.
        mail: Mail,
    },
    /// A sensor does not work any more.
    SensorFailed {
        /// Which.
        sensor: SensorId,
        /// Whether that was planned; otherwise nobody knows.
        planned: bool,
    },
    /// A sensor works again.
    SensorRepaired {
        /// Which.
        sensor: SensorId,
    },
    /// A mission's level fell, or it would now be low for another reason as well.
    MissionDegraded {
        /// Which.
        mission: MissionId,
        /// Where it stands.
        standing: Standing,
    },
    /// A mission's level rose, or it is no longer low for one of several reasons.
    MissionRestored {
        /// Which.
        mission: MissionId,
        /// Where it stands.
        standing: Standing,
    },
    /// Another level is required of a mission, or it is worth something else.
    MissionPhaseBegan {
        /// Which.
        mission: MissionId,
        /// Which phase.
        phase: PhaseId,
        /// Where it stands.
        standing: Standing,
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
        /// What is behind it. Ground truth.
        disposition: Disposition,
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
    /// Something became of a desk, or of work on it.
    Desk {
        /// Whose.
        team: TeamId,
        /// Which.
        desk: DeskId,
        /// What.
        duty: Duty,
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
        /// How something of the attack had been known before, if it had.
        informed: Option<Provenance>,
    },
    /// Analysis found nothing.
    IncidentDismissed {
        /// Which.
        incident: IncidentId,
    },
    /// A team did something about an incident, or left it undone.
    Casework {
        /// Which.
        incident: IncidentId,
        /// What.
        casework: Casework,
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
    IndicatorRetired(Retired),
    /// An indicator was seen again.
    IndicatorRefreshed(Refreshed),
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
        /// How many attacks it found, as far as the team can tell them apart.
        found: u32,
    },
    /// A weakness became known to all.
    VulnerabilityDisclosed {
        /// Which.
        vulnerability: VulnerabilityId,
    },
    /// A patch can be had, and hosts need it.
    PatchReleased {
        /// Whose.
        team: TeamId,
        /// For what.
        vulnerability: VulnerabilityId,
        /// How many hosts need it.
        hosts: u32,
    },
    /// Hosts have got a patch.
    HostsPatched {
        /// By whom.
        team: TeamId,
        /// For what.
        vulnerability: VulnerabilityId,
        /// Where.
        group: GroupId,
        /// How many hosts.
        hosts: u32,
    },
    /// A team decided to share with another.
    ItemCreated {
        /// Which.
        item: ItemId,
        /// In which report.
        report: ReportId,
        /// Place of the policy in the strategy.
        policy: usize,
        /// What, as a value to compare with.
        pattern: Pattern,
        /// What it is.
        object: Object,
        /// How it is marked.
        tlp: Tlp,
        /// What the receiver may do with it.
        allowed: Use,
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
    /// A team made something of what it was told.
    Effect {
        /// Who.
        team: TeamId,
        /// What.
        effect: Effect,
    },
    /// Something became of a report on its way.
    ReportPassed {
        /// Which.
        report: ReportId,
        /// What.
        passage: Passage,
    },
    /// A team trusts a partner more or less than before.
    TrustMoved(TrustMoved),
    /// Something became of a promise to lend analysts.
    Aid(Aid),
    /// Something became of best practice.
    Practised(Practised),
    /// Something passed between a team and industry.
    Bought(Bought),
    /// Something became of an item at its receiver, or because of it.
    ItemTurned {
        /// Which.
        item: ItemId,
        /// What.
        turn: ItemTurn,
    },
}
