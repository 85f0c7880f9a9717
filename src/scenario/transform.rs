//! From a model to what is derived from it: the arm that gives the ceiling, and the fingerprint.

use std::fmt::{self, Write};

use super::model::{
    Arrangement, Experiment, FollowUp, Labour, Name, ObjectKind, Policy, Scenario, TeamId, Terms, Trigger,
    Use,
};
use crate::units::{Distribution, Probability, Span};

/// The policies of the arm that gives the ceiling: whatever a team suspects or confirms is with every other team
/// at once, complete, free of error, free of labour, and unknown to the adversary. No team could play it; it
/// bounds what sharing can bring.
///
/// For every ordered pair of teams there is one policy on confirmation and one on suspicion, by (rule, from, to).
pub fn ideal(scenario: &Scenario) -> Vec<Policy> {
    let rules = [
        ("ideal-confirmation", "ideal sharing on confirmation", Trigger::Confirmation),
        ("ideal-suspicion", "ideal sharing on suspicion", Trigger::Suspicion),
    ];
    let mut policies = Vec::new();
    for (id, label, trigger) in rules {
        let rule = Name { id: id.into(), label: label.into() };
        for (from, sender) in scenario.teams.iter().enumerate() {
            for (to, receiver) in scenario.teams.iter().enumerate().filter(|(to, _)| *to != from) {
                policies.push(Policy {
                    rule: rule.clone(),
                    from: TeamId::at(from),
                    to: TeamId::at(to),
                    trigger,
                    passes: vec![ObjectKind::Indicator],
                    terms: Terms::default(),
                    preparation: no_labour(&sender.analysis.labour),
                    release: Distribution::INSTANT,
                    release_hours: None,
                    over: None,
                    transit: Distribution::INSTANT,
                    lag: Span::ZERO,
                    loss: Probability::NEVER,
                    attribution_loss: Probability::NEVER,
                    acts: Probability::ALWAYS,
                    ingestion: no_labour(&receiver.triage.labour),
                    allowed: Use::Block,
                    hunts: true,
                    adopts: Span::ZERO,
                    leak: Probability::NEVER,
                    leak_items: Probability::NEVER,
                    follow_up: FollowUp::default(),
                    perfect: true,
                });
            }
        }
    }
    policies
}

fn no_labour(at: &Labour) -> Labour {
    Labour { desk: at.desk, work: Distribution::INSTANT }
}

/// What tells two scenarios apart: the BLAKE3 hash, in hexadecimal, of the whole model as `Debug` writes it.
///
/// The model is sorted and resolved, so comments, layout, defaults that are written out and the order of
/// declarations change nothing; every value does, also titles and labels. It holds within one version of the
/// program.
pub fn fingerprint(scenario: &Scenario) -> String {
    hash(&scenario)
}

/// What tells apart what an arm is played with: the hash of the model without what is expected of it, how often it is played,
/// and what other arms have agreed on, and of what this one has agreed on.
pub fn inputs(scenario: &Scenario, arrangement: &Arrangement) -> String {
    let mut world = scenario.clone();
    world.experiment = Experiment { seed: 0, replications: 1 };
    world.strategies.clear();
    world.expectations.clear();
    if arrangement.is_empty() {
        world.channels.clear();
        world.parties.clear();
    }
    hash(&(world, arrangement))
}

fn hash(what: &impl fmt::Debug) -> String {
    let mut hasher = Hasher(blake3::Hasher::new());
    // Neither the model's `Debug` nor the hasher ever fails.
    let written = write!(hasher, "{what:?}");
    debug_assert!(written.is_ok());
    hasher.0.finalize().to_hex().to_string()
}

/// Hashes what is formatted, so that a large model need not be held as a text.
struct Hasher(blake3::Hasher);

impl Write for Hasher {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text.as_bytes());
        Ok(())
    }
}
