//! What defenders can do to the network: cut hosts off, rebuild them, put indicators into force.

mod readiness;

use std::sync::Arc;

use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;

use super::components::{
    Control, Controls, Damaged, Down, Ended, Foothold, FootholdOf, Fortified, HeldBy, Hides, Host, ImmuneTo,
    Implant, ImplantOf, Intrusion, Isolated, LastStop, Lives, PatternBook, Presence, Progress,
};
use super::course::settle;
use super::credentials::Keyring;
use super::decoys::Decoys;
use super::lockout::ShutDown;
use super::outages::Blocked;
use super::reaction::{Noticed, react};
use super::senses::AlertDue;
use super::terrain::{Field, Reach};
use super::{Disturbed, Grounds, HostIndex, Patches, Piece};
use crate::engine::{Purpose, StableKey};
use crate::scenario::model::{HostRef, IndicatorKind, OrgId, TeamId, Use};
use crate::sim::action::{Action, LiftBlock, Misfire};
use crate::sim::fact::{AlertSource, DownBy, FactId, Notice, Pattern, Provenance, What};
use crate::sim::script::{Script, rank};
use crate::units::{Distribution, Span};

pub(super) use readiness::extra_alarm;
pub(crate) use readiness::{Fortification, key_of};

const MISFIRE: Purpose = Purpose::new("collateral.hit");
const OUTAGE: Purpose = Purpose::new("collateral.outage");
const WHICH: Purpose = Purpose::new("collateral.which");
const LASTS: Purpose = Purpose::new("collateral.lasts");

/// An indicator that a team puts into force.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Order {
    pub(crate) pattern: Pattern,
    pub(crate) kind: IndicatorKind,
    pub(crate) allowed: Use,
    pub(crate) provenance: Provenance,
    /// The team's knowledge that this comes from.
    pub(crate) knowledge: Entity,
}

/// The defenders' hands on the network.
#[derive(SystemParam)]
pub(crate) struct Levers<'w, 's> {
    pub(super) commands: Commands<'w, 's>,
    grounds: Res<'w, Grounds>,
    book: Res<'w, PatternBook>,
    decoys: Res<'w, Decoys>,
    index: ResMut<'w, HostIndex>,
    patches: ResMut<'w, Patches>,
    pub(super) disturbed: ResMut<'w, Disturbed>,
    pub(super) keyring: ResMut<'w, Keyring>,
    pub(super) shut_down: ResMut<'w, ShutDown>,
    controls: Query<'w, 's, &'static mut Controls>,
    fortified: Query<'w, 's, &'static mut Fortified>,
    hosts: Query<'w, 's, HostState>,
    implants: Query<'w, 's, (&'static Implant, &'static ImplantOf)>,
    footholds: Query<'w, 's, (&'static Foothold, &'static FootholdOf)>,
    courses: Query<
        'w,
        's,
        (&'static Intrusion, &'static Progress, &'static mut Presence, &'static LastStop, Has<Ended>),
    >,
}

/// What defenders can find a host to be.
type HostState = (Has<Isolated>, Option<&'static Down>, Option<&'static HeldBy>, Option<&'static Hides>);

impl Levers<'_, '_> {
    /// Cuts compromised hosts off; whoever holds them loses them. Whoever cuts a host off looks at it first: a clean
    /// one stays in service. Returns how many were cut off.
    pub(crate) fn isolate(&mut self, script: &mut Script, organisation: OrgId, hosts: &[HostRef]) -> u32 {
        let (mut cut_off, mut taken_down) = (0, Vec::new());
        for host in hosts {
            let Some(entity) = self.index.find(*host) else { continue };
            let Ok((isolated, down, held, hides)) = self.hosts.get(entity) else { continue };
            let down = down.is_some();
            if isolated || held.is_none() && hides.is_none() {
                continue;
            }
            cut_off += 1;
            self.commands.entity(entity).insert(Isolated);
            if !down {
                taken_down.push(*host);
                self.commands.entity(entity).insert(Down(DownBy::Containment));
            }
            self.evict(script, entity);
        }
        if !taken_down.is_empty() {
            let (hosts, by) = (count(&taken_down), DownBy::Containment);
            let down = script.record(What::HostsDown { organisation, hosts, by });
            self.disturbed.note(taken_down, down);
        }
        cut_off
    }

    /// Rebuilds hosts: whoever holds them loses them for good, and they are back in service.
    pub(crate) fn rebuild(&mut self, script: &mut Script, organisation: OrgId, hosts: &[HostRef]) {
        let (mut by_attack, mut by_containment) = (Vec::new(), Vec::new());
        for host in hosts {
            let entity = self.touch(*host);
            self.evict(script, entity);
            if let Ok((_, Some(down), ..)) = self.hosts.get(entity) {
                match down.0 {
                    DownBy::Attack => by_attack.push(*host),
                    DownBy::Containment | DownBy::OverBlocking => by_containment.push(*host),
                }
            }
            self.commands.entity(entity).remove::<(Isolated, Down, Damaged)>();
        }
        for (back, by) in [(by_attack, DownBy::Attack), (by_containment, DownBy::Containment)] {
            if !back.is_empty() {
                let restored = script.record(What::HostsRestored { organisation, hosts: count(&back), by });
                self.disturbed.note(back, restored);
            }
        }
    }

    /// Brings a patch to the hosts of a piece that need it.
    pub(crate) fn patch(&mut self, script: &mut Script, team: TeamId, piece: Piece, hosts: u32) {
        let Piece { vulnerability, group, .. } = piece;
        self.patches.close(piece);
        script.record(What::HostsPatched { team, vulnerability, group, hosts });
    }

    pub(super) fn touch(&mut self, host: HostRef) -> Entity {
        let commands = &mut self.commands;
        self.index.entity(host, || commands.spawn(Host(host)).id())
    }

    /// Takes every foothold on a host away.
    fn evict(&mut self, script: &mut Script, host: Entity) {
        self.uncover(script, host);
        let Ok((_, _, Some(held), _)) = self.hosts.get(host) else { return };
        let here: Vec<Entity> = held.iter().collect();
        for foothold in here {
            let Ok((_, of)) = self.footholds.get(foothold) else { continue };
            let intruder = of.0;
            self.commands
                .entity(host)
                .entry::<ImmuneTo>()
                .or_default()
                .and_modify(move |mut immune| immune.0.push(intruder));
            self.release(script, foothold);
        }
    }

    /// Takes one foothold away.
    fn release(&mut self, script: &mut Script, foothold: Entity) {
        let Ok((spot, of)) = self.footholds.get(foothold) else { return };
        let (spot, intruder) = (spot.host, of.0);
        self.commands.entity(foothold).despawn();
        let Ok((intrusion, progress, mut presence, last_stop, ended)) = self.courses.get_mut(intruder) else {
            return;
        };
        presence.hosts = presence.hosts.saturating_sub(1);
        let left = presence.hosts;
        script.record(What::FootholdLost { intrusion: intrusion.id(), host: spot, left });
        if left == 0 && !ended {
            let noticed = Noticed {
                intrusion: intruder,
                campaign: intrusion.campaign,
                notice: Notice::Eviction,
                known: None,
                step: None,
                key: intrusion.key.child("evicted").with(script.setting().keys.host(spot)),
            };
            let cause = script.cause();
            presence.hopes += react(script, noticed, presence.implants > 0, cause).hopes;
            settle(script, &mut self.commands, intruder, intrusion, progress, &presence, last_stop);
        }
    }

    /// Whose a foothold is, and on which host.
    pub(super) fn on(&self, foothold: Entity) -> Option<(Intrusion, HostRef)> {
        let (spot, of) = self.footholds.get(foothold).ok()?;
        let (intrusion, ..) = self.courses.get(of.0).ok()?;
        Some((*intrusion, spot.host))
    }

    /// Whoever runs a host takes one foothold on it away; `closed` for good. Nobody can where the host is out of
    /// service.
    pub(super) fn clean(&mut self, script: &mut Script, foothold: Entity, closed: bool) {
        let Ok((spot, of)) = self.footholds.get(foothold) else { return };
        let (spot, intruder) = (spot.host, of.0);
        let Some(host) = self.index.find(spot) else { return };
        let Ok((intrusion, ..)) = self.courses.get(intruder) else { return };
        if !self.hosts.get(host).is_ok_and(|(isolated, down, ..)| !isolated && down.is_none()) {
            return;
        }
        let cleaned = What::HostCleaned { intrusion: intrusion.id(), host: spot, closed };
        let cleaned = script.record(cleaned);
        script.go_on_from(cleaned);
        let mut entity = self.commands.entity(host);
        if closed {
            let close = move |mut immune: Mut<ImmuneTo>| immune.0.push(intruder);
            entity.entry::<ImmuneTo>().or_default().and_modify(close);
        } else {
            let count = move |mut lives: Mut<Lives>| *lives.0.entry(intruder).or_default() += 1;
            entity.entry::<Lives>().or_default().and_modify(count);
        }
        self.release(script, foothold);
    }

    /// Takes every way back on a host away.
    fn uncover(&mut self, script: &mut Script, host: Entity) {
        let Ok((_, _, _, Some(hides))) = self.hosts.get(host) else { return };
        let here: Vec<Entity> = hides.iter().collect();
        for entity in here {
            let Ok((implant, of)) = self.implants.get(entity) else { continue };
            let host = implant.host;
            let Ok((intrusion, _, mut presence, ..)) = self.courses.get_mut(of.0) else { continue };
            presence.implants = presence.implants.saturating_sub(1);
            script.record(What::ImplantLost { intrusion: intrusion.id(), host });
            self.commands.entity(entity).despawn();
        }
    }

    /// Puts an indicator into force; false where it was in force to the same effect already.
    pub(crate) fn deploy(&mut self, script: &mut Script, organisation: OrgId, order: Order) -> bool {
        let entity = self.grounds.organisation(organisation);
        let Ok(mut controls) = self.controls.get_mut(entity) else { return false };
        if controls.0.get(&order.pattern).is_some_and(|known| known.allowed >= order.allowed) {
            return false;
        }
        let Order { pattern, kind, allowed, provenance, knowledge } = order;
        controls.0.insert(pattern, Control { allowed, provenance, kind, knowledge });
        if !self.book.0.contains_key(&pattern) {
            self.harm(script, organisation, order);
        }
        true
    }

    /// What deploying something harmless does: it keeps matching, and a block may take hosts out of service.
    fn harm(&mut self, script: &mut Script, organisation: OrgId, order: Order) {
        let scenario = script.scenario();
        let collateral = &scenario.organisation(organisation).collateral;
        let key = script.setting().keys.organisation(organisation).with(order.pattern);
        let Order { pattern, knowledge, .. } = order;
        if let Some(hosts) = self.decoys.dependants(scenario, organisation, pattern) {
            // Where nothing depends on it, nothing trips it either.
            if !hosts.is_empty() {
                plan_misfire(script, Misfire { organisation, pattern, knowledge, count: 0 });
            }
            if order.allowed == Use::Block {
                self.shut_off(script, organisation, &hosts);
            }
            return;
        }
        plan_misfire(script, Misfire { organisation, pattern, knowledge, count: 0 });
        if order.allowed == Use::Block && script.chance(collateral.outage, key, OUTAGE, 0) {
            self.over_block(script, organisation, key);
        }
    }

    /// A block on something harmless keeps everybody from hosts, until it is found out.
    fn over_block(&mut self, script: &mut Script, organisation: OrgId, key: StableKey) {
        let scenario = script.scenario();
        let collateral = &scenario.organisation(organisation).collateral;
        let field = Field::new(scenario, organisation, &collateral.among, &Reach::anywhere());
        let sample = field.sample(script.draw(key, WHICH, 0), collateral.hosts);
        let hosts: Arc<[HostRef]> = sample.into_iter().collect();
        let Some(down) = self.shut_off(script, organisation, &hosts) else { return };
        let lasts = script.span(&collateral.lasts, key, LASTS, 0);
        let due = LiftBlock { organisation, hosts };
        script.plan(lasts, rank::CONTROL, key, Some(down), Action::LiftBlock(due));
    }

    /// Keeps everybody from hosts by a block. The fact that says so; none where there are no hosts.
    fn shut_off(&mut self, script: &mut Script, organisation: OrgId, hosts: &[HostRef]) -> Option<FactId> {
        if hosts.is_empty() {
            return None;
        }
        for host in hosts {
            let entity = self.touch(*host);
            let mut entity = self.commands.entity(entity);
            entity.entry::<Blocked>().or_default().and_modify(|mut blocked| blocked.0 += 1);
        }
        let by = DownBy::OverBlocking;
        let down = script.record(What::HostsDown { organisation, hosts: count(hosts), by });
        self.disturbed.note(hosts.iter().copied(), down);
        Some(down)
    }

    /// Takes an indicator out of force, and what depends on a decoy is back.
    pub(crate) fn retire(
        &mut self,
        script: &mut Script,
        organisation: OrgId,
        pattern: Pattern,
        knowledge: Entity,
    ) {
        let entity = self.grounds.organisation(organisation);
        let Ok(mut controls) = self.controls.get_mut(entity) else { return };
        if controls.0.get(&pattern).is_none_or(|control| control.knowledge != knowledge) {
            return;
        }
        let blocked = controls.0.remove(&pattern).is_some_and(|control| control.allowed == Use::Block);
        let scenario = script.scenario();
        let hosts = self.decoys.dependants(scenario, organisation, pattern).unwrap_or_default();
        if !blocked || hosts.is_empty() {
            return;
        }
        for entity in hosts.iter().filter_map(|host| self.index.find(*host)) {
            let lift = |mut blocked: Mut<Blocked>| blocked.0 = blocked.0.saturating_sub(1);
            self.commands.entity(entity).entry::<Blocked>().and_modify(lift);
        }
        let by = DownBy::OverBlocking;
        let restored = script.record(What::HostsRestored { organisation, hosts: count(&hosts), by });
        self.disturbed.note(hosts, restored);
    }
}

fn plan_misfire(script: &mut Script, due: Misfire) {
    let setting = script.setting();
    let key = setting.keys.organisation(due.organisation).with(due.pattern);
    let gap = setting.scenario.organisation(due.organisation).collateral.hits.mean_gap().and_then(|mean| {
        let gap = Distribution::exponential(mean).ok()?;
        script.span(&gap, key, MISFIRE, due.count)
    });
    let cause = script.cause();
    script.plan(gap, rank::ATTACK, key, cause, Action::Misfire(due));
}

/// Something harmless trips a false indicator, as long as it is in force.
pub(super) fn misfire(
    In(due): In<Misfire>,
    mut script: Script,
    grounds: Res<Grounds>,
    controls: Query<&Controls>,
) {
    let Ok(controls) = controls.get(grounds.organisation(due.organisation)) else { return };
    let Some(control) = controls.0.get(&due.pattern).filter(|control| control.knowledge == due.knowledge)
    else {
        return;
    };
    let team = script.setting().scenario.organisation(due.organisation).team;
    let (pattern, provenance) = (due.pattern, control.provenance);
    let matched = script.record(What::IndicatorMatched { team, pattern, provenance, genuine: false });
    let key = script.setting().keys.organisation(due.organisation).with(pattern).index(due.count);
    let alert = AlertDue {
        organisation: due.organisation,
        key,
        source: AlertSource::Indicator { pattern, provenance },
        host: None,
        shows: vec![(pattern, control.kind)],
        truth: None,
    };
    script.plan(Some(Span::ZERO), rank::ARRIVAL, key, Some(matched), Action::Alert(Box::new(alert)));
    plan_misfire(&mut script, Misfire { count: due.count + 1, ..due });
}

/// A block on something harmless is found out and lifted.
pub(super) fn lift_block(
    In(due): In<LiftBlock>,
    mut script: Script,
    mut disturbed: ResMut<Disturbed>,
    index: Res<HostIndex>,
    mut blocks: Query<&mut Blocked>,
) {
    let LiftBlock { organisation, hosts } = due;
    for entity in hosts.iter().filter_map(|host| index.find(*host)) {
        if let Ok(mut blocked) = blocks.get_mut(entity) {
            blocked.0 = blocked.0.saturating_sub(1);
        }
    }
    let by = DownBy::OverBlocking;
    let restored = script.record(What::HostsRestored { organisation, hosts: count(&hosts), by });
    disturbed.note(hosts.iter().copied(), restored);
}

#[expect(clippy::cast_possible_truncation, reason = "hosts are counted in u32 by the checker")]
pub(super) fn count(hosts: &[HostRef]) -> u32 {
    hosts.len() as u32
}
