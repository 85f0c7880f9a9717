//! Links and what goes over them, as written.

use crate::scenario::decode::{Id, List, Reference, Spanned, Text, written};

written! {
    /// What hosts offer to others over the network.
    pub struct Service {
        /// Stable id, such as `smb`.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// Its ports, such as "tcp/445", for people: what a link allows is said by service.
        pub ports: Option<Text>,
    }
}

written! {
    /// Hosts of one zone reach hosts of another.
    pub struct Link {
        /// From this zone, or `internet`.
        pub from: Reference,
        /// To this zone.
        pub to: Reference,
        /// Services that it lets through; everything where none is written.
        pub allows: List<Reference> = List::default(),
    }
}
