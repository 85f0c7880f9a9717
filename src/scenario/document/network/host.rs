//! Host groups, as written.

use super::{Cache, Control, Logging};
use crate::scenario::decode::{Count, Id, List, Reference, Spanned, Text, Version, written};
use crate::units::Probability;

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
        /// What they offer to whoever reaches them over a link; everything where nothing is written.
        pub services: List<Reference> = List::default(),
        /// What runs on them; it may have weaknesses, as `affects` of a vulnerability says.
        pub software: List<Software> = List::default(),
        /// Which weaknesses they have. One that is written here stands also where their software says otherwise.
        pub vulnerabilities: List<Exposure> = List::default(),
        /// Credentials that lie on them.
        pub caches: List<Cache> = List::default(),
        /// What protects them on the hosts themselves.
        pub controls: List<Spanned<Control>> = List::default(),
        /// What logs keep here; as in the whole organisation where it is not written.
        pub logging: Option<Logging>,
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
        /// What they offer, instead of what the group does.
        pub services: Option<List<Reference>>,
        /// What runs on them, instead of what the group has.
        pub software: Option<List<Software>>,
        /// Which weaknesses they have instead of those of the group.
        pub vulnerabilities: Option<List<Exposure>>,
        /// Credentials that lie on them, instead of those of the group.
        pub caches: Option<List<Cache>>,
        /// What protects them, instead of what protects the group.
        pub controls: Option<List<Spanned<Control>>>,
        /// What logs keep here, instead of what they keep for the group.
        pub logging: Option<Logging>,
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
    /// A program on hosts.
    pub struct Software {
        /// Which, as a word, such as "exchange".
        pub id: Reference,
        /// Its version, such as "15.1.2044"; one that is not known counts as affected by everything.
        pub version: Option<Version>,
    }
}
