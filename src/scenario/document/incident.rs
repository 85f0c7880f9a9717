//! What a team makes of an incident: how bad it is, and who has to be told by when. As written.

use super::response::log_normal;
use crate::scenario::decode::{List, Reference, Selector, Spanned, written};
use crate::units::{Distribution, Span};

written! {
    /// How bad an incident is, as far as its team knows.
    #[derive(Copy, PartialEq, Eq)]
    pub enum Severity {
        /// No compromised host is known, or nothing is confirmed.
        Low,
        /// One or two hosts, unless the team goes by other numbers.
        Medium,
        /// Three hosts to nine.
        High,
        /// Ten hosts and more.
        Critical,
    }
}

written! {
    /// How bad a team takes an incident to be: by the compromised hosts that it knows of, and not by those that there are.
    /// It looks again whenever it learns of more. What was once taken to be bad stays so.
    pub struct Assessment {
        /// Known compromised hosts from which on it is of medium severity (hosts).
        pub medium: u32 = 1, "[J]",
        /// From which on it is of high severity (hosts).
        pub high: u32 = 3, "[J]",
        /// From which on it is critical (hosts).
        pub critical: u32 = 10, "[J]",
        /// Hosts that matter more, as selectors: where one of them is known to be compromised, the incident is one level worse.
        pub jewels: List<Spanned<Selector>> = List::default(),
    }
}

written! {
    /// Reports to an authority, which are due at fixed times after an incident has become known: from the moment in which
    /// the team has confirmed it and takes it to be bad enough. First a warning is written, then the notification. Both take
    /// the time of those who could be working on the incident.
    pub struct Reporting {
        /// Whose queue reports wait in.
        pub desk: Reference,
        /// Least severity of an incident that has to be reported.
        pub severity: Severity = Severity::High, "[S] NIS2 Art. 23: significant incidents; the level [J]",
        /// When the early warning is due.
        pub warning_due: Spanned<Span> = Spanned::unplaced(Span::from_micros(Span::DAY.as_micros())), "[S] NIS2 Art. 23, Reg. (EU) 2023/2841: 24 h",
        /// Analyst time for the early warning.
        pub warning: Distribution = log_normal(60, 0.8), "[J]",
        /// When the notification is due.
        pub notification_due: Spanned<Span> = Spanned::unplaced(Span::from_micros(3 * Span::DAY.as_micros())), "[S] NIS2 Art. 23, Reg. (EU) 2023/2841: 72 h",
        /// Analyst time for the notification.
        pub notification: Distribution = log_normal(240, 0.8), "[J]",
    }
}
