//! A record that holds every kind of field once, for the tests of tables and exports.

use std::sync::Arc;

use crate::units::{SimTime, Span};

/// An enumerated field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arm {
    Off,
    On,
}

crate::category! { Arm { Off => "off", On => "on" } }

crate::record! {
    /// One row per team and replication.
    /// Made up.
    pub(crate) struct ExampleRow in "examples", key ["replication", "team"] {
        /// Number of the replication, from 0.
        pub(crate) replication: u64 [-],
        /// Name of the team.
        pub(crate) team: Arc<str> [-],
        /// The arm of the run.
        pub(crate) arm: Arm [-],
        /// Mean wait before triage.
        pub(crate) wait_mean_s: Option<f64> [s],
        /// When it was detected.
        pub(crate) t_det_s: Option<SimTime> [s],
        /// Labour spent.
        pub(crate) work: Span ["analyst-s"],
        /// Whether the horizon came first.
        pub(crate) censored: bool [-],
        /// Change of score.
        pub(crate) score_change: i64 [count],
    }
}

/// A row with everything there, and a name that needs quoting.
pub(crate) fn full() -> ExampleRow {
    ExampleRow {
        replication: u64::MAX,
        team: "NCIRC, \"Mons\"\nblue".into(),
        arm: Arm::On,
        wait_mean_s: Some(12.5),
        t_det_s: Some(SimTime::from_micros(-1_500_000)),
        work: Span::HOUR,
        censored: false,
        score_change: -3,
    }
}

/// A row with everything missing that can be.
pub(crate) fn sparse() -> ExampleRow {
    ExampleRow {
        replication: 1,
        team: "CERT-EU".into(),
        arm: Arm::Off,
        wait_mean_s: Some(f64::NAN),
        t_det_s: None,
        work: Span::from_micros(1),
        censored: true,
        score_change: 0,
    }
}
