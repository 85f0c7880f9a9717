//! What a team makes of an incident: how bad it is, and who has to be told by when.

use super::{Containment, GroupId, HostRef, Labour, ServiceId, Tactic, Technique};
use crate::units::{Distribution, Span};

/// How bad an incident is, as far as its team knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// No compromised host is known, or nothing is confirmed.
    Low,
    /// Some hosts.
    Medium,
    /// More hosts, or one that matters.
    High,
    /// Many hosts.
    Critical,
}

impl Severity {
    /// The next level.
    pub(crate) fn worse(self) -> Self {
        match self {
            Self::Low => Self::Medium,
            Self::Medium => Self::High,
            Self::High | Self::Critical => Self::Critical,
        }
    }

    /// As results write it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

/// How a team judges how bad an incident is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// Known compromised hosts from which on it is of medium severity.
    pub medium: u32,
    /// From which on it is of high severity.
    pub high: u32,
    /// From which on it is critical.
    pub critical: u32,
    /// Groups whose hosts make it one level worse, sorted.
    pub jewels: Vec<GroupId>,
}

impl Assessment {
    /// How bad an incident is with these hosts known to be compromised.
    pub fn of<'a>(&self, known: impl IntoIterator<Item = &'a HostRef>) -> Severity {
        let (mut hosts, mut matters) = (0, false);
        for host in known {
            hosts += 1;
            matters |= self.jewels.binary_search(&host.group).is_ok();
        }
        let severity = if hosts >= self.critical {
            Severity::Critical
        } else if hosts >= self.high {
            Severity::High
        } else if hosts >= self.medium {
            Severity::Medium
        } else {
            Severity::Low
        };
        if matters { severity.worse() } else { severity }
    }
}

/// Reports to an authority.
#[derive(Clone, Debug)]
pub struct Reporting {
    /// Least severity of an incident that has to be reported.
    pub severity: Severity,
    /// What is due first.
    pub warning: Deadline,
    /// What is due then.
    pub notification: Deadline,
}

/// A report that is due.
#[derive(Clone, Debug)]
pub struct Deadline {
    /// How long after the incident became known.
    pub due: Span,
    /// Who writes it and how long that takes.
    pub labour: Labour,
}

/// The reports that are due about an incident (NIS2 Art. 23).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Notification {
    /// The early warning.
    Warning,
    /// The notification.
    Notification,
}

impl Notification {
    /// As results write it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Warning => "early warning",
            Self::Notification => "notification",
        }
    }
}

impl Reporting {
    /// What is due when, and who writes it.
    pub fn deadline(&self, report: Notification) -> &Deadline {
        match report {
            Notification::Warning => &self.warning,
            Notification::Notification => &self.notification,
        }
    }
}

/// What is done to contain incidents of some sort.
#[derive(Clone, Debug)]
pub struct Course {
    /// Least severity of an incident that it is for.
    pub severity: Severity,
    /// Techniques of which analysis has come upon one; empty for any.
    pub techniques: Vec<Technique>,
    /// What is done.
    pub does: Vec<Countermeasure>,
    /// From confirmation to the authority to do it, where that takes a time of its own.
    pub authority: Option<Distribution>,
}

/// A measure of containment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Countermeasure {
    /// Known compromised hosts are cut off.
    IsolateHosts,
    /// Accounts whose credentials lie on them are disabled.
    DisableAccounts,
    /// All known indicators are blocked at once.
    BlockIndicators,
    /// A service is shut down.
    ShutService {
        /// Which.
        service: ServiceId,
        /// At hosts of these groups, sorted.
        at: Vec<GroupId>,
    },
}

impl Course {
    fn fits(&self, severity: Severity, found: &[(Technique, Tactic)]) -> bool {
        self.severity <= severity
            && (self.techniques.is_empty()
                || found.iter().any(|(found, _)| self.techniques.iter().any(|own| own.covers(found))))
    }
}

impl Containment {
    /// Whether authority is anything that has to be waited for.
    pub fn asks(&self) -> bool {
        let own = self.courses.iter().filter_map(|course| course.authority.as_ref());
        self.hours.is_some() || own.chain([&self.authority]).any(|authority| !authority.is_instant())
    }

    /// Everything that is done about an incident in which analysis has come upon these techniques, and how long it takes
    /// to get the authority for it: the longest of these.
    pub fn chosen(
        &self,
        severity: Severity,
        found: &[(Technique, Tactic)],
    ) -> (Vec<Countermeasure>, Vec<&Distribution>) {
        let fitting: Vec<&Course> =
            self.courses.iter().filter(|course| course.fits(severity, found)).collect();
        if fitting.is_empty() {
            return (vec![Countermeasure::IsolateHosts], vec![&self.authority]);
        }
        let mut measures: Vec<Countermeasure> =
            fitting.iter().flat_map(|course| &course.does).cloned().collect();
        measures.sort();
        measures.dedup();
        let authorities = fitting.iter().map(|course| course.authority.as_ref().unwrap_or(&self.authority));
        (measures, authorities.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_incident_is_as_bad_as_the_known_hosts_say() {
        let rule = Assessment { medium: 1, high: 3, critical: 10, jewels: vec![GroupId::at(7)] };
        let of = |count: u32, group: usize| {
            let hosts: Vec<_> =
                (0..count).map(|number| HostRef { group: GroupId::at(group), number }).collect();
            rule.of(&hosts)
        };
        assert_eq!(
            [0, 1, 2, 3, 9, 10].map(|count| of(count, 0).text()),
            ["low", "medium", "medium", "high", "high", "critical"]
        );
        assert_eq!([1, 3, 10].map(|count| of(count, 7).text()), ["high", "critical", "critical"]);
    }
}
