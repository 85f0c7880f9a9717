//! Networks: organisations, zones, host groups, sensors, background noise.

use super::{Name, Tactic, Technique, index_type};
use crate::scenario::model::TeamId;
use crate::units::{Distribution, Hours, Probability, Rate, Span};

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
}

/// A weakness that an exploit needs.
#[derive(Clone, Debug)]
pub struct Vulnerability {
    /// Id and label, such as `cve-2017-0144`.
    pub name: Name,
    /// Chance that one attempt to exploit a host that has it succeeds.
    pub exploitability: Probability,
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
    /// Its sensors.
    pub sensors: Vec<SensorId>,
    /// Its sources of background alerts.
    pub noises: Vec<NoiseId>,
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

/// A part of a network within which every host reaches every other.
#[derive(Clone, Debug)]
pub struct Zone {
    /// Id and label.
    pub name: Name,
    /// The organisation that owns it.
    pub organisation: OrgId,
    /// Whether hosts on the internet reach it.
    pub from_internet: bool,
    /// Zones that its hosts reach over links, itself among them, sorted.
    pub reaches: Vec<ZoneId>,
}

/// What hosts of a group are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// People work on it.
    Workstation,
    /// It serves others.
    Server,
    /// It decides who may log on (directory, identity provider).
    DomainController,
    /// It faces the internet.
    Gateway,
    /// It controls something physical.
    Controller,
}

/// Alike hosts in one zone.
#[derive(Clone, Debug)]
pub struct HostGroup {
    /// Id and label.
    pub name: Name,
    /// The organisation that owns it.
    pub organisation: OrgId,
    /// Where its hosts stand.
    pub zone: ZoneId,
    /// Number of the first of its hosts among all that were written under this id: hosts that an override sets apart
    /// are a group of their own with the same name.
    pub first: u32,
    /// How many hosts it has, at least 1.
    pub count: u32,
    /// How many hosts were written under this id.
    pub of: u32,
    /// What they are for.
    pub role: Role,
    /// How much one of them is worth to whoever attacks, against 1 for an ordinary host.
    pub value: f64,
    /// Data on each of them that somebody might want to have (MB).
    pub megabytes: u64,
    /// Which weaknesses they have, sorted by vulnerability.
    pub exposures: Vec<Exposure>,
}

impl HostGroup {
    /// Whether its one host is the only one of its name.
    pub fn is_alone(&self) -> bool {
        self.of == 1
    }
}

/// A vulnerability on a share of the hosts of a group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exposure {
    /// Which.
    pub vulnerability: VulnerabilityId,
    /// Chance that a host of the group has it.
    pub share: Probability,
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
    /// How often it raises an alert that nothing is behind; a Poisson process.
    pub false_alarms: Rate,
    /// How it breaks; none where it never does.
    pub health: Option<Health>,
    /// When it is out of service as planned, from STARTEX: from (included) and to (excluded), in order, without overlap.
    pub down: Vec<(Span, Span)>,
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

/// Alerts that no attack causes: benign triggers and false alarms.
#[derive(Clone, Debug)]
pub struct Noise {
    /// Id and label.
    pub name: Name,
    /// The organisation in which they arise.
    pub organisation: OrgId,
    /// How often; a Poisson process.
    pub rate: Rate,
    /// When it has this rate, and the factor at all other times; always where there are none.
    pub hours: Option<(Hours, Probability)>,
}
