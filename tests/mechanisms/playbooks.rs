//! Playbooks that pass from team to team: on and off, under the same luck.

use coalition::experiment::Replicate;
use coalition::metrics::records::{Fate, IncidentRow};
use coalition::units::SimTime;

use super::{play, second};

const RULE: &str = "trigger: Confirmation, preparation: \"30min\", transit: \"1h\", ingestion: \"10min\", pap: Green, hunts: true, leak: 0.0";
/// Triage of an alert (h).
const TRIAGE: f64 = 0.25;
const BOOK: &str = "analysis: 0.5, containment: 0.25, eradication: 2.0, recovery: 0.75";

/// The second side sees for itself, and the first tells it how to deal with what it has met.
fn told(book: &str, own: &str, rule: &str) -> Vec<Replicate> {
    let first = format!("defends: [\"first\"], {book}");
    let second = format!("defends: [\"second\"], {own}");
    let rule = format!("passes: [Playbooks], preparation: \"30min\", transit: \"1h\", {rule}");
    play(&[
        ("detects: 0.0, prevents: 0.0", "detects: 1.0, delay: \"1h\", prevents: 0.0"),
        ("defends: [\"first\"],", &first),
        ("defends: [\"second\"],", &second),
        (RULE, &rule),
    ])
}

/// How long analysis, containment, eradication and recovery take at the second side (h).
fn all_stages(replicates: &[Replicate], arm: usize) -> Vec<[f64; 4]> {
    let of = |row: &IncidentRow| {
        let times = [row.t_ack_s, row.t_det_s, row.t_cont_s, row.t_erad_s, row.t_rec_s]
            .map(|time: Option<SimTime>| time.expect("it is dealt with"));
        let hours = |stage: usize| times[stage + 1].since(times[stage]).as_secs_f64() / 3600.0;
        [hours(0) - TRIAGE, hours(1), hours(2), hours(3)].map(|hours| (hours * 1e4).round() / 1e4)
    };
    let all: Vec<[f64; 4]> = second(replicates, arm).into_iter().map(of).collect();
    assert_eq!(all.len(), 40);
    all
}

/// The same, where all replicates agree.
fn stages(replicates: &[Replicate], arm: usize) -> [f64; 4] {
    let all = all_stages(replicates, arm);
    assert!(all.iter().all(|stages| *stages == all[0]), "{all:?}");
    all[0]
}

fn book(fits: &str) -> String {
    format!("playbooks: [(id: \"book\", {fits}, {BOOK})],")
}

const AT_ONCE: &str = "trigger: Containment, adopts: \"0s\"";

#[test]
fn a_playbook_that_a_partner_tells_makes_a_team_faster_and_never_slower() {
    let plain = told("", "", AT_ONCE);
    assert_eq!(stages(&plain, 1), [0.5, 1.0, 1.0, 1.0], "nobody has a playbook");
    assert!(plain.iter().all(|replicate| replicate.arms[1].shares.is_empty()));
    let helped = told(&book("techniques: [\"T1195\"]"), "", AT_ONCE);
    assert_eq!(stages(&helped, 0), [0.5, 1.0, 1.0, 1.0], "without sharing it keeps it to itself");
    assert_eq!(stages(&helped, 1), [0.25, 0.25, 1.0, 0.75], "what makes the sender slower is left out");
    let items: Vec<_> = helped.iter().flat_map(|replicate| &replicate.arms[1].shares).collect();
    assert_eq!(items.len(), 40);
    assert!(items.iter().all(|item| item.kind == "playbook" && item.fate == Fate::Useful && item.correct));
    let by_tactic = told(&book("tactics: [InitialAccess]"), "", "trigger: Closure, adopts: \"0s\"");
    assert_eq!(stages(&by_tactic, 1), [0.25, 0.25, 1.0, 0.75]);
    let other = told(&book("techniques: [\"T1566\"]"), "", AT_ONCE);
    assert_eq!(stages(&other, 1), [0.5, 1.0, 1.0, 1.0], "the incident has not shown that");
}

#[test]
fn a_team_that_is_faster_by_itself_stays_as_it_is() {
    let own = "playbooks: [(id: \"own\", techniques: [\"T1195\"], analysis: 0.1, containment: 0.5, eradication: 1.0)],";
    let both = told(&book("techniques: [\"T1195\"]"), own, AT_ONCE);
    assert_eq!(stages(&both, 0), [0.05, 0.5, 1.0, 1.0]);
    assert_eq!(stages(&both, 1), [0.05, 0.25, 1.0, 0.75]);
}

#[test]
fn a_playbook_comes_into_use_little_by_little() {
    let analysis = |adopts: &str| {
        let rule = format!("trigger: Containment, adopts: \"{adopts}\"");
        let all = all_stages(&told(&book("techniques: [\"T1195\"]"), "", &rule), 1);
        all.iter().map(|stages| stages[0]).sum::<f64>() / 40.0
    };
    // It came three hours after the beginning, and analysis begins 22 hours later: half of 44.
    let half = analysis("44h");
    assert!((half - 0.375).abs() < 0.005, "{half}");
    let little = analysis("440h");
    assert!((little - 0.4875).abs() < 0.001, "{little}");
}

#[test]
fn what_reviews_have_taught_passes_as_well() {
    // The first side has been hit by the same before.
    let before = (
        "campaigns: [(\n",
        "campaigns: [(id: \"d\", actor: \"someone\", lead: \"3d\", victims: [(organisation: \"first\")], steps: [
           (id: \"enter\", technique: \"T1195\", tactic: InitialAccess, does: Enter(targets: [\"pcs\"], through: Trusted))]), (\n",
    );
    let played = |review: &str| {
        let rule = format!("passes: [Playbooks], {AT_ONCE}");
        let first = format!("defends: [\"first\"], {review}");
        play(&[
            before,
            ("detects: 0.0, prevents: 0.0", "detects: 1.0, delay: \"1h\", prevents: 0.0"),
            ("defends: [\"first\"],", &first),
            (RULE, &rule),
        ])
    };
    let taught = played("review: (desk: \"l2\", work: \"1h\", severity: Low, factor: 0.5, floor: 0.1),");
    assert_eq!(stages(&taught, 0), [0.5, 1.0, 1.0, 1.0]);
    assert_eq!(stages(&taught, 1), [0.25, 0.5, 1.0, 1.0], "analysis and containment alone");
    assert_eq!(stages(&played(""), 1), [0.5, 1.0, 1.0, 1.0]);
}

#[test]
fn a_playbook_that_is_not_told_moves_no_luck() {
    let held = told(&book("techniques: [\"T1195\"]"), "", "trigger: Containment, loss: 1.0");
    assert_eq!(stages(&held, 1), stages(&held, 0));
    let late = told(&book("techniques: [\"T1195\"]"), "", "trigger: Containment, release: Never");
    assert_eq!(stages(&late, 1), stages(&late, 0));
}
