//! The arrangement, as written.

mod assistance;
mod channel;
mod consultation;
mod industry;
mod marking;
mod object;
mod trust;

use super::{INSTANT, Severity};
use crate::scenario::decode::{Id, List, Reference, Spanned, Text, written};
use crate::units::{Distribution, Hours, Probability, Span};

pub use assistance::{Assistance, Call};
pub use channel::{Channel, ChannelFailure, ChannelKind};
pub use consultation::Consultation;
pub use industry::{Feed, SampleTrigger, Vendor};
pub use marking::{JUDGEMENT, Marking, Party, Source, Tlp};
pub use object::ObjectKind;
pub use trust::{Regard, Trust};

written! {
    /// What may pass between the teams.
    pub struct Arrangement {
        /// What each team may get and send, and how well it keeps to it; a team that is not named here may get and send
        /// everything, and keeps to what markings say.
        pub parties: List<Party> = List::default(),
        /// How much teams trust each other; everybody trusts everybody fully, whatever happens, where it is not written.
        pub trust: Option<Trust> = None,
        /// Teams that rules can name in one word.
        pub groups: List<TeamGroup> = List::default(),
        /// The ways that reports take; rules name them.
        pub channels: List<Channel> = List::default(),
        /// Strategies that ship with the program, by id: each is as if its text were written here. `coalition strategies` lists
        /// them, `coalition strategies hub` prints the text of one, to copy and change.
        pub presets: List<Reference> = List::default(),
        /// The strategies that are compared with not sharing; `none` is always there.
        pub strategies: List<Strategy> = List::default(),
    }
}

written! {
    /// Teams that rules can name in one word.
    pub struct TeamGroup {
        /// Stable id; no team has it.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// Its teams.
        pub teams: List<Reference>,
    }
}

written! {
    /// A named set of rules and agreements: one arm of the experiment. It has one of them at least.
    pub struct Strategy {
        /// Stable id; `none` and `ideal` are taken.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// What teams share with each other.
        pub rules: List<Rule> = List::default(),
        /// Analysts whom teams lend each other.
        pub assistance: List<Assistance> = List::default(),
        /// Talks and workshops: best practices that come into use little by little.
        pub consultations: List<Consultation> = List::default(),
        /// Lists of indicators that teams get from industry.
        pub feeds: List<Feed> = List::default(),
        /// Vendors who make signatures and patches of samples that teams send them.
        pub vendors: List<Vendor> = List::default(),
    }
}

written! {
    /// What some teams pass to others, and how.
    pub struct Rule {
        /// Stable id, unique in its strategy.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// Senders: teams, or groups of teams; all teams where none is named.
        pub from: List<Reference> = List::default(),
        /// Receivers: teams, or groups of teams; all other teams where none is named.
        pub to: List<Reference> = List::default(),
        /// What makes a sender share.
        pub trigger: Trigger = Trigger::Confirmation,
        /// What it shares: some or all of what it then knows of these kinds. On a suspicion, that is what the alert shows and a
        /// warning; what helps against an attack is known when the incident is closed.
        pub passes: List<ObjectKind> = List::from(vec![ObjectKind::Indicators]),
        /// Nothing is shared of an incident that is less severe than this, as far as the sender knows.
        pub min_severity: Severity = Severity::Low,
        /// Indicators are not shared that the sender is less sure of than this, from 0 to 1. How sure it is of one, it draws
        /// from its `judgement` (see `parties`).
        pub min_confidence: Probability = Probability::NEVER,
        /// Nothing is shared with a team that the sender trusts less than this (see `trust`).
        pub min_trust: Probability = Probability::NEVER,
        /// Nothing is shared with a team from which the sender has received fewer items than this for each item that it has
        /// sent there; from 0 to 100.
        pub reciprocity: Spanned<f64> = Spanned::unplaced(0.0),
        /// So many items are sent whatever the reciprocity (items).
        pub grace: u32 = 10, "[J]",
        /// How indicators are marked that no marking below fits.
        pub tlp: Tlp = Tlp::Clear,
        /// How indicators are marked by what they are. Where several fit, the strictest counts.
        pub markings: List<Marking> = List::default(),
        /// The desk at the sender that prepares reports, by id; the desk that analyses where none is named.
        pub prepared_by: Option<Reference>,
        /// The sender's work on one report.
        pub preparation: Distribution = INSTANT,
        /// From the prepared report to its release by whoever has the authority.
        pub release: Distribution = INSTANT,
        /// The office hours of whoever releases, such as "Mon-Fri 08:00-17:00 +01:00": the time until release is counted in
        /// them alone, so that nights and weekends wait. Round the clock where none are written.
        pub release_hours: Option<Hours>,
        /// The channel that reports go over, by id; straight into the receiver's inbox where none is named.
        pub over: Option<Reference>,
        /// From release, or from the end of the channel, to the receiver's inbox.
        pub transit: Distribution = INSTANT,
        /// Chance, by indicator, that sanitising takes it out.
        pub loss: Probability = Probability::NEVER,
        /// Chance, by report, that sanitising takes out whose attack it is. The receiver then recognises the indicators, but
        /// not the attack: its analysis is not any shorter.
        pub attribution_loss: Probability = Probability::NEVER,
        /// Chance that the receiver decides to act on a report: it keeps its own authority.
        pub acts: Probability = Probability::ALWAYS,
        /// The desk at the receiver that takes reports in, by id; the desk that triages where none is named.
        pub ingested_by: Option<Reference>,
        /// The receiver's work on one report.
        pub ingestion: Distribution = INSTANT,
        /// What the receiver may do with it.
        pub pap: Pap = Pap::Green,
        /// Whether the receiver searches its logs for what it got.
        pub hunts: bool = true,
        /// How long it takes until the receiver does as a playbook says that it was told; until then it does so in part, in
        /// proportion to the time that it has had it.
        pub adopts: Span = Span::from_micros(14 * Span::DAY.as_micros()), "[J]",
        /// Chance, by report, that the adversary learns of its indicators.
        pub leak: Probability = Probability::NEVER,
        /// Chance, by item and receiver, that the adversary learns of it on its way. What leaks from receivers is written with
        /// them (see `parties`).
        pub leak_items: Probability = Probability::NEVER,
        /// Whether the receiver tells the sender when it sees what it got in what it takes for an attack: one message for each
        /// incident, without labour, over the same channel and as long on its way. It keeps the sender's indicator fresh
        /// (see `decay`), and those of whoever told the sender.
        pub sightings: bool = false,
        /// Whether the sender takes back what it withdraws for false alerts, or had shared of a suspicion that turned out to be
        /// nothing: without labour, over the same channel and as long on its way. The receiver takes it out of force unless
        /// somebody else vouches for it, and takes it back in turn from whom it has passed it on to under a rule that says so.
        pub retracts: bool = false,
    }
}

written! {
    /// What makes a team share.
    pub enum Trigger {
        /// An alert was taken for an attack; nothing is confirmed.
        Suspicion,
        /// Analysis has confirmed an incident.
        Confirmation,
        /// The incident is contained.
        Containment,
        /// The incident is closed: its hosts are back, and it is known what would have helped.
        Closure,
        /// The team has taken in what is new to it in a partner's report: it passes that on. Nothing goes to a team that it has
        /// been at before, and nothing that was marked not to be passed on (AMBER and stricter).
        Receipt,
        /// At set times, counted from STARTEX, with all that has been confirmed since the last: one report.
        Periodic {
            /// From one time to the next.
            every: Spanned<Span> = Spanned::unplaced(Span::DAY), "[J]",
        },
    }
}

written! {
    /// Permissible Actions Protocol: what the receiver may do.
    #[derive(Copy, PartialEq, Eq)]
    pub enum Pap {
        /// Search logs only: nothing that the adversary could notice.
        Red,
        /// Search and detect.
        Amber,
        /// Search, detect and block.
        Green,
    }
}
