//! What became of missions.

use std::sync::Arc;

use crate::record;
use crate::units::SimTime;

record! {
    /// One row per mission (service) and run. Times and sums are from STARTEX to ENDEX.
    pub struct ServiceRow in "services", key ["replication", "strategy", "organisation", "service"] {
        /// Scenario id.
        pub scenario: Arc<str> [-],
        /// Seed of all luck.
        pub seed: u64 [-],
        /// Number of the replicate, from 0.
        pub replication: u32 [-],
        /// Strategy id.
        pub strategy: Arc<str> [-],
        /// Organisation id.
        pub organisation: Arc<str> [-],
        /// Team that defends the organisation.
        pub team: Arc<str> [-],
        /// Mission id, unique in its organisation.
        pub service: Arc<str> [-],
        /// Times that it fell below its required level.
        pub outages_n: u64 [count],
        /// When it first fell below its required level; missing where it had not by ENDEX.
        pub t_first_outage_s: Option<SimTime> [s],
        /// It had not fallen below its required level by ENDEX: the time to its first outage is censored.
        pub first_outage_censored: bool [-],
        /// It is below its required level at ENDEX: its last outage is censored.
        pub outage_censored: bool [-],
        /// Time below its required level.
        pub outage_h: f64 [h],
        /// Time that it would have been below its required level because of attacks alone.
        pub outage_attack_h: f64 [h],
        /// Time below its required level that defence alone has to answer for: the rest.
        pub outage_defence_h: f64 [h],
        /// Time at level 0 while some level was required.
        pub down_h: f64 [h],
        /// Share of the time at or above its required level.
        pub availability: f64 [fraction],
        /// Mean level over time.
        pub level_mean: f64 [fraction],
        /// Lowest level.
        pub level_lowest: f64 [fraction],
        /// Value lost: the time integral of value times (required − level) / required.
        pub mission_loss: f64 [value],
        /// Of it, what attacks would have cost alone.
        pub mission_loss_attack: f64 [value],
        /// Of it, what defence cost on top of that.
        pub mission_loss_defence: f64 [value],
        /// Of the loss by defence, what blocks on something harmless cost on top of containment.
        pub mission_loss_overblocking: f64 [value],
    }
}
