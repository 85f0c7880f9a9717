//! What all styles share: the setting, the luck and the hash of what happened.

use std::num::NonZeroU64;

use coalition::engine::{Luck, Purpose, Rank, StableKey};
use coalition::units::{Distribution, SimTime, Span};

/// A worm among hosts of which each can reach each.
pub(crate) struct Setting {
    pub(crate) hosts: u32,
    pub(crate) hours: i64,
}

impl Setting {
    pub(crate) fn end(&self) -> SimTime {
        SimTime::STARTEX + Span::from_micros(self.hours * Span::HOUR.as_micros())
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = StableKey> {
        (0..self.hosts).map(|host| StableKey::named("host").index(u64::from(host)))
    }

    /// One host in ten is infected at the start.
    pub(crate) fn first_infected(&self) -> impl Iterator<Item = u32> + use<> {
        (0..self.hosts).step_by(10)
    }
}

/// What can happen to a host. An infection ends by recovery or by detection, whichever is first; it then
/// cancels the other and the next contact.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Contact,
    Recovery,
    Detection,
}

impl Kind {
    pub(crate) fn rank(self) -> Rank {
        Rank(self as u8)
    }
}

const GAP: Purpose = Purpose::new("gap");
const TARGET: Purpose = Purpose::new("target");
const RECOVERY: Purpose = Purpose::new("recovery");
const DETECTION: Purpose = Purpose::new("detection");

/// The questions that the worm asks its luck.
#[derive(Clone)]
pub(crate) struct Chances {
    luck: Luck,
    contact: Distribution,
    end: Distribution,
    hosts: NonZeroU64,
}

impl Chances {
    pub(crate) fn new(setting: &Setting) -> Self {
        let hours = |hours: i64| Span::from_micros(hours * Span::HOUR.as_micros());
        Self {
            luck: Luck::new(1, 0),
            contact: Distribution::Exponential { mean: hours(1) },
            end: Distribution::Exponential { mean: hours(6) },
            hosts: NonZeroU64::MIN.saturating_add(u64::from(setting.hosts) - 1),
        }
    }

    fn span(&self, key: StableKey, purpose: Purpose, ordinal: u32, distribution: &Distribution) -> Span {
        self.luck.draw(key, purpose, u64::from(ordinal)).span(distribution).unwrap_or(Span::LONGEST)
    }

    pub(crate) fn gap(&self, key: StableKey, contacts: u32) -> Span {
        self.span(key, GAP, contacts, &self.contact)
    }

    pub(crate) fn recovery(&self, key: StableKey, infections: u32) -> Span {
        self.span(key, RECOVERY, infections, &self.end)
    }

    pub(crate) fn detection(&self, key: StableKey, infections: u32) -> Span {
        self.span(key, DETECTION, infections, &self.end)
    }

    pub(crate) fn target(&self, key: StableKey, contacts: u32) -> u32 {
        self.luck.draw(key, TARGET, u64::from(contacts)).below(self.hosts) as u32
    }
}

/// How much happened, and a hash of what and when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) events: u64,
    hash: u64,
}

impl Tally {
    pub(crate) fn note(&mut self, now: SimTime, kind: Kind, host: u32) {
        let what = now.as_micros().cast_unsigned() ^ u64::from(host) << 40 ^ (kind as u64) << 62;
        self.hash = (self.hash ^ what).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
        self.events += 1;
    }
}
