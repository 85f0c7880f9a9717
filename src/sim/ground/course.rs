//! The course of an intrusion: which steps can begin, how long they take, when they are done over again or given up,
//! and when nothing more will come of it.

use bevy_ecs::prelude::*;

use super::components::{Ended, Intrusion, LastStop, Presence, Progress, Round, Rounds, StepState};
use crate::engine::{Purpose, StableKey};
use crate::scenario::model::{Campaign, CampaignId, Needs, OrgId, Repeat, StepEffect, StepId};
use crate::sim::action::{Action, Attempt, Launch, Timeout};
use crate::sim::fact::{Ending, FactId, Obstacle, What};
use crate::sim::script::{Script, rank};
use crate::units::{Distribution, Span};

const DURATION: Purpose = Purpose::new("step.duration");
const REPEAT: Purpose = Purpose::new("step.repeat");
const OFFSET: Purpose = Purpose::new("campaign.offset");

/// An intrusion with where its steps stand, as systems hand it on.
pub(super) struct Course<'a> {
    pub(super) entity: Entity,
    pub(super) intrusion: Intrusion,
    pub(super) progress: &'a mut Progress,
    pub(super) rounds: &'a mut Rounds,
}

impl Course<'_> {
    /// Starts every step whose needs are met.
    pub(super) fn start_ready(&mut self, script: &mut Script, because: FactId) {
        let scenario = script.scenario();
        let campaign = scenario.campaign(self.intrusion.campaign);
        for place in 0..campaign.steps.len() {
            if self.progress.0[place] == StepState::Waiting && self.is_ready(campaign, place) {
                self.begin(script, StepId::at(place), Span::ZERO, because);
            }
        }
    }

    fn is_ready(&self, campaign: &Campaign, place: usize) -> bool {
        let stands = |state: StepState| move |id: &StepId| self.progress.0[id.index()] == state;
        match &campaign.steps[place].needs {
            Needs::Nothing => true,
            Needs::Reaction => false,
            Needs::All(steps) => steps.iter().all(stands(StepState::Done)),
            Needs::Any(steps) => steps.iter().any(stands(StepState::Done)),
            Needs::Failed(steps) => steps.iter().any(stands(StepState::Failed)),
        }
    }

    /// Begins a step, `later` from now.
    pub(super) fn begin(&mut self, script: &mut Script, id: StepId, later: Span, because: FactId) {
        let scenario = script.scenario();
        let campaign = scenario.campaign(self.intrusion.campaign);
        let step = &campaign.steps[id.index()];
        self.progress.0[id.index()] = StepState::Running;
        let round = self.rounds.0[id.index()].number;
        let key = execution_key(script, &self.intrusion, id, round);
        let takes = script.span(&step.duration, key, DURATION, 0);
        let after = takes.map(|takes| later + paced(script, campaign, later, takes));
        let attempt = Attempt { intrusion: self.entity, step: id, round, attempt: 0, piece: 0 };
        script.plan(after, rank::ATTACK, key, Some(because), Action::Attempt(attempt));
        if let Some(timeout) = step.timeout {
            let due = Timeout { intrusion: self.entity, step: id, round };
            script.plan(Some(later + timeout), rank::EXPIRY, key, Some(because), Action::Timeout(due));
        }
    }

    /// A step that has to wait for a way back into the network will be begun anew.
    pub(super) fn suspend(&mut self, id: StepId) {
        self.progress.0[id.index()] = StepState::Waiting;
        self.rounds.0[id.index()].number += 1;
    }

    /// A step has succeeded: what comes after it begins, and perhaps it does itself, over again.
    pub(super) fn done(&mut self, script: &mut Script, id: StepId, because: FactId) {
        self.progress.0[id.index()] = StepState::Done;
        self.start_ready(script, because);
        let scenario = script.scenario();
        let step = &scenario.campaign(self.intrusion.campaign).steps[id.index()];
        let Some(repeat) = &step.repeat else { return };
        if self.rounds.0[id.index()].repeats < repeat.times {
            self.begin_round(script, id, repeat, because);
        }
    }

    fn begin_round(&mut self, script: &mut Script, id: StepId, repeat: &Repeat, because: FactId) {
        let round = self.rounds.0[id.index()].repeats;
        for step in &repeat.steps {
            self.progress.0[step.index()] = StepState::Waiting;
            let Round { number, repeats } = &mut self.rounds.0[step.index()];
            *number += 1;
            *repeats = if *step == id { round + 1 } else { 0 };
        }
        let key = execution_key(script, &self.intrusion, id, round);
        let Some(pause) = script.span(&repeat.pause, key, REPEAT, u64::from(round)) else { return };
        let intrusion = self.intrusion.id();
        let begun = What::RoundBegun { intrusion, step: repeat.from, round };
        let begun = script.record_because(Some(because), begun);
        self.begin(script, repeat.from, pause, begun);
    }
}

/// Ends an intrusion that can do no more: nothing runs, it holds no host, and nothing will bring it back.
pub(super) fn settle(
    script: &mut Script,
    commands: &mut Commands,
    entity: Entity,
    intrusion: &Intrusion,
    progress: &Progress,
    presence: &Presence,
    last_stop: &LastStop,
) {
    let scenario = script.scenario();
    let campaign = scenario.campaign(intrusion.campaign);
    let hopeful = progress.0.iter().enumerate().any(|(place, state)| {
        *state == StepState::Running && (!presence.ever || is_outside(campaign, place))
    });
    if hopeful || presence.hosts > 0 || presence.hopes > 0 {
        return;
    }
    let ending = match (presence.ever, last_stop.0) {
        (true, _) => Ending::Evicted,
        (false, Some(obstacle)) => Ending::Prevented(obstacle),
        (false, None) => Ending::Failed,
    };
    end(script, commands, entity, intrusion, ending);
}

/// Nothing more comes of an intrusion; those that were to come after it follow.
pub(super) fn end(
    script: &mut Script,
    commands: &mut Commands,
    entity: Entity,
    intrusion: &Intrusion,
    ending: Ending,
) {
    commands.entity(entity).insert(Ended);
    let because = script.record(What::IntrusionEnded { intrusion: intrusion.id(), ending });
    launch_next(script, intrusion.campaign, intrusion.victim, because);
}

/// Plans the attacks on the victims that come after this one. An attack that has been launched already stays as it is.
pub(super) fn launch_next(script: &mut Script, campaign: CampaignId, victim: OrgId, because: FactId) {
    let scenario = script.scenario();
    for next in scenario.campaign(campaign).victims.iter().filter(|next| next.after == Some(victim)) {
        let key = script.setting().intrusion_key(campaign, next.organisation);
        let offset = script.span(&next.offset, key, OFFSET, 0);
        let due = Launch { campaign, victim: next.organisation };
        script.plan(offset, rank::ATTACK, key, Some(because), Action::Launch(due));
    }
}

/// Whether a step is done from outside: it needs no foothold.
pub(super) fn is_outside(campaign: &Campaign, step: usize) -> bool {
    matches!(campaign.steps[step].effect, StepEffect::Enter { .. } | StepEffect::Prepare)
}

/// The key of a step within an intrusion, each time that it is begun.
pub(super) fn execution_key(script: &Script, intrusion: &Intrusion, step: StepId, round: u32) -> StableKey {
    let key = intrusion.key.with(script.setting().step_key(intrusion.campaign, step));
    if round == 0 { key } else { key.index(u64::from(round)) }
}

/// How long something takes that begins `later` from now: at the adversary's pace, in its working hours.
pub(super) fn paced(script: &Script, campaign: &Campaign, later: Span, takes: Span) -> Span {
    let takes = takes.scaled(1.0 / campaign.actor.tempo);
    match &campaign.actor.hours {
        None => takes,
        Some(hours) => hours.after(script.setting().scenario.exercise.startex, script.now() + later, takes),
    }
}

/// A drawn pause, at the adversary's pace.
pub(super) fn paced_pause(
    script: &Script,
    campaign: &Campaign,
    pause: &Distribution,
    key: StableKey,
    purpose: Purpose,
    ordinal: u64,
) -> Option<Span> {
    script.span(pause, key, purpose, ordinal).map(|pause| paced(script, campaign, Span::ZERO, pause))
}

/// A step has taken too long.
pub(super) fn timeout(
    In(due): In<Timeout>,
    mut script: Script,
    mut commands: Commands,
    mut courses: Query<(&Intrusion, &mut Progress, &mut Rounds, &Presence, &LastStop), Without<Ended>>,
) {
    let Ok((intrusion, mut progress, mut rounds, presence, last_stop)) = courses.get_mut(due.intrusion)
    else {
        return;
    };
    let place = due.step.index();
    if progress.0[place] != StepState::Running || rounds.0[place].number != due.round {
        return;
    }
    let id = intrusion.id();
    let failed =
        What::StepFailed { intrusion: id, step: due.step, obstacle: Obstacle::TimedOut, retried: false };
    let because = script.record(failed);
    progress.0[place] = StepState::Failed;
    let mut course =
        Course { entity: due.intrusion, intrusion: *intrusion, progress: &mut progress, rounds: &mut rounds };
    course.start_ready(&mut script, because);
    settle(&mut script, &mut commands, due.intrusion, intrusion, &progress, presence, last_stop);
}
