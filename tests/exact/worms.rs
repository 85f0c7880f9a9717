//! Worms of history at their real size: probes into the whole address space of IPv4, by a scenario file alone.

use std::sync::Arc;

use coalition::experiment::{Arm, run_one};
use coalition::scenario::model::Scenario;

use super::attacks::{each, gains, read};
use super::{REACH, assert_mean};

/// How many addresses IPv4 has.
const ADDRESSES: f64 = 4_294_967_296.0;

/// A random constant spread: every taken host probes this often an hour, each of the hosts has one address.
struct Spread {
    hosts: u32,
    probes: f64,
}

impl Spread {
    /// Growth in the early phase, an hour: K of the logistic curve.
    fn growth(&self) -> f64 {
        self.probes * f64::from(self.hosts) / ADDRESSES
    }

    /// Mean and standard deviation of the hours in which the number of taken hosts grows from one to another: with n
    /// taken, the next one falls after an exponential time of mean addresses/(probes n (hosts − n)).
    fn time(&self, from: u32, to: u32) -> (f64, f64) {
        let waits = (from..to)
            .map(|taken| ADDRESSES / (self.probes * f64::from(taken) * f64::from(self.hosts - taken)));
        let (mean, variance) =
            waits.fold((0.0, 0.0), |(mean, variance), wait| (mean + wait, variance + wait * wait));
        (mean, variance.sqrt())
    }
}

#[test]
fn code_red_takes_the_internet_as_it_did() {
    let worm = Spread { hosts: 359_000, probes: 3_600.0 / 0.167_17 };
    let scenario = read("code-red", &[]);
    let outcome = run_one(&scenario, scenario.experiment.seed, 0, &Arm::none()).expect("the run ends well");
    let times = gains(outcome.facts.all());
    let at = |share: f64| (f64::from(worm.hosts) * share) as u32;
    let between = |from: u32, to: u32| times[to as usize - 1] - times[from as usize - 1];
    let close = |what: &str, from: u32, to: u32, published: f64, tolerance: f64| {
        let ((mean, deviation), measured) = (worm.time(from, to), between(from, to));
        assert!(
            (measured - mean).abs() < REACH * deviation,
            "{what}: {measured} h, theory {mean} +- {deviation} h"
        );
        assert!((measured - published).abs() < tolerance, "{what}: {measured} h, published {published} h");
    };
    // Staniford, Paxson, Weaver 2002: K = 1.8/h, so a factor of e^1.8 an hour while few are taken
    assert!((worm.growth() - 1.8).abs() < 0.001, "the file's rate of probes is that of K = 1.8/h");
    close("from 1 in 2,000 to 1 in 100", at(0.000_5), at(0.01), libm::log(20.0) / 1.8, 0.15);
    // the logistic curve: ln(0.99/0.01)/K
    close("from 1 % to 50 %", at(0.01), at(0.5), libm::log(99.0) / 1.8, 0.05);
    // Moore, Shannon, Brown 2002: 359,000 hosts in less than 14 hours, more than 2,000 a minute at the peak
    assert!(times.len() >= at(0.999) as usize, "{} hosts after 14 hours", times.len());
    assert!(times.len() <= worm.hosts as usize, "no host is counted twice");
    let busiest =
        times.windows(10_001).map(|some| 10_000.0 / (60.0 * (some[10_000] - some[0]))).fold(0.0, f64::max);
    assert!((2_000.0..3_200.0).contains(&busiest), "{busiest} a minute at the peak");
}

/// Seconds from ten hosts to a thousand.
fn slammer(scenario: &Arc<Scenario>) -> Vec<f64> {
    each(scenario, |facts| {
        let times = gains(facts);
        assert!(times.len() > 67_500, "90 % within three minutes, where nothing slows it down");
        (times[999] - times[9]) * 3_600.0
    })
}

#[test]
fn slammer_doubles_as_it_did() {
    let worm = Spread { hosts: 75_000, probes: 3_600.0 / 0.000_214 };
    let scenario = read("slammer", &[]);
    let seconds = slammer(&scenario);
    let (mean, _) = worm.time(10, 1_000);
    assert_mean("seconds from 10 to 1,000 hosts", &seconds, mean * 3_600.0);
    // Moore et al. 2003: it doubled every 8.5 s, +- 1 s
    let doubling = seconds.iter().sum::<f64>() / seconds.len() as f64 / libm::log2(100.0);
    assert!((doubling - 8.5).abs() < 1.0, "it doubles every {doubling} s");
}

#[test]
fn a_worm_that_probes_half_the_space_doubles_in_half_the_time() {
    let half = read(
        "slammer",
        &[("addresses: 4294967296", "addresses: 2147483648"), ("replications: 40", "replications: 8")],
    );
    let seconds = slammer(&half);
    let doubling = seconds.iter().sum::<f64>() / seconds.len() as f64 / libm::log2(100.0);
    assert!((doubling - 4.25).abs() < 0.5, "it doubles every {doubling} s");
}
