//! The luck of one replicate: every random question is answered by who asks, what for and the how-manieth
//! time, so an answer depends neither on the order of questions nor on what else was asked.

use std::convert::Infallible;
use std::num::NonZeroU64;

use bevy_ecs::resource::Resource;
use rand::rand_core::{TryRng, utils};

use super::key::{StableKey, avalanche};
use super::philox::philox4x32_10;
use super::variate;
use crate::units::{Distribution, Probability, Span};

/// Keeps a purpose and an entity of the same name apart.
const PURPOSE: u64 = 0x2436_a885_a308_d313;
/// What the key of Philox grows by from block to block of one draw; not Philox's own Weyl increments.
const LANE: u64 = 0xd1b5_4a32_d192_ed03;

/// What a random number is for. It is the hash of its name: another purpose shifts nothing.
///
/// ```
/// use coalition::engine::Purpose;
/// const DWELL: Purpose = Purpose::new("dwell");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Purpose(u64);

impl Purpose {
    /// The purpose of this name. Equal names are one purpose: use each name in one place.
    pub const fn new(name: &'static str) -> Self {
        Self(avalanche(StableKey::named(name).as_u64() ^ PURPOSE))
    }
}

/// The randomness of one replicate. Two arms of a replicate hold the same luck.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Resource)]
pub struct Luck {
    key: u64,
}

impl Luck {
    /// The luck of replicate number `replicate` under `seed`. Replicates of one seed never share a key.
    pub const fn new(seed: u64, replicate: u64) -> Self {
        Self { key: avalanche(avalanche(seed ^ LANE).wrapping_add(replicate)) }
    }

    /// The answer to the `ordinal`th question of `key` for `purpose`: a small generator of its own.
    ///
    /// The same question has the same answer, however often and from whichever thread it is asked. Count the
    /// ordinal for each key and purpose by itself (the third visit to this place), never across the run.
    #[inline]
    pub const fn draw(&self, key: StableKey, purpose: Purpose, ordinal: u64) -> Draw {
        let who = halves(key.as_u64().wrapping_add(purpose.0));
        let count = halves(ordinal);
        Draw::new([who[0], who[1], count[0], count[1]], self.key)
    }
}

/// A question as a number: who asks, what for and the how-manieth time, whatever the seed. For telling whether two runs have
/// asked the same questions.
#[inline]
pub const fn question(key: StableKey, purpose: Purpose, ordinal: u64) -> u64 {
    avalanche(key.as_u64().wrapping_add(purpose.0) ^ ordinal.wrapping_mul(LANE))
}

#[expect(clippy::cast_possible_truncation, reason = "the halves are what is wanted")]
const fn halves(word: u64) -> [u32; 2] {
    [word as u32, (word >> 32) as u32]
}

/// The answer to one random question: a generator that starts anew for each question.
///
/// Most questions take one number of it. What takes more (a rejection loop, a shuffle through rand's traits)
/// goes on in blocks of its own and shifts nobody else. It has 2^64 blocks of 128 bits.
#[derive(Clone, Debug)]
pub struct Draw {
    counter: [u32; 4],
    key: u64,
    block: [u32; 4],
    taken: usize,
}

impl Draw {
    #[inline]
    const fn new(counter: [u32; 4], key: u64) -> Self {
        Self { counter, key, block: philox4x32_10(counter, halves(key)), taken: 0 }
    }

    #[inline]
    fn word(&mut self) -> u32 {
        if self.taken == self.block.len() {
            self.key = self.key.wrapping_add(LANE);
            self.block = philox4x32_10(self.counter, halves(self.key));
            self.taken = 0;
        }
        let word = self.block[self.taken];
        self.taken += 1;
        word
    }

    #[inline]
    fn double_word(&mut self) -> u64 {
        let low = self.word();
        u64::from(low) | u64::from(self.word()) << 32
    }

    /// A number from the open interval (0, 1): the midpoints of 2^52 equal cells.
    ///
    /// With 53 bits the highest midpoint would round to 1, so it is 52.
    #[expect(clippy::cast_precision_loss, reason = "52 bits and a half are exact")]
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        const CELL: f64 = 1.0 / (1_u64 << 52) as f64;
        ((self.double_word() >> 12) as f64 + 0.5) * CELL
    }

    /// Whether it happens. Who is lucky at some probability is lucky at every higher one.
    #[inline]
    pub fn chance(&mut self, probability: Probability) -> bool {
        self.uniform() < probability.get()
    }

    /// A whole number from 0 to `bound` − 1, each exactly as likely.
    ///
    /// Lemire: "Fast random integer generation in an interval", ACM TOMACS 29(1), 2019.
    #[expect(clippy::cast_possible_truncation, reason = "the halves of the product are what is wanted")]
    #[inline]
    pub fn below(&mut self, bound: NonZeroU64) -> u64 {
        let bound = bound.get();
        let mut product = u128::from(self.double_word()) * u128::from(bound);
        if (product as u64) < bound {
            let uneven = bound.wrapping_neg() % bound;
            while (product as u64) < uneven {
                product = u128::from(self.double_word()) * u128::from(bound);
            }
        }
        (product >> 64) as u64
    }

    /// How long it takes; `None` where it does not happen. Takes one uniform: see [`variate::span_at`].
    #[inline]
    pub fn span(&mut self, distribution: &Distribution) -> Option<Span> {
        variate::span_at(distribution, self.uniform())
    }
}

/// Through this a draw is one of rand's generators (`Rng`), for shuffles and choices.
impl TryRng for Draw {
    type Error = Infallible;

    #[inline]
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.word())
    }

    #[inline]
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.double_word())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        utils::fill_bytes_via_next_word(bytes, || self.try_next_u32())
    }
}

#[cfg(test)]
mod tests;
