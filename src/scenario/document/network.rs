//! Organisations and their networks, as written.

mod account;
mod control;
mod host;
mod link;
mod supplier;
mod vulnerability;

use super::INSTANT;
use crate::scenario::decode::{Count, Id, List, Selector, Spanned, Text, written};
use crate::units::{Distribution, Probability, Rate, Span};

pub use account::{Account, Cache, Domain, Privilege};
pub use control::Control;
pub use host::{Exposure, HostGroup, Override, Role, Software};
pub use link::{Link, Service};
pub use supplier::{Serves, Supplier};
pub use vulnerability::{Affected, Moment, Patch, Vulnerability};

written! {
    /// A defended organisation and its network.
    pub struct Organisation {
        /// Stable id.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// Parts of the network; within a zone every host reaches every other.
        pub zones: List<Zone>,
        /// Who reaches whom across zones; `internet` is a zone that is always there.
        pub links: List<Link> = List::default(),
        /// What stands in the zones.
        pub hosts: List<HostGroup>,
        /// Accounts; where there is none, any stolen credentials open every host.
        pub accounts: List<Account> = List::default(),
        /// What watches for attack steps.
        pub sensors: List<Sensor> = List::default(),
        /// Alerts that no attack causes.
        pub noise: List<Noise> = List::default(),
        /// What logs keep for a later hunt.
        pub logging: Logging = Logging::default(),
        /// What a false indicator does here.
        pub collateral: Collateral = Collateral::default(),
    }
}

written! {
    /// A part of a network.
    pub struct Zone {
        /// Stable id, unique in its organisation; `internet` is taken.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
    }
}

written! {
    /// What watches for attack steps.
    pub struct Sensor {
        /// Stable id, unique in its organisation.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// Hosts that it watches, as selectors; all of the organisation where none is written.
        pub watches: List<Spanned<Selector>> = List::default(),
        /// ATT&CK techniques that it can see; all where none is named. `T1566` covers `T1566.001`.
        pub techniques: List<Spanned<Text>> = List::default(),
        /// Chance that a step that it watches raises an alert.
        pub detects: Probability = Probability::literal(0.16), "[S] Picus 2023: alerts on 16 % of simulated attacks",
        /// From the step to the alert.
        pub delay: Distribution = INSTANT,
        /// Chance that a step that it watches is stopped on the spot.
        pub prevents: Probability = Probability::NEVER,
    }
}

written! {
    /// Alerts that no attack causes: benign triggers and false alarms, as a Poisson process.
    pub struct Noise {
        /// Stable id, unique in its organisation.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// How often, such as "20/h".
        pub rate: Rate,
    }
}

written! {
    /// What logs keep for a later hunt.
    pub struct Logging {
        /// Chance that what a step leaves behind is logged.
        pub coverage: Probability = Probability::literal(0.37), "[S] Picus 2023: 37 % of simulated attacks logged",
        /// How long logs are kept.
        pub retention: Span = Span::from_micros(30 * Span::DAY.as_micros()), "[J]",
    }
}

written! {
    /// What a false indicator (one that describes something harmless) does where it is deployed.
    pub struct Collateral {
        /// How often harmless traffic matches one such indicator.
        pub hits: Rate = Rate::per_hour_literal(0.25), "[J]",
        /// Chance that blocking one such indicator takes hosts out of service.
        pub outage: Probability = Probability::literal(0.1), "[J]",
        /// How many hosts it takes out (hosts).
        pub hosts: Count = Count::of(5), "[J]",
        /// How long until the block is found out and lifted.
        pub lasts: Distribution = Distribution::LogNormal { median: Span::from_micros(4 * Span::HOUR.as_micros()), sigma: 1.0 }, "[J]",
    }
}
