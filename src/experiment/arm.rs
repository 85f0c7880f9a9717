//! The arms of an experiment: not sharing, each strategy, and the reference arm that gives the ceiling.

use std::sync::Arc;

use crate::scenario::model::{Arrangement, Scenario, StrategyId};
use crate::scenario::transform;
use crate::units::Span;

/// Id of the arm without sharing.
pub const NONE: &str = "none";
/// Id of the reference arm: instant, complete, flawless sharing at no cost.
pub const IDEAL: &str = "ideal";

/// One arm: a name and the arrangement that is in force.
#[derive(Clone, Debug)]
pub struct Arm {
    /// Strategy id.
    pub id: Arc<str>,
    /// Name for people.
    pub label: Arc<str>,
    /// What the teams have agreed on; nothing where nothing is shared.
    pub arrangement: Arc<Arrangement>,
}

impl Arm {
    /// Not sharing.
    pub fn none() -> Self {
        Self { id: NONE.into(), label: "without sharing".into(), arrangement: Arc::default() }
    }

    /// The best that sharing could do: whatever a team knows of an attack is with every other team at once,
    /// complete, free of error and of cost. No team could play it; it tells what was to be had.
    pub fn ideal(scenario: &Scenario) -> Self {
        Self {
            id: IDEAL.into(),
            label: "ideal sharing".into(),
            arrangement: Arc::new(transform::ideal(scenario).into()),
        }
    }

    /// A strategy of the scenario.
    pub fn strategy(scenario: &Scenario, id: StrategyId) -> Self {
        let strategy = scenario.strategy(id);
        Self {
            id: strategy.name.id.clone(),
            label: strategy.name.label.clone(),
            arrangement: Arc::new(strategy.arrangement.clone()),
        }
    }

    /// The same arm, all of whose reports take so much longer to arrive.
    #[must_use]
    pub fn delayed(&self, lag: Span) -> Self {
        let mut arrangement = Arrangement::clone(&self.arrangement);
        for policy in &mut arrangement.policies {
            policy.lag += lag;
        }
        Self { arrangement: Arc::new(arrangement), ..self.clone() }
    }
}
