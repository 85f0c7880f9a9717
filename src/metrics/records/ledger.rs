//! A ledger for every team: what it came to, taken apart into what made it.

use std::sync::Arc;

use crate::metrics::table::Category;
use crate::record;

categories! {
    /// What the ledger takes apart.
    Account {
        /// Attacks by how they went.
        Attacks = "attacks",
        /// Attacks that were prevented, by what did.
        Preventions = "preventions",
        /// Attacks that were confirmed, by what led to it.
        Detections = "detections",
        /// Alerts by what became of them.
        Alerts = "alerts",
        /// Items that the team made for others, by fate.
        ItemsGiven = "items_given",
        /// Items that arrived at the team, by fate.
        ItemsGot = "items_got",
        /// Analysts' time, by kind of work (h).
        Labour = "labour",
        /// Value that missions lost: what attacks would have cost alone, and what defence cost on top of that.
        MissionLoss = "mission_loss",
    }
}

impl Account {
    /// What its amounts are in.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Labour => "h",
            Self::MissionLoss => "value",
            _ => "count",
        }
    }
}

record! {
    /// One row per entry of an account of a team and run; entries of nothing are left out.
    ///
    /// The entries of an account add up to a column of `teams.csv`: `attacks` to `attacks_n`, `preventions` to `prevented_n`,
    /// `detections` to `detected_n`, `alerts` to `alerts_n`, `items_given` to `items_created_n`, `items_got` to `items_in_n`,
    /// `labour` to `labour_h`, `mission_loss` to `mission_loss`.
    pub struct LedgerRow in "ledger", key ["replication", "strategy", "team", "account", "entry"] {
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
        /// What is taken apart.
        pub account: Account [-],
        /// What made it: the outcome, cause, source, fate or kind, as the other tables write it.
        pub entry: &'static str [-],
        /// How much of it.
        pub amount: f64 [-],
        /// What the amount is in: `count`, `h` or `value`.
        pub unit: &'static str [-],
    }
}
