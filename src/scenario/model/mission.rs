//! Missions: what an organisation is there for, what that needs, and what it loses without.

use std::cmp::Ordering;
use std::sync::Arc;

use super::{GroupId, Name, OrgId, index_type};
use crate::units::{Probability, Span};

index_type! {
    /// Place of a mission in [`super::Scenario::missions`].
    MissionId(u16);
    /// Place of a phase in [`Mission::phases`].
    PhaseId(u16);
}

/// A function of an organisation.
#[derive(Clone, Debug)]
pub struct Mission {
    /// Id and label.
    pub name: Name,
    /// Whose it is.
    pub organisation: OrgId,
    /// What its level follows from.
    pub needs: Dependency,
    /// How many leaves of hosts are in `needs`.
    pub leaves: usize,
    /// The missions that it needs, sorted.
    pub after: Vec<MissionId>,
    /// Missions that it needs have a lower rank.
    pub rank: u16,
    /// What is wanted of it, from before STARTEX until the first phase begins.
    pub demand: Demand,
    /// Later phases, by their beginning.
    pub phases: Vec<MissionPhase>,
}

/// What is wanted of a mission.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Demand {
    /// Level that it must have.
    pub required: Probability,
    /// Value lost per hour at level 0.
    pub value: f64,
}

/// A phase of the exercise, as a mission sees it.
#[derive(Clone, Debug)]
pub struct MissionPhase {
    /// When it begins, from STARTEX.
    pub from: Span,
    /// What people call it; empty where they do not.
    pub label: Arc<str>,
    /// What is wanted from then on.
    pub demand: Demand,
}

/// What a level from 0 to 1 follows from: a multi-state coherent system (Barlow and Wu: "Coherent systems with
/// multi-state components", Mathematics of Operations Research 3(4), 1978).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dependency {
    /// Hosts.
    Hosts(HostsNeeded),
    /// The `count`th best of these levels: all of them (in series), any (in parallel), or k of n.
    AtLeast {
        /// From 1 to the number of parts.
        count: usize,
        /// The parts, in an order that does not depend on how they were written.
        of: Vec<Dependency>,
    },
    /// The mean of these levels, by weight.
    Weighted(Vec<(Weight, Dependency)>),
    /// The level of another mission.
    Mission(MissionId),
}

/// Hosts that a mission needs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HostsNeeded {
    /// Which, sorted.
    pub groups: Vec<GroupId>,
    /// How many these are.
    pub hosts: u32,
    /// How many of them make level 1, at least one.
    pub needed: u32,
    /// Whether fewer give a part of the level, or nothing.
    pub graded: bool,
    /// Number of this leaf in its mission.
    pub leaf: usize,
}

impl HostsNeeded {
    /// The level when so many of the hosts are out of service.
    pub fn level(&self, out: u32) -> f64 {
        let up = self.hosts.saturating_sub(out);
        if up >= self.needed {
            1.0
        } else if self.graded {
            f64::from(up) / f64::from(self.needed)
        } else {
            0.0
        }
    }
}

/// How much a part counts: a finite number above 0.
#[derive(Clone, Copy, Debug)]
pub struct Weight(pub f64);

impl Ord for Weight {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Weight {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Weight {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Weight {}

impl Dependency {
    /// The level, where `out` says how many hosts of a leaf are out of service, and `of` the level of a mission.
    ///
    /// It is 1 where nothing is out, and never rises when more is out, to the last bit.
    pub fn level(&self, out: &impl Fn(usize) -> u32, of: &impl Fn(MissionId) -> f64) -> f64 {
        match self {
            Self::Hosts(hosts) => hosts.level(out(hosts.leaf)),
            Self::AtLeast { count, of: parts } => {
                let mut levels: Vec<f64> = parts.iter().map(|part| part.level(out, of)).collect();
                levels.sort_unstable_by(|a, b| b.total_cmp(a));
                levels.get(count - 1).copied().unwrap_or(0.0)
            }
            Self::Weighted(parts) => {
                let (mut sum, mut total) = (0.0, 0.0);
                for (weight, part) in parts {
                    sum += weight.0 * part.level(out, of);
                    total += weight.0;
                }
                sum / total
            }
            Self::Mission(id) => of(*id),
        }
    }

    /// All leaves of hosts.
    pub fn leaves(&self) -> Vec<&HostsNeeded> {
        match self {
            Self::Hosts(hosts) => vec![hosts],
            Self::AtLeast { of, .. } => of.iter().flat_map(Self::leaves).collect(),
            Self::Weighted(parts) => parts.iter().flat_map(|(_, part)| part.leaves()).collect(),
            Self::Mission(_) => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(leaf: usize, hosts: u32, needed: u32, graded: bool) -> Dependency {
        Dependency::Hosts(HostsNeeded { groups: Vec::new(), hosts, needed, graded, leaf })
    }

    fn level(needs: &Dependency, out: &[u32]) -> f64 {
        needs.level(&|leaf| out[leaf], &|_| 0.25)
    }

    #[test]
    fn hosts_work_or_not_or_by_their_number() {
        for (out, step, ramp) in [(0, 1.0, 1.0), (2, 1.0, 1.0), (3, 0.0, 0.75), (6, 0.0, 0.0), (9, 0.0, 0.0)]
        {
            assert_eq!(level(&hosts(0, 6, 4, false), &[out]), step, "{out}");
            assert_eq!(level(&hosts(0, 6, 4, true), &[out]), ramp, "{out}");
        }
    }

    #[test]
    fn k_of_n_is_the_kth_best_level() {
        let parts =
            || vec![hosts(0, 10, 10, true), hosts(1, 10, 10, true), Dependency::Mission(MissionId(0))];
        for (count, expected) in [(1, 0.9), (2, 0.4), (3, 0.25)] {
            let needs = Dependency::AtLeast { count, of: parts() };
            assert_eq!(level(&needs, &[1, 6]), expected, "{count}");
        }
    }

    #[test]
    fn a_weighted_mean_is_whole_only_when_all_parts_are() {
        let parts = vec![(Weight(3.0), hosts(0, 1, 1, false)), (Weight(1.0), hosts(1, 3, 1, false))];
        let needs = Dependency::Weighted(parts);
        for (out, expected) in [([0, 0], 1.0), ([1, 0], 0.25), ([0, 3], 0.75), ([1, 3], 0.0), ([0, 2], 1.0)] {
            assert_eq!(level(&needs, &out), expected, "{out:?}");
        }
        let odd = [0.1, 0.2, 0.7].map(|weight| (Weight(weight), hosts(0, 1, 1, false)));
        assert_eq!(level(&Dependency::Weighted(odd.to_vec()), &[0]), 1.0, "to the last bit");
    }
}
