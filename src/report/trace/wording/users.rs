//! What becomes of sensors, and what users do.

use super::{Names, Words};
use crate::sim::fact::What;

impl Names<'_> {
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
