//! The arrangement at work: what a team decides to share, how it travels, and what becomes of it.
//!
//! With and without sharing is one list of policies: an arm without sharing has none, and nothing here ever runs.

mod deliver;
mod prepare;

use std::collections::BTreeMap;

use bevy_ecs::prelude::*;

use super::action::ShareDue;
use super::fact::{ItemId, Pattern, ReportId};
use crate::engine::{Handler, StableKey};
use crate::scenario::model::{IndicatorKind, TeamId, Use};

/// A report from one team to another.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct Report {
    id: ReportId,
    /// Place of its policy in the strategy.
    policy: usize,
    /// The key that its luck goes by.
    key: StableKey,
}

/// The items of a report.
#[derive(Component, Clone, Debug)]
pub(crate) struct Contents(Vec<Item>);

/// One indicator for one receiver.
#[derive(Clone, Copy, Debug)]
struct Item {
    id: ItemId,
    pattern: Pattern,
    kind: IndicatorKind,
}

/// Reports that one piece of preparation makes ready.
#[derive(Component, Clone, Debug)]
pub(crate) struct Draft(Vec<Entity>);

/// What has been sent, or was held back for good, and for which use: by sender, receiver and indicator.
#[derive(Debug, Default, Resource)]
pub(crate) struct Sent(BTreeMap<(TeamId, TeamId, Pattern), Use>);

impl Sent {
    /// Notes that something goes to a receiver; false where it has gone there for the same use before.
    fn is_news(&mut self, from: TeamId, to: TeamId, pattern: Pattern, allowed: Use) -> bool {
        let before = self.0.insert((from, to, pattern), allowed);
        if let Some(before) = before.filter(|before| *before >= allowed) {
            self.0.insert((from, to, pattern), before);
            return false;
        }
        true
    }
}

/// Readies an empty world for sharing.
pub(crate) fn spawn(world: &mut World) {
    world.insert_resource(Sent::default());
}

/// The systems of the arrangement.
pub(crate) struct Handlers {
    pub(crate) share: Handler<ShareDue>,
    pub(crate) preparation_done: Handler<Entity>,
    pub(crate) release: Handler<Entity>,
    pub(crate) receive: Handler<Entity>,
    pub(crate) ingestion_done: Handler<Entity>,
    pub(crate) forgo: Handler<Entity>,
}

impl Handlers {
    pub(crate) fn new(world: &mut World) -> Self {
        Self {
            share: Handler::new(world, prepare::share),
            preparation_done: Handler::new(world, prepare::preparation_done),
            release: Handler::new(world, deliver::release),
            receive: Handler::new(world, deliver::receive),
            ingestion_done: Handler::new(world, deliver::ingestion_done),
            forgo: Handler::new(world, deliver::forgo),
        }
    }
}
