//! What all models share: a plain 4-ary heap, a hash of what happened, and how turns are timed.

use std::cmp::Ordering;

use coalition::engine::StableKey;
use coalition::units::SimTime;
use dary_heap::QuaternaryHeap;

/// How much happened, and a hash of what and when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) events: u64,
    hash: u64,
}

impl Tally {
    #[inline]
    pub(crate) fn note(&mut self, now: SimTime, place: u32) {
        let what = now.as_micros().cast_unsigned() ^ u64::from(place) << 40;
        self.hash = (self.hash ^ what).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
        self.events += 1;
    }
}

/// What somebody would write who needs a queue and no more: time, name, order of arrival, and whom it concerns. Nothing
/// can be taken back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub(crate) at: SimTime,
    pub(crate) key: StableKey,
    pub(crate) sequence: u32,
    pub(crate) place: u32,
}

impl Ord for Entry {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        (other.at, other.key, other.sequence).cmp(&(self.at, self.key, self.sequence))
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

/// A plain heap of such entries.
#[derive(Default)]
pub(crate) struct Heap {
    entries: QuaternaryHeap<Entry>,
    sequence: u32,
}

impl Heap {
    #[inline]
    pub(crate) fn push(&mut self, at: SimTime, key: StableKey, place: u32) {
        self.entries.push(Entry { at, key, sequence: self.sequence, place });
        self.sequence += 1;
    }

    #[inline]
    pub(crate) fn next(&mut self, end: SimTime) -> Option<Entry> {
        if self.entries.peek()?.at > end { None } else { self.entries.pop() }
    }
}

pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values[values.len() / 2]
}

#[expect(clippy::disallowed_types, clippy::disallowed_methods, reason = "a benchmark reads the clock")]
pub(crate) fn timed<W, R>(mut what: W, run: impl FnOnce(&mut W) -> R) -> (f64, R) {
    let start = std::time::Instant::now();
    let result = run(&mut what);
    (start.elapsed().as_secs_f64(), result)
}
