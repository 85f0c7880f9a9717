//! What the network lets an adversary do: services, software, disclosure.

use coalition::experiment::Replicate;
use coalition::metrics::records::{DetectionSource, PreventedBy, TeamRow};
use coalition::units::SimTime;

use super::{AT_ONCE, play, second, sum, team};

/// In how many of the attacks on the second side, without sharing, it got from the first host to others.
pub(super) fn moved(replicates: &[Replicate]) -> usize {
    second(replicates, 0).iter().filter(|row| row.hosts_compromised_n > 1).count()
}

/// In each of forty replicates it is hit without being warned.
const ALL: usize = 40;

pub(super) const SERVICES: (&str, &str) =
    ("organisations: [", "services: [(id: \"smb\", ports: \"tcp/445\"), (id: \"web\")], organisations: [");
pub(super) const OVER_SMB: (&str, &str) = ("exploitability: 1.0", "exploitability: 1.0, service: \"smb\"");

pub(super) fn linked(allows: &str) -> (&'static str, String) {
    ("to: \"deep\"", format!("to: \"deep\", allows: [{allows}]"))
}

pub(super) fn offered(services: &str) -> (&'static str, String) {
    ("count: 5,", format!("count: 5, services: [{services}],"))
}

#[test]
fn an_exploit_goes_over_its_service_where_links_allow_it_and_hosts_offer_it() {
    let over = |allows: &str, offers: &str| {
        let (link, host) = (linked(allows), offered(offers));
        moved(&play(&[SERVICES, OVER_SMB, (link.0, &link.1), (host.0, &host.1)]))
    };
    assert_eq!(
        over("", ""),
        ALL,
        "a link that names nothing lets everything through, hosts offer everything"
    );
    assert_eq!(over("\"smb\"", "\"smb\", \"web\""), ALL);
    assert_eq!(over("\"web\"", ""), 0, "the link lets only web through");
    assert_eq!(over("", "\"web\""), 0, "the servers offer only web");
}

#[test]
fn what_is_said_over_no_service_takes_any_link() {
    let (link, host) = (linked("\"web\""), offered("\"web\""));
    assert_eq!(moved(&play(&[SERVICES, (link.0, &link.1), (host.0, &host.1)])), ALL);
}

#[test]
fn tools_and_credentials_go_over_the_service_that_they_are_used_with() {
    let exploit = "through: Exploit(vulnerability: \"cve\")";
    let (link, steal) = (
        linked("\"web\""),
        "id: \"move\", technique: \"T1210\", tactic: LateralMovement, after: All(steps: [\"enter\"])",
    );
    let stolen = "id: \"steal\", technique: \"T1003\", tactic: CredentialAccess, after: All(steps: [\"enter\"]), \
                  does: StealCredentials), (id: \"move\", technique: \"T1021\", tactic: LateralMovement, \
                  after: All(steps: [\"steal\"])";
    for (way, expected) in [
        ("through: Tools", ALL),
        ("through: Tools(over: \"web\")", ALL),
        ("through: Tools(over: \"smb\")", 0),
        ("through: Credentials", ALL),
        ("through: Credentials(over: \"web\")", ALL),
        ("through: Credentials(over: \"smb\")", 0),
    ] {
        let played = play(&[SERVICES, (link.0, &link.1), (steal, stolen), (exploit, way)]);
        assert_eq!(moved(&played), expected, "{way}");
    }
}

#[test]
fn software_has_the_weaknesses_of_its_version() {
    let runs = |version: &str| {
        let affects =
            "exploitability: 1.0, affects: [(software: \"exchange\", from: \"15.1\", below: \"15.2.10\")]";
        let software = format!("software: [(id: \"exchange\"{version})]");
        moved(&play(&[
            ("exploitability: 1.0", affects),
            ("vulnerabilities: [(id: \"cve\", share: 1.0)]", &software),
        ]))
    };
    assert_eq!(runs(", version: \"15.1\""), ALL);
    assert_eq!(runs(", version: \"15.2.9\""), ALL);
    assert_eq!(runs(""), ALL, "of unknown version");
    assert_eq!(runs(", version: \"15.0.99\""), 0, "older than the weakness");
    assert_eq!(runs(", version: \"15.2.10\""), 0, "repaired");
}

#[test]
fn what_is_written_of_hosts_stands_before_what_their_software_says() {
    let affects = ("exploitability: 1.0", "exploitability: 1.0, affects: [(software: \"exchange\")]");
    let hidden = ("(id: \"cve\", share: 1.0)]", "(id: \"cve\", share: 0.0)], software: [(id: \"exchange\")]");
    assert_eq!(moved(&play(&[affects, hidden])), 0);
}

#[test]
fn before_disclosure_only_whoever_has_the_zero_day_can_exploit() {
    let disclosed = |when: &str, zero_day: bool| {
        let vulnerability = format!("exploitability: 1.0, disclosed: {when}");
        let known = if zero_day { "zero_days: [\"cve\"], indicators:" } else { "indicators:" };
        moved(&play(&[("exploitability: 1.0", &vulnerability), ("indicators: [(", &format!("{known} [("))]))
    };
    assert_eq!(disclosed("Before(\"10d\")", false), ALL);
    assert_eq!(disclosed("After(\"9d\")", false), 0);
    assert_eq!(disclosed("After(\"9d\")", true), ALL);
    assert_eq!(disclosed("After(\"29h\")", false), ALL, "it moves 30 hours after STARTEX");
    assert_eq!(disclosed("After(\"31h\")", false), 0);
}

/// A patch for the one vulnerability, and what the second team does about it.
fn patched(patch: &str, patching: &str) -> Vec<Replicate> {
    let vulnerability = format!("exploitability: 1.0, {patch}");
    play(&[("exploitability: 1.0", &vulnerability), (LAST, &format!("success: 1.0){patching}),\n  ],"))])
}

/// The end of the second team.
pub(super) const LAST: &str = "success: 1.0)),\n  ],";

fn b(replicates: &[Replicate], value: fn(&TeamRow) -> f64) -> f64 {
    sum(&team(replicates, 0, "b"), value) / 40.0
}

#[test]
fn patched_hosts_are_closed_to_the_exploit() {
    let old = "patch: (released: Before(\"1d\"), effort: \"1h\")";
    let nobody = patched(old, "");
    assert_eq!((moved(&nobody), b(&nobody, |row| row.patched_n as f64)), (ALL, 0.0));
    let done = patched(old, ", patching: (desk: \"l2\")");
    assert_eq!(moved(&done), 0, "two analysts have patched five servers after three hours");
    assert!((b(&done, |row| row.patched_n as f64) - 5.0).abs() < 1e-9);
    assert!((b(&done, |row| row.patching_labour_h) - 5.0).abs() < 1e-9);
    // two are done after an hour each, two after two, one after three
    assert!((b(&done, |row| row.patch_backlog_host_h) - 9.0).abs() < 1e-9);
    let late = patched("patch: (released: After(\"31h\"), effort: \"1h\")", ", patching: (desk: \"l2\")");
    assert_eq!(moved(&late), ALL, "it moved an hour before the release");
    let slow =
        patched("patch: (released: After(\"27h 30min\"), effort: \"1h\")", ", patching: (desk: \"l2\")");
    assert_eq!(moved(&slow), ALL, "one server is left after two hours");
    let hosts = |replicates: &[Replicate]| -> u64 {
        second(replicates, 0).iter().map(|row| row.hosts_compromised_n).sum()
    };
    assert_eq!((hosts(&late), hosts(&slow)), (120, 80), "of two servers that it wants it gets the one");
}

#[test]
fn what_is_known_to_be_exploited_is_patched_first() {
    // a second weakness of the office computers, older, keeps two analysts busy for ten days
    let first = |known: &str| {
        let vulnerabilities = format!(
            "vulnerabilities: [(id: \"older\", patch: (released: Before(\"9d\"), effort: \"24h\")), \
             (id: \"cve\", {known}patch: (released: Before(\"1d\"), effort: \"1h\"), exploitability: 1.0)]"
        );
        moved(&play(&[
            ("vulnerabilities: [(id: \"cve\", exploitability: 1.0)]", &vulnerabilities),
            ("zone: \"in\", count: 20", "zone: \"in\", count: 20, vulnerabilities: [(id: \"older\")]"),
            (LAST, "success: 1.0), patching: (desk: \"l2\")),\n  ],"),
        ]))
    };
    assert_eq!(first(""), ALL, "the older waits longer");
    assert_eq!(first("known_exploited: true, "), 0);
}

#[test]
fn patching_waits_for_everything_else_unless_it_is_an_emergency() {
    // alerts alone are three times the work that the desk can do
    let busy = |known: &str, patching: &str| {
        let vulnerability =
            format!("exploitability: 1.0, {known}patch: (released: After(\"12h\"), effort: \"1h\")");
        let works = format!("success: 1.0), patching: (desk: \"l1\"{patching})),\n  ],");
        moved(&play(&[
            ("exploitability: 1.0", &vulnerability),
            ("work: \"15min\"", "work: \"3h\""),
            (LAST, &works),
        ]))
    };
    assert_eq!(busy("", ", emergency: true"), ALL, "nobody is known to exploit it");
    assert_eq!(busy("known_exploited: true, ", ""), ALL);
    assert_eq!(busy("known_exploited: true, ", ", emergency: true"), 0);
}

/// The second side's accounts, its office computers and what lies on them; then how the adversary moves.
fn by_credentials(accounts: &str, pcs: &str, steps: &str) -> Vec<Replicate> {
    as_who(ENTERS_AS_ADMIN, accounts, pcs, steps)
}

/// The same, with the rights that it gets where it comes in.
fn as_who(enters: &str, accounts: &str, pcs: &str, steps: &str) -> Vec<Replicate> {
    let organisation = format!("(id: \"second\", accounts: [{accounts}],");
    let hosts = format!("{HOSTS_OF_SECOND}{pcs}");
    let hosts = hosts.replacen("(id: \"second\",", &organisation, 1);
    play(&[(HOSTS_OF_SECOND, &hosts), (ENTERS, enters), (MOVES, steps)])
}

pub(super) const ENTERS: &str = "through: Trusted)";
pub(super) const ENTERS_AS_ADMIN: &str = "through: Trusted, gains: Admin)";

pub(super) const HOSTS_OF_SECOND: &str = "(id: \"second\", zones: [(id: \"in\"), (id: \"deep\")], links: [(from: \"in\", \
    to: \"deep\")],\n     hosts: [(id: \"pcs\", zone: \"in\", count: 20";
pub(super) const MOVES: &str = "(id: \"move\", technique: \"T1210\", tactic: LateralMovement, after: All(steps: [\"enter\"]), \
    duration: \"6h\",\n       does: Move(targets: [\"servers\"], hosts: 2, through: Exploit(vulnerability: \"cve\")))";
/// Steals what it finds and moves with it.
pub(super) const STEALS: &str = "(id: \"steal\", technique: \"T1003\", tactic: CredentialAccess, after: All(steps: [\"enter\"]), \
    does: StealCredentials), (id: \"move\", technique: \"T1021\", tactic: LateralMovement, after: All(steps: \
    [\"steal\"]), duration: \"6h\", does: Move(targets: [\"servers\"], hosts: 2, through: Credentials))";
pub(super) const ADMIN: &str = "(id: \"admin\", privilege: Admin, opens: [\"servers\"])";
pub(super) const USER: &str = "(id: \"user\", opens: [\"pcs\"])";

#[test]
fn stolen_credentials_open_what_their_account_opens() {
    let any = by_credentials("", "", STEALS);
    assert_eq!(moved(&any), ALL, "without accounts any credentials open everything");
    assert_eq!(b(&any, |row| row.accounts_stolen_n as f64), 0.0);
    let admin = by_credentials(ADMIN, ", caches: [(account: \"admin\")]", STEALS);
    assert_eq!(moved(&admin), ALL);
    assert_eq!(b(&admin, |row| row.accounts_stolen_n as f64), 1.0);
    let both = format!("{ADMIN}, {USER}");
    let user = by_credentials(&both, ", caches: [(account: \"user\")]", STEALS);
    assert_eq!(moved(&user), 0, "the user's account opens no server");
    assert_eq!(b(&user, |row| row.accounts_stolen_n as f64), 1.0);
    let nothing = by_credentials(ADMIN, ", caches: [(account: \"admin\", share: 0.0)]", STEALS);
    assert_eq!(moved(&nothing), 0, "there is nothing to steal");
}

#[test]
fn administrators_credentials_are_taken_with_their_rights_alone() {
    let (admin, user) = (", caches: [(account: \"admin\")]", ", caches: [(account: \"user\")]");
    assert_eq!(moved(&as_who(ENTERS, ADMIN, admin, STEALS)), 0);
    let opens_servers = USER.replace("pcs", "servers");
    assert_eq!(moved(&as_who(ENTERS, &opens_servers, user, STEALS)), ALL, "a user's lie open to users");
}

#[test]
fn credentials_lie_on_a_share_of_the_hosts() {
    let half = by_credentials(ADMIN, ", caches: [(account: \"admin\", share: 0.5)]", STEALS);
    assert!((8..=32).contains(&moved(&half)), "{}", moved(&half)); // five standard deviations of √10
}

#[test]
fn credentials_that_a_campaign_holds_from_the_start_need_no_theft() {
    let log_on = MOVES.replace("through: Exploit(vulnerability: \"cve\")", "through: Credentials");
    assert_eq!(moved(&by_credentials(ADMIN, "", &log_on)), 0);
    let with = "indicators: [(id: \"domain\"";
    let held = "holds: [(organisation: \"second\", account: \"admin\")], indicators: [(id: \"domain\"";
    let organisation = format!("(id: \"second\", accounts: [{ADMIN}],");
    let hosts = HOSTS_OF_SECOND.replacen("(id: \"second\",", &organisation, 1);
    assert_eq!(moved(&play(&[(HOSTS_OF_SECOND, &hosts), (MOVES, &log_on), (with, held)])), ALL);
}

#[test]
fn a_federated_account_opens_hosts_of_other_organisations() {
    // stolen at the first side, of use at the second; there nothing can be stolen
    let federation = |domain: &str, opens: &str| {
        let of_first = HOSTS_OF_SECOND.replace("second", "first");
        let first = of_first.replace(
            "(id: \"first\",",
            &format!("(id: \"first\", accounts: [(id: \"guest\", domain: {domain}, opens: [{opens}])],"),
        ) + ", caches: [(account: \"guest\")]";
        let second =
            HOSTS_OF_SECOND.replace("(id: \"second\",", &format!("(id: \"second\", accounts: [{USER}],"));
        let steps = STEALS.replace("after: All(steps: [\"steal\"])", "after: All(steps: [\"enter\"])");
        moved(&play(&[(&of_first, &first), (HOSTS_OF_SECOND, &second), (MOVES, &steps)]))
    };
    assert_eq!(federation("Federated(with: [\"second\"])", "\"servers\""), ALL);
    assert_eq!(federation("Domain", "\"servers\""), 0);
    assert_eq!(federation("Federated(with: [\"second\"])", "\"pcs\""), 0, "the account opens no server");
}

/// The second side's servers, protected.
fn protected(controls: &str, changes: &[(&str, &str)]) -> Vec<Replicate> {
    let hosts = format!("zone: \"deep\", count: 5, controls: [{controls}],");
    let mut all = vec![("zone: \"deep\", count: 5,", hosts.as_str())];
    all.extend(changes);
    play(&all)
}

#[test]
fn a_second_factor_stops_credentials_but_not_those_of_local_accounts() {
    let mfa = |account: &str, stops: &str| {
        let accounts = format!("(id: \"admin\", {account}opens: [\"servers\"])");
        let hosts = HOSTS_OF_SECOND.replacen(
            "(id: \"second\",",
            &format!("(id: \"second\", accounts: [{accounts}],"),
            1,
        ) + ", caches: [(account: \"admin\")]";
        moved(&protected(&format!("Mfa(stops: {stops})"), &[(HOSTS_OF_SECOND, &hosts), (MOVES, STEALS)]))
    };
    assert_eq!(mfa("", "0.0"), ALL);
    assert_eq!(mfa("", "1.0"), 0);
    assert_eq!(mfa("domain: Local, ", "1.0"), ALL);
    assert_eq!(moved(&protected("Mfa(stops: 1.0)", &[])), ALL, "an exploit does not log on");
}

#[test]
fn endpoint_detection_stops_what_happens_on_its_hosts_or_reports_it() {
    let stopped = protected("Edr(prevents: 1.0)", &[]);
    assert_eq!(moved(&stopped), 0);
    let quiet = protected("Edr(prevents: 0.0, detects: 0.0)", &[]);
    assert_eq!(moved(&quiet), ALL);
    let found = |replicates: &[Replicate]| {
        let rows = second(replicates, 0);
        rows.iter().filter(|row| row.det_source == Some(DetectionSource::OwnSensor)).count()
    };
    assert_eq!((found(&quiet), found(&stopped)), (0, ALL), "what is stopped is heard of");
    let loud = protected("Edr(prevents: 0.0, detects: 1.0, delay: \"1h\")", &[]);
    assert_eq!((moved(&loud), found(&loud)), (ALL, ALL));
    let alerted = second(&loud, 0)[0].t_alert_s;
    assert_eq!(alerted, Some(SimTime::from_micros(31 * 3_600_000_000)), "an hour after it moved");
}

#[test]
fn blocked_macros_and_listed_programs_stop_what_depends_on_them() {
    let letter = [
        ("(id: \"enter\", technique: \"T1195\"", "(id: \"enter\", technique: \"T1566.001\""),
        ("through: Trusted", "through: Phishing(messages: 5, click: 1.0)"),
    ];
    let on_pcs = |controls: &str, changes: &[(&str, &str)]| {
        let hosts = format!("zone: \"in\", count: 20, controls: [{controls}]");
        let mut all = vec![("zone: \"in\", count: 20", hosts.as_str())];
        all.extend(changes);
        play(&all)
    };
    let prevented = |replicates: &[Replicate]| {
        let rows = second(replicates, 0);
        rows.iter().filter(|row| row.prevented_by == Some(PreventedBy::OwnControl)).count()
    };
    assert_eq!(prevented(&on_pcs("MacroBlocking(stops: 1.0)", &letter)), ALL);
    assert_eq!(prevented(&on_pcs("MacroBlocking(stops: 0.0)", &letter)), 0);
    assert_eq!(prevented(&on_pcs("MacroBlocking(stops: 1.0)", &[])), 0, "an update is no macro");
    let executes = [("tactic: LateralMovement", "tactic: Execution")];
    assert_eq!(moved(&protected("AllowListing(stops: 1.0)", &executes)), 0);
    assert_eq!(moved(&protected("AllowListing(stops: 0.0)", &executes)), ALL);
    assert_eq!(moved(&protected("AllowListing(stops: 1.0)", &[])), ALL, "moving is no execution");
}

#[test]
fn backups_bring_hosts_back_sooner_and_what_came_after_them_is_lost() {
    // the second side learns of it when its servers stand still, and brings back five
    let day = "Backups(every: \"24h\", restore: \"6min\")";
    let (none, daily) = (protected("", &[]), protected(day, &[]));
    let recovery = |replicates: &[Replicate]| b(replicates, |row| row.down_attack_host_h);
    assert!(recovery(&daily) < recovery(&none) - 3.0, "{} {}", recovery(&daily), recovery(&none));
    let lost = |replicates: &[Replicate]| b(replicates, |row| row.data_lost_host_h);
    assert_eq!(lost(&none), 0.0, "nothing is known of what is lost without backups");
    // five servers, half a day each in the mean; five standard errors of 5 x 24 h/√12 over √40
    assert!((lost(&daily) - 60.0).abs() < 28.0, "{}", lost(&daily));
    let hourly = lost(&protected("Backups(every: \"1h\", restore: \"6min\")", &[]));
    assert!((hourly - 2.5).abs() < 1.2, "{hourly}");
    let stopped = [("impact: Encryption", "impact: Disruption")];
    let disrupted = protected(day, &stopped);
    assert_eq!(lost(&disrupted), 0.0, "what only stands still has lost nothing");
    assert!((recovery(&disrupted) - recovery(&none)).abs() < 1e-9, "and is brought back like any other");
}

#[test]
fn groups_have_logs_of_their_own() {
    let hunted = |logging: &str| {
        let hosts = format!("zone: \"in\", count: 20{logging}");
        let played = play(&[AT_ONCE, ("zone: \"in\", count: 20", &hosts)]);
        let rows = second(&played, 1);
        rows.iter().filter(|row| row.det_source == Some(DetectionSource::SharedHunt)).count()
    };
    assert_eq!(hunted(""), ALL);
    assert_eq!(hunted(", logging: (coverage: 0.0, retention: \"30d\")"), 0, "nothing is logged there");
    assert_eq!(hunted(", logging: (coverage: 1.0, retention: \"30min\")"), 0, "not for long enough");
}

/// A supplier that serves hosts of both sides, and an entry that comes with what it delivers.
fn supplied(hosts: &str, vetting: &str, targets: &str) -> Vec<Replicate> {
    let [suppliers, enters] = supplies(hosts, vetting, targets);
    play(&[
        ("teams: [", &suppliers),
        ("Enter(targets: [\"pcs\"], through: Trusted)", &enters),
        ("links: [(from: \"in\", to: \"deep\")],", ""),
    ])
}

/// What stands in the place of the beginning of the teams, and of the entry.
pub(super) fn supplies(hosts: &str, vetting: &str, targets: &str) -> [String; 2] {
    let served = |side: &str| format!("(organisation: \"{side}\", hosts: [{hosts}])");
    let suppliers = format!(
        "suppliers: [(id: \"maker\", serves: [{}, {}]{vetting})], teams: [",
        served("first"),
        served("second")
    );
    let enters = format!("Enter(targets: [{targets}], through: Trusted(supplier: \"maker\"))");
    [suppliers, enters]
}

#[test]
fn a_delivery_reaches_only_whom_the_supplier_serves() {
    // without links only whoever enters among the servers takes a second one
    assert_eq!(moved(&supplied("\"servers\"", "", "\"*\"")), ALL);
    assert_eq!(moved(&supplied("\"pcs\"", "", "\"*\"")), 0);
}

#[test]
fn a_poisoned_delivery_may_be_found_out() {
    let prevented = |vetting: &str| {
        let played = supplied("\"pcs\"", vetting, "\"pcs\"");
        let rows = second(&played, 0);
        rows.iter().filter(|row| row.prevented_by == Some(PreventedBy::OwnControl)).count()
    };
    assert_eq!(prevented(""), 0);
    assert_eq!(prevented(", vetting: 1.0"), ALL);
    let half = prevented(", vetting: 0.5");
    assert!((8..=32).contains(&half), "{half}"); // more than three standard deviations of √10
}

/// The second campaign comes in by an exploit, a day after the patch was released.
fn comes_in_by_exploit(patching: &str) -> Vec<Replicate> {
    play(&[
        ("exploitability: 1.0", "exploitability: 1.0, patch: (released: Before(\"1d\"), effort: \"10min\")"),
        ("links: [(from: \"in\"", "links: [(from: \"internet\", to: \"in\"), (from: \"in\""),
        ("zone: \"in\", count: 20", "zone: \"in\", count: 20, vulnerabilities: [(id: \"cve\")]"),
        ("through: Trusted", "through: Exploit(vulnerability: \"cve\")"),
        (LAST, &format!("success: 1.0){patching}),\n  ],")),
    ])
}

#[test]
fn whoever_has_patched_in_time_is_said_to_have_prevented_it() {
    let by_patch = |replicates: &[Replicate]| {
        let rows = second(replicates, 0);
        rows.iter().filter(|row| row.prevented_by == Some(PreventedBy::Patch)).count()
    };
    assert_eq!(by_patch(&comes_in_by_exploit("")), 0);
    assert_eq!(by_patch(&comes_in_by_exploit(", patching: (desk: \"l2\")")), ALL);
}

#[test]
fn single_hosts_of_a_group_differ_from_the_rest() {
    // of the two servers that it wants it gets the one that is as the group is, or as only that one is
    let taken = |changes: &[(&str, &str)], over: &str| -> u64 {
        let hosts = format!("count: 5, overrides: [(first: 2, count: 4, {over})],");
        let mut all = vec![("count: 5,", hosts.as_str())];
        all.extend(changes);
        second(&play(&all), 0).iter().map(|row| row.hosts_compromised_n - 1).sum()
    };
    assert_eq!(taken(&[], "tags: [\"same\"]"), 80);
    assert_eq!(taken(&[], "vulnerabilities: []"), 40);
    assert_eq!(taken(&[SERVICES, OVER_SMB], "services: [\"web\"]"), 40);
    let program = [
        ("exploitability: 1.0", "exploitability: 1.0, affects: [(software: \"exchange\", below: \"2\")]"),
        ("vulnerabilities: [(id: \"cve\", share: 1.0)]", "software: [(id: \"exchange\", version: \"1\")]"),
    ];
    assert_eq!(taken(&program, "software: [(id: \"exchange\", version: \"1.9\")]"), 80);
    assert_eq!(taken(&program, "software: [(id: \"exchange\", version: \"2\")]"), 40);
    let protected = taken(&[], "controls: [Edr(prevents: 1.0)]");
    assert!((1..=40).contains(&protected), "it cannot know which one is not protected: {protected}");
}

#[test]
fn selectors_find_hosts_by_what_they_offer_and_what_runs_on_them() {
    let wants = |selector: &str, host: &str| -> u64 {
        let hosts = format!("count: 5, overrides: [(first: 3, {host})],");
        let targets = format!("Move(targets: [\"{selector}\"]");
        let played = play(&[SERVICES, ("count: 5,", &hosts), ("Move(targets: [\"servers\"]", &targets)]);
        second(&played, 0).iter().map(|row| row.hosts_compromised_n - 1).sum()
    };
    assert_eq!(wants("servers", "services: [\"web\"]"), 80);
    assert_eq!(wants("service:web", "services: [\"web\"]"), 40);
    assert_eq!(wants("software:exchange", "software: [(id: \"exchange\")]"), 40);
    assert_eq!(wants("servers !software:exchange", "software: [(id: \"exchange\")]"), 80);
}

#[test]
fn what_spreads_by_itself_needs_the_same_ways_in() {
    let spreads = |through: &str, steps: &str, changes: &[(&str, &str)]| {
        let worm = format!("does: Spread(targets: [\"servers\"], through: {through}, every: \"1h\")");
        let spread = steps
            .replace(
                "Move(targets: [\"servers\"], hosts: 2, through: Exploit(vulnerability: \"cve\"))",
                "WORM",
            )
            .replace("Move(targets: [\"servers\"], hosts: 2, through: Credentials)", "WORM")
            .replace("does: WORM", &worm);
        let mut all = vec![(MOVES, spread.as_str())];
        all.extend(changes);
        moved(&play(&all))
    };
    let (smb, web) = (linked("\"smb\"").1, linked("\"web\"").1);
    let link = linked("").0;
    let exploit = "Exploit(vulnerability: \"cve\")";
    assert_eq!(spreads(exploit, MOVES, &[SERVICES, OVER_SMB, (link, &smb)]), ALL);
    assert_eq!(spreads(exploit, MOVES, &[SERVICES, OVER_SMB, (link, &web)]), 0, "over its service alone");
    let patch =
        ("exploitability: 1.0", "exploitability: 1.0, patch: (released: Before(\"1d\"), effort: \"1h\")");
    let works = (LAST, "success: 1.0), patching: (desk: \"l2\")),\n  ],");
    assert_eq!(spreads(exploit, MOVES, &[patch, works]), 0, "patched hosts are closed to it");
    let undisclosed = ("exploitability: 1.0", "exploitability: 1.0, disclosed: After(\"9d\")");
    assert_eq!(spreads(exploit, MOVES, &[undisclosed]), 0, "nobody knows of it");
    assert_eq!(spreads(exploit, MOVES, &[("exploitability: 1.0", "exploitability: 0.0")]), 0);
    let protected =
        ("zone: \"deep\", count: 5,", "zone: \"deep\", count: 5, controls: [Edr(prevents: 1.0)],");
    assert_eq!(spreads(exploit, MOVES, &[protected]), 0, "and protected ones");
    let organisation = format!("(id: \"second\", accounts: [{ADMIN}],");
    let bare = HOSTS_OF_SECOND.replacen("(id: \"second\",", &organisation, 1);
    let caches = bare.clone() + ", caches: [(account: \"admin\")]";
    let by_keys = |hosts: &str, changes: &[(&str, &str)]| {
        let mut all = vec![(HOSTS_OF_SECOND, hosts), (ENTERS, ENTERS_AS_ADMIN)];
        all.extend(changes);
        spreads("Credentials", STEALS, &all)
    };
    assert_eq!(by_keys(&caches, &[]), ALL);
    assert_eq!(by_keys(&bare, &[]), 0, "there was nothing to steal");
    let factor = ("zone: \"deep\", count: 5,", "zone: \"deep\", count: 5, controls: [Mfa(stops: 1.0)],");
    assert_eq!(by_keys(&caches, &[factor]), 0, "a second factor stops it");
}
