//! What desks saw.

use std::sync::Arc;

use crate::record;

record! {
    /// One row per desk and run. Times and counts are from STARTEX to ENDEX.
    ///
    /// What was there at STARTEX and what came in since is what was done, handed on, given up, turned away, waits or is
    /// worked on at ENDEX: `at_startex_n` + `came_n` = `done_n` + `handed_on_n` + `given_up_n` + `turned_away_n` +
    /// `waiting_n` + `in_hand_n`.
    pub struct DeskRow in "desks", key ["replication", "strategy", "team", "desk"] {
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
        /// Desk id, unique in its team.
        pub desk: Arc<str> [-],
        /// Tier, from 1 on.
        pub tier: u32 [-],
        /// Analysts on duty, times how long.
        pub staffed_h: f64 [h],
        /// Of it, time in which analysts were told how things stand at the beginning of their shift.
        pub handover_h: f64 [h],
        /// Time that analysts worked after the end of their shift, or in their break.
        pub overtime_h: f64 [h],
        /// Time that analysts worked, overtime included.
        pub busy_h: f64 [h],
        /// Busy time without overtime, over staffed time.
        pub utilisation: f64 [fraction],
        /// Time in which somebody was on duty and more waited than three pieces of work for each analyst on duty.
        pub overloaded_h: f64 [h],
        /// Time in which something waited and nobody was on duty.
        pub unattended_h: f64 [h],
        /// Work at the desk at STARTEX.
        pub at_startex_n: u64 [count],
        /// Work that came in, from other desks too.
        pub came_n: u64 [count],
        /// Work done.
        pub done_n: u64 [count],
        /// Work handed on to another desk.
        pub handed_on_n: u64 [count],
        /// Work given up because it had waited too long.
        pub given_up_n: u64 [count],
        /// Work that found nobody free and no room to wait.
        pub turned_away_n: u64 [count],
        /// Work waiting at ENDEX.
        pub waiting_n: u64 [count],
        /// Work that somebody was at at ENDEX.
        pub in_hand_n: u64 [count],
        /// Times that work in hand was put back, for something more urgent or at the end of a shift.
        pub put_back_n: u64 [count],
        /// Times that work was taken up so late in a shift that it took longer.
        pub tired_n: u64 [count],
        /// Mean number of pieces of work waiting, over time.
        pub queue_mean: f64 [count],
        /// Mean wait from coming in to being taken up first, over work that came in since STARTEX and was taken up; missing
        /// where none was.
        pub wait_mean_s: Option<f64> [s],
        /// Mean time from coming in to being done or handed on, over work that came in since STARTEX and has left so;
        /// missing where none has.
        pub sojourn_mean_s: Option<f64> [s],
    }
}
