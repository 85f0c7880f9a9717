//! Analysts who are called in for a time.

use bevy_ecs::prelude::*;

use super::Desks;
use crate::scenario::model::{DeskId, ShiftEnd, TeamId};
use crate::sim::fact::Because;
use crate::sim::script::Script;

impl Desks<'_, '_> {
    /// Analysts who were called in arrive at a desk.
    pub(crate) fn call_in(&mut self, script: &mut Script, team: TeamId, desk: DeskId, analysts: u32) {
        let Ok(mut counter) = self.counters.get_mut(self.roster.desk(team, desk)) else { return };
        counter.crews.call_in(analysts, script.now());
        let cause = script.cause();
        counter.tell(script, team, desk, cause);
        self.take_up(script, team, desk);
    }

    /// All who were called in to a desk leave, and what they do with the work in hand is as at the end of a shift.
    pub(crate) fn send_home(&mut self, script: &mut Script, team: TeamId, desk: DeskId) {
        let scenario = script.scenario();
        let spec = &scenario.team(team).desks[desk.index()];
        let Ok(mut counter) = self.counters.get_mut(self.roster.desk(team, desk)) else { return };
        let crew = counter.crews.send_home();
        if spec.at_shift_end == ShiftEnd::HandsOver {
            let in_hand: Vec<Entity> = counter.in_hand.values().copied().collect();
            for entity in in_hand {
                let Ok(mut work) = self.works.get_mut(entity) else { continue };
                if work.now.is_some_and(|now| now.crew == crew && now.ends > script.now()) {
                    counter.put_back(script, entity, &mut work, Because::ShiftOver);
                }
            }
        }
        let cause = script.cause();
        counter.tell(script, team, desk, cause);
        self.take_up(script, team, desk);
    }
}
