//! What the network lets happen or not is told in the trace, with its reason.

use std::sync::Arc;

use coalition::report::trace::rows;
use coalition::sim::Simulator;

use super::network::{
    ADMIN, ENTERS, ENTERS_AS_ADMIN, HOSTS_OF_SECOND, LAST, MOVES, OVER_SMB, SERVICES, STEALS, linked,
    supplies,
};
use super::scenario;

/// The trace of a run without sharing: when in hours, and what happened.
pub(super) fn story(changes: &[(&str, &str)]) -> Vec<(f64, String)> {
    let scenario = scenario(changes);
    let arrangement = Arc::default();
    let outcome =
        Simulator::new(scenario.clone()).run(3, 0, Arc::clone(&arrangement)).expect("the run ends well");
    let rows = rows(&scenario, &arrangement, &outcome.facts);
    rows.into_iter().map(|row| (row.t_s.as_secs_f64() / 3600.0, row.what)).collect()
}

/// When something was first said, in hours.
pub(super) fn told(story: &[(f64, String)], words: &str) -> Option<f64> {
    story.iter().find(|(_, what)| what.contains(words)).map(|(at, _)| *at)
}

#[track_caller]
fn only_with(words: &str, with: &[(&str, &str)], without: &[(&str, &str)]) {
    let (with, without) = (story(with), story(without));
    assert!(told(&with, words).is_some(), "`{words}` is told");
    assert!(told(&without, words).is_none(), "`{words}` is not told");
}

#[test]
fn services_that_get_through_and_those_that_do_not() {
    let (link, smb, web) = (linked("").0, linked("\"smb\"").1, linked("\"web\"").1);
    let (smb, web) = ([SERVICES, OVER_SMB, (link, &smb)], [SERVICES, OVER_SMB, (link, &web)]);
    only_with(", over smb", &smb, &web);
    only_with("fails in second: smb does not get through to where it wants to go", &web, &smb);
}

#[test]
fn a_weakness_that_nobody_knows_and_when_it_becomes_known() {
    let disclosed = |at: &str| format!("exploitability: 1.0, disclosed: After(\"{at}\")");
    let (late, early) = (disclosed("9d"), disclosed("1h"));
    let (late, early) = ([("exploitability: 1.0", &*late)], [("exploitability: 1.0", &*early)]);
    only_with("fails in second: nobody knows of cve yet", &late, &early);
    assert_eq!(told(&story(&late), "cve becomes known to all"), Some(216.0));
    assert_eq!(told(&story(&[]), "becomes known to all"), None);
}

#[test]
fn patches_from_their_release_to_the_hosts() {
    let patch =
        ("exploitability: 1.0", "exploitability: 1.0, patch: (released: After(\"2h\"), effort: \"1h\")");
    let works = (LAST, "success: 1.0), patching: (desk: \"l2\")),\n  ],");
    let done = story(&[patch, works]);
    assert_eq!(told(&done, "a patch for cve is out: 5 hosts without"), Some(2.0));
    assert_eq!(told(&done, "patching at l2 begins, takes 1h"), Some(2.0));
    assert_eq!(told(&done, "patches 1 host against cve (servers)"), Some(3.0));
    only_with("fails in second: the hosts are patched against cve", &[patch, works], &[patch]);
}

#[test]
fn credentials_and_what_keeps_them_out() {
    let organisation = format!("(id: \"second\", accounts: [{ADMIN}],");
    let hosts = HOSTS_OF_SECOND.replacen("(id: \"second\",", &organisation, 1);
    let caches = hosts.clone() + ", caches: [(account: \"admin\")]";
    let enters = (ENTERS, ENTERS_AS_ADMIN);
    let steals = [(HOSTS_OF_SECOND, &*caches), enters, (MOVES, STEALS)];
    let bare = [(HOSTS_OF_SECOND, &*hosts), enters, (MOVES, STEALS)];
    only_with("has the credentials of admin (second), from pcs-", &steals, &bare);
    let factor = ("zone: \"deep\", count: 5,", "zone: \"deep\", count: 5, controls: [Mfa(stops: 1.0)],");
    let mut guarded = steals.to_vec();
    guarded.push(factor);
    only_with("fails in second: stopped by a second factor on servers", &guarded, &steals);
}

#[test]
fn controls_on_hosts_and_what_backups_could_not_bring_back() {
    let with = |controls: &str| format!("zone: \"deep\", count: 5, controls: [{controls}],");
    let deep = "zone: \"deep\", count: 5,";
    let (stops, sees) = (with("Edr(prevents: 1.0)"), with("Edr(prevents: 0.0, detects: 1.0, delay: \"0s\")"));
    let (stops, sees) = ([(deep, &*stops)], [(deep, &*sees)]);
    only_with("stopped by endpoint detection and response on servers", &stops, &sees);
    only_with("from second: endpoint detection and response on servers, servers-", &sees, &[]);
    let backups = with("Backups()");
    only_with("of work since the last backups of 5 hosts", &[(deep, &backups)], &[]);
}

#[test]
fn deliveries_and_who_finds_out_what_is_wrong_with_them() {
    let supplied = |vetting: &str| supplies("\"pcs\"", vetting, "\"pcs\"");
    let entry = "Enter(targets: [\"pcs\"], through: Trusted)";
    let [blind, enters] = supplied("");
    let [wary, _] = supplied(", vetting: 1.0");
    let blind = [("teams: [", &*blind), (entry, &*enters)];
    let wary = [("teams: [", &*wary), (entry, &*enters)];
    only_with(", with what maker delivers", &blind, &wary);
    only_with("fails in second: found out in what maker delivers", &wary, &blind);
    only_with("from second: looking through what maker delivers", &wary, &blind);
}
