//! The course of an intrusion: how it starts, what it gains, how it ends.

use bevy_ecs::prelude::*;
use bevy_ecs::query::QueryData;
use bevy_ecs::system::SystemParam;

use super::Disturbed;
use super::components::{
    Credentials, Damaged, Discovered, Down, Emitted, Ended, Foothold, FootholdOf, Footholds, HiddenOn,
    Implant, ImplantOf, Implants, Infrastructure, Intrusion, LastCall, LastStop, Loot, OnHost, PatternBook,
    Planted, Presence, Progress, Quiet, Round, Rounds, Spreads, StepState,
};
use super::course::{Course, settle};
use super::credentials::Keyring;
use super::decoys::{origin_of, pattern_of};
use super::lockout::ShutDown;
use super::outbreak::{Outbreaks, plan_cleaning};
use super::protection::since_backup;
use super::senses::{AlertDue, Senses};
use super::spread::{between, spread_key};
use super::terrain::Terrain;
use crate::engine::Purpose;
use crate::scenario::model::{CampaignId, HostRef, Impact, OrgId, Privilege, StepEffect, StepId};
use crate::sim::action::{Action, Befall, Clean, Contact, Launch};
use crate::sim::fact::{AlertSource, DownBy, FactId, What};
use crate::sim::script::{Script, rank};
use crate::units::Span;

const START: Purpose = Purpose::new("campaign.start");
const OFFSET: Purpose = Purpose::new("campaign.offset");
const CONTACT: Purpose = Purpose::new("spread.gap");
const BEFALL: Purpose = Purpose::new("spread.impact-delay");

/// Calls about one intrusion come at most this often: people hear that it is known.
const CALLS: Span = Span::HOUR;

/// Everything that the adversary's systems touch.
#[derive(SystemParam)]
pub(super) struct Theatre<'w, 's> {
    pub(super) commands: Commands<'w, 's>,
    pub(super) book: ResMut<'w, PatternBook>,
    pub(super) terrain: Terrain<'w, 's>,
    pub(super) disturbed: ResMut<'w, Disturbed>,
    pub(super) senses: Senses<'w, 's>,
    pub(super) infrastructure: Res<'w, Infrastructure>,
    pub(super) keyring: ResMut<'w, Keyring>,
    pub(super) shut_down: Res<'w, ShutDown>,
    pub(super) outbreaks: ResMut<'w, Outbreaks>,
    pub(super) courses: Query<'w, 's, CourseData>,
    pub(super) footholds: Query<'w, 's, (&'static mut Foothold, &'static FootholdOf)>,
    pub(super) implants: Query<'w, 's, &'static Implant>,
}

/// What is known and changes of an intrusion.
#[derive(QueryData)]
#[query_data(mutable)]
pub(super) struct CourseData {
    pub(super) intrusion: &'static Intrusion,
    pub(super) progress: &'static mut Progress,
    pub(super) rounds: &'static mut Rounds,
    pub(super) presence: &'static mut Presence,
    pub(super) last_stop: &'static mut LastStop,
    pub(super) spreads: &'static mut Spreads,
    pub(super) last_call: &'static mut LastCall,
    pub(super) discovered: &'static mut Discovered,
    pub(super) loot: &'static mut Loot,
    pub(super) footholds: Option<&'static Footholds>,
    pub(super) implants: Option<&'static Implants>,
    pub(super) quiet: Option<&'static Quiet>,
    pub(super) credentials: Has<Credentials>,
    pub(super) ended: Has<Ended>,
}

impl CourseDataItem<'_, '_> {
    fn course(&mut self, entity: Entity) -> Course<'_> {
        let (progress, rounds) = (&mut *self.progress, &mut *self.rounds);
        Course { entity, intrusion: *self.intrusion, progress, rounds }
    }
}

/// When a campaign turns on an organisation, from STARTEX less its lead; none where it never does, or comes after
/// another victim.
pub(crate) fn launch_delay(script: &Script, campaign: CampaignId, place: usize) -> Option<(OrgId, Span)> {
    let setting = script.setting();
    let spec = setting.scenario.campaign(campaign);
    let victim = spec.victims.get(place).filter(|victim| victim.after.is_none())?;
    let start = script.span(&spec.start, setting.keys.campaign(campaign), START, 0)?;
    let key = setting.intrusion_key(campaign, victim.organisation);
    let offset = script.span(&victim.offset, key, OFFSET, 0)?;
    Some((victim.organisation, start + offset))
}

/// A campaign turns on an organisation, unless it has done so before.
pub(super) fn launch(
    In(due): In<Launch>,
    mut script: Script,
    mut commands: Commands,
    intrusions: Query<&Intrusion>,
) {
    let Launch { campaign, victim } = due;
    if intrusions.iter().any(|other| other.campaign == campaign && other.victim == victim) {
        return;
    }
    let intrusion = Intrusion { campaign, victim, key: script.setting().intrusion_key(campaign, victim) };
    let because = script.record(What::IntrusionLaunched { intrusion: intrusion.id() });
    let steps = script.setting().scenario.campaign(campaign).steps.len();
    let mut progress = Progress(vec![StepState::Waiting; steps]);
    let mut rounds = Rounds(vec![Round::default(); steps]);
    let entity = commands
        .spawn((
            intrusion,
            Presence::default(),
            LastStop::default(),
            Spreads::default(),
            LastCall::default(),
            Emitted::default(),
            Planted::default(),
            Discovered::default(),
            Loot::default(),
        ))
        .id();
    Course { entity, intrusion, progress: &mut progress, rounds: &mut rounds }
        .start_ready(&mut script, because);
    commands.entity(entity).insert((progress, rounds));
}

impl Theatre<'_, '_> {
    /// The hosts that an intrusion holds with at least this privilege, in the order of their names.
    pub(super) fn held(&self, entity: Entity, privilege: Privilege) -> Vec<HostRef> {
        let Ok(course) = self.courses.get(entity) else { return Vec::new() };
        let mut hosts: Vec<HostRef> = course
            .footholds
            .into_iter()
            .flat_map(|all| all.iter())
            .filter_map(|foothold| self.footholds.get(foothold).ok())
            .filter(|(foothold, _)| foothold.privilege >= privilege)
            .map(|(foothold, _)| foothold.host)
            .collect();
        hosts.sort_unstable();
        hosts
    }

    /// The adversary takes a host; where it spreads by itself, from there too.
    pub(super) fn gain(
        &mut self,
        script: &mut Script,
        entity: Entity,
        host: HostRef,
        privilege: Privilege,
        because: FactId,
    ) {
        let Ok(mut course) = self.courses.get_mut(entity) else { return };
        let intrusion = *course.intrusion;
        course.presence.hosts += 1;
        course.presence.ever = true;
        let steps = course.spreads.0.clone();
        let life = self.terrain.life(host, entity);
        let on = self.terrain.touch(&mut self.commands, host);
        let foothold =
            self.commands.spawn((Foothold { host, privilege, life }, FootholdOf(entity), OnHost(on))).id();
        let gained =
            script.record_because(Some(because), What::FootholdGained { intrusion: intrusion.id(), host });
        for step in steps {
            self.set_spreading(script, &intrusion, step, (foothold, host, life), gained);
        }
    }

    /// The adversary leaves a way back on a host.
    pub(super) fn plant(&mut self, script: &mut Script, entity: Entity, implant: Implant, because: FactId) {
        let Ok(mut course) = self.courses.get_mut(entity) else { return };
        course.presence.implants += 1;
        let intrusion = course.intrusion.id();
        let on = self.terrain.touch(&mut self.commands, implant.host);
        self.commands.spawn((implant, ImplantOf(entity), HiddenOn(on)));
        script.record_because(Some(because), What::ImplantPlanted { intrusion, host: implant.host });
    }

    /// The adversary leaves in its tracks what a step leaves to mislead.
    pub(super) fn leave_decoys(&mut self, script: &mut Script, entity: Entity, id: StepId, because: FactId) {
        let Ok(course) = self.courses.get(entity) else { return };
        let campaign = course.intrusion.campaign;
        let scenario = script.scenario();
        for (place, decoy) in scenario.campaign(campaign).steps[id.index()].decoys.iter().enumerate() {
            let pattern = pattern_of(script.setting(), campaign, id, decoy);
            let left = (decoy.kind, decoy.taken);
            let leave = move |mut planted: Mut<Planted>| _ = planted.0.insert(pattern, left);
            self.commands.entity(entity).entry::<Planted>().or_default().and_modify(leave);
            let origin = origin_of(campaign, id, place);
            script.record_because(Some(because), What::PatternMade { pattern, origin });
        }
    }

    /// Does something with the course of an intrusion.
    pub(super) fn steer(&mut self, entity: Entity, act: impl FnOnce(&mut Course)) {
        if let Ok(mut data) = self.courses.get_mut(entity) {
            act(&mut data.course(entity));
        }
    }

    /// A step will not be tried again: what comes after its failure begins, or the intrusion is over.
    pub(super) fn give_up(&mut self, script: &mut Script, entity: Entity, step: StepId, because: FactId) {
        self.steer(entity, |course| {
            course.progress.0[step.index()] = StepState::Failed;
            course.start_ready(script, because);
        });
        self.settle(script, entity);
    }

    /// Ends an intrusion that can do no more.
    pub(super) fn settle(&mut self, script: &mut Script, entity: Entity) {
        let Ok(data) = self.courses.get(entity) else { return };
        if !data.ended {
            let CourseDataReadOnlyItem { intrusion, progress, presence, last_stop, .. } = data;
            settle(script, &mut self.commands, entity, intrusion, progress, presence, last_stop);
        }
    }

    /// Takes hosts out of service that still are in it, with what is on them, and lets people call.
    pub(super) fn take_down(
        &mut self,
        script: &mut Script,
        entity: Entity,
        impact: Impact,
        hosts: &[HostRef],
        because: FactId,
    ) {
        let Ok(mut course) = self.courses.get_mut(entity) else { return };
        let intrusion = *course.intrusion;
        let last_call = &mut course.last_call;
        let up: Vec<HostRef> = hosts.iter().copied().filter(|host| self.terrain.is_up(*host)).collect();
        let Some(first) = up.first().copied() else { return };
        for host in &up {
            let on = self.terrain.touch(&mut self.commands, *host);
            self.commands.entity(on).insert(Down(DownBy::Attack));
            if impact.ruins() {
                self.commands.entity(on).insert(Damaged);
            }
        }
        #[expect(clippy::cast_possible_truncation, reason = "hosts are counted in u32 by the checker")]
        let count = up.len() as u32;
        let down = What::HostsDown { organisation: intrusion.victim, hosts: count, by: DownBy::Attack };
        let down = script.record_because(Some(because), down);
        if impact.ruins() {
            lose_data(script, &intrusion, &up, down);
        }
        self.disturbed.note(up, down);
        let now = script.now();
        if last_call.0.is_none_or(|last| now.since(last) >= CALLS) {
            last_call.0 = Some(now);
            call(script, entity, &intrusion, first, down);
        }
    }
}

/// What was done since the last backups is lost.
fn lose_data(script: &mut Script, intrusion: &Intrusion, hosts: &[HostRef], because: FactId) {
    let lost: Vec<Span> = hosts.iter().filter_map(|host| since_backup(script, *host)).collect();
    if let Ok(hosts) = u32::try_from(lost.len())
        && hosts > 0
    {
        let work = lost.into_iter().sum();
        script.record_because(Some(because), What::DataLost { intrusion: intrusion.id(), hosts, work });
    }
}

/// People notice that services fail, and call their response team.
fn call(script: &mut Script, entity: Entity, intrusion: &Intrusion, host: HostRef, because: FactId) {
    let key = intrusion.key.child("call").with(script.setting().keys.host(host));
    let due = AlertDue {
        organisation: intrusion.victim,
        key,
        source: AlertSource::Outage,
        host: Some(host),
        shows: Vec::new(),
        truth: Some((entity, intrusion.id())),
    };
    script.plan(Some(Span::ZERO), rank::ARRIVAL, key, Some(because), Action::Alert(Box::new(due)));
}

impl Theatre<'_, '_> {
    /// A foothold begins to try hosts, and to suffer what befalls every host that is taken this way.
    pub(super) fn set_spreading(
        &mut self,
        script: &mut Script,
        intrusion: &Intrusion,
        step: StepId,
        (foothold, host, life): (Entity, HostRef, u32),
        because: FactId,
    ) {
        let scenario = script.scenario();
        let effect = &scenario.campaign(intrusion.campaign).steps[step.index()].effect;
        let StepEffect::Spread { then, removal, .. } = effect else { return };
        self.outbreaks.begin(script, intrusion.campaign, because);
        let key = spread_key(script, intrusion, step, host, life);
        plan_contact(script, intrusion, Contact { foothold, step, life, contact: 0 }, host, because);
        if let Some((_, after)) = then {
            let after = script.span(after, key, BEFALL, 0);
            script.plan(after, rank::ATTACK, key, Some(because), Action::Befall(Befall { foothold, step }));
        }
        if let Some(removal) = removal {
            plan_cleaning(script, removal, key, Clean { foothold, step, life }, because);
        }
    }
}

/// Plans the next try of a foothold that spreads.
pub(super) fn plan_contact(
    script: &mut Script,
    intrusion: &Intrusion,
    contact: Contact,
    host: HostRef,
    because: FactId,
) {
    let scenario = script.scenario();
    let step = &scenario.campaign(intrusion.campaign).steps[contact.step.index()];
    let StepEffect::Spread { every, .. } = &step.effect else { return };
    let key = spread_key(script, intrusion, contact.step, host, contact.life);
    let gap = between(script, intrusion, step, host, every)
        .and_then(|every| script.span(&every, key, CONTACT, u64::from(contact.contact)));
    script.plan(gap, rank::ATTACK, key, Some(because), Action::Contact(contact));
}
