//! How adversaries take it when they notice that they are known.

use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;

use super::adversary::Theatre;
use super::components::{ImmuneTo, Intrusion, PatternBook, Presence, Quiet, StepState};
use super::course::end;
use super::infrastructure::plan_rotation;
use crate::engine::{Purpose, StableKey};
use crate::scenario::model::{
    Answer, Campaign, CampaignId, Does, HostRef, IndicatorId, OrgId, Owner, Privilege, StepId,
};
use crate::sim::action::{Action, AnswerDue, Attempt};
use crate::sim::fact::{Ending, FactId, Notice, Origin, Pattern, What};
use crate::sim::script::{Script, rank};
use crate::units::{Distribution, Span};

const ANSWER: Purpose = Purpose::new("reaction.answer");
const DELAY: Purpose = Purpose::new("reaction.delay");
const LASTS: Purpose = Purpose::new("reaction.lasts");

/// A step is tried at most so often, whatever the answers say.
const MOST_TRIES: u32 = 10_000;
/// An adversary that waits for its host to be in service again looks this many times.
const LOOKS: u64 = 50;

/// Something that an adversary notices.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noticed {
    pub(super) intrusion: Entity,
    pub(super) campaign: CampaignId,
    pub(super) notice: Notice,
    pub(super) known: Option<(IndicatorId, u16)>,
    pub(super) step: Option<Attempt>,
    /// The key that the luck of the answers goes by; another for each time.
    pub(super) key: StableKey,
}

fn answers(campaign: &Campaign, notice: Notice) -> &[Answer] {
    match notice {
        Notice::Block => &campaign.reaction.on_block,
        Notice::Eviction => &campaign.reaction.on_eviction,
        Notice::Hunt => &campaign.reaction.on_hunt,
        Notice::Leak => &campaign.reaction.on_leak,
    }
}

/// What may come of the answers that were planned.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Prospects {
    /// Answers that may bring the adversary back in.
    pub(super) hopes: u32,
    /// The step that was stopped will be tried again.
    pub(super) retry: bool,
}

/// Plans the answers that come up; `back` says whether there is a way back in.
pub(super) fn react(script: &mut Script, noticed: Noticed, back: bool, because: Option<FactId>) -> Prospects {
    let scenario = script.scenario();
    let campaign = scenario.campaign(noticed.campaign);
    let mut prospects = Prospects::default();
    for (place, answer) in answers(campaign, noticed.notice).iter().enumerate() {
        let key = noticed.key.index(place as u64);
        if !script.chance(answer.chance, key, ANSWER, 0) {
            continue;
        }
        let tried = noticed.step.map_or(0, |step| step.attempt);
        match answer.does {
            Does::Return if !back => continue,
            Does::Rotate if noticed.known.is_none() => continue,
            Does::Retry if tried >= MOST_TRIES => continue,
            _ => {}
        }
        let after = script.span(&answer.after, key, DELAY, 0);
        let Noticed { intrusion, notice, known, step, .. } = noticed;
        let due = AnswerDue { intrusion, notice, place, known, step, key, again: 0 };
        if script.plan(after, rank::ATTACK, key, because, Action::Answer(Box::new(due))).is_some() {
            prospects.hopes += u32::from(is_hope(&answer.does));
            prospects.retry |= matches!(answer.does, Does::Retry);
        }
    }
    prospects
}

fn is_hope(does: &Does) -> bool {
    matches!(does, Does::Return | Does::Branch(_) | Does::Retry)
}

/// The adversary answers.
pub(super) fn answer(In(due): In<AnswerDue>, mut script: Script, mut theatre: Theatre) {
    let Ok(mut course) = theatre.courses.get_mut(due.intrusion) else { return };
    let intrusion = *course.intrusion;
    let scenario = script.scenario();
    let campaign = scenario.campaign(intrusion.campaign);
    let Some(answer) = answers(campaign, due.notice).get(due.place) else { return };
    if is_hope(&answer.does) && matches!(due.notice, Notice::Block | Notice::Eviction) {
        course.presence.hopes = course.presence.hopes.saturating_sub(1);
    }
    let ended = course.ended;
    if let Does::Rotate = answer.does {
        if let Some(known) = due.known {
            let cause = script.cause();
            plan_rotation(&mut script, intrusion.campaign, known, cause);
        }
        return;
    }
    if ended {
        return;
    }
    let noticed = script.record(What::AdversaryNoticed { intrusion: intrusion.id(), notice: due.notice });
    match &answer.does {
        Does::Rotate => {}
        Does::Retry => retry(&mut script, &mut theatre, due, noticed),
        Does::Branch(step) => branch(&mut script, &mut theatre, due.intrusion, *step, noticed),
        Does::GoQuiet(lasts) => go_quiet(&mut script, &mut theatre, due, lasts, noticed),
        Does::Return => come_back(&mut script, &mut theatre, due, &answer.after, noticed),
        Does::Abort => return abort(&mut script, &mut theatre, due.intrusion, noticed),
    }
    theatre.settle(&mut script, due.intrusion);
}

fn retry(script: &mut Script, theatre: &mut Theatre, due: AnswerDue, because: FactId) {
    let Some(stopped) = due.step else { return };
    theatre.steer(due.intrusion, |course| {
        let place = stopped.step.index();
        if course.progress.0[place] == StepState::Running && course.rounds.0[place].number == stopped.round {
            let again = Attempt { attempt: stopped.attempt + 1, ..stopped };
            script.plan(Some(Span::ZERO), rank::ATTACK, due.key, Some(because), Action::Attempt(again));
        }
    });
}

fn branch(script: &mut Script, theatre: &mut Theatre, entity: Entity, step: StepId, because: FactId) {
    theatre.steer(entity, |course| {
        if course.progress.0[step.index()] == StepState::Waiting {
            let intrusion = course.intrusion.id();
            let taken = script.record_because(Some(because), What::BranchTaken { intrusion, step });
            course.begin(script, step, Span::ZERO, taken);
        }
    });
}

fn go_quiet(
    script: &mut Script,
    theatre: &mut Theatre,
    due: AnswerDue,
    lasts: &Distribution,
    because: FactId,
) {
    let lasts = script.span(lasts, due.key, LASTS, 0).unwrap_or(Span::LONGEST);
    let until = script.now() + lasts;
    let Ok(course) = theatre.courses.get(due.intrusion) else { return };
    let until = course.quiet.map_or(until, |quiet| quiet.0.max(until));
    script.record_because(Some(because), What::WentQuiet { intrusion: course.intrusion.id(), lasts });
    theatre.commands.entity(due.intrusion).insert(Quiet(until));
}

/// Comes back through the first way back whose host is in service.
fn come_back(
    script: &mut Script,
    theatre: &mut Theatre,
    due: AnswerDue,
    after: &Distribution,
    because: FactId,
) {
    let Ok(mut course) = theatre.courses.get_mut(due.intrusion) else { return };
    if course.presence.hosts > 0 || course.presence.implants == 0 {
        return;
    }
    let intrusion = course.intrusion.id();
    let mut ways: Vec<(HostRef, Entity)> = course
        .implants
        .into_iter()
        .flat_map(|all| all.iter())
        .filter_map(|entity| Some((theatre.implants.get(entity).ok()?.host, entity)))
        .collect();
    ways.sort_unstable();
    let Some((host, implant)) = ways.into_iter().find(|(host, _)| theatre.terrain.is_up(*host)) else {
        if due.again < LOOKS {
            course.presence.hopes += 1;
            let again = AnswerDue { again: due.again + 1, ..due };
            let after = script.span(after, due.key, DELAY, again.again).map(|after| after.max(Span::HOUR));
            script.plan(after, rank::ATTACK, due.key, Some(because), Action::Answer(Box::new(again)));
        }
        return;
    };
    course.presence.implants -= 1;
    theatre.commands.entity(implant).despawn();
    let back = script.record_because(Some(because), What::Returned { intrusion, host });
    let on = theatre.terrain.touch(&mut theatre.commands, host);
    let entity = due.intrusion;
    theatre.commands.entity(on).entry::<ImmuneTo>().and_modify(move |mut immune| {
        immune.0.retain(|other| *other != entity);
    });
    theatre.gain(script, entity, host, Privilege::User, back);
    theatre.steer(entity, |course| course.start_ready(script, back));
}

/// Gives the victim up: nothing of the adversary is left there.
fn abort(script: &mut Script, theatre: &mut Theatre, entity: Entity, because: FactId) {
    let Ok(mut course) = theatre.courses.get_mut(entity) else { return };
    let intrusion = *course.intrusion;
    let mut footholds: Vec<(HostRef, Entity)> = course
        .footholds
        .into_iter()
        .flat_map(|all| all.iter())
        .filter_map(|one| Some((theatre.footholds.get(one).ok()?.0.host, one)))
        .collect();
    footholds.sort_unstable();
    let implants: Vec<Entity> = course.implants.into_iter().flat_map(|all| all.iter()).collect();
    for (host, foothold) in footholds {
        course.presence.hosts = course.presence.hosts.saturating_sub(1);
        let left = course.presence.hosts;
        theatre.commands.entity(foothold).despawn();
        script.record_because(Some(because), What::FootholdLost { intrusion: intrusion.id(), host, left });
    }
    course.presence.implants = 0;
    implants.into_iter().for_each(|implant| theatre.commands.entity(implant).despawn());
    script.go_on_from(because);
    end(script, &mut theatre.commands, entity, &intrusion, Ending::Abandoned);
}

/// What defenders do that adversaries may notice.
#[derive(SystemParam)]
pub(crate) struct Provocation<'w, 's> {
    book: Res<'w, PatternBook>,
    intrusions: Query<'w, 's, (Entity, &'static Intrusion, &'static Presence)>,
}

impl Provocation<'_, '_> {
    /// Some intrusions in the order of their names, by whether they hold a host.
    fn those(&self, concerned: impl Fn(&Intrusion, bool) -> bool) -> Vec<(Entity, Intrusion)> {
        let mut all: Vec<(Entity, Intrusion)> = self
            .intrusions
            .iter()
            .filter(|(_, intrusion, presence)| concerned(intrusion, presence.hosts > 0))
            .map(|(entity, intrusion, _)| (entity, *intrusion))
            .collect();
        all.sort_by_key(|(_, intrusion)| (intrusion.campaign, intrusion.victim));
        all
    }

    /// Somebody goes through the logs of these organisations; `key` is that of the hunt.
    pub(crate) fn hunt(&self, script: &mut Script, organisations: &[OrgId], key: StableKey) {
        for (entity, intrusion) in self.those(|other, is_in| is_in && organisations.contains(&other.victim)) {
            let (campaign, key) = (intrusion.campaign, intrusion.key.with(key));
            let noticed =
                Noticed { intrusion: entity, campaign, notice: Notice::Hunt, known: None, step: None, key };
            let cause = script.cause();
            react(script, noticed, false, cause);
        }
    }

    /// The adversaries whose these are learn that they are known.
    pub(crate) fn leak(&self, script: &mut Script, patterns: &[Pattern], because: FactId) {
        let scenario = script.scenario();
        for pattern in patterns {
            let Some(Origin::Adversary { indicator, generation, .. }) = self.book.0.get(pattern) else {
                continue;
            };
            let known = Some((*indicator, *generation));
            let concerned = |other: &Intrusion, _| match &scenario.indicator(*indicator).owner {
                Owner::Campaign(campaign) => *campaign == other.campaign,
                Owner::Actor(id) => scenario.campaign(other.campaign).actor.name.id == *id,
            };
            for (entity, intrusion) in self.those(concerned) {
                // one leak is one piece of news for a campaign, wherever it strikes
                let campaign = intrusion.campaign;
                let key = script.setting().keys.campaign(campaign).with(*pattern);
                let noticed =
                    Noticed { intrusion: entity, campaign, notice: Notice::Leak, known, step: None, key };
                react(script, noticed, false, Some(because));
            }
        }
    }
}
