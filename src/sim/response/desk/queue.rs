//! Who goes first.

use crate::engine::StableKey;
use crate::scenario::model::{Order, Priority, WorkKind};
use crate::sim::fact::WorkId;
use crate::units::SimTime;

/// What goes before what, arrival aside: the lower goes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Class(u8, u8);

impl Class {
    pub(super) fn of(order: Order, priority: Priority, kind: WorkKind) -> Self {
        match order {
            Order::Fifo => Self::default(),
            Order::Urgency => Self(0, kind as u8),
            Order::Priority => Self(Priority::High as u8 - priority as u8, kind as u8),
        }
    }
}

/// A place in a queue: equals go by arrival, then by name. No two are the same, even where one thing is done twice at the
/// same moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) class: Class,
    pub(super) since: SimTime,
    pub(super) key: StableKey,
    pub(super) id: WorkId,
}

/// How urgent work is that has nothing about it that says so.
pub(super) fn priority(kind: WorkKind) -> Priority {
    match kind {
        WorkKind::Containment | WorkKind::Analysis | WorkKind::EmergencyPatching => Priority::High,
        WorkKind::Reporting
        | WorkKind::Hunting
        | WorkKind::Triage
        | WorkKind::Ingestion
        | WorkKind::FeedIntake
        | WorkKind::Preparation
        | WorkKind::Submission
        | WorkKind::Engineering
        | WorkKind::Hardening => Priority::Medium,
        WorkKind::Eradication
        | WorkKind::Recovery
        | WorkKind::Patching
        | WorkKind::Review
        | WorkKind::Consultation => Priority::Low,
    }
}

/// Whether work may be given up undone. What is about an incident may not, nor what was promised to others.
pub(super) fn may_be_lost(kind: WorkKind) -> bool {
    matches!(kind, WorkKind::Triage | WorkKind::Hunting | WorkKind::Ingestion | WorkKind::FeedIntake)
}
