//! What becomes of missions.

use super::{Names, Words};
use crate::report::words::percent;
use crate::scenario::model::MissionId;
use crate::sim::fact::{Standing, What};

impl Names<'_> {
    pub(super) fn of_missions(&self, what: &What) -> Option<Words> {
        Some(match what {
            What::MissionDegraded { mission, standing } => {
                self.mission(*mission, "mission_degraded", standing, "falls to")
            }
            What::MissionRestored { mission, standing } => {
                self.mission(*mission, "mission_restored", standing, "is back at")
            }
            What::MissionPhaseBegan { mission, phase, standing } => {
                let label = &self.scenario.mission(*mission).phases[phase.index()].label;
                let phase = if label.is_empty() { "a new phase".to_owned() } else { label.to_string() };
                self.mission(*mission, "mission_phase_began", standing, &format!("enters {phase} at"))
            }
            _ => return None,
        })
    }

    fn mission(&self, id: MissionId, kind: &'static str, standing: &Standing, verb: &str) -> Words {
        let mission = self.scenario.mission(id);
        let text = format!(
            "{} {verb} {}, {} required{}",
            mission.name.label,
            percent(standing.level()),
            percent(standing.required),
            blame(standing)
        );
        (self.organisation(mission.organisation), kind, text)
    }
}

/// Whose doing it is that less is there than required.
fn blame(standing: &Standing) -> String {
    let reasons = ["attack", "containment", "over-blocking"];
    let parts: Vec<String> = reasons
        .iter()
        .zip(standing.shortfalls())
        .filter(|(_, part)| *part > 0.0)
        .map(|(reason, part)| format!("{} by {reason}", percent(part)))
        .collect();
    if parts.is_empty() { String::new() } else { format!("; missing: {}", parts.join(", ")) }
}
