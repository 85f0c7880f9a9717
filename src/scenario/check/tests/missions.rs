//! Missions: what is made of what they need, and what is refused.

use super::{TWO_TEAMS, accepted, faults, good, refused, with};
use crate::diagnostic::Code;
use crate::scenario::model::{Dependency, GroupId, MissionId, Weight};

const STEERING: &str = r#"All(of: [Hosts(select: ["zone:floor"])])"#;

#[test]
fn missions_are_in_the_order_of_their_owners_and_ids_and_know_what_comes_first() {
    let scenario = good(TWO_TEAMS);
    let all: Vec<_> = scenario
        .missions
        .iter()
        .map(|one| (one.organisation.0, &*one.name.id, one.rank, one.leaves, one.after.as_slice()))
        .collect();
    let (steering, logon) = (MissionId(0), MissionId(1));
    assert_eq!(
        all,
        [
            (0, "steering", 0, 1, [].as_slice()),
            (1, "logon", 0, 2, [].as_slice()),
            (1, "portal", 1, 2, [steering, logon].as_slice()),
        ]
    );
    assert_eq!(scenario.organisation(crate::scenario::model::OrgId(1)).collateral.among, [GroupId(3)]);
    assert_eq!(
        scenario.organisation(crate::scenario::model::OrgId(0)).collateral.among,
        [GroupId(0), GroupId(1)],
        "any host where none is named"
    );
}

#[test]
fn selectors_become_groups_and_shares_become_hosts() {
    let scenario = good(TWO_TEAMS);
    let leaf = |mission: usize, leaf: usize| {
        let leaves = scenario.missions[mission].needs.leaves();
        let one = leaves.iter().find(|one| one.leaf == leaf).copied().cloned();
        one.map(|one| (one.groups, one.hosts, one.needed, one.graded)).unwrap()
    };
    assert_eq!(leaf(0, 0), (vec![GroupId(0)], 50, 50, false));
    assert_eq!(leaf(1, 0), (vec![GroupId(2)], 100, 100, false));
    assert_eq!(leaf(1, 1), (vec![GroupId(3)], 4, 3, false));
    assert_eq!(leaf(2, 0), (vec![GroupId(3)], 4, 3, false));
    assert_eq!(leaf(2, 1), (vec![GroupId(2)], 100, 100, true));
    let Dependency::AtLeast { count: 2, of } = &scenario.missions[2].needs else { panic!() };
    let Dependency::Weighted(parts) = &of[1] else { panic!("{of:?}") };
    assert_eq!(parts[0].0, Weight(1.0));
    assert_eq!(parts[1], (Weight(3.0), Dependency::Mission(MissionId(1))));
}

#[test]
fn a_phase_keeps_what_it_does_not_say() {
    let scenario = good(TWO_TEAMS);
    let portal = &scenario.missions[2];
    let demands: Vec<_> = std::iter::once(&portal.demand)
        .chain(portal.phases.iter().map(|phase| &phase.demand))
        .map(|demand| (demand.required.get(), demand.value))
        .collect();
    assert_eq!(demands, [(1.0, 20.0), (1.0, 30.0), (0.5, 30.0)]);
    assert_eq!(&*portal.phases[0].label, "rush");
}

#[test]
fn no_mission_needs_itself() {
    refused(
        STEERING,
        r#"Mission(id: "steering")"#,
        Code::MissionCycle,
        r#""steering""#,
        "`steering` needs itself",
    );
    let round = with(r#"Hosts(select: ["zone:office"])"#, r#"Mission(id: "portal")"#);
    let found = faults(&round);
    let [(Code::MissionCycle, at, message)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(at, r#""portal""#);
    assert_eq!(message, "missions need each other: `logon` needs `portal` needs `logon`");
    let longer = round
        .replace(STEERING, r#"Mission(id: "logon", organisation: "north")"#)
        .replace(r#"Mission(id: "logon"))"#, r#"Hosts(select: ["web"]))"#);
    let found = faults(&longer);
    let [(Code::MissionCycle, at, message)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(at, r#""logon""#);
    assert_eq!(message, "missions need each other: `steering` needs `logon` needs `portal` needs `steering`");
}

#[test]
fn what_is_needed_is_there() {
    refused(
        r#"Mission(id: "logon")"#,
        r#"Mission(id: "login")"#,
        Code::UnknownReference,
        r#""login""#,
        "no mission `login` of organisation `north`",
    );
    refused(
        r#"Mission(id: "logon")"#,
        r#"Mission(id: "logon", organisation: "east")"#,
        Code::UnknownReference,
        r#""logon""#,
        "no mission `logon` of organisation `east`",
    );
    refused(
        r#"organisation: "east")"#,
        r#"organisation: "easy")"#,
        Code::UnknownReference,
        r#""easy""#,
        "no organisation",
    );
    refused(r#"["zone:floor"]"#, r#"["plcs"]"#, Code::UnknownReference, r#""plcs""#, "no host group `plcs`");
    refused(
        r#"["zone:floor"]"#,
        r#"["role:gateway"]"#,
        Code::NothingSelected,
        r#""role:gateway""#,
        "no host that is",
    );
    refused(
        r#"among: ["zone:dmz"]"#,
        r#"among: ["zone:dzm"]"#,
        Code::UnknownReference,
        r#""zone:dzm""#,
        "zone `dzm`",
    );
}

#[test]
fn no_mission_needs_more_than_there_is_or_nothing() {
    refused("at_least: 3", "at_least: 5", Code::BadNeeds, "5", "`logon` needs 5 of 4 hosts");
    refused("share: 0.75", "share: 0.0", Code::BadNeeds, "0.0", "`portal` needs 0 of 4 hosts");
    refused("share: 0.75", "at_least: 2, share: 0.75", Code::BadNeeds, "0.75", "says twice");
    refused("count: 2,", "count: 4,", Code::BadNeeds, "4", "`portal` needs 4 of 3 parts");
    for (old, new) in [(r#"of: [Hosts(select: ["zone:floor"])]"#, "of: []"), (r#"["zone:floor"]"#, "[]")] {
        refused(old, new, Code::EmptyList, "[]", "an empty list");
    }
}

#[test]
fn values_and_weights_are_numbers_in_their_range() {
    refused("value: 20", "value: -1", Code::OutOfRange, "-1", "out of range for a value");
    refused("value: 30", "value: 1e13", Code::OutOfRange, "1e13", "out of range for a value");
    refused("weight: 3", "weight: 0", Code::OutOfRange, "0", "out of range for a weight");
    assert_eq!(accepted("value: 20", "value: 0").missions[2].demand.value, 0.0);
}

#[test]
fn phases_follow_each_other_and_change_something() {
    refused(r#"from: "1d""#, r#"from: "2d""#, Code::BadPhase, r#""2d""#, "begin at the same time");
    refused(r#"label: "rush", value: 30"#, r#"label: "rush""#, Code::BadPhase, r#""1d""#, "changes nothing");
}
