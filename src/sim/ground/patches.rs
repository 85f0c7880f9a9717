//! Patches: which hosts a scan finds without one, and which have got it.

use std::collections::BTreeMap;

use bevy_ecs::prelude::*;

use super::access::is_vulnerable;
use crate::scenario::model::{GroupId, HostGroup, HostRef, VulnerabilityId};
use crate::sim::script::Script;

/// The hosts of a group are patched in at most so many pieces: they are remembered as bits.
const PIECES: u32 = 50;

/// A part of a group that is patched at one go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) vulnerability: VulnerabilityId,
    pub(crate) group: GroupId,
    /// Number of the piece in its group, from zero.
    pub(crate) number: u32,
}

/// Which pieces of which groups are patched against what. It grows with the work done, not with the hosts.
#[derive(Debug, Default, Resource)]
pub(crate) struct Patches(BTreeMap<(VulnerabilityId, GroupId), u64>);

impl Patches {
    pub(super) fn close(&mut self, piece: Piece) {
        *self.0.entry((piece.vulnerability, piece.group)).or_default() |= 1 << piece.number;
    }

    pub(super) fn touch(&self, group: GroupId, vulnerability: VulnerabilityId) -> bool {
        self.0.contains_key(&(vulnerability, group))
    }

    pub(super) fn covers(&self, host: HostRef, group: &HostGroup, vulnerability: VulnerabilityId) -> bool {
        let done = self.0.get(&(vulnerability, host.group));
        done.is_some_and(|done| done >> (host.number / size(group)) & 1 == 1)
    }
}

/// Hosts in a piece; the last may have fewer.
fn size(group: &HostGroup) -> u32 {
    group.count.div_ceil(PIECES)
}

/// How many pieces a group is patched in.
pub(crate) fn pieces(group: &HostGroup) -> u32 {
    group.count.div_ceil(size(group))
}

/// The first host of a piece.
pub(crate) fn first_of(group: &HostGroup, piece: Piece) -> HostRef {
    HostRef { group: piece.group, number: piece.number * size(group) }
}

/// How many hosts of a piece lack the patch, as a scan of them finds.
pub(crate) fn scan(script: &Script, piece: Piece) -> u32 {
    let group = script.setting().scenario.group(piece.group);
    let from = first_of(group, piece).number;
    let to = (from + size(group)).min(group.count);
    if group.exposure(piece.vulnerability).is_some_and(|share| share.get() >= 1.0) {
        return to - from;
    }
    let weak = |number: &u32| {
        is_vulnerable(script, HostRef { group: piece.group, number: *number }, piece.vulnerability)
    };
    (from..to).filter(weak).map(|_| 1).sum()
}
