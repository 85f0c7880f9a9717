//! Mutual assistance, as written: analysts whom teams lend each other.

use super::super::Severity;
use crate::scenario::decode::{Count, Id, List, Reference, Spanned, Text, written};
use crate::units::{Distribution, Probability, Span};

written! {
    /// Analysts whom teams lend to a team in need. They leave a desk of the lender and take up work at a desk of the
    /// borrower, in the hours in which they would have been on duty at home: what one side has more, the other has less.
    pub struct Assistance {
        /// Stable id, unique in its strategy.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// Lenders: teams, or groups of teams; all teams where none is named. Each of them is asked.
        pub from: List<Reference> = List::default(),
        /// Borrowers: teams, or groups of teams; all other teams where none is named.
        pub to: List<Reference> = List::default(),
        /// The desk at the lender that they leave, by id; the desk that analyses where none is named.
        pub lent_by: Option<Reference>,
        /// The desk at the borrower that they come to, by id; the desk that analyses where none is named.
        pub works_at: Option<Reference>,
        /// How many each lender lends at most (analysts).
        pub analysts: Count = Count::of(2), "[J] NATO's rapid reaction teams had 6 members, the EU's have 8 to 12: a third or less of one from each partner",
        /// So many stay on duty at the lender's desk (analysts): where there are fewer on duty, nobody is away.
        pub keeps: u32 = 1, "[J]",
        /// When the borrower asks.
        pub asks: Call = Call::Incident { severity: Severity::High, waiting: Spanned::unplaced(0.0) }, "[J]",
        /// Chance that the lender grants it: the political gate. Who has asked for help itself, under the same agreement,
        /// lends nobody until that is over.
        pub granted: Probability = Probability::literal(0.8), "[J]",
        /// From the request to the arrival. Until then they work at home.
        pub delay: Distribution = Distribution::Constant(Span::DAY), "[S] NATO rapid reaction team deployable within 24 h; EU teams 72 h",
        /// How long they stay.
        pub stays: Spanned<Span> = Spanned::unplaced(Span::from_micros(5 * Span::DAY.as_micros())), "[J]",
        /// Rate at which they work in a place that they do not know, from 0.01 to 1: at 0.7, what takes an analyst of the
        /// borrower 7 minutes takes a guest 10.
        pub rate: Spanned<f64> = Spanned::unplaced(0.7), "[J]",
        /// How long after their arrival that holds, for what they take up by then; after it they work as the others do.
        pub settles: Span = Span::from_micros(8 * Span::HOUR.as_micros()), "[J] the first shift",
    }
}

written! {
    /// When a team asks for help.
    pub enum Call {
        /// It has confirmed an incident that it takes to be bad: once for all such incidents that are open then. The guests
        /// leave when no such incident is open any more, or their time is over.
        Incident {
            /// As bad as this, or worse.
            severity: Severity = Severity::High, "[J]",
            /// And so much work waits at the desk for each analyst on duty there, from 0 to 1000 (pieces of work).
            waiting: Spanned<f64> = Spanned::unplaced(0.0),
        },
        /// So much work waits at the desk for each analyst on duty there, whatever it is about: once, until it is less. The
        /// guests leave when their time is over.
        Overload {
            /// More than 0, up to 1000 (pieces of work).
            waiting: Spanned<f64> = Spanned::unplaced(3.0), "[J]",
        },
    }
}
