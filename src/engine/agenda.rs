//! What is to happen and when: a calendar of actions with a lawful order and cheap cancelling.

use std::cmp::Ordering;
use std::num::NonZeroU32;

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
    generation: NonZeroU32,
}

/// A line in the heap: 32 bytes, so that the four children of a node are two to three cache lines.
///
/// Time, rank, key and sequence lie in three words, in the order in which they count.
#[derive(Clone, Copy, Debug)]
struct Entry {
    at: SimTime,
    /// The rank (8 bits), the upper bits of the key (56).
    then: u64,
    /// The lower bits of the key (8), the sequence number (56).
    last: u64,
    ticket: Ticket,
}

const _: () = assert!(size_of::<Entry>() == 32 && size_of::<Option<Ticket>>() == 8);

impl Entry {
    #[inline]
    fn new(at: SimTime, rank: Rank, key: StableKey, sequence: u64, ticket: Ticket) -> Self {
        let (rank, key) = (u64::from(rank.0), key.as_u64());
        Self { at, then: rank << 56 | key >> 8, last: key << 56 | sequence, ticket }
    }

    /// Whether this is handed out before the other; never so for an entry and itself.
    ///
    /// A branch on the time first, not one comparison of a wide number: the processor guesses ahead through the
    /// heap, which the worm bench shows to be worth a tenth of the run.
    #[inline]
    fn is_before(&self, other: &Self) -> bool {
        if self.at == other.at {
            (self.then, self.last) < (other.then, other.last)
        } else {
            self.at < other.at
        }
    }
}

/// The heap hands out the greatest first, so the earlier is the greater. No two entries of an agenda are equal.
impl Ord for Entry {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        (other.at, other.then, other.last).cmp(&(self.at, self.then, self.last))
    }
}

impl PartialOrd for Entry {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }

    #[inline]
    fn lt(&self, other: &Self) -> bool {
        other.is_before(self)
    }

    #[inline]
    fn le(&self, other: &Self) -> bool {
        !self.is_before(other)
    }

    #[inline]
    fn gt(&self, other: &Self) -> bool {
        self.is_before(other)
    }

    #[inline]
    fn ge(&self, other: &Self) -> bool {
        !other.is_before(self)
    }
}

impl PartialEq for Entry {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Entry {}

/// Where an action waits: generation and action side by side, since whoever asks for one mostly wants the other.
#[derive(Clone, Debug)]
struct Slot<A> {
    /// How many actions have left the slot, and one: a ticket of another generation is void.
    generation: NonZeroU32,
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
    /// Whether the first entry was handed out, and lies there still: what is planned next can take its place, which
    /// puts the heap in order once and not twice. Most of what happens plans something.
    spent: bool,
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
            spent: false,
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
        let entry = Entry::new(at.max(self.now), rank, key, self.sequence, ticket);
        self.sequence += 1;
        if std::mem::take(&mut self.spent)
            && let Some(mut first) = self.heap.peek_mut()
        {
            *first = entry;
        } else {
            self.heap.push(entry);
        }
        ticket
    }

    #[inline]
    fn store(&mut self, action: A) -> Ticket {
        if let Some(slot) = self.free.pop() {
            let at = &mut self.slots[slot as usize];
            at.action = Some(action);
            Ticket { slot, generation: at.generation }
        } else {
            let ticket = Ticket { slot: slot_number(self.slots.len()), generation: NonZeroU32::MIN };
            self.slots.push(Slot { generation: ticket.generation, action: Some(action) });
            ticket
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
        slot.generation = following(slot.generation);
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
        self.spent = false; // what was handed out has gone as well
    }

    /// Hands out the next action at or before `end` and moves the clock to it; `None`, and the clock stays,
    /// where nothing is planned until then.
    #[inline]
    pub fn next(&mut self, end: SimTime) -> Option<(SimTime, A)> {
        loop {
            if std::mem::take(&mut self.spent) {
                self.heap.pop();
            }
            let entry = *self.heap.peek()?;
            if entry.at > end {
                return None;
            }
            self.spent = true;
            if let Some(action) = self.take(entry.ticket) {
                self.now = entry.at;
                return Some((entry.at, action));
            }
        }
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
        self.spent = false;
        self.free.clear();
        self.free.extend((0..slot_number(self.slots.len())).rev());
        for slot in &mut self.slots {
            if slot.action.take().is_some() {
                slot.generation = following(slot.generation);
            }
        }
        self.now = at;
    }
}

/// The generation after this one: the count starts anew after 2^32 actions in one slot.
#[inline]
fn following(generation: NonZeroU32) -> NonZeroU32 {
    generation.checked_add(1).unwrap_or(NonZeroU32::MIN)
}

#[expect(clippy::expect_used, reason = "2^32 entries of 32 bytes do not fit into memory")]
fn slot_number(index: usize) -> u32 {
    u32::try_from(index).expect("fewer than 2^32 planned actions")
}

#[cfg(test)]
mod tests;
