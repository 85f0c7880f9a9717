//! How long intrusions stay undetected, arm by arm: curves over the intrusions of all replicates, cut off by ENDEX.

use std::sync::Arc;

use rayon::prelude::*;

use super::comparison::ALL_TEAMS;
use super::runner::{Design, Replicate, Results};
use crate::metrics::records::IncidentRow;
use crate::record;
use crate::scenario::model::Scenario;
use crate::stats::competing::{Ending, IncidenceStep, cumulative_incidence};
use crate::stats::interval::{Interval, Level};
use crate::stats::survival::{Observation, Step, Survival};

/// A curve of more steps than this is thinned out.
const MOST_STEPS: usize = 400;
/// Curves are over the intrusions of so many replicates, the first ones: beyond that they are as smooth as they get, and
/// memory would grow.
const MOST_REPLICATES: u32 = 10_000;
/// The ends that an undetected intrusion comes to.
const DETECTED: usize = 0;
const OBJECTIVE: usize = 1;

record! {
    /// One row per arm, team and time since the first foothold: how many intrusions are still undetected (Kaplan and Meier),
    /// and which came first, detection or the adversary's objective (Aalen and Johansen). Over the intrusions of all replicates (of 10,000 at
    /// the most, the first), those that ENDEX cut off included; attacks that were prevented are not in it. It describes: intervals take intrusions
    /// for unrelated, which those of one run are not. Curves of more than 400 steps are thinned out.
    pub struct SurvivalRow in "survival", key ["strategy", "team", "time_s"] {
        /// Scenario id.
        pub scenario: Arc<str> [-],
        /// Strategy id; `none` for not sharing.
        pub strategy: Arc<str> [-],
        /// Team id, or `all`.
        pub team: Arc<str> [-],
        /// Time since the first foothold.
        pub time_s: f64 [s],
        /// Intrusions that were watched and undetected until just before this time.
        pub at_risk_n: u64 [count],
        /// Intrusions detected since the row before, this time included.
        pub detected_n: u64 [count],
        /// Intrusions cut off by ENDEX undetected since the row before, this time included.
        pub censored_n: u64 [count],
        /// Chance that an intrusion is undetected for longer than this.
        pub undetected_share: f64 [fraction],
        /// Lower end of its 95 % interval, by Greenwood's formula on the scale ln(−ln S); missing at 0 and 1.
        pub undetected_low: Option<f64> [fraction],
        /// Upper end of its interval.
        pub undetected_high: Option<f64> [fraction],
        /// Chance that by this time an intrusion has been detected before it reached an objective.
        pub detected_first_share: f64 [fraction],
        /// Lower end of its 95 % interval; missing at 0 and 1.
        pub detected_first_low: Option<f64> [fraction],
        /// Upper end of its interval.
        pub detected_first_high: Option<f64> [fraction],
        /// Chance that by this time an intrusion has reached an objective undetected.
        pub objective_first_share: f64 [fraction],
        /// Lower end of its 95 % interval; missing at 0 and 1.
        pub objective_first_low: Option<f64> [fraction],
        /// Upper end of its interval.
        pub objective_first_high: Option<f64> [fraction],
    }
}

/// The curves of every arm, not sharing first: all teams together, then each team. No rows where nothing got in.
pub fn survive(design: &Design, results: &Results) -> Vec<SurvivalRow> {
    let mut cells = Vec::new();
    for arm in 0..results.arms.len() {
        cells.push((arm, None));
        cells.extend((0..design.scenario.teams.len()).map(|team| (arm, Some(team))));
    }
    cells
        .into_par_iter()
        .flat_map_iter(|(arm, team)| {
            let followed = results.intrusions.arms.get(arm).into_iter().flatten();
            let intrusions: Vec<Intrusion> = followed
                .filter(|(whose, _)| team.is_none_or(|team| team == *whose))
                .map(|(_, intrusion)| *intrusion)
                .collect();
            let label = SurvivalLabel {
                scenario: design.scenario.name.id.clone(),
                strategy: results.arms[arm].id.clone(),
                team: team
                    .map_or_else(|| ALL_TEAMS.into(), |place| design.scenario.teams[place].name.id.clone()),
            };
            rows(&label, &intrusions).unwrap_or_default()
        })
        .collect()
}

/// The intrusions of an experiment, by arm, with whose they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Intrusions {
    arms: Vec<Vec<(usize, Intrusion)>>,
    replicates: u32,
}

impl Intrusions {
    /// Those of one replicate.
    pub(super) fn of(scenario: &Scenario, replicate: &Replicate) -> Self {
        let team = |row: &IncidentRow| scenario.teams.iter().position(|team| team.name.id == row.team);
        let arms = replicate.arms.iter().map(|run| {
            run.incidents.iter().filter_map(|row| Some((team(row)?, Intrusion::of(row)?))).collect()
        });
        Self { arms: arms.collect(), replicates: 1 }
    }

    /// Adds those of the next replicate.
    pub(super) fn add(&mut self, other: Self) {
        if self.replicates < MOST_REPLICATES {
            self.arms.resize_with(other.arms.len(), Vec::new);
            for (all, more) in self.arms.iter_mut().zip(other.arms) {
                all.extend(more);
            }
            self.replicates += other.replicates;
        }
    }
}

/// Times since the first foothold, in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Intrusion {
    detected: Option<f64>,
    objective: Option<f64>,
    watched: f64,
}

impl Intrusion {
    /// None for an attack that never got in.
    fn of(row: &IncidentRow) -> Option<Self> {
        let foothold = row.t_occ_s?.as_secs_f64();
        Some(Self {
            // What was already being looked at is detected at once.
            detected: row.ttd_s.map(|time| time.max(0.0)),
            objective: row.t_objective_s.map(|time| (time.as_secs_f64() - foothold).max(0.0)),
            watched: row.followup_s?.max(0.0),
        })
    }

    fn observation(self) -> Observation {
        self.detected.map_or(Observation::censored(self.watched), Observation::event)
    }

    /// What came first; detection, where both came at once.
    fn ending(self) -> Ending {
        match (self.detected, self.objective) {
            (Some(detected), objective) if objective.is_none_or(|objective| detected <= objective) => {
                Ending { time: detected, cause: Some(DETECTED) }
            }
            (_, Some(objective)) => Ending { time: objective, cause: Some(OBJECTIVE) },
            (_, None) => Ending { time: self.watched, cause: None },
        }
    }
}

struct SurvivalLabel {
    scenario: Arc<str>,
    strategy: Arc<str>,
    team: Arc<str>,
}

fn rows(label: &SurvivalLabel, intrusions: &[Intrusion]) -> Option<Vec<SurvivalRow>> {
    let curve = Survival::new(&intrusions.iter().map(|one| one.observation()).collect::<Vec<_>>())?;
    let ends = cumulative_incidence(&intrusions.iter().map(|one| one.ending()).collect::<Vec<_>>(), 2)?;
    let mut shown = 0;
    let rows = times(&curve.steps, &ends).into_iter().map(|time| {
        let passed = curve.steps.partition_point(|step| step.time <= time);
        let since = &curve.steps[shown..passed];
        shown = passed;
        row(label, time, &curve, since, end_at(&ends, time))
    });
    Some(rows.collect())
}

/// Zero, where the curves begin, and the times at which something happened or the last intrusion left.
fn times(steps: &[Step], ends: &[IncidenceStep]) -> Vec<f64> {
    let detections = steps.iter().filter(|step| step.events > 0).map(|step| step.time);
    let firsts = ends.iter().filter(|end| end.events.iter().any(|count| *count > 0)).map(|end| end.time);
    let last = steps.last().map(|step| step.time);
    let mut times: Vec<f64> = detections.chain(firsts).chain(last).filter(|time| *time > 0.0).collect();
    times.sort_unstable_by(f64::total_cmp);
    times.dedup();
    let every = times.len().div_ceil(MOST_STEPS).max(1);
    // Counted from the end, so that the last is among them.
    let count = times.len();
    let kept = times.into_iter().enumerate().filter(|(place, _)| (count - 1 - place).is_multiple_of(every));
    std::iter::once(0.0).chain(kept.map(|(_, time)| time)).collect()
}

fn end_at(ends: &[IncidenceStep], time: f64) -> Option<&IncidenceStep> {
    ends.partition_point(|end| end.time <= time).checked_sub(1).map(|last| &ends[last])
}

fn row(
    label: &SurvivalLabel,
    time: f64,
    curve: &Survival,
    since: &[Step],
    end: Option<&IncidenceStep>,
) -> SurvivalRow {
    let before = curve.steps.partition_point(|step| step.time < time);
    let last = curve.steps[..curve.steps.partition_point(|step| step.time <= time)].last();
    let interval = last.and_then(|step| step.interval(Level::P95));
    let chance = |cause: usize| end.map_or(0.0, |end| end.incidence[cause].chance);
    let around = |cause: usize| end.and_then(|end| end.incidence[cause].interval(Level::P95));
    let low = |interval: Option<Interval>| interval.map(|interval| interval.low);
    let high = |interval: Option<Interval>| interval.map(|interval| interval.high);
    SurvivalRow {
        scenario: label.scenario.clone(),
        strategy: label.strategy.clone(),
        team: label.team.clone(),
        time_s: time,
        at_risk_n: curve.steps.get(before).map_or(0, |step| step.at_risk) as u64,
        detected_n: since.iter().map(|step| step.events).sum::<usize>() as u64,
        censored_n: since.iter().map(|step| step.censored).sum::<usize>() as u64,
        undetected_share: last.map_or(1.0, |step| step.survival),
        undetected_low: low(interval),
        undetected_high: high(interval),
        detected_first_share: chance(DETECTED),
        detected_first_low: low(around(DETECTED)),
        detected_first_high: high(around(DETECTED)),
        objective_first_share: chance(OBJECTIVE),
        objective_first_low: low(around(OBJECTIVE)),
        objective_first_high: high(around(OBJECTIVE)),
    }
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn intrusion(detected: Option<f64>, objective: Option<f64>) -> Intrusion {
        Intrusion { detected, objective, watched: 10.0 }
    }

    fn curve(intrusions: &[Intrusion]) -> Vec<SurvivalRow> {
        let label = SurvivalLabel { scenario: "s".into(), strategy: "none".into(), team: "all".into() };
        rows(&label, intrusions).unwrap_or_default()
    }

    #[test]
    fn detection_objective_and_endex_each_have_their_share() {
        let found = curve(&[
            intrusion(Some(2.0), None),
            intrusion(Some(6.0), Some(4.0)),
            intrusion(Some(3.0), Some(3.0)),
            intrusion(None, None),
        ]);
        let shown: Vec<_> = found
            .iter()
            .map(|row| {
                let shares = (row.undetected_share, row.detected_first_share, row.objective_first_share);
                (row.time_s, (row.at_risk_n, row.detected_n, row.censored_n), shares)
            })
            .collect();
        assert_eq!(
            shown,
            [
                (0.0, (4, 0, 0), (1.0, 0.0, 0.0)),
                (2.0, (4, 1, 0), (0.75, 0.25, 0.0)),
                (3.0, (3, 1, 0), (0.5, 0.5, 0.0)),
                (4.0, (2, 0, 0), (0.5, 0.5, 0.25)),
                (6.0, (2, 1, 0), (0.25, 0.5, 0.25)),
                (10.0, (1, 0, 1), (0.25, 0.5, 0.25)),
            ]
        );
        assert!(found.iter().all(|row| row.undetected_low.is_some() == (row.undetected_share < 1.0)));
    }

    #[test]
    fn a_long_curve_is_thinned_out_and_loses_nobody() {
        let many: Vec<Intrusion> = (1..=1_700_u32)
            .map(|n| intrusion(Some(f64::from(n) / 200.0).filter(|_| n % 3 > 0), None))
            .collect();
        let found = curve(&many);
        assert!(found.len() <= MOST_STEPS + 1 && found.len() > MOST_STEPS / 2, "{}", found.len());
        assert_eq!(found.iter().map(|row| row.detected_n + row.censored_n).sum::<u64>(), 1_700);
        assert_eq!(found.last().expect("a row").time_s, 10.0);
    }

    #[test]
    fn without_intrusions_there_is_no_curve() {
        assert!(curve(&[]).is_empty());
    }
}
