//! What became of shared items.

use std::sync::Arc;

use super::Fate;
use crate::record;
use crate::units::SimTime;

record! {
    /// One row per shared item and run: one object for one receiver, with its fate.
    pub struct ShareRow in "shares", key ["replication", "strategy", "item"] {
        /// Scenario id.
        pub scenario: Arc<str> [-],
        /// Seed of all luck.
        pub seed: u64 [-],
        /// Number of the replicate, from 0.
        pub replication: u32 [-],
        /// Strategy id.
        pub strategy: Arc<str> [-],
        /// Number of the item in its run.
        pub item: u32 [-],
        /// Number of the report that it is part of.
        pub report: u32 [-],
        /// Rule of the strategy that it was shared under.
        pub rule: Arc<str> [-],
        /// Sender.
        pub from_team: Arc<str> [-],
        /// Receiver.
        pub to_team: Arc<str> [-],
        /// What it is: an indicator, an early warning, an incident report, an advisory or advice on hardening.
        pub kind: &'static str [-],
        /// Level of the pyramid of pain that the sender takes it for; missing where it is no indicator.
        pub indicator: Option<&'static str> [-],
        /// Its marking (TLP 2.0).
        pub tlp: &'static str [-],
        /// Campaign that it belongs to; missing where it describes something harmless, or the incident was about nothing.
        pub campaign: Option<Arc<str>> [-],
        /// Whether the incident that it was shared for was about an attack.
        pub about_attack: bool [-],
        /// When the sender decided to share it.
        pub t_created_s: SimTime [s],
        /// When the report was written up.
        pub t_prepared_s: Option<SimTime> [s],
        /// When it was released.
        pub t_released_s: Option<SimTime> [s],
        /// When the receiver had it.
        pub t_received_s: Option<SimTime> [s],
        /// When the receiver had taken it in.
        pub t_ingested_s: Option<SimTime> [s],
        /// When it came into force at the receiver; missing where it is only searched for, or read.
        pub t_deployed_s: Option<SimTime> [s],
        /// When it first stopped or uncovered an attack; of a warning, when an attack was first confirmed while the receiver
        /// looked out for it; of a report, when an attack was recognised by it.
        pub t_first_use_s: Option<SimTime> [s],
        /// Where it stands at ENDEX.
        pub fate: Fate [-],
        /// From the decision to the written report; missing while it is not written.
        pub preparation_s: Option<f64> [s],
        /// From the written report to its release; missing while it is not released.
        pub release_s: Option<f64> [s],
        /// Of the time from release to arrival, what it waited on its channel; missing where it has not arrived.
        pub channel_s: Option<f64> [s],
        /// The rest of the time from release to arrival; missing where it has not arrived.
        pub transit_s: Option<f64> [s],
        /// Whether somebody passed it on against its marking (TLP).
        pub breached: bool [-],
        /// Whether it describes an attack; of what is no indicator, whether its incident was about one.
        pub correct: bool [-],
        /// Whether a campaign that it is about turns on the receiver before ENDEX.
        pub relevant: bool [-],
        /// Whether it told the receiver nothing new.
        pub duplicate: bool [-],
        /// Whether it was of use (see `t_first_use_s`).
        pub useful: bool [-],
        /// Matches that an attack caused.
        pub hits_true_n: u64 [count],
        /// Matches that something harmless caused.
        pub hits_false_n: u64 [count],
        /// Steps of attacks that it stopped.
        pub stopped_n: u64 [count],
        /// Cases that it opened.
        pub detected_n: u64 [count],
        /// Whether the adversary learnt of it.
        pub leaked: bool [-],
        /// Whether the receiver withdrew it for false alerts.
        pub withdrawn: bool [-],
        /// Whether the receiver heard that the sender takes it back.
        pub retracted: bool [-],
        /// Whether an adversary had left it to mislead.
        pub poisoned: bool [-],
        /// Whether a platform's curation had turned it into something harmless.
        pub garbled: bool [-],
        /// Sightings of it that the sender was told of.
        pub sightings_n: u64 [count],
    }
}
