//! Networks that are harder than by nature: what would have succeeded may fail.

use super::access::way_in;
use super::components::Fortified;
use super::levers::Fortification;
use super::senses::Execution;
use crate::engine::Purpose;
use crate::scenario::model::{Scenario, Step, Through};
use crate::sim::fact::{Against, Obstacle};
use crate::sim::script::Script;
use crate::units::Probability;

impl Fortified {
    /// What of it stands in the way of a step.
    fn facing<'a>(
        &'a self,
        scenario: &'a Scenario,
        step: &'a Step,
    ) -> impl Iterator<Item = (Against, Fortification)> + 'a {
        let weakness = match way_in(step) {
            Some(Through::Exploit(id)) => Some(id),
            _ => None,
        };
        let stands = move |against: &Against| match against {
            Against::Weakness(id) => Some(*id) == weakness,
            Against::Technique(id) => scenario.technique(*id).covers(&step.technique),
        };
        self.0.iter().map(|(against, by)| (*against, *by)).filter(move |(against, _)| stands(against))
    }

    /// The share of the chance of success that it leaves a step.
    pub(super) fn leaves(&self, script: &Script, run: &Execution) -> f64 {
        let facing = || self.facing(&script.setting().scenario, run.step);
        let floor = facing().map(|(_, by)| by.floor).fold(1.0, f64::min);
        facing().map(|(_, by)| by.leaves).product::<f64>().max(floor).min(1.0)
    }

    /// Whether a step fails that would have succeeded with this chance, and by what: the same draw decides both, so that
    /// what is harder lets nothing succeed that did not before.
    pub(super) fn withstands(
        &self,
        script: &Script,
        run: &Execution,
        success: Probability,
        luck: Purpose,
    ) -> Option<Obstacle> {
        let facing = self.facing(&script.setting().scenario, run.step);
        let (against, most) = facing.min_by(|one, other| one.1.leaves.total_cmp(&other.1.leaves))?;
        let remains = success.and(Probability::literal(self.leaves(script, run)));
        let fails = !script.chance(remains, run.key, luck, run.ordinal);
        fails.then_some(Obstacle::Hardened { against, provenance: most.provenance })
    }
}
