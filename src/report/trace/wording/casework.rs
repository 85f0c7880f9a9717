//! What is done about incidents.

use super::{Names, rounded};
use crate::report::words::counted;
use crate::sim::fact::Casework;

impl Names<'_> {
    /// What was done about an incident.
    pub(super) fn handled(&self, casework: &Casework) -> (&'static str, String) {
        let service = |id| &self.scenario.service(id).name.label;
        match *casework {
            Casework::Merged { into } => ("incident_merged", format!("is part of incident {}", into.0)),
            Casework::Assessed { severity } => {
                ("incident_assessed", format!("is taken to be of {} severity", severity.text()))
            }
            Casework::Scoped { held, known } => (
                "incident_scoped",
                format!("has {known} of {} known  [true]", counted(held, "compromised host")),
            ),
            Casework::Authorised => ("containment_authorised", "may be contained now".to_owned()),
            Casework::AccountsDisabled { accounts } => {
                ("accounts_disabled", format!("has {} disabled", counted(accounts, "account")))
            }
            Casework::CredentialsReset { accounts } => (
                "credentials_reset",
                format!("has new credentials given to {}", counted(accounts, "account")),
            ),
            Casework::ServiceShut { service: id, hosts } => {
                ("service_shut", format!("has {} shut down on {}", service(id), counted(hosts, "host")))
            }
            Casework::ServiceReopened { service: id } => {
                ("service_reopened", format!("needs no more measures: {} is there again", service(id)))
            }
            Casework::Reviewed { techniques } => (
                "incident_reviewed",
                format!("is gone through: lessons about {}", counted(techniques, "technique")),
            ),
            Casework::ReportDue { report, within } => {
                ("report_due", format!("its {} is due in {}", report.text(), rounded(within)))
            }
            Casework::ReportFiled { report, late } => {
                let late = if late { ", too late" } else { "" };
                ("report_filed", format!("its {} is given{late}", report.text()))
            }
            Casework::ReportMissed { report } => {
                ("report_missed", format!("its {} is due, and not there", report.text()))
            }
        }
    }
}
