//! A step is tried: against whom, what stops it, who sees it, what comes of it.

use bevy_ecs::prelude::*;

use super::adversary::Theatre;
use super::choice::Tiers;
use super::components::{Intrusion, StepState};
use super::course::{execution_key, is_outside, paced_pause};
use super::infrastructure::{Shown, shown_by};
use super::reaction::{Noticed, react};
use super::senses::Execution;
use super::terrain::{Field, Reach, yields_to};
use crate::engine::{Purpose, StableKey};
use crate::scenario::model::{
    Campaign, Choose, GroupId, HostRef, Privilege, Scenario, Step, StepEffect, Through,
};
use crate::sim::action::{Action, Attempt};
use crate::sim::fact::{FactId, Notice, Obstacle, What};
use crate::sim::script::{Script, rank};

const CLICK: Purpose = Purpose::new("phishing.click");
const SUCCESS: Purpose = Purpose::new("step.success");
const PAUSE: Purpose = Purpose::new("step.pause");

/// Executions of one try of a step are numbered within it; a try has fewer than this.
const HOSTS_PER_TRY: u64 = 1 << 24;

/// What became of one execution.
type Outcome = (HostRef, Result<(), Obstacle>);

/// A step is tried.
pub(super) fn attempt(In(due): In<Attempt>, mut script: Script, mut theatre: Theatre) {
    let scenario = script.setting().scenario.clone();
    if is_put_off(&mut script, &mut theatre, due) {
        return;
    }
    let Some(run) = Try::prepare(&script, &scenario, &theatre, due) else { return };
    if run.begin_sending(&mut script, &mut theatre) {
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
    let scenario = script.setting().scenario.clone();
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

    fn field(&self, targets: &[GroupId], reach: &Reach) -> Field<'a> {
        Field::new(self.scenario, self.intrusion.victim, targets, reach)
    }

    /// What footholds reach over the links.
    fn reach(&self) -> Reach {
        let zones = self.held.iter().map(|host| self.scenario.group(host.group).zone);
        Reach::from_zones(self.scenario, zones)
    }

    fn entry_field(&self) -> Option<Field<'a>> {
        let StepEffect::Enter { targets, through, .. } = &self.step.effect else { return None };
        Some(self.field(targets, &from_outside(*through)))
    }

    fn tiers(
        &self,
        theatre: &Theatre,
        targets: &[GroupId],
        reach: &Reach,
        choose: Choose,
    ) -> Option<Tiers<'a>> {
        let course = theatre.courses.get(self.due.intrusion).ok()?;
        let seen = (self.held.as_slice(), &course.discovered.0);
        Some(Tiers::new(self.scenario, self.intrusion.victim, targets, reach, choose, seen))
    }

    /// The hosts that this try goes for.
    fn targets(&self, script: &Script, theatre: &Theatre) -> Vec<HostRef> {
        match &self.step.effect {
            StepEffect::Prepare => Vec::new(),
            StepEffect::Enter { targets, hosts, through, choose, .. } => {
                let Some(tiers) = self.tiers(theatre, targets, &from_outside(*through), *choose) else {
                    return Vec::new();
                };
                match through {
                    Through::Phishing { messages, click } => {
                        let clicked = (0..*messages).filter(|message| {
                            let ordinal = self.ordinal(*message as usize);
                            script.chance(*click, self.key, CLICK, ordinal)
                        });
                        self.choose(script, theatre, &tiers, *through, clicked.take(*hosts as usize))
                    }
                    _ => self.choose(script, theatre, &tiers, *through, 0..*hosts),
                }
            }
            StepEffect::Move { targets, hosts, through, choose, .. } => {
                match self.tiers(theatre, targets, &self.reach(), *choose) {
                    Some(tiers) => self.choose(script, theatre, &tiers, *through, 0..*hosts),
                    None => Vec::new(),
                }
            }
            StepEffect::Persist { targets, hosts, .. } => {
                match self.tiers(theatre, targets, &self.reach(), Choose::Random) {
                    Some(tiers) => self.choose(script, theatre, &tiers, Through::Tools, 0..*hosts),
                    None => Vec::new(),
                }
            }
            StepEffect::Escalate { hosts } => {
                let risen = theatre.held(self.due.intrusion, Privilege::Admin);
                let low = self.held.iter().filter(|host| risen.binary_search(host).is_err());
                low.take(*hosts as usize).copied().collect()
            }
            StepEffect::Spread { .. }
            | StepEffect::Act
            | StepEffect::Discover { .. }
            | StepEffect::StealCredentials
            | StepEffect::Collect { .. }
            | StepEffect::Exfiltrate { .. }
            | StepEffect::Achieve { .. } => self.held.first().copied().into_iter().collect(),
        }
    }

    /// One fit host for each of the numbers, no host twice; from the first field that has one.
    fn choose(
        &self,
        script: &Script,
        theatre: &Theatre,
        tiers: &Tiers,
        through: Through,
        numbers: impl Iterator<Item = u32>,
    ) -> Vec<HostRef> {
        let mut chosen: Vec<HostRef> = Vec::new();
        for number in numbers {
            let fit = |host| {
                !chosen.contains(&host)
                    && theatre.terrain.is_open(host, self.due.intrusion)
                    && yields_to(script, host, through)
            };
            let ordinal = self.ordinal(number as usize);
            let mut fields = tiers.fields().iter();
            match fields.find_map(|field| field.pick(script, self.key, ordinal, fit)) {
                Some(host) => chosen.push(host),
                None => break,
            }
        }
        chosen
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
        }
    }

    /// Whether luck is with an execution.
    fn is_lucky(&self, script: &Script, place: usize) -> bool {
        let success = match self.through() {
            Some(Through::Exploit(id)) => {
                self.step.success.and(self.scenario.vulnerabilities[id.index()].exploitability)
            }
            _ => self.step.success,
        };
        script.chance(success.with_odds(self.campaign.actor.skill), self.key, SUCCESS, self.ordinal(place))
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
        if let Some(stop) = theatre.senses.stop(script, &self.execution(place, host), shown) {
            return Err(stop);
        }
        if self.through() == Some(Through::Credentials) && self.is_move() && !self.credentials {
            return Err(Obstacle::NoWay);
        }
        // What spreads by itself begins in any case; its success is drawn at each host that it tries.
        let lucky = matches!(self.step.effect, StepEffect::Spread { .. }) || self.is_lucky(script, place);
        if lucky { Ok(()) } else { Err(Obstacle::Luck) }
    }

    fn is_move(&self) -> bool {
        matches!(self.step.effect, StepEffect::Move { .. })
    }

    fn through(&self) -> Option<Through> {
        match &self.step.effect {
            StepEffect::Enter { through, .. } | StepEffect::Move { through, .. } => Some(*through),
            _ => None,
        }
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
            if matches!(outcome, Ok(()) | Err(Obstacle::Luck)) {
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
        theatre.steer(self.due.intrusion, |course| course.done(script, step, because));
    }

    fn fail(&self, script: &mut Script, theatre: &mut Theatre, shown: &[Shown], outcomes: &[Outcome]) {
        let obstacle = self.obstacle(outcomes);
        let retried = self.due.attempt < self.step.retries;
        let intrusion = self.intrusion.id();
        let step = self.due.step;
        let because = script.record(What::StepFailed { intrusion, step, obstacle, retried });
        self.perceive(script, theatre, shown, outcomes, because);
        if outcomes.is_empty() && obstacle == Obstacle::Luck {
            self.perceive_unclicked(script, theatre, shown, because);
        }
        let answered = self.react(script, theatre, shown, obstacle);
        if retried {
            let ordinal = u64::from(self.due.attempt);
            let pause = paced_pause(script, self.campaign, &self.step.pause, self.key, PAUSE, ordinal);
            let again = Attempt { attempt: self.due.attempt + 1, ..self.due };
            script.plan(pause, rank::ATTACK, self.key, Some(because), Action::Attempt(again));
        } else if !answered {
            theatre.give_up(script, self.due.intrusion, step, because);
        }
    }

    /// The first thing that stood in the way, defences before luck.
    fn obstacle(&self, outcomes: &[Outcome]) -> Obstacle {
        let obstacles = || outcomes.iter().filter_map(|(_, outcome)| outcome.err());
        let defence = obstacles().find(|o| matches!(o, Obstacle::Control(_) | Obstacle::Indicator { .. }));
        let nobody = match &self.step.effect {
            StepEffect::Prepare | StepEffect::Enter { through: Through::Phishing { .. }, .. } => {
                Obstacle::Luck
            }
            StepEffect::Enter { .. } => Obstacle::NoTarget,
            _ if !self.present => Obstacle::NoFoothold,
            _ if self.held.is_empty() => Obstacle::NoPrivilege,
            _ => Obstacle::NoTarget,
        };
        defence.or_else(|| obstacles().next()).unwrap_or(nobody)
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
        };
        theatre.senses.perceive(script, &run, shown, because);
    }

    /// The adversary answers what was held against it. Whether the step will be tried again for that.
    fn react(&self, script: &mut Script, theatre: &mut Theatre, shown: &[Shown], obstacle: Obstacle) -> bool {
        let Ok(mut course) = theatre.courses.get_mut(self.due.intrusion) else { return false };
        let known = match obstacle {
            Obstacle::Indicator { pattern, .. } => shown.iter().find(|shown| shown.pattern == pattern),
            Obstacle::Control(_) => None,
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

/// Where an entry can come from.
fn from_outside(through: Through) -> Reach {
    match through {
        Through::Phishing { .. } | Through::Trusted => Reach::Anywhere,
        Through::Exploit(_) | Through::Credentials | Through::Tools => Reach::FromInternet,
    }
}

mod effect;
