//! Fingerprints of a run, by facet: what luck it needed, what happened in which order, when, and what it came to. Where two
//! runs differ, the facets say in what.
//!
//! In: the facts and rows of a run. Out: a few numbers for all teams together and for each. They hang on nothing but the run
//! itself, so that threads and platforms make no difference.

use std::fmt::Write as _;

use super::recorder::RunRecord;
use crate::scenario::model::Scenario;
use crate::sim::Outcome;
use crate::sim::fact::Fact;

/// The facets of one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunFacets {
    /// The random questions that were asked, whatever their order.
    pub draws: u64,
    /// All teams together, then each team by id.
    pub scopes: Vec<Facets>,
}

/// What happened, as far as it concerns a team.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Kinds of facts and whom they are about, in their order.
    pub order: u64,
    /// When they happened, and how long what they tell takes.
    pub times: u64,
    /// The rows of the result tables.
    pub results: u64,
}

impl RunFacets {
    /// The facets of a run.
    pub fn of(scenario: &Scenario, outcome: &Outcome, record: &RunRecord) -> Self {
        let mut scopes: Vec<Scope> = (0..=scenario.teams.len()).map(|_| Scope::default()).collect();
        let defender = defenders(scenario);
        let mut concerned: Vec<Vec<usize>> = Vec::with_capacity(outcome.facts.all().len());
        let mut told = Told::default();
        for fact in outcome.facts.all() {
            told.tell(fact);
            let mut teams: Vec<usize> = told.teams.clone();
            teams.extend(told.organisations.iter().filter_map(|place| *defender.get(*place)?));
            if let (true, Some(cause)) = (teams.is_empty(), fact.cause) {
                // A fact that names nobody concerns whom its cause concerns.
                teams.clone_from(&concerned[cause.0 as usize]);
            }
            teams.sort_unstable();
            teams.dedup();
            scopes[0].note(&told);
            for team in &teams {
                if let Some(scope) = scopes.get_mut(team + 1) {
                    scope.note(&told);
                }
            }
            concerned.push(teams);
        }
        let mut facets: Vec<Facets> = scopes.iter().map(Scope::close).collect();
        facets[0].results = number(&hash_of(record));
        for (facet, row) in facets[1..].iter_mut().zip(&record.teams) {
            facet.results = number(&hash_of(row));
        }
        Self { draws: outcome.draws, scopes: facets }
    }
}

/// The place of the team that defends each organisation.
fn defenders(scenario: &Scenario) -> Vec<Option<usize>> {
    let of = |organisation| {
        scenario.teams.iter().position(|team| team.defends.iter().any(|one| one.index() == organisation))
    };
    (0..scenario.organisations.len()).map(of).collect()
}

/// A fact as a text, taken apart. What a kind of fact holds is known to its `Debug` alone, so that a new one is taken in as it
/// is.
#[derive(Default)]
struct Told {
    text: String,
    order: String,
    times: String,
    teams: Vec<usize>,
    organisations: Vec<usize>,
}

impl Told {
    fn tell(&mut self, fact: &Fact) {
        self.text.clear();
        self.order.clear();
        self.times.clear();
        self.teams.clear();
        self.organisations.clear();
        // Writing into a text never fails.
        let _ = write!(self.text, "{:?}", fact.what);
        let _ = write!(self.times, "{:?}", fact.at);
        let mut rest = self.text.as_str();
        while let Some(open) = rest.find('(') {
            let (before, after) = rest.split_at(open + 1);
            let close = after.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(after.len());
            let (inner, behind) = after.split_at(close);
            self.order.push_str(before);
            if before.ends_with("Span(") || before.ends_with("SimTime(") {
                self.times.push_str(inner);
                self.times.push(' ');
            } else {
                self.order.push_str(inner);
            }
            let place = || inner.parse::<usize>().ok();
            if before.ends_with("TeamId(") {
                self.teams.extend(place());
            } else if before.ends_with("OrgId(") {
                self.organisations.extend(place());
            }
            rest = behind;
        }
        self.order.push_str(rest);
        self.order.push('\n');
        self.times.push('\n');
    }
}

#[derive(Default)]
struct Scope {
    order: blake3::Hasher,
    times: blake3::Hasher,
}

impl Scope {
    fn note(&mut self, told: &Told) {
        self.order.update(told.order.as_bytes());
        self.times.update(told.times.as_bytes());
    }

    fn close(&self) -> Facets {
        Facets { order: number(&self.order.finalize()), times: number(&self.times.finalize()), results: 0 }
    }
}

fn hash_of(rows: &impl std::fmt::Debug) -> blake3::Hash {
    blake3::hash(format!("{rows:?}").as_bytes())
}

/// The first 64 bits.
fn number(hash: &blake3::Hash) -> u64 {
    let mut first = [0; 8];
    first.copy_from_slice(&hash.as_bytes()[..8]);
    u64::from_le_bytes(first)
}

/// The fingerprint of several, in their order: sixteen hexadecimal digits.
pub fn combine(parts: impl IntoIterator<Item = u64>) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&part.to_le_bytes());
    }
    format!("{:016x}", number(&hasher.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::model::{DeskId, TeamId, WorkKind};
    use crate::sim::fact::{What, WorkId};
    use crate::units::{SimTime, Span};

    fn told(fact: &Fact) -> (String, String, Vec<usize>) {
        let mut told = Told::default();
        told.tell(fact);
        (told.order, told.times, told.teams)
    }

    #[test]
    fn a_duration_is_a_matter_of_times_and_nothing_else() {
        let started = |micros| Fact {
            at: SimTime::STARTEX,
            cause: None,
            what: What::WorkStarted { work: WorkId(7), service: Span::from_micros(micros) },
        };
        let (short, long) = (told(&started(1)), told(&started(22)));
        assert_eq!(short.0, long.0);
        assert_ne!(short.1, long.1);
        assert!(short.0.contains("WorkStarted") && short.0.contains("WorkId(7)"), "{}", short.0);
    }

    #[test]
    fn whom_a_fact_is_about_is_a_matter_of_order() {
        let queued = |team| Fact {
            at: SimTime::STARTEX,
            cause: None,
            what: What::WorkQueued {
                work: WorkId(7),
                team: TeamId(team),
                desk: DeskId(0),
                kind: WorkKind::Triage,
            },
        };
        let (first, second) = (told(&queued(0)), told(&queued(1)));
        assert_ne!(first.0, second.0);
        assert_eq!(first.1, second.1);
        assert_eq!((first.2, second.2), (vec![0], vec![1]));
    }
}
