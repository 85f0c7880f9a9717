//! How fast people work who know what they look at.

use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;

use super::components::{Case, Intrusion, Progress, StepState, Truth};
use crate::scenario::model::{Skill, Tactic, Technique};
use crate::sim::script::Script;

/// What work is about, as far as its pace goes by it. Teams carry it without being able to open it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Matter(Option<Entity>);

impl Matter {
    pub(super) fn entity(self) -> Option<Entity> {
        self.0
    }
}

impl Case {
    /// What work on the case is about.
    pub(crate) fn matter(&self) -> Matter {
        Matter(self.intrusion)
    }
}

/// Says how skills tell.
#[derive(SystemParam)]
pub(crate) struct Talents<'w, 's> {
    truths: Query<'w, 's, &'static Truth>,
    intrusions: Query<'w, 's, (&'static Intrusion, &'static Progress)>,
}

impl Talents<'_, '_> {
    /// What work on an alert is about.
    pub(crate) fn matter_of(&self, alert: Entity) -> Matter {
        Matter(self.truths.get(alert).ok().and_then(|truth| truth.0))
    }

    /// The least factor on the time that work takes, of those that something has that the attack has done so far; none where
    /// nothing has one.
    pub(crate) fn least(
        &self,
        script: &Script,
        matter: Matter,
        factor: impl Fn(&Technique, Tactic) -> Option<f64>,
    ) -> Option<f64> {
        let (intrusion, progress) = matter.0.and_then(|entity| self.intrusions.get(entity).ok())?;
        let steps = &script.setting().scenario.campaign(intrusion.campaign).steps;
        let done = steps.iter().zip(&progress.0).filter(|(_, state)| **state == StepState::Done);
        done.filter_map(|(step, _)| factor(&step.technique, step.tactic)).reduce(f64::min)
    }

    /// The first of what something has that the attack has done so far.
    pub(crate) fn first<T>(
        &self,
        script: &Script,
        matter: Matter,
        has: impl Fn(&Technique) -> Option<T>,
    ) -> Option<T> {
        let (intrusion, progress) = matter.0.and_then(|entity| self.intrusions.get(entity).ok())?;
        let steps = &script.setting().scenario.campaign(intrusion.campaign).steps;
        let mut done = steps.iter().zip(&progress.0).filter(|(_, state)| **state == StepState::Done);
        done.find_map(|(step, _)| has(&step.technique))
    }

    /// The factor on the time that work takes: the least of the skills that fit something that the attack has done so far;
    /// none where none does.
    pub(crate) fn factor(&self, script: &Script, matter: Matter, skills: &[Skill]) -> Option<f64> {
        self.least(script, matter, |technique, tactic| {
            let fitting = skills.iter().filter(|skill| skill.fits(technique, tactic));
            fitting.map(|skill| skill.factor).reduce(f64::min)
        })
    }
}
