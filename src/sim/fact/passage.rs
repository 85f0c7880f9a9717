//! Why items are held back, and what becomes of reports on their way.

use crate::scenario::model::ChannelId;
use crate::units::Span;

/// Why an item was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Withheld {
    /// The channel never delivers.
    Channel,
    /// Sanitising took it out.
    Sanitised,
    /// The incident is not severe enough.
    Severity,
    /// The sender is not sure enough of it.
    Confidence,
    /// Its marking forbids it.
    Marking(Limit),
}

/// What a marking (TLP) forbids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Limit {
    /// The sender got it from a partner, for itself.
    Onward,
    /// The sender does not send what is marked so.
    Sender,
    /// It is for named recipients, and the rule names none.
    Recipient,
    /// The channel does not carry what is marked so.
    Carrier,
    /// The receiver is not cleared for what is marked so.
    Clearance,
    /// It protects the receiver's own organisation, and not its constituents.
    Constituents,
}

/// What became of a report on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Passage {
    /// It is written up, and waits for its release.
    Prepared,
    /// It was released with its items.
    Released,
    /// The adversary has learnt of it.
    Leaked,
    /// It has to wait on its channel.
    Held {
        /// Which.
        channel: ChannelId,
        /// For what.
        wait: Wait,
    },
    /// Its channel has lost it, and nobody notices.
    Lost(ChannelId),
    /// Its channel is broken for good.
    Stuck(ChannelId),
    /// The receiver has it.
    Received,
    /// The receiver decided not to act on it.
    Ignored,
    /// The receiver has taken it in.
    Ingested,
}

/// What a report waits for on a channel, and how long.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Wait {
    /// For those before it, and to be taken itself.
    pub queue: Span,
    /// For the channel's hours.
    pub shut: Span,
    /// For its repair.
    pub broken: Span,
    /// For its publication and for the receiver to fetch it.
    pub schedule: Span,
}

impl Wait {
    /// All of it.
    pub fn total(self) -> Span {
        self.queue + self.shut + self.broken + self.schedule
    }
}
