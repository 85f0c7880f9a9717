//! What is compared between arms: which column, which way is better, and how teams add up.

use super::records::TeamRow;
use super::table::{Column, Record};

/// Which way a metric is better for the defenders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// Less is better.
    Lower,
    /// More is better.
    Higher,
    /// It describes; neither way is better.
    Neither,
}

/// A metric that arms are compared by. Its name, unit and description are those of the column in `teams.csv`.
#[derive(Clone, Copy, Debug)]
pub struct Metric {
    /// Name of the column in `teams.csv`.
    pub name: &'static str,
    /// Short name for tables that people read.
    pub title: &'static str,
    /// Which way is better.
    pub better: Better,
    /// Whether it counts what sharing costs.
    pub is_cost: bool,
    value: fn(&TeamRow) -> Option<f64>,
    weight: Option<fn(&TeamRow) -> f64>,
}

impl Metric {
    /// The column that it is.
    pub fn column(&self) -> Option<&'static Column> {
        TeamRow::TABLE.columns.iter().find(|column| column.name == self.name)
    }

    /// Its unit; empty for a pure number.
    pub fn unit(&self) -> &'static str {
        self.column().and_then(|column| column.unit).unwrap_or("")
    }

    /// Its description.
    pub fn doc(&self) -> &'static str {
        self.column().map_or("", |column| column.doc)
    }

    /// Its value for one team; none where it is missing.
    pub fn of_team(&self, row: &TeamRow) -> Option<f64> {
        (self.value)(row).filter(|value| value.is_finite())
    }

    /// Its value for all teams together: their sum, or for means and shares the mean weighted by what they are
    /// over.
    pub fn of_all(&self, rows: &[TeamRow]) -> Option<f64> {
        let Some(weight) = self.weight else {
            return rows.iter().map(|row| self.of_team(row)).sum();
        };
        let (mut sum, mut total) = (0.0, 0.0);
        for row in rows {
            if let Some(value) = self.of_team(row) {
                sum += value * weight(row);
                total += weight(row);
            }
        }
        (total > 0.0).then(|| sum / total)
    }
}

/// The metric of this name.
pub fn metric(name: &str) -> Option<&'static Metric> {
    METRICS.iter().find(|metric| metric.name == name)
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn count(value: u64) -> f64 {
    value as f64
}

macro_rules! metrics {
    ($($name:ident $title:literal $better:ident $($cost:ident)?: $row:ident => $value:expr $(, over $over:expr)?;)+) => {
        /// All metrics, the main one first.
        pub const METRICS: &[Metric] = &[$(
            Metric {
                name: stringify!($name),
                title: $title,
                better: Better::$better,
                is_cost: metrics!(@cost $($cost)?),
                value: |$row| $value,
                weight: metrics!(@weight $(|$row| $over)?),
            }
        ),+];
    };
    (@cost) => { false };
    (@cost cost) => { true };
    (@weight) => { None };
    (@weight $weight:expr) => { Some($weight) };
}

metrics! {
    exposure_h "adversary presence" Lower: row => Some(row.exposure_h);
    dwell_h "time to detect (restricted)" Lower: row => row.dwell_h, over count(row.attacks_n);
    attacks_n "attacks" Neither: row => Some(count(row.attacks_n));
    intrusions_n "intrusions" Lower: row => Some(count(row.intrusions_n));
    prevented_n "attacks prevented" Higher: row => Some(count(row.prevented_n));
    prevented_by_partner_n "prevented by a partner's indicator" Higher: row => Some(count(row.prevented_by_partner_n));
    prevented_by_advice_n "prevented by a partner's advice" Higher: row => Some(count(row.prevented_by_advice_n));
    prevented_by_industry_n "prevented by industry" Higher: row => Some(count(row.prevented_by_industry_n));
    detected_n "attacks detected" Neither: row => Some(count(row.detected_n));
    detected_share "share of intrusions detected" Higher: row => row.detected_share, over count(row.intrusions_n);
    detected_by_partner_n "detected through a partner" Higher: row => Some(count(row.detected_by_partner_n));
    detected_by_industry_n "detected through industry" Higher: row => Some(count(row.detected_by_industry_n));
    detected_alerted_n "detected while looking out" Higher: row => Some(count(row.detected_alerted_n));
    undetected_n "intrusions undetected at ENDEX" Lower: row => Some(count(row.undetected_n));
    hosts_compromised_n "hosts compromised" Lower: row => Some(count(row.hosts_compromised_n));
    objectives_n "objectives reached by adversaries" Lower: row => Some(count(row.objectives_n));
    accounts_stolen_n "accounts stolen" Lower: row => Some(count(row.accounts_stolen_n));
    data_lost_host_h "work lost since the last backup" Lower: row => Some(row.data_lost_host_h);
    exfiltrated_gb "data sent out (GB)" Lower: row => Some(row.exfiltrated_gb);
    down_attack_host_h "down by attack" Lower: row => Some(row.down_attack_host_h);
    down_defence_host_h "down by containment" Lower: row => Some(row.down_defence_host_h);
    down_overblocking_host_h "down by over-blocking" Lower cost: row => Some(row.down_overblocking_host_h);
    phish_sent_n "letters sent to users" Neither: row => Some(count(row.phish_sent_n));
    phish_delivered_n "letters delivered" Lower: row => Some(count(row.phish_delivered_n));
    phish_opened_n "letters opened" Neither: row => Some(count(row.phish_opened_n));
    phish_clicked_n "letters clicked" Lower: row => Some(count(row.phish_clicked_n));
    phish_credentials_n "letters that got credentials" Lower: row => Some(count(row.phish_credentials_n));
    phish_reported_n "letters reported by users" Neither: row => Some(count(row.phish_reported_n));
    sensor_uptime "share of the time in which sensors work" Higher: row => row.sensor_uptime, over row.sensor_uptime.map_or(0.0, |_| 1.0);
    mission_loss "mission loss" Lower: row => Some(row.mission_loss);
    mission_loss_attack "mission loss by attack" Lower: row => Some(row.mission_loss_attack);
    mission_loss_defence "mission loss by defence" Lower: row => Some(row.mission_loss_defence);
    mission_loss_overblocking "mission loss by over-blocking" Lower cost: row => Some(row.mission_loss_overblocking);
    mission_outage_h "missions below their required level" Lower: row => Some(row.mission_outage_h);
    alerts_n "alerts" Neither: row => Some(count(row.alerts_n));
    alerts_false_n "false alerts" Lower cost: row => Some(count(row.alerts_false_n));
    alerts_misfired_n "alerts from false indicators" Lower cost: row => Some(count(row.alerts_misfired_n));
    alerts_missed_n "alerts from attacks closed" Lower: row => Some(count(row.alerts_missed_n));
    triage_precision "precision of triage" Higher: row => row.triage_precision, over count(row.alerts_escalated_n);
    triage_recall "recall of triage" Higher: row => row.triage_recall, over count(row.alerts_judged_true_n());
    alerts_expired_n "alerts given up unseen" Lower: row => Some(count(row.alerts_expired_n));
    alert_wait_mean_s "wait for triage" Lower: row => row.alert_wait_mean_s, over count(row.alerts_taken_up_n);
    alert_queue_mean "alerts waiting" Lower: row => Some(row.alert_queue_mean);
    utilisation "utilisation" Neither: row => Some(row.utilisation), over row.staffed_h;
    overtime_h "overtime" Lower: row => Some(row.overtime_h);
    overloaded_h "desks overloaded" Lower: row => Some(row.overloaded_h);
    unattended_h "work waiting with nobody on duty" Lower: row => Some(row.unattended_h);
    handed_on_n "work handed on to another desk" Neither: row => Some(count(row.handed_on_n));
    put_back_n "work put back" Neither: row => Some(count(row.put_back_n));
    tired_n "work taken up tired" Lower: row => Some(count(row.tired_n));
    work_lost_n "work lost, alerts aside" Lower: row => Some(count(row.work_lost_n));
    false_incidents_n "false incidents" Lower: row => Some(count(row.false_incidents_n));
    alerts_misjoined_n "alerts put to the wrong incident" Lower: row => Some(count(row.alerts_misjoined_n));
    incidents_split_n "incidents split" Lower: row => Some(count(row.incidents_split_n));
    reopened_n "incidents reopened" Lower: row => Some(count(row.reopened_n));
    scope_share "share of the compromise known at containment" Higher: row => row.scope_share, over count(row.scope_held_n);
    scope_incomplete_n "containments that left hosts to the adversary" Lower: row => Some(count(row.scope_incomplete_n));
    reports_in_time_share "reports to an authority in time" Higher: row => row.reports_in_time_share, over count(row.reports_decided_n());
    labour_h "analysts' time" Lower: row => Some(row.labour_h);
    sharing_labour_h "analysts' time spent on sharing" Lower cost: row => Some(row.sharing_labour_h);
    patched_n "patches brought to hosts" Higher: row => Some(count(row.patched_n));
    patch_backlog_host_h "hosts waiting for patches" Lower: row => Some(row.patch_backlog_host_h);
    engineering_labour_h "analysts' time spent on rules for indicators" Lower cost: row => Some(row.engineering_labour_h);
    hardening_labour_h "analysts' time spent on hardening" Lower cost: row => Some(row.hardening_labour_h);
    hardened_n "things that networks were hardened against" Neither: row => Some(count(row.hardened_n));
    posture_h "time spent looking out" Neither: row => Some(row.posture_h);
    posture_in_vain_n "times looked out in vain" Lower cost: row => Some(count(row.posture_in_vain_n));
    recognised_n "attacks recognised by a report" Higher: row => Some(count(row.recognised_n));
    assistance_asked_n "requests for analysts" Neither: row => Some(count(row.assistance_asked_n));
    assistance_refused_n "requests for analysts refused" Neither: row => Some(count(row.assistance_refused_n));
    lent_out_h "time of analysts lent to partners" Neither cost: row => Some(row.lent_out_h);
    lent_in_h "time of analysts lent by partners" Neither: row => Some(row.lent_in_h);
    sessions_n "sessions about best practice" Neither: row => Some(count(row.sessions_n));
    consultation_labour_h "analysts' time spent on best practice" Lower cost: row => Some(row.consultation_labour_h);
    items_out_n "items sent" Neither: row => Some(count(row.items_out_n));
    items_in_n "items received" Neither: row => Some(count(row.items_in_n));
    items_false_in_n "false items received" Lower cost: row => Some(count(row.items_false_in_n));
    items_useful_n "items that were of use" Higher: row => Some(count(row.items_useful_n));
    items_withheld_n "items withheld" Neither: row => Some(count(row.items_withheld_n));
    items_withheld_marking_n "items withheld for their marking" Neither: row => Some(count(row.items_withheld_marking_n));
    items_withheld_threshold_n "items withheld below a threshold" Neither: row => Some(count(row.items_withheld_threshold_n));
    items_withheld_relations_n "items withheld for want of trust or return" Neither: row => Some(count(row.items_withheld_relations_n));
    items_lost_n "items lost on the way" Lower: row => Some(count(row.items_lost_n));
    items_breached_n "markings broken" Lower cost: row => Some(count(row.items_breached_n));
    items_retracted_n "items taken back" Neither: row => Some(count(row.items_retracted_n));
    items_poisoned_n "poisoned items received" Lower cost: row => Some(count(row.items_poisoned_n));
    items_garbled_n "items garbled by a platform" Lower cost: row => Some(count(row.items_garbled_n));
    items_leaked_n "items that adversaries learnt of" Lower cost: row => Some(count(row.items_leaked_n));
    trust_mean "trust of the others" Higher: row => row.trust_mean, over row.trust_mean.map_or(0.0, |_| 1.0);
    items_stale_n "items too old to be of use" Lower: row => Some(count(row.items_stale_n));
    sightings_n "sightings told to those who shared" Neither: row => Some(count(row.sightings_n));
    items_correctness "items that were correct, of those that arrived" Higher: row => row.items_correctness, over count(row.items_out_n);
    items_relevance "items about the receiver's attacks, of those that arrived" Higher: row => row.items_relevance, over count(row.items_out_n);
    items_utility "items of use to the receiver, of those that arrived" Higher: row => row.items_utility, over count(row.items_out_n);
    items_uniqueness "items that were news, of those taken in" Higher: row => row.items_uniqueness, over count(row.items_out_n);
    effect_prevented_n "prevented by sharing" Higher: row => Some(count(row.effect_prevented_n));
    effect_predicted_n "predicted by sharing" Higher: row => Some(count(row.effect_predicted_n));
    effect_detected_n "detected by sharing" Higher: row => Some(count(row.effect_detected_n));
    effect_responded_n "analysed with what was shared" Higher: row => Some(count(row.effect_responded_n));
    effect_any_n "attacks that sharing touched" Higher: row => Some(count(row.effect_any_n));
    sharing_efficiency "items of use, of those received" Higher: row => row.sharing_efficiency, over count(row.items_in_n);
    feed_items_in_n "items delivered by feeds" Neither: row => Some(count(row.feed_items_in_n));
    feed_items_new_n "items of feeds put to use" Neither: row => Some(count(row.feed_items_new_n));
    feed_items_false_n "false items of feeds" Lower cost: row => Some(count(row.feed_items_false_n));
    feed_items_useful_n "items of feeds that were of use" Higher: row => Some(count(row.feed_items_useful_n));
    feed_labour_h "analysts' time spent on feeds" Lower cost: row => Some(row.feed_labour_h);
    samples_out_n "samples sent to vendors" Neither: row => Some(count(row.samples_out_n));
    signatures_in_n "signatures of vendors" Neither: row => Some(count(row.signatures_in_n));
    signatures_useful_n "signatures that were of use" Higher: row => Some(count(row.signatures_useful_n));
    patches_hastened_n "patches had early" Higher: row => Some(count(row.patches_hastened_n));
    submission_labour_h "analysts' time spent on samples" Lower cost: row => Some(row.submission_labour_h);
    free_ride_ratio "items received for each item sent" Neither: row => Some(row.free_ride_ratio), over count(row.items_out_n.max(1));
}

/// The names of all metrics, for whoever checks a scenario.
pub fn names() -> Vec<&'static str> {
    METRICS.iter().map(|metric| metric.name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_metric_is_a_described_column_of_the_team_table() {
        for metric in METRICS {
            assert!(metric.column().is_some(), "{}", metric.name);
            assert!(!metric.doc().is_empty(), "{}", metric.name);
        }
    }

    #[test]
    fn what_lints_take_metrics_for_are_metrics() {
        use crate::scenario::lint::{OF_SHARING, SHARES};
        for list in [OF_SHARING, SHARES] {
            assert!(list.is_sorted(), "{list:?}");
            assert!(list.iter().all(|name| metric(name).is_some()), "{list:?}");
        }
        let share = |metric: &&Metric| metric.name.ends_with("_share") || metric.name.starts_with("items_c");
        assert!(METRICS.iter().filter(share).all(|metric| SHARES.contains(&metric.name)));
    }
}
