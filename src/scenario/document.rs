//! The scenario as a planner writes it: shapes, defaults and their sources.
//!
//! In: the syntax tree of a RON file. Out: typed values with their places, names not yet resolved. The field
//! reference is made from these declarations. Sources of defaults: `[S]` measured and published, `[J]` judgement.

mod attack;
mod decay;
mod desk;
mod expectation;
mod generate;
mod growing;
mod incident;
mod lints;
mod mission;
mod network;
mod playbook;
mod readiness;
mod response;
mod sharing;
mod users;
mod worm;

use super::decode::{Count, Id, List, Reference, Spanned, Text, written};
use crate::units::{Distribution, Span, WeekTime};

pub use attack::{
    Actor, After, Answer, Campaign, Choose, Decoy, Does, Effect, Holding, Impact, Indicator, IndicatorKind,
    Lure, Privilege, Reaction, Repeat, Rotation, Step, Tactic, Through, Victim,
};
pub use decay::{Decay, DecayModel};
pub use desk::{Break, Desk, Escalation, Fatigue, Order, Priority, Shift, ShiftEnd, Skill};
pub use expectation::{Bound, Expectation, Kind, Measure, OnUndecided};
pub use generate::{Generate, Profile, Segmentation, Vulnerable};
pub use growing::{Templates, Variant};
pub use incident::{Assessment, Countermeasure, Course, Reporting, Severity};
pub use lints::Lints;
pub use mission::{Dependency, Mission, MissionPart, MissionPhase};
pub use network::{
    Account, Affected, Cache, Collateral, Control, Domain, Exposure, Health, HostGroup, Link, Logging,
    Moment, Noise, NoiseKind, Organisation, Outage, Override, Patch, Role, Sensor, Serves, Service, Software,
    Supplier, Vulnerability, Zone,
};
pub use playbook::{Playbook, Review};
pub use readiness::{Countermeasures, Engineering, OnCall, Posture, Workaround};
pub use response::{
    Analysis, Containment, Correlation, Deployment, Eradication, Hunting, Patching, Recovery, Team, Triage,
};
pub use sharing::{
    Arrangement, Assistance, Call, Channel, ChannelFailure, ChannelKind, Consultation, Feed, JUDGEMENT,
    Marking, ObjectKind, Pap, Party, Regard, Rule, SampleTrigger, Source, Strategy, TeamGroup, Tlp, Trigger,
    Trust, Vendor,
};
pub use users::Users;
pub use worm::{KillSwitch, Removal, Scans};

written! {
    /// A scenario: who defends what, who attacks, what may be shared, and how it is run.
    pub struct Scenario {
        /// Version of this format; this program reads version 1 too, and `coalition migrate` rewrites it.
        pub schema: Spanned<u32> = Spanned::unplaced(2),
        /// Stable id; results are written to a folder of this name.
        pub id: Spanned<Id>,
        /// Title for people.
        pub title: Text,
        /// What it is about and what it teaches, for people.
        pub story: Option<Text>,
        /// Another scenario that this one is made from, by its path from this file, such as "base.ron"; the file must lie in
        /// the folder of the scenario or below it. What is written here stands instead of what is written there, or is put
        /// into it: fields by their names, elements of lists by their ids.
        pub extends: Option<Spanned<Text>>,
        /// Paths of what the scenario that this one `extends` has and this one has not, such as `campaigns.worm`.
        pub without: List<Spanned<Text>> = List::default(),
        /// Files with parts of this scenario, by their paths from this file, such as "parts/networks.ron"; they must lie in
        /// the folder of the scenario or below it. Lists are joined; anything else may be written once only.
        pub include: List<Spanned<Text>> = List::default(),
        /// Which years the defaults are of: "era2016" or "era2025"; what an era says nothing about is as without one.
        /// `coalition presets era2025` prints what it says, with the sources.
        pub era: Option<Reference>,
        /// What organisations and teams can be like.
        pub templates: Templates = Templates::default(),
        /// Variants of this scenario.
        pub variants: List<Variant> = List::default(),
        /// STARTEX to ENDEX.
        pub exercise: Exercise = Exercise::default(),
        /// Seed and number of replicates.
        pub experiment: Experiment = Experiment::default(),
        /// What hosts offer over the network, where it matters which.
        pub services: List<Service> = List::default(),
        /// Weaknesses that exploits need.
        pub vulnerabilities: List<Vulnerability> = List::default(),
        /// Who is defended.
        pub organisations: List<Organisation>,
        /// Who delivers to several of them.
        pub suppliers: List<Supplier> = List::default(),
        /// Who defends.
        pub teams: List<Team>,
        /// Who attacks: what the campaigns of one adversary have in common.
        pub actors: List<Actor> = List::default(),
        /// How they attack.
        pub campaigns: List<Campaign> = List::default(),
        /// What may pass between the teams: the strategies that are compared with not sharing.
        pub arrangement: Arrangement = Arrangement::default(),
        /// What the results must show; `coalition test` checks it.
        pub expect: List<Expectation> = List::default(),
        /// What is to become of warnings.
        pub lints: Lints = Lints::default(),
    }
}

written! {
    /// The clock of the exercise.
    pub struct Exercise {
        /// From STARTEX to ENDEX.
        pub duration: Spanned<Span> = Spanned::unplaced(Span::from_micros(5 * Span::DAY.as_micros())), "[S] five execution days, Cyber Coalition 2019 and 2023",
        /// Where STARTEX lies in the week, in UTC: office hours and shifts follow from it.
        pub startex: WeekTime = WeekTime::MONDAY_MORNING, "[J] Monday morning",
        /// How long ordinary work runs before STARTEX, so that queues are as full as on any day.
        pub burn_in: Span = Span::ZERO,
    }
}

written! {
    /// How the scenario is run.
    pub struct Experiment {
        /// Seed of all luck: the same seed gives the same results.
        pub seed: u64 = 2016,
        /// Paired replicates: each is played once without sharing and once with each strategy, on the same luck.
        pub replications: Count = Count::of(200),
    }
}

/// No time at all, the commonest default of a delay.
pub(super) const INSTANT: Distribution = Distribution::INSTANT;
