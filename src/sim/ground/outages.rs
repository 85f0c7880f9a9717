//! Which hosts are out of service, and for what: the door through which missions see the network.
//!
//! A host can be out for several reasons at once. It is then put down to the first of them in the order attack,
//! containment, over-blocking: what defenders do to a host that an attack has stopped already costs nothing more.

use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;

use super::HostIndex;
use super::components::{Down, Isolated};
use crate::scenario::model::{GroupId, HostRef};
use crate::sim::fact::{DownBy, FactId};

/// So many blocks on something harmless keep everybody from this host. It runs on: an adversary can still take it.
#[derive(Component, Debug, Default)]
pub(super) struct Blocked(pub(super) u32);

/// So many measures of containment keep everybody from working at this host. It runs on: an adversary can still take it.
#[derive(Component, Debug, Default)]
pub(super) struct Barred(pub(super) u32);

/// What the host was last reported to be out for.
#[derive(Component, Debug, Default)]
pub(super) struct Reported(Option<DownBy>);

/// Hosts that went out of service or came back, with the fact that says so, and have not been looked at since.
#[derive(Debug, Default, Resource)]
pub(crate) struct Disturbed(Vec<(HostRef, FactId)>);

impl Disturbed {
    /// These hosts went out of service, or came back.
    pub(super) fn note(&mut self, hosts: impl IntoIterator<Item = HostRef>, because: FactId) {
        self.0.extend(hosts.into_iter().map(|host| (host, because)));
    }

    /// Whether nothing has happened since the last look.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A host is out of service for something else than before, or is back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outage {
    pub(crate) group: GroupId,
    pub(crate) before: Option<DownBy>,
    pub(crate) now: Option<DownBy>,
    /// The fact that it went out of service or came back.
    pub(crate) because: FactId,
}

/// Tells what hosts are out of service for.
#[derive(SystemParam)]
pub(crate) struct Outages<'w, 's> {
    disturbed: ResMut<'w, Disturbed>,
    index: Res<'w, HostIndex>,
    hosts: Query<'w, 's, Service>,
}

/// What a host may be out of service for, and what was told of it.
type Service = (
    Has<Isolated>,
    Option<&'static Down>,
    Option<&'static Blocked>,
    Option<&'static Barred>,
    &'static mut Reported,
);

impl Outages<'_, '_> {
    /// What has changed since the last time, in the order of events.
    pub(crate) fn changes(&mut self) -> Vec<Outage> {
        let mut changes = Vec::new();
        for (host, because) in std::mem::take(&mut self.disturbed.0) {
            let Some(entity) = self.index.find(host) else { continue };
            let Ok((isolated, down, blocked, barred, mut reported)) = self.hosts.get_mut(entity) else {
                continue;
            };
            let barred = barred.is_some_and(|barred| barred.0 > 0);
            let now = reason(isolated || barred, down, blocked);
            let before = std::mem::replace(&mut reported.0, now);
            if before != now {
                changes.push(Outage { group: host.group, before, now, because });
            }
        }
        changes
    }
}

fn reason(contained: bool, down: Option<&Down>, blocked: Option<&Blocked>) -> Option<DownBy> {
    let blocked = blocked.filter(|blocked| blocked.0 > 0).map(|_| DownBy::OverBlocking);
    let contained = contained.then_some(DownBy::Containment);
    down.map(|down| down.0).into_iter().chain(contained).chain(blocked).min()
}
