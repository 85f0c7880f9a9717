//! The arms of an experiment: not sharing, each strategy, and the reference arm that gives the ceiling.

use std::sync::Arc;

use crate::scenario::model::{Policy, Scenario, StrategyId};
use crate::scenario::transform;
use crate::units::Span;

/// Id of the arm without sharing.
pub const NONE: &str = "none";
/// Id of the reference arm: instant, complete, flawless sharing at no cost.
pub const IDEAL: &str = "ideal";

/// One arm: a name and the policies that are in force.
#[derive(Clone, Debug)]
pub struct Arm {
    /// Strategy id.
    pub id: Arc<str>,
    /// Name for people.
    pub label: Arc<str>,
    /// Its policies; none where nothing is shared.
    pub policies: Arc<[Policy]>,
}

impl Arm {
    /// Not sharing.
    pub fn none() -> Self {
        Self { id: NONE.into(), label: "without sharing".into(), policies: Arc::new([]) }
    }

    /// The best that sharing could do: whatever a team knows of an attack is with every other team at once,
    /// complete, free of error and of cost. No team could play it; it tells what was to be had.
    pub fn ideal(scenario: &Scenario) -> Self {
        Self { id: IDEAL.into(), label: "ideal sharing".into(), policies: transform::ideal(scenario).into() }
    }

    /// A strategy of the scenario.
    pub fn strategy(scenario: &Scenario, id: StrategyId) -> Self {
        let strategy = scenario.strategy(id);
        Self {
            id: strategy.name.id.clone(),
            label: strategy.name.label.clone(),
            policies: strategy.policies.clone().into(),
        }
    }

    /// The same arm, all of whose reports take so much longer to arrive.
    #[must_use]
    pub fn delayed(&self, lag: Span) -> Self {
        let later = |policy: &Policy| Policy { lag: policy.lag + lag, ..policy.clone() };
        Self { policies: self.policies.iter().map(later).collect(), ..self.clone() }
    }
}
