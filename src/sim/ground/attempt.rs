//! A step is tried: against whom, what stops it, who sees it, what comes of it.

use bevy_ecs::prelude::*;

use super::access::{odds, reach_from_outside, reach_from_zones};
use super::adversary::Theatre;
use super::components::{Intrusion, StepState};
use super::course::{execution_key, is_outside, paced_pause};
use super::infrastructure::{Shown, shown_by};
use super::reaction::{Noticed, react};
use super::senses::{Execution, Sight};
use crate::engine::{Purpose, StableKey};
use crate::scenario::model::{Campaign, HostRef, Privilege, Scenario, Step, StepEffect, Through};
use crate::sim::action::{Action, Attempt};
use crate::sim::fact::{FactId, Notice, Obstacle, What};
use crate::sim::script::{Script, rank};
use crate::units::Probability;

const CLICK: Purpose = Purpose::new("phishing.click");
const SUCCESS: Purpose = Purpose::new("step.success");
const PAUSE: Purpose = Purpose::new("step.pause");

/// Executions of one try of a step are numbered within it; a try has fewer than this.
const HOSTS_PER_TRY: u64 = 1 << 24;

/// What became of one execution.
type Outcome = (HostRef, Result<(), Obstacle>);

/// A step is tried.
pub(super) fn attempt(In(due): In<Attempt>, mut script: Script, mut theatre: Theatre) {
    let scenario = script.scenario();
    if is_put_off(&mut script, &mut theatre, due) {
        return;
    }
    let Some(run) = Try::prepare(&script, scenario, &theatre, due) else { return };
    if run.begin_sending(&mut script, &mut theatre) || run.send_letters(&mut script, &mut theatre) {
        return;
    }
    let shown = run.shown(&mut script, &mut theatre);
    let targets = run.targets(&script, &theatre);
    let outcomes: Vec<Outcome> = targets
        .iter()
        .enumerate()
        .map(|(place, host)| (*host, run.execute(&mut script, &theatre, &shown, place, *host)))
        .collect();
    let prepared = matches!(run.step.effect, StepEffect::Prepare) && run.is_lucky(&script, 0);
    if prepared || outcomes.iter().any(|(_, outcome)| outcome.is_ok()) {
        run.succeed(&mut script, &mut theatre, &shown, &outcomes);
    } else {
        run.fail(&mut script, &mut theatre, &shown, &outcomes);
    }
}

/// Whether nothing is tried now: the adversary keeps still, or waits for a way back into the network.
fn is_put_off(script: &mut Script, theatre: &mut Theatre, due: Attempt) -> bool {
    let scenario = script.scenario();
    let Ok(course) = theatre.courses.get(due.intrusion) else { return true };
    let place = due.step.index();
    let current =
        course.progress.0[place] == StepState::Running && course.rounds.0[place].number == due.round;
    if course.ended || !current {
        return true;
    }
    let intrusion = *course.intrusion;
    let campaign = scenario.campaign(intrusion.campaign);
    if let Some(quiet) = course.quiet.filter(|quiet| quiet.0 > script.now()) {
        let key = execution_key(script, &intrusion, due.step, due.round);
        let (rest, cause) = (quiet.0.since(script.now()), script.cause());
        script.plan(Some(rest), rank::ATTACK, key, cause, Action::Attempt(due));
        return true;
    }
    let waits = course.presence.ever && course.presence.hosts == 0 && course.presence.hopes > 0;
    if waits && !is_outside(campaign, place) {
        let id = intrusion.id();
        let obstacle = Obstacle::NoFoothold;
        script.record(What::StepFailed { intrusion: id, step: due.step, obstacle, retried: true });
        theatre.steer(due.intrusion, |course| course.suspend(due.step));
        return true;
    }
    false
}

/// One try of a step.
struct Try<'a> {
    scenario: &'a Scenario,
    campaign: &'a Campaign,
    step: &'a Step,
    due: Attempt,
    intrusion: Intrusion,
    credentials: bool,
    key: StableKey,
    /// What it holds with the privilege that the step needs.
    held: Vec<HostRef>,
    /// Whether it holds anything at all.
    present: bool,
}

impl<'a> Try<'a> {
    fn prepare(script: &Script, scenario: &'a Scenario, theatre: &Theatre, due: Attempt) -> Option<Self> {
        let course = theatre.courses.get(due.intrusion).ok()?;
        let intrusion = *course.intrusion;
        let campaign = scenario.campaign(intrusion.campaign);
        let step = &campaign.steps[due.step.index()];
        Some(Self {
            scenario,
            campaign,
            step,
            due,
            intrusion,
            credentials: course.credentials,
            key: execution_key(script, &intrusion, due.step, due.round),
            held: theatre.held(due.intrusion, step.requires),
            present: course.presence.hosts > 0,
        })
    }

    fn ordinal(&self, place: usize) -> u64 {
        u64::from(self.due.attempt) * HOSTS_PER_TRY + place as u64
    }

    fn shown(&self, script: &mut Script, theatre: &mut Theatre) -> Vec<Shown> {
        let victim = self.intrusion.victim;
        shown_by(script, &mut theatre.book, &theatre.infrastructure, victim, &self.step.indicators)
    }

    fn execution(&self, place: usize, host: HostRef) -> Execution<'a> {
        Execution {
            intrusion: self.due.intrusion,
            id: self.intrusion.id(),
            step: self.step,
            group: host.group,
            host: Some(host),
            key: self.key,
            ordinal: self.ordinal(place),
            sight: Sight::Whole,
        }
    }

    fn odds(&self) -> Probability {
        odds(self.scenario, self.intrusion.campaign, self.step)
    }

    /// Whether luck is with an execution that touches no host, or that a person lets in.
    fn is_lucky(&self, script: &Script, place: usize) -> bool {
        script.chance(self.odds(), self.key, SUCCESS, self.ordinal(place))
    }

    fn execute(
        &self,
        script: &mut Script,
        theatre: &Theatre,
        shown: &[Shown],
        place: usize,
        host: HostRef,
    ) -> Result<(), Obstacle> {
        let place = place + self.due.piece as usize;
        let run = self.execution(place, host);
        // What spreads by itself begins in any case; its success is drawn at each host that it tries.
        if matches!(self.step.effect, StepEffect::Spread { .. }) {
            return theatre.senses.stop(script, &run, shown).map_or(Ok(()), Err);
        }
        theatre.carry_out(script, &run, shown, self.credentials, SUCCESS)?;
        let steals = matches!(self.step.effect, StepEffect::StealCredentials);
        if steals && theatre.finds_no_credentials(script, &self.rights(theatre)) {
            return Err(Obstacle::NoWay);
        }
        Ok(())
    }

    /// What it may do on the hosts that it holds.
    fn rights(&self, theatre: &Theatre) -> Vec<(HostRef, Privilege)> {
        let risen = theatre.held(self.due.intrusion, Privilege::Admin);
        let rights = |host| match risen.binary_search(host) {
            Ok(_) => Privilege::Admin,
            Err(_) => Privilege::User,
        };
        self.held.iter().map(|host| (*host, rights(host))).collect()
    }

    fn perceive(
        &self,
        script: &mut Script,
        theatre: &mut Theatre,
        shown: &[Shown],
        outcomes: &[Outcome],
        because: FactId,
    ) {
        for (place, (host, outcome)) in outcomes.iter().enumerate() {
            if matches!(
                outcome,
                Ok(()) | Err(Obstacle::Luck | Obstacle::Hardened { .. } | Obstacle::BestPractice)
            ) {
                let run = self.execution(place + self.due.piece as usize, *host);
                theatre.senses.perceive(script, &run, shown, because);
            }
        }
    }

    fn succeed(&self, script: &mut Script, theatre: &mut Theatre, shown: &[Shown], outcomes: &[Outcome]) {
        let (intrusion, step) = (self.intrusion.id(), self.due.step);
        if let Some(rate) = self.sends() {
            return self.send_piece(script, theatre, shown, outcomes, rate);
        }
        let mut because = None;
        for (host, _) in outcomes.iter().filter(|(_, outcome)| outcome.is_ok()) {
            let fact = script.record(What::StepSucceeded { intrusion, step, host: Some(*host) });
            because = because.or(Some(fact));
            self.affect(script, theatre, *host, fact);
        }
        let because =
            because.unwrap_or_else(|| script.record(What::StepSucceeded { intrusion, step, host: None }));
        self.perceive(script, theatre, shown, outcomes, because);
        self.take_effect(script, theatre, because);
        theatre.leave_decoys(script, self.due.intrusion, step, because);
        theatre.steer(self.due.intrusion, |course| course.done(script, step, because));
    }

    fn fail(&self, script: &mut Script, theatre: &mut Theatre, shown: &[Shown], outcomes: &[Outcome]) {
        let obstacle = self.obstacle(script, theatre, outcomes);
        let because = self.record_failure(script, obstacle);
        self.perceive(script, theatre, shown, outcomes, because);
        if outcomes.is_empty() && obstacle == Obstacle::Luck {
            self.perceive_unclicked(script, theatre, shown, because);
        }
        self.after_failure(script, theatre, shown, obstacle, because);
    }

    fn record_failure(&self, script: &mut Script, obstacle: Obstacle) -> FactId {
        let retried = self.due.attempt < self.step.retries;
        let (intrusion, step) = (self.intrusion.id(), self.due.step);
        script.record(What::StepFailed { intrusion, step, obstacle, retried })
    }

    /// The adversary answers, tries again, or gives the step up.
    fn after_failure(
        &self,
        script: &mut Script,
        theatre: &mut Theatre,
        shown: &[Shown],
        obstacle: Obstacle,
        because: FactId,
    ) {
        let answered = self.react(script, theatre, shown, obstacle);
        if self.due.attempt < self.step.retries {
            let ordinal = u64::from(self.due.attempt);
            let pause = paced_pause(script, self.campaign, &self.step.pause, self.key, PAUSE, ordinal);
            let again = Attempt { attempt: self.due.attempt + 1, ..self.due };
            script.plan(pause, rank::ATTACK, self.key, Some(because), Action::Attempt(again));
        } else if !answered {
            theatre.give_up(script, self.due.intrusion, self.due.step, because);
        }
    }

    /// The first thing that stood in the way, defences before luck.
    fn obstacle(&self, script: &Script, theatre: &Theatre, outcomes: &[Outcome]) -> Obstacle {
        let obstacles = || outcomes.iter().filter_map(|(_, outcome)| outcome.err());
        let defence = obstacles().find(|obstacle| obstacle.is_defence());
        let nobody = match &self.step.effect {
            StepEffect::Prepare | StepEffect::Enter { through: Through::Phishing { .. }, .. } => {
                Obstacle::Luck
            }
            StepEffect::Enter { .. } => Obstacle::NoTarget,
            _ if !self.present => Obstacle::NoFoothold,
            _ if self.held.is_empty() => Obstacle::NoPrivilege,
            _ => Obstacle::NoTarget,
        };
        let shut = || self.shut(script, theatre).filter(|_| nobody == Obstacle::NoTarget);
        defence.or_else(|| obstacles().next()).or_else(shut).unwrap_or(nobody)
    }

    fn shut(&self, script: &Script, theatre: &Theatre) -> Option<Obstacle> {
        let (targets, through, reach) = match &self.step.effect {
            StepEffect::Enter { targets, through, .. } => {
                (targets, *through, reach_from_outside(self.scenario, *through))
            }
            StepEffect::Move { targets, through, .. } => {
                (targets, *through, reach_from_zones(self.scenario, *through, self.held_zones()))
            }
            _ => return None,
        };
        theatre.shut(script, &self.intrusion, (targets, through), &reach)
    }

    /// Messages that nobody clicks are still delivered, and seen by what watches the mail.
    fn perceive_unclicked(
        &self,
        script: &mut Script,
        theatre: &mut Theatre,
        shown: &[Shown],
        because: FactId,
    ) {
        let Some(group) = self.entry_field().and_then(|field| field.group()) else { return };
        let run = Execution {
            intrusion: self.due.intrusion,
            id: self.intrusion.id(),
            step: self.step,
            group,
            host: None,
            key: self.key,
            ordinal: self.ordinal(0),
            sight: Sight::Whole,
        };
        theatre.senses.perceive(script, &run, shown, because);
    }

    /// The adversary answers what was held against it. Whether the step will be tried again for that.
    fn react(&self, script: &mut Script, theatre: &mut Theatre, shown: &[Shown], obstacle: Obstacle) -> bool {
        let Ok(mut course) = theatre.courses.get_mut(self.due.intrusion) else { return false };
        let known = match obstacle {
            Obstacle::Indicator { pattern, .. } => shown.iter().find(|shown| shown.pattern == pattern),
            obstacle if obstacle.is_defence() => None,
            Obstacle::Patched(_) | Obstacle::Hardened { .. } | Obstacle::BestPractice => {
                course.last_stop.0 = Some(obstacle);
                return false;
            }
            _ => return false,
        };
        course.last_stop.0 = Some(obstacle);
        let generations = &theatre.infrastructure.generations;
        let known = known.map(|known| (known.indicator, generations[known.indicator.index()]));
        let noticed = Noticed {
            intrusion: self.due.intrusion,
            campaign: self.intrusion.campaign,
            notice: Notice::Block,
            known,
            step: Some(self.due),
            key: self.key.child("stopped").index(self.ordinal(self.due.piece as usize)),
        };
        let cause = script.cause();
        let prospects = react(script, noticed, course.presence.implants > 0, cause);
        course.presence.hopes += prospects.hopes;
        prospects.retry
    }
}

mod aim;
mod effect;
pub(super) mod letters;
