//! What is to happen and when: a calendar of actions with a lawful order and cheap cancelling.

use std::cmp::Ordering;

use bevy_ecs::resource::Resource;
use dary_heap::QuaternaryHeap;

use super::key::StableKey;
use crate::units::SimTime;

/// Which kind of action goes first at one and the same moment: lower before higher.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rank(pub u8);

/// The right to cancel one planned action. It is void once the action was handed out or cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket {
    slot: u32,
    generation: u32,
}

/// A line in the heap: 32 bytes, so that the four children of a node are two cache lines.
#[derive(Clone, Copy, Debug)]
struct Entry {
    at: SimTime,
    key: StableKey,
    /// The rank in the upper 8 bits, the sequence number in the lower 56.
    rank_and_sequence: u64,
    ticket: Ticket,
}

const SEQUENCE_BITS: u32 = 56;
const _: () = assert!(size_of::<Entry>() == 32);

/// The heap hands out the greatest first, so the earlier is the greater. No two entries of an agenda are equal.
impl Ord for Entry {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        other.at.cmp(&self.at).then_with(|| {
            let ranks =
                (other.rank_and_sequence >> SEQUENCE_BITS).cmp(&(self.rank_and_sequence >> SEQUENCE_BITS));
            ranks
                .then_with(|| other.key.cmp(&self.key))
                .then_with(|| other.rank_and_sequence.cmp(&self.rank_and_sequence))
        })
    }
}

impl PartialOrd for Entry {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Entry {}

/// Where the action of an entry waits. The generation counts the actions that left the slot.
#[derive(Clone, Debug)]
struct Slot<A> {
    generation: u32,
    action: Option<A>,
}

/// The actions to come, in a lawful order: by time, then rank, then stable key of whom it concerns. Only
/// actions of one key at one rank and moment go by the order in which they were scheduled, so the order in
/// which different entities plan changes nothing.
///
/// The clock shows the time of the last action handed out and never goes back.
#[derive(Clone, Debug, Resource)]
pub struct Agenda<A> {
    heap: QuaternaryHeap<Entry>,
    slots: Vec<Slot<A>>,
    free: Vec<u32>,
    sequence: u64,
    now: SimTime,
}

impl<A> Default for Agenda<A> {
    fn default() -> Self {
        Self::new()
    }
}

impl<A> Agenda<A> {
    /// Nothing is planned; the clock shows STARTEX.
    pub fn new() -> Self {
        Self {
            heap: QuaternaryHeap::new(),
            slots: Vec::new(),
            free: Vec::new(),
            sequence: 0,
            now: SimTime::STARTEX,
        }
    }

    /// Plans `action` of `key` for `at`. What is planned for the past happens now: time never goes back.
    #[inline]
    pub fn schedule(&mut self, at: SimTime, rank: Rank, key: StableKey, action: A) -> Ticket {
        let ticket = self.store(action);
        let rank_and_sequence = u64::from(rank.0) << SEQUENCE_BITS | self.sequence;
        self.sequence += 1;
        self.heap.push(Entry { at: at.max(self.now), key, rank_and_sequence, ticket });
        ticket
    }

    #[inline]
    fn store(&mut self, action: A) -> Ticket {
        if let Some(slot) = self.free.pop() {
            let place = &mut self.slots[slot as usize];
            place.action = Some(action);
            Ticket { slot, generation: place.generation }
        } else {
            self.slots.push(Slot { generation: 0, action: Some(action) });
            Ticket { slot: slot_number(self.slots.len() - 1), generation: 0 }
        }
    }

    /// Takes an action off the agenda, where it still waits.
    #[inline]
    fn take(&mut self, ticket: Ticket) -> Option<A> {
        let slot = self.slots.get_mut(ticket.slot as usize)?;
        if slot.generation != ticket.generation {
            return None;
        }
        let action = slot.action.take()?;
        slot.generation = slot.generation.wrapping_add(1);
        self.free.push(ticket.slot);
        Some(action)
    }

    /// Cancels what was planned, and says whether it was still to come.
    #[inline]
    pub fn cancel(&mut self, ticket: Ticket) -> bool {
        let cancelled = self.take(ticket).is_some();
        if cancelled && self.heap.len() > 64 && self.heap.len() / 4 > self.len() {
            self.sweep();
        }
        cancelled
    }

    /// Drops the entries of cancelled actions, which otherwise leave when their time comes. Called once they
    /// are three in four, it costs each cancelling a constant.
    #[cold]
    fn sweep(&mut self) {
        let slots = &self.slots;
        self.heap.retain(|entry| slots[entry.ticket.slot as usize].generation == entry.ticket.generation);
    }

    /// Hands out the next action at or before `end` and moves the clock to it; `None`, and the clock stays,
    /// where nothing is planned until then.
    #[inline]
    pub fn next(&mut self, end: SimTime) -> Option<(SimTime, A)> {
        while self.heap.peek()?.at <= end {
            let entry = self.heap.pop()?;
            if let Some(action) = self.take(entry.ticket) {
                self.now = entry.at;
                return Some((entry.at, action));
            }
        }
        None
    }

    /// The time of the last action handed out.
    #[inline]
    pub fn now(&self) -> SimTime {
        self.now
    }

    /// How many actions are to come, the cancelled ones apart.
    pub fn len(&self) -> usize {
        self.slots.len() - self.free.len()
    }

    /// Whether nothing is to come.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Drops all that is planned and puts the clock to STARTEX, for the next run; the memory is kept.
    pub fn clear(&mut self) {
        self.start_at(SimTime::STARTEX);
    }

    /// Drops all that is planned and puts the clock to `at`: where a run begins before or after STARTEX. Call
    /// it before planning.
    pub fn start_at(&mut self, at: SimTime) {
        self.heap.clear();
        self.free.clear();
        self.free.extend((0..slot_number(self.slots.len())).rev());
        for slot in &mut self.slots {
            if slot.action.take().is_some() {
                slot.generation = slot.generation.wrapping_add(1);
            }
        }
        self.now = at;
    }
}

#[expect(clippy::expect_used, reason = "2^32 entries of 32 bytes do not fit into memory")]
fn slot_number(index: usize) -> u32 {
    u32::try_from(index).expect("fewer than 2^32 planned actions")
}

#[cfg(test)]
mod tests;
