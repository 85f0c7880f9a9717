//! What happened without sharing, summed over replicates in their order.

use crate::metrics::records::RunRow;

macro_rules! sums {
    ($($(#[$doc:meta])* $field:ident: $sort:ty,)+) => {
        /// Sums over the replicates of the arm without sharing, of the columns of `runs.csv` that the summary tells.
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct Unshared {
            $($(#[$doc])* pub $field: $sort,)+
        }

        impl Unshared {
            /// That of one run.
            pub(super) fn of(run: &RunRow) -> Self {
                Self { $($field: run.$field,)+ }
            }

            /// Adds that of the next run.
            pub(super) fn add(&mut self, other: &Self) {
                $(self.$field += other.$field;)+
            }
        }
    };
}

sums! {
    /// Attacks.
    attacks_n: u64,
    /// Attacks that got in.
    intrusions_n: u64,
    /// Attacks that were confirmed.
    detected_n: u64,
    /// Attacks that reached their objective.
    objectives_n: u64,
    /// Attacks on organisations that were not the first.
    second_hits_n: u64,
    /// Those of them before which the first victim had confirmed the campaign.
    second_hits_preventable_n: u64,
    /// Hours of adversary presence.
    exposure_h: f64,
    /// Hours of missions below their required level.
    mission_outage_h: f64,
    /// Value that missions lost.
    mission_loss: f64,
    /// Of that, because of attacks.
    mission_loss_attack: f64,
    /// Of that, because of what defenders do.
    mission_loss_defence: f64,
}
