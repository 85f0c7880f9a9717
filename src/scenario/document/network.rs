//! Organisations and their networks, as written.

use super::{Generate, INSTANT, Mission, Tactic};
use crate::scenario::decode::{Count, Id, List, Reference, Selector, Spanned, Text, written};
use crate::units::{Distribution, Hours, Probability, Rate, Span};

written! {
    /// A weakness that an exploit needs.
    pub struct Vulnerability {
        /// Stable id, such as `cve-2017-0144`.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// Chance that one attempt on a host that has it succeeds.
        pub exploitability: Probability = Probability::ALWAYS,
    }
}

written! {
    /// A defended organisation and its network.
    pub struct Organisation {
        /// Stable id.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// Parts of the network; within a zone every host reaches every other.
        pub zones: List<Zone> = List::default(),
        /// Who reaches whom across zones; `internet` is a zone that is always there.
        pub links: List<Link> = List::default(),
        /// What stands in the zones. It may be left out where the network is generated; `[]` says that there is nothing.
        pub hosts: Option<List<HostGroup>>,
        /// A network from a few numbers, in addition to what is written.
        pub generate: Option<Generate>,
        /// What watches for attack steps.
        pub sensors: List<Sensor> = List::default(),
        /// Alerts that no attack causes.
        pub noise: List<Noise> = List::default(),
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
    /// Hosts of one zone reach hosts of another.
    pub struct Link {
        /// From this zone, or `internet`.
        pub from: Reference,
        /// To this zone.
        pub to: Reference,
    }
}

written! {
    /// Alike hosts in one zone.
    pub struct HostGroup {
        /// Stable id, unique in its organisation.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// Where they stand.
        pub zone: Reference,
        /// How many (hosts).
        pub count: Count = Count::of(1),
        /// What they are for.
        pub role: Role = Role::Workstation,
        /// Words to select them by, such as "crown-jewel".
        pub tags: List<Reference> = List::default(),
        /// Operating system, as a word to select by, such as "windows".
        pub os: Option<Reference>,
        /// How much one of them is worth to whoever attacks, against 1 for an ordinary host; only steps that choose the
        /// most valuable target look at it.
        pub value: f64 = 1.0,
        /// Data on each of them that somebody might want to have (GB).
        pub data: f64 = 1.0, "[J]",
        /// Which weaknesses they have.
        pub vulnerabilities: List<Exposure> = List::default(),
        /// Hosts of the group that differ from the rest.
        pub overrides: List<Override> = List::default(),
    }
}

written! {
    /// Hosts of a group that differ from the rest. What is not written is as in the group; what is written stands in
    /// its place, tags are added.
    pub struct Override {
        /// The first of them, counted from 1.
        pub first: Spanned<Count>,
        /// How many, from the first on (hosts).
        pub count: Count = Count::of(1),
        /// What they are for.
        pub role: Option<Role>,
        /// More words to select them by.
        pub tags: List<Reference> = List::default(),
        /// Operating system.
        pub os: Option<Reference>,
        /// How much one of them is worth to whoever attacks.
        pub value: Option<f64>,
        /// Data on each of them that somebody might want to have (GB).
        pub data: Option<f64>,
        /// Which weaknesses they have instead of those of the group.
        pub vulnerabilities: Option<List<Exposure>>,
    }
}

written! {
    /// What hosts are for.
    #[derive(Copy, PartialEq, Eq)]
    pub enum Role {
        /// People work on it.
        Workstation,
        /// It serves others.
        Server,
        /// It decides who may log on.
        DomainController,
        /// It faces the internet.
        Gateway,
        /// It controls something physical.
        Controller,
    }
}

written! {
    /// A vulnerability on a share of a group.
    pub struct Exposure {
        /// Which.
        pub id: Reference,
        /// Share of the hosts that have it, drawn host by host.
        pub share: Probability = Probability::ALWAYS,
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
        /// How often it raises an alert that nothing is behind; the alert names one of the hosts that it watches.
        pub false_alarms: Rate = Rate::ZERO,
        /// How it breaks, and is repaired; it never breaks where this is left out.
        pub health: Option<Health>,
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
        /// How often, such as "20/h".
        pub rate: Rate,
        /// The hours of the week in which they come at this rate, such as "Mon-Fri 08:00-17:00 +01:00"; always where none are
        /// written.
        pub hours: Option<Hours>,
        /// Outside these hours, the rate is multiplied by this, from 0 to 1.
        pub outside: Probability = Probability::literal(0.2), "[J]",
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
