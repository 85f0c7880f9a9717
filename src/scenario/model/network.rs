//! Networks: organisations, zones, host groups, sensors, background noise.

mod account;
mod control;
mod host;
mod link;
mod supplier;
mod vulnerability;

use super::{Name, Priority, Tactic, Technique, UsersId, index_type};
use crate::scenario::model::TeamId;
use crate::units::{Distribution, Hours, Probability, Rate, Span};

pub use account::{Account, Cache, Domain};
pub use control::{Backups, ControlKind, Edr, HostControls};
pub use host::{Exposure, HostGroup, Role};
pub use link::{Passage, Service, Zone};
pub use supplier::{Serves, Supplier};
pub use vulnerability::{Patch, Vulnerability};

index_type! {
    /// Place of an organisation in [`super::Scenario::organisations`].
    OrgId(u16);
    /// Place of a zone in [`super::Scenario::zones`].
    ZoneId(u16);
    /// Place of a host group in [`super::Scenario::groups`].
    GroupId(u32);
    /// Place of a sensor in [`super::Scenario::sensors`].
    SensorId(u32);
    /// Place of a source of background alerts in [`super::Scenario::noises`].
    NoiseId(u32);
    /// Place of a vulnerability in [`super::Scenario::vulnerabilities`].
    VulnerabilityId(u16);
    /// Place of a service in [`super::Scenario::services`].
    ServiceId(u16);
    /// Place of an account in [`super::Scenario::accounts`].
    AccountId(u32);
    /// Place of a supplier in [`super::Scenario::suppliers`].
    SupplierId(u16);
}

/// A defended organisation.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// Id and label.
    pub name: Name,
    /// The team that defends it.
    pub team: TeamId,
    /// Its zones.
    pub zones: Vec<ZoneId>,
    /// Its host groups.
    pub groups: Vec<GroupId>,
    /// Its accounts; none where any credentials open everything.
    pub accounts: Vec<AccountId>,
    /// Its sensors.
    pub sensors: Vec<SensorId>,
    /// Its sources of background alerts.
    pub noises: Vec<NoiseId>,
    /// Its users.
    pub users: Vec<UsersId>,
    /// What its logs keep for a later hunt.
    pub logging: Logging,
    /// What a false indicator does to it.
    pub collateral: Collateral,
}

/// What logs keep.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Logging {
    /// Chance that what an attack step leaves behind is logged where a hunt can find it.
    pub coverage: Probability,
    /// How long it is kept.
    pub retention: Span,
}

/// What a false indicator (one that describes something harmless) does where it is deployed.
#[derive(Clone, Debug, PartialEq)]
pub struct Collateral {
    /// How often harmless traffic matches one such indicator.
    pub hits: Rate,
    /// Chance that blocking one such indicator takes hosts out of service.
    pub outage: Probability,
    /// How many hosts it takes out.
    pub hosts: u32,
    /// Groups whose hosts it can take out, sorted.
    pub among: Vec<GroupId>,
    /// How long until someone finds out and lifts the block.
    pub lasts: Distribution,
}

/// What watches for attack steps.
#[derive(Clone, Debug)]
pub struct Sensor {
    /// Id and label.
    pub name: Name,
    /// The organisation that runs it.
    pub organisation: OrgId,
    /// The host groups that it watches, sorted.
    pub groups: Vec<GroupId>,
    /// The techniques that it can see; empty for all. `T1566` covers `T1566.001`.
    pub techniques: Vec<Technique>,
    /// The tactics that it can see, sorted; empty for all.
    pub tactics: Vec<Tactic>,
    /// Chance that a step that it watches raises an alert.
    pub detects: Probability,
    /// From the step to the alert.
    pub delay: Distribution,
    /// Chance that a step that it watches is stopped on the spot.
    pub prevents: Probability,
    /// Whether it stands where mail comes in.
    pub gate: bool,
    /// How often it raises an alert that nothing is behind; a Poisson process.
    pub false_alarms: Rate,
    /// How it breaks; none where it never does.
    pub health: Option<Health>,
    /// When it is out of service as planned, from STARTEX: from (included) and to (excluded), in order, without overlap.
    pub down: Vec<(Span, Span)>,
    /// How urgent its alerts are.
    pub priority: Priority,
}

/// How a sensor breaks and is repaired, in turn.
#[derive(Clone, Debug, PartialEq)]
pub struct Health {
    /// From STARTEX to the first failure, and from each repair to the next failure.
    pub fails: Distribution,
    /// From a failure to its repair.
    pub found: Distribution,
}

impl Sensor {
    /// Whether a step with this tactic and technique on hosts of this group is within its sight.
    pub fn covers(&self, group: GroupId, tactic: Tactic, technique: &Technique) -> bool {
        self.groups.binary_search(&group).is_ok()
            && (self.tactics.is_empty() || self.tactics.binary_search(&tactic).is_ok())
            && (self.techniques.is_empty() || self.techniques.iter().any(|seen| seen.covers(technique)))
    }
}

/// What is behind alerts that no attack causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoiseKind {
    /// Something harmless that really happened.
    BenignTrigger,
    /// Nothing.
    FalseAlarm,
}

/// Alerts that no attack causes: benign triggers and false alarms.
#[derive(Clone, Debug)]
pub struct Noise {
    /// Id and label.
    pub name: Name,
    /// The organisation in which they arise.
    pub organisation: OrgId,
    /// Whether something harmless is behind them, or nothing.
    pub kind: NoiseKind,
    /// How often; a Poisson process.
    pub rate: Rate,
    /// When it has this rate, and the factor at all other times; always where there are none.
    pub hours: Option<(Hours, Probability)>,
    /// How urgent they seem.
    pub priority: Priority,
}
