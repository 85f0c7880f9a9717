//! The components of ground truth: small, plain, and private to it.

use std::collections::BTreeMap;

use bevy_ecs::prelude::*;

use crate::engine::StableKey;
use crate::scenario::model::{CampaignId, HostRef, IndicatorKind, OrgId, StepId, Use};
use crate::sim::fact::{DownBy, IntrusionId, Obstacle, Origin, Pattern, Provenance};
use crate::units::SimTime;

/// A host that something has happened to.
#[derive(Component, Debug)]
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

/// The adversary's hold on one host.
#[derive(Component, Debug)]
pub(super) struct Foothold {
    pub(super) host: HostRef,
}

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

/// When people last called because of it; none before the first time.
#[derive(Component, Debug, Default)]
pub(super) struct LastCall(pub(super) Option<SimTime>);

/// How often a campaign has replaced each of its indicators.
#[derive(Component, Debug)]
pub(super) struct Infrastructure {
    pub(super) generations: Vec<u16>,
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

/// What the logs of an organisation hold, by pattern.
#[derive(Component, Debug)]
pub(super) struct Logs(pub(super) BTreeMap<Pattern, Vec<Trace>>);

/// Something left behind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trace {
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
