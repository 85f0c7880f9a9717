//! What one team can tell another of how to deal with a technique.

use crate::scenario::model::{PlayStage, TechniqueId};

/// How fast a team deals with a technique.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Procedure {
    /// Which technique.
    pub technique: TechniqueId,
    /// Factors on the time of analysis, containment, eradication and recovery, in thousandths: 1000 is no help.
    pub factors: [u32; 4],
}

impl Procedure {
    /// With these factors.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the checker bounds factors: from 0.0001 to 100"
    )]
    pub(in crate::sim) fn new(technique: TechniqueId, factors: [f64; 4]) -> Self {
        Self { technique, factors: factors.map(|factor| libm::round(factor * 1000.0) as u32) }
    }

    /// The factor on the time of a stage.
    pub fn factor(&self, stage: PlayStage) -> f64 {
        f64::from(self.factors[stage as usize]) / 1000.0
    }

    /// Whether some stage is faster by it.
    pub fn helps(&self) -> bool {
        self.factors.iter().any(|factor| *factor < 1000)
    }
}
