//! Several things that may end a wait, of which only the first to come is seen: detected, the adversary's objective
//! reached, or the end of the exercise.
//!
//! One minus the curve of Kaplan and Meier, with the other ends taken for censoring, overstates how often each comes; the
//! cumulative incidence of Aalen and Johansen does not.

use super::interval::{Interval, Level};
use super::normal;

/// One subject: how long it was watched and which end came then.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ending {
    /// Time from the subject's start, 0 or more.
    pub time: f64,
    /// The number of the end that came; `None` where none had come up to then (right-censored).
    pub cause: Option<usize>,
}

/// How far each end has come at a time.
#[derive(Clone, Debug, PartialEq)]
pub struct IncidenceStep {
    /// When.
    pub time: f64,
    /// Subjects watched until just before.
    pub at_risk: usize,
    /// Ends of each cause at this time.
    pub events: Vec<usize>,
    /// Subjects that left without an end at this time.
    pub censored: usize,
    /// Chance that no end has come, 0..=1.
    pub survival: f64,
    /// Each cause's cumulative incidence; with `survival`, they add up to 1.
    pub incidence: Vec<Incidence>,
}

/// A cumulative incidence: the chance that this end has come by then, and before the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Incidence {
    /// The chance, 0..=1.
    pub chance: f64,
    /// Its variance by the delta method.
    pub variance: f64,
}

impl Incidence {
    /// The interval on the scale ln(−ln F), which stays within 0..=1; none where the chance is 0 or 1.
    pub fn interval(self, level: Level) -> Option<Interval> {
        if !(self.chance > 0.0 && self.chance < 1.0) {
            return None;
        }
        let log = libm::log(self.chance);
        let reach = -normal::quantile(level.tail())? * self.variance.sqrt() / (self.chance * -log);
        Some(Interval { low: libm::exp(log * libm::exp(reach)), high: libm::exp(log * libm::exp(-reach)) })
    }
}

/// The cumulative incidence of `causes` ends by Aalen and Johansen (1978), in the order of time.
///
/// The variance is that of the delta method, Σ(F(t) − F(tᵢ))² d/(n(n − d)) + ΣS(tᵢ₋₁)² dₖ(n − dₖ)/n³ − 2Σ(F(t) −
/// F(tᵢ)) S(tᵢ₋₁) dₖ/n² (Collett, 2015, 12.3; Marubini and Valsecchi, 1995, 10.2.2). `None` without subjects, for a time
/// that is negative or no number, and for a cause that is not below `causes`.
pub fn cumulative_incidence(endings: &[Ending], causes: usize) -> Option<Vec<IncidenceStep>> {
    let refused = |one: &Ending| {
        !(one.time >= 0.0 && one.time.is_finite()) || one.cause.is_some_and(|cause| cause >= causes)
    };
    if endings.is_empty() || endings.iter().any(refused) {
        return None;
    }
    let mut sorted = endings.to_vec();
    sorted.sort_by(|a, b| a.time.total_cmp(&b.time));
    let mut running = vec![Running::default(); causes];
    let (mut at_risk, mut survival) = (sorted.len(), 1.0_f64);
    let mut steps = Vec::new();
    for tied in sorted.chunk_by(|a, b| a.time == b.time) {
        let mut events = vec![0; causes];
        for cause in tied.iter().filter_map(|one| one.cause) {
            events[cause] += 1;
        }
        let ended: usize = events.iter().sum();
        let n = at_risk as f64;
        let incidence = running
            .iter_mut()
            .zip(&events)
            .map(|(cause, own)| cause.step(n, ended as f64, *own as f64, survival))
            .collect();
        survival *= 1.0 - ended as f64 / n;
        steps.push(IncidenceStep {
            time: tied[0].time,
            at_risk,
            events,
            censored: tied.len() - ended,
            survival,
            incidence,
        });
        at_risk -= tied.len();
    }
    Some(steps)
}

/// The sums of the variance of one cause; those over (F(t) − F(tᵢ)) are kept as powers of F(tᵢ), to be had at every t in
/// one step.
#[derive(Clone, Copy, Debug, Default)]
struct Running {
    chance: f64,
    hazard: [f64; 3],
    own: f64,
    cross: [f64; 2],
}

impl Running {
    /// Takes in a time at which `ended` of `n` ended, `own` of them by this cause, with `survival` before.
    fn step(&mut self, n: f64, ended: f64, own: f64, survival: f64) -> Incidence {
        self.chance += survival * own / n;
        let f = self.chance;
        // After the end of all, F(t) = F(tᵢ) for good.
        if ended < n {
            let weight = ended / (n * (n - ended));
            self.hazard =
                [self.hazard[0] + weight, self.hazard[1] + weight * f, self.hazard[2] + weight * f * f];
        }
        self.own += survival * survival * own * (n - own) / (n * n * n);
        let weight = survival * own / (n * n);
        self.cross = [self.cross[0] + weight, self.cross[1] + weight * f];
        let quadratic = f * f * self.hazard[0] - 2.0 * f * self.hazard[1] + self.hazard[2];
        let linear = f * self.cross[0] - self.cross[1];
        Incidence { chance: f, variance: (quadratic + self.own - 2.0 * linear).max(0.0) }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::stats::bootstrap::Draws;
    use crate::stats::reference::assert_close;
    use crate::stats::survival::{Observation, Survival};

    const TIMES: [f64; 12] = [1.0, 2.0, 2.5, 3.0, 4.0, 4.5, 5.0, 6.0, 6.5, 7.0, 8.0, 9.0];
    const CAUSES: [usize; 12] = [1, 2, 1, 0, 2, 1, 0, 1, 2, 0, 1, 0];

    fn endings() -> Vec<Ending> {
        TIMES
            .iter()
            .zip(CAUSES)
            .map(|(time, cause)| Ending { time: *time, cause: cause.checked_sub(1) })
            .collect()
    }

    // lifelines 0.30.3: AalenJohansenFitter(calculate_variance=True).fit(times, causes, event_of_interest=…), its
    // cumulative_density_, variance_ and confidence_interval_.
    #[test]
    fn both_causes_agree_with_lifelines() {
        let steps = cumulative_incidence(&endings(), 2).unwrap();
        for (place, cause, chance, variance, low, high) in [
            (
                0,
                0,
                0.083_333_333_333_333_33,
                0.006_365_740_740_740_74,
                0.005_052_835_478_990_728_5,
                0.311_070_409_899_987_3,
            ),
            (
                5,
                0,
                0.260_416_666_666_666_7,
                0.016_904_477_719_907_413,
                0.061_766_300_837_024_73,
                0.521_963_736_384_433_7,
            ),
            (
                11,
                0,
                0.541_666_666_666_666_7,
                0.030_024_594_907_407_43,
                0.181_819_311_224_939_3,
                0.802_116_928_365_816_5,
            ),
            (
                4,
                1,
                0.177_083_333_333_333_37,
                0.012_998_227_719_907_413,
                0.027_643_155_876_186_1,
                0.433_810_043_751_428_6,
            ),
            (
                11,
                1,
                0.289_583_333_333_333_4,
                0.020_388_852_719_907_42,
                0.067_002_969_490_849_54,
                0.566_535_993_680_730_4,
            ),
        ] {
            let found = steps[place].incidence[cause];
            assert_close(found.chance, chance, 1e-12);
            assert_close(found.variance, variance, 1e-12);
            let interval = found.interval(Level::P95).unwrap();
            assert_close(interval.low, low, 1e-9);
            assert_close(interval.high, high, 1e-9);
        }
        assert_eq!(steps[0].incidence[1].interval(Level::P95), None);
    }

    #[test]
    fn the_ways_to_end_and_not_to_end_add_up_to_one_with_ties_too() {
        let mut draws = Draws::new(5);
        for causes in 1..4 {
            let endings: Vec<Ending> = (0..300)
                .map(|_| Ending {
                    time: draws.index(40) as f64,
                    cause: Some(draws.index(causes + 1)).filter(|cause| *cause < causes),
                })
                .collect();
            for step in cumulative_incidence(&endings, causes).unwrap() {
                let total: f64 = step.incidence.iter().map(|one| one.chance).sum();
                assert_close(total + step.survival, 1.0, 1e-12);
            }
        }
    }

    #[test]
    fn one_cause_alone_is_the_curve_of_kaplan_and_meier_with_greenwoods_variance() {
        let mut draws = Draws::new(6);
        let endings: Vec<Ending> = (0..80)
            .map(|_| Ending { time: draws.index(25) as f64, cause: Some(0).filter(|_| draws.index(3) > 0) })
            .collect();
        let observations: Vec<Observation> =
            endings.iter().map(|one| Observation { time: one.time, event: one.cause.is_some() }).collect();
        let curve = Survival::new(&observations).unwrap();
        for (step, wanted) in cumulative_incidence(&endings, 1).unwrap().iter().zip(&curve.steps) {
            assert_close(step.incidence[0].chance, 1.0 - wanted.survival, 1e-12);
            if wanted.survival > 0.0 {
                assert_close(step.incidence[0].variance.sqrt(), wanted.se, 1e-9);
            }
        }
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        assert_eq!(cumulative_incidence(&[], 1), None);
        assert_eq!(cumulative_incidence(&[Ending { time: -1.0, cause: None }], 1), None);
        assert_eq!(cumulative_incidence(&[Ending { time: 1.0, cause: Some(1) }], 1), None);
    }
}
