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
    /// A way to stop a worm everywhere at once, such as a domain that it asks for before it goes on. Once it is thrown,
    /// no host that the campaign holds tries another one; what it has taken stays taken.
    pub struct KillSwitch {
        /// From the campaign's first try to spread until somebody throws it, whoever that is; by nobody unless written.
        /// For WannaCry: "7h 19min", 07:44 to 15:03 UTC on 12 May 2017.
        pub after: Distribution = Distribution::Never,
        /// Chance that a team finds and throws it when it analyses an incident of the campaign, drawn at each such
        /// analysis. It stops the worm for everybody, whether or not anything is shared.
        pub found_by_analysis: Probability = Probability::NEVER,
    }
}
