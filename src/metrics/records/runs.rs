//! What a whole run came to.

use std::sync::Arc;

use crate::record;

record! {
    /// One row per run: an arm of a replicate, all teams together.
    pub struct RunRow in "runs", key ["replication", "strategy"] {
        /// Scenario id.
        pub scenario: Arc<str> [-],
        /// Seed of all luck.
        pub seed: u64 [-],
        /// Number of the replicate, from 0; equal numbers have equal luck in every arm.
        pub replication: u32 [-],
        /// Strategy id; `none` is the arm without sharing.
        pub strategy: Arc<str> [-],
        /// Attacks: campaigns that turned on an organisation.
        pub attacks_n: u64 [count],
        /// Attacks that got a foothold.
        pub intrusions_n: u64 [count],
        /// Attacks that something stopped from ever getting a foothold.
        pub prevented_n: u64 [count],
        /// Attacks that were confirmed as incidents.
        pub detected_n: u64 [count],
        /// Time that adversaries held at least one host, summed over attacks.
        pub exposure_h: f64 [h],
        /// Attacks that reached their objective.
        pub objectives_n: u64 [count],
        /// Hosts out of service because of attacks, times how long.
        pub down_attack_host_h: f64 ["host-h"],
        /// Hosts out of service because of containment, times how long.
        pub down_defence_host_h: f64 ["host-h"],
        /// Hosts out of service because something harmless was blocked, times how long.
        pub down_overblocking_host_h: f64 ["host-h"],
        /// Value that missions lost below their required level.
        pub mission_loss: f64 [value],
        /// Of it, what attacks would have cost alone.
        pub mission_loss_attack: f64 [value],
        /// Of it, what defence cost on top of that: containment and over-blocking.
        pub mission_loss_defence: f64 [value],
        /// Time that missions spent below their required level, summed over missions.
        pub mission_outage_h: f64 [h],
        /// Analysts' time spent.
        pub labour_h: f64 [h],
        /// Analysts' time spent on preparing and taking in shared items, and on hunting for them.
        pub sharing_labour_h: f64 [h],
        /// Items sent.
        pub items_out_n: u64 [count],
        /// Attacks on an organisation other than the first that the same campaign turned on.
        pub second_hits_n: u64 [count],
        /// Second hits whose foothold came after another team had confirmed the campaign: what any sharing of
        /// confirmed information could have prevented. In the arm without sharing this is the preventable ceiling.
        pub second_hits_preventable_n: u64 [count],
        /// Second hits that what partners passed prevented.
        pub second_hits_prevented_n: u64 [count],
        /// Events that the engine executed.
        pub events_n: u64 [count],
    }
}
