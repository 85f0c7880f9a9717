//! What passes between teams, and what becomes of it beyond indicators.

use super::{IncidentId, ItemId, Procedure, Provenance};
use crate::scenario::model::{IndicatorKind, ObjectKind, PlayStage, TechniqueId, VulnerabilityId};
use crate::units::SimTime;

/// Something that one team can tell another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Object {
    /// What can be searched for, detected and blocked, as the sender takes it.
    Indicator(IndicatorKind),
    /// That the receiver may be next.
    EarlyWarning,
    /// What an attack is and does.
    IncidentReport,
    /// A weakness that an attack has exploited.
    Advisory(VulnerabilityId),
    /// What helps against a technique.
    Hardening(TechniqueId),
    /// How to deal with a technique.
    Playbook(Procedure),
}

impl Object {
    /// Its sort.
    pub fn kind(self) -> ObjectKind {
        match self {
            Self::Indicator(_) => ObjectKind::Indicator,
            Self::EarlyWarning => ObjectKind::EarlyWarning,
            Self::IncidentReport => ObjectKind::IncidentReport,
            Self::Advisory(_) => ObjectKind::Advisory,
            Self::Hardening(_) => ObjectKind::Hardening,
            Self::Playbook(_) => ObjectKind::Playbook,
        }
    }

    /// The kind of indicator that it is taken for, if it is one.
    pub fn indicator(self) -> Option<IndicatorKind> {
        match self {
            Self::Indicator(kind) => Some(kind),
            _ => None,
        }
    }
}

/// What networks are made hard against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Against {
    /// A weakness that there is no patch for.
    Weakness(VulnerabilityId),
    /// A technique.
    Technique(TechniqueId),
}

/// What a team made of what it was told, or learnt itself, beyond indicators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It learnt something from a partner.
    Learnt {
        /// What.
        object: Object,
        /// From whom.
        provenance: Provenance,
    },
    /// It looks out.
    PostureRaised {
        /// Until then, unless it is warned again.
        until: SimTime,
        /// What made it.
        provenance: Provenance,
    },
    /// It looks out no longer.
    PostureLowered {
        /// Whether it confirmed an incident meanwhile.
        borne_out: bool,
    },
    /// It has been warned in vain too often to look out.
    Disregarded {
        /// For this.
        item: ItemId,
    },
    /// Its analysis recognised an attack by what it had been told.
    Recognised {
        /// In which incident.
        incident: IncidentId,
        /// By what.
        provenance: Provenance,
    },
    /// A stage of an incident takes it less time by what it has taken over from a partner.
    SpedUp {
        /// Which incident.
        incident: IncidentId,
        /// Which stage.
        stage: PlayStage,
        /// From whom.
        provenance: Provenance,
    },
    /// It patches a weakness before all others.
    PutFirst {
        /// Which.
        vulnerability: VulnerabilityId,
        /// Why.
        provenance: Provenance,
    },
    /// Its networks are harder now.
    Hardened {
        /// Against what.
        against: Against,
        /// By what it knew.
        provenance: Provenance,
    },
}
