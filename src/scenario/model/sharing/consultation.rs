//! Consultations: best practices that come into use little by little.

use crate::scenario::model::{Labour, Name, TeamId};
use crate::units::{Distribution, Probability, SimTime, Span};

/// Sessions of teams, again and again.
#[derive(Clone, Debug)]
pub struct Consultation {
    /// Id and label.
    pub name: Name,
    /// Who takes part, and its work on one session; by team.
    pub teams: Vec<(TeamId, Labour)>,
    /// When the first session is.
    pub first: SimTime,
    /// From one session to the next.
    pub every: Span,
    /// From a session to the full use of its lesson.
    pub phased_in: Distribution,
    /// What a lesson does that fits.
    pub fits: Practice,
    /// What a lesson does that does not fit.
    pub misfits: Practice,
    /// The most that all lessons together do.
    pub limit: Practice,
    /// Chance that a lesson does not fit a team.
    pub misfit: Probability,
}

/// What best practice does to a team and its networks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Practice {
    /// Factor on the time that triage and analysis take.
    pub pace: f64,
    /// Added to the chance that sensors see what they can see.
    pub detection: f64,
    /// Factor on the chance that a step succeeds.
    pub exposure: f64,
}

impl Practice {
    /// That of teams that have agreed on nothing.
    pub const NONE: Self = Self { pace: 1.0, detection: 0.0, exposure: 1.0 };

    /// As much of it as is in use.
    #[must_use]
    pub fn in_use(self, share: f64) -> Self {
        let factor = |full: f64| 1.0 - share * (1.0 - full);
        Self { pace: factor(self.pace), detection: share * self.detection, exposure: factor(self.exposure) }
    }

    /// What comes of this and another together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            pace: self.pace * other.pace,
            detection: self.detection + other.detection,
            exposure: self.exposure * other.exposure,
        }
    }

    /// No more than this.
    #[must_use]
    pub fn up_to(self, limit: Self) -> Self {
        Self {
            pace: self.pace.max(limit.pace),
            detection: self.detection.min(limit.detection),
            exposure: self.exposure.max(limit.exposure),
        }
    }

    /// The further of two limits.
    #[must_use]
    pub fn furthest(self, other: Self) -> Self {
        Self {
            pace: self.pace.min(other.pace),
            detection: self.detection.max(other.detection),
            exposure: self.exposure.min(other.exposure),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lessons_come_into_use_in_even_steps_and_add_up_to_a_limit() {
        let full = Practice { pace: 0.5, detection: 0.25, exposure: 0.75 };
        assert_eq!(full.in_use(0.0), Practice::NONE);
        assert_eq!(full.in_use(1.0), full);
        assert_eq!(full.in_use(0.5), Practice { pace: 0.75, detection: 0.125, exposure: 0.875 });
        let both = full.and(full);
        assert_eq!(both, Practice { pace: 0.25, detection: 0.5, exposure: 0.5625 });
        let limit = Practice { pace: 0.375, detection: 0.375, exposure: 0.5 };
        assert_eq!(both.up_to(limit), Practice { pace: 0.375, detection: 0.375, exposure: 0.5625 });
        assert_eq!(limit.furthest(full), Practice { pace: 0.375, detection: 0.375, exposure: 0.5 });
    }
}
