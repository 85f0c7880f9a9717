//! Rules about services, software, accounts, controls and suppliers.

use super::{accepted, faults, refused, with};
use crate::diagnostic::Code;

/// The one group of the organisation `west`.
const LAPTOPS: &str = r#"(id: "laptops", zone: "only", count: 3)"#;

fn laptops(more: &str) -> String {
    format!(r#"(id: "laptops", zone: "only", count: 3, {more})"#)
}

#[test]
fn services_are_those_that_are_told_apart() {
    let links = r#"[(from: "internet", to: "dmz"), (from: "dmz", to: "office")]"#;
    refused(
        links,
        r#"[(from: "internet", to: "dmz"), (from: "dmz", to: "office", allows: ["smb"])]"#,
        Code::UnknownReference,
        r#""smb""#,
        "there is no service `smb`",
    );
    refused(LAPTOPS, &laptops(r#"services: ["smb"]"#), Code::UnknownReference, r#""smb""#, "no service");
    let credentials = "through: Credentials,";
    refused(
        credentials,
        r#"through: Credentials(over: "smb"),"#,
        Code::UnknownReference,
        r#""smb""#,
        "no service",
    );
}

#[test]
fn versions_are_numbers_with_dots() {
    let software = laptops(r#"software: [(id: "office", version: "v16")]"#);
    refused(LAPTOPS, &software, Code::BadVersion, r#""v16""#, "no version");
}

#[test]
fn what_a_vulnerability_affects_is_somewhere_and_has_versions() {
    let weak = r#"(id: "cve-b", exploitability: 0.5)"#;
    refused(
        weak,
        r#"(id: "cve-b", exploitability: 0.5, affects: [(software: "office")])"#,
        Code::UnknownSoftware,
        r#""office""#,
        "no host has the software `office`",
    );
    let text = with(LAPTOPS, &laptops(r#"software: [(id: "office", version: "16.1")]"#));
    let affected = |range: &str| {
        text.replace(weak, &format!(r#"(id: "cve-b", affects: [(software: "office", {range})])"#))
    };
    let found = faults(&affected(r#"from: "16.2", below: "16.1""#));
    assert!(matches!(found.as_slice(), [(Code::ReversedBound, at, _)] if at == r#""16.1""#), "{found:?}");
    assert!(faults(&affected(r#"from: "16", below: "16.2""#)).is_empty());
}

#[test]
fn an_account_opens_something_wherever_it_is_trusted() {
    let west = r#"(id: "west", zones"#;
    let account = |more: &str| format!(r#"(id: "west", accounts: [(id: "admin", {more})], zones"#);
    refused(west, &account("opens: []"), Code::EmptyList, "[]", "account `admin` opens nothing");
    refused(
        west,
        &account(r#"opens: ["servers"]"#),
        Code::UnknownReference,
        r#""servers""#,
        "organisation `west` has no host group `servers`",
    );
    refused(
        west,
        &account(r#"domain: Federated(with: ["west"]), opens: ["laptops"]"#),
        Code::OpensNothing,
        r#""west""#,
        "federated with itself",
    );
    refused(
        west,
        &account(r#"domain: Federated(with: ["east"]), opens: ["laptops"]"#),
        Code::OpensNothing,
        r#""east""#,
        "opens no host of organisation `east`",
    );
    let scenario =
        accepted(west, &account(r#"domain: Federated(with: ["east"]), opens: ["laptops", "plc"]"#));
    assert_eq!(scenario.accounts.len(), 1);
    assert_eq!(scenario.accounts[0].opens.len(), 2);
}

#[test]
fn what_lies_on_hosts_belongs_to_an_account() {
    refused(
        LAPTOPS,
        &laptops(r#"caches: [(account: "admin")]"#),
        Code::UnknownReference,
        r#""admin""#,
        "there is no account `admin` of organisation `west`",
    );
}

#[test]
fn controls_are_written_once_and_backups_take_time() {
    refused(
        LAPTOPS,
        &laptops("controls: [Mfa(), Mfa(stops: 0.5)]"),
        Code::RepeatedControl,
        "Mfa(stops: 0.5)",
        "twice",
    );
    refused(
        LAPTOPS,
        &laptops(r#"controls: [Backups(every: "0s")]"#),
        Code::OutOfRange,
        r#""0s""#,
        "no time between them",
    );
}

#[test]
fn a_supplier_serves_somebody_and_a_step_through_it_finds_hosts() {
    let teams = "    teams: [\n        (\n            id: \"red-team\",";
    let supplier = |serves: &str| format!("    suppliers: [(id: \"maker\", serves: [{serves}])],\n{teams}");
    refused(teams, &supplier(""), Code::EmptyList, "[]", "supplier `maker` serves nobody");
    refused(
        teams,
        &supplier(r#"(organisation: "west", hosts: ["pcs"])"#),
        Code::UnknownReference,
        r#""pcs""#,
        "organisation `west` has no host group `pcs`",
    );
    let through = |organisation: &str, hosts: &str| {
        let text =
            with(teams, &supplier(&format!("(organisation: \"{organisation}\", hosts: [\"{hosts}\"])")));
        text.replace("through: Trusted)", "through: Trusted(supplier: \"maker\"))")
    };
    assert!(faults(&through("west", "laptops")).is_empty());
    let found = faults(&through("east", "plc"));
    assert!(
        matches!(found.as_slice(), [(Code::TargetMissing, _, message)] if message.contains("at `west`")),
        "{found:?}"
    );
}

#[test]
fn patches_wait_at_a_desk_that_is_there() {
    let hunting = "hunting: (desk: \"soc\"),\n        ),\n    ],";
    refused(
        hunting,
        "hunting: (desk: \"soc\"),\n            patching: (desk: \"it\"),\n        ),\n    ],",
        Code::UnknownReference,
        r#""it""#,
        "no desk `it`",
    );
}

#[test]
fn hosts_are_selected_by_what_they_offer_and_what_runs_on_them() {
    let services = |text: &str| {
        text.replacen("    organisations: [", "    services: [(id: \"smb\")],\n    organisations: [", 1)
    };
    let hosts = |selector: &str| {
        let laptops = format!(
            r#"(id: "laptops", zone: "only", count: 3, software: [(id: "office")]), (id: "share", zone: "only", services: ["smb"])],
            sensors: [(id: "eye", watches: ["{selector}"])"#
        );
        services(&with(LAPTOPS, &laptops))
    };
    for (selector, group) in [
        ("service:smb", "share"),
        ("software:office", "laptops"),
        ("!service:smb", "laptops"),
        ("!software:office", "share"),
    ] {
        let scenario = super::good(&hosts(selector));
        let eye = scenario.sensors.iter().find(|one| &*one.name.id == "eye").unwrap();
        let found: Vec<_> = eye.groups.iter().map(|group| &*scenario.group(*group).name.id).collect();
        assert_eq!(found, [group], "{selector}");
    }
    for (selector, words) in [
        ("software:ofice", "no host with the software `ofice`"),
        ("service:smtp", "no host with the service `smtp`"),
    ] {
        let found = faults(&hosts(selector));
        assert!(
            matches!(found.as_slice(), [(Code::UnknownReference, _, message)] if message.contains(words)),
            "{found:?}"
        );
    }
}

#[test]
fn what_weaknesses_and_campaigns_name_is_there() {
    let weak = r#"(id: "cve-b", exploitability: 0.5)"#;
    refused(
        weak,
        r#"(id: "cve-b", exploitability: 0.5, service: "smb")"#,
        Code::UnknownReference,
        r#""smb""#,
        "there is no service `smb`",
    );
    refused(
        weak,
        r#"(id: "cve-b", exploitability: 0.5, patch: (effort: Never))"#,
        Code::EndlessWork,
        "(effort: Never)",
        "patching of a host",
    );
    let start = r#"start: "1h","#;
    refused(
        start,
        r#"start: "1h", zero_days: ["cve-c"],"#,
        Code::UnknownReference,
        r#""cve-c""#,
        "no vulnerability",
    );
    refused(
        start,
        r#"start: "1h", holds: [(organisation: "west", account: "admin")],"#,
        Code::UnknownReference,
        r#""admin""#,
        "no account `admin`",
    );
    refused(
        "through: Trusted)",
        r#"through: Trusted(supplier: "maker"))"#,
        Code::UnknownReference,
        r#""maker""#,
        "no supplier `maker`",
    );
    refused(
        LAPTOPS,
        &laptops("controls: [Backups(restore: Never)]"),
        Code::EndlessWork,
        "Backups(restore: Never)",
        "putting a host back",
    );
}
