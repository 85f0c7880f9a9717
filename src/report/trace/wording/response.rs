//! What response teams see and do.

use super::{Names, Words, rounded};
use crate::report::words::counted;
use crate::scenario::model::{IndicatorKind, Use};
use crate::sim::fact::{
    AlertId, Disposition, IncidentId, Refreshed, Retired, Retirement, Verdict, What, WorkId,
};

impl Names<'_> {
    fn alert_owner(&self, alert: AlertId) -> String {
        self.alerts.get(&alert).map_or_else(String::new, |(team, _)| self.team(*team))
    }

    pub(super) fn of_alerts(&self, what: &What) -> Option<Words> {
        Some(match what {
            What::AlertRaised { alert, team, organisation, source, host, disposition, .. } => {
                let host = host.map_or_else(String::new, |host| format!(", {}", self.host(host)));
                let truth = match disposition {
                    Disposition::Attack => "  [true]",
                    Disposition::BenignTrigger => "  [harmless]",
                    Disposition::FalseAlarm => "  [false]",
                };
                let text = format!(
                    "alert {} from {}: {}{host}{truth}",
                    alert.0,
                    self.organisation(*organisation),
                    self.source(*source)
                );
                (self.team(*team), "alert_raised", text)
            }
            What::AlertCorrelated { alert, incident } => {
                let text = format!("alert {} belongs to incident {}", alert.0, incident.0);
                (self.alert_owner(*alert), "alert_correlated", text)
            }
            What::AlertExpired { alert, team } => {
                (self.team(*team), "alert_expired", format!("alert {} is given up unseen", alert.0))
            }
            What::AlertTriaged { alert, team, verdict } => {
                let attack = self.alerts.get(alert).is_some_and(|(_, attack)| *attack);
                let how = match (verdict, attack) {
                    (Verdict::Suspicious, true) => "taken for an attack",
                    (Verdict::Suspicious, false) => "taken for an attack  [wrongly]",
                    (Verdict::Closed, true) => "closed  [wrongly]",
                    (Verdict::Closed, false) => "closed",
                };
                (self.team(*team), "alert_triaged", format!("alert {} is {how}", alert.0))
            }
            What::WorkQueued { work, .. } => self.work(*work, "work_queued", "comes in"),
            What::WorkStarted { work, service } => {
                self.work(*work, "work_started", &format!("begins, takes {}", rounded(*service)))
            }
            What::WorkDone { work } => self.work(*work, "work_done", "is done"),
            What::WorkDropped { work } => self.work(*work, "work_dropped", "is dropped"),
            _ => return None,
        })
    }

    pub(super) fn work(&self, work: WorkId, kind: &'static str, how: &str) -> Words {
        match self.works.get(&work) {
            Some((team, what)) => (self.team(*team), kind, format!("{what} {how} (work {})", work.0)),
            None => (String::new(), kind, format!("work {} {how}", work.0)),
        }
    }

    fn incident_owner(&self, incident: IncidentId) -> String {
        self.incidents.get(&incident).map_or_else(String::new, |team| self.team(*team))
    }

    pub(super) fn of_incidents(&self, what: &What) -> Option<Words> {
        let about = |incident: IncidentId, kind, text: String| {
            (self.incident_owner(incident), kind, format!("incident {} {text}", incident.0))
        };
        Some(match what {
            What::IncidentOpened { incident, organisation, source, alert, intrusion, .. } => {
                let alert = alert.map_or_else(String::new, |alert| format!(" (alert {})", alert.0));
                let truth = intrusion.map_or_else(|| "no attack".to_owned(), |id| self.attack(id));
                let text = format!(
                    "opened in {}: {}{alert}  [{truth}]",
                    self.organisation(*organisation),
                    self.source(*source)
                );
                about(*incident, "incident_opened", text)
            }
            What::IncidentConfirmed { incident, hosts, informed } => {
                let informed = if informed.is_some() { ", something of it was known" } else { "" };
                let text = format!("confirmed: {} known{informed}", counted(*hosts, "compromised host"));
                about(*incident, "incident_confirmed", text)
            }
            What::IncidentDismissed { incident } => {
                about(*incident, "incident_dismissed", "dismissed: no attack".to_owned())
            }
            What::Casework { incident, casework } => {
                let (kind, text) = self.handled(casework);
                about(*incident, kind, text)
            }
            What::IncidentContained { incident, hosts } => {
                let text = format!("contained: {} isolated", counted(*hosts, "host"));
                about(*incident, "incident_contained", text)
            }
            What::IncidentEradicated { incident } => {
                about(*incident, "incident_eradicated", "eradicated".to_owned())
            }
            What::IncidentRecovered { incident } => {
                about(*incident, "incident_recovered", "closed: its hosts are back".to_owned())
            }
            _ => return None,
        })
    }

    pub(super) fn of_indicators(&self, what: &What) -> Option<Words> {
        Some(match what {
            What::IndicatorLearnt { team, pattern, kind, provenance } => {
                let text = format!(
                    "learns {} {} ({})",
                    article(*kind),
                    self.pattern(*pattern),
                    self.provenance(*provenance)
                );
                (self.team(*team), "indicator_learnt", text)
            }
            What::IndicatorDeployed { team, pattern, allowed, provenance } => {
                let how = match allowed {
                    Use::Search => "searches for",
                    Use::Detect => "detects",
                    Use::Block => "blocks",
                };
                let text = format!("now {how} {} ({})", self.pattern(*pattern), self.provenance(*provenance));
                (self.team(*team), "indicator_deployed", text)
            }
            What::IndicatorRetired(Retired { team, pattern, why, .. }) => {
                let why = match why {
                    Retirement::Expired => "lets expire",
                    Retirement::Withdrawn => "withdraws, for false alerts,",
                    Retirement::Retracted => "takes out of force, because it was taken back,",
                };
                (self.team(*team), "indicator_retired", format!("{why} {}", self.pattern(*pattern)))
            }
            What::IndicatorRefreshed(Refreshed { team, pattern, provenance }) => {
                let text = format!(
                    "{} ({}) was seen again: as good as new",
                    self.pattern(*pattern),
                    self.provenance(*provenance)
                );
                (self.team(*team), "indicator_refreshed", text)
            }
            What::IndicatorMatched { team, pattern, provenance, genuine } => {
                let by = if *genuine { "an attack" } else { "something harmless" };
                let text = format!(
                    "{} ({}) is tripped by {by}",
                    self.pattern(*pattern),
                    self.provenance(*provenance)
                );
                (self.team(*team), "indicator_matched", text)
            }
            What::PatchReleased { team, vulnerability, hosts } => {
                let name = self.vulnerability(*vulnerability);
                let text = format!("a patch for {name} is out: {} without", counted(*hosts, "host"));
                (self.team(*team), "patch_released", text)
            }
            What::HostsPatched { team, vulnerability, group, hosts } => {
                let name = self.vulnerability(*vulnerability);
                let place = &self.scenario.group(*group).name.label;
                let text = format!("patches {} against {name} ({place})", counted(*hosts, "host"));
                (self.team(*team), "hosts_patched", text)
            }
            What::HuntFinished { team, found } => {
                (self.team(*team), "hunt_finished", format!("hunt in the logs finds {found} attacks"))
            }
            _ => return None,
        })
    }
}

fn article(kind: IndicatorKind) -> &'static str {
    match kind {
        IndicatorKind::Hash => "a hash:",
        IndicatorKind::Address => "an address:",
        IndicatorKind::Domain => "a domain:",
        IndicatorKind::Artefact => "an artefact:",
        IndicatorKind::Tool => "a tool:",
        IndicatorKind::Ttp => "a behaviour:",
    }
}
