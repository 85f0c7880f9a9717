//! A network from a few numbers, as written.

use crate::scenario::decode::List;
use crate::scenario::decode::{Count, Reference, Spanned, written};
use crate::units::Probability;

written! {
    /// A network that is made from a few numbers: zones, links and host groups are added to those that are written.
    /// The same numbers give the same network everywhere.
    pub struct Generate {
        /// How many people work there; everything else is counted from it.
        pub users: Spanned<Count>,
        /// On how many sites they work, from 1 to 1000; the first has twice the share of the others.
        pub sites: Spanned<Count> = Spanned::unplaced(Count::ONE),
        /// Varies the sizes of sites and groups by some 10 %.
        pub seed: u64 = 1,
        /// What sort of organisation it is.
        pub profile: Profile = Profile::Enterprise,
        /// How the network is divided.
        pub segmentation: Segmentation = Segmentation::Zoned,
        /// Share of the workstations that run Windows.
        pub windows: Probability = Probability::literal(0.9), "[J]",
        /// Share of the Windows workstations and application servers whose system is out of support; tagged "legacy".
        pub legacy: Probability = Probability::literal(0.03), "[J]",
        /// Which weaknesses the hosts have; legacy hosts have each of them for certain.
        pub vulnerable: List<Vulnerable> = List::default(),
    }
}

written! {
    /// What sort of organisation it is.
    #[derive(Copy, PartialEq, Eq)]
    pub enum Profile {
        /// A firm or an agency.
        Enterprise,
        /// A ministry or an institution: more registers that are worth stealing.
        Ministry,
        /// A firm with a plant: a zone of controllers as well.
        Plant,
    }
}

written! {
    /// How a network is divided.
    #[derive(Copy, PartialEq, Eq)]
    pub enum Segmentation {
        /// One zone `lan` behind the `dmz`.
        Flat,
        /// A zone for each purpose; servers reach one another and the offices.
        Zoned,
        /// A zone for each purpose; only `management` reaches the offices, and the `dmz` reaches nothing.
        Strict,
    }
}

written! {
    /// A weakness of the hosts of a generated network.
    pub struct Vulnerable {
        /// Which vulnerability.
        pub id: Reference,
        /// Share of the hosts that have it, drawn host by host.
        pub share: Probability,
        /// Only on this operating system: "windows", "linux" or "embedded".
        pub os: Option<Reference>,
    }
}
