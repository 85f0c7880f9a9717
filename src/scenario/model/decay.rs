//! How indicators lose their worth.

use crate::units::Span;

/// MISP's polynomial decay.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Polynomial {
    /// The score when it is new.
    pub base: f64,
    /// The score below which it is taken out of force; less than the base.
    pub threshold: f64,
    /// The age at which the score is 0.
    pub lifetime: Span,
    /// How evenly the score falls: evenly with 1, at first faster with more.
    pub speed: f64,
}

impl Polynomial {
    /// MISP's model for network intrusion detection.
    pub const NIDS: Self = Self {
        base: 80.0,
        threshold: 30.0,
        lifetime: Span::from_micros(120 * Span::DAY.as_micros()),
        speed: 2.0,
    };
    /// MISP's model for phishing.
    pub const PHISHING: Self = Self {
        base: 80.0,
        threshold: 30.0,
        lifetime: Span::from_micros(3 * Span::DAY.as_micros()),
        speed: 2.3,
    };

    /// The age at which the score falls below the threshold.
    pub fn life(&self) -> Span {
        self.lifetime.scaled(libm::pow(1.0 - self.threshold / self.base, self.speed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(model: &Polynomial, age: Span) -> f64 {
        let share = age.as_secs_f64() / model.lifetime.as_secs_f64();
        model.base * (1.0 - libm::pow(share, 1.0 / model.speed))
    }

    #[test]
    fn the_lives_are_those_that_misp_gives() {
        let days = |model: &Polynomial| model.life().as_secs_f64() / 86_400.0;
        assert!((days(&Polynomial::NIDS) - 46.875).abs() < 1e-9);
        assert!((days(&Polynomial::PHISHING) - 1.018).abs() < 5e-4);
        let never = Polynomial { threshold: 0.0, ..Polynomial::NIDS };
        assert!((days(&never) - 120.0).abs() < 1e-9);
    }

    #[test]
    fn the_score_is_at_its_threshold_when_the_life_is_over() {
        for model in [Polynomial::NIDS, Polynomial::PHISHING, Polynomial { speed: 0.3, ..Polynomial::NIDS }] {
            assert!((score(&model, model.life()) - model.threshold).abs() < 1e-6, "{model:?}");
            assert!((score(&model, Span::ZERO) - model.base).abs() < 1e-12, "{model:?}");
        }
    }
}
