//! Organisations and their networks, as written.

mod account;
mod control;
mod host;
mod link;
mod supplier;
mod vulnerability;

use super::{Generate, INSTANT, Mission, Priority, Tactic, Users};
use crate::scenario::decode::{Count, Id, List, Reference, Selector, Spanned, Text, written};
use crate::units::{Distribution, Hours, Probability, Rate, Span};

pub use account::{Account, Cache, Domain};
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
        /// What it is like: `templates` of the scenario, networks and sensors that ship with the program (see
        /// `coalition presets`). What is written here stands instead, or is put into it: elements of lists by their ids. Of
        /// several, the later stands instead of the earlier.
        pub like: List<Reference> = List::default(),
        /// Parts of the network; within a zone every host reaches every other.
        pub zones: List<Zone> = List::default(),
        /// Who reaches whom across zones; `internet` is a zone that is always there.
        pub links: List<Link> = List::default(),
        /// What stands in the zones. It may be left out where the network is generated; `[]` says that there is nothing.
        pub hosts: Option<List<HostGroup>>,
        /// A network from a few numbers, in addition to what is written.
        pub generate: Option<Generate>,
        /// Accounts; where there is none, any stolen credentials open every host.
        pub accounts: List<Account> = List::default(),
        /// What watches for attack steps.
        pub sensors: List<Sensor> = List::default(),
        /// Alerts that no attack causes.
        pub noise: List<Noise> = List::default(),
        /// Who works at its computers.
        pub users: List<Users> = List::default(),
        /// What logs keep for a later hunt.
        pub logging: Logging = Logging::default(),
        /// What all of this is there for, and what it costs when it fails.
        pub missions: List<Mission> = List::default(),
        /// What a false indicator does here.
        pub collateral: Collateral = Collateral::default(),
    }
}

impl Organisation {
    /// What stands in the zones, generated or written.
    pub fn groups(&self) -> &[HostGroup] {
        self.hosts.as_deref().unwrap_or_default()
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
        /// ATT&CK tactics that it can see; all where none is named. Where techniques are named too, a step must fit both.
        pub tactics: List<Tactic> = List::default(),
        /// Chance that a step that it watches raises an alert.
        pub detects: Probability = Probability::literal(0.16), "[S] Picus 2023: alerts on 16 % of simulated attacks",
        /// From the step to the alert.
        pub delay: Distribution = INSTANT,
        /// Chance that a step that it watches is stopped on the spot.
        pub prevents: Probability = Probability::NEVER,
        /// Whether it stands where mail comes in. Where the organisation has `users`, such a sensor sees letters of phishing
        /// as they come, and takes out each with the chance `prevents`, silently; all others see and stop what comes of a
        /// click. Where it has none, this makes no difference.
        pub gate: bool = false,
        /// How often it raises an alert that nothing is behind; the alert names one of the hosts that it watches.
        pub false_alarms: Rate = Rate::ZERO,
        /// How it breaks, and is repaired; it never breaks where this is left out.
        pub health: Option<Health>,
        /// How urgent its alerts are; only desks whose `order` is `Priority` go by it.
        pub priority: Priority = Priority::Medium,
        /// When it is out of service as planned. As when it is broken, it then neither sees nor stops anything, and raises
        /// no false alarm.
        pub down: List<Outage> = List::default(),
    }
}

written! {
    /// How a sensor breaks, as when a rule no longer fits what it is to find, and how long nobody notices.
    pub struct Health {
        /// From STARTEX to the first failure, and from each repair to the next failure. What is broken from the start, with
        /// some probability, is written as a mixture.
        pub fails: Distribution,
        /// From a failure until somebody has found and repaired it; at least a minute.
        pub found: Distribution = Distribution::Exponential { mean: Span::from_micros(14 * Span::DAY.as_micros()) }, "[J]",
    }
}

written! {
    /// A stretch of time, counted from STARTEX.
    pub struct Outage {
        /// Beginning.
        pub from: Spanned<Span>,
        /// End.
        pub to: Span,
    }
}

written! {
    /// Alerts that no attack causes: benign triggers and false alarms, as a Poisson process, also one whose rate follows
    /// the hours of the week.
    pub struct Noise {
        /// Stable id, unique in its organisation.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// What they come from.
        pub kind: NoiseKind = NoiseKind::FalseAlarm,
        /// How often, such as "20/h".
        pub rate: Rate,
        /// The hours of the week in which they come at this rate, such as "Mon-Fri 08:00-17:00 +01:00"; always where none are
        /// written.
        pub hours: Option<Hours>,
        /// Outside these hours, the rate is multiplied by this, from 0 to 1.
        pub outside: Probability = Probability::literal(0.2), "[J]",
        /// How urgent they seem; only desks whose `order` is `Priority` go by it.
        pub priority: Priority = Priority::Medium,
    }
}

written! {
    /// What is behind alerts that no attack causes.
    #[derive(Copy, PartialEq, Eq)]
    pub enum NoiseKind {
        /// Something harmless that really happened, such as an administrator's tool or a test: a benign trigger.
        BenignTrigger,
        /// Nothing.
        FalseAlarm,
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
        /// Which hosts it can take out, as selectors; any of the organisation where none is written. Each is as likely.
        pub among: List<Spanned<Selector>> = List::default(),
        /// How long until the block is found out and lifted.
        pub lasts: Distribution = Distribution::LogNormal { median: Span::from_micros(4 * Span::HOUR.as_micros()), sigma: 1.0 }, "[J]",
    }
}
