//! How practised a team is, and how many hosts it can bring back at once.

use coalition::metrics::records::IncidentRow;
use coalition::units::SimTime;

use super::{Replicate, play, sum, team};

const ANALYSIS: &str = "analysis: (desk: \"l2\"";
const RECOVERY: &str = "recovery: (desk: \"l2\"";

/// Triage of an alert (h).
const TRIAGE: f64 = 0.25;

/// How long analysis, containment, eradication and recovery take (h), where all replicates agree.
fn stages(replicates: &[Replicate], campaign: &str) -> [f64; 4] {
    let rows = replicates.iter().flat_map(|replicate| &replicate.arms[0].incidents);
    let rows: Vec<&IncidentRow> =
        rows.filter(|row| *row.organisation == *"first" && *row.campaign == *campaign).collect();
    let of = |row: &IncidentRow| {
        let times = [row.t_ack_s, row.t_det_s, row.t_cont_s, row.t_erad_s, row.t_rec_s]
            .map(|time: Option<SimTime>| time.expect("it is dealt with"));
        let hours = |stage: usize| times[stage + 1].since(times[stage]).as_secs_f64() / 3600.0;
        [hours(0) - TRIAGE, hours(1), hours(2), hours(3)]
    };
    let all: Vec<[f64; 4]> = rows.into_iter().map(of).collect();
    assert_eq!(all.len(), 40);
    assert!(all.iter().all(|stages| *stages == all[0]), "{all:?}");
    all[0]
}

#[test]
fn a_playbook_makes_each_stage_faster_for_what_it_is_for() {
    let with = |fits: &str| {
        let book = "analysis: 0.5, containment: 0.25, eradication: 2.0, recovery: 0.75";
        let written = format!("playbooks: [(id: \"book\", {fits}, {book})], {ANALYSIS}");
        stages(&play(&[(ANALYSIS, &written)]), "c")
    };
    assert_eq!(stages(&play(&[]), "c"), [0.5, 1.0, 1.0, 1.0]);
    assert_eq!(with("techniques: [\"T1195\"]"), [0.25, 0.25, 2.0, 0.75]);
    assert_eq!(with("tactics: [InitialAccess]"), [0.25, 0.25, 2.0, 0.75]);
    assert_eq!(with("techniques: [\"T1195.002\", \"T1566\"]"), [0.5, 1.0, 1.0, 1.0], "not what it has done");
}

/// Another attack of the same kind on the first side, three days later.
const ANOTHER: (&str, &str) = (
    "campaigns: [(\n",
    "campaigns: [(id: \"d\", actor: \"someone\", start: \"3d\", victims: [(organisation: \"first\")], steps: [
       (id: \"enter\", technique: \"T1195\", tactic: InitialAccess, does: Enter(targets: [\"pcs\"], through: Trusted))]), (\n",
);

#[test]
fn what_was_learnt_makes_the_next_incident_of_the_kind_shorter() {
    let with = |review: &str| {
        let written = format!("review: (desk: \"l2\", work: \"2h\", {review}), {ANALYSIS}");
        play(&[ANOTHER, (ANALYSIS, &written)])
    };
    let plain = play(&[ANOTHER]);
    assert_eq!(stages(&plain, "d"), [0.5, 1.0, 1.0, 1.0]);
    let learns = with("factor: 0.5");
    assert_eq!(stages(&learns, "c"), [0.5, 1.0, 1.0, 1.0], "the first time nothing is known");
    assert_eq!(stages(&learns, "d"), [0.25, 0.5, 1.0, 1.0]);
    let reviews = |replicates: &[Replicate]| sum(&team(replicates, 0, "a"), |row| row.reviews_n as f64);
    assert_eq!((reviews(&plain), reviews(&learns)), (0.0, 80.0));
    let labour = |replicates: &[Replicate]| sum(&team(replicates, 0, "a"), |row| row.labour_h);
    let more = labour(&learns) - labour(&plain);
    assert!((more - 40.0 * (4.0 - 0.25 - 0.5)).abs() < 1e-6, "{more}");
    assert_eq!(stages(&with("factor: 0.1, floor: 0.5"), "d"), [0.25, 0.5, 1.0, 1.0], "there is a floor");
    let mild = with("factor: 0.5, severity: High");
    assert_eq!((reviews(&mild), stages(&mild, "d")), (0.0, [0.5, 1.0, 1.0, 1.0]));
}

#[test]
fn hosts_come_back_as_there_is_room_for_them() {
    // three hosts, two analysts
    let late = ("delay: \"1h\"", "delay: \"7h\"");
    let room = |hosts: u32| format!("{RECOVERY}, at_once: {hosts}");
    let recovery = |changes: &[(&str, &str)]| stages(&play(changes), "c")[3];
    assert_eq!(recovery(&[late]), 2.0);
    assert_eq!(recovery(&[late, (RECOVERY, &room(1))]), 3.0);
    assert_eq!(recovery(&[late, (RECOVERY, &room(2))]), 2.0);
    let many = ("(id: \"l2\", analysts: 2)", "(id: \"l2\", analysts: 9)");
    assert_eq!(recovery(&[late, many]), 1.0);
    assert_eq!(recovery(&[late, many, (RECOVERY, &room(2))]), 2.0);
    assert_eq!(recovery(&[late, many, (RECOVERY, &room(3))]), 1.0);
}
