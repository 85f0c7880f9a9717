//! What passes between teams.

use super::{Names, Words};
use crate::sim::fact::{ReportId, What, Withheld};

impl Names<'_> {
    fn parties(&self, policy: usize) -> (String, String) {
        let policy = &self.policies[policy];
        (self.team(policy.from), self.team(policy.to))
    }

    fn report(
        &self,
        report: ReportId,
        kind: &'static str,
        by_sender: bool,
        text: impl Fn(&str) -> String,
    ) -> Words {
        let (from, to) =
            self.reports.get(&report).map_or_else(Default::default, |policy| self.parties(*policy));
        let (who, other) = if by_sender { (from, to) } else { (to, from) };
        (who, kind, format!("report {}: {}", report.0, text(&other)))
    }

    pub(super) fn of_sharing(&self, what: &What) -> Option<Words> {
        Some(match what {
            What::ItemCreated { item, report, policy, pattern, .. } => {
                let (from, to) = self.parties(*policy);
                let text =
                    format!("report {}: item {} for {to}: {}", report.0, item.0, self.pattern(*pattern));
                (from, "item_created", text)
            }
            What::ItemWithheld { item, rule } => {
                let rule = match rule {
                    Withheld::Channel => "the channel never delivers",
                    Withheld::Sanitised => "sanitising takes it out",
                };
                let who =
                    self.items.get(item).map_or_else(String::new, |(policy, _)| self.parties(*policy).0);
                (who, "item_withheld", format!("item {} is withheld: {rule}", item.0))
            }
            What::ItemDuplicate { item } => {
                let (who, what) = self.items.get(item).map_or_else(Default::default, |(policy, pattern)| {
                    (self.parties(*policy).1, self.pattern(*pattern))
                });
                (who, "item_duplicate", format!("item {}: knew {what} already", item.0))
            }
            What::ReportReleased { report } => {
                self.report(*report, "report_released", true, |other| format!("released to {other}"))
            }
            What::ReportReceived { report } => {
                self.report(*report, "report_received", false, |other| format!("received from {other}"))
            }
            What::ReportIgnored { report } => {
                self.report(*report, "report_ignored", false, |_| "decides not to act on it".to_owned())
            }
            What::ReportIngested { report } => {
                self.report(*report, "report_ingested", false, |_| "taken in".to_owned())
            }
            What::ReportLeaked { report } => {
                self.report(*report, "report_leaked", true, |_| "leaks to the adversary".to_owned())
            }
            _ => return None,
        })
    }
}
