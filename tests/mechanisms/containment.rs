//! What is done to contain an incident, with what authority, at what price, and how much of it is known by then.

use coalition::metrics::records::IncidentRow;

use super::network::{ENTERS, ENTERS_AS_ADMIN, MOVES, OVER_SMB, SERVICES, STEALS};
use super::network_story::{story, told};
use super::{Replicate, TeamRow, play, sum, team};

/// Team `a` without sharing.
fn first(replicates: &[Replicate]) -> Vec<&TeamRow> {
    team(replicates, 0, "a")
}

fn total(replicates: &[Replicate], value: fn(&TeamRow) -> u64) -> u64 {
    first(replicates).into_iter().map(value).sum()
}

/// What became of the attacks on the first side.
fn attacks(replicates: &[Replicate]) -> Vec<&IncidentRow> {
    let rows = replicates.iter().flat_map(|replicate| &replicate.arms[0].incidents);
    rows.filter(|row| *row.organisation == *"first").collect()
}

/// In how many of forty it got from the first host to others.
fn moved(replicates: &[Replicate]) -> usize {
    attacks(replicates).iter().filter(|row| row.hosts_compromised_n > 1).count()
}

const AUTHORITY: &str = "authority: \"0s\"";

fn courses(courses: &str) -> String {
    format!("{AUTHORITY}, courses: [{courses}]")
}

/// Seen only when it has moved on to two servers, six hours after it came.
const LATE: (&str, &str) = ("delay: \"1h\"", "delay: \"7h\"");
/// What is left on hosts is not removed before it moves on.
const SLOWLY: (&str, &str) =
    ("eradication: (desk: \"l2\", work: \"1h\")", "eradication: (desk: \"l2\", work: \"12h\")");
const MISSIONS: (&str, &str) =
    ("collateral: (", "missions: [(id: \"files\", needs: Hosts(select: [\"servers\"]))], collateral: (");

#[test]
fn authority_is_given_in_office_hours() {
    let objectives = |changes: &[(&str, &str)]| total(&play(changes), |row| row.objectives_n);
    // confirmed at 15:45; servers are encrypted at 20:00
    let morning = format!("{AUTHORITY}, authority_hours: \"Mon-Fri 08:00-12:00\"");
    let evening = format!("{AUTHORITY}, authority_hours: \"Mon-Fri 08:00-18:00\"");
    assert_eq!(objectives(&[LATE]), 0);
    assert_eq!(objectives(&[LATE, (AUTHORITY, &evening)]), 0);
    assert_eq!(objectives(&[LATE, (AUTHORITY, &morning)]), 40);
    let told_at = told(&story(&[LATE, (AUTHORITY, &morning)]), "may be contained now");
    assert_eq!(told_at, Some(24.0), "on Tuesday morning");
}

#[test]
fn what_is_done_goes_by_severity_and_technique() {
    let down = |changes: &[(&str, &str)]| sum(&first(&play(changes)), |row| row.down_defence_host_h);
    let only = |which: &str| courses(&format!("({which} does: [BlockIndicators])"));
    assert!(down(&[LATE]) > 40.0, "known hosts are isolated where nothing else is written");
    assert_eq!(down(&[LATE, (AUTHORITY, &only(""))]), 0.0);
    let (high, critical) = (only("severity: High,"), only("severity: Critical,"));
    assert_eq!(down(&[LATE, (AUTHORITY, &high)]), 0.0);
    assert_eq!(down(&[LATE, (AUTHORITY, &critical)]), down(&[LATE]), "it is not critical");
    let moving = only("techniques: [\"T1210\"],");
    assert_eq!(down(&[LATE, (AUTHORITY, &moving)]), 0.0);
    assert!(down(&[(AUTHORITY, &moving)]) > 0.0, "it has not moved yet");
    let blind = [LATE, (AUTHORITY, &*moving), ("extraction: 1.0", "extraction: 0.0")];
    assert_eq!(down(&blind), down(&[LATE]), "nobody has seen how");
    // all that fit are done, and the longest authority counts
    let slow =
        courses("(does: [IsolateHosts]), (severity: Medium, authority: \"2d\", does: [BlockIndicators])");
    assert_eq!(total(&play(&[LATE, (AUTHORITY, &slow)]), |row| row.objectives_n), 40);
}

/// Administrators' credentials lie on every office computer, and open the servers.
const ACCOUNTS: [(&str, &str); 4] = [
    (
        "zones: [(id: \"in\"), (id: \"deep\")]",
        "accounts: [(id: \"admin\", privilege: Admin, opens: [\"servers\"], used_at: [\"servers\"]), \
         (id: \"spare\", privilege: Admin, opens: [\"servers\"])], zones: [(id: \"in\"), (id: \"deep\")]",
    ),
    ("count: 20", "count: 20, caches: [(account: \"admin\")]"),
    (ENTERS, ENTERS_AS_ADMIN),
    (MOVES, STEALS),
];

fn with_accounts(more: &[(&str, &str)]) -> Vec<Replicate> {
    play(&[&ACCOUNTS[..], more].concat())
}

#[test]
fn a_disabled_account_is_of_no_use_to_the_adversary_nor_to_those_who_need_it() {
    let block = courses("(does: [BlockIndicators])");
    let disable = courses("(does: [DisableAccounts])");
    let left = with_accounts(&[SLOWLY, (AUTHORITY, &block)]);
    assert_eq!(moved(&left), 40);
    assert_eq!(sum(&first(&left), |row| row.down_defence_host_h), 0.0);
    let gone = with_accounts(&[SLOWLY, MISSIONS, (AUTHORITY, &disable)]);
    assert_eq!(moved(&gone), 0);
    assert_eq!(total(&gone, |row| row.accounts_disabled_n), 40);
    assert_eq!(total(&gone, |row| row.credentials_reset_n), 40);
    // five servers, from containment to the end of eradication
    assert!((sum(&first(&gone), |row| row.down_defence_host_h) - 40.0 * 5.0 * 12.0).abs() < 1e-6);
    assert!((sum(&first(&gone), |row| row.mission_loss_defence) - 40.0 * 12.0).abs() < 1e-6);
    let held = "holds: [(organisation: \"first\", account: \"spare\")], indicators: [(id: \"domain\"";
    let spare = with_accounts(&[SLOWLY, (AUTHORITY, &disable), ("indicators: [(id: \"domain\"", held)]);
    assert_eq!(moved(&spare), 40, "nobody knows of the other account");
}

#[test]
fn eradication_makes_what_was_stolen_worthless_if_the_team_renews_it() {
    // hosts are rebuilt only when it has moved on
    let slow = ("recovery: (desk: \"l2\", work: \"1h\")", "recovery: (desk: \"l2\", work: \"12h\")");
    let block = courses("(does: [BlockIndicators])");
    let left = with_accounts(&[slow, (AUTHORITY, &block)]);
    assert_eq!((moved(&left), total(&left, |row| row.credentials_reset_n)), (40, 0));
    let renews = "eradication: (desk: \"l2\", resets: true, work: \"1h\")";
    let renewed =
        with_accounts(&[slow, (AUTHORITY, &block), ("eradication: (desk: \"l2\", work: \"1h\")", renews)]);
    assert_eq!((moved(&renewed), total(&renewed, |row| row.credentials_reset_n)), (0, 40));
}

#[test]
fn a_service_that_is_shut_down_lets_nobody_in_and_is_missed() {
    let with = |courses: &str| play(&[SERVICES, OVER_SMB, SLOWLY, MISSIONS, (AUTHORITY, courses)]);
    let (smb, web) = (
        courses("(does: [ShutService(service: \"smb\", at: [\"servers\"])])"),
        courses("(does: [ShutService(service: \"web\", at: [\"servers\"])])"),
    );
    let (shut, other) = (with(&smb), with(&web));
    assert_eq!((moved(&shut), moved(&other)), (0, 40));
    assert_eq!(total(&shut, |row| row.services_shut_n), 40);
    // five servers, until the one computer is back
    assert!((sum(&first(&shut), |row| row.down_defence_host_h) - 40.0 * 5.0 * 13.0).abs() < 1e-6);
    assert!((sum(&first(&shut), |row| row.mission_loss_defence) - 40.0 * 13.0).abs() < 1e-6);
    let story = story(&[SERVICES, OVER_SMB, SLOWLY, (AUTHORITY, &smb)]);
    assert!(told(&story, "smb shut down on 5 hosts").is_some());
    assert!(told(&story, "fails in first: smb does not get through to where it wants to go").is_some());
    assert!(told(&story, "smb is there again").is_some());
}

#[test]
fn indicators_can_be_blocked_as_a_measure_of_containment() {
    let again = MOVES.replace("duration", "indicators: [\"domain\"], duration");
    let deploys = ("deployment: (delay", "deployment: (blocks: false, delay");
    let with = |courses: &str| play(&[SERVICES, (MOVES, &again), SLOWLY, deploys, (AUTHORITY, courses)]);
    let block = with(&courses("(does: [BlockIndicators])"));
    let other = with(&courses("(does: [ShutService(service: \"web\", at: [\"servers\"])])"));
    assert_eq!((moved(&block), moved(&other)), (0, 40));
}

#[test]
fn how_much_of_an_attack_is_known_when_it_is_contained() {
    let all = play(&[LATE]);
    assert!(attacks(&all).iter().all(|row| row.scope_share == Some(1.0)));
    assert_eq!(total(&all, |row| row.scope_held_n), 120);
    assert_eq!(total(&all, |row| row.scope_incomplete_n), 0);
    let part = play(&[LATE, ("scope: 1.0", "scope: 0.0")]);
    assert!(attacks(&part).iter().all(|row| row.scope_share == Some(1.0 / 3.0)));
    assert_eq!(total(&part, |row| row.scope_known_n), 40);
    assert_eq!(total(&part, |row| row.scope_incomplete_n), 40);
    let never = play(&[LATE, (AUTHORITY, "authority: \"20d\"")]);
    assert!(attacks(&never).iter().all(|row| row.scope_share.is_none()), "nothing was contained");
}
