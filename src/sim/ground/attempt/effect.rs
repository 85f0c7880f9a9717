//! What a step that has succeeded changes.

use bevy_ecs::prelude::*;

use super::{Outcome, Try};
use crate::engine::Purpose;
use crate::scenario::model::{GroupId, HostRef, Impact, Privilege, StepEffect};
use crate::sim::action::{Action, Attempt};
use crate::sim::fact::{FactId, Obstacle, What};
use crate::sim::ground::adversary::Theatre;
use crate::sim::ground::components::{Credentials, Implant};
use crate::sim::ground::course::launch_next;
use crate::sim::ground::infrastructure::Shown;
use crate::sim::script::{Script, rank};
use crate::units::Span;

const SHARE: Purpose = Purpose::new("impact.share");

impl Try<'_> {
    /// What success does to one host.
    pub(super) fn affect(&self, script: &mut Script, theatre: &mut Theatre, host: HostRef, because: FactId) {
        let entity = self.due.intrusion;
        match &self.step.effect {
            StepEffect::Enter { gains, through, .. } | StepEffect::Move { gains, through, .. } => {
                let campaign = self.intrusion.campaign;
                let rights = theatre.rights(self.scenario, campaign, host, *gains, *through);
                theatre.gain(script, entity, host, rights, because);
            }
            StepEffect::Persist { found, .. } => {
                theatre.plant(script, entity, Implant { host, found: *found }, because);
            }
            StepEffect::Escalate { .. } => self.escalate(script, theatre, host, because),
            _ => {}
        }
    }

    fn escalate(&self, script: &mut Script, theatre: &mut Theatre, host: HostRef, because: FactId) {
        let Ok(course) = theatre.courses.get(self.due.intrusion) else { return };
        let here: Vec<Entity> = course.footholds.into_iter().flat_map(|all| all.iter()).collect();
        for foothold in here {
            if let Ok((mut foothold, _)) = theatre.footholds.get_mut(foothold)
                && foothold.host == host
            {
                foothold.privilege = Privilege::Admin;
            }
        }
        script.record_because(Some(because), What::PrivilegeGained { intrusion: self.intrusion.id(), host });
    }

    /// What success does beyond the hosts that it was tried on.
    pub(super) fn take_effect(&self, script: &mut Script, theatre: &mut Theatre, because: FactId) {
        let entity = self.due.intrusion;
        match &self.step.effect {
            StepEffect::Prepare
            | StepEffect::Enter { .. }
            | StepEffect::Move { .. }
            | StepEffect::Act
            | StepEffect::Escalate { .. }
            | StepEffect::Persist { .. }
            | StepEffect::Exfiltrate { .. } => {}
            StepEffect::StealCredentials => {
                theatre.commands.entity(entity).insert(Credentials);
                for host in self.rights(theatre) {
                    theatre.harvest(script, &self.intrusion, host, because);
                }
            }
            StepEffect::Discover { targets } => self.discover(script, theatre, targets, because),
            StepEffect::Collect { targets } => {
                theatre.collect(script, entity, (&self.held, targets), because);
            }
            StepEffect::Spread { .. } => self.begin_spreading(script, theatre, because),
            StepEffect::Achieve { impact, targets, share } => {
                let reached = self.reach_objective(script, *impact, because);
                if impact.takes_down() {
                    let hosts = self.suffering(script, targets, share.get());
                    theatre.take_down(script, entity, *impact, &hosts, reached);
                }
            }
        }
    }

    fn reach_objective(&self, script: &mut Script, impact: Impact, because: FactId) -> FactId {
        let reached = What::ObjectiveReached { intrusion: self.intrusion.id(), impact };
        let reached = script.record_because(Some(because), reached);
        launch_next(script, self.intrusion.campaign, self.intrusion.victim, reached);
        reached
    }

    fn discover(&self, script: &mut Script, theatre: &mut Theatre, targets: &[GroupId], because: FactId) {
        let Ok(mut course) = theatre.courses.get_mut(self.due.intrusion) else { return };
        let ours = |group: &&GroupId| self.scenario.group(**group).organisation == self.intrusion.victim;
        let found: Vec<GroupId> = targets.iter().filter(ours).copied().collect();
        let hosts = found.iter().map(|group| u64::from(self.scenario.group(*group).count)).sum();
        course.discovered.0.extend(found);
        let intrusion = self.intrusion.id();
        script.record_because(Some(because), What::HostsDiscovered { intrusion, hosts });
    }

    fn begin_spreading(&self, script: &mut Script, theatre: &mut Theatre, because: FactId) {
        let Ok(mut course) = theatre.courses.get_mut(self.due.intrusion) else { return };
        course.spreads.0.push(self.due.step);
        let footholds: Vec<Entity> = course.footholds.into_iter().flat_map(|all| all.iter()).collect();
        for foothold in footholds {
            if let Ok((held, _)) = theatre.footholds.get(foothold) {
                let held = (foothold, held.host, held.life);
                theatre.set_spreading(script, &self.intrusion, self.due.step, held, because);
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

    /// How fast this step sends data out (MB/h); none where it does something else.
    pub(super) fn sends(&self) -> Option<f64> {
        match self.step.effect {
            StepEffect::Exfiltrate { rate, .. } => Some(rate),
            _ => None,
        }
    }

    /// Whether the try is no more than the beginning of a transfer, or there is nothing to transfer.
    pub(super) fn begin_sending(&self, script: &mut Script, theatre: &mut Theatre) -> bool {
        let StepEffect::Exfiltrate { rate, pieces } = self.step.effect else { return false };
        if self.due.piece > 0 || self.held.is_empty() {
            return false;
        }
        let (intrusion, step) = (self.intrusion.id(), self.due.step);
        match theatre.cut(self.due.intrusion, pieces, rate) {
            Some(takes) => self.plan_piece(script, takes, None),
            None => {
                let obstacle = Obstacle::NoTarget;
                let because = script.record(What::StepFailed { intrusion, step, obstacle, retried: false });
                theatre.give_up(script, self.due.intrusion, step, because);
            }
        }
        true
    }

    fn plan_piece(&self, script: &mut Script, takes: Span, because: Option<FactId>) {
        let cause = because.or(script.cause());
        let next = Attempt { piece: self.due.piece + 1, ..self.due };
        script.plan(Some(takes), rank::ATTACK, self.key, cause, Action::Attempt(next));
    }

    /// A piece of the data is out; the next follows, or the objective is reached.
    pub(super) fn send_piece(
        &self,
        script: &mut Script,
        theatre: &mut Theatre,
        shown: &[Shown],
        outcomes: &[Outcome],
        rate: f64,
    ) {
        let (intrusion, step) = (self.intrusion.id(), self.due.step);
        let host = outcomes.first().map(|(host, _)| *host);
        let because = script.record(What::StepSucceeded { intrusion, step, host });
        self.perceive(script, theatre, shown, outcomes, because);
        match theatre.send(script, self.due.intrusion, rate, because) {
            Some(takes) => self.plan_piece(script, takes, Some(because)),
            None => {
                self.reach_objective(script, Impact::Exfiltration, because);
                theatre.steer(self.due.intrusion, |course| course.done(script, step, because));
            }
        }
    }
}
