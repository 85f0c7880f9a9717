//! A step is tried: against whom, what stops it, who sees it, what comes of it.

use bevy_ecs::prelude::*;

use super::access::{reach_from_outside, reach_from_zones};
use super::adversary::{Theatre, execution_key, set_spreading, settle, start_ready};
use super::components::{Credentials, Intrusion, StepState};
use super::infrastructure::{Shown, replace, shown_by};
use super::senses::Execution;
use super::terrain::{Field, Reach};
use crate::engine::{Purpose, StableKey};
use crate::scenario::model::{GroupId, HostRef, Privilege, Scenario, Step, StepEffect, Through, ZoneId};
use crate::sim::action::{Action, Attempt, Rotate};
use crate::sim::fact::{FactId, Obstacle, What};
use crate::sim::script::{Script, rank};

const CLICK: Purpose = Purpose::new("phishing.click");
const SUCCESS: Purpose = Purpose::new("step.success");
const PAUSE: Purpose = Purpose::new("step.pause");
const ON_BLOCK: Purpose = Purpose::new("reaction.on-block");
const SHARE: Purpose = Purpose::new("impact.share");

/// Executions of one try of a step are numbered within it; a try has fewer than this.
const HOSTS_PER_TRY: u64 = 1 << 24;

/// A step is tried.
pub(super) fn attempt(In(due): In<Attempt>, mut script: Script, mut theatre: Theatre) {
    let scenario = script.setting().scenario.clone();
    let Some(run) = Try::prepare(&script, &scenario, &theatre, due) else { return };
    let targets = run.targets(&script, &theatre);
    let shown = run.shown(&mut script, &mut theatre);
    let outcomes: Vec<(HostRef, Result<(), Obstacle>)> = targets
        .iter()
        .enumerate()
        .map(|(place, host)| (*host, run.execute(&mut script, &theatre, &shown, place, *host)))
        .collect();
    if outcomes.iter().any(|(_, outcome)| outcome.is_ok()) {
        run.succeed(&mut script, &mut theatre, &shown, &outcomes);
    } else {
        run.fail(&mut script, &mut theatre, &shown, &outcomes);
    }
}

/// One try of a step.
struct Try<'a> {
    scenario: &'a Scenario,
    step: &'a Step,
    due: Attempt,
    intrusion: Intrusion,
    credentials: bool,
    key: StableKey,
    held: Vec<HostRef>,
}

impl<'a> Try<'a> {
    fn prepare(script: &Script, scenario: &'a Scenario, theatre: &Theatre, due: Attempt) -> Option<Self> {
        let (intrusion, progress, .., credentials, ended) = theatre.courses.get(due.intrusion).ok()?;
        if ended || progress.0[due.step.index()] != StepState::Running {
            return None;
        }
        let intrusion = *intrusion;
        Some(Self {
            scenario,
            step: &scenario.campaign(intrusion.campaign).steps[due.step.index()],
            due,
            intrusion,
            credentials,
            key: execution_key(script, &intrusion, due.step),
            held: theatre.held(due.intrusion),
        })
    }

    fn ordinal(&self, place: usize) -> u64 {
        u64::from(self.due.attempt) * HOSTS_PER_TRY + place as u64
    }

    fn field(&self, targets: &[GroupId], reach: &Reach) -> Field<'a> {
        Field::new(self.scenario, self.intrusion.victim, targets, reach)
    }

    /// What footholds reach over the links, whatever these let through.
    fn reach(&self) -> Reach {
        Reach::from_zones(self.scenario, self.held_zones(), None)
    }

    fn held_zones(&self) -> impl Iterator<Item = ZoneId> {
        self.held.iter().map(|host| self.scenario.group(host.group).zone)
    }

    fn entry_field(&self) -> Option<Field<'a>> {
        let StepEffect::Enter { targets, through, .. } = &self.step.effect else { return None };
        Some(self.field(targets, &reach_from_outside(self.scenario, *through)))
    }

    /// The hosts that this try goes for.
    fn targets(&self, script: &Script, theatre: &Theatre) -> Vec<HostRef> {
        match &self.step.effect {
            StepEffect::Enter { hosts, through, .. } => {
                let Some(field) = self.entry_field() else { return Vec::new() };
                match through {
                    Through::Phishing { messages, click } => {
                        let clicked = (0..*messages).filter(|message| {
                            let ordinal = self.ordinal(*message as usize);
                            script.chance(*click, self.key, CLICK, ordinal)
                        });
                        self.choose(script, theatre, &field, *through, clicked.take(*hosts as usize))
                    }
                    _ => self.choose(script, theatre, &field, *through, 0..*hosts),
                }
            }
            StepEffect::Move { targets, hosts, through } => {
                let reach = reach_from_zones(self.scenario, *through, self.held_zones());
                let field = self.field(targets, &reach);
                self.choose(script, theatre, &field, *through, 0..*hosts)
            }
            StepEffect::Spread { .. }
            | StepEffect::Act
            | StepEffect::StealCredentials
            | StepEffect::Achieve { .. } => self.held.first().copied().into_iter().collect(),
        }
    }

    /// One fit host for each of the numbers, no host twice.
    fn choose(
        &self,
        script: &Script,
        theatre: &Theatre,
        field: &Field,
        through: Through,
        numbers: impl Iterator<Item = u32>,
    ) -> Vec<HostRef> {
        let mut chosen: Vec<HostRef> = Vec::new();
        for number in numbers {
            let fit = |host| {
                !chosen.contains(&host)
                    && theatre.terrain.is_open(host, self.due.intrusion)
                    && theatre.yields(script, &self.intrusion, host, through)
            };
            match field.pick(script, self.key, self.ordinal(number as usize), fit) {
                Some(host) => chosen.push(host),
                None => break,
            }
        }
        chosen
    }

    fn shown(&self, script: &mut Script, theatre: &mut Theatre) -> Vec<Shown> {
        let Intrusion { campaign, victim, .. } = self.intrusion;
        let entity = theatre.grounds.campaign(campaign);
        let Ok(infrastructure) = theatre.infrastructure.get(entity) else { return Vec::new() };
        shown_by(script, &mut theatre.book, infrastructure, campaign, victim, &self.step.indicators)
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

    fn execute(
        &self,
        script: &mut Script,
        theatre: &Theatre,
        shown: &[Shown],
        place: usize,
        host: HostRef,
    ) -> Result<(), Obstacle> {
        let run = self.execution(place, host);
        // What spreads by itself begins in any case; its success is drawn at each host that it tries.
        if matches!(self.step.effect, StepEffect::Spread { .. }) {
            return theatre.senses.stop(script, &run, shown).map_or(Ok(()), Err);
        }
        theatre.carry_out(script, &run, shown, self.credentials, SUCCESS)?;
        let steals = matches!(self.step.effect, StepEffect::StealCredentials);
        if steals && theatre.finds_no_credentials(script, &self.rights()) {
            return Err(Obstacle::NoWay);
        }
        Ok(())
    }

    /// What it may do on the hosts that it holds.
    fn rights(&self) -> Vec<(HostRef, Privilege)> {
        self.held.iter().map(|host| (*host, Privilege::Admin)).collect()
    }

    fn perceive(
        &self,
        script: &mut Script,
        theatre: &mut Theatre,
        shown: &[Shown],
        outcomes: &[(HostRef, Result<(), Obstacle>)],
        because: FactId,
    ) {
        for (place, (host, outcome)) in outcomes.iter().enumerate() {
            if matches!(outcome, Ok(()) | Err(Obstacle::Luck)) {
                theatre.senses.perceive(script, &self.execution(place, *host), shown, because);
            }
        }
    }

    fn succeed(
        &self,
        script: &mut Script,
        theatre: &mut Theatre,
        shown: &[Shown],
        outcomes: &[(HostRef, Result<(), Obstacle>)],
    ) {
        let intrusion = self.intrusion.id();
        let step = self.due.step;
        let mut because = None;
        for (host, _) in outcomes.iter().filter(|(_, outcome)| outcome.is_ok()) {
            let fact = script.record(What::StepSucceeded { intrusion, step, host: Some(*host) });
            because = because.or(Some(fact));
            if matches!(self.step.effect, StepEffect::Enter { .. } | StepEffect::Move { .. }) {
                theatre.gain(script, self.due.intrusion, *host, fact);
            }
        }
        let Some(because) = because else { return };
        self.perceive(script, theatre, shown, outcomes, because);
        self.take_effect(script, theatre, because);
        if let Ok((_, mut progress, ..)) = theatre.courses.get_mut(self.due.intrusion) {
            progress.0[step.index()] = StepState::Done;
            start_ready(script, self.due.intrusion, &self.intrusion, &mut progress, because);
        }
    }

    fn take_effect(&self, script: &mut Script, theatre: &mut Theatre, because: FactId) {
        match &self.step.effect {
            StepEffect::Enter { .. } | StepEffect::Move { .. } | StepEffect::Act => {}
            StepEffect::StealCredentials => {
                theatre.commands.entity(self.due.intrusion).insert(Credentials);
                for host in self.rights() {
                    theatre.harvest(script, &self.intrusion, host, because);
                }
            }
            StepEffect::Spread { .. } => self.begin_spreading(script, theatre, because),
            StepEffect::Achieve { impact, targets, share } => {
                let reached = What::ObjectiveReached { intrusion: self.intrusion.id(), impact: *impact };
                let reached = script.record_because(Some(because), reached);
                if impact.takes_down() {
                    let hosts = self.suffering(script, targets, share.get());
                    theatre.take_down(script, self.due.intrusion, *impact, &hosts, reached);
                }
            }
        }
    }

    fn begin_spreading(&self, script: &mut Script, theatre: &mut Theatre, because: FactId) {
        let Ok((.., footholds, _, _)) = theatre.courses.get(self.due.intrusion) else { return };
        let footholds: Vec<Entity> = footholds.into_iter().flat_map(|all| all.iter()).collect();
        if let Ok((_, _, _, _, mut spreads, ..)) = theatre.courses.get_mut(self.due.intrusion) {
            spreads.0.push(self.due.step);
        }
        for foothold in footholds {
            if let Ok((held, _)) = theatre.footholds.get(foothold) {
                set_spreading(script, &self.intrusion, self.due.step, foothold, held.host, because);
            }
        }
    }

    /// The hosts that an impact strikes: a share of those in reach, or the ones held where no group is named.
    fn suffering(&self, script: &Script, targets: &[GroupId], share: f64) -> Vec<HostRef> {
        if targets.is_empty() {
            return self.held.clone();
        }
        let field = self.field(targets, &self.reach());
        field
            .hosts()
            .filter(|host| {
                let key = self.key.with(script.setting().keys.host(*host));
                share >= 1.0 || script.draw(key, SHARE, 0).uniform() < share
            })
            .collect()
    }

    fn fail(
        &self,
        script: &mut Script,
        theatre: &mut Theatre,
        shown: &[Shown],
        outcomes: &[(HostRef, Result<(), Obstacle>)],
    ) {
        let obstacle = self.obstacle(outcomes);
        let retried = self.due.attempt < self.step.retries;
        let intrusion = self.intrusion.id();
        let step = self.due.step;
        let because = script.record(What::StepFailed { intrusion, step, obstacle, retried });
        self.perceive(script, theatre, shown, outcomes, because);
        if outcomes.is_empty() && obstacle == Obstacle::Luck {
            self.perceive_unclicked(script, theatre, shown, because);
        }
        self.react(script, theatre, shown, obstacle);
        let Ok((_, mut progress, presence, mut last_stop, ..)) = theatre.courses.get_mut(self.due.intrusion)
        else {
            return;
        };
        if obstacle.is_defence() {
            last_stop.0 = Some(obstacle);
        }
        if retried {
            let pause = script.span(&self.step.pause, self.key, PAUSE, u64::from(self.due.attempt));
            let again = Attempt { attempt: self.due.attempt + 1, ..self.due };
            script.plan(pause, rank::ATTACK, self.key, Some(because), Action::Attempt(again));
        } else {
            progress.0[step.index()] = StepState::Failed;
            let entity = self.due.intrusion;
            settle(script, &mut theatre.commands, entity, &self.intrusion, &progress, &presence, &last_stop);
        }
    }

    /// The first thing that stood in the way, defences before luck.
    fn obstacle(&self, outcomes: &[(HostRef, Result<(), Obstacle>)]) -> Obstacle {
        let obstacles = || outcomes.iter().filter_map(|(_, outcome)| outcome.err());
        let defence = obstacles().find(|obstacle| obstacle.is_defence());
        let unclicked =
            matches!(self.step.effect, StepEffect::Enter { through: Through::Phishing { .. }, .. });
        let nobody = if unclicked { Obstacle::Luck } else { Obstacle::NoTarget };
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

    /// The adversary may replace an indicator that was held against it.
    fn react(&self, script: &mut Script, theatre: &mut Theatre, shown: &[Shown], obstacle: Obstacle) {
        let Obstacle::Indicator { pattern, .. } = obstacle else { return };
        let Some(known) = shown.iter().find(|shown| shown.pattern == pattern) else { return };
        let campaign = self.intrusion.campaign;
        let chance = self.scenario.campaign(campaign).reaction.on_block;
        if !script.chance(chance, self.key, ON_BLOCK, u64::from(self.due.attempt)) {
            return;
        }
        let entity = theatre.grounds.campaign(campaign);
        if let Ok(mut infrastructure) = theatre.infrastructure.get_mut(entity) {
            let generation = infrastructure.generations[known.indicator];
            replace(script, &mut infrastructure, Rotate { campaign, indicator: known.indicator, generation });
        }
    }
}
