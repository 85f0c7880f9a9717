//! What went from whom to whom, so that answers find their way.

use std::collections::{BTreeMap, BTreeSet};

use bevy_ecs::prelude::*;

use crate::engine::StableKey;
use crate::scenario::model::TeamId;
use crate::sim::fact::{IncidentId, ItemId, Pattern};

/// The items that were sent, by number.
#[derive(Debug, Default, Resource)]
pub(crate) struct Ledger {
    entries: BTreeMap<ItemId, Entry>,
    sent: BTreeMap<(TeamId, Pattern), Vec<ItemId>>,
    told_of: BTreeMap<(TeamId, IncidentId), Vec<ItemId>>,
    got: BTreeMap<(TeamId, Pattern), Vec<ItemId>>,
    /// Sightings of each item that its sender was told of, by their occasion.
    sighted: BTreeSet<(ItemId, StableKey)>,
    /// How many items went from whom to whom, and how many of them have arrived.
    flows: BTreeMap<(TeamId, TeamId), (u64, u64)>,
    /// Items that their senders take back.
    taken_back: BTreeSet<ItemId>,
    /// Of them, those of which the receiver has heard.
    retracted: BTreeSet<ItemId>,
}

/// An item that was sent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// Place of its policy in the strategy.
    pub(super) policy: usize,
    /// What the sender has sent.
    pub(super) pattern: Pattern,
    /// What the receiver has got.
    pub(super) arrived: Pattern,
    /// The key that the luck of its answers goes by.
    pub(super) key: StableKey,
}

impl Ledger {
    pub(super) fn note_sent(
        &mut self,
        (from, to): (TeamId, TeamId),
        item: ItemId,
        incident: IncidentId,
        entry: Entry,
    ) {
        self.flows.entry((from, to)).or_default().0 += 1;
        self.entries.insert(item, entry);
        self.sent.entry((from, entry.pattern)).or_default().push(item);
        self.told_of.entry((from, incident)).or_default().push(item);
    }

    pub(super) fn note_arrived(&mut self, from: TeamId, to: TeamId, items: usize) {
        self.flows.entry((from, to)).or_default().1 += items as u64;
    }

    /// How many items a team has sent to another, and how many it has received from there.
    pub(super) fn balance(&self, team: TeamId, other: TeamId) -> (u64, u64) {
        let flow = |from, to| self.flows.get(&(from, to)).copied().unwrap_or_default();
        (flow(team, other).0, flow(other, team).1)
    }

    /// Notes that a team has taken an item in; false where it had been taken back before.
    pub(super) fn note_got(&mut self, to: TeamId, item: ItemId, pattern: Pattern) -> bool {
        if self.retracted.contains(&item) {
            return false;
        }
        if let Some(entry) = self.entries.get_mut(&item) {
            entry.arrived = pattern;
        }
        self.got.entry((to, pattern)).or_default().push(item);
        true
    }

    pub(super) fn entry(&self, item: ItemId) -> Option<Entry> {
        self.entries.get(&item).copied()
    }

    /// The items by which a team knows a pattern, less those of which their senders have heard for this occasion.
    pub(super) fn claim_sightings(
        &mut self,
        team: TeamId,
        pattern: Pattern,
        occasion: StableKey,
    ) -> Vec<ItemId> {
        let items = self.got.get(&(team, pattern)).cloned().unwrap_or_default();
        items.into_iter().filter(|item| self.sighted.insert((*item, occasion))).collect()
    }

    /// The items by which a team has told of a pattern, and has not taken back.
    pub(super) fn claim_pattern(&mut self, team: TeamId, pattern: Pattern) -> Vec<ItemId> {
        let items = self.sent.get(&(team, pattern)).cloned().unwrap_or_default();
        items.into_iter().filter(|item| self.taken_back.insert(*item)).collect()
    }

    /// The items by which a team has told of an incident, and has not taken back.
    pub(super) fn claim_case(&mut self, team: TeamId, incident: IncidentId) -> Vec<ItemId> {
        let items = self.told_of.get(&(team, incident)).cloned().unwrap_or_default();
        items.into_iter().filter(|item| self.taken_back.insert(*item)).collect()
    }

    pub(super) fn note_retracted(&mut self, item: ItemId) {
        self.retracted.insert(item);
    }
}
