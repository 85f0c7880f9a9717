//! What one team can tell another.

/// A sort of object that passes from team to team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectKind {
    /// What can be searched for, detected and blocked.
    Indicator,
    /// That the receiver may be next.
    EarlyWarning,
    /// What an attack is and does.
    IncidentReport,
    /// A weakness that an attack has exploited.
    Advisory,
    /// What helps against a technique.
    Hardening,
    /// How to deal with a technique.
    Playbook,
}

impl ObjectKind {
    /// As results write it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Indicator => "indicator",
            Self::EarlyWarning => "early_warning",
            Self::IncidentReport => "incident_report",
            Self::Advisory => "advisory",
            Self::Hardening => "hardening",
            Self::Playbook => "playbook",
        }
    }
}
