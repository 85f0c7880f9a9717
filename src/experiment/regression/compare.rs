//! New against old, metric by metric: identical, equivalent, shifted, or undecided.
//!
//! On the same seed and the same keying of luck, replicate k of now is paired with replicate k of before, so that what has
//! not changed cancels to exactly nothing, and a change of one in a hundred shows in tens of replicates. Where the luck is
//! another, the samples are compared as strangers: Welch's interval of the means, and Kolmogorov–Smirnov for the rest, both
//! corrected for their number (Holm).

use super::{ArmBaseline, ScenarioBaseline, TeamBaseline};
use crate::metrics::METRICS;
use crate::stats::interval::{Interval, Level};
use crate::stats::moments::mean;
use crate::stats::multiplicity::holm;
use crate::stats::paired::PairedEstimate;
use crate::stats::unpaired::{kolmogorov_smirnov, welch};

/// On what terms new and old are compared.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// What makes no difference, as a share of the old mean.
    pub margin: f64,
    /// Whether replicate k of now has the luck of replicate k of before.
    pub paired: bool,
}

/// What became of a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shift {
    /// Every replicate has the value of before.
    Identical,
    /// The whole interval of the difference lies within the margin.
    Equivalent,
    /// None of the above, and none of the below: more replicates may tell.
    Undecided,
    /// The whole interval lies beyond the margin, on one side.
    Shifted,
}

impl Shift {
    /// In a word.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Identical => "identical",
            Self::Equivalent => "equivalent",
            Self::Undecided => "undecided",
            Self::Shifted => "shifted",
        }
    }
}

/// A metric of a team in an arm, new against old.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Strategy id, or `none`.
    pub arm: String,
    /// Team id, or `all`.
    pub team: String,
    /// Metric.
    pub metric: &'static str,
    /// What became of it.
    pub shift: Shift,
    /// Replicates that were compared.
    pub n: usize,
    /// Mean before.
    pub old: Option<f64>,
    /// Mean now.
    pub new: Option<f64>,
    /// Mean difference, new less old.
    pub difference: Option<f64>,
    /// Its 95 % interval.
    pub interval: Option<Interval>,
    /// What makes no difference, in the unit of the metric.
    pub margin: f64,
    /// What else is to be said.
    pub note: Option<&'static str>,
}

/// A fingerprint that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetChange {
    /// Strategy id, or `none`.
    pub arm: String,
    /// Team id, or `all`.
    pub team: String,
    /// `inputs`, `draws`, `order`, `times` or `results`.
    pub facet: &'static str,
}

/// A scenario, new against old.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Id of the scenario.
    pub scenario: String,
    /// Whether replicates were paired.
    pub paired: bool,
    /// Version of the model's behaviour before and now.
    pub behaviour_version: (u32, u32),
    /// Arms, teams and metrics that both have.
    pub cells: Vec<Cell>,
    /// Fingerprints that changed; none where the luck is another, since all would.
    pub facets: Vec<FacetChange>,
    /// What only the new has.
    pub added: Vec<String>,
    /// What only the old has.
    pub removed: Vec<String>,
}

/// Compares a scenario with what it came to before.
pub fn compare(old: &ScenarioBaseline, new: &ScenarioBaseline, terms: Terms) -> Comparison {
    let mut comparison = Comparison {
        scenario: new.scenario.clone(),
        paired: terms.paired,
        behaviour_version: (old.behaviour_version, new.behaviour_version),
        cells: Vec::new(),
        facets: Vec::new(),
        added: Vec::new(),
        removed: Vec::new(),
    };
    for arm in &old.arms {
        let Some(now) = new.arms.iter().find(|one| one.arm == arm.arm) else {
            comparison.removed.push(format!("arm `{}`", arm.arm));
            continue;
        };
        comparison.arm(arm, now);
        comparison.cells.extend(contrast(arm, now, (old.replications, new.replications), terms));
    }
    for arm in new.arms.iter().filter(|arm| !old.arms.iter().any(|one| one.arm == arm.arm)) {
        comparison.added.push(format!("arm `{}`", arm.arm));
    }
    if !terms.paired {
        comparison.facets.clear();
        correct(&mut comparison.cells, old, new);
    }
    comparison
}

impl Comparison {
    fn arm(&mut self, old: &ArmBaseline, new: &ArmBaseline) {
        let changed = [("inputs", old.inputs != new.inputs), ("draws", old.draws != new.draws)];
        self.note(&old.arm, crate::experiment::ALL_TEAMS, changed);
        for team in &old.teams {
            match new.teams.iter().find(|one| one.team == team.team) {
                None => self.removed.push(format!("team `{}` in arm `{}`", team.team, old.arm)),
                Some(now) => self.team(&old.arm, team, now),
            }
        }
        for team in new.teams.iter().filter(|team| !old.teams.iter().any(|one| one.team == team.team)) {
            self.added.push(format!("team `{}` in arm `{}`", team.team, old.arm));
        }
    }

    fn team(&mut self, arm: &str, old: &TeamBaseline, new: &TeamBaseline) {
        let changed = [
            ("order", old.order != new.order),
            ("times", old.times != new.times),
            ("results", old.results != new.results),
        ];
        self.note(arm, &old.team, changed);
        let missing = |these: &TeamBaseline, those: &TeamBaseline| -> Vec<String> {
            let names = these.metrics.keys().filter(|name| !those.metrics.contains_key(*name));
            names.map(|name| format!("metric `{name}`")).collect()
        };
        // The same metrics are missing everywhere: they are told once.
        for (from, to, list) in [(old, new, &mut self.removed), (new, old, &mut self.added)] {
            for name in missing(from, to) {
                if !list.contains(&name) {
                    list.push(name);
                }
            }
        }
    }

    fn note<const N: usize>(&mut self, arm: &str, team: &str, facets: [(&'static str, bool); N]) {
        for (facet, _) in facets.into_iter().filter(|(_, changed)| *changed) {
            self.facets.push(FacetChange { arm: arm.to_owned(), team: team.to_owned(), facet });
        }
    }

    /// How many cells came to this.
    pub fn count(&self, shift: Shift) -> usize {
        self.cells.iter().filter(|cell| cell.shift == shift).count()
    }
}

/// Compares all metrics of the teams that two arms have in common. `replications` are those of each.
pub fn contrast(old: &ArmBaseline, new: &ArmBaseline, replications: (u32, u32), terms: Terms) -> Vec<Cell> {
    let mut cells = Vec::new();
    for team in &old.teams {
        let Some(now) = new.teams.iter().find(|one| one.team == team.team) else { continue };
        for metric in METRICS {
            let before = team.values(metric.name, replications.0);
            let Some((before, after)) = before.zip(now.values(metric.name, replications.1)) else { continue };
            let blank = Cell {
                arm: new.arm.clone(),
                team: team.team.clone(),
                metric: metric.name,
                shift: Shift::Undecided,
                n: 0,
                old: None,
                new: None,
                difference: None,
                interval: None,
                margin: 0.0,
                note: None,
            };
            cells.push(if terms.paired {
                paired(blank, &before, &after, terms.margin)
            } else {
                unpaired(blank, &before, &after, terms.margin)
            });
        }
    }
    cells
}

fn paired(blank: Cell, old: &[Option<f64>], new: &[Option<f64>], margin: f64) -> Cell {
    let n = old.len().min(new.len());
    let (old, new) = (&old[..n], &new[..n]);
    let (before, after): (Vec<f64>, Vec<f64>) =
        old.iter().zip(new).filter_map(|(old, new)| old.zip(*new)).unzip();
    let estimate = PairedEstimate::new(&before, &after, Level::P95).ok();
    let interval = estimate.as_ref().and_then(|estimate| estimate.interval);
    let margin = margin * mean(&before).unwrap_or(0.0).abs();
    let same_holes = old.iter().zip(new).all(|(old, new)| old.is_some() == new.is_some());
    let (shift, note) = if old == new {
        (Shift::Identical, None)
    } else if !same_holes {
        (Shift::Undecided, Some("it is missing in other replicates than before"))
    } else {
        (interval.map_or(Shift::Undecided, |interval| verdict(interval, margin)), None)
    };
    let shift = if before.is_empty() && old != new { Shift::Shifted } else { shift };
    Cell {
        shift,
        n: before.len(),
        old: mean(&before).or_else(|| super::mean(old)),
        new: mean(&after).or_else(|| super::mean(new)),
        difference: estimate.and_then(|estimate| estimate.difference),
        interval,
        margin,
        note,
        ..blank
    }
}

fn verdict(interval: Interval, margin: f64) -> Shift {
    if interval.low >= -margin && interval.high <= margin {
        Shift::Equivalent
    } else if interval.low > margin || interval.high < -margin {
        Shift::Shifted
    } else {
        Shift::Undecided
    }
}

fn unpaired(blank: Cell, old: &[Option<f64>], new: &[Option<f64>], margin: f64) -> Cell {
    let before: Vec<f64> = old.iter().flatten().copied().collect();
    let after: Vec<f64> = new.iter().flatten().copied().collect();
    let test = welch(&before, &after, Level::P95);
    let margin = margin * mean(&before).unwrap_or(0.0).abs();
    let shift = match test {
        _ if old == new => Shift::Identical,
        Some(test) => verdict(test.interval, margin),
        None => Shift::Undecided,
    };
    Cell {
        shift,
        n: before.len().min(after.len()),
        old: mean(&before),
        new: mean(&after),
        difference: test.map(|test| test.difference),
        interval: test.map(|test| test.interval),
        margin,
        ..blank
    }
}

/// Where the luck is another, a shift must stand up to the number of comparisons; and a distribution that has changed is a
/// shift too.
fn correct(cells: &mut [Cell], old: &ScenarioBaseline, new: &ScenarioBaseline) {
    let values = |of: &ScenarioBaseline, cell: &Cell| -> Vec<f64> {
        let arm = of.arms.iter().find(|arm| arm.arm == cell.arm);
        let team = arm.and_then(|arm| arm.teams.iter().find(|team| team.team == cell.team));
        let values = team.and_then(|team| team.values(cell.metric, of.replications));
        values.unwrap_or_default().into_iter().flatten().collect()
    };
    let mut tests = Vec::new();
    for cell in &*cells {
        let (before, after) = (values(old, cell), values(new, cell));
        let open = cell.shift != Shift::Identical;
        tests.push(welch(&before, &after, Level::P95).filter(|_| open).map(|test| test.p));
        tests.push(kolmogorov_smirnov(&before, &after).filter(|_| open).map(|test| test.p));
    }
    let doubt = 1.0 - Level::P95.get();
    for (cell, adjusted) in cells.iter_mut().zip(holm(&tests).chunks(2)) {
        let [means, rest] = [adjusted[0], adjusted[1]].map(|p| p.is_some_and(|p| p < doubt));
        if cell.shift == Shift::Shifted && !means {
            cell.shift = Shift::Undecided;
        }
        if rest && cell.shift != Shift::Shifted {
            cell.shift = Shift::Shifted;
            cell.note = Some("its distribution is another, whatever its mean");
        }
    }
}
