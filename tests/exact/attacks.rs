//! Attacks whose times are known: epidemics, first passages, races, absorbing chains.

use std::sync::Arc;

use coalition::experiment::{Arm, run_one};
use coalition::metrics::definition;
use coalition::scenario::load_text;
use coalition::scenario::model::Scenario;
use coalition::sim::fact::{Fact, What};
use rayon::prelude::*;

use super::markov::Chain;
use super::{REACH, assert_mean, case, z};

/// A case as written, with some texts replaced; each must be there.
pub(crate) fn read(name: &str, changes: &[(&str, &str)]) -> Arc<Scenario> {
    let mut text = std::fs::read_to_string(case(name)).expect("the case reads");
    for (from, to) in changes {
        assert!(text.contains(from), "`{from}` is in the case");
        text = text.replace(from, to);
    }
    let loaded = load_text(name, &text, &definition::names());
    let faults: Vec<String> = loaded.diagnostics.sorted().iter().map(|fault| fault.message.clone()).collect();
    Arc::new(loaded.scenario.unwrap_or_else(|| panic!("{name} is valid: {faults:?}")))
}

/// What is read from the facts of each replicate.
pub(crate) fn each<T: Send>(scenario: &Arc<Scenario>, measure: impl Fn(&[Fact]) -> T + Sync) -> Vec<T> {
    let replicates = 0..scenario.experiment.replications;
    let seed = scenario.experiment.seed;
    replicates
        .into_par_iter()
        .map(|replicate| {
            let outcome = run_one(scenario, seed, replicate, &Arm::none()).expect("the run ends well");
            measure(outcome.facts.all())
        })
        .collect()
}

pub(crate) fn hours(fact: &Fact) -> f64 {
    fact.at.as_secs_f64() / 3_600.0
}

/// When the adversary gained each of its hosts, in hours, in order.
pub(crate) fn gains(facts: &[Fact]) -> Vec<f64> {
    facts.iter().filter(|fact| matches!(fact.what, What::FootholdGained { .. })).map(hours).collect()
}

/// When a step took effect.
fn success(scenario: &Scenario, facts: &[Fact], id: &str) -> f64 {
    let steps = &scenario.campaigns[0].steps;
    let wanted = steps.iter().position(|step| *step.name.id == *id).expect("the step is there");
    let done = facts
        .iter()
        .find(|fact| matches!(fact.what, What::StepSucceeded { step, .. } if step.index() == wanted));
    hours(done.expect("the step succeeds within the exercise"))
}

/// A sample's standard deviation lies within some standard errors of theory; the error of a variance is that of the
/// mean of the squared distances.
#[track_caller]
pub(crate) fn assert_deviation(what: &str, values: &[f64], mean: f64, deviation: f64) {
    let squares: Vec<f64> = values.iter().map(|value| (value - mean) * (value - mean)).collect();
    assert_mean(what, &squares, deviation * deviation);
}

const HALF: (f64, f64) = (4.350_421_231_562_84, 1.315_063_948_881_34);
const ALL: (f64, f64) = (8.779_242_463_125_67, 1.861_433_033_792_72);

#[test]
fn a_worm_among_equals_is_an_si_epidemic() {
    let times = each(&read("si", &[]), gains);
    assert!(times.iter().all(|times| times.len() == 50), "no host is taken twice, and none is left");
    let half: Vec<f64> = times.iter().map(|times| times[24]).collect();
    let all: Vec<f64> = times.iter().map(|times| times[49]).collect();
    assert_mean("hours to half", &half, HALF.0);
    assert_deviation("variance of the hours to half", &half, HALF.0, HALF.1);
    assert_mean("hours to all", &all, ALL.0);
    assert_deviation("variance of the hours to all", &all, ALL.0, ALL.1);
}

#[test]
fn a_worm_at_another_rate_is_told_apart() {
    let slower = read("si", &[("every: Exp(mean: \"1h\")", "every: Exp(mean: \"64min\")")]);
    let half: Vec<f64> = each(&slower, |facts| gains(facts)[24]);
    assert!(z(&half, HALF.0).abs() > REACH, "a rate that is 6 % lower goes unnoticed: the case cannot fail");
}

#[test]
fn a_way_along_a_chain_takes_an_erlang_time() {
    let times: Vec<f64> = each(&read("passage-chain", &[]), |facts| gains(facts)[3]);
    assert_mean("hours to the last", &times, 3.0);
    assert_deviation("their variance", &times, 3.0, 1.732_050_807_568_88);
    let soon: Vec<f64> = times.iter().map(|time| f64::from(u8::from(*time <= 3.0))).collect();
    assert_mean("share within three hours", &soon, 0.576_809_918_873_156);
}

/// The worm of `passage-graph` as a chain over sets of taken hosts; the set that holds `f` absorbs.
fn passage() -> Chain {
    const REACHES: [&[usize]; 6] = [&[1, 2], &[3], &[1, 4], &[2, 5], &[3, 5], &[]];
    const GOAL: usize = 5;
    let mut chain = Chain::new(1 << GOAL, 1);
    for taken in 0..1_usize << GOAL {
        for (host, neighbours) in REACHES.iter().enumerate().filter(|(host, _)| taken >> host & 1 == 1) {
            assert!(!neighbours.is_empty(), "{host} goes on");
            for next in neighbours.iter().filter(|next| taken >> **next & 1 == 0) {
                let rate = 1.0 / neighbours.len() as f64;
                if *next == GOAL {
                    chain.ends(taken, 0, rate);
                } else {
                    chain.moves(taken, taken | 1 << next, rate);
                }
            }
        }
        if taken == 0 {
            chain.ends(taken, 0, 1.0); // nobody is taken: never met, but the equations want a way out
        }
    }
    chain
}

#[test]
fn the_first_passage_on_a_graph_is_that_of_the_chain_of_taken_sets() {
    let scenario = read("passage-graph", &[]);
    let times: Vec<f64> = each(&scenario, |facts| {
        let goal = scenario.groups.iter().position(|group| *group.name.id == *"f").expect("f is there");
        let taken = |fact: &&Fact| matches!(fact.what, What::FootholdGained { host, .. } if host.group.index() == goal);
        hours(facts.iter().find(taken).expect("f falls within the exercise"))
    });
    let chain = passage();
    assert_mean("hours to f", &times, chain.time()[1]);
    for (after, what) in [(2.0, "share within two hours"), (5.0, "share within five hours")] {
        let soon: Vec<f64> = times.iter().map(|time| f64::from(u8::from(*time <= after))).collect();
        assert_mean(what, &soon, chain.ended_by(0, 1, after));
    }
}

#[test]
fn steps_after_any_and_after_all_race_as_exponential_times_do() {
    let scenario = read("and-or", &[]);
    for (step, theory) in [("either", 1.2), ("both", 3.8), ("all-of-any", 6.2), ("any-of-all", 2.5)] {
        let times: Vec<f64> = each(&scenario, |facts| success(&scenario, facts, step));
        assert_mean(step, &times, theory);
    }
}

/// The steps of `kill-chain`: hours of the first try, hours of each other, chance, tries.
const STEPS: [(f64, f64, f64, usize); 4] =
    [(1.0, 0.5, 0.8, 3), (2.0, 1.0, 0.5, 2), (4.0, 2.0, 0.6, 4), (3.0, 1.0, 0.9, 1)];
const WON: usize = 0;
const LOST: usize = 1;

fn kill_chain() -> Chain {
    let tries: usize = STEPS.iter().map(|(.., tries)| tries).sum();
    let mut chain = Chain::new(tries, 2);
    let mut state = 0;
    for (place, (first, other, chance, tries)) in STEPS.iter().enumerate() {
        let next = state + tries;
        for number in 0..*tries {
            let rate = 1.0 / if number == 0 { *first } else { *other };
            if place + 1 == STEPS.len() {
                chain.ends(state, WON, rate * chance);
            } else {
                chain.moves(state, next, rate * chance);
            }
            if number + 1 == *tries {
                chain.ends(state, LOST, rate * (1.0 - chance));
            } else {
                chain.moves(state, state + 1, rate * (1.0 - chance));
            }
            state += 1;
        }
    }
    chain
}

/// When the attack was over, and whether it had reached its objective.
fn ending(facts: &[Fact]) -> (f64, bool) {
    let over = facts.iter().find_map(|fact| match fact.what {
        What::ObjectiveReached { .. } => Some((hours(fact), true)),
        What::StepFailed { retried: false, .. } => Some((hours(fact), false)),
        _ => None,
    });
    over.expect("the attack is over within the exercise")
}

#[test]
fn a_kill_chain_is_an_absorbing_markov_chain() {
    let endings = each(&read("kill-chain", &[]), ending);
    let chain = kill_chain();
    let won: Vec<f64> = endings.iter().map(|(_, won)| f64::from(u8::from(*won))).collect();
    assert!((chain.chance(WON)[0] - 0.652_458_24).abs() < 1e-12, "the chain is the one of the file");
    assert_mean("share that reaches the objective", &won, 0.652_458_24);
    let times: Vec<f64> = endings.iter().map(|(time, _)| *time).collect();
    assert_mean("hours until it is over", &times, chain.time()[0]);
    for (wins, end, what) in [(true, WON, "hours to the objective"), (false, LOST, "hours to failure")] {
        let own: Vec<f64> = endings.iter().filter(|(_, won)| *won == wins).map(|(time, _)| *time).collect();
        assert_mean(what, &own, chain.time_given(end)[0]);
    }
    for after in [4.0, 9.0, 20.0] {
        let by: Vec<f64> =
            endings.iter().map(|(time, won)| f64::from(u8::from(*won && *time <= after))).collect();
        assert_mean("share through by an hour", &by, chain.ended_by(WON, 0, after));
    }
}

#[test]
fn a_kill_chain_with_other_odds_is_told_apart() {
    let luckier = read("kill-chain", &[("success: 0.5", "success: 0.55")]);
    let won: Vec<f64> = each(&luckier, |facts| f64::from(u8::from(ending(facts).1)));
    assert!(z(&won, 0.652_458_24).abs() > REACH, "better odds go unnoticed: the case cannot fail");
}
