//! Who may see what, and who keeps to it, as written.

use crate::scenario::decode::{List, Reference, Spanned, written};
use crate::scenario::document::{IndicatorKind, ObjectKind, Pap, Severity};
use crate::units::Probability;

/// How well a team judges of which nothing is written.
pub const JUDGEMENT: f64 = 2.0;

written! {
    /// Traffic Light Protocol 2.0: how far the receiver may spread what it got.
    #[derive(Copy, PartialEq, Eq)]
    pub enum Tlp {
        /// For the world: it may be passed on.
        Clear,
        /// For the community: it may be passed on to other teams.
        Green,
        /// For the receiver's organisation and its constituents; it is not passed on to other teams.
        Amber,
        /// For the receiver's own organisation: it protects that, and not its constituents.
        AmberStrict,
        /// For the people who are named, and nobody else: only receivers that the rule names one by one get it, from person
        /// to person; they look into their own organisation's logs and put nothing into force.
        Red,
    }
}

written! {
    /// How a team came to know an indicator.
    #[derive(Copy, PartialEq, Eq)]
    pub enum Source {
        /// From its own analysis.
        Own,
        /// From a partner.
        Partner,
    }
}

written! {
    /// How what is shared is marked by what it is.
    pub struct Marking {
        /// How far they may spread.
        pub tlp: Tlp,
        /// What the receiver may do with them; as the rule says where none is written. The stricter of the two counts.
        pub pap: Option<Pap>,
        /// Only objects of these sorts; of any where none is written.
        pub objects: List<ObjectKind> = List::default(),
        /// Only indicators of these kinds; everything where none is written.
        pub kinds: List<IndicatorKind> = List::default(),
        /// Only those of incidents at least as severe as this.
        pub severity: Severity = Severity::Low,
        /// Only those that the sender knows from there; from anywhere where it is left out.
        pub source: Option<Source>,
        /// Share of such indicators that are marked so. All markings of an indicator are decided by one draw, so that whatever
        /// comes under a small share comes under a larger one too: shares of 0.1 RED, 0.35 AMBER+STRICT and 1 AMBER, say,
        /// give 10 %, 25 % and 65 %, because the strictest counts.
        pub chance: Probability = Probability::ALWAYS,
    }
}

written! {
    /// What a team may get and send, and how well it keeps to it.
    pub struct Party {
        /// The team.
        pub team: Reference,
        /// The strictest marking that it is cleared for; what is marked more strictly is not sent to it.
        pub clearance: Tlp = Tlp::Red,
        /// The strictest marking that it sends on its own authority; what is more strictly marked stays with it.
        pub sends: Tlp = Tlp::Red,
        /// The organisations among those that it defends that are its constituents. The others are its own organisation.
        pub constituents: List<Reference> = List::default(),
        /// Chance, by indicator, that it passes on what it must not: as a sender to a team that may not have it, as a receiver
        /// to its constituents.
        pub breach: Probability = Probability::NEVER,
        /// How well it tells what belongs to an attack from what is harmless, when it says how sure it is: of an attack's
        /// indicator it is less sure than x with the chance x to this power; of a harmless one, it is more sure than x with
        /// the chance 1 - x to this power. With 1 it guesses; from 1 to 20.
        pub judgement: Spanned<f64> = Spanned::unplaced(JUDGEMENT), "[J] at a threshold of 0.7: 51 % of what is true is shared, 9 % of what is false",
    }
}
