//! Actors: what they have in common between campaigns, how hard it is to replace, and how they take it to be hunted.

use coalition::metrics::records::AttackOutcome;

use super::{AT_ONCE, play, prevented, second, sum, team};

const RETRIES: (&str, &str) = ("does: Enter(", "retries: 1, pause: \"1h\", does: Enter(");
const ROTATES: (&str, &str) = ("on_block: []", "on_block: [(does: Rotate)]");
/// The end of the only campaign of the base scenario.
const END: &str = "  )],\n  arrangement";

/// Another campaign of the same actor, with one step.
fn another(organisation: &str, start: &str, indicator: &str) -> String {
    format!(
        "  ), (id: \"d\", actor: \"someone\", start: \"{start}\", victims: [(organisation: \"{organisation}\")],\n\
         indicators: [(id: \"domain\", kind: Domain, reuse: 1.0)], steps: [(id: \"enter\", technique: \"T1195\", \
         tactic: InitialAccess, indicators: [\"{indicator}\"], does: Enter(targets: [\"pcs\"], through: Trusted))])],\n  arrangement"
    )
}

#[test]
fn whoever_notices_a_hunt_answers() {
    let left = |changes: &[(&str, &str)], arm| {
        let rows = play(changes);
        second(&rows, arm).iter().filter(|row| row.outcome == AttackOutcome::Abandoned).count()
    };
    let flees = ("on_block: []", "on_block: [], on_hunt: [(does: Abort)]");
    assert_eq!(left(&[AT_ONCE, flees], 1), 40);
    assert_eq!(left(&[AT_ONCE, flees], 0), 0, "nobody hunts without being told what for");
    assert_eq!(left(&[AT_ONCE], 1), 0);
    assert_eq!(left(&[AT_ONCE, flees, ("hunts: true", "hunts: false")], 1), 0);
    assert_eq!(
        left(&[AT_ONCE, flees, ("does: Abort", "after: \"9d\", does: Abort")], 1),
        0,
        "it is thrown out first"
    );
}

#[test]
fn the_higher_on_the_pyramid_the_longer_it_takes_to_replace() {
    let again = |changes: &[(&str, &str)]| {
        let mut all = vec![RETRIES, ROTATES];
        all.extend(changes);
        40 - prevented(&second(&play(&all), 1))
    };
    assert_eq!(again(&[]), 40, "at once");
    assert_eq!(
        again(&[("rotation: (domain: \"0s\")", "rotation: (domain: \"2h\")")]),
        0,
        "not within the hour"
    );
    assert_eq!(again(&[("kind: Domain", "kind: Hash")]), 40, "ten minutes");
    assert_eq!(again(&[("kind: Domain", "kind: Ttp")]), 0, "never");
}

#[test]
fn what_an_actor_has_is_known_from_one_campaign_to_the_next() {
    let alone = (
        "victims: [(organisation: \"first\"), (organisation: \"second\", offset: \"24h\")]",
        "victims: [(organisation: \"first\")]",
    );
    let has = ("rotation: (domain: \"0s\")", "indicators: [(id: \"kit\", kind: Tool, reuse: 1.0)]");
    let uses = ("indicators: [\"domain\"], does: Enter", "indicators: [\"kit\"], does: Enter");
    let own = another("second", "24h", "domain");
    let common = another("second", "24h", "kit");
    assert_eq!(prevented(&second(&play(&[alone, has, uses, (END, &common)]), 1)), 40);
    assert_eq!(prevented(&second(&play(&[alone, has, uses, (END, &own)]), 1)), 0, "each has its own");
}

#[test]
fn a_host_that_two_attacks_hold_counts_once() {
    let one_host = ("count: 20", "count: 1");
    let still = ("targets: [\"servers\"], hosts: 2", "targets: [\"servers\"], hosts: 1");
    let both = another("first", "1h", "domain");
    let hosts = |changes: &[(&str, &str)]| {
        let replicates = play(changes);
        let rows = replicates.iter().flat_map(|replicate| &replicate.arms[0].incidents);
        let of_attacks: u64 =
            rows.filter(|row| *row.organisation == *"first").map(|row| row.hosts_compromised_n).sum();
        #[expect(clippy::cast_precision_loss, reason = "counts are small")]
        (of_attacks as f64, sum(&team(&replicates, 0, "a"), |row| row.hosts_compromised_n as f64))
    };
    let (attacks, team) = hosts(&[one_host, still]);
    assert!((attacks - team).abs() < f64::EPSILON, "one attack: {attacks} hosts, {team}");
    let (attacks, both) = hosts(&[one_host, still, (END, &both)]);
    assert!(
        (both - team).abs() < f64::EPSILON,
        "the second attack holds what the first holds: {both}, {team}"
    );
    assert!(attacks > both, "each attack has its host: {attacks}, {both}");
}
