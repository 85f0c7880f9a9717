//! Worms of history at their real size, by a scenario file alone: probes into the whole address space of IPv4. And
//! epidemics with removal: hosts that are taken back, and closed or not.

use std::sync::Arc;

use coalition::experiment::{Arm, run_one};
use coalition::scenario::model::Scenario;
use coalition::sim::fact::{Fact, What};

use super::attacks::{assert_deviation, each, gains, hours, read};
use super::{REACH, assert_mean, z};

/// How many addresses IPv4 has.
const ADDRESSES: f64 = 4_294_967_296.0;

/// A random constant spread: every taken host probes this often an hour, each of the hosts has one address.
struct Spread {
    hosts: u32,
    probes: f64,
}

const CODE_RED: Spread = Spread { hosts: 359_000, probes: 3_600.0 / 0.167_17 };
const SLAMMER: Spread = Spread { hosts: 75_000, probes: 3_600.0 / 0.000_214 };

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

/// The one run of a worm at its real size, from its first host to nearly the last: when each fell, in hours.
fn whole(name: &str, worm: &Spread) -> Vec<f64> {
    let scenario = read(name, &[]);
    let outcome = run_one(&scenario, scenario.experiment.seed, 0, &Arm::none()).expect("the run ends well");
    let times = gains(outcome.facts.all());
    assert!(times.len() <= worm.hosts as usize, "no host is counted twice");
    times
}

/// From one number of taken hosts to another a run takes as long as theory says, and as long as was published.
#[track_caller]
fn assert_close(worm: &Spread, times: &[f64], (from, to): (u32, u32), published: f64, tolerance: f64) {
    let (mean, deviation) = worm.time(from, to);
    let measured = times[to as usize - 1] - times[from as usize - 1];
    assert!(
        (measured - mean).abs() < REACH * deviation,
        "from {from} to {to}: {measured} h, theory {mean} +- {deviation} h"
    );
    assert!(
        (measured - published).abs() < tolerance,
        "from {from} to {to}: {measured} h, published {published} h"
    );
}

/// Hours from a hundred taken hosts, all at STARTEX, to a thousand.
fn tenfold(name: &str, (whole, part): (&str, &str), changes: &[(&str, &str)]) -> Vec<f64> {
    let mut changes = changes.to_vec();
    changes.extend([("through: Trusted", "hosts: 100, through: Trusted"), (whole, part)]);
    let scenario: Arc<Scenario> = read(name, &changes);
    each(&scenario, |facts| {
        let times = gains(facts);
        times[999] - times[99]
    })
}

#[test]
fn code_red_takes_the_internet_as_it_did() {
    let worm = &CODE_RED;
    let times = whole("code-red", worm);
    let at = |share: f64| (f64::from(worm.hosts) * share) as u32;
    // the logistic curve with K = 1.8/h: ln(odds at the end/odds at the start)/K
    assert_close(worm, &times, (at(0.000_5), at(0.01)), libm::log(20.0) / 1.8, 0.15);
    assert_close(worm, &times, (at(0.01), at(0.5)), libm::log(99.0) / 1.8, 0.05);
    assert_close(worm, &times, (at(0.5), at(0.99)), libm::log(99.0) / 1.8, 0.05);
    // Moore, Shannon, Brown 2002: 359,000 hosts in less than 14 hours, more than 2,000 a minute at the peak
    assert!(times.len() >= at(0.999) as usize, "{} hosts after 12 hours", times.len());
    let busiest =
        times.windows(10_001).map(|some| 10_000.0 / (60.0 * (some[10_000] - some[0]))).fold(0.0, f64::max);
    assert!((2_000.0..3_200.0).contains(&busiest), "{busiest} a minute at the peak");
}

#[test]
fn code_red_grows_at_the_published_rate() {
    // Staniford, Paxson, Weaver 2002: K = 1.8/h
    assert!((CODE_RED.growth() - 1.8).abs() < 0.001, "the file's rate of probes is that of K = 1.8/h");
    let tenfold = tenfold("code-red", ("12h", "95min"), &[]);
    let (mean, deviation) = CODE_RED.time(100, 1_000);
    assert_mean("hours from 100 to 1,000 hosts", &tenfold, mean);
    assert_deviation("their variance", &tenfold, mean, deviation);
    let growth = libm::log(10.0) * tenfold.len() as f64 / tenfold.iter().sum::<f64>();
    assert!((growth - 1.8).abs() < 0.05, "{growth} an hour");
}

#[test]
fn slammer_takes_ninety_per_cent_within_ten_minutes() {
    let worm = &SLAMMER;
    let times = whole("slammer", worm);
    let ninety = worm.hosts / 10 * 9;
    assert!(times[ninety as usize - 1] * 60.0 < 10.0, "{} min", times[ninety as usize - 1] * 60.0);
    // ln(9/(1/99))/K, where nothing slows it down
    assert_close(worm, &times, (worm.hosts / 100, ninety), libm::log(891.0) / worm.growth(), 2.0 / 3_600.0);
}

/// Moore et al. 2003: it doubled every 8.5 s, +- 1 s.
#[test]
fn slammer_doubles_as_it_did() {
    let tenfold = tenfold("slammer", ("200s", "40s"), &[]);
    let (mean, deviation) = SLAMMER.time(100, 1_000);
    assert_mean("hours from 100 to 1,000 hosts", &tenfold, mean);
    assert_deviation("their variance", &tenfold, mean, deviation);
    let doubling = 3_600.0 * tenfold.iter().sum::<f64>() / tenfold.len() as f64 / libm::log2(10.0);
    assert!((doubling - 8.5).abs() < 1.0, "it doubles every {doubling} s");
}

#[test]
fn a_worm_that_probes_half_the_space_doubles_in_half_the_time() {
    let half = ("addresses: 4294967296", "addresses: 2147483648");
    let tenfold = tenfold("slammer", ("200s", "20s"), &[half]);
    let (mean, _) = SLAMMER.time(100, 1_000);
    assert_mean("hours from 100 to 1,000 hosts", &tenfold, mean / 2.0);
    assert!(z(&tenfold, mean).abs() > REACH, "the size of the space goes unnoticed: the case cannot fail");
}

const HOSTS: usize = 30;

/// How likely each number of hosts ever taken is in the end, by the chain of the next events: a further host falls with
/// the odds of `tries` s/(hosts − 1) to `back`, an hour and taken host.
fn final_sizes(tries: f64, back: f64) -> Vec<f64> {
    // chance[taken at some time][held now] of being there at some time
    let mut chance = vec![vec![0.0; HOSTS + 2]; HOSTS + 1];
    chance[1][1] = 1.0;
    for ever in 1..=HOSTS {
        for held in (1..=ever).rev() {
            let here = chance[ever][held];
            let further = tries * (HOSTS - ever) as f64 / (HOSTS - 1) as f64;
            let share = further / (further + back);
            chance[ever][held - 1] += here * (1.0 - share);
            if ever < HOSTS {
                chance[ever + 1][held + 1] += here * share;
            }
        }
    }
    chance.iter().map(|held| held[0]).collect()
}

fn moments(chances: &[f64]) -> (f64, f64) {
    let moment = |of: &dyn Fn(f64) -> f64| -> f64 {
        chances.iter().enumerate().map(|(size, chance)| of(size as f64) * chance).sum()
    };
    let mean = moment(&|size| size);
    (mean, moment(&|size| (size - mean) * (size - mean)).sqrt())
}

fn sizes(changes: &[(&str, &str)]) -> Vec<f64> {
    each(&read("sir", changes), |facts| {
        let lost = |fact: &&Fact| matches!(fact.what, What::FootholdLost { .. });
        let taken = gains(facts).len();
        assert_eq!(facts.iter().filter(lost).count(), taken, "every host is taken back in the end");
        taken as f64
    })
}

#[test]
fn a_worm_whose_hosts_are_taken_back_is_an_sir_epidemic() {
    let sizes = sizes(&[]);
    let theory = final_sizes(1.0, 0.5);
    assert!((theory.iter().sum::<f64>() - 1.0).abs() < 1e-12, "some size comes out");
    let (mean, deviation) = moments(&theory);
    assert_mean("hosts ever taken", &sizes, mean);
    assert_deviation("their variance", &sizes, mean, deviation);
    for size in [1, 2] {
        let share: Vec<f64> = sizes.iter().map(|taken| f64::from(u8::from(*taken == size as f64))).collect();
        assert_mean("share of worms that die at once", &share, theory[size]);
    }
}

#[test]
fn a_worm_whose_hosts_are_taken_back_sooner_is_told_apart() {
    let sooner = sizes(&[("cleaned: Exp(mean: \"2h\")", "cleaned: Exp(mean: \"108min\")")]);
    let (mean, _) = moments(&final_sizes(1.0, 0.5));
    assert!(
        z(&sooner, mean).abs() > REACH,
        "a removal that is 11 % faster goes unnoticed: the case cannot fail"
    );
}

/// Six hosts that are taken back after 90 minutes on average and left open. From i taken ones to one fewer it takes
/// m(i) = (1 + up(i) m(i + 1))/down(i), with up(i) = i (6 − i)/5 and down(i) = i/1.5 an hour.
#[test]
fn a_worm_whose_hosts_are_taken_back_and_left_open_is_an_sis_epidemic() {
    let open = [
        ("count: 30", "count: 6"),
        ("cleaned: Exp(mean: \"2h\")", "cleaned: Exp(mean: \"90min\"), immune: 0.0"),
    ];
    let theory = (1..=6_u32).rev().map(f64::from).fold(0.0, |above, taken| {
        let (up, down) = (taken * (6.0 - taken) / 5.0, taken / 1.5);
        (1.0 + up * above) / down
    });
    let times = each(&read("sir", &open), |facts| {
        let last = facts.iter().rev().find(|fact| matches!(fact.what, What::FootholdLost { left: 0, .. }));
        hours(last.expect("it dies out in the end")) - gains(facts)[0]
    });
    assert_mean("hours until it has died out", &times, theory);
}
