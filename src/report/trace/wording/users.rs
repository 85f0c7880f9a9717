//! What becomes of sensors, and what users do.

use super::{Names, Words};
use crate::report::words::counted;
use crate::sim::fact::{Mail, What};

impl Names<'_> {
    pub(super) fn of_mail(&self, what: &What) -> Option<Words> {
        let What::Mail { intrusion, step, mail } = what else { return None };
        if let Mail::Sent { letters, delivered } = mail {
            let text = format!(
                "{}: {} to {}, {delivered} delivered",
                self.step(*intrusion, *step),
                counted(*letters, "letter"),
                self.organisation(intrusion.victim)
            );
            return Some((self.campaign(intrusion.campaign), "mail_sent", text));
        }
        let (kind, text) = match mail {
            Mail::Opened(host) => ("mail_opened", format!("the user of {} opens", self.host(*host))),
            Mail::Clicked(host) => ("mail_clicked", format!("the user of {} falls for", self.host(*host))),
            Mail::CredentialsGiven(host) => {
                ("credentials_given", format!("the user of {} gives credentials to", self.host(*host)))
            }
            Mail::Reported { users, host } => {
                let clicked =
                    host.map(|host| format!(" (clicked at {})", self.host(host))).unwrap_or_default();
                let who = &self.scenario.users(*users).name.label;
                ("mail_reported", format!("one of {who}{clicked} reports"))
            }
            Mail::Sent { .. } => return None,
        };
        let text = format!("{text} a letter: {}", self.step(*intrusion, *step));
        Some((self.organisation(intrusion.victim), kind, text))
    }

    pub(super) fn of_sensors(&self, what: &What) -> Option<Words> {
        let (sensor, kind, text) = match what {
            What::SensorFailed { sensor, planned: false } => {
                (sensor, "sensor_failed", "breaks, and nobody notices")
            }
            What::SensorFailed { sensor, planned: true } => {
                (sensor, "sensor_failed", "is out of service as planned")
            }
            What::SensorRepaired { sensor } => (sensor, "sensor_repaired", "works again"),
            _ => return None,
        };
        let spec = self.scenario.sensor(*sensor);
        Some((self.organisation(spec.organisation), kind, format!("sensor {} {text}", spec.name.label)))
    }
}
