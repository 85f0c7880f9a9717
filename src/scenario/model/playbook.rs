//! Procedures: what makes a team faster, and how it learns.

use super::{Labour, Name, Severity, Tactic, Technique};

/// A procedure for handling attacks of some sort.
#[derive(Clone, Debug)]
pub struct Playbook {
    /// Id and label.
    pub name: Name,
    /// Techniques that it is for, sorted.
    pub techniques: Vec<Technique>,
    /// Tactics that it is for, sorted.
    pub tactics: Vec<Tactic>,
    /// Factor on the time of each stage.
    pub factors: [f64; 4],
}

/// A stage of handling that a playbook can make faster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlayStage {
    /// What is it, how far does it reach?
    Analysis,
    /// Stop it.
    Containment,
    /// Remove what is left.
    Eradication,
    /// Bring hosts back.
    Recovery,
}

impl Playbook {
    /// The factor on the time of a stage, where it is for this.
    pub fn factor(&self, stage: PlayStage, technique: &Technique, tactic: Tactic) -> Option<f64> {
        let fits = self.tactics.contains(&tactic) || self.techniques.iter().any(|own| own.covers(technique));
        fits.then_some(self.factors[stage as usize])
    }
}

/// Going through what happened.
#[derive(Clone, Debug)]
pub struct Review {
    /// Who and how long.
    pub labour: Labour,
    /// Least severity of an incident that is gone through.
    pub severity: Severity,
    /// Factor on the time of later incidents, for each review of the same technique.
    pub factor: f64,
    /// Least factor that reviews come to.
    pub floor: f64,
}
