//! Trust: what a team thinks of each partner, by what it has seen of it.

use std::collections::BTreeMap;

use bevy_ecs::prelude::*;

use crate::scenario::model::{Policy, TeamId};
use crate::sim::fact::{Experience, TrustMoved, What};
use crate::sim::script::Script;
use crate::units::Probability;

/// How much each team trusts each partner that it has experience of.
#[derive(Debug, Default, Resource)]
pub(crate) struct Bonds(BTreeMap<(TeamId, TeamId), f64>);

impl Bonds {
    /// How much a team trusts a partner; fully where trust does not matter.
    pub(crate) fn trust(&self, script: &Script, team: TeamId, partner: TeamId) -> f64 {
        let Some(spec) = &script.setting().scenario.trust else { return 1.0 };
        let pair = (team, partner);
        self.0.get(&pair).or_else(|| spec.between.get(&pair)).copied().unwrap_or(spec.start)
    }

    /// The chance that the receiver of a report acts on it: as it would, as far as it trusts the sender.
    pub(crate) fn acts(&self, script: &Script, policy: &Policy) -> Probability {
        let trust = self.trust(script, policy.to, policy.from);
        Probability::new(trust).map_or(policy.acts, |trust| policy.acts.and(trust))
    }

    /// A team has seen something of a partner.
    pub(crate) fn see(&mut self, script: &mut Script, team: TeamId, partner: TeamId, why: Experience) {
        let scenario = script.scenario();
        let Some(spec) = &scenario.trust else { return };
        let before = self.trust(script, team, partner);
        let change = match why {
            Experience::Confirmed | Experience::Sighting => spec.gain,
            Experience::FalseAlert => -spec.false_alert,
            Experience::Retraction => -spec.retraction,
            Experience::Leak => -spec.leak,
        };
        // whoever begins below the floor is not lifted to it by a loss
        let trust = (before + change).clamp(spec.floor.min(before), 1.0);
        if (trust - before).abs() > 0.0 {
            self.0.insert((team, partner), trust);
            script.record(What::TrustMoved(TrustMoved { team, partner, why, trust }));
        }
    }
}
