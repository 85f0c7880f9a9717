//! The arrangement: who passes what to whom, when, how, and what the receiver does with it.

mod assistance;
mod channel;
mod consultation;
mod industry;
mod marking;
mod object;
mod trust;

use super::{Labour, Name, TeamId, index_type};
use crate::units::{Distribution, Hours, Probability, Span};

pub use assistance::{Assistance, Call};
pub use channel::{Channel, ChannelFailure, ChannelId, Hub};
pub use consultation::{Consultation, Practice};
pub use industry::{Feed, FeedId, Subscriber, Vendor, VendorId};
pub use marking::{Marked, Marking, Party, Reach, Source, Terms, Tlp};
pub use object::ObjectKind;
pub use trust::Trust;

index_type! {
    /// Place of a strategy in [`super::Scenario::strategies`].
    StrategyId(u16);
}

/// A named arrangement: one arm of the experiment.
#[derive(Clone, Debug)]
pub struct Strategy {
    /// Id and label.
    pub name: Name,
    /// What it consists of.
    pub arrangement: Arrangement,
}

/// What teams have agreed on. The empty one is not sharing.
#[derive(Clone, Debug, Default)]
pub struct Arrangement {
    /// One policy for each ordered pair of teams and rule, by (rule, from, to).
    pub policies: Vec<Policy>,
    /// What teams lend each other, by (agreement, from, to).
    pub assistance: Vec<Assistance>,
    /// Talks and workshops, by id.
    pub consultations: Vec<Consultation>,
    /// Lists of indicators from industry, by id.
    pub feeds: Vec<Feed>,
    /// Vendors who look into samples, by id.
    pub vendors: Vec<Vendor>,
}

impl Arrangement {
    /// Whether nothing is agreed on.
    pub fn is_empty(&self) -> bool {
        let Self { policies, assistance, consultations, feeds, vendors } = self;
        let agrees = !policies.is_empty() || !assistance.is_empty() || !consultations.is_empty();
        !agrees && feeds.is_empty() && vendors.is_empty()
    }
}

impl From<Vec<Policy>> for Arrangement {
    fn from(policies: Vec<Policy>) -> Self {
        Self { policies, ..Self::default() }
    }
}

/// What one team passes to another, and how.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Id of the rule in the scenario; several pairs may come from one rule.
    pub rule: Name,
    /// Sender.
    pub from: TeamId,
    /// Receiver, never the sender.
    pub to: TeamId,
    /// What makes the sender share.
    pub trigger: Trigger,
    /// What it shares, sorted.
    pub passes: Vec<ObjectKind>,
    /// What limits what passes.
    pub terms: Terms,
    /// The sender's work on one report.
    pub preparation: Labour,
    /// From the prepared report to its release.
    pub release: Distribution,
    /// The office hours in which that time is counted; round the clock where there are none.
    pub release_hours: Option<Hours>,
    /// The channel that reports go over; none where they go straight to the receiver.
    pub over: Option<ChannelId>,
    /// From release, or from the end of the channel, to the receiver's inbox.
    pub transit: Distribution,
    /// So much longer takes the transit; zero but where somebody asks how late sharing may come.
    pub lag: Span,
    /// Chance, by indicator, that sanitising takes it out.
    pub loss: Probability,
    /// Chance, by report, that sanitising takes out whose attack it is.
    pub attribution_loss: Probability,
    /// Chance that the receiver decides to act on a report.
    pub acts: Probability,
    /// The receiver's work on one report.
    pub ingestion: Labour,
    /// What the receiver may do with it (PAP).
    pub allowed: Use,
    /// Whether the receiver searches its logs for what it got.
    pub hunts: bool,
    /// How long it takes until the receiver does as a playbook says.
    pub adopts: Span,
    /// Chance, by report, that the adversary learns of its indicators.
    pub leak: Probability,
    /// Chance, by item and receiver, that the adversary learns of it on its way.
    pub leak_items: Probability,
    /// What comes back for it.
    pub follow_up: FollowUp,
    /// Only in the reference arm that gives the ceiling: nothing false passes, and the receiver's controls and
    /// hunts cost neither time nor labour.
    pub perfect: bool,
}

impl Policy {
    /// Whether anything sent under this policy can ever arrive. Where it can't, nothing is prepared: an
    /// arrangement that never delivers costs nothing.
    pub fn is_open(&self) -> bool {
        !self.release.is_never()
            && !self.transit.is_never()
            && !self.preparation.work.is_never()
            && self.loss.get() < 1.0
    }

    /// Whether what is learnt when an incident is closed is shared.
    pub fn waits_for_closure(&self) -> bool {
        match self.trigger {
            Trigger::Closure => true,
            Trigger::Periodic(_) => self.passes(ObjectKind::Hardening),
            Trigger::Suspicion | Trigger::Confirmation | Trigger::Containment | Trigger::Receipt => false,
        }
    }

    /// Whether the sender shares objects of this sort.
    pub fn passes(&self, kind: ObjectKind) -> bool {
        self.passes.contains(&kind)
    }
}

/// What comes back for what was shared; nothing by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FollowUp {
    /// Whether the receiver tells the sender of what it has seen of it.
    pub sightings: bool,
    /// Whether the sender takes back what it does not believe in any more.
    pub retracts: bool,
}

/// What makes a team share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trigger {
    /// An alert was taken for an attack; nothing is confirmed.
    Suspicion,
    /// Analysis has confirmed an incident.
    Confirmation,
    /// The incident is contained.
    Containment,
    /// A partner's report was taken in.
    Receipt,
    /// The time has come, so long after the last.
    Periodic(Span),
    /// The incident is closed.
    Closure,
}

impl Trigger {
    /// The number that keys of luck are made with.
    pub fn number(self) -> u64 {
        match self {
            Self::Suspicion => 0,
            Self::Confirmation => 1,
            Self::Containment => 2,
            Self::Periodic(_) => 3,
            Self::Closure => 4,
            Self::Receipt => 5,
        }
    }
}

/// What may be done with shared information: the Permissible Actions Protocol (PAP).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// PAP:RED — nothing that the adversary could notice: search logs only.
    Search,
    /// PAP:AMBER — passive use: search and detect.
    Detect,
    /// PAP:GREEN — active use: search, detect and block.
    Block,
}
