//! What became of attacks.

use std::sync::Arc;

use super::{AttackOutcome, DetectionSource, PreventedBy};
use crate::record;
use crate::units::SimTime;

record! {
    /// One row per attack and run: a campaign that turned on an organisation. Timestamps name what happened.
    pub struct IncidentRow in "incidents", key ["replication", "strategy", "campaign", "organisation"] {
        /// Scenario id.
        pub scenario: Arc<str> [-],
        /// Seed of all luck.
        pub seed: u64 [-],
        /// Number of the replicate, from 0.
        pub replication: u32 [-],
        /// Strategy id.
        pub strategy: Arc<str> [-],
        /// Campaign id.
        pub campaign: Arc<str> [-],
        /// Organisation id.
        pub organisation: Arc<str> [-],
        /// Team id.
        pub team: Arc<str> [-],
        /// How it went.
        pub outcome: AttackOutcome [-],
        /// When the campaign turned on the organisation.
        pub t_launch_s: SimTime [s],
        /// First letters of phishing that were sent to users.
        pub t_mail_s: Option<SimTime> [s],
        /// First click on one of them.
        pub t_click_s: Option<SimTime> [s],
        /// First report of one of them by a user.
        pub t_user_report_s: Option<SimTime> [s],
        /// First foothold.
        pub t_occ_s: Option<SimTime> [s],
        /// First alert that it caused.
        pub t_alert_s: Option<SimTime> [s],
        /// When an analyst first took up an alert that it caused.
        pub t_ack_s: Option<SimTime> [s],
        /// Confirmed as an incident.
        pub t_det_s: Option<SimTime> [s],
        /// First containment of what was known.
        pub t_cont_s: Option<SimTime> [s],
        /// When the adversary lost its last host for good.
        pub t_cont_eff_s: Option<SimTime> [s],
        /// Remains on known hosts removed.
        pub t_erad_s: Option<SimTime> [s],
        /// All known hosts back in service.
        pub t_rec_s: Option<SimTime> [s],
        /// When the objective was reached first.
        pub t_objective_s: Option<SimTime> [s],
        /// Time to detect: from the first foothold to confirmation; missing where one of them is.
        pub ttd_s: Option<f64> [s],
        /// A foothold, and no confirmation by ENDEX.
        pub det_censored: bool [-],
        /// A foothold, and not thrown out by ENDEX.
        pub cont_censored: bool [-],
        /// From the first foothold to ENDEX: how long it was watched.
        pub followup_s: Option<f64> [s],
        /// How long the adversary held at least one host until ENDEX.
        pub exposure_s: f64 [s],
        /// What stopped it from getting in; missing where nothing did.
        pub prevented_by: Option<PreventedBy> [-],
        /// What led to its confirmation; missing where it was not confirmed.
        pub det_source: Option<DetectionSource> [-],
        /// The arrangement stopped it from ever getting a foothold (see `effect_prevented_n` in teams).
        pub effect_prevented: bool [-],
        /// It turned on the organisation, or got in, while the team looked out because of a partner's warning of it.
        pub effect_predicted: bool [-],
        /// It was confirmed thanks to an indicator of a partner or of industry.
        pub effect_detected: bool [-],
        /// One of its incidents was handled faster because a partner, or industry, had told of it or of a procedure for it.
        pub effect_responded: bool [-],
        /// Something of it was known before the case was opened.
        pub informed: bool [-],
        /// How bad the team took it to be at most, by the hosts that it knew of; missing where it was not confirmed.
        pub severity: Option<&'static str> [-],
        /// Share of the hosts that it held, in use or as a way back, at its first containment that the team knew; missing where
        /// it was not contained or held none.
        pub scope_share: Option<f64> [fraction],
        /// Whether it reached its objective.
        pub objective_achieved: bool [-],
        /// Hosts held at some time.
        pub hosts_compromised_n: u64 [count],
        /// Most hosts held at one time.
        pub hosts_peak_n: u64 [count],
        /// Times that whoever runs a host took it back from what spreads, without a team.
        pub hosts_cleaned_n: u64 [count],
        /// Hosts that what spreads came upon after whoever runs them had patched them.
        pub hosts_spared_n: u64 [count],
        /// Data that it has sent out.
        pub exfiltrated_gb: f64 [GB],
        /// How often it came back through a way that it had left, after it had lost its last host.
        pub returns_n: u64 [count],
        /// Cases opened about it after the first confirmed one.
        pub reopened_n: u64 [count],
    }
}
