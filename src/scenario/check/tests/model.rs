//! What is made of a scenario that is right.

use super::{TWO_TEAMS, accepted, good, with};
use crate::diagnostic::{Diagnostics, Sources};
use crate::scenario::model::{
    Bound, DeskId, GroupId, Measure, Needs, OrgId, StepEffect, StepId, StrategyId, TeamId, Through, Trigger,
    Use, VulnerabilityId, ZoneId,
};
use crate::scenario::syntax::{self, Node, NodeKind};
use crate::scenario::transform;
use crate::units::Distribution;

#[test]
fn lists_are_in_the_order_of_their_ids_and_refer_to_each_other() {
    let scenario = good(TWO_TEAMS);
    let names: Vec<_> = scenario.organisations.iter().map(|one| (&*one.name.id, &*one.name.label)).collect();
    assert_eq!(names, [("east", "east"), ("north", "North"), ("west", "west")]);
    let zones: Vec<_> = scenario.zones.iter().map(|zone| (zone.organisation.0, &*zone.name.id)).collect();
    assert_eq!(zones, [(0, "core"), (0, "floor"), (0, "plant"), (1, "dmz"), (1, "office"), (2, "only")]);
    let teams: Vec<_> = scenario.teams.iter().map(|team| (&*team.name.id, team.defends.as_slice())).collect();
    assert_eq!(teams, [("blue-team", [OrgId(0), OrgId(2)].as_slice()), ("red-team", [OrgId(1)].as_slice())]);
    let defenders: Vec<_> = scenario.organisations.iter().map(|one| one.team.0).collect();
    assert_eq!(defenders, [0, 1, 0]);
    let north = &scenario.organisations[1];
    assert_eq!(
        (north.zones.as_slice(), north.groups.as_slice()),
        ([ZoneId(3), ZoneId(4)].as_slice(), [GroupId(2), GroupId(3)].as_slice())
    );
    assert_eq!((north.sensors.len(), north.noises.len()), (2, 2));
    let pcs = scenario.group(GroupId(2));
    assert_eq!((&*pcs.name.id, pcs.zone, pcs.count), ("pcs", ZoneId(4), 100));
    let exposures: Vec<_> = pcs.exposures.iter().map(|one| (one.vulnerability, one.share.get())).collect();
    assert_eq!(exposures, [(VulnerabilityId(0), 1.0), (VulnerabilityId(1), 0.5)]);
}

#[test]
fn links_are_one_step_and_every_zone_reaches_itself() {
    let scenario = good(TWO_TEAMS);
    let reaches: Vec<Vec<u16>> =
        scenario.zones.iter().map(|zone| zone.reaches.iter().map(|(one, _)| one.0).collect()).collect();
    assert_eq!(reaches, [vec![0, 1], vec![0, 1, 2], vec![2], vec![3, 4], vec![4], vec![5]]);
    let outside: Vec<_> = scenario.zones.iter().filter(|zone| zone.from_internet.allows(None)).collect();
    assert!(matches!(outside.as_slice(), [zone] if &*zone.name.id == "dmz"));
}

#[test]
fn a_sensor_without_selectors_watches_all_of_its_own_organisation() {
    let scenario = good(TWO_TEAMS);
    let groups: Vec<_> = scenario.sensors.iter().map(|one| (&*one.name.id, one.groups.as_slice())).collect();
    assert_eq!(groups, [("all", [GroupId(2), GroupId(3)].as_slice()), ("edr", [GroupId(2)].as_slice())]);
}

#[test]
fn hosts_that_differ_are_a_group_of_their_own_with_the_same_name() {
    let scenario = good(&with(
        r#"zone: "floor", count: 50)"#,
        r#"zone: "floor", count: 50, overrides: [(first: 11, count: 5, role: Server, tags: ["lab"], vulnerabilities: [(id: "cve-a")])])"#,
    ));
    let east: Vec<_> = scenario.groups.iter().filter(|group| group.organisation.0 == 0).collect();
    let parts: Vec<_> =
        east.iter().map(|one| (&*one.name.id, one.first, one.count, one.exposures.len())).collect();
    assert_eq!(parts, [("pcs", 0, 10, 0), ("pcs", 10, 5, 1), ("pcs", 15, 35, 0), ("plc", 0, 9, 0)]);
    assert!(matches!(east[1].role, crate::scenario::model::Role::Server));
}

#[test]
fn selectors_find_hosts_by_every_property() {
    let base = with(
        r#"zone: "floor", count: 50)"#,
        r#"zone: "floor", count: 50, os: "windows", tags: ["old"], overrides: [(first: 1, count: 5, os: "linux", tags: ["lab"])])"#,
    );
    for (selector, expected) in [
        (r#""pcs""#, vec![0, 1]),
        (r#""*""#, vec![0, 1, 2]),
        (r#""zone:plant""#, vec![2]),
        (r#""role:workstation""#, vec![0, 1]),
        (r#""tag:lab""#, vec![0]),
        (r#""tag:old""#, vec![0, 1]),
        (r#""os:windows""#, vec![1]),
        (r#""pcs !tag:lab""#, vec![1]),
        (r#""zone:plant", "tag:lab""#, vec![0, 2]),
    ] {
        let text = base.replacen(
            r#"(id: "plc", zone: "plant", count: 9, role: Controller),
            ],"#,
            &format!(
                r#"(id: "plc", zone: "plant", count: 9, role: Controller),
            ],
            sensors: [(id: "eye", watches: [{selector}])],"#
            ),
            1,
        );
        let scenario = good(&text);
        let eye = scenario.sensors.iter().find(|one| &*one.name.id == "eye").unwrap();
        let found: Vec<_> = eye.groups.iter().map(|one| one.0).collect();
        assert_eq!(found, expected, "{selector}");
    }
}

#[test]
fn targets_are_the_groups_of_that_name_at_every_victim() {
    let scenario = good(TWO_TEAMS);
    let winter = &scenario.campaigns[1];
    let victims: Vec<_> = winter.victims.iter().map(|victim| victim.organisation.0).collect();
    assert_eq!(victims, [0, 1]);
    let ids: Vec<_> = winter.steps.iter().map(|step| &*step.name.id).collect();
    assert_eq!(ids, ["dump", "exploit", "lure", "theft", "worm"]);
    let StepEffect::Move { targets, through, hosts, .. } = &winter.steps[1].effect else { panic!() };
    // `pcs` at both, `web` at the north alone.
    assert_eq!(targets.as_slice(), [GroupId(0), GroupId(2), GroupId(3)]);
    assert_eq!((*through, *hosts), (Through::Exploit(VulnerabilityId(0)), 1));
    let of_winter: Vec<_> =
        winter.steps[2].indicators.iter().map(|one| &*scenario.indicator(*one).name.id).collect();
    assert_eq!(of_winter, ["beacon", "mail"]);
    assert_eq!(winter.steps[4].needs, Needs::Any(vec![StepId(0), StepId(1)]));
    assert_eq!(winter.steps[3].needs, Needs::All(vec![StepId(2), StepId(4)]));
    let StepEffect::Spread { then: Some((_, after)), .. } = &winter.steps[4].effect else { panic!() };
    assert_eq!(*after, Distribution::Constant("1h".parse().unwrap()));
}

#[test]
fn a_rule_is_a_policy_for_every_ordered_pair_with_the_desks_of_its_ends() {
    let scenario = good(TWO_TEAMS);
    let full = scenario.strategy(StrategyId(0));
    let policies: Vec<_> = full
        .arrangement
        .policies
        .iter()
        .map(|one| (&*one.rule.id, one.from.0, one.to.0, one.preparation.desk.0, one.ingestion.desk.0))
        .collect();
    // By default the red team analyses at `back` (0) and triages at `soc` (1); the blue team has `soc` (0) alone.
    assert_eq!(
        policies,
        [("alarms", 0, 1, 0, 1), ("alarms", 1, 0, 0, 0), ("reports", 0, 1, 0, 1), ("reports", 1, 0, 1, 0)]
    );
    assert_eq!(
        (full.arrangement.policies[0].trigger, full.arrangement.policies[0].allowed),
        (Trigger::Suspicion, Use::Block)
    );
    assert_eq!(
        (full.arrangement.policies[2].trigger, full.arrangement.policies[2].allowed),
        (Trigger::Confirmation, Use::Detect)
    );
    assert!(full.arrangement.policies.iter().all(|policy| !policy.perfect));
    let [only] = scenario.strategy(StrategyId(1)).arrangement.policies.as_slice() else { panic!() };
    assert_eq!((only.from, only.to, only.preparation.desk), (TeamId(1), TeamId(0), DeskId(0)));
}

#[test]
fn two_rules_may_be_about_the_same_pair() {
    let scenario =
        accepted(r#"(id: "alarms", trigger: Suspicion, acts: 0.5)"#, r#"(id: "alarms", prepared_by: "soc")"#);
    assert_eq!(scenario.strategies[0].arrangement.policies.len(), 4);
}

#[test]
fn expectations_name_their_team_and_arm() {
    let scenario = good(TWO_TEAMS);
    let all: Vec<_> =
        scenario.expectations.iter().map(|one| (&*one.id, one.team, one.measure, one.bound)).collect();
    assert_eq!(
        all,
        [
            ("calm", Some(TeamId(0)), Measure::Baseline, Bound::Within(0.0, 5.5)),
            ("helps", None, Measure::Change(StrategyId(0)), Bound::AtMost(0.0)),
            ("some", None, Measure::Mean(StrategyId(1)), Bound::AtLeast(1.0)),
        ]
    );
    assert_eq!(scenario.expectations[1].confidence, 0.9);
}

#[test]
fn an_organisation_may_have_no_host_where_nothing_is_aimed_at_it() {
    let empty = super::with(
        r#"        (id: "west", zones: [(id: "only")], hosts: [(id: "laptops", zone: "only", count: 3)]),"#,
        r#"        (id: "west", zones: [(id: "only")], hosts: [(id: "laptops", zone: "only", count: 3)]),
        (id: "void", zones: [(id: "only")], hosts: []),"#,
    );
    let scenario = good(&empty.replace(r#"["west", "east"]"#, r#"["west", "east", "void"]"#));
    assert!(scenario.organisations[2].groups.is_empty());
}

#[test]
fn the_order_of_declarations_changes_nothing() {
    let plain = good(TWO_TEAMS);
    let mut texts = std::collections::BTreeSet::new();
    for seed in 0..40 {
        let text = shuffled(seed);
        let scenario = good(&text);
        assert_eq!(format!("{scenario:?}"), format!("{plain:?}"), "{text}");
        assert_eq!(transform::fingerprint(&scenario), transform::fingerprint(&plain));
        texts.insert(text);
    }
    assert_eq!(texts.len(), 40);
}

#[test]
fn the_fingerprint_tells_values_apart_and_not_layouts() {
    let plain = transform::fingerprint(&good(TWO_TEAMS));
    assert_eq!(plain.len(), 64);
    assert_eq!(transform::fingerprint(&good(&format!("// A remark.\n{TWO_TEAMS}"))), plain);
    assert_eq!(transform::fingerprint(&accepted("retries: 3,", "retries: 3, success: 1,")), plain);
    assert_ne!(transform::fingerprint(&accepted("seed: 7", "seed: 8")), plain);
    assert_ne!(transform::fingerprint(&accepted("reuse: 0.5", "reuse: 0.50001")), plain);
}

#[test]
fn ideal_sharing_is_free_instant_and_complete_between_all_teams() {
    let scenario = good(TWO_TEAMS);
    let policies = transform::ideal(&scenario);
    let pairs: Vec<_> =
        policies.iter().map(|one| (&*one.rule.id, one.trigger, one.from.0, one.to.0)).collect();
    assert_eq!(
        pairs,
        [
            ("ideal-confirmation", Trigger::Confirmation, 0, 1),
            ("ideal-confirmation", Trigger::Confirmation, 1, 0),
            ("ideal-suspicion", Trigger::Suspicion, 0, 1),
            ("ideal-suspicion", Trigger::Suspicion, 1, 0),
        ]
    );
    for policy in &policies {
        assert!(policy.perfect && policy.hunts && policy.allowed == Use::Block && policy.is_open());
        let spans = [&policy.preparation.work, &policy.release, &policy.transit, &policy.ingestion.work];
        assert!(spans.into_iter().all(Distribution::is_instant));
        assert_eq!((policy.loss.get(), policy.acts.get(), policy.leak.get()), (0.0, 1.0, 0.0));
        assert_eq!(policy.preparation.desk, scenario.team(policy.from).analysis.labour.desk);
        assert_eq!(policy.ingestion.desk, scenario.team(policy.to).triage.labour.desk);
    }
}

/// The right scenario with all lists and fields in another order.
fn shuffled(seed: u64) -> String {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let source = sources.add("two-teams.ron", TWO_TEAMS);
    let node = syntax::parse(source, &sources, &mut diagnostics).unwrap();
    let mut text = String::new();
    write(&node, &mut Shuffle(seed), &mut text);
    text
}

/// A small congruential generator (Knuth's MMIX constants): any order will do.
struct Shuffle(u64);

impl Shuffle {
    fn order(&mut self, length: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..length).collect();
        for last in (1..length).rev() {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(last, usize::try_from(self.0 >> 33).unwrap() % (last + 1));
        }
        order
    }
}

fn write(node: &Node, shuffle: &mut Shuffle, text: &mut String) {
    match &node.kind {
        NodeKind::Number(number) => text.push_str(number),
        NodeKind::Text(words) => text.push_str(&format!("{words:?}")),
        NodeKind::Ident(name) => text.push_str(&name.text),
        NodeKind::List(items) => {
            text.push('[');
            for place in shuffle.order(items.len()) {
                write(&items[place], shuffle, text);
                text.push(',');
            }
            text.push(']');
        }
        NodeKind::Struct { name, fields } => {
            text.push_str(name.as_ref().map_or("", |name| &name.text));
            text.push('(');
            for place in shuffle.order(fields.len()) {
                text.push_str(&format!("{}: ", fields[place].name.text));
                write(&fields[place].value, shuffle, text);
                text.push(',');
            }
            text.push(')');
        }
        other => panic!("the scenario has none of these: {other:?}"),
    }
}
