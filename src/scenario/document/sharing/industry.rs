//! Partnership with industry, as written: lists of indicators that are bought, and vendors who look into samples.

use super::Pap;
use crate::scenario::decode::{Id, List, Reference, Spanned, Text, written};
use crate::scenario::document::INSTANT;
use crate::scenario::document::attack::IndicatorKind;
use crate::scenario::document::response::log_normal;
use crate::units::{Distribution, Probability, Rate, Span};

/// The kinds that lists mostly hold.
fn listed() -> List<IndicatorKind> {
    List::from(vec![IndicatorKind::Hash, IndicatorKind::Address, IndicatorKind::Domain])
}

written! {
    /// An industry feed: a list of indicators, the same for all who get it, made by somebody who watches the whole world.
    pub struct Feed {
        /// Stable id, unique in its strategy. A feed of the same id has the same luck in every strategy.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// Who gets it: teams, or groups of teams; all teams where none is named.
        pub to: List<Reference> = List::default(),
        /// How many items it lists, such as "50/d" (at random times; at most 100 000 a day).
        pub rate: Spanned<Rate> = Spanned::unplaced(Rate::per_hour_literal(50.0 / 24.0)), "[J]",
        /// Chance, by item, that it is about something that a campaign of this scenario uses and that the feed lists by then;
        /// where there is no such thing, it is about somebody else.
        pub relevance: Probability = Probability::literal(0.03), "[S] 0.025 to 0.04 [S42]; 0.014 to 0.036 [S42d]",
        /// Chance, by item, that it describes something harmless: that raises alerts for nothing and, when it is blocked, takes
        /// hosts out of service (see `collateral` of organisations). All that is neither is about somebody else: it costs
        /// labour and matches nothing.
        pub harmless: Probability = Probability::literal(0.1), "[J]",
        /// Chance, by indicator, that the feed ever comes upon it. What an adversary has made for one victim alone it never
        /// does.
        pub coverage: Probability = Probability::literal(0.04), "[D] the overlap of two vendors on the same actors, 0.025 to 0.04 [S42]",
        /// What it lists.
        pub kinds: List<IndicatorKind> = listed(), "[S42c]",
        /// How long an indicator is in use before the feed lists it, renewed ones again (see `age` of indicators).
        pub lag: Distribution = log_normal(30 * 24 * 60, 0.7), "[S] a month [S42], 20 days and more [S42b]; shape [J]",
        /// From one delivery to the next, counted from STARTEX: a minute or longer.
        pub every: Spanned<Span> = Spanned::unplaced(Span::DAY), "[J]",
        /// Chance, by item and team, that the team puts it to use.
        pub acts: Probability = Probability::ALWAYS,
        /// The desk that takes deliveries in, by id; the desk that triages where none is named.
        pub ingested_by: Option<Reference>,
        /// Work for each item of a delivery, also for what turns out to be of no use.
        pub ingestion: Distribution = INSTANT,
        /// What may be done with its items.
        pub pap: Pap = Pap::Green,
        /// Whether teams search their logs for what is new to them.
        pub hunts: bool = true,
    }
}

written! {
    /// A vendor who makes something for all out of a sample that one team sends.
    pub struct Vendor {
        /// Stable id, unique in its strategy. A vendor of the same id has the same luck in every strategy.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// Who sends samples: teams, or groups of teams; all teams where none is named.
        pub from: List<Reference> = List::default(),
        /// Who gets what is made of them: teams, or groups of teams; all teams where none is named.
        pub serves: List<Reference> = List::default(),
        /// What makes a team send a sample: a file of the incident (an indicator of the kinds Hash, Artefact or Tool) that it
        /// has found.
        pub trigger: SampleTrigger = SampleTrigger::Confirmation,
        /// The desk that sends samples, by id; the desk that analyses where none is named.
        pub submitted_by: Option<Reference>,
        /// Work on one sample.
        pub submission: Distribution = log_normal(30, 0.8), "[J]",
        /// From the sample to a signature: it recognises the files of that campaign at every team that is served, also those
        /// that the adversary has made for one victim alone, until it renews them.
        pub signature: Distribution = log_normal(24 * 60, 1.0), "[J]",
        /// Chance, by signature, that it describes something harmless instead (see `collateral` of organisations).
        pub harmless: Probability = Probability::literal(0.01), "[J]",
        /// From the sample to patches of what the campaign exploits, for all who are served: earlier than the scenario says,
        /// if it is earlier; never later. Only what has a `patch` gets one.
        pub patch: Distribution = Distribution::Never,
        /// What may be done with signatures.
        pub pap: Pap = Pap::Green,
        /// Whether teams search their logs for what a signature recognises.
        pub hunts: bool = true,
    }
}

written! {
    /// What makes a team send a sample.
    #[derive(Copy, PartialEq, Eq)]
    pub enum SampleTrigger {
        /// Analysis has confirmed an incident.
        Confirmation,
        /// The incident is contained.
        Containment,
    }
}
