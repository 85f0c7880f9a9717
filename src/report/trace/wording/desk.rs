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
                    Because::Lent => "because analysts are lent to partners",
                    Because::GoneHome => "because guests leave",
                };
                self.work(*work, "work_put_back", &format!("is put back {why}, {} left", rounded(*left)))
            }
            Duty::Tired { work } => {
                self.work(*work, "work_tired", "takes longer, because the shift has been long")
            }
            Duty::HandedOn { work, to, seen } => {
                let what = self.works.get(work).and_then(|(_, text)| text.split(" at ").next());
                let (from, to) = (self.desk(*team, *desk), self.desk(*team, *to));
                let how =
                    if *seen { "has looked at it and hands it on" } else { "has had no time and leaves it" };
                let text = format!("{}: {from} {how} to {to} (work {})", what.unwrap_or("work"), work.0);
                (self.team(*team), "work_handed_on", text)
            }
            Duty::TurnedAway { work } => self.work(*work, "work_turned_away", "finds no room to wait"),
        })
    }

    pub(super) fn desk(&self, team: TeamId, desk: DeskId) -> String {
        self.scenario.team(team).desks[desk.index()].name.label.to_string()
    }
}
