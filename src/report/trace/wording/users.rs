//! What becomes of sensors, and what users do.

use super::{Names, Words};
use crate::report::words::counted;
use crate::sim::fact::What;

impl Names<'_> {
    pub(super) fn of_mail(&self, what: &What) -> Option<Words> {
        if let What::MailSent { intrusion, step, letters, delivered } = what {
            let text = format!(
                "{}: {} to {}, {delivered} delivered",
                self.step(*intrusion, *step),
                counted(*letters, "letter"),
                self.organisation(intrusion.victim)
            );
            return Some((self.campaign(intrusion.campaign), "mail_sent", text));
        }
        let (intrusion, step, kind, text) = match what {
            What::MailOpened { intrusion, step, host } => {
                (intrusion, step, "mail_opened", format!("the user of {} opens", self.host(*host)))
            }
            What::MailClicked { intrusion, step, host } => {
                (intrusion, step, "mail_clicked", format!("the user of {} falls for", self.host(*host)))
            }
            What::CredentialsGiven { intrusion, step, host } => {
                let text = format!("the user of {} gives credentials to", self.host(*host));
                (intrusion, step, "credentials_given", text)
            }
            What::MailReported { intrusion, step, users, host } => {
                let clicked =
                    host.map(|host| format!(" (clicked at {})", self.host(host))).unwrap_or_default();
                let who = &self.scenario.users(*users).name.label;
                (intrusion, step, "mail_reported", format!("one of {who}{clicked} reports"))
            }
            _ => return None,
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
