//! Partnership with industry: lists of indicators that are bought, and vendors who look into samples.

use crate::scenario::model::{IndicatorKind, Labour, Name, TeamId, Trigger, Use, index_type};
use crate::units::{Distribution, Probability, Rate, Span};

index_type! {
    /// Place of a feed in [`super::Arrangement::feeds`].
    FeedId(u16);
    /// Place of a vendor in [`super::Arrangement::vendors`].
    VendorId(u16);
}

/// A list of indicators that goes to several teams alike.
#[derive(Clone, Debug)]
pub struct Feed {
    /// Id and label.
    pub name: Name,
    /// How many items it lists.
    pub rate: Rate,
    /// Chance, by item, that it is about something that a campaign of the scenario uses and that is listed by then.
    pub relevance: Probability,
    /// Chance, by item, that it describes something harmless. The two add up to 1 at most.
    pub harmless: Probability,
    /// Chance, by indicator, that the feed ever comes upon it.
    pub coverage: Probability,
    /// What it lists, sorted.
    pub kinds: Vec<IndicatorKind>,
    /// How long an indicator is in use before it is listed.
    pub lag: Distribution,
    /// From one delivery to the next.
    pub every: Span,
    /// Who gets it, by team.
    pub subscribers: Vec<Subscriber>,
    /// Chance, by item and team, that it is put to use.
    pub acts: Probability,
    /// What may be done with its items.
    pub allowed: Use,
    /// Whether teams search their logs for what is new to them.
    pub hunts: bool,
}

/// A team that has to do with industry, and its work on one item or sample.
#[derive(Clone, Debug)]
pub struct Subscriber {
    /// Who.
    pub team: TeamId,
    /// Its work.
    pub labour: Labour,
}

/// A vendor who makes something for all out of a sample that one team sends.
#[derive(Clone, Debug)]
pub struct Vendor {
    /// Id and label.
    pub name: Name,
    /// Who sends samples, by team.
    pub senders: Vec<Subscriber>,
    /// Who gets what is made of them, sorted.
    pub serves: Vec<TeamId>,
    /// What makes a team send a sample: confirmation or containment.
    pub trigger: Trigger,
    /// From the sample to a signature.
    pub signature: Distribution,
    /// Chance that the signature describes something harmless.
    pub harmless: Probability,
    /// From the sample to patches.
    pub patch: Distribution,
    /// What may be done with signatures.
    pub allowed: Use,
    /// Whether teams search their logs for what a signature recognises.
    pub hunts: bool,
}
