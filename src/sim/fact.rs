//! Facts: what happened in a run, in the past tense, immutable, each with the fact that caused it.
//!
//! Metrics, traces and expectations read facts and nothing else. Facts may hold ground truth; the teams of the
//! simulation write facts and never read them.

mod aid;
mod casework;
mod duty;
mod industry;
mod mail;
mod object;
mod passage;
mod practised;
mod procedure;
mod turn;
mod what;

use crate::engine::StableKey;
use crate::scenario::model::{
    CampaignId, ControlKind, GroupId, IndicatorId, NoiseId, NoiseKind, OrgId, Scenario, SensorId, ServiceId,
    StepId, SupplierId, TeamId, UsersId, VulnerabilityId,
};
use crate::units::SimTime;

pub use aid::{Aid, AidTurn, Refusal};
pub use casework::Casework;
pub use duty::{Because, Duty};
pub use industry::{Bought, Industry, Intake};
pub use mail::Mail;
pub use object::{Against, Effect, Object};
pub use passage::{Limit, Passage, Wait, Withheld};
pub use practised::{PracticeTurn, Practised};
pub use procedure::Procedure;
pub use turn::{Experience, ItemTurn, Refreshed, Retired, Retirement, TrustMoved};
pub use what::What;

/// Number of a fact in its run, in the order of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(pub u32);

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// When.
    pub at: SimTime,
    /// The fact that brought it about; none for what comes from outside (a campaign, background noise).
    pub cause: Option<FactId>,
    /// What.
    pub what: What,
}

/// One campaign against one organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IntrusionId {
    /// The campaign.
    pub campaign: CampaignId,
    /// The organisation.
    pub victim: OrgId,
}

/// What can be recognised, as a value to compare with; it does not tell what it is.
pub type Pattern = StableKey;

/// What a pattern really is. Ground truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// It belongs to an adversary.
    Adversary {
        /// What of it.
        indicator: IndicatorId,
        /// The victim that it was made for; none for the common one.
        own: Option<OrgId>,
        /// How often the adversary has replaced it.
        generation: u16,
    },
    /// It describes something harmless that an adversary has left to mislead.
    Decoy {
        /// In which campaign.
        campaign: CampaignId,
        /// By which step.
        step: StepId,
        /// Which of its decoys.
        place: usize,
    },
    /// It describes something harmless.
    Harmless,
}

/// Numbers of things that arise in a run, each in order of arising.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AlertId(pub u32);
/// Number of an incident as a team sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IncidentId(pub u32);
/// Number of a piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WorkId(pub u32);
/// Number of a report from one team to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportId(pub u32);
/// Number of an item: one indicator for one receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub u32);

/// How a team came to know an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Provenance {
    /// From its own analysis.
    Own,
    /// From a partner.
    Partner {
        /// The partner.
        from: TeamId,
        /// The item.
        item: ItemId,
    },
    /// From industry.
    Industry(Industry),
}

/// What raised an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AlertSource {
    /// A sensor.
    Sensor(SensorId),
    /// Background noise.
    Noise(NoiseId),
    /// A deployed indicator matched.
    Indicator {
        /// Which.
        pattern: Pattern,
        /// How the team knew it.
        provenance: Provenance,
    },
    /// A hunt for an indicator found a trace in the logs.
    Hunt {
        /// Which.
        pattern: Pattern,
        /// How the team knew it.
        provenance: Provenance,
    },
    /// A user reported a letter.
    Report(UsersId),
    /// A control on the hosts themselves.
    Protection {
        /// Of which hosts.
        group: GroupId,
        /// Which.
        control: ControlKind,
    },
    /// The victim found out that a supplier's delivery is poisoned.
    Vetting(SupplierId),
    /// Services failed, and people called.
    Outage,
}

/// Why a try of a step came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Obstacle {
    /// Luck was against it.
    Luck,
    /// No host that it could go for.
    NoTarget,
    /// The host does not have the vulnerability, or there are no credentials.
    NoWay,
    /// Neither the links nor the hosts that it wants let the service through that it comes over.
    NoPassage(ServiceId),
    /// Nobody knows yet of the weakness that it would exploit.
    Undisclosed(VulnerabilityId),
    /// The weakness is closed where it could have exploited it.
    Patched(VulnerabilityId),
    /// It holds no host to work from.
    NoFoothold,
    /// It holds no host with the rights that it needs.
    NoPrivilege,
    /// It took too long.
    TimedOut,
    /// A sensor stopped it.
    Control(SensorId),
    /// A control on the hosts themselves stopped it.
    Protection {
        /// Of which hosts.
        group: GroupId,
        /// Which.
        control: ControlKind,
    },
    /// The victim found out that the supplier's delivery is poisoned.
    Vetting(SupplierId),
    /// A deployed indicator stopped it.
    Indicator {
        /// Which.
        pattern: Pattern,
        /// How the team knew it.
        provenance: Provenance,
    },
    /// It would have succeeded, had the networks not been made harder.
    Hardened {
        /// Against what.
        against: Against,
        /// How the team knew of that.
        provenance: Provenance,
    },
    /// It would have succeeded, had teams not agreed on how to configure networks.
    BestPractice,
}

impl Obstacle {
    /// Whether defenders stopped it when it was under way, so that the adversary notices.
    pub fn is_defence(self) -> bool {
        match self {
            Self::Control(_) | Self::Protection { .. } | Self::Vetting(_) | Self::Indicator { .. } => true,
            Self::Luck
            | Self::NoTarget
            | Self::NoWay
            | Self::NoPassage(_)
            | Self::Undisclosed(_)
            | Self::Patched(_)
            | Self::NoFoothold
            | Self::NoPrivilege
            | Self::Hardened { .. }
            | Self::BestPractice
            | Self::TimedOut => false,
        }
    }
}

/// How an intrusion ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ending {
    /// It never got in, and something stopped it.
    Prevented(Obstacle),
    /// It never got in, by its own failure.
    Failed,
    /// It got in, and was thrown out.
    Evicted,
    /// The adversary gave it up.
    Abandoned,
}

/// What an adversary notices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Notice {
    /// A step was stopped.
    Block,
    /// The last foothold is lost.
    Eviction,
    /// Somebody goes through the logs.
    Hunt,
    /// What is known of it has leaked.
    Leak,
}

/// Why hosts are out of service. A host that is out for several reasons is put down to the first of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DownBy {
    /// The adversary.
    Attack,
    /// Containment.
    Containment,
    /// A block on something harmless.
    OverBlocking,
}

impl DownBy {
    /// All reasons, in their order.
    pub const ALL: [Self; 3] = [Self::Attack, Self::Containment, Self::OverBlocking];
}

/// Where a mission stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// Its level by the hosts that are out of service, in the order of [`DownBy`]: because of attacks; because of
    /// attacks or containment; because of anything. So none is higher than the one before, and the last is the level
    /// that the mission has.
    pub levels: [f64; 3],
    /// The level that is required of it.
    pub required: f64,
}

impl Standing {
    /// The level that the mission has.
    pub fn level(&self) -> f64 {
        self.levels[2]
    }

    /// Whether it has less than is required of it.
    pub fn is_short(&self) -> bool {
        self.level() < self.required
    }

    /// How much of what is required is missing, as a share of it from 0 to 1, and for what reason, in the order of
    /// [`DownBy`]: attacks answer for what they would cost alone, containment for what it costs on top of that, and
    /// over-blocking for the rest. What is not required is not missing.
    pub fn shortfalls(&self) -> [f64; 3] {
        let missing =
            |level: f64| if level < self.required { (self.required - level) / self.required } else { 0.0 };
        let [attack, contained, all] = self.levels.map(missing);
        [attack, contained - attack, all - contained]
    }
}

/// What is behind an alert. Ground truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Disposition {
    /// An attack: a true incident.
    Attack,
    /// Something harmless that really happened.
    BenignTrigger,
    /// Nothing, or a mistake of whoever wrote the rule.
    FalseAlarm,
}

impl Disposition {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Attack, Self::BenignTrigger, Self::FalseAlarm];

    /// What is behind an alert from this source.
    pub(super) fn of(scenario: &Scenario, source: AlertSource, attack: bool) -> Self {
        let kind = match source {
            _ if attack => return Self::Attack,
            AlertSource::Noise(id) => scenario.noise(id).kind,
            // The letter is there, and harmless; so is what has failed.
            AlertSource::Report(_) | AlertSource::Outage => NoiseKind::BenignTrigger,
            AlertSource::Sensor(_)
            | AlertSource::Indicator { .. }
            | AlertSource::Hunt { .. }
            | AlertSource::Protection { .. }
            | AlertSource::Vetting(_) => NoiseKind::FalseAlarm,
        };
        match kind {
            NoiseKind::BenignTrigger => Self::BenignTrigger,
            NoiseKind::FalseAlarm => Self::FalseAlarm,
        }
    }
}

/// What an analyst makes of an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Taken for an attack.
    Suspicious,
    /// Closed.
    Closed,
}

/// The facts of one run.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    log: Vec<Fact>,
}

impl Facts {
    /// No facts yet, with room for so many.
    pub(super) fn with_room_for(count: usize) -> Self {
        Self { log: Vec::with_capacity(count) }
    }

    /// Adds a fact.
    #[expect(clippy::cast_possible_truncation, reason = "four billion facts do not fit in memory")]
    pub(super) fn record(&mut self, at: SimTime, cause: Option<FactId>, what: What) -> FactId {
        let id = FactId(self.log.len() as u32);
        self.log.push(Fact { at, cause, what });
        id
    }

    /// All facts in the order of events.
    pub fn all(&self) -> &[Fact] {
        &self.log
    }

    /// The fact of this number.
    pub fn get(&self, id: FactId) -> Option<&Fact> {
        self.log.get(id.0 as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_measured_against_what_is_required() {
        let parts = |levels, required| Standing { levels, required }.shortfalls();
        assert_eq!(parts([1.0, 0.5, 0.25], 1.0), [0.0, 0.5, 0.25]);
        assert_eq!(parts([0.5, 0.5, 0.0], 1.0), [0.5, 0.0, 0.5]);
        assert_eq!(parts([0.75, 0.25, 0.0], 0.5), [0.0, 0.5, 0.5]);
        assert_eq!(parts([0.75, 0.5, 0.5], 0.5), [0.0; 3]);
        assert_eq!(parts([0.0, 0.0, 0.0], 0.0), [0.0; 3], "what is not required is not missing");
    }
}
