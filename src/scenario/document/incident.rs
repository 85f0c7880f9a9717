//! What a team makes of an incident: how bad it is, who has to be told by when, what is done about it. As written.

use super::response::log_normal;
use crate::scenario::decode::{List, Reference, Selector, Spanned, Text, written};
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

written! {
    /// What is done to contain incidents of some sort. All that fit an incident are done, as a team judges it when it has
    /// confirmed it.
    pub struct Course {
        /// Least severity of an incident that it is for.
        pub severity: Severity = Severity::Low,
        /// ATT&CK techniques of which analysis has come upon one, with their sub-techniques; for any where none is written.
        pub techniques: List<Spanned<Text>> = List::default(),
        /// What is done.
        pub does: List<Spanned<Countermeasure>>,
        /// From confirmation to the authority to do it, where that takes another time than `authority` of the containment.
        /// The longest counts where several are needed.
        pub authority: Option<Distribution>,
    }
}

written! {
    /// A measure of containment.
    pub enum Countermeasure {
        /// Known compromised hosts are cut off: whoever holds them loses them, and so does everybody who needs them, until
        /// they are rebuilt.
        IsolateHosts,
        /// Accounts whose credentials lie on known compromised hosts are disabled, whether they were stolen or not: nobody can
        /// log on with them, and nobody can work at the hosts that are `used_at` by them, until eradication renews them.
        DisableAccounts,
        /// All indicators of the incident that the team knows are blocked at once, whatever `deployment` says.
        BlockIndicators,
        /// A service is shut down on hosts until those of the incident are back: nobody gets onto them over it, and those who
        /// need these hosts do without.
        ShutService {
            /// The service.
            service: Reference,
            /// The hosts, as selectors; only those of the organisation where the incident is.
            at: List<Spanned<Selector>>,
        },
    }
}
