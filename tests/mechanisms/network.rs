//! What the network lets an adversary do: services, software, disclosure.

use coalition::experiment::Replicate;

use super::play;

/// In how many of the attacks without sharing it got from the first host to others.
fn moved(replicates: &[Replicate]) -> usize {
    let rows = replicates.iter().flat_map(|replicate| &replicate.arms[0].incidents);
    rows.filter(|row| row.hosts_compromised_n > 1).count()
}

/// In each of forty replicates the second side is hit without being warned; the first contains it before it moves.
const ALL: usize = 40;

const SERVICES: (&str, &str) =
    ("organisations: [", "services: [(id: \"smb\", ports: \"tcp/445\"), (id: \"web\")], organisations: [");
const OVER_SMB: (&str, &str) = ("exploitability: 1.0", "exploitability: 1.0, service: \"smb\"");

fn linked(allows: &str) -> (&'static str, String) {
    ("to: \"deep\"", format!("to: \"deep\", allows: [{allows}]"))
}

fn offered(services: &str) -> (&'static str, String) {
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
