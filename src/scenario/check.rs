//! From what a planner wrote to what the simulator may trust: names are resolved, rules of the model checked,
//! lists put in the order of their ids.
//!
//! Every rule reports what it finds and goes on. What was left out because of a fault is left out of the model
//! as well; that is harmless, because a model is handed out only where there was no fault at all.

mod attack;
mod desk;
mod expect;
mod incident;
mod mission;
mod names;
mod network;
mod playbook;
mod readiness;
mod response;
mod select;
mod sharing;
mod unknown;
mod users;

use std::cell::Cell;

use super::decode::{Broken, List, Text};
use super::document;
use super::model::{Exercise, Experiment, Name, Scenario};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity, suggest};
use crate::units::{Distribution, Span};

use names::{Index, Named};
use unknown::Unknown;

/// The longest list of elements with ids, which the simulator counts in 16 bits.
const LONGEST_LIST: usize = 10_000;
/// The most teams: the ideal arm has two policies for every ordered pair of them.
const MOST_TEAMS: usize = 500;
/// The most policies of a scenario, and the most targets of its steps, summed over their victims.
const MOST_COMBINATIONS: usize = 1_000_000;
/// The most names that are compared with misspelt ones, so that a thousand slips among ten thousand names do not keep
/// anybody waiting.
const MOST_COMPARISONS: usize = 300_000;
/// The most hosts of a scenario.
const MOST_HOSTS: u64 = 10_000_000;

/// Checks a document. `broken` are the ids of what decoding left out, `metrics` the names that an expectation can
/// be about. The model is there only where there is no error in `diagnostics`.
pub(super) fn check(
    document: &document::Scenario,
    broken: &Broken,
    metrics: &[&str],
    diagnostics: &mut Diagnostics,
) -> Option<Scenario> {
    let mut cx = Checker::new(diagnostics, broken);
    whole(document, &mut cx);
    let index = Index::of(document, &mut cx);
    let defenders = response::defenders(document, &index, &mut cx);
    let network = network::check(&index, &defenders, &mut cx);
    network::count_hosts(document, &mut cx);
    let attacks = attack::check(&index, &mut cx);
    users::letters(&network.users, &attacks.campaigns, &index, &mut cx);
    let scenario = Scenario {
        name: named(document.id.as_str(), Some(&document.title)),
        story: text(document.story.as_ref()),
        exercise: Exercise {
            duration: *document.exercise.duration,
            startex: document.exercise.startex,
            burn_in: document.exercise.burn_in,
        },
        experiment: Experiment {
            seed: document.experiment.seed,
            replications: document.experiment.replications.get(),
        },
        services: network::services(&index),
        vulnerabilities: network::vulnerabilities(&index, &mut cx),
        organisations: network.organisations,
        zones: network.zones,
        groups: network.groups,
        accounts: network.accounts,
        suppliers: network::suppliers(&index, &mut cx),
        sensors: network.sensors,
        noises: network.noises,
        users: network.users,
        missions: mission::check(&index, &mut cx),
        teams: response::check(document, &index, &mut cx),
        techniques: attack::techniques(&attacks.campaigns),
        campaigns: attacks.campaigns,
        indicators: attacks.indicators,
        parties: sharing::parties(document, &index, &mut cx),
        trust: sharing::trust(document, &index, &mut cx),
        channels: sharing::channels(&index, &mut cx),
        strategies: sharing::check(&index, &mut cx),
        expectations: expect::check(&index, metrics, &mut cx),
    };
    network::check_deliveries(document, &scenario, &mut cx);
    cx.tell_unknown();
    (!diagnostics.has_errors()).then_some(scenario)
}

/// What concerns the scenario as a whole.
fn whole(document: &document::Scenario, cx: &mut Checker<'_>) {
    if *document.exercise.duration == Span::ZERO {
        cx.report(
            Diagnostic::error(Code::NoTime, "the exercise takes no time")
                .at(document.exercise.duration.place, "")
                .help("write how long it is from STARTEX to ENDEX, such as \"5d\""),
        );
    }
    let at = (document.place, document.id.place);
    cx.some(&document.organisations, at, "the scenario has no organisation", "`organisations`");
    cx.some(&document.teams, at, "the scenario has no team", "`teams`");
}

/// Where the rules leave their faults.
struct Checker<'a> {
    diagnostics: &'a mut Diagnostics,
    broken: &'a Broken,
    /// Where decoding found a fault, in order.
    faults: Vec<Place>,
    /// Whether there are faults of which no place is known.
    anywhere: bool,
    /// References that lead nowhere, told together at the end.
    unknown: Vec<Unknown>,
    /// Where what is referred to is defined.
    used: Vec<Place>,
    /// So many names may still be compared with a misspelt one.
    comparisons: Cell<usize>,
}

impl<'a> Checker<'a> {
    fn new(diagnostics: &'a mut Diagnostics, broken: &'a Broken) -> Self {
        let found = diagnostics.sorted();
        // what is written in another version of the format is there all the same
        let hides = |one: &&&Diagnostic| one.severity == Severity::Error && one.code != Code::UnknownSchema;
        let errors = || found.iter().filter(hides);
        let mut faults: Vec<Place> = errors().filter_map(|one| one.place()).collect();
        faults.sort_unstable();
        let anywhere = diagnostics.omitted() > 0 || errors().any(|one| one.place().is_none());
        let comparisons = Cell::new(MOST_COMPARISONS);
        Self { diagnostics, broken, faults, anywhere, unknown: Vec::new(), used: Vec::new(), comparisons }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Whether something in this stretch could not be read, or in another text, which may be a part of it. What seems to
    /// be missing there may have been written.
    fn is_damaged(&self, place: Place) -> bool {
        let range = place.range();
        let start = |fault: &Place| (fault.source, fault.range().start);
        let next = self.faults.partition_point(|fault| start(fault) < (place.source, range.start));
        let within = |fault: &Place| fault.source == place.source && fault.range().start < range.end;
        self.anywhere
            || self.faults.get(next).is_some_and(within)
            || [self.faults.first(), self.faults.last()]
                .into_iter()
                .flatten()
                .any(|fault| fault.source != place.source)
    }

    /// Whether everything could be read.
    fn is_whole(&self) -> bool {
        self.faults.is_empty() && !self.anywhere
    }

    /// Which names may have been meant, as like one as the other; none once it would take too long to compare them all.
    fn suggest_all<'c>(&self, name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Vec<&'c str> {
        if self.diagnostics.is_full() || self.comparisons.get() == 0 {
            return Vec::new();
        }
        let counted = candidates.into_iter().inspect(|_| {
            self.comparisons.set(self.comparisons.get().saturating_sub(1));
        });
        suggest::all_closest(name, counted)
    }

    fn suggest<'c>(&self, name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
        self.suggest_all(name, candidates).first().copied()
    }

    /// A list must have an element. `within` is what the list is part of, `at` the place to show.
    fn some<T>(
        &mut self,
        list: &List<T>,
        (within, at): (Place, Place),
        message: impl Into<String>,
        field: &str,
    ) {
        if list.is_empty() && !self.is_damaged(within) {
            let fault = Diagnostic::error(Code::EmptyList, message);
            let fault = match list.place() {
                Place::NOWHERE => fault.at(at, ""),
                written => fault.at(written, "this list is empty").also(at, ""),
            };
            self.report(fault.help(format!("write at least one in {field}")));
        }
    }

    /// Work must end at some time. `what` is a subject in the singular.
    fn ends(&mut self, work: &Distribution, at: Place, what: &str) {
        if work.is_never() {
            let message = format!("{what} never ends");
            self.report(
                Diagnostic::error(Code::EndlessWork, message)
                    .at(at, "")
                    .help("write how long it takes an analyst, such as \"30min\", or leave it out"),
            );
        }
    }

    /// There must not be more than `most` of something.
    fn at_most(&mut self, count: usize, most: usize, at: Place, what: &str) -> bool {
        let good = count <= most;
        if !good {
            let message = format!("{count} are too many {what}");
            self.report(
                Diagnostic::error(Code::TooMany, message)
                    .at(at, "")
                    .help(format!("a scenario has at most {most}")),
            );
        }
        good
    }
}

/// What an element is called.
fn name<T: Named>(element: &T) -> Name {
    let id = element.id().as_str();
    named(id, element.label())
}

/// Labels are read within lines and tables, so one that is written over several lines becomes one line.
fn named(id: &str, label: Option<&Text>) -> Name {
    let words: Vec<&str> = label.map_or("", Text::as_str).split_whitespace().collect();
    let label = if words.is_empty() { id.to_owned() } else { words.join(" ") };
    Name { id: id.into(), label: label.into() }
}

fn text(written: Option<&Text>) -> std::sync::Arc<str> {
    written.map_or("", Text::as_str).into()
}

#[cfg(test)]
mod tests;
