//! What spreads by itself, as written: where it looks for hosts, and what stops it.

use crate::scenario::decode::{Spanned, written};
use crate::units::{Distribution, Probability};

written! {
    /// Where a worm looks for hosts.
    pub enum Scans {
        /// Among the targets that it reaches over the links: every try finds one.
        Reachable,
        /// At addresses drawn from a space, each as likely. Every target that it reaches over the links has one address
        /// of the space, so most tries find nobody. `every` must then be `Exp(…)`; it is the time between two
        /// probes of one host.
        Space {
            /// Addresses in the space (addresses): 4294967296 for the whole of IPv4, 65536 for a /16.
            addresses: Spanned<u64>,
        },
    }
}

written! {
    /// What those who run the hosts do about a worm by themselves, host by host, whether or not a response team knows of
    /// it. With `cleaned` alone the worm is an SIR epidemic; with `immune: 0.0` besides it is an SIS one.
    pub struct Removal {
        /// From taking a host until whoever runs it takes it back, by restarting or patching it; by nobody unless
        /// written. What the worm has put out of service by then, or a team has cut off, is not taken back this way.
        pub cleaned: Distribution = Distribution::Never,
        /// Chance that a host that was taken back is closed to the campaign from then on. Otherwise it can be taken
        /// again, as a computer can that is restarted and not patched.
        pub immune: Spanned<Probability> = Spanned::unplaced(Probability::ALWAYS), "[J]",
        /// From the campaign's first spread anywhere until a host that it does not hold by then is closed to what
        /// spreads, drawn host by host; by nobody unless written.
        pub patched: Distribution = Distribution::Never,
    }
}

written! {
    /// A way to stop a worm everywhere at once, such as a domain that it asks for before it goes on. Once it is thrown,
    /// no host that the campaign holds tries another one; what it has taken stays taken.
    pub struct KillSwitch {
        /// From the campaign's first spread anywhere until somebody throws it, whoever that is; by nobody unless written.
        /// For WannaCry: "7h 19min", 07:44 to 15:03 UTC on 12 May 2017.
        pub after: Distribution = Distribution::Never,
        /// Chance that a team finds and throws it when it analyses an incident of the campaign, drawn at each such
        /// analysis. It stops the worm for everybody, whether or not anything is shared.
        pub found_by_analysis: Probability = Probability::NEVER,
    }
}
