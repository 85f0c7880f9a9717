//! The course of an intrusion: how it starts, what it gains, how it ends.

use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;

use super::Grounds;
use super::components::{
    Credentials, Down, Emitted, Ended, Foothold, FootholdOf, Footholds, Infrastructure, Intrusion, LastCall,
    LastStop, OnHost, PatternBook, Presence, Progress, Spreads, StepState,
};
use super::senses::{AlertDue, Senses};
use super::terrain::Terrain;
use crate::engine::{Purpose, StableKey};
use crate::scenario::model::{Campaign, CampaignId, HostRef, Needs, OrgId, StepEffect, StepId};
use crate::sim::action::{Action, Attempt, Befall, Contact, Launch};
use crate::sim::fact::{AlertSource, DownBy, Ending, FactId, What};
use crate::sim::script::{Script, rank};
use crate::units::Span;

const START: Purpose = Purpose::new("campaign.start");
const OFFSET: Purpose = Purpose::new("campaign.offset");
const DURATION: Purpose = Purpose::new("step.duration");
const CONTACT: Purpose = Purpose::new("spread.gap");
const BEFALL: Purpose = Purpose::new("spread.impact-delay");

/// Calls about one intrusion come at most this often: people hear that it is known.
const CALLS: Span = Span::HOUR;

/// Everything that the adversary's systems touch.
#[derive(SystemParam)]
pub(super) struct Theatre<'w, 's> {
    pub(super) commands: Commands<'w, 's>,
    pub(super) grounds: Res<'w, Grounds>,
    pub(super) book: ResMut<'w, PatternBook>,
    pub(super) terrain: Terrain<'w, 's>,
    pub(super) senses: Senses<'w, 's>,
    pub(super) infrastructure: Query<'w, 's, &'static mut Infrastructure>,
    pub(super) courses: Query<'w, 's, Course>,
    pub(super) footholds: Query<'w, 's, (&'static Foothold, &'static FootholdOf)>,
}

/// What is known and changes of an intrusion.
type Course = (
    &'static Intrusion,
    &'static mut Progress,
    &'static mut Presence,
    &'static mut LastStop,
    &'static mut Spreads,
    &'static mut LastCall,
    Option<&'static Footholds>,
    Has<Credentials>,
    Has<Ended>,
);

/// When a campaign turns on an organisation, from STARTEX; none where it never does.
pub(crate) fn launch_delay(script: &Script, campaign: CampaignId, place: usize) -> Option<(OrgId, Span)> {
    let setting = script.setting();
    let spec = setting.scenario.campaign(campaign);
    let victim = &spec.victims[place];
    let start = script.span(&spec.start, setting.keys.campaign(campaign), START, 0)?;
    let key = setting.intrusion_key(campaign, victim.organisation);
    let offset = script.span(&victim.offset, key, OFFSET, 0)?;
    Some((victim.organisation, start + offset))
}

/// A campaign turns on an organisation.
pub(super) fn launch(In(due): In<Launch>, mut script: Script, mut commands: Commands) {
    let Launch { campaign, victim } = due;
    let intrusion = Intrusion { campaign, victim, key: script.setting().intrusion_key(campaign, victim) };
    let because = script.record(What::IntrusionLaunched { intrusion: intrusion.id() });
    let scenario = script.setting().scenario.clone();
    let mut progress = Progress(vec![StepState::Waiting; scenario.campaign(campaign).steps.len()]);
    let entity = commands
        .spawn((
            intrusion,
            Presence::default(),
            LastStop::default(),
            Spreads::default(),
            LastCall::default(),
            Emitted::default(),
        ))
        .id();
    start_ready(&mut script, entity, &intrusion, &mut progress, because);
    commands.entity(entity).insert(progress);
}

/// Starts every step whose needs are met.
pub(super) fn start_ready(
    script: &mut Script,
    entity: Entity,
    intrusion: &Intrusion,
    progress: &mut Progress,
    because: FactId,
) {
    let scenario = script.setting().scenario.clone();
    let campaign = scenario.campaign(intrusion.campaign);
    for (place, step) in campaign.steps.iter().enumerate() {
        let done = |id: &StepId| progress.0[id.index()] == StepState::Done;
        let ready = match &step.needs {
            Needs::Nothing => true,
            Needs::All(steps) => steps.iter().all(done),
            Needs::Any(steps) => steps.iter().any(done),
        };
        if progress.0[place] != StepState::Waiting || !ready {
            continue;
        }
        progress.0[place] = StepState::Running;
        let step_id = StepId::at(place);
        let key = execution_key(script, intrusion, step_id);
        let after = script.span(&step.duration, key, DURATION, 0);
        let attempt = Attempt { intrusion: entity, step: step_id, attempt: 0 };
        script.plan(after, rank::ATTACK, key, Some(because), Action::Attempt(attempt));
    }
}

/// The key of a step within an intrusion.
pub(super) fn execution_key(script: &Script, intrusion: &Intrusion, step: StepId) -> StableKey {
    intrusion.key.with(script.setting().step_key(intrusion.campaign, step))
}

/// Whether a step gets in from outside.
pub(super) fn enters(campaign: &Campaign, step: usize) -> bool {
    matches!(campaign.steps[step].effect, StepEffect::Enter { .. })
}

/// Ends an intrusion that can do no more: nothing runs, and it holds no host.
pub(super) fn settle(
    script: &mut Script,
    commands: &mut Commands,
    entity: Entity,
    intrusion: &Intrusion,
    progress: &Progress,
    presence: &Presence,
    last_stop: &LastStop,
) {
    let scenario = script.setting().scenario.clone();
    let campaign = scenario.campaign(intrusion.campaign);
    let hopeful = progress.0.iter().enumerate().any(|(place, state)| {
        *state == StepState::Running && (!presence.ever || presence.hosts > 0 || enters(campaign, place))
    });
    if hopeful || presence.hosts > 0 {
        return;
    }
    let ending = match (presence.ever, last_stop.0) {
        (true, _) => Ending::Evicted,
        (false, Some(obstacle)) => Ending::Prevented(obstacle),
        (false, None) => Ending::Failed,
    };
    commands.entity(entity).insert(Ended);
    script.record(What::IntrusionEnded { intrusion: intrusion.id(), ending });
}

impl Theatre<'_, '_> {
    /// The hosts that an intrusion holds, in the order of their names.
    pub(super) fn held(&self, entity: Entity) -> Vec<HostRef> {
        let Ok((.., footholds, _, _)) = self.courses.get(entity) else { return Vec::new() };
        let mut hosts: Vec<HostRef> = footholds
            .into_iter()
            .flat_map(|all| all.iter())
            .filter_map(|foothold| self.footholds.get(foothold).ok())
            .map(|(foothold, _)| foothold.host)
            .collect();
        hosts.sort_unstable();
        hosts
    }

    /// The adversary takes a host; where it spreads by itself, from there too.
    pub(super) fn gain(&mut self, script: &mut Script, entity: Entity, host: HostRef, because: FactId) {
        let Ok((intrusion, _, mut presence, _, spreads, ..)) = self.courses.get_mut(entity) else { return };
        let intrusion = *intrusion;
        presence.hosts += 1;
        presence.ever = true;
        let steps = spreads.0.clone();
        let on = self.terrain.touch(&mut self.commands, host);
        let foothold = self.commands.spawn((Foothold { host }, FootholdOf(entity), OnHost(on))).id();
        let gained =
            script.record_because(Some(because), What::FootholdGained { intrusion: intrusion.id(), host });
        for step in steps {
            set_spreading(script, &intrusion, step, foothold, host, gained);
        }
    }

    /// Takes hosts out of service that still are in it, and lets people call.
    pub(super) fn take_down(
        &mut self,
        script: &mut Script,
        entity: Entity,
        hosts: &[HostRef],
        because: FactId,
    ) {
        let Ok((intrusion, _, _, _, _, mut last_call, ..)) = self.courses.get_mut(entity) else { return };
        let intrusion = *intrusion;
        let up: Vec<HostRef> = hosts.iter().copied().filter(|host| self.terrain.is_up(*host)).collect();
        let Some(first) = up.first().copied() else { return };
        for host in &up {
            let on = self.terrain.touch(&mut self.commands, *host);
            self.commands.entity(on).insert(Down(DownBy::Attack));
        }
        #[expect(clippy::cast_possible_truncation, reason = "hosts are counted in u32 by the checker")]
        let count = up.len() as u32;
        let down = What::HostsDown { organisation: intrusion.victim, hosts: count, by: DownBy::Attack };
        let down = script.record_because(Some(because), down);
        let now = script.now();
        if last_call.0.is_none_or(|last| now.since(last) >= CALLS) {
            last_call.0 = Some(now);
            call(script, entity, &intrusion, first, down);
        }
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

/// A foothold begins to try hosts, and to suffer what befalls every host that is taken this way.
pub(super) fn set_spreading(
    script: &mut Script,
    intrusion: &Intrusion,
    step: StepId,
    foothold: Entity,
    host: HostRef,
    because: FactId,
) {
    let scenario = script.setting().scenario.clone();
    let StepEffect::Spread { then, .. } = &scenario.campaign(intrusion.campaign).steps[step.index()].effect
    else {
        return;
    };
    let key = execution_key(script, intrusion, step).with(script.setting().keys.host(host));
    plan_contact(script, intrusion, Contact { foothold, step, contact: 0 }, host, because);
    if let Some((_, after)) = then {
        let after = script.span(after, key, BEFALL, 0);
        script.plan(after, rank::ATTACK, key, Some(because), Action::Befall(Befall { foothold, step }));
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
    let scenario = script.setting().scenario.clone();
    let step = &scenario.campaign(intrusion.campaign).steps[contact.step.index()];
    let StepEffect::Spread { every, .. } = &step.effect else { return };
    let key = execution_key(script, intrusion, contact.step).with(script.setting().keys.host(host));
    let gap = super::spread::between(script, intrusion, step, host, every)
        .and_then(|every| script.span(&every, key, CONTACT, u64::from(contact.contact)));
    script.plan(gap, rank::ATTACK, key, Some(because), Action::Contact(contact));
}
