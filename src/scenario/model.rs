//! The scenario that the simulator may trust: every name resolved, every number checked, every list in the
//! order of its ids.
//!
//! In: a checked document. Out: plain data, shared by all replicates. Because lists are sorted by id, permuting
//! the declarations of a file gives the identical model, and so the identical results.

mod actor;
mod attack;
mod decay;
mod decoy;
mod desk;
mod expectation;
mod incident;
mod mission;
mod network;
mod playbook;
mod readiness;
mod response;
mod sharing;
mod technique;
mod users;
mod worm;

use std::fmt;
use std::sync::Arc;

use crate::units::{Span, WeekTime};

pub use actor::{Actor, Answer, Does, IndicatorKind, IndicatorSpec, Owner, Reaction};
pub use attack::{
    Campaign, CampaignId, Choose, Impact, IndicatorId, Lure, Needs, Privilege, Repeat, Step, StepEffect,
    StepId, Through, Victim,
};
pub use decay::Polynomial;
pub use decoy::Decoy;
pub use desk::{Desk, Escalation, Fatigue, Order, Presence, Priority, Shift, ShiftEnd, Skill};
pub use expectation::{Bound, Expectation, ExpectationKind, Measure};
pub use incident::{Assessment, Countermeasure, Course, Deadline, Notification, Reporting, Severity};
pub use mission::{Demand, Dependency, HostsNeeded, Mission, MissionId, MissionPhase, PhaseId, Weight};
pub use network::{
    Account, AccountId, Backups, Cache, Collateral, ControlKind, Domain, Edr, Exposure, GroupId, Health,
    HostControls, HostGroup, Logging, Noise, NoiseId, NoiseKind, OrgId, Organisation, Passage, Patch, Role,
    Sensor, SensorId, Serves, Service, ServiceId, Supplier, SupplierId, Vulnerability, VulnerabilityId, Zone,
    ZoneId,
};
pub use playbook::{PlayStage, Playbook, Review};
pub use readiness::{Countermeasures, Engineering, OnCall, Posture, Workaround};
pub use response::{
    Analysis, Containment, Correlation, Deployment, DeskId, Eradication, Hunting, Labour, Patching, Recovery,
    Team, TeamId, Triage, WorkKind,
};
pub use sharing::{
    Arrangement, Assistance, Call, Channel, ChannelFailure, ChannelId, Consultation, Feed, FeedId, FollowUp,
    Hub, Marked, Marking, ObjectKind, Party, Policy, Practice, Reach, Source, Strategy, StrategyId,
    Subscriber, Terms, Tlp, Trigger, Trust, Use, Vendor, VendorId,
};
pub use technique::{Tactic, Technique, TechniqueError, TechniqueId};
pub use users::{Users, UsersId};
pub use worm::{KillSwitch, Removal, Scans};

/// What an element is called: the stable id that keys its luck and its rows, and the label that people read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Stable id: draws are keyed by it, results carry it, order follows it.
    pub id: Arc<str>,
    /// What people read, on one line; the id where the scenario gives none.
    pub label: Arc<str>,
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.label)
    }
}

/// A whole scenario, ready to run.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Id and title.
    pub name: Name,
    /// What it is about, for people.
    pub story: Arc<str>,
    /// When it starts and ends.
    pub exercise: Exercise,
    /// How often it is run, and on which luck.
    pub experiment: Experiment,
    /// All services that are told apart, by id.
    pub services: Vec<Service>,
    /// All vulnerabilities, by id.
    pub vulnerabilities: Vec<Vulnerability>,
    /// All organisations, by id.
    pub organisations: Vec<Organisation>,
    /// All zones of all organisations, by (organisation, id).
    pub zones: Vec<Zone>,
    /// All host groups of all organisations, by (organisation, id).
    pub groups: Vec<HostGroup>,
    /// All accounts of all organisations, by (organisation, id).
    pub accounts: Vec<Account>,
    /// All suppliers, by id.
    pub suppliers: Vec<Supplier>,
    /// All sensors of all organisations, by (organisation, id).
    pub sensors: Vec<Sensor>,
    /// All sources of background alerts of all organisations, by (organisation, id).
    pub noises: Vec<Noise>,
    /// All users of all organisations, by (organisation, id).
    pub users: Vec<Users>,
    /// All missions of all organisations, by (organisation, id).
    pub missions: Vec<Mission>,
    /// All response teams, by id.
    pub teams: Vec<Team>,
    /// All campaigns, by id.
    pub campaigns: Vec<Campaign>,
    /// All techniques that they use, sorted.
    pub techniques: Vec<Technique>,
    /// What adversaries use and leave behind: of campaigns by (campaign, id), then of actors by (actor, id).
    pub indicators: Vec<IndicatorSpec>,
    /// What each team may get and send, by team.
    pub parties: Vec<Party>,
    /// How much teams trust each other; none where they trust each other fully, whatever happens.
    pub trust: Option<Trust>,
    /// All channels that reports can go over, by id.
    pub channels: Vec<Channel>,
    /// All strategies that share something, by id; "none" is not among them.
    pub strategies: Vec<Strategy>,
    /// What the author expects of the results, by id.
    pub expectations: Vec<Expectation>,
}

/// The clock of the exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exercise {
    /// From STARTEX to ENDEX.
    pub duration: Span,
    /// Where STARTEX lies in the week.
    pub startex: WeekTime,
    /// How long ordinary work runs before STARTEX, so that queues are as full as on any day.
    pub burn_in: Span,
}

/// How the scenario is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Experiment {
    /// Seed of all luck.
    pub seed: u64,
    /// Paired replicates, at least 1.
    pub replications: u32,
}

impl Scenario {
    /// The organisation.
    pub fn organisation(&self, id: OrgId) -> &Organisation {
        &self.organisations[id.index()]
    }

    /// The zone.
    pub fn zone(&self, id: ZoneId) -> &Zone {
        &self.zones[id.index()]
    }

    /// The host group.
    pub fn group(&self, id: GroupId) -> &HostGroup {
        &self.groups[id.index()]
    }

    /// The vulnerability.
    pub fn vulnerability(&self, id: VulnerabilityId) -> &Vulnerability {
        &self.vulnerabilities[id.index()]
    }

    /// The account.
    pub fn account(&self, id: AccountId) -> &Account {
        &self.accounts[id.index()]
    }

    /// The service.
    pub fn service(&self, id: ServiceId) -> &Service {
        &self.services[id.index()]
    }

    /// The supplier.
    pub fn supplier(&self, id: SupplierId) -> &Supplier {
        &self.suppliers[id.index()]
    }

    /// The sensor.
    pub fn sensor(&self, id: SensorId) -> &Sensor {
        &self.sensors[id.index()]
    }

    /// The source of background alerts.
    pub fn noise(&self, id: NoiseId) -> &Noise {
        &self.noises[id.index()]
    }

    /// The group of users.
    pub fn users(&self, id: UsersId) -> &Users {
        &self.users[id.index()]
    }

    /// The mission.
    pub fn mission(&self, id: MissionId) -> &Mission {
        &self.missions[id.index()]
    }

    /// The team.
    pub fn team(&self, id: TeamId) -> &Team {
        &self.teams[id.index()]
    }

    /// The campaign.
    pub fn campaign(&self, id: CampaignId) -> &Campaign {
        &self.campaigns[id.index()]
    }

    /// The technique.
    pub fn technique(&self, id: TechniqueId) -> &Technique {
        &self.techniques[id.index()]
    }

    /// The id of a technique that a campaign uses.
    pub fn technique_id(&self, technique: &Technique) -> Option<TechniqueId> {
        self.techniques.binary_search(technique).ok().map(TechniqueId::at)
    }

    /// Something that an adversary uses.
    pub fn indicator(&self, id: IndicatorId) -> &IndicatorSpec {
        &self.indicators[id.index()]
    }

    /// The organisations of a team within this reach, sorted.
    pub fn within(&self, team: TeamId, reach: Reach) -> &[OrgId] {
        match reach {
            Reach::Own => &self.party(team).own,
            Reach::Constituents => &self.team(team).defends,
        }
    }

    /// What a team may get and send.
    pub fn party(&self, id: TeamId) -> &Party {
        &self.parties[id.index()]
    }

    /// The channel.
    pub fn channel(&self, id: ChannelId) -> &Channel {
        &self.channels[id.index()]
    }

    /// The strategy.
    pub fn strategy(&self, id: StrategyId) -> &Strategy {
        &self.strategies[id.index()]
    }
}

/// Ids that are indices into the sorted lists of a [`Scenario`].
macro_rules! index_type {
    ($($(#[$doc:meta])* $name:ident($inner:ty);)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $inner);

        impl $name {
            /// Place in its list.
            pub const fn index(self) -> usize {
                self.0 as usize
            }

            /// The id of the element at this place of its list.
            #[expect(clippy::cast_possible_truncation, reason = "the checker bounds every list far below the type")]
            pub const fn at(index: usize) -> Self {
                Self(index as $inner)
            }
        }
    )*};
}
pub(crate) use index_type;

/// One host: the group that it belongs to and its number there, from zero.
///
/// A host is a name, not an entity: nothing is stored for hosts that nothing happens to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HostRef {
    /// Its group.
    pub group: GroupId,
    /// Its number in the group.
    pub number: u32,
}
