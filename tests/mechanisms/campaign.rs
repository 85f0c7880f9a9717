//! Campaigns: each mechanism with and without, on the same luck. What happens is read from the facts.

use std::sync::Arc;

use coalition::metrics::definition;
use coalition::scenario::load_text;
use coalition::scenario::model::Scenario;
use coalition::sim::Simulator;
use coalition::sim::fact::{Ending, Fact, Notice, Obstacle, What};
use coalition::units::SimTime;

const BASE: &str = include_str!("campaign.ron");
/// The adversary does not return.
const STAYS_OUT: (&str, &str) = ("on_eviction: [(after: \"1d\", does: Return)]", "on_eviction: []");

/// The facts of the base scenario with some texts replaced; each must be there.
struct Play {
    scenario: Arc<Scenario>,
    facts: Vec<Fact>,
}

fn play(changes: &[(&str, &str)]) -> Play {
    let mut text = BASE.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "`{from}` is in the base scenario");
        text = text.replace(from, to);
    }
    let loaded = load_text("campaign.ron", &text, &definition::names());
    let faults: Vec<String> = loaded.diagnostics.sorted().iter().map(|fault| fault.message.clone()).collect();
    let scenario = Arc::new(loaded.scenario.unwrap_or_else(|| panic!("the scenario is valid: {faults:?}")));
    let outcome = Simulator::new(scenario.clone()).run(1, 0, Arc::default()).expect("the run ends well");
    Play { scenario, facts: outcome.facts.all().to_vec() }
}

impl Play {
    fn step(&self, what: &What) -> Option<&str> {
        let (What::StepSucceeded { intrusion, step, .. } | What::StepFailed { intrusion, step, .. }) = what
        else {
            return None;
        };
        Some(&self.scenario.campaign(intrusion.campaign).steps[step.index()].name.id)
    }

    /// When a step first succeeded, in hours.
    fn done(&self, id: &str) -> Option<f64> {
        let done = |what: &What| matches!(what, What::StepSucceeded { .. }) && self.step(what) == Some(id);
        self.facts.iter().find(|fact| done(&fact.what)).map(|fact| fact.at.as_secs_f64() / 3600.0)
    }

    fn obstacle(&self, id: &str) -> Option<Obstacle> {
        self.facts.iter().find_map(|fact| match fact.what {
            What::StepFailed { obstacle, .. } if self.step(&fact.what) == Some(id) => Some(obstacle),
            _ => None,
        })
    }

    fn count(&self, is: impl Fn(&What) -> bool) -> usize {
        self.facts.iter().filter(|fact| is(&fact.what)).count()
    }

    fn sent(&self) -> u64 {
        let sent = |what: &What| match what {
            What::DataExfiltrated { megabytes, .. } => *megabytes,
            _ => 0,
        };
        self.facts.iter().map(|fact| sent(&fact.what)).sum()
    }

    /// The groups of the hosts that were taken.
    fn taken(&self, id: &str) -> usize {
        self.count(|what| {
            matches!(what, What::FootholdGained { host, .. } if *self.scenario.group(host.group).name.id == *id)
        })
    }
}

#[test]
fn the_whole_campaign_runs_as_it_is_written() {
    let base = play(&[]);
    for (step, hour) in
        [("plan", 24.0), ("enter", 24.0), ("look", 25.0), ("rise", 25.0), ("hide", 26.0), ("go", 27.0)]
    {
        assert_eq!(base.done(step), Some(hour), "{step}");
    }
    assert_eq!(base.count(|what| matches!(what, What::ImplantPlanted { .. })), 3);
}

#[test]
fn an_attack_may_begin_before_startex() {
    let early = play(&[("victims: [", "lead: \"5d\", victims: [")]);
    assert_eq!(early.done("enter"), Some(24.0 - 120.0));
    assert!(early.facts[0].at < SimTime::STARTEX);
    assert_eq!(play(&[]).done("enter"), Some(24.0));
}

#[test]
fn the_tempo_and_the_hours_of_an_actor_set_its_pace() {
    let fast = play(&[("id: \"someone\"", "id: \"someone\", tempo: 2.0")]);
    assert_eq!(fast.done("enter"), Some(12.0));
    // 24 hours of work, 8 h on each day from Monday 08:00 on
    let office = play(&[("id: \"someone\"", "id: \"someone\", hours: \"Mon-Fri 08:00-16:00\"")]);
    assert_eq!(office.done("plan"), Some(56.0));
    assert_eq!(office.done("enter"), Some(72.0), "not before the next morning");
}

#[test]
fn skill_shifts_the_odds_of_success() {
    let chance = ("does: Prepare", "success: 0.5, retries: 99, pause: \"1h\", does: Prepare");
    let tries = |skill: &str| {
        let skilled = format!("id: \"someone\", skill: {skill}");
        let game = play(&[chance, ("id: \"someone\"", &skilled)]);
        game.count(|what| matches!(what, What::StepFailed { .. }) && game.step(what) == Some("plan"))
    };
    assert!(tries("0.02") > tries("1.0") + 3);
    assert_eq!(tries("100.0"), 0);
}

#[test]
fn stealth_hides_from_sensors() {
    let seen = |stealth: &str| {
        let stealthy = format!("id: \"someone\", stealth: {stealth}");
        let changes = [
            ("id: \"someone\"", stealthy.as_str()),
            ("techniques: [\"T1486\"], detects: 1.0", "detects: 0.5"),
        ];
        play(&changes).count(|what| matches!(what, What::AlertRaised { .. }))
    };
    assert!(seen("1.0") > seen("100.0"));
}

#[test]
fn what_was_discovered_is_taken_by_value() {
    let base = play(&[STAYS_OUT]);
    assert_eq!((base.taken("files"), base.taken("dull")), (5, 0));
    let blind = play(&[("does: Discover(targets: [\"files\"])", "does: Act")]);
    assert!(blind.taken("files") < 5);
    let random = play(&[(", choose: MostValuable", "")]);
    assert_eq!(random.taken("files"), blind.taken("files"), "undiscovered, all look alike");
}

#[test]
fn the_nearest_hosts_come_first() {
    let targets = ("targets: [\"files\", \"dull\"]", "targets: [\"dull\", \"pcs\"]");
    let near = play(&[targets, ("MostValuable", "Nearest")]);
    assert_eq!((near.taken("pcs"), near.taken("dull")), (6, 0));
    assert!(play(&[targets, ("MostValuable", "Random")]).taken("dull") > 0);
}

#[test]
fn some_steps_need_the_rights_of_an_administrator() {
    let low = play(&[("does: Escalate()", "does: Act")]);
    assert_eq!(low.obstacle("go"), Some(Obstacle::NoPrivilege));
    assert_eq!(play(&[]).obstacle("go"), None);
    let root =
        play(&[("does: Escalate()", "does: Act"), ("through: Trusted", "through: Trusted, gains: Admin")]);
    assert_eq!(root.done("go"), Some(27.0));
}

#[test]
fn data_leave_in_pieces_at_their_rate_and_stop_with_the_eviction() {
    let base = play(&[]);
    assert_eq!(base.sent(), 5 * 50_000);
    let at = |game: &Play| -> Vec<f64> {
        let out = |fact: &&Fact| matches!(fact.what, What::DataExfiltrated { .. });
        game.facts.iter().filter(out).map(|fact| fact.at.as_secs_f64() / 3600.0).collect()
    };
    // 250 GB in 5 pieces at 10 GB/h, from hour 29 on
    assert_eq!(at(&base), [34.0, 39.0, 44.0, 49.0, 54.0]);
    let caught = play(&[STAYS_OUT, ("techniques: [\"T1486\"]", "techniques: [\"T1041\"]")]);
    assert_eq!(caught.sent(), 50_000, "the first piece gives it away");
    assert_eq!(play(&[("does: Collect(targets: [\"tag:jewel\"])", "does: Act")]).sent(), 0);
}

#[test]
fn whoever_left_a_way_back_returns() {
    let base = play(&[]);
    let back = |game: &Play| game.count(|what| matches!(what, What::Returned { .. }));
    assert!(back(&base) >= 1);
    let ended = |game: &Play| game.count(|what| matches!(what, What::IntrusionEnded { .. }));
    let without = play(&[("does: Persist(targets: [\"dull\"], hosts: 3, found: 0.0)", "does: Act")]);
    assert_eq!((back(&without), ended(&without)), (0, 1));
    let found = play(&[("found: 0.0", "found: 1.0")]);
    assert_eq!((back(&found), ended(&found)), (0, 1), "analysis has found every way back");
    assert_eq!(back(&play(&[STAYS_OUT])), 0);
}

#[test]
fn a_step_that_fails_opens_the_other_branch() {
    let other = (
        "(id: \"look\"",
        "(id: \"other\", technique: \"T1000\", tactic: Execution, after: Failed(steps: [\"go\"]), does: Act),\n (id: \"look\"",
    );
    assert_eq!(play(&[other]).done("other"), None);
    let failing = ("does: Move(targets", "success: 0.0, does: Move(targets");
    assert_eq!(play(&[other, failing]).done("other"), Some(27.0));
}

#[test]
fn a_step_that_takes_too_long_is_given_up() {
    let slow = play(&[(
        "duration: \"2h\",\n       requires: Admin",
        "duration: \"2h\", timeout: \"90min\",\n       requires: Admin",
    )]);
    assert_eq!(slow.obstacle("go"), Some(Obstacle::TimedOut));
    assert_eq!(slow.done("go"), None);
    let patient = play(&[(
        "duration: \"2h\",\n       requires: Admin",
        "duration: \"2h\", timeout: \"3h\",\n       requires: Admin",
    )]);
    assert_eq!(patient.done("go"), Some(27.0));
}

#[test]
fn steps_can_be_done_over_again() {
    let loops = play(&[(
        "does: Discover(targets: [\"files\"])",
        "repeat: (times: 3, pause: \"1h\"), does: Discover(targets: [\"files\"])",
    )]);
    assert_eq!(loops.count(|what| matches!(what, What::HostsDiscovered { .. })), 4);
    assert_eq!(play(&[]).count(|what| matches!(what, What::HostsDiscovered { .. })), 1);
    // a loop over several steps: from `look` to `go`
    let longer = play(&[(
        "requires: Admin, does: Move(",
        "requires: Admin, repeat: (from: \"look\", times: 1), does: Move(",
    )]);
    assert_eq!(longer.count(|what| matches!(what, What::HostsDiscovered { .. })), 2);
    assert_eq!(longer.taken("files"), 10);
}

#[test]
fn a_blocked_adversary_answers() {
    let blocks =
        ("techniques: [\"T1486\"], detects: 1.0", "techniques: [\"T1021\"], detects: 0.0, prevents: 1.0");
    let tries = |answer: &str| {
        let reaction = format!("on_block: [{answer}], on_eviction: [");
        let game = play(&[blocks, ("on_eviction: [", &reaction)]);
        let tries =
            game.count(|what| matches!(what, What::StepFailed { .. }) && game.step(what) == Some("go"));
        let answers = game.count(|what| matches!(what, What::AdversaryNoticed { notice: Notice::Block, .. }));
        let abandoned =
            game.count(|what| matches!(what, What::IntrusionEnded { ending: Ending::Abandoned, .. }));
        let branched = game.count(|what| matches!(what, What::BranchTaken { .. }));
        (tries, answers > 0, abandoned, branched)
    };
    assert_eq!(tries(""), (1, false, 0, 0));
    assert!(tries("(after: \"10min\", does: Retry)").0 > 1);
    assert_eq!(tries("(does: Abort)"), (1, true, 1, 0));
    assert_eq!(tries("(does: Branch(step: \"gather\"))"), (1, true, 0, 1));
}

#[test]
fn a_quiet_adversary_does_nothing_for_a_while() {
    let blocks =
        ("techniques: [\"T1486\"], detects: 1.0", "techniques: [\"T1543\"], detects: 0.0, prevents: 1.0");
    let quiet = ("on_eviction: [", "on_block: [(does: GoQuiet(lasts: \"100h\"))], on_eviction: [");
    // `hide` is stopped at hour 26; the team throws it out meanwhile unless nobody hears of it
    let deaf = ("sensitivity: 1.0", "sensitivity: 0.0");
    assert_eq!(play(&[blocks, deaf]).done("go"), Some(27.0));
    assert_eq!(play(&[blocks, deaf, quiet]).done("go"), Some(126.0));
}

#[test]
fn victims_can_be_attacked_one_after_the_other() {
    let second = |after: &str| {
        format!("victims: [(organisation: \"second\", offset: \"3h\"{after}), (organisation: \"first\")]")
    };
    let launched = |game: &Play| -> Vec<f64> {
        let begun = |fact: &&Fact| matches!(fact.what, What::IntrusionLaunched { .. });
        game.facts.iter().filter(begun).map(|fact| fact.at.as_secs_f64() / 3600.0).collect()
    };
    let jewels = ("targets: [\"tag:jewel\"]", "targets: [\"files\"]");
    let once = play(&[("victims: [(organisation: \"first\")]", &second("")), jewels]);
    assert_eq!(launched(&once), [0.0, 3.0]);
    let sequence = play(&[("victims: [(organisation: \"first\")]", &second(", after: \"first\"")), jewels]);
    assert_eq!(launched(&sequence), [0.0, 57.0], "three hours after all data of the first are out");
}
