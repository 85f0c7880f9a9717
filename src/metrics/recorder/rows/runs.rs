//! The row of a run, all teams together.

use super::Rows;
use crate::metrics::recorder::RunLabel;
use crate::metrics::recorder::attacks::Attack;
use crate::metrics::records::{RunRow, TeamRow};
use crate::sim::fact::IntrusionId;

impl Rows<'_> {
    pub(super) fn run(&self, events: u64, teams: &[TeamRow]) -> RunRow {
        let RunLabel { scenario, seed, replication, strategy } = self.label.clone();
        let sum = |value: fn(&TeamRow) -> u64| teams.iter().map(value).sum();
        let add = |value: fn(&TeamRow) -> f64| teams.iter().map(value).sum();
        let second: Vec<_> = self.attacks.attacks.iter().filter(|(id, a)| self.is_second(**id, a)).collect();
        RunRow {
            scenario,
            seed,
            replication,
            strategy,
            attacks_n: sum(|row| row.attacks_n),
            intrusions_n: sum(|row| row.intrusions_n),
            prevented_n: sum(|row| row.prevented_n),
            detected_n: sum(|row| row.detected_n),
            exposure_h: add(|row| row.exposure_h),
            objectives_n: sum(|row| row.objectives_n),
            down_attack_host_h: add(|row| row.down_attack_host_h),
            down_defence_host_h: add(|row| row.down_defence_host_h),
            down_overblocking_host_h: add(|row| row.down_overblocking_host_h),
            mission_loss: add(|row| row.mission_loss),
            mission_loss_attack: add(|row| row.mission_loss_attack),
            mission_loss_defence: add(|row| row.mission_loss_defence),
            mission_outage_h: add(|row| row.mission_outage_h),
            labour_h: add(|row| row.labour_h),
            sharing_labour_h: add(|row| row.sharing_labour_h),
            items_out_n: sum(|row| row.items_out_n),
            second_hits_n: second.len() as u64,
            second_hits_preventable_n: second.iter().filter(|(id, a)| self.is_preventable(**id, a)).count()
                as u64,
            second_hits_prevented_n: second
                .iter()
                .filter(|(id, a)| self.effects_on(**id, a).prevented)
                .count() as u64,
            events_n: events,
        }
    }

    /// Whether another organisation was turned on by the same campaign before.
    fn is_second(&self, id: IntrusionId, attack: &Attack) -> bool {
        self.attacks.attacks.iter().any(|(other, first)| {
            other.campaign == id.campaign
                && other.victim != id.victim
                && (first.launched, other.victim) < (attack.launched, id.victim)
        })
    }

    /// Whether another team had confirmed the campaign before it got in here.
    fn is_preventable(&self, id: IntrusionId, attack: &Attack) -> bool {
        let scenario = self.context.scenario;
        let team = scenario.organisation(id.victim).team;
        attack.occurred.is_some_and(|occurred| {
            self.attacks.attacks.iter().any(|(other, first)| {
                other.campaign == id.campaign
                    && scenario.organisation(other.victim).team != team
                    && first.confirmed.is_some_and(|confirmed| confirmed < occurred)
            })
        })
    }
}
