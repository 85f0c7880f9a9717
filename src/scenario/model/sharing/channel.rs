//! The ways that reports take.

use super::Tlp;
use crate::scenario::model::{Name, index_type};
use crate::units::{Distribution, Hours, Probability, Span};

index_type! {
    /// Place of a channel in [`super::Scenario::channels`](crate::scenario::model::Scenario::channels).
    ChannelId(u16);
}

/// A way that reports take from team to team.
#[derive(Clone, Debug)]
pub struct Channel {
    /// Id and label.
    pub name: Name,
    /// When it publishes and when receivers fetch; none where reports pass at once.
    pub hub: Option<Hub>,
    /// When it takes reports; always where there are none.
    pub hours: Option<Hours>,
    /// How long it is taken by one report.
    pub takes: Span,
    /// How it breaks; none where it never does.
    pub outage: Option<ChannelFailure>,
    /// Chance that a report is lost on it.
    pub loss: Probability,
    /// The strictest marking that it carries.
    pub carries: Tlp,
}

impl Channel {
    /// Whether anything ever gets through.
    pub fn is_open(&self) -> bool {
        self.loss.get() < 1.0
    }
}

/// A platform that publishes, and from which receivers fetch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hub {
    /// From one publication to the next; at once where it is zero.
    pub publish: Span,
    /// From one fetch of a receiver to its next; at once where it is zero.
    pub pull: Span,
}

/// How a channel breaks and is repaired, in turn.
#[derive(Clone, Debug, PartialEq)]
pub struct ChannelFailure {
    /// From STARTEX to the first failure, and from each repair to the next failure.
    pub fails: Distribution,
    /// From a failure to its repair.
    pub repaired: Distribution,
}
