//! Organisations and their networks, as written.

use super::{INSTANT, Mission};
use crate::scenario::decode::{Count, Id, List, Reference, Selector, Spanned, Text, written};
use crate::units::{Distribution, Probability, Rate, Span};

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
        pub zones: List<Zone>,
        /// Who reaches whom across zones; `internet` is a zone that is always there.
        pub links: List<Link> = List::default(),
        /// What stands in the zones.
        pub hosts: List<HostGroup>,
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
        /// Which hosts it can take out, as selectors; any of the organisation where none is written. Each is as likely.
        pub among: List<Spanned<Selector>> = List::default(),
        /// How long until the block is found out and lifted.
        pub lasts: Distribution = Distribution::LogNormal { median: Span::from_micros(4 * Span::HOUR.as_micros()), sigma: 1.0 }, "[J]",
    }
}
