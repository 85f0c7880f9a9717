//! What analysts find out about an attack beyond hosts and indicators: what it is, which weaknesses it uses, and how it
//! goes about it.

use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;

use super::access::way_in;
use super::components::{Intrusion, Progress, Rounds, StepState};
use super::talents::Matter;
use crate::engine::{Purpose, StableKey};
use crate::scenario::model::{Step, TechniqueId, Through, VulnerabilityId};
use crate::sim::fact::Pattern;
use crate::sim::script::Script;
use crate::units::Probability;

const WEAKNESS: Purpose = Purpose::new("analysis.weakness");
const TECHNIQUE: Purpose = Purpose::new("analysis.technique");

/// Answers what a close look finds.
#[derive(SystemParam)]
pub(crate) struct Traits<'w, 's> {
    intrusions: Query<'w, 's, (&'static Intrusion, &'static Progress, &'static Rounds)>,
}

impl Traits<'_, '_> {
    /// What an attack is recognised by, wherever it strikes: how it goes about things. It can be compared, and tells
    /// nothing else.
    pub(crate) fn manner(&self, script: &Script, matter: Matter) -> Option<Pattern> {
        let (intrusion, ..) = self.intrusions.get(matter.entity()?).ok()?;
        Some(script.setting().keys.campaign(intrusion.campaign).child("manner"))
    }

    /// The weaknesses that an attack has exploited, those that are found.
    pub(crate) fn weaknesses(
        &self,
        script: &Script,
        matter: Matter,
        found: Probability,
        key: StableKey,
    ) -> Vec<VulnerabilityId> {
        let mut all: Vec<VulnerabilityId> = self
            .steps(script, matter)
            .iter()
            .filter_map(|step| match way_in(step) {
                Some(Through::Exploit(id)) => Some(id),
                _ => None,
            })
            .collect();
        all.sort_unstable();
        all.dedup();
        let keys = &script.setting().keys;
        all.retain(|id| script.chance(found, key.with(keys.vulnerability(*id)), WEAKNESS, 0));
        all
    }

    /// The techniques that an attack has used, those that are found.
    pub(crate) fn techniques(
        &self,
        script: &Script,
        matter: Matter,
        found: Probability,
        key: StableKey,
    ) -> Vec<TechniqueId> {
        let scenario = &script.setting().scenario;
        let steps = self.steps(script, matter);
        let mut all: Vec<TechniqueId> =
            steps.iter().filter_map(|step| scenario.technique_id(&step.technique)).collect();
        all.sort_unstable();
        all.dedup();
        all.retain(|id| {
            let key = key.child(scenario.technique(*id).as_str());
            script.chance(found, key, TECHNIQUE, 0)
        });
        all
    }

    /// What an attack has done so far.
    fn steps<'a>(&self, script: &'a Script, matter: Matter) -> Vec<&'a Step> {
        let found = matter.entity().and_then(|entity| self.intrusions.get(entity).ok());
        let Some((intrusion, progress, rounds)) = found else { return Vec::new() };
        let steps = &script.setting().scenario.campaign(intrusion.campaign).steps;
        let states = progress.0.iter().zip(&rounds.0);
        let done = steps.iter().zip(states);
        done.filter(|(_, (state, round))| **state == StepState::Done || round.number > 0)
            .map(|(step, _)| step)
            .collect()
    }
}
