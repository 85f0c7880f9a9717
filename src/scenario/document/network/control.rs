//! Controls on hosts, as written.

use crate::scenario::decode::{Spanned, written};
use crate::units::{Distribution, Probability, Span};

written! {
    /// What protects the hosts of a group, on the hosts themselves. What stops a step also raises an alert.
    pub enum Control {
        /// Endpoint detection and response: it looks at everything that happens on a host.
        Edr {
            /// Chance that a step on the host is stopped.
            prevents: Probability = Probability::literal(0.59), "[S] Picus 2023: 59 % of simulated attacks prevented",
            /// Chance that one that is not stopped raises an alert.
            detects: Probability = Probability::literal(0.16), "[S] Picus 2023: alerts on 16 % of simulated attacks",
            /// From the step to the alert.
            delay: Distribution = Distribution::LogNormal { median: Span::from_micros(600_000_000), sigma: 1.0 }, "[J] 10 min",
        },
        /// A second factor: it stops credentials, but not those of local accounts.
        Mfa {
            /// Chance that a try to log on is stopped.
            stops: Probability = Probability::literal(0.9856), "[S] Meyer et al. 2023: 98.56 % where credentials have leaked",
        },
        /// Macros from outside do not run: it stops steps with the techniques T1566.001 and T1204.002.
        MacroBlocking {
            /// Chance that such a step is stopped.
            stops: Probability = Probability::literal(0.95), "[J]",
        },
        /// Only known programs run: it stops steps of the tactic Execution (TA0002).
        AllowListing {
            /// Chance that such a step is stopped.
            stops: Probability = Probability::literal(0.8), "[J]",
        },
        /// Copies of what is on a host, out of the attacker's reach: whatever is encrypted or destroyed is put back, and
        /// what was done since the last copy is lost.
        Backups {
            /// From one copy to the next.
            every: Spanned<Span> = Spanned::unplaced(Span::DAY), "[J]",
            /// Analyst time to put one host back, instead of the team's recovery work.
            restore: Distribution = Distribution::Constant(Span::from_micros(1_800_000_000)), "[J] 30 min",
        },
    }
}
