//! The arrangement at work: what a team decides to share, how it travels, and what becomes of it.
//!
//! With and without sharing is one list of policies: an arm without sharing has none, and nothing here ever runs.

mod channel;
mod deliver;
mod ledger;
mod limits;
mod prepare;
mod reply;

use std::collections::BTreeMap;
use std::sync::Arc;

use bevy_ecs::prelude::*;

use super::action::{Echo, Reply, ShareDue};
use super::fact::{IncidentId, ItemId, Object, Pattern, ReportId};
use super::setting::Setting;
use crate::engine::{Handler, StableKey};
use crate::scenario::model::{Reach, Severity, TeamId, Tlp, Use};
use crate::units::{SimTime, Span};

use limits::Candidate;

/// A report from one team to another.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct Report {
    id: ReportId,
    /// Place of its policy in the strategy.
    policy: usize,
    /// The key that its luck goes by.
    key: StableKey,
    /// Whether it says whose attack it is about.
    attributed: bool,
}

/// The items of a report.
#[derive(Component, Clone, Debug)]
pub(crate) struct Contents(Vec<Item>);

/// One object for one receiver.
#[derive(Clone, Debug)]
struct Item {
    id: ItemId,
    /// What it is about, as a value to compare with.
    pattern: Pattern,
    object: Object,
    tlp: Tlp,
    allowed: Use,
    /// The incident that it is of, and how bad that is, as the sender tells.
    incident: IncidentId,
    severity: Severity,
    /// When it was found or last seen, as the sender tells.
    seen: SimTime,
    /// The teams that it has passed, the sender included.
    through: Arc<[TeamId]>,
}

/// Reports that one piece of preparation makes ready.
#[derive(Component, Clone, Debug)]
pub(crate) struct Draft(Vec<Entity>);

/// From whom, to whom, and what.
type Way = (TeamId, TeamId, Pattern);

/// What has been sent, or was held back for good, for which use and for whom.
#[derive(Debug, Default, Resource)]
pub(crate) struct Sent(BTreeMap<Way, (Use, Reach)>);

impl Sent {
    /// Whether it has not gone there yet for all of this.
    fn is_news(&self, way: Way, (allowed, reach): (Use, Reach)) -> bool {
        self.0.get(&way).is_none_or(|before| before.0 < allowed || before.1 < reach)
    }

    /// Notes that it was taken back, so that it would be news again.
    fn forget(&mut self, way: Way) {
        self.0.remove(&way);
    }

    /// Notes that it goes there.
    fn note(&mut self, way: Way, (allowed, reach): (Use, Reach)) {
        let sent = self.0.entry(way).or_insert((allowed, reach));
        *sent = (sent.0.max(allowed), sent.1.max(reach));
    }
}

/// What was confirmed and waits for the time at which it is shared: by team and by how often that is.
#[derive(Debug, Default, Resource)]
pub(crate) struct Pending(BTreeMap<(TeamId, Span), Vec<Candidate>>);

/// Readies an empty world for sharing.
pub(crate) fn spawn(world: &mut World, setting: &Setting) {
    world.insert_resource(Sent::default());
    world.insert_resource(Pending::default());
    world.insert_resource(channel::Lines::of(&setting.scenario));
    world.insert_resource(ledger::Ledger::default());
}

/// The systems of the arrangement.
pub(crate) struct Handlers {
    pub(crate) share: Handler<ShareDue>,
    pub(crate) preparation_done: Handler<Entity>,
    pub(crate) release: Handler<Entity>,
    pub(crate) receive: Handler<Entity>,
    pub(crate) ingestion_done: Handler<Entity>,
    pub(crate) forgo: Handler<Entity>,
    pub(crate) reply: Handler<Reply>,
    pub(crate) echo: Handler<Echo>,
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
            reply: Handler::new(world, reply::reply),
            echo: Handler::new(world, reply::echo),
        }
    }
}
