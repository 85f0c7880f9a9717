//! What teams do for each other beyond telling: analysts whom they lend, and best practice.

use super::{Names, Words};
use crate::report::words::counted;
use crate::sim::fact::{Aid, AidTurn, PracticeTurn, Practised, Refusal, What};

impl Names<'_> {
    pub(super) fn of_people(&self, what: &What) -> Option<Words> {
        match what {
            What::Aid(aid) => Some(self.of_aid(aid)),
            What::Practised(practised) => Some(self.of_practice(practised)),
            _ => None,
        }
    }

    fn of_aid(&self, aid: &Aid) -> Words {
        let (lender, borrower) = (self.team(aid.from), self.team(aid.to));
        let under = &self.arrangement.assistance[aid.promise].name.label;
        let (who, kind, text) = match aid.turn {
            AidTurn::Asked { incident } => {
                let why = match incident {
                    Some(incident) => format!("for incident {}", incident.0),
                    None => "because too much work waits".to_owned(),
                };
                (borrower, "assistance_asked", format!("asks {lender} for analysts {why}"))
            }
            AidTurn::Refused(refusal) => {
                let why = match refusal {
                    Refusal::Denied => "it is not granted",
                    Refusal::InNeed => "it has asked for help itself",
                    Refusal::Nobody => "it has nobody to spare",
                };
                (lender, "assistance_refused", format!("lends {borrower} nobody: {why}"))
            }
            AidTurn::Granted => (lender, "assistance_granted", format!("sends {borrower} analysts")),
            AidTurn::CalledOff => {
                (borrower, "assistance_called_off", format!("needs the analysts of {lender} no more"))
            }
            AidTurn::Arrived => {
                (borrower, "assistance_arrived", format!("analysts of {lender} have arrived"))
            }
            AidTurn::Away { analysts } => {
                let there = counted(analysts, "analyst");
                (borrower, "assistance_present", format!("{there} of {lender} on duty here, and away there"))
            }
            AidTurn::WentHome { over } => {
                let why = if over { "what they came for is over" } else { "their time is over" };
                (borrower, "assistance_ended", format!("analysts of {lender} go home: {why}"))
            }
        };
        (who, kind, format!("{under}: {text}"))
    }

    fn of_practice(&self, practised: &Practised) -> Words {
        let under = &self.arrangement.consultations[practised.consultation].name.label;
        let (kind, text) = match practised.turn {
            PracticeTurn::Standing { sessions, share } => (
                "practice_standing",
                format!("{} before, {share} % of it in use", counted(sessions, "session")),
            ),
            PracticeTurn::Held { session, fits } => {
                let fits = if fits { "" } else { "  [its lesson does not fit]" };
                ("consultation_held", format!("session {} is done{fits}", session + 1))
            }
            PracticeTurn::InUse { session, share } => {
                ("practice_in_use", format!("{share} % of the lesson of session {} is in use", session + 1))
            }
        };
        (self.team(practised.team), kind, format!("{under}: {text}"))
    }
}
