//! Procedures that teams take over from each other: what a playbook says, or what reviews have taught, makes another team
//! faster too, the more the longer it has had it, and never slower than it is by itself.

use std::collections::BTreeMap;

use bevy_ecs::prelude::*;

use super::practice::{Experience, Techniques};
use crate::scenario::model::{PlayStage, Tactic, Team, Technique, TechniqueId};
use crate::sim::action::Counsel;
use crate::sim::fact::{Object, Procedure, Provenance};
use crate::sim::script::Script;
use crate::units::{SimTime, Span};

/// What a team has taken over, by technique.
#[derive(Component, Clone, Debug, Default)]
pub(crate) struct Adopted(BTreeMap<Technique, Vec<Adoption>>);

/// A procedure that comes into use little by little.
#[derive(Clone, Copy, Debug)]
struct Adoption {
    procedure: Procedure,
    since: SimTime,
    within: Span,
    provenance: Provenance,
}

impl Adoption {
    /// The factor on the time of a stage by now.
    fn factor(&self, now: SimTime, stage: PlayStage) -> f64 {
        let had = now.since(self.since).as_secs_f64();
        let within = self.within.as_secs_f64();
        let share = if had >= within { 1.0 } else { had / within };
        1.0 - (1.0 - self.procedure.factor(stage)) * share
    }
}

impl Adopted {
    /// Takes a procedure over.
    pub(super) fn take(&mut self, script: &Script, counsel: &Counsel) {
        let Object::Playbook(procedure) = counsel.object else { return };
        let technique = script.setting().scenario.technique(procedure.technique).clone();
        let (since, within, provenance) = (script.now(), counsel.adopts, counsel.provenance);
        self.0.entry(technique).or_default().push(Adoption { procedure, since, within, provenance });
    }

    /// The least factor of what was taken over for a technique, and from whom that is.
    pub(super) fn least(
        &self,
        now: SimTime,
        stage: PlayStage,
        technique: &Technique,
    ) -> Option<(f64, Provenance)> {
        let all = self.0.get(technique).into_iter().flatten();
        let all = all.map(|one| (one.factor(now, stage), one.provenance));
        all.min_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)))
    }

    /// The least factor of what was taken over for what analysis has come upon.
    pub(super) fn of_stage(
        &self,
        now: SimTime,
        stage: PlayStage,
        found: &Techniques,
    ) -> Option<(f64, Provenance)> {
        let all = found.0.iter().filter_map(|(technique, _)| self.least(now, stage, technique));
        all.min_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)))
    }
}

/// What a team can tell others of how to deal with a technique; none where it has no way that is faster than without.
pub(super) fn procedure(
    script: &Script,
    team: &Team,
    experience: &Experience,
    id: TechniqueId,
) -> Option<Procedure> {
    let scenario = &script.setting().scenario;
    let technique = scenario.technique(id);
    let steps = scenario.campaigns.iter().flat_map(|campaign| &campaign.steps);
    let tactics: Vec<Tactic> =
        steps.filter(|step| step.technique == *technique).map(|step| step.tactic).collect();
    let book = |stage| {
        let fitting = team
            .playbooks
            .iter()
            .flat_map(|book| tactics.iter().filter_map(move |tactic| book.factor(stage, technique, *tactic)));
        fitting.reduce(f64::min).unwrap_or(1.0)
    };
    let learnt = experience.of(technique);
    let procedure = Procedure::new(
        id,
        [
            book(PlayStage::Analysis) * learnt,
            book(PlayStage::Containment) * learnt,
            book(PlayStage::Eradication),
            book(PlayStage::Recovery),
        ],
    );
    procedure.helps().then_some(procedure)
}
