#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::diagnostic::Code;
use crate::scenario::model::{Role, Scenario};
use crate::scenario::{Loaded, load_text};

fn text(organisation: &str) -> String {
    format!(
        "(id: \"s\", title: \"S\", vulnerabilities: [(id: \"hole\")], \
         organisations: [(id: \"o\", {organisation})], \
         teams: [(id: \"t\", defends: [\"o\"], desks: [(id: \"l1\", analysts: 2)], triage: (desk: \"l1\"), \
         analysis: (desk: \"l1\"), containment: (desk: \"l1\"), eradication: (desk: \"l1\"), \
         recovery: (desk: \"l1\"), hunting: (desk: \"l1\"))])"
    )
}

fn loaded(organisation: &str) -> Loaded {
    load_text("test", text(organisation), &[])
}

#[track_caller]
fn made(numbers: &str) -> Scenario {
    let loaded = loaded(&format!("generate: ({numbers})"));
    assert!(loaded.diagnostics.is_empty(), "{numbers}: {:?}", loaded.diagnostics.sorted());
    loaded.scenario.unwrap()
}

fn hosts(scenario: &Scenario) -> u64 {
    scenario.groups.iter().map(|group| u64::from(group.count)).sum()
}

/// Zones that hosts of this zone reach.
fn reached(scenario: &Scenario, from: &str) -> Vec<String> {
    let zone = scenario.zones.iter().find(|zone| &*zone.name.id == from).unwrap();
    zone.reaches.iter().map(|id| scenario.zones[id.index()].name.id.to_string()).collect()
}

#[test]
fn any_numbers_give_a_network_that_is_right() {
    for users in [1, 5, 49, 50, 1_000, 37_123, 800_000] {
        for sites in [1, 2, 7, 60] {
            for segmentation in ["Flat", "Zoned", "Strict"] {
                for profile in ["Enterprise", "Ministry", "Plant"] {
                    if sites > users {
                        continue;
                    }
                    let scenario = made(&format!(
                        "users: {users}, sites: {sites}, seed: {}, segmentation: {segmentation}, profile: {profile}",
                        users + sites
                    ));
                    is_right(&scenario, users, segmentation == "Flat", profile == "Plant");
                }
            }
        }
    }
}

#[track_caller]
fn is_right(scenario: &Scenario, users: u64, flat: bool, plant: bool) {
    let groups = || scenario.groups.iter();
    let count = |has: &dyn Fn(&str) -> bool| -> u64 {
        groups().filter(|group| has(&group.name.id)).map(|group| u64::from(group.count)).sum()
    };
    assert_eq!(
        count(&|id| id.starts_with("pcs-")),
        (users * 110).div_ceil(100),
        "computers of {users} users"
    );
    assert!(groups().any(|group| group.role == Role::DomainController));
    assert_eq!(groups().any(|group| group.role == Role::Controller), plant);
    for (place, zone) in scenario.zones.iter().enumerate() {
        assert_eq!(zone.from_internet, &*zone.name.id == "dmz", "{}", zone.name.id);
        assert!(groups().any(|group| group.zone.index() == place), "something stands in {}", zone.name.id);
    }
    let pcs = groups().filter(|group| group.name.id.starts_with("pcs-"));
    for zone in pcs.map(|group| &scenario.zones[group.zone.index()].name.id) {
        let reached = reached(scenario, zone);
        let wanted: &[&str] = if flat { &["lan", "dmz"] } else { &["core", "data-centre", "dmz"] };
        assert!(wanted.iter().all(|one| reached.iter().any(|zone| zone == one)), "{zone}: {reached:?}");
        let bad = ["plant", "management"];
        assert!(!reached.iter().any(|zone| bad.contains(&&**zone)), "{zone}: {reached:?}");
    }
}

#[test]
fn ten_to_a_million_hosts() {
    let small = hosts(&made("users: 6"));
    assert!((9..=12).contains(&small), "{small}");
    let large = made("users: 860000, sites: 100");
    assert!((950_000..=1_050_000).contains(&hosts(&large)), "{}", hosts(&large));
    assert!(large.groups.len() < 1_000, "{} groups", large.groups.len());
}

#[test]
fn the_same_numbers_give_the_same_network_and_another_seed_another() {
    let groups = |numbers: &str| format!("{:?}", made(numbers).groups);
    assert_eq!(groups("users: 4000, sites: 3, seed: 7"), groups("seed: 7, sites: 3, users: 4000"));
    assert_ne!(groups("users: 4000, sites: 3, seed: 7"), groups("users: 4000, sites: 3, seed: 8"));
}

#[test]
fn another_site_changes_nothing_in_the_middle() {
    let middle = |sites: u32| {
        let scenario = made(&format!("users: 4000, sites: {sites}, profile: Plant"));
        let names = scenario.groups.into_iter().map(|group| (group.name.id.to_string(), group.count));
        names
            .filter(|(id, _)| {
                !id.starts_with("pcs-") && !id.starts_with("files-") && id != "domain-controllers"
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(middle(3), middle(4));
    assert!(middle(3).len() > 10);
}

#[test]
fn a_network_has_all_that_an_enterprise_with_a_plant_has() {
    let scenario = made("users: 1000, profile: Plant");
    let mut ids: Vec<&str> = scenario.groups.iter().map(|group| &*group.name.id).collect();
    ids.sort_unstable();
    assert_eq!(
        ids,
        [
            "admin-pcs",
            "applications",
            "applications-legacy",
            "applications-linux",
            "backup",
            "controllers",
            "databases",
            "domain-controllers",
            "engineering",
            "files",
            "files-1",
            "jump-hosts",
            "mail",
            "mail-gateways",
            "operating",
            "pcs-1",
            "pcs-1-legacy",
            "pcs-1-linux",
            "vpn",
            "web",
        ]
    );
}

#[test]
fn strict_networks_have_fewer_links_than_zoned_ones() {
    let reached = |kind: &str| reached(&made(&format!("users: 900, sites: 2, segmentation: {kind}")), "core");
    assert_eq!(reached("Strict"), ["core"]);
    assert!(reached("Zoned").contains(&"office-2".to_owned()));
}

#[test]
fn weaknesses_go_where_they_belong() {
    let scenario = made("users: 900, vulnerable: [(id: \"hole\", share: 0.2, os: \"windows\")]");
    let share = |id: &str| {
        let group = scenario.groups.iter().find(|group| &*group.name.id == id).unwrap();
        group.exposures.first().map(|exposure| exposure.share.get())
    };
    assert_eq!(share("pcs-1"), Some(0.2));
    assert_eq!(share("pcs-1-legacy"), Some(1.0));
    assert_eq!(share("pcs-1-linux"), None);
}

#[test]
fn what_is_written_stands_beside_what_is_made_and_can_name_it() {
    let both = loaded(
        "generate: (users: 100), zones: [(id: \"lab\")], links: [(from: \"office-1\", to: \"lab\")], \
         hosts: [(id: \"bench\", zone: \"lab\", count: 3)], sensors: [(id: \"s\", watches: [\"tag:office\", \"bench\"])]",
    );
    assert!(both.diagnostics.is_empty(), "{:?}", both.diagnostics.sorted());
    let scenario = both.scenario.unwrap();
    assert_eq!(hosts(&scenario), hosts(&made("users: 100")) + 3);
    assert_eq!(scenario.sensors[0].groups.len(), 4);
}

#[test]
fn faults_point_to_the_element() {
    let faults = |organisation: &str| {
        let found = loaded(organisation);
        let source = text(organisation);
        let list = found.diagnostics.sorted();
        list.iter().map(|one| (one.code, source[one.place().unwrap().range()].to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(faults("generate: (users: 0)")[0], (Code::OutOfRange, "0".to_owned()));
    assert_eq!(faults("generate: (users: 5, sites: 6)"), [(Code::OutOfRange, "6".to_owned())]);
    let many = faults("generate: (users: 10000000)");
    assert_eq!(many, [(Code::TooMany, "(users: 10000000)".to_owned())]);
    let unknown = faults("generate: (users: 90, vulnerable: [(id: \"whole\", share: 0.5)])");
    assert_eq!(unknown, [(Code::UnknownReference, "\"whole\"".to_owned())]);
    let clash = faults("generate: (users: 90), hosts: [(id: \"vpn\", zone: \"dmz\")]");
    assert_eq!(clash.len(), 1);
    assert_eq!(clash[0].0, Code::DuplicateId);
}
