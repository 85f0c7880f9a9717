//! Actions: what is to happen, each handled by one system.

use std::sync::Arc;

use bevy_ecs::entity::Entity;

use super::fact::{Against, IncidentId, ItemId, Notice, Object, Pattern, Provenance, Retirement};
use super::ground::AlertDue;
use super::industry::IndustryDue;
use super::uptake::Uptake;
use crate::engine::StableKey;
use crate::scenario::model::{
    CampaignId, DeskId, HostRef, IndicatorId, IndicatorKind, MissionId, NoiseId, OrgId, PhaseId, Reach,
    SensorId, Severity, StepId, TeamId, Tlp, Trigger, UsersId, VulnerabilityId, WorkKind,
};
use crate::units::{SimTime, Span};

/// Something that will happen unless it is taken back.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// The burn-in begins, and with it ordinary work.
    BeginWork,
    /// A campaign turns on an organisation.
    Launch(Launch),
    /// A step is tried.
    Attempt(Attempt),
    /// A step has taken too long.
    Timeout(Timeout),
    /// The adversary answers what it has noticed.
    Answer(Box<AnswerDue>),
    /// A spreading foothold tries the next host.
    Contact(Contact),
    /// What spreads befalls a host that it took.
    Befall(Befall),
    /// Whoever runs a host takes it back from what spreads.
    Clean(Clean),
    /// Somebody stops a worm everywhere.
    ThrowSwitch(ThrowSwitch),
    /// The adversary replaces an indicator.
    Rotate(Rotate),
    /// The next background alert arises.
    Noise(NoiseTick),
    /// A sensor stops working, or works again.
    SensorTurn(SensorTurn),
    /// A sensor raises an alert that nothing is behind.
    FalseAlarm(FalseAlarm),
    /// Something becomes of a letter.
    Letter(LetterDue),
    /// A user reports something harmless.
    FalseReport(FalseReport),
    /// Something harmless trips a false indicator.
    Misfire(Misfire),
    /// A block on something harmless is found out.
    LiftBlock(LiftBlock),
    /// A phase of a mission begins.
    Phase(PhaseDue),
    /// An alert comes in.
    Alert(Box<AlertDue>),
    /// A weakness becomes known to all.
    Disclose(VulnerabilityId),
    /// Work has waited too long, or found no room.
    Expire(Entity),
    /// Work has waited so long that another desk is to do it.
    Escalate(Entity),
    /// Work was looked at, and has to be looked at by another desk.
    HandOn(Entity),
    /// Who is at a desk changes.
    ShiftTurn(ShiftTurn),
    /// Work is done.
    WorkDone {
        /// The work.
        work: Entity,
        /// Decides who deals with its result.
        kind: WorkKind,
    },
    /// A report to an authority is due.
    ReportDue(Entity),
    /// The authority to contain is there.
    Authorised(Entity),
    /// An indicator needs a rule before it can come into force.
    Engineer(Entity),
    /// An indicator comes into force.
    Deploy(Entity),
    /// An indicator has outlived its use.
    Retire(Retire),
    /// Patches are released that a team needs.
    PatchesOut(PatchesOut),
    /// A sensor or a source of background alerts raises one more than usual: somebody looks closer.
    ExtraAlarm(Box<ExtraAlarm>),
    /// A team makes something of what it was told.
    Heed(Box<Counsel>),
    /// Something changes at a team that looks out.
    Outlook(OutlookDue),
    /// Analysts whom another team lends come or go.
    Aid(AidDue),
    /// Teams meet.
    Session(SessionDue),
    /// A lesson comes further into use.
    Lesson(Box<LessonDue>),
    /// Hardening takes effect.
    Fortify(Box<Countermeasure>),
    /// A team may share something.
    Share(Box<ShareDue>),
    /// A report is released.
    Release(Entity),
    /// A report arrives.
    Receive(Entity),
    /// A team answers to what was shared with it, or by it.
    Reply(Reply),
    /// Such an answer arrives.
    Echo(Echo),
    /// Industry does something.
    Industry(IndustryDue),
}

/// Actions lie side by side in the agenda, and most of them are small: what is large and rare is in a box.
const _: () = assert!(size_of::<Action>() <= 40);

/// A campaign turns on an organisation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Launch {
    pub(crate) campaign: CampaignId,
    pub(crate) victim: OrgId,
}

/// A step is tried for the `attempt`th time, from zero.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attempt {
    pub(crate) intrusion: Entity,
    pub(crate) step: StepId,
    /// How often the step was begun before.
    pub(crate) round: u32,
    pub(crate) attempt: u32,
    /// Which piece of what it sends out; 0 where it has not begun to.
    pub(crate) piece: u32,
}

/// A step of this round has taken too long.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeout {
    pub(crate) intrusion: Entity,
    pub(crate) step: StepId,
    pub(crate) round: u32,
}

/// An answer to what was noticed, by its place among the answers to that.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AnswerDue {
    pub(crate) intrusion: Entity,
    pub(crate) notice: Notice,
    pub(crate) place: usize,
    /// What has become known, and of which generation it was.
    pub(crate) known: Option<(IndicatorId, u16)>,
    /// The step that was stopped.
    pub(crate) step: Option<Attempt>,
    /// The key that the luck of the answer goes by.
    pub(crate) key: StableKey,
    /// How often it was put off.
    pub(crate) again: u64,
}

/// A foothold tries a host for the `contact`th time, from zero.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Contact {
    pub(crate) foothold: Entity,
    pub(crate) step: StepId,
    /// How often the host had been lost before, and not closed.
    pub(crate) life: u32,
    pub(crate) contact: u32,
}

/// What spreads befalls a host that it took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Befall {
    pub(crate) foothold: Entity,
    pub(crate) step: StepId,
}

/// Whoever runs a host takes it back from what spreads.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clean {
    pub(crate) foothold: Entity,
    pub(crate) step: StepId,
    /// How often the host had been lost before, and not closed.
    pub(crate) life: u32,
}

/// Somebody throws the kill switch of a campaign.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ThrowSwitch {
    pub(crate) campaign: CampaignId,
}

/// The adversary replaces an indicator, if it is still of this generation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rotate {
    pub(crate) indicator: IndicatorId,
    pub(crate) generation: u16,
}

/// The `count`th background alert of a source, from zero.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NoiseTick {
    pub(crate) noise: NoiseId,
    pub(crate) count: u64,
}

/// A reason why a sensor does not work begins or ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SensorTurn {
    pub(crate) sensor: SensorId,
    pub(crate) why: Breakdown,
    pub(crate) ends: bool,
}

/// Why a sensor does not work.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Breakdown {
    /// It is broken for the so-manieth time, from zero.
    Failure(u64),
    /// It is out of service as planned.
    Planned,
}

/// The `count`th false alarm of a sensor, from zero.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FalseAlarm {
    pub(crate) sensor: SensorId,
    pub(crate) count: u64,
}

/// Something becomes of a letter of a mailing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LetterDue {
    pub(crate) mailing: Entity,
    pub(crate) letter: Letter,
}

/// What becomes of a letter, by its place in the mailing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Letter {
    /// Its recipient opens it.
    Opened(usize),
    /// Its recipient clicks.
    Clicked(usize),
    /// Its recipient gives the credentials that it asks for.
    Given(usize),
    /// Its recipient reports it.
    Reported(usize),
    /// The adversary waits no longer for anything to come of the mailing.
    GivenUp,
}

impl Letter {
    /// Its place in the mailing; 0 for the whole.
    pub(crate) fn number(self) -> u64 {
        match self {
            Self::Opened(place) | Self::Clicked(place) | Self::Given(place) | Self::Reported(place) => {
                place as u64
            }
            Self::GivenUp => 0,
        }
    }
}

/// The `count`th report of something harmless by users of a group, from zero.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FalseReport {
    pub(crate) users: UsersId,
    pub(crate) count: u64,
}

/// Something harmless trips a deployed false indicator for the `count`th time, from zero.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Misfire {
    pub(crate) organisation: OrgId,
    pub(crate) pattern: Pattern,
    /// Which deployment of the pattern this belongs to.
    pub(crate) knowledge: Entity,
    pub(crate) count: u64,
}

/// A block on something harmless is found out.
#[derive(Clone, Debug)]
pub(crate) struct LiftBlock {
    pub(crate) organisation: OrgId,
    pub(crate) hosts: Arc<[HostRef]>,
}

/// A phase of a mission begins.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PhaseDue {
    pub(crate) mission: MissionId,
    pub(crate) phase: PhaseId,
}

/// At a desk, a shift begins or ends, or a handover or break does.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ShiftTurn {
    pub(crate) team: TeamId,
    pub(crate) desk: DeskId,
}

/// Patches are released that a team needs: those that can be had from this moment on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PatchesOut {
    pub(crate) team: TeamId,
}

/// A team may share what it knows of an incident.
#[derive(Clone, Debug)]
pub(crate) struct ShareDue {
    pub(crate) team: TeamId,
    pub(crate) incident: IncidentId,
    /// The key that the luck of the incident goes by.
    pub(crate) key: StableKey,
    pub(crate) trigger: Trigger,
    /// How bad the incident is, as far as the team knows.
    pub(crate) severity: Severity,
    pub(crate) patterns: Vec<(Pattern, IndicatorKind)>,
}

/// What a team knows goes out of force.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Retire {
    pub(crate) knowledge: Entity,
    pub(crate) why: Retirement,
}

/// A team answers to what was shared with it, or by it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reply {
    pub(crate) team: TeamId,
    pub(crate) about: About,
    /// The key that the luck of its occasion goes by.
    pub(crate) key: StableKey,
}

/// What an answer is about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum About {
    /// The team has seen what partners told it.
    Sighting(Pattern),
    /// The team believes no longer in what it has told.
    Withdrawn(Pattern),
    /// The team has told of an incident that is none.
    Dismissed(IncidentId),
}

/// An answer about an item arrives: a sighting at its sender, or a retraction at its receiver.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Echo {
    pub(crate) item: ItemId,
    pub(crate) retracts: bool,
    /// The key that the luck of its occasion goes by.
    pub(crate) key: StableKey,
}

/// The `count`th alarm that is one more than usual, from zero, since somebody looks closer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ExtraAlarm {
    pub(crate) organisation: OrgId,
    pub(crate) from: Spurious,
    /// Since when somebody looks closer: alarms of a time before are nobody's any more.
    pub(crate) since: SimTime,
    /// The key that its luck goes by.
    pub(crate) key: StableKey,
    pub(crate) count: u64,
}

/// What raises alarms for nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Spurious {
    Sensor(SensorId),
    Noise(NoiseId),
}

/// What a team is told beyond indicators, or has found out itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counsel {
    pub(crate) team: TeamId,
    pub(crate) object: Object,
    /// What it is about, as a value to compare with.
    pub(crate) about: Pattern,
    pub(crate) provenance: Provenance,
    /// Whom it may protect.
    pub(crate) reach: Reach,
    /// How it was marked.
    pub(crate) tlp: Tlp,
    /// How long it takes until the team does as it says.
    pub(crate) adopts: Span,
    /// The key that its luck goes by.
    pub(crate) key: StableKey,
}

/// Something changes at a team that has looked out since then.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OutlookDue {
    pub(crate) team: TeamId,
    pub(crate) since: SimTime,
    pub(crate) turn: OutlookTurn,
}

/// What changes at a team that looks out.
#[derive(Clone, Copy, Debug)]
pub(crate) enum OutlookTurn {
    /// Those who were called in are there, by their place among all who are.
    Arrive(usize),
    /// It looks out no longer, unless it was warned again.
    Lower,
}

/// What a team does to be harder.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Countermeasure {
    pub(crate) team: TeamId,
    pub(crate) against: Against,
    pub(crate) provenance: Provenance,
    pub(crate) reach: Reach,
}

/// Analysts whom another team lends come or go, if they were asked for no more since.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AidDue {
    /// Place of the promise in the arrangement.
    pub(crate) promise: usize,
    /// Which request of it this is about.
    pub(crate) request: u64,
    pub(crate) journey: Journey,
}

/// Which way they go.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Journey {
    Arrive,
    GoHome,
}

/// Teams meet, for the `session`th time, from zero.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SessionDue {
    /// Place of the consultation in the arrangement.
    pub(crate) consultation: usize,
    pub(crate) session: u32,
}

/// So much of a lesson is in use.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LessonDue {
    pub(crate) team: TeamId,
    pub(crate) consultation: usize,
    pub(crate) session: u32,
    /// Per cent.
    pub(crate) share: u32,
    pub(crate) uptake: Uptake,
}
