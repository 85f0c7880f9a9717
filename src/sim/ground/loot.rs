//! Data: what is collected, and how it leaves, piece by piece.

use bevy_ecs::prelude::*;

use super::adversary::Theatre;
use crate::scenario::model::{GroupId, HostRef};
use crate::sim::fact::{FactId, IntrusionId, What};
use crate::sim::script::Script;
use crate::units::Span;

impl Theatre<'_, '_> {
    /// Collects the data of hosts that it holds, those of each host once.
    pub(super) fn collect(
        &mut self,
        script: &mut Script,
        entity: Entity,
        (held, from): (&[HostRef], &[GroupId]),
        because: FactId,
    ) {
        let Ok(mut course) = self.courses.get_mut(entity) else { return };
        let scenario = script.scenario();
        let mut megabytes = 0;
        for host in held.iter().filter(|host| from.is_empty() || from.binary_search(&host.group).is_ok()) {
            if course.loot.taken.insert(*host) {
                megabytes += scenario.group(host.group).megabytes;
            }
        }
        course.loot.staged += megabytes;
        let intrusion = course.intrusion.id();
        script.record_because(Some(because), What::DataCollected { intrusion, megabytes });
    }

    /// Cuts what is staged into pieces. How long one takes at this rate (MB/h); none where there is nothing to send.
    pub(super) fn cut(&mut self, entity: Entity, pieces: u32, rate: f64) -> Option<Span> {
        let mut course = self.courses.get_mut(entity).ok()?;
        if course.loot.staged == 0 {
            return None;
        }
        course.loot.piece = course.loot.staged.div_ceil(u64::from(pieces));
        Some(duration(course.loot.piece, rate))
    }

    /// A piece is out. How long the next one takes; none where nothing is left.
    pub(super) fn send(
        &mut self,
        script: &mut Script,
        entity: Entity,
        rate: f64,
        because: FactId,
    ) -> Option<Span> {
        let mut course = self.courses.get_mut(entity).ok()?;
        let intrusion: IntrusionId = course.intrusion.id();
        let megabytes = course.loot.piece.min(course.loot.staged);
        course.loot.staged -= megabytes;
        script.record_because(Some(because), What::DataExfiltrated { intrusion, megabytes });
        let next = course.loot.piece.min(course.loot.staged);
        (next > 0).then(|| duration(next, rate))
    }
}

#[expect(clippy::cast_precision_loss, reason = "an exabyte in MB is far below 2^53")]
fn duration(megabytes: u64, rate: f64) -> Span {
    Span::from_secs_f64(megabytes as f64 / rate * 3600.0)
}
