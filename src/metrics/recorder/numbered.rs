//! What recorders keep by running numbers. These are dense, so a list does what a map would, in one step.

use std::marker::PhantomData;

use crate::sim::fact::{AlertId, WorkId};

/// A running number, from zero.
pub(super) trait Number: Copy {
    /// Its place in a list.
    fn place(self) -> usize;
}

impl Number for AlertId {
    fn place(self) -> usize {
        self.0 as usize
    }
}

impl Number for WorkId {
    fn place(self) -> usize {
        self.0 as usize
    }
}

/// A map from running numbers, in their order.
pub(super) struct Numbered<K, V> {
    slots: Vec<Option<V>>,
    keys: PhantomData<K>,
}

impl<K, V> Default for Numbered<K, V> {
    fn default() -> Self {
        Self { slots: Vec::new(), keys: PhantomData }
    }
}

impl<K: Number, V> Numbered<K, V> {
    /// Puts a value in, instead of the one that was there.
    pub(super) fn insert(&mut self, key: K, value: V) {
        let place = key.place();
        if place >= self.slots.len() {
            self.slots.resize_with(place + 1, || None);
        }
        self.slots[place] = Some(value);
    }

    /// The value of this number.
    pub(super) fn get(&self, key: K) -> Option<&V> {
        self.slots.get(key.place())?.as_ref()
    }

    /// The value of this number, to be changed.
    pub(super) fn get_mut(&mut self, key: K) -> Option<&mut V> {
        self.slots.get_mut(key.place())?.as_mut()
    }

    /// Takes the value of this number out.
    pub(super) fn remove(&mut self, key: K) -> Option<V> {
        self.slots.get_mut(key.place())?.take()
    }

    /// All values, in the order of their numbers.
    pub(super) fn values(&self) -> impl Iterator<Item = &V> {
        self.slots.iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_does_what_a_map_does() {
        let mut numbered = Numbered::default();
        for number in [3, 0, 7] {
            numbered.insert(WorkId(number), number * 10);
        }
        assert_eq!(numbered.remove(WorkId(0)), Some(0));
        assert_eq!((numbered.remove(WorkId(0)), numbered.remove(WorkId(99))), (None, None));
        numbered.insert(WorkId(3), 31);
        if let Some(value) = numbered.get_mut(WorkId(7)) {
            *value += 1;
        }
        assert_eq!((numbered.get(WorkId(1)), numbered.get(WorkId(3))), (None, Some(&31)));
        assert_eq!(numbered.values().copied().collect::<Vec<_>>(), [31, 71]);
    }
}
