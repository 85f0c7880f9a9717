//! What a run costs, in what does not depend on the machine: events, entities, and what is still planned at its end.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use super::*;
use crate::scenario::load_text;

const ATTACKS: [(&str, &str); 2] = [
    ("ransomware", include_str!("../../../scenarios/ransomware.ron")),
    ("worm", include_str!("../../../scenarios/worm.ron")),
];

/// A bundled scenario without its expectations, with groups of hosts at each organisation, in a zone of their own that
/// nothing leads to.
fn with_quiet_hosts(text: &str, groups: u32, hosts: u32) -> Arc<Scenario> {
    let quiet: String = (0..groups)
        .map(|group| format!("(id: \"zz-{group}\", zone: \"zz-quiet\", count: {hosts}), "))
        .collect();
    let (text, _) = text.split_once("    expect: [").expect("it says what it expects, and that last");
    let text = format!("{text})")
        .replace("zones: [", "zones: [(id: \"zz-quiet\"), ")
        .replace("hosts: [\n", &format!("hosts: [{quiet}\n"));
    let loaded = load_text("quiet.ron", &text, &[]);
    let faults: Vec<String> = loaded.diagnostics.sorted().iter().map(|fault| fault.message.clone()).collect();
    let scenario = loaded.scenario.unwrap_or_else(|| panic!("the scenario is valid: {faults:?}"));
    let quiet = scenario.groups.iter().filter(|group| group.name.id.starts_with("zz-"));
    assert_eq!(
        quiet.map(|group| group.count).sum::<u32>(),
        2 * groups * hosts,
        "two organisations have them"
    );
    Arc::new(scenario)
}

/// What a run costs: entities before it, events, entities after it, events still planned then, facts.
#[derive(Debug, PartialEq)]
struct Cost {
    before: u32,
    events: u64,
    after: u32,
    planned: usize,
    facts: usize,
}

fn cost(scenario: &Arc<Scenario>, arrangement: Arc<Arrangement>) -> Cost {
    let keys = Arc::new(Keys::of(scenario));
    let setting = Setting {
        scenario: scenario.clone(),
        keys,
        arrangement,
        luck: Luck::new(3, 0),
        asked: Asked::default(),
    };
    let mut stage = Stage::new();
    stage.set(setting).expect("the stage is set");
    let before = stage.world.entities().count_spawned();
    let events = run_until(&mut stage, SimTime::STARTEX + scenario.exercise.duration);
    assert!(stage.failure.is_none());
    Cost {
        before,
        events,
        after: stage.world.entities().count_spawned(),
        planned: stage.agenda().len(),
        facts: stage.world.resource::<Chronicle>().facts.all().len(),
    }
}

#[test]
fn hosts_that_nothing_happens_to_cost_nothing() {
    for (name, text) in ATTACKS {
        let none = with_quiet_hosts(text, 0, 0);
        for sharing in [false, true] {
            let arrangement = |scenario: &Scenario| -> Arc<Arrangement> {
                if sharing { Arc::new(scenario.strategies[0].arrangement.clone()) } else { Arc::default() }
            };
            let usual = cost(&none, arrangement(&none));
            assert!(usual.events > 100 && usual.after > usual.before, "{name}: something happens: {usual:?}");
            for (groups, hosts) in [(1, 50_000), (1_000, 50)] {
                let many = with_quiet_hosts(text, groups, hosts);
                assert_eq!(
                    cost(&many, arrangement(&many)),
                    usual,
                    "{name}: 100,000 hosts in {groups} groups each"
                );
            }
        }
    }
}

#[test]
fn a_used_stage_plays_as_a_new_one_does() {
    for (name, text) in ATTACKS {
        let scenario = with_quiet_hosts(text, 0, 0);
        let used = Simulator::new(scenario.clone());
        let arms: [Arc<Arrangement>; 2] =
            [Arc::default(), Arc::new(scenario.strategies[0].arrangement.clone())];
        for replicate in 0..8 {
            for arm in &arms {
                let new = Simulator::new(scenario.clone());
                let fresh = new.run(5, replicate, arm.clone()).expect("the run ends well");
                let again = used.run(5, replicate, arm.clone()).expect("the run ends well");
                assert!(fresh.facts.all().len() > 10, "{name}: something happens");
                assert_eq!(again.facts.all(), fresh.facts.all(), "{name}, replicate {replicate}");
            }
        }
        let stages = used.stages.lock().expect("no thread panicked");
        assert_eq!(stages.len(), 1, "one thread needs one stage");
        let noted: usize = stages[0].world.removed_components().iter().map(|(_, notes)| notes.len()).sum();
        assert_eq!((noted, stages[0].world.entities().count_spawned()), (0, 1), "nothing of a run is left");
    }
}
