//! The baseline: arrays, a 4-ary heap, and epochs by which cancelled entries are skipped.

use std::cmp::Ordering;

use coalition::engine::StableKey;
use coalition::units::SimTime;
use dary_heap::QuaternaryHeap;

use crate::model::{Chances, Kind, Setting, Tally};

struct Entry {
    at: SimTime,
    key: StableKey,
    kind: Kind,
    sequence: u32,
    host: u32,
    epoch: u32,
}

impl Entry {
    fn order(&self) -> (SimTime, u8, StableKey, u32) {
        (self.at, self.kind as u8, self.key, self.sequence)
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        other.at.cmp(&self.at).then_with(|| other.order().cmp(&self.order()))
    }
}

impl PartialOrd for Entry {
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

pub(crate) struct Worm {
    chances: Chances,
    end: SimTime,
    first: Vec<u32>,
    heap: QuaternaryHeap<Entry>,
    sequence: u32,
    keys: Vec<StableKey>,
    infected: Vec<bool>,
    epochs: Vec<u32>,
    contacts: Vec<u32>,
    infections: Vec<u32>,
}

impl Worm {
    pub(crate) fn new(setting: &Setting) -> Self {
        let count = setting.hosts as usize;
        Self {
            chances: Chances::new(setting),
            end: setting.end(),
            first: setting.first_infected().collect(),
            heap: QuaternaryHeap::new(),
            sequence: 0,
            keys: setting.keys().collect(),
            infected: vec![false; count],
            epochs: vec![0; count],
            contacts: vec![0; count],
            infections: vec![0; count],
        }
    }

    fn push(&mut self, at: SimTime, kind: Kind, host: u32) {
        let (key, epoch) = (self.keys[host as usize], self.epochs[host as usize]);
        self.heap.push(Entry { at, key, kind, sequence: self.sequence, host, epoch });
        self.sequence += 1;
    }

    fn contact_later(&mut self, now: SimTime, host: u32) {
        let gap = self.chances.gap(self.keys[host as usize], self.contacts[host as usize]);
        self.push(now + gap, Kind::Contact, host);
    }

    fn infect(&mut self, now: SimTime, host: u32) {
        let index = host as usize;
        if self.infected[index] {
            return;
        }
        self.infected[index] = true;
        let (key, count) = (self.keys[index], self.infections[index]);
        self.infections[index] += 1;
        self.contact_later(now, host);
        self.push(now + self.chances.recovery(key, count), Kind::Recovery, host);
        self.push(now + self.chances.detection(key, count), Kind::Detection, host);
    }

    pub(crate) fn run(&mut self) -> Tally {
        let mut tally = Tally::default();
        for host in std::mem::take(&mut self.first) {
            self.infect(SimTime::STARTEX, host);
        }
        while self.heap.peek().is_some_and(|entry| entry.at <= self.end)
            && let Some(Entry { at: now, kind, host, epoch, .. }) = self.heap.pop()
        {
            let index = host as usize;
            if epoch != self.epochs[index] {
                continue;
            }
            tally.note(now, kind, host);
            if let Kind::Contact = kind {
                let target = self.chances.target(self.keys[index], self.contacts[index]);
                self.contacts[index] += 1;
                self.contact_later(now, host);
                self.infect(now, target);
            } else {
                self.infected[index] = false;
                self.epochs[index] += 1;
            }
        }
        tally
    }
}
