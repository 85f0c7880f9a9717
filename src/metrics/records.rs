//! The rows of the result tables. Their descriptions are the data dictionary.
//!
//! Times are seconds since STARTEX, negative before it. What had not happened by ENDEX is missing, with a flag
//! that says so; it is never zero. Sums and means count what happened from STARTEX to ENDEX.

mod desks;
mod incidents;
mod runs;
mod services;
mod shares;

use std::sync::Arc;

use super::table::Category;
use crate::record;

pub use desks::DeskRow;
pub use incidents::IncidentRow;
pub use runs::RunRow;
pub use services::ServiceRow;
pub use shares::ShareRow;

/// Enumerated text columns.
macro_rules! categories {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl Category for $name {
            const VALUES: &'static [&'static str] = &[$($text),+];

            fn text(&self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }
    )+};
}

mod causes;
mod ledger;

pub use causes::{AttackOutcome, DetectionSource, PreventedBy};
pub use ledger::{Account, LedgerRow};

categories! {
    /// Where a shared item stands at ENDEX.
    Fate {
        /// Not sent: the channel never delivers.
        WithheldChannel = "withheld_channel",
        /// Not sent: sanitising took it out.
        WithheldSanitised = "withheld_sanitised",
        /// Not sent: the incident was not severe enough.
        WithheldSeverity = "withheld_severity",
        /// Not sent: the sender was not sure enough.
        WithheldConfidence = "withheld_confidence",
        /// Not sent: the sender did not trust the receiver enough.
        WithheldTrust = "withheld_trust",
        /// Not sent: the receiver had given too little in return.
        WithheldReciprocity = "withheld_reciprocity",
        /// Not sent: a partner had told the sender, and not to pass it on (TLP).
        WithheldOnward = "withheld_onward",
        /// Not sent: the sender does not send what is marked so (TLP).
        WithheldSender = "withheld_sender",
        /// Not sent: it is for named recipients, and the rule does not name the receiver (TLP).
        WithheldRecipient = "withheld_recipient",
        /// Not sent: the channel does not carry what is marked so (TLP).
        WithheldCarrier = "withheld_carrier",
        /// Not sent: the receiver is not cleared for what is marked so (TLP).
        WithheldClearance = "withheld_clearance",
        /// Not sent yet.
        InPreparation = "in_preparation",
        /// The channel lost it.
        Lost = "lost",
        /// On its way.
        InTransit = "in_transit",
        /// The receiver decided not to act on it, or never came to it.
        Ignored = "ignored",
        /// The receiver has not taken it in yet.
        Waiting = "waiting",
        /// The receiver knew it already.
        Duplicate = "duplicate",
        /// Known to the receiver, never tripped, and no hunt found anything.
        Unused = "unused",
        /// It stopped or uncovered an attack.
        Useful = "useful",
        /// It matched only what is harmless.
        FalseMatch = "false_match",
        /// It was of no use, and the sender took it back.
        Retracted = "retracted",
        /// It was too old to come into force.
        Stale = "stale",
    }
}

record! {
    /// One row per team and run.
    pub struct TeamRow in "teams", key ["replication", "strategy", "team"] {
        /// Scenario id.
        pub scenario: Arc<str> [-],
        /// Seed of all luck.
        pub seed: u64 [-],
        /// Number of the replicate, from 0.
        pub replication: u32 [-],
        /// Strategy id.
        pub strategy: Arc<str> [-],
        /// Team id.
        pub team: Arc<str> [-],
        /// Attacks: campaigns that turned on an organisation of the team.
        pub attacks_n: u64 [count],
        /// Attacks that got a foothold.
        pub intrusions_n: u64 [count],
        /// Attacks that something stopped from ever getting a foothold.
        pub prevented_n: u64 [count],
        /// Attacks that a shared indicator stopped from ever getting a foothold.
        pub prevented_by_partner_n: u64 [count],
        /// Attacks that were stopped from ever getting a foothold by networks hardened, or weaknesses worked around, on a
        /// partner's advice.
        pub prevented_by_advice_n: u64 [count],
        /// Attacks that an item of an industry feed, or a vendor's signature, stopped from ever getting a foothold.
        pub prevented_by_industry_n: u64 [count],
        /// Attacks that were confirmed as incidents.
        pub detected_n: u64 [count],
        /// Attacks that were first confirmed while the team looked out.
        pub detected_alerted_n: u64 [count],
        /// Attacks that were confirmed thanks to a shared indicator (a match, or a hunt for it).
        pub detected_by_partner_n: u64 [count],
        /// Attacks that were confirmed thanks to an item of an industry feed or a vendor's signature (a match, or a hunt for it).
        pub detected_by_industry_n: u64 [count],
        /// Attacks confirmed, of those that got a foothold; missing where none did.
        pub detected_share: Option<f64> [fraction],
        /// Time that adversaries held at least one host until ENDEX, summed over attacks; prevented attacks count
        /// as zero.
        pub exposure_h: f64 [h],
        /// Restricted mean time to detect: from the foothold to confirmation or ENDEX, mean over attacks; attacks
        /// that never got a foothold count as zero. Missing without attacks.
        pub dwell_h: Option<f64> [h],
        /// Attacks that got a foothold and were not confirmed by ENDEX: their time to detect is censored.
        pub undetected_n: u64 [count],
        /// Hosts that an adversary held at some time.
        pub hosts_compromised_n: u64 [count],
        /// Attacks that reached their objective.
        pub objectives_n: u64 [count],
        /// Accounts of which a campaign has got the credentials, once for each campaign; only accounts that the scenario
        /// tells apart are counted.
        pub accounts_stolen_n: u64 [count],
        /// Work lost on hosts that were encrypted or destroyed: time since their last backup, summed over hosts. Hosts
        /// without backups are not in it.
        pub data_lost_host_h: f64 ["host-h"],
        /// Data that adversaries have sent out.
        pub exfiltrated_gb: f64 [GB],
        /// Hosts out of service because of attacks, times how long.
        pub down_attack_host_h: f64 ["host-h"],
        /// Hosts out of service because of containment, times how long.
        pub down_defence_host_h: f64 ["host-h"],
        /// Hosts out of service because something harmless was blocked, times how long.
        pub down_overblocking_host_h: f64 ["host-h"],
        /// Letters of phishing that were sent to users.
        pub phish_sent_n: u64 [count],
        /// Letters that nothing stopped before users had them.
        pub phish_delivered_n: u64 [count],
        /// Letters that were opened.
        pub phish_opened_n: u64 [count],
        /// Letters that were clicked.
        pub phish_clicked_n: u64 [count],
        /// Letters whose readers gave credentials.
        pub phish_credentials_n: u64 [count],
        /// Letters that were reported.
        pub phish_reported_n: u64 [count],
        /// Share of the time in which the sensors of the team's organisations worked, each sensor alike; missing where there
        /// is none.
        pub sensor_uptime: Option<f64> [fraction],
        /// Value that missions lost below their required level: the time integral of value times (required − level) /
        /// required, summed over the missions of the organisations that the team defends. Nothing where these have no
        /// missions.
        pub mission_loss: f64 [value],
        /// Of it, what attacks would have cost alone: the loss with only those hosts out of service that attacks had
        /// taken down.
        pub mission_loss_attack: f64 [value],
        /// Of it, what defence cost on top of that: hosts cut off by containment, and blocks on something harmless.
        pub mission_loss_defence: f64 [value],
        /// Of the loss by defence, what blocks on something harmless cost on top of containment.
        pub mission_loss_overblocking: f64 [value],
        /// Time that missions spent below their required level, summed over missions.
        pub mission_outage_h: f64 [h],
        /// Alerts that came in.
        pub alerts_n: u64 [count],
        /// Alerts that an attack had caused.
        pub alerts_true_n: u64 [count],
        /// Alerts that no attack had caused.
        pub alerts_false_n: u64 [count],
        /// Of these, benign triggers: alerts from something harmless that really happened. The others are false alarms.
        pub alerts_benign_n: u64 [count],
        /// Alerts from deployed indicators that describe something harmless.
        pub alerts_misfired_n: u64 [count],
        /// Alerts that joined an open incident without triage.
        pub alerts_correlated_n: u64 [count],
        /// Alerts that were put to an incident that is about another attack than theirs, or about one where they are about
        /// none, with triage or without.
        pub alerts_misjoined_n: u64 [count],
        /// Alerts that were triaged.
        pub alerts_triaged_n: u64 [count],
        /// Triaged alerts that were taken for an attack.
        pub alerts_escalated_n: u64 [count],
        /// Triaged alerts that an attack had caused, and that were closed all the same.
        pub alerts_missed_n: u64 [count],
        /// Triaged benign triggers that were taken for an attack.
        pub alerts_escalated_benign_n: u64 [count],
        /// Triaged false alarms that were taken for an attack.
        pub alerts_escalated_false_n: u64 [count],
        /// Precision of triage: of the alerts that were taken for an attack, those that were from one; missing where none was.
        pub triage_precision: Option<f64> [fraction],
        /// Recall of triage: of the triaged alerts from an attack, those that were taken for one; missing where there was none.
        pub triage_recall: Option<f64> [fraction],
        /// Alerts that were given up unseen, or found no room to wait.
        pub alerts_expired_n: u64 [count],
        /// Alerts waiting or on a desk at ENDEX.
        pub alerts_open_n: u64 [count],
        /// Mean wait of alerts from arrival to the start of triage, over those that were taken up; missing where
        /// none was. Alerts still waiting at ENDEX are in `alerts_open_n`.
        pub alert_wait_mean_s: Option<f64> [s],
        /// Wait that 95 % of these alerts did not exceed (type 7 quantile).
        pub alert_wait_p95_s: Option<f64> [s],
        /// Alerts that were taken up: what the mean wait is over.
        pub alerts_taken_up_n: u64 [count],
        /// Mean number of alerts waiting, over time.
        pub alert_queue_mean: f64 [count],
        /// Busy time of all desks, without overtime, over staffed time.
        pub utilisation: f64 [fraction],
        /// Busy time without overtime over staffed time of the desk where it is highest.
        pub utilisation_peak_desk: f64 [fraction],
        /// Staffed time of all desks: analysts on duty, times how long.
        pub staffed_h: f64 [h],
        /// Time that analysts worked after the end of their shift, or in their break.
        pub overtime_h: f64 [h],
        /// Time in which somebody was on duty at a desk and more waited there than three pieces of work for each analyst
        /// on duty, summed over desks.
        pub overloaded_h: f64 [h],
        /// Time in which something waited at a desk and nobody was on duty there, summed over desks.
        pub unattended_h: f64 [h],
        /// Work handed on to another desk: alerts and suspicions that had to be looked at there as well, and work that had
        /// waited too long.
        pub handed_on_n: u64 [count],
        /// Times that work in hand was put back, for something more urgent or at the end of a shift.
        pub put_back_n: u64 [count],
        /// Times that work was taken up so late in a shift that it took longer.
        pub tired_n: u64 [count],
        /// Work other than alerts that was given up, or found no room to wait. Alerts are in `alerts_expired_n`.
        pub work_lost_n: u64 [count],
        /// Suspicions opened as incidents.
        pub incidents_opened_n: u64 [count],
        /// Suspicions opened as incidents although another open incident of the team is about the same attack.
        pub incidents_split_n: u64 [count],
        /// Incidents that analysis found to be part of another.
        pub incidents_merged_n: u64 [count],
        /// Suspicions that analysis dismissed.
        pub false_incidents_n: u64 [count],
        /// Incidents about an attack that the team had confirmed before.
        pub reopened_n: u64 [count],
        /// Times that an account was disabled for containment.
        pub accounts_disabled_n: u64 [count],
        /// Times that an account got new credentials.
        pub credentials_reset_n: u64 [count],
        /// Times that a service was shut down for containment.
        pub services_shut_n: u64 [count],
        /// Incidents that the team has gone through when they were over.
        pub reviews_n: u64 [count],
        /// Hosts that attacks held, in use or as a way back, at their first containment.
        pub scope_held_n: u64 [count],
        /// Of them, those that the team knew.
        pub scope_known_n: u64 [count],
        /// Share of them that the team knew; missing where there were none.
        pub scope_share: Option<f64> [fraction],
        /// Attacks that held hosts at their first containment which the team did not know.
        pub scope_incomplete_n: u64 [count],
        /// Early warnings to an authority given in time.
        pub warnings_in_time_n: u64 [count],
        /// Early warnings that were not there when they were due.
        pub warnings_missed_n: u64 [count],
        /// Notifications to an authority given in time.
        pub notifications_in_time_n: u64 [count],
        /// Notifications that were not there when they were due.
        pub notifications_missed_n: u64 [count],
        /// Reports of both kinds that were not there at ENDEX and not due yet either.
        pub reports_pending_n: u64 [count],
        /// Share of the reports of both kinds that were given in time, of those given in time or missed; missing where there
        /// were none.
        pub reports_in_time_share: Option<f64> [fraction],
        /// Analysts' time spent.
        pub labour_h: f64 [h],
        /// Analysts' time spent on triage.
        pub triage_labour_h: f64 [h],
        /// Analysts' time spent on reports to an authority.
        pub reporting_labour_h: f64 [h],
        /// Analysts' time spent on preparing and taking in shared items, on hunting for them, and on industry: feeds and samples.
        pub sharing_labour_h: f64 [h],
        /// Analysts' time spent on patching.
        pub patching_labour_h: f64 [h],
        /// Patches brought to hosts: a host that gets two counts twice.
        pub patched_n: u64 [count],
        /// Patches that hosts needed and did not have yet, times how long.
        pub patch_backlog_host_h: f64 ["host-h"],
        /// Analysts' time spent on writing rules for indicators.
        pub engineering_labour_h: f64 [h],
        /// Analysts' time spent on hardening networks and working around weaknesses.
        pub hardening_labour_h: f64 [h],
        /// Techniques and weaknesses that networks were made harder against.
        pub hardened_n: u64 [count],
        /// Time in which the team looked out, because it had been warned.
        pub posture_h: f64 [h],
        /// Times that it began to look out.
        pub posture_raised_n: u64 [count],
        /// Times that it had looked out and there was nothing.
        pub posture_in_vain_n: u64 [count],
        /// Incidents about attacks that analysis recognised by a partner's report.
        pub recognised_n: u64 [count],
        /// Times that the team asked a partner for analysts.
        pub assistance_asked_n: u64 [count],
        /// Times that the partner lent nobody.
        pub assistance_refused_n: u64 [count],
        /// Time of the team's analysts that partners had: on duty there, and not here.
        pub lent_out_h: f64 [h],
        /// Time of partners' analysts that the team had: on duty here, and not there.
        pub lent_in_h: f64 [h],
        /// Sessions about best practice that the team has taken part in.
        pub sessions_n: u64 [count],
        /// Analysts' time spent on them.
        pub consultation_labour_h: f64 [h],
        /// Items decided to be shared by this team, sent or withheld.
        pub items_created_n: u64 [count],
        /// Items released by this team.
        pub items_out_n: u64 [count],
        /// Items received by this team.
        pub items_in_n: u64 [count],
        /// Items received that describe something harmless.
        pub items_false_in_n: u64 [count],
        /// Items received that stopped or uncovered an attack.
        pub items_useful_n: u64 [count],
        /// Items decided to be shared by this team and withheld, for whatever reason.
        pub items_withheld_n: u64 [count],
        /// Of them, those that a marking (TLP) held back.
        pub items_withheld_marking_n: u64 [count],
        /// Of them, those below the least severity or confidence.
        pub items_withheld_threshold_n: u64 [count],
        /// Of them, those for want of trust in the receiver, or of anything in return.
        pub items_withheld_relations_n: u64 [count],
        /// Items released by this team that their channel lost.
        pub items_lost_n: u64 [count],
        /// Times that this team passed an item on against its marking (TLP), as its sender or to its constituents.
        pub items_breached_n: u64 [count],
        /// Items received that their senders took back.
        pub items_retracted_n: u64 [count],
        /// Items received that an adversary had left to mislead.
        pub items_poisoned_n: u64 [count],
        /// Items received that a platform's curation had turned into something harmless.
        pub items_garbled_n: u64 [count],
        /// Items released by this team of which the adversary learnt.
        pub items_leaked_n: u64 [count],
        /// Mean trust of the other teams in this team at ENDEX; missing where trust is not written, or there is no other.
        pub trust_mean: Option<f64> [fraction],
        /// Items received that were too old to come into force.
        pub items_stale_n: u64 [count],
        /// Sightings of items shared by this team that it was told of.
        pub sightings_n: u64 [count],
        /// Items of this team that arrived and were correct, of all its items that arrived; missing where none did.
        pub items_correctness: Option<f64> [fraction],
        /// Items of this team that arrived and were about a campaign that turns on the receiver before ENDEX, of all its items
        /// that arrived; missing where none did.
        pub items_relevance: Option<f64> [fraction],
        /// Items of this team that arrived and were of use, of all its items that arrived; missing where none did.
        pub items_utility: Option<f64> [fraction],
        /// Items of this team that were taken in and told the receiver something that it had not known, of all its items that
        /// were taken in; missing where none was.
        pub items_uniqueness: Option<f64> [fraction],
        /// Attacks that the arrangement stopped from ever getting a foothold: by an indicator of a partner or of industry, by
        /// advice, by a patch that was put first because of it, by best practice that was agreed on.
        pub effect_prevented_n: u64 [count],
        /// Attacks that turned on an organisation, or got in, while the team looked out because of a partner's warning of the
        /// same campaign.
        pub effect_predicted_n: u64 [count],
        /// Attacks that were confirmed thanks to an indicator of a partner or of industry: a match, or a hunt.
        pub effect_detected_n: u64 [count],
        /// Attacks with an incident that was handled faster because a partner, or industry, had told of the attack, or of a
        /// procedure for it.
        pub effect_responded_n: u64 [count],
        /// Attacks on which the arrangement had one of these four effects; each counts once.
        pub effect_any_n: u64 [count],
        /// Items received that stopped or uncovered an attack, of all that were received; missing where none was.
        pub sharing_efficiency: Option<f64> [fraction],
        /// Items that industry feeds delivered to this team.
        pub feed_items_in_n: u64 [count],
        /// Of them, those that it decided not to use, or never came to.
        pub feed_items_ignored_n: u64 [count],
        /// Of them, those that it knew already.
        pub feed_items_known_n: u64 [count],
        /// Of them, those that were new to it and were put to use. Items that are not ignored, known, new or still waiting at
        /// ENDEX are about somebody else.
        pub feed_items_new_n: u64 [count],
        /// Of the new ones, those that describe something harmless.
        pub feed_items_false_n: u64 [count],
        /// Of the new ones, those that stopped or uncovered an attack.
        pub feed_items_useful_n: u64 [count],
        /// Analysts' time spent on taking in what feeds deliver.
        pub feed_labour_h: f64 [h],
        /// Samples that this team sent to vendors.
        pub samples_out_n: u64 [count],
        /// Indicators that this team got as signatures of vendors.
        pub signatures_in_n: u64 [count],
        /// Of them, those that stopped or uncovered an attack.
        pub signatures_useful_n: u64 [count],
        /// Patches that this team got from vendors before they were released.
        pub patches_hastened_n: u64 [count],
        /// Analysts' time spent on sending samples to vendors.
        pub submission_labour_h: f64 [h],
        /// Items received for each item released by this team; for all items received where it has released none.
        pub free_ride_ratio: f64 ["items/item"],
    }
}

impl TeamRow {
    /// Reports to an authority of which it is known whether they were in time.
    pub fn reports_decided_n(&self) -> u64 {
        let in_time = self.warnings_in_time_n + self.notifications_in_time_n;
        in_time + self.warnings_missed_n + self.notifications_missed_n
    }

    /// Triaged alerts from attacks: what the recall of triage is over.
    pub fn alerts_judged_true_n(&self) -> u64 {
        let wrong = self.alerts_escalated_benign_n + self.alerts_escalated_false_n;
        self.alerts_escalated_n - wrong + self.alerts_missed_n
    }
}
