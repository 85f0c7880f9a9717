//! Cases whose exact result is known: a scenario file alone states each, and the whole program runs it.
//!
//! A measured mean must lie within 4.5 standard errors of theory. Seeds are fixed, so a case that passes passes
//! for ever; a mutated case shows that it can fail.

#![expect(
    clippy::cast_precision_loss,
    clippy::expect_used,
    clippy::panic,
    reason = "a test counts far below 2^53, and fails by panicking"
)]

#[path = "exact/attacks.rs"]
mod attacks;
mod common;
#[path = "exact/desks.rs"]
mod desks;
#[path = "exact/limits.rs"]
mod limits;
#[path = "exact/markov.rs"]
mod markov;
#[path = "exact/worms.rs"]
mod worms;

use std::path::{Path, PathBuf};

use common::{Row, number, rows, run};

/// How many standard errors a measured mean may lie from theory.
const REACH: f64 = 4.5;

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exact").join(format!("{name}.ron"))
}

/// How far a sample's mean lies from theory, in standard errors.
fn z(values: &[f64], theory: f64) -> f64 {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (n - 1.0);
    (mean - theory) / (variance / n).sqrt()
}

#[track_caller]
fn assert_mean(what: &str, values: &[f64], theory: f64) {
    let z = z(values, theory);
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    assert!(z.abs() < REACH, "{what}: measured {mean}, theory {theory}, {z:.2} standard errors apart");
}

fn column(rows: &[Row], name: &str) -> Vec<f64> {
    rows.iter().filter_map(|row| number(row, name)).collect()
}

fn of<'a>(rows: &'a [Row], strategy: &str, team: &str) -> Vec<&'a Row> {
    rows.iter().filter(|row| row["strategy"] == strategy && row["team"] == team).collect()
}

/// Hours to detection by replicate; missing where it did not happen.
fn detection(rows: &[Row], strategy: &str, team: &str) -> Vec<Option<f64>> {
    of(rows, strategy, team)
        .into_iter()
        .map(|row| number(row, "ttd_s").map(|seconds| seconds / 3_600.0))
        .collect()
}

#[test]
fn one_analyst_is_an_m_m_1_queue() {
    let (_keep, out) = run(&case("mm1"), &[]);
    let teams = rows(&out, "teams");
    let waits: Vec<f64> = column(&teams, "alert_wait_mean_s").iter().map(|s| s / 3_600.0).collect();
    assert_mean("wait", &waits, 4.0);
    assert_mean("queue", &column(&teams, "alert_queue_mean"), 3.2);
    assert_mean("utilisation", &column(&teams, "utilisation_peak_desk"), 0.8);
    // a desk is overloaded as long as more than three wait for one analyst: five or more are there
    let shares: Vec<f64> = column(&teams, "overloaded_h").iter().map(|hours| hours / 10_000.0).collect();
    assert_mean("overload", &shares, 0.327_68);
}

#[test]
fn three_analysts_are_an_m_m_3_queue() {
    let (_keep, out) = run(&case("mm3"), &[]);
    let teams = rows(&out, "teams");
    let waits: Vec<f64> = column(&teams, "alert_wait_mean_s").iter().map(|s| s / 3_600.0).collect();
    assert_mean("wait", &waits, 0.702_247_191_011_236);
    assert_mean("queue", &column(&teams, "alert_queue_mean"), 3.511_235_955_056_18);
}

#[test]
fn a_queue_with_another_rate_is_told_apart() {
    let text = std::fs::read_to_string(case("mm3")).expect("the case reads");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mutated = folder.path().join("mutated.ron");
    assert!(text.contains("5/h"));
    std::fs::write(&mutated, text.replace("5/h", "5.1/h")).expect("the mutated case is written");
    let (_keep, out) = run(&mutated, &[]);
    let waits: Vec<f64> =
        column(&rows(&out, "teams"), "alert_wait_mean_s").iter().map(|s| s / 3_600.0).collect();
    assert!(
        z(&waits, 0.702_247_191_011_236).abs() > REACH,
        "2 % more alerts go unnoticed: the case cannot fail"
    );
}

#[test]
fn alerts_that_follow_the_hours_are_a_thinned_poisson_process() {
    let (_keep, out) = run(&case("rhythm"), &[]);
    let counts = column(&rows(&out, "teams"), "alerts_n");
    let mean = 8.0 * 45.0 + 8.0 * 0.2 * 123.0;
    assert_mean("alerts in a week", &counts, mean);
    let squares: Vec<f64> = counts.iter().map(|count| (count - mean) * (count - mean)).collect();
    assert_mean("variance of the alerts", &squares, mean);
}

#[test]
fn what_users_do_with_letters_is_binomial() {
    let (_keep, out) = run(&case("letters"), &[]);
    let teams = rows(&out, "teams");
    let click = 0.12 * 0.5;
    let report = (1.0 - click) * 0.2 + click * 0.4;
    for (name, p) in [("phish_opened_n", 0.3), ("phish_clicked_n", click), ("phish_reported_n", report)] {
        let counts = column(&teams, name);
        assert_mean(name, &counts, 30.0 * p);
        let squares: Vec<f64> = counts.iter().map(|n| (n - 30.0 * p) * (n - 30.0 * p)).collect();
        assert_mean(&format!("variance of {name}"), &squares, 30.0 * p * (1.0 - p));
    }
    let (clicked, taken) = (column(&teams, "phish_clicked_n"), column(&teams, "hosts_compromised_n"));
    assert_eq!(clicked, taken, "each click gains a host");
}

#[test]
fn the_first_click_and_the_first_report_are_the_least_of_many_times() {
    let (_keep, out) = run(&case("first-click"), &[]);
    let incidents = rows(&out, "incidents");
    let first: Vec<f64> = column(&incidents, "t_occ_s");
    assert_eq!(first.len(), 2000);
    assert_eq!(first, column(&incidents, "t_click_s"));
    let reported = column(&incidents, "t_user_report_s");
    assert_eq!(reported.len(), 2000);
    assert_mean("first report", &reported, 900.0);
    let late: Vec<f64> = reported.iter().map(|t| f64::from(u8::from(*t > 1_800.0))).collect();
    assert_mean("share of first reports after half an hour", &late, 0.135_335_283_236_612_7);
    // quantiles of the least of forty: 1 - (1 - F(t))^40, with F lognormal (median 1 h, sigma 1.8)
    for (share, seconds) in [(0.1, 23.703), (0.5, 79.853), (0.9, 205.827)] {
        let before: Vec<f64> = first.iter().map(|t| f64::from(u8::from(*t < seconds))).collect();
        assert_mean("share before the quantile", &before, share);
    }
}

#[test]
fn sharing_turns_two_detectors_into_a_race() {
    let (_keep, out) = run(&case("race"), &[]);
    let incidents = rows(&out, "incidents");
    let alone: Vec<f64> = detection(&incidents, "none", "b").into_iter().flatten().collect();
    let told: Vec<f64> = detection(&incidents, "tell", "b").into_iter().flatten().collect();
    assert_eq!((alone.len(), told.len()), (4000, 4000));
    assert_mean("b alone", &alone, 12.0);
    assert_mean("b with sharing", &told, 3.0);
    let benefit: Vec<f64> = alone.iter().zip(&told).map(|(alone, told)| alone - told).collect();
    assert_mean("benefit", &benefit, 9.0);
    let squares: Vec<f64> = benefit.iter().map(|b| (b - 9.0) * (b - 9.0)).collect();
    assert_mean("variance of the benefit", &squares, 135.0);
    let a = detection(&incidents, "none", "a");
    assert_eq!(a, detection(&incidents, "tell", "a"), "who only tells gains nothing");
    assert!(benefit.iter().all(|benefit| *benefit >= 0.0));
}

#[test]
fn a_delay_takes_its_exact_part_of_the_benefit() {
    let (_keep, out) = run(&case("race-delayed"), &[]);
    let incidents = rows(&out, "incidents");
    let told: Vec<f64> = detection(&incidents, "tell", "b").into_iter().flatten().collect();
    let (a, b, d) = (1.0 / 4.0, 1.0 / 12.0, 8.0_f64);
    assert_mean("b with sharing", &told, (1.0 - libm::exp(-b * d)) / b + libm::exp(-b * d) / (a + b));
}

/// The first of b's own detection and of a's with an exponential way after it; where the indicator is lost, b's alone.
#[test]
fn a_way_of_exponential_length_and_loss_take_their_exact_parts() {
    let (_keep, out) = run(&case("race-exponential"), &[]);
    let incidents = rows(&out, "incidents");
    let mean =
        |strategy: &str| -> Vec<f64> { detection(&incidents, strategy, "b").into_iter().flatten().collect() };
    let (a, b, d, loss) = (1.0 / 4.0, 1.0 / 12.0, 1.0 / 6.0, 0.25);
    let told = (d / (a + b) - a / (d + b)) / (d - a);
    assert_mean("b on time or later", &mean("late"), told);
    assert_mean("b with losses", &mean("lossy"), (1.0 - loss) * told + loss / b);
}

#[test]
fn a_warning_in_time_spares_the_second_victim() {
    let (_keep, out) = run(&case("pre-warning"), &[]);
    let incidents = rows(&out, "incidents");
    let spared: Vec<f64> = of(&incidents, "tell", "b")
        .iter()
        .map(|row| if row["prevented_by"] == "shared_indicator" { 1.0 } else { 0.0 })
        .collect();
    assert_mean("share spared", &spared, 0.864_664_716_763_387);
    assert!(of(&incidents, "none", "b").iter().all(|row| row["prevented_by"].is_empty()));
}

#[test]
fn the_deterministic_table_comes_out_to_the_microsecond() {
    let table = [
        ("table-1", [Some(3.0), Some(10.0)], [Some(3.0), Some(5.0)]),
        ("table-2", [Some(10.0), Some(3.0)], [Some(5.0), Some(3.0)]),
        ("table-3", [Some(3.0), Some(10.0)], [Some(3.0), Some(10.0)]),
        ("table-4", [None, None], [None, None]),
    ];
    for (name, without, with) in table {
        let (_keep, out) = run(&case(name), &[]);
        let incidents = rows(&out, "incidents");
        for (strategy, expected) in [("none", without), ("tell", with)] {
            for (team, hours) in ["a", "b"].into_iter().zip(expected) {
                assert_eq!(detection(&incidents, strategy, team), vec![hours; 2], "{name} {strategy} {team}");
            }
        }
        let censored = of(&incidents, "none", "a").iter().all(|row| row["det_censored"] == "1");
        assert_eq!(censored, without[0].is_none(), "{name}");
    }
}

#[test]
fn the_horizon_censors_and_says_so() {
    let (_keep, out) = run(&case("censoring"), &[]);
    let incidents = rows(&out, "incidents");
    let seen = detection(&incidents, "none", "a");
    let flags: Vec<f64> = of(&incidents, "none", "a")
        .iter()
        .map(|row| 1.0 - number(row, "det_censored").unwrap_or(0.0))
        .collect();
    assert_mean("share detected", &flags, 0.811_124_396_902_776);
    let detected: Vec<f64> = seen.iter().flatten().copied().collect();
    assert_mean("mean of the detected alone, biased", &detected, 14.6857);
    let teams = rows(&out, "teams");
    let dwell: Vec<f64> = of(&teams, "none", "a").iter().filter_map(|row| number(row, "dwell_h")).collect();
    assert_mean("restricted mean", &dwell, 19.467_0);
    assert_eq!(
        seen.iter().filter(|ttd| ttd.is_none()).count(),
        flags.iter().filter(|flag| **flag == 0.0).count()
    );
}

/// ∫ e^(−s t) dt from 0 to 60 h.
fn until_endex(s: f64) -> f64 {
    (1.0 - libm::exp(-s * 60.0)) / s
}

fn service(rows: &[Row], organisation: &str, service: &str, column: &str) -> Vec<Option<f64>> {
    let rows = rows.iter().filter(|row| row["strategy"] == "none");
    rows.filter(|row| row["organisation"] == organisation && row["service"] == service)
        .map(|row| number(row, column))
        .collect()
}

#[test]
fn k_of_n_hosts_that_are_repaired_are_binomial() {
    let (_keep, out) = run(&case("k-of-n"), &[]);
    let services = rows(&out, "services");
    let of = |id: &str, column: &str| -> Vec<f64> {
        service(&services, "org-a", id, column).into_iter().flatten().collect()
    };
    let (a, m) = (1.0 / 20.0, 1.0 / 8.0);
    let c = a / (m - a);
    // the integrals of p(t), its square and its cube
    let first = c * (until_endex(a) - until_endex(m));
    let second = c * c * (until_endex(2.0 * a) - 2.0 * until_endex(a + m) + until_endex(2.0 * m));
    let thirds = [(1.0, 3.0, 0.0), (-3.0, 2.0, 1.0), (3.0, 1.0, 2.0), (-1.0, 0.0, 3.0)];
    let third = c * c * c * thirds.iter().map(|(k, i, j)| k * until_endex(i * a + j * m)).sum::<f64>();
    for (id, theory) in
        [("three", 3.0 * first - 3.0 * second + third), ("two", 3.0 * second - 2.0 * third), ("one", third)]
    {
        let measured = of(id, "outage_h");
        assert_eq!(measured.len(), 4000);
        assert_mean(id, &measured, theory);
        for (outage, loss) in measured.iter().zip(of(id, "mission_loss_attack")) {
            assert!((outage - loss).abs() < 1e-9, "a level of 0 loses one an hour: {outage} h, {loss}");
        }
    }
    assert_eq!(of("two", "mission_loss"), of("two-parts", "mission_loss"), "hosts are parts");
    assert_mean("share", &of("share", "mission_loss"), 30.0 * first);
    assert!((first - 7.339_122_205_069_27).abs() < 1e-9, "worked out apart: 220.17 / 30");
    let other = 3.0 * second;
    assert!(z(&of("two", "outage_h"), other).abs() > REACH, "another formula goes unnoticed");
}

#[test]
fn the_first_outage_of_k_of_n_hosts_is_an_order_statistic() {
    let (_keep, out) = run(&case("k-of-n"), &[]);
    let services = rows(&out, "services");
    let a = 1.0 / 20.0;
    let alone = |k: f64| (until_endex(k * a), libm::exp(-k * a * 60.0));
    let (one, two, three) = (alone(1.0), alone(2.0), alone(3.0));
    // what the chance to be whole comes to, up to ENDEX and at ENDEX
    let whole = |f: fn(f64, f64, f64) -> f64| (f(one.0, two.0, three.0), f(one.1, two.1, three.1));
    for (id, (mean, left)) in [
        ("three", whole(|_, _, three| three)),
        ("two", whole(|_, two, three| 3.0 * two - 2.0 * three)),
        ("one", whole(|one, two, three| 3.0 * one - 3.0 * two + three)),
    ] {
        let first = service(&services, "org-b", id, "t_first_outage_s");
        let restricted: Vec<f64> = first.iter().map(|at| at.map_or(60.0, |s| s / 3_600.0)).collect();
        let censored: Vec<f64> = first.iter().map(|at| if at.is_some() { 0.0 } else { 1.0 }).collect();
        assert_mean(&format!("{id}, up to ENDEX"), &restricted, mean);
        assert_mean(&format!("{id}, share censored"), &censored, left);
    }
}

#[test]
fn an_indicator_lives_as_long_as_misps_decay_says() {
    let (_keep, out) = run(&case("decay"), &[]);
    let incidents = rows(&out, "incidents");
    let spared: Vec<f64> = of(&incidents, "tell", "b")
        .iter()
        .map(|row| f64::from(u8::from(row["prevented_by"] == "shared_indicator")))
        .collect();
    assert_eq!(spared.len(), 4000);
    assert_mean("share spared", &spared, libm::exp(-10.0 / 46.875) - libm::exp(-1.0));
}
