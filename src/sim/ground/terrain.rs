//! The network as the adversary meets it: who can be reached, who is open, whom it goes for.

use std::collections::BTreeSet;
use std::num::NonZeroU64;

use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;

use super::components::{Down, FootholdOf, HeldBy, Host, ImmuneTo, Isolated, Lives, Warded};
use super::patches::Patches;
use crate::engine::{Draw, Purpose, StableKey};
use crate::scenario::model::{
    GroupId, HostGroup, HostRef, OrgId, Scenario, ServiceId, SupplierId, VulnerabilityId, ZoneId,
};
use crate::sim::script::Script;

const TARGET: Purpose = Purpose::new("attack.target");

/// How often a target is drawn anew before all are looked through in turn.
const TRIES: u32 = 32;

/// The entities of hosts that something has happened to: by group, pages of hosts. What nobody has touched costs
/// nothing, and to find a host takes the same time in a large network as in a small one.
#[derive(Debug, Default, Resource)]
pub(crate) struct HostIndex(Vec<Vec<Page>>);

/// The hosts of a group from a multiple of [`PAGE`] on; empty before the first of them is touched.
type Page = Vec<Option<Entity>>;

const PAGE: usize = 512;

/// Group, page and place of a host.
const fn spot(host: HostRef) -> (usize, usize, usize) {
    let number = host.number as usize;
    (host.group.index(), number / PAGE, number % PAGE)
}

impl HostIndex {
    /// The entity of a host, made where nothing had happened to it yet.
    pub(super) fn entity(&mut self, host: HostRef, spawn: impl FnOnce() -> Entity) -> Entity {
        let (group, page, place) = spot(host);
        let page = grown(grown(&mut self.0, group), page);
        if page.is_empty() {
            page.resize(PAGE, None);
        }
        *page[place].get_or_insert_with(spawn)
    }

    /// The entity of a host, if something has happened to it.
    pub(super) fn find(&self, host: HostRef) -> Option<Entity> {
        let (group, page, place) = spot(host);
        *self.0.get(group)?.get(page)?.get(place)?
    }
}

/// An element of a list, which is made longer where it ends before.
fn grown<T: Default>(list: &mut Vec<T>, place: usize) -> &mut T {
    if list.len() <= place {
        list.resize_with(place + 1, T::default);
    }
    &mut list[place]
}

/// Reads the state of hosts.
#[derive(SystemParam)]
pub(super) struct Terrain<'w, 's> {
    index: ResMut<'w, HostIndex>,
    patches: Res<'w, Patches>,
    hosts: Query<'w, 's, HostState>,
    scars: Query<'w, 's, (Option<&'static Warded>, Option<&'static Lives>)>,
    footholds: Query<'w, 's, &'static FootholdOf>,
}

type HostState = (Has<Isolated>, Has<Down>, Option<&'static HeldBy>, Option<&'static ImmuneTo>);

impl Terrain<'_, '_> {
    /// The entity of a host, made where nothing had happened to it yet.
    pub(super) fn touch(&mut self, commands: &mut Commands, host: HostRef) -> Entity {
        self.index.entity(host, || commands.spawn(Host(host)).id())
    }

    /// The entity of a host, if something has happened to it.
    pub(super) fn find(&self, host: HostRef) -> Option<Entity> {
        self.index.find(host)
    }

    /// Whether an intrusion could gain this host: in service, not cut off, not held already, not closed to it.
    pub(super) fn is_open(&self, host: HostRef, intrusion: Entity) -> bool {
        self.state(host).is_none_or(|(isolated, down, held, immune)| {
            !isolated
                && !down
                && !self.holds(held, intrusion)
                && !immune.is_some_and(|immune| immune.0.contains(&intrusion))
        })
    }

    /// Whether an intrusion has found out that a host is patched against it.
    pub(super) fn is_warded(&self, host: HostRef, intrusion: Entity) -> bool {
        let scars = self.find(host).and_then(|host| self.scars.get(host).ok());
        scars.and_then(|(warded, _)| warded).is_some_and(|warded| warded.0.contains(&intrusion))
    }

    /// How often an intrusion has lost this host without its being closed to it.
    pub(super) fn life(&self, host: HostRef, intrusion: Entity) -> u32 {
        let scars = self.find(host).and_then(|host| self.scars.get(host).ok());
        scars.and_then(|(_, lives)| lives?.0.get(&intrusion).copied()).unwrap_or(0)
    }

    /// Whether a host is in service and connected.
    pub(super) fn is_up(&self, host: HostRef) -> bool {
        self.state(host).is_none_or(|(isolated, down, ..)| !isolated && !down)
    }

    /// Whether a host has got the patch for a vulnerability.
    pub(super) fn is_patched(&self, script: &Script, host: HostRef, vulnerability: VulnerabilityId) -> bool {
        self.patches.covers(host, script.setting().scenario.group(host.group), vulnerability)
    }

    /// Whether any hosts of a group have got the patch for a vulnerability.
    pub(super) fn patches(&self, group: GroupId, vulnerability: VulnerabilityId) -> bool {
        self.patches.touch(group, vulnerability)
    }

    fn state(&self, host: HostRef) -> Option<(bool, bool, Option<&HeldBy>, Option<&ImmuneTo>)> {
        self.hosts.get(self.find(host)?).ok()
    }

    fn holds(&self, held: Option<&HeldBy>, intrusion: Entity) -> bool {
        held.is_some_and(|held| {
            held.iter().any(|foothold| self.footholds.get(foothold).is_ok_and(|of| of.0 == intrusion))
        })
    }
}

/// Where an adversary's reach ends.
#[derive(Clone, Debug)]
pub(super) struct Reach {
    from: From,
    /// The service that is gone over; any link will do where there is none.
    over: Option<ServiceId>,
    /// Whose deliveries it comes with.
    supplier: Option<SupplierId>,
}

/// Where it reaches out from.
#[derive(Clone, Debug)]
enum From {
    /// Links do not matter.
    Anywhere,
    /// What hosts on the internet reach.
    Internet,
    /// Hosts in these zones, sorted.
    Inside(Vec<ZoneId>),
}

impl Reach {
    /// Everything: links do not matter.
    pub(super) fn anywhere() -> Self {
        Self { from: From::Anywhere, over: None, supplier: None }
    }

    /// What hosts on the internet reach with a service.
    pub(super) fn from_internet(over: Option<ServiceId>) -> Self {
        Self { from: From::Internet, over, supplier: None }
    }

    /// Everything that hosts in these zones reach with a service.
    pub(super) fn from_zones(from: impl Iterator<Item = ZoneId>, over: Option<ServiceId>) -> Self {
        let mut zones: Vec<ZoneId> = from.collect();
        zones.sort_unstable();
        zones.dedup();
        Self { from: From::Inside(zones), over, supplier: None }
    }

    /// The same over any service.
    pub(super) fn over_anything(self) -> Self {
        Self { over: None, ..self }
    }

    /// Only what a supplier serves, where it comes with a delivery.
    pub(super) fn delivered_by(self, supplier: Option<SupplierId>) -> Self {
        Self { supplier, ..self }
    }

    fn includes(&self, scenario: &Scenario, id: GroupId, group: &HostGroup) -> bool {
        let linked = match &self.from {
            From::Anywhere => true,
            From::Internet => scenario.zone(group.zone).from_internet.allows(self.over),
            From::Inside(zones) => {
                zones.iter().any(|from| scenario.zone(*from).reaches(group.zone, self.over))
            }
        };
        let served = self.supplier.is_none_or(|supplier| scenario.supplier(supplier).reaches(id));
        linked && served && group.offers(self.over)
    }
}

/// The groups that a step can go for, and how many hosts they have together.
#[derive(Debug)]
pub(super) struct Field<'a> {
    groups: Vec<(GroupId, &'a HostGroup)>,
    total: u64,
}

impl<'a> Field<'a> {
    pub(super) fn new(scenario: &'a Scenario, victim: OrgId, targets: &[GroupId], reach: &Reach) -> Self {
        let groups: Vec<_> = targets
            .iter()
            .map(|id| (*id, scenario.group(*id)))
            .filter(|(id, group)| group.organisation == victim && reach.includes(scenario, *id, group))
            .collect();
        let total = groups.iter().map(|(_, group)| u64::from(group.count)).sum();
        Self { groups, total }
    }

    /// The hosts of the field that stand in a zone.
    pub(super) fn within(&self, zone: ZoneId) -> Self {
        let there = self.groups.iter().copied().filter(|(_, group)| group.zone == zone);
        let groups: Vec<_> = there.collect();
        let total = groups.iter().map(|(_, group)| u64::from(group.count)).sum();
        Self { groups, total }
    }

    /// Some group of the field, for what is seen of a step that reached no host.
    pub(super) fn group(&self) -> Option<GroupId> {
        self.groups.first().map(|(group, _)| *group)
    }

    /// All groups of the field.
    pub(super) fn groups(&self) -> impl Iterator<Item = GroupId> + '_ {
        self.groups.iter().map(|(group, _)| *group)
    }

    /// All hosts, in order.
    pub(super) fn hosts(&self) -> impl Iterator<Item = HostRef> + '_ {
        self.stretch(0, self.total)
    }

    /// The hosts from one place on to before another, in order.
    #[expect(clippy::cast_possible_truncation, reason = "a number within a group fits its count's type")]
    fn stretch(&self, from: u64, to: u64) -> impl Iterator<Item = HostRef> + '_ {
        let mut before = 0;
        self.groups.iter().flat_map(move |(group, spec)| {
            let first = before;
            before += u64::from(spec.count);
            (from.max(first)..to.min(before))
                .map(move |place| HostRef { group: *group, number: (place - first) as u32 })
        })
    }

    #[expect(clippy::cast_possible_truncation, reason = "a number within a group fits its count's type")]
    fn at(&self, mut place: u64) -> Option<HostRef> {
        for (group, spec) in &self.groups {
            if place < u64::from(spec.count) {
                return Some(HostRef { group: *group, number: place as u32 });
            }
            place -= u64::from(spec.count);
        }
        None
    }

    /// So many different hosts, or all where there are fewer; every set of so many is as likely.
    ///
    /// Floyd: Bentley, "Programming pearls: a sample of brilliance", CACM 30(9), 1987.
    pub(super) fn sample(&self, mut draw: Draw, count: u32) -> BTreeSet<HostRef> {
        let mut places = BTreeSet::new();
        for last in self.total.saturating_sub(u64::from(count))..self.total {
            let place = NonZeroU64::new(last + 1).map_or(0, |bound| draw.below(bound));
            if !places.insert(place) {
                places.insert(last);
            }
        }
        places.into_iter().filter_map(|place| self.at(place)).collect()
    }

    fn place_of(&self, host: HostRef) -> Option<u64> {
        let mut before = 0;
        for (group, spec) in &self.groups {
            if *group == host.group {
                return Some(before + u64::from(host.number));
            }
            before += u64::from(spec.count);
        }
        None
    }

    /// A host that is fit, each as likely. The same draw goes for the same host in every arm where it is still
    /// fit, and for the next of its own sequence where not.
    pub(super) fn pick(
        &self,
        script: &Script,
        key: StableKey,
        ordinal: u64,
        fit: impl Fn(HostRef) -> bool,
    ) -> Option<HostRef> {
        let total = NonZeroU64::new(self.total)?;
        let mut draw = script.draw(key, TARGET, ordinal);
        for _ in 0..TRIES {
            if let Some(host) = self.at(draw.below(total)).filter(|host| fit(*host)) {
                return Some(host);
            }
        }
        let start = draw.below(total);
        self.stretch(start, self.total).chain(self.stretch(0, start)).find(|host| fit(*host))
    }

    /// How many hosts there are but `own`.
    pub(super) fn others(&self, own: HostRef) -> u64 {
        self.total - u64::from(self.place_of(own).is_some())
    }

    /// Any host of the field but `own`, each as likely.
    pub(super) fn other(
        &self,
        script: &Script,
        own: HostRef,
        key: StableKey,
        ordinal: u64,
    ) -> Option<HostRef> {
        let own = self.place_of(own);
        let total = NonZeroU64::new(self.total - u64::from(own.is_some()))?;
        let place = script.draw(key, TARGET, ordinal).below(total);
        self.at(place + u64::from(own.is_some_and(|own| place >= own)))
    }
}
