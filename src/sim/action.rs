//! Actions: what is to happen, each handled by one system.

use bevy_ecs::entity::Entity;

use super::fact::{IncidentId, Pattern};
use super::ground::AlertDue;
use crate::scenario::model::{CampaignId, IndicatorKind, NoiseId, OrgId, StepId, TeamId, Trigger, WorkKind};

/// Something that will happen unless it is taken back.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// A campaign turns on an organisation.
    Launch(Launch),
    /// A step is tried.
    Attempt(Attempt),
    /// A spreading foothold tries the next host.
    Contact(Contact),
    /// What spreads befalls a host that it took.
    Befall(Befall),
    /// Somebody stops a worm everywhere.
    ThrowSwitch(ThrowSwitch),
    /// The adversary replaces an indicator.
    Rotate(Rotate),
    /// The next background alert arises.
    Noise(NoiseTick),
    /// Something harmless trips a false indicator.
    Misfire(Misfire),
    /// A block on something harmless is found out.
    LiftBlock(LiftBlock),
    /// An alert comes in.
    Alert(Box<AlertDue>),
    /// An alert has waited too long.
    Expire(Entity),
    /// Work is done.
    WorkDone {
        /// The work.
        work: Entity,
        /// Decides who deals with its result.
        kind: WorkKind,
    },
    /// The authority to contain is there.
    Authorised(Entity),
    /// An indicator comes into force.
    Deploy(Entity),
    /// An indicator has outlived its use.
    Retire(Entity),
    /// A team may share something.
    Share(Box<ShareDue>),
    /// A report is released.
    Release(Entity),
    /// A report arrives.
    Receive(Entity),
}

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
    pub(crate) attempt: u32,
}

/// A foothold tries a host for the `contact`th time, from zero.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Contact {
    pub(crate) foothold: Entity,
    pub(crate) step: StepId,
    pub(crate) contact: u32,
}

/// What spreads befalls a host that it took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Befall {
    pub(crate) foothold: Entity,
    pub(crate) step: StepId,
}

/// Somebody throws the kill switch of a campaign.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ThrowSwitch {
    pub(crate) campaign: CampaignId,
}

/// The adversary replaces an indicator, if it is still of this generation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rotate {
    pub(crate) campaign: CampaignId,
    pub(crate) indicator: usize,
    pub(crate) generation: u16,
}

/// The `count`th background alert of a source, from zero.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NoiseTick {
    pub(crate) noise: NoiseId,
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
#[derive(Clone, Copy, Debug)]
pub(crate) struct LiftBlock {
    pub(crate) organisation: OrgId,
    pub(crate) hosts: u32,
}

/// A team may share what it knows of an incident.
#[derive(Clone, Debug)]
pub(crate) struct ShareDue {
    pub(crate) team: TeamId,
    pub(crate) incident: IncidentId,
    /// The key that the luck of the incident goes by.
    pub(crate) key: crate::engine::StableKey,
    pub(crate) trigger: Trigger,
    pub(crate) patterns: Vec<(Pattern, IndicatorKind)>,
}
