//! No view from above: teams act on what they observe and are told, whatever is true.

use std::path::Path;

use coalition::metrics::METRICS;
use coalition::metrics::definition::metric;

use super::{parse, play};

/// What the attack itself changes, seen or unseen.
const TRUTH: [&str; 9] = [
    "exposure_h",
    "dwell_h",
    "attacks_n",
    "intrusions_n",
    "detected_share",
    "undetected_n",
    "hosts_compromised_n",
    "objectives_n",
    "accounts_stolen_n",
];

fn text() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/laws/hidden.ron");
    std::fs::read_to_string(path).expect("the scenario reads")
}

/// The same without the attack.
fn without_attack(text: &str) -> String {
    let begins = text.find("    campaigns: [").expect("there is a campaign");
    let ends = text.find("    arrangement:").expect("there is an arrangement");
    format!("{}{}", &text[..begins], &text[ends..])
}

#[test]
fn what_nobody_sees_changes_nothing_that_teams_do() {
    let text = text();
    let hidden = parse(&text);
    let peace = parse(&without_attack(&text));
    let replications = hidden.experiment.replications;
    let (hidden, peace) = (play(&hidden, replications, 2), play(&peace, replications, 2));
    let mut compromised = 0;
    for (hidden, peace) in hidden.replicates.iter().zip(&peace.replicates) {
        for (attacked, quiet) in hidden.arms.iter().zip(&peace.arms) {
            compromised += attacked.run.intrusions_n;
            assert_eq!(attacked.desks, quiet.desks, "desks of `{}`", attacked.run.strategy);
            assert_eq!(attacked.shares, quiet.shares, "items of `{}`", attacked.run.strategy);
            for (attacked, quiet) in attacked.teams.iter().zip(&quiet.teams) {
                for metric in METRICS.iter().filter(|metric| !TRUTH.contains(&metric.name)) {
                    assert_eq!(metric.of_team(attacked), metric.of_team(quiet), "{}", metric.name);
                }
            }
        }
    }
    assert!(compromised > 0, "there is an attack that could have been seen from above");
}

#[test]
fn a_lie_is_acted_on_as_if_it_were_true() {
    let peace = parse(&without_attack(&text()));
    let results = play(&peace, peace.experiment.replications, 2);
    let machine = results.arms.iter().position(|arm| &*arm.id == "machine").expect("the arm is there");
    let sum = |arm: usize, name: &str| -> f64 {
        let metric = metric(name).expect("a metric");
        results.replicates.iter().filter_map(|one| metric.of_all(&one.arms[arm].teams)).sum()
    };
    // Nothing at all is wrong in this world, and nobody knows.
    assert!(sum(machine, "items_in_n") > 0.0, "what is false is shared");
    assert_eq!(sum(machine, "items_false_in_n"), sum(machine, "items_in_n"), "all of it is false");
    assert!(sum(machine, "alerts_misfired_n") > 0.0, "it is put into force, and cries wolf");
    assert!(sum(machine, "labour_h") > sum(0, "labour_h"), "people work on it");
    assert!(sum(machine, "down_overblocking_host_h") >= 0.0);
}
