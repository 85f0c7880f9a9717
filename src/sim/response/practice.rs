//! How practised a team is: playbooks for what an attack does, and what it has learnt from earlier ones.

use std::collections::BTreeMap;

use bevy_ecs::prelude::*;

use super::Roster;
use super::clocks::Gravity;
use super::desk::{Desks, Task, Terms};
use super::incident::Incident;
use super::procedures::Adopted;
use crate::scenario::model::{PlayStage, Tactic, Team, TeamId, Technique, WorkKind};
use crate::sim::fact::{Casework, Effect, IncidentId, Provenance, What};
use crate::sim::ground::{Matter, Talents};
use crate::sim::script::Script;

/// The techniques that analysis of a case has come upon.
#[derive(Component, Clone, Debug, Default)]
pub(super) struct Techniques(pub(super) Vec<(Technique, Tactic)>);

/// What reviews have come to: factors on the time that incidents with a technique take.
#[derive(Component, Debug, Default)]
pub(super) struct Experience(BTreeMap<Technique, f64>);

impl Experience {
    /// The factor that reviews have come to for a technique.
    pub(super) fn of(&self, technique: &Technique) -> f64 {
        self.0.get(technique).copied().unwrap_or(1.0)
    }

    fn with<'t>(&self, found: impl Iterator<Item = &'t Technique>) -> f64 {
        found.filter_map(|technique| self.0.get(technique)).copied().fold(1.0, f64::min)
    }
}

/// The factor on the time that analysis takes, of something that nobody has looked into yet, and who has told the team to
/// go about it so.
pub(super) fn of_analysis(
    script: &Script,
    team: &Team,
    (experience, adopted): (&Experience, &Adopted),
    talents: &Talents,
    matter: Matter,
) -> Pace {
    let helps = |technique: &Technique, tactic| {
        let fitting = team.playbooks.iter();
        fitting.filter_map(|book| book.factor(PlayStage::Analysis, technique, tactic)).reduce(f64::min)
    };
    let learnt = |technique: &Technique, _| experience.0.get(technique).copied();
    let own = talents.least(script, matter, helps).unwrap_or(1.0)
        * talents.least(script, matter, learnt).unwrap_or(1.0);
    let told = |technique: &Technique| adopted.least(script.now(), PlayStage::Analysis, technique);
    let least = talents.least(script, matter, |technique, _| told(technique).map(|(factor, _)| factor));
    let by = talents.first(script, matter, |technique| told(technique).filter(|(f, _)| Some(*f) == least));
    Pace::new(own, by)
}

/// The factor on the time that a later stage takes, with what analysis has come upon.
pub(super) fn of_stage(
    script: &Script,
    team: &Team,
    (experience, adopted): (&Experience, &Adopted),
    stage: PlayStage,
    found: &Techniques,
) -> Pace {
    let books = team.playbooks.iter();
    let helps = books.flat_map(|book| {
        found.0.iter().filter_map(move |(technique, tactic)| book.factor(stage, technique, *tactic))
    });
    let learnt = match stage {
        PlayStage::Analysis | PlayStage::Containment => experience.with(found.0.iter().map(|(id, _)| id)),
        PlayStage::Eradication | PlayStage::Recovery => 1.0,
    };
    let own = helps.reduce(f64::min).unwrap_or(1.0) * learnt;
    Pace::new(own, adopted.of_stage(script.now(), stage, found))
}

/// How fast a team is, and who has made it so, where it is faster than by itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    pub(super) factor: f64,
    by: Option<Provenance>,
}

impl Pace {
    fn new(own: f64, told: Option<(f64, Provenance)>) -> Self {
        match told.filter(|(factor, _)| *factor < own) {
            Some((factor, by)) => Self { factor, by: Some(by) },
            None => Self { factor: own, by: None },
        }
    }

    /// Writes down where a partner's way has made the team faster.
    pub(super) fn record(
        self,
        script: &mut Script,
        (team, incident): (TeamId, IncidentId),
        stage: PlayStage,
    ) {
        if let Some(provenance) = self.by {
            let effect = Effect::SpedUp { incident, stage, provenance };
            script.record(What::Effect { team, effect });
        }
    }
}

/// Work that goes through what happened.
#[derive(Component, Clone, Debug)]
pub(super) struct Reviews {
    team: TeamId,
    incident: IncidentId,
    techniques: Vec<Technique>,
}

/// A case is closed; the team goes through what happened if it was bad enough.
pub(super) fn plan_review(
    script: &mut Script,
    desks: &mut Desks,
    incident: &Incident,
    gravity: Gravity,
    found: &Techniques,
) {
    let scenario = script.scenario();
    let Some(review) = &scenario.team(incident.team).review else { return };
    if gravity.0 < Some(review.severity) || found.0.is_empty() {
        return;
    }
    let Incident { id, team, key, .. } = *incident;
    let techniques = found.0.iter().map(|(technique, _)| technique.clone()).collect();
    let (labour, kind, key) = (&review.labour, WorkKind::Review, key.child("review"));
    let task = Task { team, labour, kind, key, factor: 1.0, because: None };
    desks.enqueue(script, task, Reviews { team, incident: id, techniques }, Terms::default());
}

/// The team knows now what to do better.
pub(super) fn review_done(
    In(work): In<Entity>,
    mut script: Script,
    mut commands: Commands,
    roster: Res<Roster>,
    works: Query<&Reviews>,
    mut teams: Query<&mut Experience>,
) {
    commands.entity(work).despawn();
    let Ok(reviews) = works.get(work) else { return };
    let scenario = script.scenario();
    let Some(review) = &scenario.team(reviews.team).review else { return };
    let Ok(mut experience) = teams.get_mut(roster.team(reviews.team)) else { return };
    for technique in &reviews.techniques {
        let factor = experience.0.entry(technique.clone()).or_insert(1.0);
        *factor = (*factor * review.factor).max(review.floor);
    }
    let techniques = u32::try_from(reviews.techniques.len()).unwrap_or(u32::MAX);
    let casework = Casework::Reviewed { techniques };
    script.record(What::Casework { incident: reviews.incident, casework });
}
