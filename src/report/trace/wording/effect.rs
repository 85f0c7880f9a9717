//! What teams make of what they are told beyond indicators.

use super::{Names, Words};
use crate::report::words::clock;
use crate::scenario::model::PlayStage;
use crate::sim::fact::{Against, Effect, Object, Pattern, Procedure, What};

impl Names<'_> {
    /// What passes, in words.
    pub(super) fn object(&self, object: Object, pattern: Pattern) -> String {
        match object {
            Object::Indicator(_) => self.pattern(pattern),
            Object::EarlyWarning => "a warning".to_owned(),
            Object::IncidentReport => "a report of what the attack does".to_owned(),
            Object::Advisory(id) => format!("{} is being exploited", self.vulnerability(id)),
            Object::Hardening(id) => format!("what helps against {}", self.scenario.technique(id)),
            Object::Playbook(procedure) => self.procedure(procedure),
        }
    }

    fn procedure(&self, procedure: Procedure) -> String {
        format!("how to deal with {}", self.scenario.technique(procedure.technique))
    }

    pub(super) fn against(&self, against: Against) -> String {
        match against {
            Against::Weakness(id) => self.vulnerability(id).to_owned(),
            Against::Technique(id) => self.scenario.technique(id).to_string(),
        }
    }

    pub(super) fn of_effects(&self, what: &What) -> Option<Words> {
        let What::Effect { team, effect } = what else { return None };
        let (kind, text) = match effect {
            Effect::Learnt { object, provenance } => {
                let from = self.provenance(*provenance);
                let what = match object {
                    Object::IncidentReport => "what the attack does".to_owned(),
                    Object::Advisory(id) => format!("that {} is being exploited", self.vulnerability(*id)),
                    Object::Hardening(id) => format!("what helps against {}", self.scenario.technique(*id)),
                    Object::Playbook(procedure) => self.procedure(*procedure),
                    Object::Indicator(_) | Object::EarlyWarning => "something".to_owned(),
                };
                ("insight_learnt", format!("learns {what} ({from})"))
            }
            Effect::PostureRaised { until, provenance } => (
                "posture_raised",
                format!("looks out until {} ({})", clock(*until), self.provenance(*provenance)),
            ),
            Effect::PostureLowered { borne_out } => {
                let why = if *borne_out { "there was something" } else { "there was nothing" };
                ("posture_lowered", format!("looks out no longer: {why}"))
            }
            Effect::Disregarded { item } => (
                "warning_disregarded",
                format!("has been warned in vain too often: item {} is disregarded", item.0),
            ),
            Effect::Recognised { incident, provenance } => {
                let by = self.provenance(*provenance);
                ("attack_recognised", format!("incident {}: the attack is recognised ({by})", incident.0))
            }
            Effect::SpedUp { incident, stage, provenance } => {
                let stage = match stage {
                    PlayStage::Analysis => "analysis",
                    PlayStage::Containment => "containment",
                    PlayStage::Eradication => "eradication",
                    PlayStage::Recovery => "recovery",
                };
                let by = self.provenance(*provenance);
                ("sped_up", format!("incident {}: {stage} takes less time by a playbook ({by})", incident.0))
            }
            Effect::PutFirst { vulnerability, provenance } => {
                let (what, by) = (self.vulnerability(*vulnerability), self.provenance(*provenance));
                ("patch_put_first", format!("puts {what} before all that is to be patched ({by})"))
            }
            Effect::Hardened { against, provenance } => {
                let (what, by) = (self.against(*against), self.provenance(*provenance));
                ("networks_hardened", format!("its networks are harder now against {what} ({by})"))
            }
        };
        Some((self.team(*team), kind, text))
    }
}
