//! Which of the hosts that a step could take it goes for first.

use std::collections::BTreeSet;

use super::terrain::{Field, Reach};
use crate::scenario::model::{Choose, GroupId, HostRef, OrgId, Scenario, ZoneId};

/// Hosts in the order in which they are gone for: all of one field before any of the next.
pub(super) struct Tiers<'a>(Vec<Field<'a>>);

impl<'a> Tiers<'a> {
    pub(super) fn new(
        scenario: &'a Scenario,
        victim: OrgId,
        targets: &[GroupId],
        reach: &Reach,
        choose: Choose,
        (held, discovered): (&[HostRef], &BTreeSet<GroupId>),
    ) -> Self {
        let field = |groups: &[GroupId]| Field::new(scenario, victim, groups, reach);
        let parts = match choose {
            Choose::Random => vec![targets.to_vec()],
            Choose::Nearest => nearest(scenario, targets, held),
            Choose::MostValuable => most_valuable(scenario, targets, discovered),
        };
        Self(parts.iter().map(|part| field(part)).collect())
    }

    /// The fields, first to last.
    pub(super) fn fields(&self) -> &[Field<'a>] {
        &self.0
    }
}

/// First what stands in a zone where the adversary already is.
fn nearest(scenario: &Scenario, targets: &[GroupId], held: &[HostRef]) -> Vec<Vec<GroupId>> {
    let zones: BTreeSet<ZoneId> = held.iter().map(|host| scenario.group(host.group).zone).collect();
    let (near, far) = targets.iter().partition(|group| zones.contains(&scenario.group(**group).zone));
    vec![near, far]
}

/// First the most valuable; what has not been discovered comes last, and all of it looks alike.
fn most_valuable(
    scenario: &Scenario,
    targets: &[GroupId],
    discovered: &BTreeSet<GroupId>,
) -> Vec<Vec<GroupId>> {
    let (mut known, unknown): (Vec<GroupId>, Vec<GroupId>) =
        targets.iter().partition(|group| discovered.contains(group));
    let value = |group: &GroupId| scenario.group(*group).value;
    known.sort_by(|a, b| value(b).total_cmp(&value(a)).then(a.cmp(b)));
    let mut parts: Vec<Vec<GroupId>> =
        known.chunk_by(|a, b| value(a).total_cmp(&value(b)).is_eq()).map(<[GroupId]>::to_vec).collect();
    parts.push(unknown);
    parts
}
