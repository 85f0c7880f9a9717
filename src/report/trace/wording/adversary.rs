//! What the adversary does, and what becomes of hosts.

use super::{Names, Words, rounded};
use crate::report::words::counted;
use crate::scenario::model::{ServiceId, StepEffect, StepId, Through};
use crate::sim::fact::{DownBy, Ending, IntrusionId, What};

impl Names<'_> {
    pub(super) fn of_adversary(&self, what: &What) -> Option<Words> {
        Some(match what {
            What::PatternMade { pattern, origin: _ } => {
                ("adversary".to_owned(), "pattern_made", format!("uses {}", self.pattern(*pattern)))
            }
            What::IntrusionLaunched { intrusion } => {
                let text = format!("turns on {}", self.organisation(intrusion.victim));
                (self.campaign(intrusion.campaign), "intrusion_launched", text)
            }
            What::StepSucceeded { intrusion, step, host } => {
                let on = host.map_or_else(String::new, |host| format!(", {}", self.host(host)));
                let text = format!(
                    "{} succeeds in {}{on}{}",
                    self.step(*intrusion, *step),
                    self.organisation(intrusion.victim),
                    self.way(*intrusion, *step)
                );
                (self.campaign(intrusion.campaign), "step_succeeded", text)
            }
            What::StepFailed { intrusion, step, obstacle, retried } => {
                let again = if *retried { ", will try again" } else { "" };
                let text = format!(
                    "{} fails in {}: {}{again}",
                    self.step(*intrusion, *step),
                    self.organisation(intrusion.victim),
                    self.obstacle(*obstacle)
                );
                (self.campaign(intrusion.campaign), "step_failed", text)
            }
            What::FootholdGained { intrusion, host } => {
                let text = format!("holds {} of {}", self.host(*host), self.organisation(intrusion.victim));
                (self.campaign(intrusion.campaign), "foothold_gained", text)
            }
            What::FootholdLost { intrusion, host, left } => {
                let victim = self.organisation(intrusion.victim);
                let text = format!("loses {} of {victim}, has {left} left", self.host(*host));
                (self.campaign(intrusion.campaign), "foothold_lost", text)
            }
            What::CredentialsStolen { intrusion, account, host } => {
                let account = self.scenario.account(*account);
                let text = format!(
                    "has the credentials of {} ({}), from {}",
                    account.name.label,
                    self.organisation(account.organisation),
                    self.host(*host)
                );
                (self.campaign(intrusion.campaign), "credentials_stolen", text)
            }
            What::ObjectiveReached { intrusion, impact } => {
                let text = format!(
                    "reaches its objective in {}: {}",
                    self.organisation(intrusion.victim),
                    impact.text()
                );
                (self.campaign(intrusion.campaign), "objective_reached", text)
            }
            What::DataLost { intrusion, hosts, work } => {
                let text = format!(
                    "costs {} {} of work since the last backups of {}",
                    self.organisation(intrusion.victim),
                    rounded(*work),
                    counted(*hosts, "host")
                );
                (self.campaign(intrusion.campaign), "data_lost", text)
            }
            What::IntrusionEnded { intrusion, ending } => {
                let how = match ending {
                    Ending::Prevented(obstacle) => format!("never got in: {}", self.obstacle(*obstacle)),
                    Ending::Failed => "never got in, by its own failure".to_owned(),
                    Ending::Evicted => "is thrown out".to_owned(),
                    Ending::Abandoned => "gives up, and leaves".to_owned(),
                };
                let text = format!("{how} ({})", self.organisation(intrusion.victim));
                (self.campaign(intrusion.campaign), "intrusion_ended", text)
            }
            What::VulnerabilityDisclosed { vulnerability } => {
                let text = format!("{} becomes known to all", self.vulnerability(*vulnerability));
                ("exercise".to_owned(), "vulnerability_disclosed", text)
            }
            What::HostCleaned { intrusion, host, closed } => {
                let again = if *closed { "" } else { ", and leaves it open" };
                let text = format!("cleans {} by itself{again}", self.host(*host));
                (self.organisation(intrusion.victim), "host_cleaned", text)
            }
            What::HostSpared { intrusion, host } => {
                let text = format!("cannot take {}: it was patched in time", self.host(*host));
                (self.campaign(intrusion.campaign), "host_spared", text)
            }
            What::WormStopped { campaign, by } => {
                let who = by.map_or_else(|| "somebody else".to_owned(), |team| self.team(team));
                let text = format!("spreads no further anywhere: {who} throws its kill switch");
                (self.campaign(*campaign), "worm_stopped", text)
            }
            What::InfrastructureRotated { indicator } => {
                let text = format!("replaces {}", self.scenario.indicator(*indicator).name.label);
                (self.owner(*indicator), "infrastructure_rotated", text)
            }
            _ => return None,
        })
    }

    /// Over what, or with what, a step comes onto a host.
    fn way(&self, intrusion: IntrusionId, step: StepId) -> String {
        let scenario = self.scenario;
        let (StepEffect::Enter { through, .. }
        | StepEffect::Move { through, .. }
        | StepEffect::Spread { through, .. }) =
            &scenario.campaign(intrusion.campaign).steps[step.index()].effect
        else {
            return String::new();
        };
        let over = |id: ServiceId| format!(", over {}", scenario.service(id).name.label);
        match *through {
            Through::Exploit(id) => scenario.vulnerability(id).service.map_or_else(String::new, over),
            Through::Credentials { over: by } | Through::Tools { over: by } => {
                by.map_or_else(String::new, over)
            }
            Through::Trusted { supplier: Some(id) } => {
                format!(", with what {} delivers", scenario.supplier(id).name.label)
            }
            Through::Trusted { supplier: None } | Through::Phishing { .. } => String::new(),
        }
    }

    pub(super) fn of_hosts(&self, what: &What) -> Option<Words> {
        let why = |by: &DownBy| match by {
            DownBy::Attack => "by the attack",
            DownBy::Containment => "by containment",
            DownBy::OverBlocking => "by a block on something harmless",
        };
        Some(match what {
            What::HostsDown { organisation, hosts, by } => {
                let text = format!("{} out of service {}", counted(*hosts, "host"), why(by));
                (self.organisation(*organisation), "hosts_down", text)
            }
            What::HostsRestored { organisation, hosts, by } => {
                let text = format!("{} back, out of service {}", counted(*hosts, "host"), why(by));
                (self.organisation(*organisation), "hosts_restored", text)
            }
            _ => return None,
        })
    }
}
