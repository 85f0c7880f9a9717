//! Numbers in, estimates out: pure functions of slices, the same bits on every platform.
//!
//! The unit of analysis is the replication: a slice holds one number a replication, and two slices are paired
//! by their place. What cannot be estimated (no data, no spread) is `None`, never NaN.

pub mod advice;
pub mod bootstrap;
pub mod chi_squared;
pub mod competing;
pub mod design;
pub mod discrimination;
pub mod effect;
pub mod equivalence;
pub mod interval;
pub mod moments;
pub mod multiplicity;
pub mod normal;
pub mod order;
pub mod paired;
pub mod planning;
pub mod ranks;
pub mod ratio;
pub mod selection;
pub mod sensitivity;
pub mod sequential;
pub mod sign_flip;
pub mod signed_rank;
pub mod sobol_points;
mod special;
pub mod student;
pub mod survival;
pub mod unpaired;

pub use advice::{Advice, advise, advise_on};
pub use interval::{Interval, Level, LevelError};
pub use paired::{PairedError, PairedEstimate};

/// What the tests of this module share.
#[cfg(test)]
pub(crate) mod reference {
    /// The arm without sharing of the reference data set.
    pub(crate) const OFF: [f64; 12] =
        [12.5, 30.0, 7.25, 48.0, 19.5, 22.0, 5.0, 41.75, 16.0, 28.5, 9.0, 35.25];
    /// The arm with sharing of the reference data set.
    pub(crate) const ON: [f64; 12] = [9.0, 21.5, 7.25, 30.0, 20.5, 14.0, 5.0, 33.0, 11.5, 18.0, 9.0, 24.0];

    /// With sharing minus without.
    pub(crate) fn differences() -> Vec<f64> {
        OFF.iter().zip(ON).map(|(off, on)| on - off).collect()
    }

    /// Fails unless `actual` lies within `relative` of `wanted`.
    #[track_caller]
    pub(crate) fn assert_close(actual: f64, wanted: f64, relative: f64) {
        assert!(
            (actual - wanted).abs() <= relative * wanted.abs(),
            "{actual} is not {wanted} to a relative {relative:e}"
        );
    }
}
