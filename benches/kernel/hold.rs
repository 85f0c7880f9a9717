//! The hold model (PHOLD): each event plans one at a random process, an exponential time later. So many are always planned
//! as there are processes.
//!
//! Fujimoto: "Performance of Time Warp under synthetic workloads", 1990.

use std::num::NonZeroU64;

use bevy_ecs::prelude::*;
use coalition::engine::{Agenda, Luck, Process, Purpose, Rank, StableKey, run_until};
use coalition::units::{Distribution, SimTime, Span};

use crate::common::{Heap, Tally};

const WHERE: Purpose = Purpose::new("where");
const WHEN: Purpose = Purpose::new("when");

#[derive(Clone)]
pub(crate) struct Chances {
    luck: Luck,
    gap: Distribution,
    count: NonZeroU64,
}

impl Chances {
    fn new(count: u32) -> Self {
        Self {
            luck: Luck::new(1, 0),
            gap: Distribution::Exponential { mean: Span::HOUR },
            count: NonZeroU64::MIN.saturating_add(u64::from(count) - 1),
        }
    }

    #[inline]
    fn next(&self, key: StableKey, held: u32) -> (u32, Span) {
        let place = self.luck.draw(key, WHERE, u64::from(held)).below(self.count) as u32;
        (place, self.luck.draw(key, WHEN, u64::from(held)).span(&self.gap).unwrap_or(Span::LONGEST))
    }
}

fn keys(count: u32) -> impl Iterator<Item = StableKey> {
    (0..count).map(|place| StableKey::named("process").index(u64::from(place)))
}

/// How often a process has had an event.
#[derive(Clone, Copy, Component, Default)]
pub(crate) struct Held(u32);

/// Plain arrays, with a queue of this kind.
pub(crate) struct Plain<Q> {
    keys: Vec<StableKey>,
    held: Vec<u32>,
    chances: Chances,
    queue: Q,
    end: SimTime,
}

/// What a plain loop takes its events from.
pub(crate) trait Queue: Default {
    fn push(&mut self, at: SimTime, key: StableKey, place: u32);
    fn next(&mut self, end: SimTime) -> Option<(SimTime, u32)>;
}

impl Queue for Heap {
    #[inline]
    fn push(&mut self, at: SimTime, key: StableKey, place: u32) {
        Self::push(self, at, key, place);
    }

    #[inline]
    fn next(&mut self, end: SimTime) -> Option<(SimTime, u32)> {
        Self::next(self, end).map(|entry| (entry.at, entry.place))
    }
}

impl Queue for Agenda<u32> {
    #[inline]
    fn push(&mut self, at: SimTime, key: StableKey, place: u32) {
        self.schedule(at, Rank(0), key, place);
    }

    #[inline]
    fn next(&mut self, end: SimTime) -> Option<(SimTime, u32)> {
        Self::next(self, end)
    }
}

impl<Q: Queue> Plain<Q> {
    pub(crate) fn new(count: u32, end: SimTime) -> Self {
        let keys: Vec<StableKey> = keys(count).collect();
        let (chances, mut queue) = (Chances::new(count), Q::default());
        for (key, place) in keys.iter().zip(0..) {
            queue.push(SimTime::STARTEX + chances.next(*key, 0).1, *key, place);
        }
        Self { held: vec![0; keys.len()], keys, chances, queue, end }
    }

    pub(crate) fn run(&mut self) -> Tally {
        let mut tally = Tally::default();
        while let Some((now, place)) = self.queue.next(self.end) {
            tally.note(now, place);
            let held = &mut self.held[place as usize];
            *held += 1;
            let (to, gap) = self.chances.next(self.keys[place as usize], *held);
            self.queue.push(now + gap, self.keys[to as usize], to);
        }
        tally
    }
}

/// On the engine, components as dense slices.
pub(crate) struct Engine {
    world: World,
    chances: Chances,
    agenda: Agenda<u32>,
    end: SimTime,
}

impl Engine {
    pub(crate) fn new(count: u32, end: SimTime) -> Self {
        let mut world = World::new();
        let processes: Vec<_> = keys(count).map(|key| (key, Held::default())).collect();
        world.spawn_batch(processes);
        let (chances, mut agenda) = (Chances::new(count), Agenda::new());
        for (key, place) in keys(count).zip(0..) {
            agenda.schedule(SimTime::STARTEX + chances.next(key, 0).1, Rank(0), key, place);
        }
        Self { world, chances, agenda, end }
    }

    #[expect(clippy::unwrap_used, reason = "all processes are in one table")]
    pub(crate) fn run(&mut self) -> Tally {
        let mut query = self.world.query::<(&StableKey, &mut Held)>();
        let (keys, mut held) = query.contiguous_iter_mut(&mut self.world).unwrap().next().unwrap();
        let (chances, agenda) = (&self.chances, &mut self.agenda);
        let mut running = Running { keys, held: &mut held, chances, agenda, tally: Tally::default() };
        run_until(&mut running, self.end);
        running.tally
    }
}

struct Running<'w> {
    keys: &'w [StableKey],
    held: &'w mut [Held],
    chances: &'w Chances,
    agenda: &'w mut Agenda<u32>,
    tally: Tally,
}

impl Process for Running<'_> {
    type Action = u32;

    fn agenda(&mut self) -> &mut Agenda<u32> {
        self.agenda
    }

    #[inline]
    fn execute(&mut self, now: SimTime, place: u32) {
        self.tally.note(now, place);
        let held = &mut self.held[place as usize].0;
        *held += 1;
        let (to, gap) = self.chances.next(self.keys[place as usize], *held);
        self.agenda.schedule(now + gap, Rank(0), self.keys[to as usize], to);
    }
}
