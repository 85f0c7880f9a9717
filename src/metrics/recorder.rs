//! Facts into rows: one pass over the facts of a run, each concern with a recorder of its own.

mod attacks;
mod availability;
mod cases;
mod casework;
mod desks;
mod effects;
mod industry;
mod items;
mod losses;
mod mail;
mod missions;
mod numbered;
mod patching;
mod people;
mod readiness;
mod rows;
mod sensors;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::records::{DeskRow, IncidentRow, LedgerRow, RunRow, ServiceRow, ShareRow, TeamRow};
use crate::scenario::model::{Policy, Scenario};
use crate::sim::Outcome;
use crate::sim::fact::{Fact, Facts, Origin, Pattern, What};
use crate::units::{SimTime, Span};

/// Which run rows belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunLabel {
    /// Scenario id.
    pub scenario: Arc<str>,
    /// Seed of all luck.
    pub seed: u64,
    /// Number of the replicate, from 0.
    pub replication: u32,
    /// Strategy id.
    pub strategy: Arc<str>,
}

/// All rows of one run.
#[derive(Clone, Debug, PartialEq)]
pub struct RunRecord {
    /// The run.
    pub run: RunRow,
    /// Its teams, by id.
    pub teams: Vec<TeamRow>,
    /// Its attacks, by campaign and organisation.
    pub incidents: Vec<IncidentRow>,
    /// Its shared items, in the order of their making.
    pub shares: Vec<ShareRow>,
    /// Its missions, by organisation and id.
    pub services: Vec<ServiceRow>,
    /// Its desks, by team and id.
    pub desks: Vec<DeskRow>,
    /// What its teams came to, taken apart.
    pub ledger: Vec<LedgerRow>,
}

/// From STARTEX to ENDEX: what sums and means are over.
#[derive(Clone, Copy, Debug)]
struct Window {
    endex: SimTime,
}

impl Window {
    /// The part of `from..to` within the window; what has not ended lasts until ENDEX.
    fn overlap(self, from: SimTime, to: Option<SimTime>) -> Span {
        to.unwrap_or(self.endex).min(self.endex).since(from.max(SimTime::STARTEX))
    }

    fn span(self) -> Span {
        self.endex.since(SimTime::STARTEX)
    }
}

/// What every recorder may look up.
struct Context<'a> {
    scenario: &'a Scenario,
    facts: &'a Facts,
    window: Window,
    origins: BTreeMap<Pattern, Origin>,
}

impl Context<'_> {
    fn is_harmless(&self, pattern: Pattern) -> bool {
        !matches!(self.origins.get(&pattern), Some(Origin::Adversary { .. }))
    }

    /// Whether an adversary has left it to mislead.
    fn is_decoy(&self, pattern: Pattern) -> bool {
        matches!(self.origins.get(&pattern), Some(Origin::Decoy { .. }))
    }

    /// The fact that caused this one.
    fn cause(&self, fact: &Fact) -> Option<&What> {
        fact.cause.and_then(|cause| self.facts.get(cause)).map(|cause| &cause.what)
    }
}

/// Makes the rows of a run.
pub fn record_run(
    scenario: &Scenario,
    policies: &[Policy],
    label: &RunLabel,
    outcome: &Outcome,
) -> RunRecord {
    let mut context = Context {
        scenario,
        facts: &outcome.facts,
        window: Window { endex: SimTime::STARTEX + scenario.exercise.duration },
        origins: BTreeMap::new(),
    };
    let mut attacks = attacks::Attacks::default();
    let mut cases = cases::Cases::new(scenario);
    let mut desks = desks::Desks::new(scenario);
    let mut casework = casework::Casework::new(scenario);
    let mut effects = effects::Effects::default();
    let mut items = items::Items::default();
    let mut industry = industry::Bought::new(scenario);
    let mut availability = availability::Availability::new(scenario);
    let mut mail = mail::Mail::new(scenario);
    let mut losses = losses::Losses::new(scenario);
    let mut patching = patching::Patching::new(scenario);
    let mut people = people::People::new(scenario);
    let mut readiness = readiness::Readiness::new(scenario);
    let mut sensors = sensors::Sensors::new(scenario);
    let mut missions = missions::Missions::new(scenario);
    for fact in outcome.facts.all() {
        if let What::PatternMade { pattern, origin } = fact.what {
            context.origins.insert(pattern, origin);
        }
        attacks.observe(fact, &context);
        effects.observe(fact, &attacks, &context);
        cases.observe(fact);
        desks.observe(fact, &context);
        casework.observe(fact);
        items.observe(fact, &context);
        industry.observe(fact, &context);
        availability.observe(fact, &context);
        mail.observe(fact);
        losses.observe(fact, &context);
        patching.observe(fact);
        people.observe(fact, &context);
        readiness.observe(fact, &context);
        sensors.observe(fact, &context);
        missions.observe(fact, &context);
    }
    let missions = missions.close(&context);
    desks.close(&context);
    people.close(&context);
    let seen = rows::Seen {
        attacks,
        cases,
        desks,
        casework,
        effects,
        items,
        industry,
        availability,
        losses,
        mail,
        patching,
        people,
        readiness,
        sensors,
        missions,
    };
    rows::assemble(&context, policies, label, outcome.events, &seen)
}
