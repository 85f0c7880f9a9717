//! What becomes of desks, and of work on them.

use super::{Names, Words, rounded};
use crate::report::words::counted;
use crate::scenario::model::{DeskId, TeamId};
use crate::sim::fact::{Because, Duty, What};

impl Names<'_> {
    pub(super) fn of_desks(&self, what: &What) -> Option<Words> {
        let What::Desk { team, desk, duty } = what else { return None };
        Some(match duty {
            Duty::Staffed { on_duty, briefed, overtime } => {
                let briefed =
                    if *briefed > 0 { format!(", {briefed} of them in handover") } else { String::new() };
                let overtime =
                    if *overtime > 0 { format!(", {overtime} in overtime") } else { String::new() };
                let there = counted(*on_duty, "analyst");
                let text = format!("{there} on duty at {}{briefed}{overtime}", self.desk(*team, *desk));
                (self.team(*team), "desk_staffed", text)
            }
            Duty::PutBack { work, left, why } => {
                let why = match why {
                    Because::Urgent => "for what is more urgent",
                    Because::ShiftOver => "at the end of the shift",
                };
                self.work(*work, "work_put_back", &format!("is put back {why}, {} left", rounded(*left)))
            }
            Duty::HandedOn { work, to, seen } => {
                let why = if *seen { "" } else { " after its wait" };
                let text = format!("is handed on to {}{why}", self.desk(*team, *to));
                self.work(*work, "work_handed_on", &text)
            }
            Duty::TurnedAway { work } => self.work(*work, "work_turned_away", "finds no room to wait"),
        })
    }

    pub(super) fn desk(&self, team: TeamId, desk: DeskId) -> String {
        self.scenario.team(team).desks[desk.index()].name.label.to_string()
    }
}
