//! What has changed against what was meant to change.

use super::compare::{Cell, Comparison, Shift};
use crate::experiment::NONE;
use crate::scenario::changes::{Change, Direction};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gravity {
    /// More replicates may tell.
    Undecided,
    /// It must not be.
    Fault,
}

/// Something that is not as it is meant to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub gravity: Gravity,
    /// What kind: `undeclared`, `undecided`, `absent`, `direction`, `size`, `none-changed`, `facets`, `behaviour`, `removed`.
    pub kind: &'static str,
    /// Id of the scenario.
    pub scenario: String,
    /// The arm, where it is about one.
    pub arm: Option<String>,
    /// The metric, where it is about one.
    pub metric: Option<String>,
    /// What is wrong, in words.
    pub text: String,
}

/// Everything that is not as it is meant to be in these comparisons, where `changes` are meant.
pub fn examine(comparisons: &[Comparison], changes: &[Change]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for comparison in comparisons {
        let mut audit = Audit { comparison, changes, findings: &mut findings };
        audit.removed();
        comparison.cells.iter().for_each(|cell| audit.cell(cell));
        audit.none();
        audit.facets();
    }
    for change in changes {
        absent(comparisons, change, &mut findings);
    }
    findings
}

struct Audit<'a> {
    comparison: &'a Comparison,
    changes: &'a [Change],
    findings: &'a mut Vec<Finding>,
}

impl Audit<'_> {
    fn find(&mut self, gravity: Gravity, kind: &'static str, of: (Option<&str>, Option<&str>), text: String) {
        let scenario = self.comparison.scenario.clone();
        let (arm, metric) = (of.0.map(str::to_owned), of.1.map(str::to_owned));
        self.findings.push(Finding { gravity, kind, scenario, arm, metric, text });
    }

    fn removed(&mut self) {
        for what in &self.comparison.removed {
            self.find(Gravity::Fault, "removed", (None, None), format!("{what} is not there any more"));
        }
    }

    /// Nothing may shift that nobody meant to shift, and nothing further than it was meant to.
    fn cell(&mut self, cell: &Cell) {
        let of = (Some(cell.arm.as_str()), Some(cell.metric));
        let meant: Vec<&Change> =
            self.changes.iter().filter(|change| fits(change, self.comparison, cell)).collect();
        if meant.is_empty() {
            match cell.shift {
                Shift::Shifted => {
                    self.find(Gravity::Fault, "undeclared", of, format!("{} has shifted", name(cell)))
                }
                Shift::Undecided => {
                    self.find(
                        Gravity::Undecided,
                        "undecided",
                        of,
                        format!("{} may have shifted", name(cell)),
                    );
                }
                Shift::Identical | Shift::Equivalent => {}
            }
        }
        for change in meant.into_iter().filter(|_| cell.shift == Shift::Shifted) {
            self.extent(cell, change);
        }
    }

    fn extent(&mut self, cell: &Cell, change: &Change) {
        let of = (Some(cell.arm.as_str()), Some(cell.metric));
        let Some(difference) = cell.difference else { return };
        let wrong = match change.direction {
            Direction::Up => difference < 0.0,
            Direction::Down => difference > 0.0,
            Direction::Either => false,
        };
        if wrong {
            let way = if difference > 0.0 { "up" } else { "down" };
            self.find(
                Gravity::Fault,
                "direction",
                of,
                format!("{} has gone {way}, against what was declared", name(cell)),
            );
        }
        let Some((most, old)) = change.at_most.zip(cell.old) else { return };
        let most = most.value * old.abs();
        let ends = cell.interval.map_or((difference, difference), |interval| (interval.low, interval.high));
        let (nearest, farthest) = (ends.0.abs().min(ends.1.abs()), ends.0.abs().max(ends.1.abs()));
        if nearest > most {
            let text =
                format!("{} has shifted by {difference:.6}, and {most:.6} was declared at most", name(cell));
            self.find(Gravity::Fault, "size", of, text);
        } else if farthest > most {
            let text = format!("{} may have shifted by more than the {most:.6} declared at most", name(cell));
            self.find(Gravity::Undecided, "size", of, text);
        }
    }

    /// Where all that was meant is about sharing, the arm without sharing must not change at all.
    fn none(&mut self) {
        let sharing =
            !self.changes.is_empty() && self.changes.iter().all(|change| change.arm.as_str() != NONE);
        if !sharing {
            return;
        }
        let mut what: Vec<String> = Vec::new();
        for facet in &self.comparison.facets {
            if facet.arm == NONE && facet.facet != "inputs" && !what.iter().any(|one| one == facet.facet) {
                what.push(facet.facet.to_owned());
            }
        }
        let cells =
            self.comparison.cells.iter().filter(|cell| cell.arm == NONE && cell.shift != Shift::Identical);
        what.extend(cells.take(3).map(name));
        if !what.is_empty() {
            let text = format!(
                "only changes of sharing were declared, and the arm `none` has changed: {}",
                what.join(", ")
            );
            self.find(Gravity::Fault, "none-changed", (Some(NONE), None), text);
        }
    }

    /// What an arm does may change with what it is played with, or with the version of the behaviour, and only in the facets
    /// that were declared.
    fn facets(&mut self) {
        let mut arms: Vec<&str> = self.comparison.facets.iter().map(|facet| facet.arm.as_str()).collect();
        arms.dedup();
        for arm in arms {
            let changed: Vec<&str> =
                self.comparison.facets.iter().filter(|facet| facet.arm == arm).map(|facet| facet.facet).fold(
                    Vec::new(),
                    |mut all, facet| {
                        if !all.contains(&facet) {
                            all.push(facet);
                        }
                        all
                    },
                );
            let (before, now) = self.comparison.behaviour_version;
            if before == now && !changed.contains(&"inputs") {
                let text = format!(
                    "arm `{arm}` has changed ({}) on the same inputs, and the behaviour is still of version {now}",
                    changed.join(", ")
                );
                self.find(Gravity::Fault, "behaviour", (Some(arm), None), text);
            }
            let meant = self.changes.iter().filter(|change| change.arm.as_str() == arm);
            let lists: Vec<_> = meant.map(|change| &change.facets).collect();
            if lists.is_empty() || lists.iter().any(|list| list.is_empty()) {
                continue;
            }
            let allowed = |facet: &str| lists.iter().any(|list| list.iter().any(|one| one.text() == facet));
            let beyond: Vec<&str> = changed.into_iter().filter(|facet| !allowed(facet)).collect();
            if !beyond.is_empty() {
                let text = format!(
                    "arm `{arm}` has changed in facets that were not declared: {}",
                    beyond.join(", ")
                );
                self.find(Gravity::Fault, "facets", (Some(arm), None), text);
            }
        }
    }
}

/// What was meant to change must have changed.
fn absent(comparisons: &[Comparison], change: &Change, findings: &mut Vec<Finding>) {
    let of = |comparison: &Comparison| {
        change.scenario.as_ref().is_none_or(|id| id.as_str() == comparison.scenario)
    };
    let shifts: Vec<Shift> = comparisons
        .iter()
        .flat_map(|comparison| comparison.cells.iter().map(move |cell| (comparison, cell)))
        .filter(|(comparison, cell)| fits(change, comparison, cell))
        .map(|(_, cell)| cell.shift)
        .collect();
    let what = format!("the declared change of {} in arm `{}`", change.metric.as_str(), change.arm);
    let (gravity, kind, text) = match shifts.iter().max() {
        Some(Shift::Shifted) => return,
        Some(Shift::Undecided) => (Gravity::Undecided, "undecided", format!("{what} cannot be told yet")),
        Some(_) => (Gravity::Fault, "absent", format!("{what} does not appear")),
        None => (Gravity::Fault, "absent", format!("{what} is about nothing that was compared")),
    };
    let scenario = comparisons.iter().find(|comparison| of(comparison)).map(|one| one.scenario.clone());
    findings.push(Finding {
        gravity,
        kind,
        scenario: scenario.unwrap_or_default(),
        arm: Some(change.arm.to_string()),
        metric: Some(change.metric.to_string()),
        text,
    });
}

fn fits(change: &Change, comparison: &Comparison, cell: &Cell) -> bool {
    change.metric.as_str() == cell.metric
        && change.arm.as_str() == cell.arm
        && change.team.as_ref().is_none_or(|team| team.as_str() == cell.team)
        && change.scenario.as_ref().is_none_or(|id| id.as_str() == comparison.scenario)
}

fn name(cell: &Cell) -> String {
    format!("{} of {} in arm `{}`", cell.metric, cell.team, cell.arm)
}
