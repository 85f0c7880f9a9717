//! Names that stay the same whatever the order, the layout or the number of threads.

use std::fmt;

use bevy_ecs::component::Component;

/// The golden ratio in 64 bits, as in splitmix64.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
/// Parts the numbers of [`StableKey::index`] from the names of [`StableKey::child`].
const INDEX: u64 = 0x1319_8a2e_0370_7344;

/// The finaliser of splitmix64 (Steele, Lea, Flood 2014; Stafford's mix 13): a bijection in which each bit of
/// the input flips about half of the bits of the output.
pub(super) const fn avalanche(mut word: u64) -> u64 {
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

/// Who someone or something is: the hash of a stable name, never of an entity's index in memory.
///
/// The hash is FNV-1a over the bytes of the name followed by the finaliser of splitmix64; a path is hashed
/// step by step, so that `a/bc` and `ab/c` differ. It is part of what makes a result reproducible: its values
/// are the same on every platform and are pinned by tests. Two of *n* names collide with a probability of
/// about `n² / 2^65`: one in 37 million for a million names.
#[derive(Clone, Copy, Component, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StableKey(u64);

impl StableKey {
    /// The key of a name that stands by itself.
    pub const fn named(name: &str) -> Self {
        let bytes = name.as_bytes();
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        let mut at = 0;
        while at < bytes.len() {
            hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0000_0100_0000_01b3);
            at += 1;
        }
        Self(avalanche(hash))
    }

    /// The key of `name` within this: a host within a zone, a step within a campaign.
    #[must_use]
    pub const fn child(self, name: &str) -> Self {
        self.with(Self::named(name))
    }

    /// The key of the `number`th within this; never that of a child with this number as its name.
    #[must_use]
    pub const fn index(self, number: u64) -> Self {
        self.with(Self(avalanche(number ^ INDEX)))
    }

    /// The key of an ordered pair: `a.with(b)` is not `b.with(a)`.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(avalanche(avalanche(self.0.wrapping_add(GOLDEN)).wrapping_add(other.0)))
    }

    /// The hash itself.
    pub const fn as_u64(self) -> u64 {
        self.0
    }
}

/// Sixteen hexadecimal digits.
impl fmt::Display for StableKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Debug for StableKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StableKey({self})")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const NATO: StableKey = StableKey::named("nato");

    #[test]
    fn the_values_are_pinned() {
        // Worked out apart, in Python, from the description above.
        let pins = [
            (StableKey::named(""), "f52a15e9a9b5e89b"),
            (NATO, "b905009746a4fb06"),
            (NATO.child("web"), "137388a5c2db1e83"),
            (NATO.index(7), "bf17eb8397f1ef49"),
            (NATO.with(StableKey::named("eu")), "27283b93ab9683bb"),
        ];
        let actual: Vec<_> = pins.iter().map(|(key, _)| key.to_string()).collect();
        let pinned: Vec<_> = pins.iter().map(|(_, text)| (*text).to_owned()).collect();
        assert_eq!(actual, pinned);
    }

    #[test]
    fn a_path_is_more_than_its_letters() {
        let root = StableKey::named("");
        assert_ne!(root.child("a").child("bc"), root.child("ab").child("c"));
        assert_ne!(root.child("3"), root.index(3));
        assert_ne!(NATO.child("eu"), StableKey::named("eu").child("nato"));
        assert_ne!(NATO, root.child("nato"));
        assert_ne!(NATO.with(NATO), NATO);
    }

    #[test]
    fn no_two_of_many_similar_names_collide() {
        let mut seen = BTreeSet::new();
        for zone in 0..100 {
            let zone = NATO.child(&format!("zone-{zone}"));
            for host in 0..500 {
                assert!(seen.insert(zone.index(host)));
                assert!(seen.insert(zone.child(&host.to_string())));
            }
        }
    }

    #[test]
    fn one_letter_or_one_count_flips_about_half_of_the_bits() {
        let mut flipped = 0;
        for number in 0..1000_u64 {
            let name = number.to_string();
            let pairs = [
                (NATO.index(number), NATO.index(number ^ 1)),
                (NATO.child(&name), NATO.child(&format!("{name}x"))),
                (NATO.with(NATO.index(number)), NATO.index(number).with(NATO)),
            ];
            flipped += pairs.iter().map(|(a, b)| (a.as_u64() ^ b.as_u64()).count_ones()).sum::<u32>();
        }
        let mean = f64::from(flipped) / 3_000.0;
        assert!((mean - 32.0).abs() < 0.4, "{mean}"); // five standard errors of 4/√3000
    }

    #[test]
    fn every_bit_of_the_key_is_set_in_about_half_of_the_keys() {
        let count = 4_000_u64;
        for bit in 0..64 {
            let set = (0..count).filter(|n| NATO.index(*n).as_u64() >> bit & 1 == 1).count();
            assert!(set.abs_diff(2_000) < 160, "bit {bit}: {set}"); // five standard deviations of √1000
        }
    }
}
