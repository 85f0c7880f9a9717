//! Actors: what the campaigns of one adversary have in common, what of it can be seen, and how it answers.

use std::sync::Arc;

use super::{CampaignId, Name, StepId};
use crate::units::{Distribution, Hours, Probability};

/// Who attacks: what the campaigns of one adversary have in common.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Id and label.
    pub name: Name,
    /// Factor on the odds of success of its steps.
    pub skill: f64,
    /// Factor by which the odds of being seen shrink.
    pub stealth: f64,
    /// Factor on its pace.
    pub tempo: f64,
    /// When its people work; `None` for round the clock.
    pub hours: Option<Hours>,
    /// How long it takes to replace what has become known, by [`IndicatorKind`].
    pub rotation: [Distribution; 6],
}

/// Levels of Bianco's pyramid of pain: how much it hurts the adversary to lose it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IndicatorKind {
    /// Hash of a file.
    Hash,
    /// IP address.
    Address,
    /// Domain name.
    Domain,
    /// Artefact on hosts or in the network.
    Artefact,
    /// Tool.
    Tool,
    /// Behaviour.
    Ttp,
}

impl IndicatorKind {
    /// Place in a list by level.
    pub const fn level(self) -> usize {
        self as usize
    }

    /// As results write it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Hash => "hash",
            Self::Address => "address",
            Self::Domain => "domain",
            Self::Artefact => "artefact",
            Self::Tool => "tool",
            Self::Ttp => "ttp",
        }
    }
}

/// Whose an indicator is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// A campaign's.
    Campaign(CampaignId),
    /// An actor's, in all its campaigns; by id.
    Actor(Arc<str>),
}

/// Something of an adversary that can be seen, and shared as an indicator.
#[derive(Clone, Debug)]
pub struct IndicatorSpec {
    /// Whose it is.
    pub owner: Owner,
    /// Id and label.
    pub name: Name,
    /// Level of the pyramid of pain.
    pub kind: IndicatorKind,
    /// Chance, by organisation, that the campaign uses the common one there rather than one of its own making for
    /// this victim. Only the common one is of use to others.
    pub reuse: Probability,
    /// How long the adversary has used it against others when the first campaign with it begins.
    pub age: Distribution,
}

/// What the adversary does when it notices that it is known.
#[derive(Clone, Debug)]
pub struct Reaction {
    /// A deployed indicator or a control has stopped a step.
    pub on_block: Vec<Answer>,
    /// It has lost its last foothold at a victim.
    pub on_eviction: Vec<Answer>,
    /// A hunt has gone through the logs of a victim while it was in.
    pub on_hunt: Vec<Answer>,
    /// What a team knows of it has leaked.
    pub on_leak: Vec<Answer>,
}

/// An answer of the adversary.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Chance that it is given.
    pub chance: Probability,
    /// From what was noticed to the answer.
    pub after: Distribution,
    /// What it is.
    pub does: Does,
}

/// What an adversary can do when it is noticed.
#[derive(Clone, Debug)]
pub enum Does {
    /// Replaces what has become known.
    Rotate,
    /// Tries the step that was stopped once more.
    Retry,
    /// Begins this step.
    Branch(StepId),
    /// No step takes effect for so long.
    GoQuiet(Distribution),
    /// Returns through a way back.
    Return,
    /// Gives the victim up.
    Abort,
}
