//! Feeds and vendors: on and off, under the same luck.

use coalition::experiment::Replicate;
use coalition::metrics::records::{DetectionSource, IncidentRow, PreventedBy, TeamRow};

use super::{play, prevented, second, sum, team};

/// The strategy that shares, and what comes in its place.
const TELL: &str = "(strategies: [(id: \"tell\", rules: [
    (id: \"r\", from: [\"a\"], to: [\"b\"], trigger: Confirmation, preparation: \"30min\", transit: \"1h\", ingestion: \"10min\", pap: Green, hunts: true, leak: 0.0),
  ])])";

/// A feed that lists all that has been in use for an hour, and nothing else, a few minutes later.
const FEED: &str = "id: \"list\", rate: \"12/h\", relevance: 1.0, harmless: 0.0, coverage: 1.0, lag: \"1h\", every: \"10min\", \
                    to: [\"b\"], ingestion: \"30s\"";

/// A vendor who has a signature an hour after the sample, always right.
const VENDOR: &str =
    "id: \"lab\", from: [\"a\"], serves: [\"b\"], submission: \"20min\", signature: \"1h\", harmless: 0.0";

fn fresh() -> (&'static str, &'static str) {
    ("kind: Domain, reuse: 1.0", "kind: Domain, reuse: 1.0, age: \"0s\"")
}

fn file() -> (&'static str, &'static str) {
    ("kind: Domain, reuse: 1.0", "kind: Hash, reuse: 1.0")
}

fn feed(changes: &[(&str, &str)]) -> String {
    let mut text = FEED.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "`{from}` is in the feed");
        text = text.replace(from, to);
    }
    format!("(strategies: [(id: \"buy\", feeds: [({text})])])")
}

fn vendor(changes: &[(&str, &str)]) -> String {
    let mut text = VENDOR.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "`{from}` is in the vendor");
        text = text.replace(from, to);
    }
    format!("(strategies: [(id: \"buy\", vendors: [({text})])])")
}

fn with(arrangement: &str, others: &[(&str, &str)]) -> Vec<Replicate> {
    let mut changes = vec![(TELL, arrangement)];
    changes.extend_from_slice(others);
    play(&changes)
}

fn stopped_by(rows: &[&IncidentRow], by: PreventedBy) -> usize {
    rows.iter().filter(|row| row.prevented_by == Some(by)).count()
}

fn count(rows: &[&TeamRow], value: fn(&TeamRow) -> u64) -> u64 {
    rows.iter().map(|row| value(row)).sum()
}

#[test]
fn a_feed_prevents_what_comes_after_it_has_listed_it() {
    let bought = with(&feed(&[]), &[fresh()]);
    assert_eq!(stopped_by(&second(&bought, 0), PreventedBy::IndustryFeed), 0);
    assert_eq!(stopped_by(&second(&bought, 1), PreventedBy::IndustryFeed), 40);
    assert_eq!(prevented(&second(&bought, 1)), 0, "no partner told it");
    let rows = team(&bought, 1, "b");
    assert!(rows.iter().all(|row| row.prevented_by_industry_n == 1));
    assert!(rows.iter().all(|row| (row.feed_items_new_n, row.feed_items_useful_n) == (1, 1)));
    assert!(rows.iter().all(|row| row.feed_items_known_n > 0 && row.feed_items_false_n == 0));
    for row in &rows {
        let known = row.feed_items_ignored_n + row.feed_items_known_n + row.feed_items_new_n;
        assert!(
            row.feed_items_in_n - known < 10 * 12,
            "the rest came before there was anything to list, or waits"
        );
    }
    let first = team(&bought, 1, "a");
    assert_eq!(count(&first, |row| row.feed_items_in_n), 0, "it goes to b alone");
    let none = team(&bought, 0, "b");
    assert_eq!(count(&none, |row| row.feed_items_in_n), 0);
}

#[test]
fn a_feed_lists_nothing_before_its_lag_is_over_but_goes_by_what_others_have_seen() {
    let stopped = |changes: &[(&str, &str)], age: &str| {
        let age = format!("kind: Domain, reuse: 1.0, age: \"{age}\"");
        let played = with(&feed(changes), &[("kind: Domain, reuse: 1.0", &age)]);
        stopped_by(&second(&played, 1), PreventedBy::IndustryFeed)
    };
    let late = [("lag: \"1h\"", "lag: \"30d\"")];
    assert_eq!(stopped(&late, "0s"), 0);
    assert_eq!(stopped(&late, "40d"), 40, "it had been in use elsewhere");
    assert_eq!(stopped(&[("coverage: 1.0", "coverage: 0.0")], "0s"), 0, "the feed never comes upon it");
    let half = stopped(&[("coverage: 1.0", "coverage: 0.5")], "0s");
    assert!((10..=30).contains(&half), "in about half the worlds: {half}");
    assert_eq!(stopped(&[("relevance: 1.0", "relevance: 0.0")], "0s"), 0);
    assert_eq!(stopped(&[("ingestion: \"30s\"", "kinds: [Hash]")], "0s"), 0, "it lists files alone");
    assert_eq!(stopped(&[("ingestion: \"30s\"", "acts: 0.0")], "0s"), 0, "the team uses none of it");
}

#[test]
fn a_feed_does_not_see_what_is_made_for_one_victim_alone() {
    let own = ("kind: Domain, reuse: 1.0", "kind: Domain, reuse: 0.0, age: \"0s\"");
    let bought = with(&feed(&[]), &[own]);
    assert_eq!(stopped_by(&second(&bought, 1), PreventedBy::IndustryFeed), 0);
    assert!(
        team(&bought, 1, "b").iter().all(|row| row.alerts_misfired_n == 0),
        "what it lists is no false item"
    );
}

#[test]
fn pap_limits_what_may_be_done_with_a_feed_and_hunts_go_by_it() {
    let found = |feed_changes: &[(&str, &str)], others: &[(&str, &str)], by: DetectionSource| {
        let mut all = vec![fresh()];
        all.extend_from_slice(others);
        let played = with(&feed(feed_changes), &all);
        second(&played, 1).iter().filter(|row| row.det_source == Some(by)).count()
    };
    let amber = ("ingestion: \"30s\"", "pap: Amber");
    assert_eq!(found(&[amber], &[], DetectionSource::IndustryFeed), 40);
    let at_once = ("offset: \"24h\"", "offset: \"0s\"");
    assert_eq!(found(&[("ingestion: \"30s\"", "pap: Red")], &[at_once], DetectionSource::IndustryHunt), 40);
    let idle = ("ingestion: \"30s\"", "pap: Red, hunts: false");
    assert_eq!(found(&[idle], &[at_once], DetectionSource::IndustryHunt), 0);
}

#[test]
fn what_is_false_in_a_feed_costs_alerts_and_when_blocked_service() {
    let wrong = [("relevance: 1.0", "relevance: 0.0"), ("harmless: 0.0", "harmless: 1.0"), ("12/h", "1/d")];
    let cost = |more: &[(&str, &str)]| {
        let changes: Vec<_> = wrong.iter().chain(more).copied().collect();
        let played = with(&feed(&changes), &[]);
        let rows = team(&played, 1, "b");
        let sums = (count(&rows, |row| row.feed_items_false_n), count(&rows, |row| row.alerts_misfired_n));
        (sums.0, sums.1, sum(&rows, |row| row.down_overblocking_host_h))
    };
    let (items, alerts, down) = cost(&[]);
    assert!(items > 200 && alerts > items && down > 1000.0, "{items} {alerts} {down}");
    let (_, alerts, down) = cost(&[("ingestion: \"30s\"", "pap: Amber, ingestion: \"30s\"")]);
    assert!(alerts > 0);
    assert!(down < 1e-9, "only watched: {down}");
    let (items, alerts, _) = cost(&[("harmless: 1.0", "harmless: 0.0")]);
    assert_eq!((items, alerts), (0, 0), "what is about somebody else matches nothing");
}

#[test]
fn taking_a_feed_in_costs_labour_by_the_item_whatever_it_is_about() {
    let others = [("relevance: 1.0", "relevance: 0.0"), ("to: [\"b\"], ", "")];
    let played = with(&feed(&others), &[]);
    for id in ["a", "b"] {
        let rows = team(&played, 1, id);
        let items = count(&rows, |row| row.feed_items_in_n);
        let hours = sum(&rows, |row| row.feed_labour_h);
        // half a minute an item, and at the end one delivery is on the desk
        #[expect(clippy::cast_precision_loss, reason = "a few thousand items")]
        let expected = items as f64 * 30.0 / 3600.0;
        assert!((hours / expected - 1.0).abs() < 0.01, "{hours} {expected}");
        // 12 an hour for ten days in forty worlds, less what is not delivered yet
        assert!((113_000..117_000).contains(&items), "{items}");
    }
    let (one, other) = (team(&played, 1, "a"), team(&played, 1, "b"));
    let alike = one.iter().zip(&other).all(|(one, other)| one.feed_items_in_n == other.feed_items_in_n);
    assert!(alike, "the same feed for both");
    let free = with(&feed(&[others[0], others[1], (", ingestion: \"30s\"", "")]), &[]);
    assert!(sum(&team(&free, 1, "a"), |row| row.feed_labour_h) < 1e-9);
}

#[test]
fn a_renewed_indicator_is_listed_again_later() {
    // The adversary renews at once what stopped it, and hits the second side once more after that.
    let react = (
        "reaction: (on_block: []",
        "reaction: (on_block: [(after: \"1min\", does: Rotate), (after: \"5h\", does: Retry)]",
    );
    let reached = |changes: &[(&str, &str)]| {
        let changes: Vec<_> =
            changes.iter().copied().chain([("ingestion: \"30s\"", "hunts: false")]).collect();
        let rows = with(&feed(&changes), &[fresh(), react]);
        second(&rows, 1).iter().filter(|row| row.objective_achieved).count()
    };
    assert_eq!(reached(&[]), 0, "the new one is listed an hour later, again and again");
    assert_eq!(reached(&[("lag: \"1h\"", "lag: \"8h\"")]), 40, "the new one is not listed within five hours");
}

#[test]
fn a_sample_of_one_team_becomes_a_signature_for_another() {
    let bought = with(&vendor(&[]), &[file()]);
    assert_eq!(stopped_by(&second(&bought, 0), PreventedBy::VendorSignature), 0);
    assert_eq!(stopped_by(&second(&bought, 1), PreventedBy::VendorSignature), 40);
    assert!(team(&bought, 1, "a").iter().all(|row| (row.samples_out_n, row.signatures_in_n) == (1, 0)));
    assert!(team(&bought, 1, "a").iter().all(|row| (row.submission_labour_h - 1.0 / 3.0).abs() < 1e-9));
    assert!(team(&bought, 1, "b").iter().all(|row| (row.signatures_in_n, row.signatures_useful_n) == (1, 1)));
    let own = ("kind: Domain, reuse: 1.0", "kind: Hash, reuse: 0.0");
    let built = with(&vendor(&[]), &[own]);
    assert_eq!(
        stopped_by(&second(&built, 1), PreventedBy::VendorSignature),
        40,
        "also what is made for one victim"
    );
    let domain = with(&vendor(&[]), &[]);
    assert_eq!(count(&team(&domain, 1, "a"), |row| row.samples_out_n), 0, "a domain is no file");
    let late = with(&vendor(&[("signature: \"1h\"", "signature: \"3d\"")]), &[file()]);
    assert_eq!(stopped_by(&second(&late, 1), PreventedBy::VendorSignature), 0, "it comes too late");
}

#[test]
fn a_signature_can_be_wrong() {
    let wrong = with(&vendor(&[("harmless: 0.0", "harmless: 1.0")]), &[file()]);
    assert_eq!(stopped_by(&second(&wrong, 1), PreventedBy::VendorSignature), 0);
    let rows = team(&wrong, 1, "b");
    assert!(count(&rows, |row| row.alerts_misfired_n) > 0);
    assert!(sum(&rows, |row| row.down_overblocking_host_h) > 0.0);
}

#[test]
fn a_sample_brings_the_patch_forward() {
    let patched = |arrangement: &str| {
        let patch = (
            "(id: \"cve\", exploitability: 1.0)",
            "(id: \"cve\", exploitability: 1.0, patch: (released: After(\"9d\"), effort: \"5min\"))",
        );
        let desk = (
            "hunting: (desk: \"l2\", work: \"1h\", success: 1.0)",
            "hunting: (desk: \"l2\", work: \"1h\", success: 1.0), patching: (desk: \"l1\")",
        );
        let played = with(arrangement, &[file(), patch, desk]);
        let rows = second(&played, 1);
        let reached = rows.iter().filter(|row| row.objective_achieved).count();
        (
            reached,
            count(&team(&played, 1, "b"), |row| row.patches_hastened_n),
            count(&team(&played, 1, "a"), |row| row.patches_hastened_n),
        )
    };
    let only = [("signature: \"1h\"", "signature: Never, patch: \"6h\"")];
    assert_eq!(patched(&vendor(&only)), (0, 40, 0), "b is served, and has it before the attack comes");
    let never = [("signature: \"1h\"", "signature: \"9d\"")];
    assert_eq!(patched(&vendor(&never)), (40, 0, 0), "the scenario's patch comes too late");
    let late = [("signature: \"1h\"", "signature: Never, patch: \"9d\"")];
    assert_eq!(patched(&vendor(&late)), (40, 0, 0), "never later than it is there anyhow");
}

#[test]
fn a_feed_moves_the_luck_of_nothing_else() {
    let idle = with(&feed(&[("coverage: 1.0", "coverage: 0.0"), (", ingestion: \"30s\"", "")]), &[fresh()]);
    for replicate in &idle {
        let [none, bought] = [0, 1].map(|arm| {
            replicate.arms[arm]
                .incidents
                .iter()
                .map(|row| (row.t_det_s, row.t_cont_s, row.outcome))
                .collect::<Vec<_>>()
        });
        assert_eq!(none, bought);
    }
}
