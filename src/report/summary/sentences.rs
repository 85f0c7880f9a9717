//! What the figures say, in sentences.

use super::Findings;
use crate::experiment::{ALL_TEAMS, ComparisonRow, Direction};
use crate::metrics::definition::metric;
use crate::report::words::{counted, number, percent, signed, unit};
use crate::stats::advice::{ENOUGH, ENOUGH_IF_SKEWED, SKEWED};

/// The metric that the first sentence is about.
const MAIN: &str = "exposure_h";

/// What was played, and how it goes without sharing.
pub(super) fn opening(findings: &Findings) -> Vec<String> {
    let scenario = &findings.design.scenario;
    let with = match findings.strategies().count() {
        0 => String::new(),
        1 => " and with one strategy, on the same luck".to_owned(),
        strategies => format!(" and with {strategies} strategies, on the same luck"),
    };
    let played = format!(
        "EXERCISE — {}. {} with seed {}, each played without sharing{with}.",
        scenario.name.label,
        counted(findings.results.values.replicates() as u64, "replicate"),
        findings.design.seed,
    );
    let mut paragraphs = vec![played, without_sharing(findings)];
    if !findings.compares() {
        paragraphs.push(
            "No strategy of sharing was played, so there is nothing to compare; the result files have how each \
             team fared."
                .to_owned(),
        );
    }
    paragraphs
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn without_sharing(findings: &Findings) -> String {
    let sums = &findings.results.unshared;
    let count = findings.results.values.replicates().max(1) as f64;
    let mean = |sum: u64| number(sum as f64 / count);
    let value = |sum: f64| number(sum / count);
    let (second, preventable) = (sums.second_hits_n, sums.second_hits_preventable_n);
    let mut text = format!(
        "Without sharing, a play sees {} attacks; {} get in, {} are confirmed, {} reach their objective, and \
         adversaries are present for {} hours.",
        mean(sums.attacks_n),
        mean(sums.intrusions_n),
        mean(sums.detected_n),
        mean(sums.objectives_n),
        value(sums.exposure_h),
    );
    if findings.shows("mission_loss") {
        text.push_str(&format!(
            " Missions are below their required level for {} hours and lose a value of {}: {} because of attacks, {} \
             because of what defenders do.",
            value(sums.mission_outage_h),
            value(sums.mission_loss),
            value(sums.mission_loss_attack),
            value(sums.mission_loss_defence),
        ));
    }
    if second > 0 {
        text.push_str(&format!(
            " In {} of the second hits the first victim had confirmed the campaign before: that is the most that \
             sharing what is confirmed could have prevented.",
            percent(preventable as f64 / second as f64)
        ));
    }
    text
}

/// A paragraph a strategy: what it bought, to whom, at what price, where it hurt.
pub(super) fn by_strategy(findings: &Findings) -> Vec<String> {
    findings.strategies().map(|(id, label)| strategy(findings, id, label)).collect()
}

fn strategy(findings: &Findings, id: &str, label: &str) -> String {
    let mut parts = Vec::new();
    if let Some(row) = findings.row(id, ALL_TEAMS, MAIN) {
        let Some(bought) = bought(row) else {
            return format!("- {label}: too few replicates to say what it changes.");
        };
        parts.push(bought);
    }
    parts.extend(by_side(findings, id));
    parts.extend(missions(findings, id));
    parts.extend(effects(findings, id));
    if let Some(cost) = price(findings, id) {
        parts.push(cost);
    }
    parts.push(hurts(findings, id));
    format!("- {label}: {}", parts.join(" "))
}

/// What each team gains; of many teams, how unequal it is.
fn by_side(findings: &Findings, id: &str) -> Option<String> {
    let rows = findings.teams().filter_map(|(team, name)| Some((name, findings.row(id, team, MAIN)?)));
    if !findings.has_many_teams() {
        let gains: Vec<String> =
            rows.filter_map(|(name, row)| Some(format!("{name} {}", change(row)?))).collect();
        return (gains.len() > 1).then(|| format!("By side: {}.", gains.join("; ")));
    }
    let mut sorted: Vec<(&str, &ComparisonRow)> = rows.filter(|(_, row)| row.difference.is_some()).collect();
    sorted.sort_by(|(_, one), (_, other)| {
        f64::total_cmp(&one.difference.unwrap_or(0.0), &other.difference.unwrap_or(0.0))
    });
    let ((most, best), (least, worst)) = sorted.first().zip(sorted.last())?;
    let count = |direction| sorted.iter().filter(|(_, row)| row.direction == direction).count();
    Some(format!(
        "By side: from {most} {} to {least} {}; beyond doubt better for {} of {} teams, worse for {}.",
        change(best)?,
        change(worst)?,
        count(Direction::Better),
        sorted.len(),
        count(Direction::Worse),
    ))
}

fn interval(row: &ComparisonRow) -> Option<String> {
    let (low, high) = row.ci_low.zip(row.ci_high)?;
    Some(format!("95 % interval {} to {}", signed(low), signed(high)))
}

fn change(row: &ComparisonRow) -> Option<String> {
    let unit = unit(row.unit);
    Some(format!("{} {unit} ({})", signed(row.difference?), interval(row)?).replace("  ", " "))
}

/// What it changes for all; none where there are too few replicates to say.
fn bought(row: &ComparisonRow) -> Option<String> {
    let (difference, interval) = row.difference.zip(interval(row))?;
    let size = format!("{} hours per play{}", number(difference.abs()), magnitudes(row));
    let mut text = match row.direction {
        Direction::Better => format!("adversaries are present for {size} less"),
        Direction::Worse => format!("adversaries are present for {size} MORE"),
        Direction::Same => return Some("changes nothing in any replicate.".to_owned()),
        Direction::Undecided | Direction::Changed => {
            format!("no change of adversary presence is shown ({} h, {interval})", signed(difference))
        }
    };
    if let (Some(better), Some(worse)) = (row.better_share, row.worse_share) {
        text.push_str(&format!("; better in {} of plays, worse in {}", percent(better), percent(worse)));
    }
    if let Some(share) = row.share_of_ceiling().filter(|_| row.direction == Direction::Better) {
        text.push_str(&format!(", {} of what ideal sharing would bring", percent(share)));
    }
    text.push('.');
    Some(text)
}

/// The interval of a change whose direction the sentence says in words.
fn magnitudes(row: &ComparisonRow) -> String {
    let Some((low, high)) = row.ci_low.zip(row.ci_high) else { return String::new() };
    let (near, far) = if low.abs() < high.abs() { (low, high) } else { (high, low) };
    format!(" (95 % interval {} to {})", number(near.abs()), number(far.abs()))
}

/// What it does to missions, where there are any and it is beyond doubt.
fn missions(findings: &Findings, id: &str) -> Option<String> {
    let row = findings.row(id, ALL_TEAMS, "mission_loss").filter(|_| findings.shows("mission_loss"))?;
    let how = match row.direction {
        Direction::Better => "less",
        Direction::Worse => "MORE",
        Direction::Same | Direction::Undecided | Direction::Changed => return None,
    };
    Some(format!("Missions lose {} {how} value per play{}.", number(row.difference?.abs()), magnitudes(row)))
}

/// Through what it works, by attack; none where it touches none.
fn effects(findings: &Findings, id: &str) -> Option<String> {
    let mean = |metric: &str| findings.row(id, ALL_TEAMS, metric)?.mean_strategy.filter(|mean| *mean > 0.0);
    let touched = mean("effect_any_n")?;
    let effects = [
        ("effect_prevented_n", "prevents"),
        ("effect_predicted_n", "warns in time of"),
        ("effect_detected_n", "uncovers"),
        ("effect_responded_n", "helps to analyse"),
    ];
    let parts: Vec<String> = effects
        .iter()
        .filter_map(|(metric, does)| Some(format!("{does} {}", number(mean(metric)?))))
        .collect();
    Some(format!("It touches {} attacks per play: it {}.", number(touched), parts.join(", ")))
}

fn price(findings: &Findings, id: &str) -> Option<String> {
    let labour = findings.row(id, ALL_TEAMS, "sharing_labour_h")?;
    let hours = labour.difference?;
    let misfired =
        findings.row(id, ALL_TEAMS, "alerts_misfired_n").and_then(|row| row.difference).unwrap_or(0.0);
    let people = [("consultation_labour_h", "of talks"), ("lent_out_h", "lent")].iter().filter_map(
        |(metric, what)| {
            let hours = findings.row(id, ALL_TEAMS, metric)?.mean_strategy.filter(|hours| *hours > 0.0)?;
            Some(format!(", {} {what}", number(hours)))
        },
    );
    Some(format!(
        "It costs {} analyst-hours of preparing, taking in and hunting{}, and {} alerts from false indicators per play.",
        number(hours),
        people.collect::<String>(),
        signed(misfired)
    ))
}

fn hurts(findings: &Findings, id: &str) -> String {
    let mut worse: Vec<String> = findings
        .comparison
        .iter()
        .filter(|row| *row.strategy == *id && *row.team != *ALL_TEAMS && row.direction == Direction::Worse)
        .filter(|row| metric(row.metric).is_some_and(|metric| !metric.is_cost))
        .filter_map(|row| {
            let title = metric(row.metric)?.title;
            let team = findings.teams().find(|(team, _)| **team == *row.team)?.1;
            let unit = unit(row.unit);
            let change = Some(signed(row.difference?))
                .filter(|change| change.contains(|c: char| ('1'..='9').contains(&c)))?;
            Some(format!("{title} of {team} {change} {unit}").trim_end().to_owned())
        })
        .collect();
    worse.truncate(4);
    if worse.is_empty() {
        "Beyond that, nothing that was measured got worse beyond doubt.".to_owned()
    } else {
        format!("Where it hurts: {}.", worse.join("; "))
    }
}

/// How much to trust it, and how to read on.
pub(super) fn closing(findings: &Findings) -> Vec<String> {
    let ratios: Vec<String> = findings
        .strategies()
        .filter_map(|(id, label)| {
            let ratio = findings.row(id, ALL_TEAMS, MAIN)?.variance_ratio?;
            Some(format!("{} ({label})", number(ratio)))
        })
        .collect();
    let mut lines = Vec::new();
    if !ratios.is_empty() {
        lines.push(format!(
            "Same luck in every arm: for intervals of adversary presence this narrow, independent runs would need so \
             many times the replicates: {}.",
            ratios.join(", ")
        ));
    }
    lines.extend(advice(findings));
    lines
}

fn advice(findings: &Findings) -> Vec<String> {
    let pairs = findings.results.values.replicates();
    let skew = findings
        .comparison
        .iter()
        .filter(|row| row.metric == MAIN)
        .filter_map(|row| row.skewness)
        .fold(0.0_f64, |most, skew| most.max(skew.abs()));
    let mut lines = Vec::new();
    if pairs < ENOUGH {
        lines.push(format!(
            "Warning: with {}, do not trust the intervals; use --replications {ENOUGH} or more.",
            counted(pairs as u64, "replicate")
        ));
    } else if pairs < ENOUGH_IF_SKEWED && skew > SKEWED {
        lines.push(format!(
            "Warning: differences are skewed ({}); use --replications {ENOUGH_IF_SKEWED} or more, or read the \
             robust columns.",
            number(skew)
        ));
    }
    lines
}
