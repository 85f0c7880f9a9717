//! The components of ground truth: small, plain, and private to it.

use std::collections::{BTreeMap, BTreeSet};

use bevy_ecs::prelude::*;

use super::levers::Fortification;
use super::outages::Reported;
use crate::engine::StableKey;
use crate::scenario::model::{CampaignId, GroupId, HostRef, IndicatorKind, OrgId, Privilege, StepId, Use};
use crate::sim::fact::{Against, DownBy, IntrusionId, Obstacle, Origin, Pattern, Provenance};
use crate::sim::uptake::Uptakes;
use crate::units::{Probability, SimTime};

/// A host that something has happened to.
#[derive(Component, Debug)]
#[require(ImmuneTo, Reported)]
pub(super) struct Host(pub(super) HostRef);

/// Cut off from everything by the defenders.
#[derive(Component, Debug)]
#[component(storage = "SparseSet")]
pub(super) struct Isolated;

/// Out of service.
#[derive(Component, Debug)]
#[component(storage = "SparseSet")]
pub(super) struct Down(pub(super) DownBy);

/// What was on it is encrypted or destroyed.
#[derive(Component, Debug)]
#[component(storage = "SparseSet")]
pub(super) struct Damaged;

/// Cleaned of these intrusions, and closed to them.
#[derive(Component, Debug, Default)]
pub(super) struct ImmuneTo(pub(super) Vec<Entity>);

/// Patched against what spreads, before it came, by whoever runs it; by these intrusions found out.
#[derive(Component, Debug, Default)]
#[component(storage = "SparseSet")]
pub(super) struct Warded(pub(super) Vec<Entity>);

/// How often each intrusion has lost this host without its being closed to it.
#[derive(Component, Debug, Default)]
#[component(storage = "SparseSet")]
pub(super) struct Lives(pub(super) BTreeMap<Entity, u32>);

/// The adversary's hold on one host.
#[derive(Component, Clone, Copy, Debug)]
pub(super) struct Foothold {
    pub(super) host: HostRef,
    pub(super) privilege: Privilege,
    /// How often the intrusion had lost the host before, without its being closed to it.
    pub(super) life: u32,
}

/// A way back that the adversary has left on a host. It does nothing until it is used.
#[derive(Component, Clone, Copy, Debug)]
pub(super) struct Implant {
    pub(super) host: HostRef,
    /// Chance that an analysis finds it.
    pub(super) found: Probability,
}

/// Whose way back it is.
#[derive(Component, Debug)]
#[relationship(relationship_target = Implants)]
pub(super) struct ImplantOf(pub(super) Entity);

/// The ways back of an intrusion.
#[derive(Component, Debug)]
#[relationship_target(relationship = ImplantOf)]
pub(super) struct Implants(Vec<Entity>);

/// On which host a way back is.
#[derive(Component, Debug)]
#[relationship(relationship_target = Hides)]
pub(super) struct HiddenOn(pub(super) Entity);

/// The ways back on a host.
#[derive(Component, Debug)]
#[relationship_target(relationship = HiddenOn)]
pub(super) struct Hides(Vec<Entity>);

/// Whose foothold it is.
#[derive(Component, Debug)]
#[relationship(relationship_target = Footholds)]
pub(super) struct FootholdOf(pub(super) Entity);

/// The footholds of an intrusion.
#[derive(Component, Debug)]
#[relationship_target(relationship = FootholdOf)]
pub(super) struct Footholds(Vec<Entity>);

/// On which host a foothold is.
#[derive(Component, Debug)]
#[relationship(relationship_target = HeldBy)]
pub(super) struct OnHost(pub(super) Entity);

/// The footholds on a host.
#[derive(Component, Debug)]
#[relationship_target(relationship = OnHost)]
pub(super) struct HeldBy(Vec<Entity>);

/// One campaign against one organisation.
#[derive(Component, Clone, Copy, Debug)]
pub(super) struct Intrusion {
    pub(super) campaign: CampaignId,
    pub(super) victim: OrgId,
    pub(super) key: StableKey,
}

impl Intrusion {
    pub(super) fn id(&self) -> IntrusionId {
        IntrusionId { campaign: self.campaign, victim: self.victim }
    }
}

/// Where each step of a campaign stands, by place.
#[derive(Component, Debug)]
pub(super) struct Progress(pub(super) Vec<StepState>);

/// How often each step of a campaign has been begun over again, by place.
#[derive(Component, Debug)]
pub(super) struct Rounds(pub(super) Vec<Round>);

/// How often a step has been begun over again.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Round {
    /// In all.
    pub(super) number: u32,
    /// By its own loop, since that loop began.
    pub(super) repeats: u32,
}

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StepState {
    /// What it needs is not done.
    Waiting,
    /// It is under way.
    Running,
    /// It took effect.
    Done,
    /// It will not be tried again.
    Failed,
}

/// How many hosts the intrusion holds now, and whether it ever held one.
#[derive(Component, Debug, Default)]
pub(super) struct Presence {
    pub(super) hosts: u32,
    pub(super) ever: bool,
    /// Ways back that are still there.
    pub(super) implants: u32,
    /// Answers under way that may bring it back.
    pub(super) hopes: u32,
}

/// Until when the adversary keeps still.
#[derive(Component, Clone, Copy, Debug)]
#[component(storage = "SparseSet")]
pub(super) struct Quiet(pub(super) SimTime);

/// The host groups that the adversary has found out about.
#[derive(Component, Debug, Default)]
pub(super) struct Discovered(pub(super) BTreeSet<GroupId>);

/// The data that the adversary has collected and not sent out yet.
#[derive(Component, Debug, Default)]
pub(super) struct Loot {
    /// Hosts whose data it has.
    pub(super) taken: BTreeSet<HostRef>,
    /// How much of it is still here (MB).
    pub(super) staged: u64,
    /// How much one piece is, while it is sent out (MB).
    pub(super) piece: u64,
}

/// What last stopped the intrusion at a control or an indicator.
#[derive(Component, Debug, Default)]
pub(super) struct LastStop(pub(super) Option<Obstacle>);

/// It holds credentials of the organisation.
#[derive(Component, Debug)]
#[component(storage = "SparseSet")]
pub(super) struct Credentials;

/// Steps by which its footholds spread by themselves.
#[derive(Component, Debug, Default)]
pub(super) struct Spreads(pub(super) Vec<StepId>);

/// Nothing more will come of it.
#[derive(Component, Debug)]
#[component(storage = "SparseSet")]
pub(super) struct Ended;

/// What it has shown of itself so far.
#[derive(Component, Debug, Default)]
pub(super) struct Emitted(pub(super) BTreeMap<Pattern, IndicatorKind>);

/// What it has left behind to mislead: as what it is taken, and how likely.
#[derive(Component, Debug, Default)]
pub(super) struct Planted(pub(super) BTreeMap<Pattern, (IndicatorKind, Probability)>);

/// When people last called because of it; none before the first time.
#[derive(Component, Debug, Default)]
pub(super) struct LastCall(pub(super) Option<SimTime>);

/// How often each indicator of the scenario has been replaced, by place.
#[derive(Debug, Resource)]
pub(super) struct Infrastructure {
    pub(super) generations: Vec<u16>,
    /// When each of them was, one after the other.
    pub(super) renewed: Vec<Vec<SimTime>>,
}

/// Deployed indicators of an organisation.
#[derive(Component, Debug)]
pub(super) struct Controls(pub(super) BTreeMap<Pattern, Control>);

/// One deployed indicator.
#[derive(Clone, Copy, Debug)]
pub(super) struct Control {
    pub(super) allowed: Use,
    pub(super) provenance: Provenance,
    pub(super) kind: IndicatorKind,
    pub(super) knowledge: Entity,
}

/// What an organisation is harder against than by nature, and what made it so.
#[derive(Component, Debug, Default)]
pub(super) struct Fortified(pub(super) BTreeMap<Against, Fortification>);

/// What teams have agreed on is done here: by each lesson, as far as it is in use.
#[derive(Component, Clone, Debug, Default)]
pub(super) struct Practised(pub(super) Uptakes);

/// Somebody looks closer at an organisation than usual.
#[derive(Component, Clone, Copy, Debug)]
#[component(storage = "SparseSet")]
pub(super) struct Vigilance {
    pub(super) since: SimTime,
    /// Factor on the odds that sensors see what they can see.
    pub(super) sensing: f64,
    /// By how much of the usual rate alarms for nothing are more frequent.
    pub(super) more_alarms: f64,
}

/// What the logs of an organisation hold, by pattern.
#[derive(Component, Debug)]
pub(super) struct Logs(pub(super) BTreeMap<Pattern, Vec<Trace>>);

/// Something left behind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trace {
    /// When it was left.
    pub(super) left: SimTime,
    /// Until when it is kept.
    pub(super) kept: SimTime,
    pub(super) intrusion: Entity,
    pub(super) host: Option<HostRef>,
}

impl Trace {
    pub(super) fn is_kept(&self, now: SimTime) -> bool {
        now <= self.kept
    }
}

/// What each pattern really is; what is not in it is harmless.
#[derive(Debug, Default, Resource)]
pub(crate) struct PatternBook(pub(super) BTreeMap<Pattern, Origin>);

/// The intrusion behind an alert; none behind harmless ones.
#[derive(Component, Clone, Copy, Debug)]
pub(super) struct Truth(pub(super) Option<Entity>);

/// What an incident is about. Teams carry it without being able to open it.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct Case {
    pub(super) intrusion: Option<Entity>,
    pub(super) key: StableKey,
}

impl Case {
    /// The key that the luck of this case goes by.
    pub(crate) fn key(&self) -> StableKey {
        self.key
    }
}
