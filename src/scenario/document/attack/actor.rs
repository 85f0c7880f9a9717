//! Actors: who attacks, with what, at which hours, and how they take it when they are noticed. As written.

use crate::diagnostic::Place;
use crate::scenario::decode::{Id, List, Reference, Spanned, Text, written};
use crate::scenario::document::INSTANT;
use crate::units::{Distribution, Hours, Probability, Span};

const fn exponential(hours: i64) -> Distribution {
    Distribution::Exponential { mean: Span::from_micros(hours * Span::HOUR.as_micros()) }
}

fn answer(chance: f64, after: Distribution, does: Does) -> List<Answer> {
    let (chance, does, place) = (Probability::literal(chance), Spanned::unplaced(does), Place::NOWHERE);
    List::from(vec![Answer { chance, after, does, place }])
}

written! {
    /// Who attacks: what all campaigns of one adversary have in common.
    pub struct Actor {
        /// Stable id.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// Factor on the odds of success of every step (1 is what the steps say; 2 turns odds of 1:1 into 2:1, 50 % into
        /// 67 %); 0.01 to 100.
        pub skill: Spanned<f64> = Spanned::unplaced(1.0),
        /// Factor by which the odds of being seen or stopped by a sensor shrink (1 is what the sensors say); 0.01 to 100.
        pub stealth: Spanned<f64> = Spanned::unplaced(1.0),
        /// Factor on its pace: durations and pauses of steps are divided by it; 0.01 to 100.
        pub tempo: Spanned<f64> = Spanned::unplaced(1.0),
        /// Hours in which its people work: durations of steps count in them. Round the clock where it is left out.
        pub hours: Option<Hours>,
        /// Its inventory: what all its campaigns can use and leave behind. Known from one campaign, it helps against the
        /// next.
        pub indicators: List<Indicator> = List::default(),
        /// How long it takes to replace what has become known.
        pub rotation: Rotation = Rotation::default(),
        /// What it does when it notices that it is known; a campaign may say otherwise.
        pub reaction: Reaction = Reaction::default(),
    }
}

written! {
    /// Something of an adversary that can be seen, and shared.
    pub struct Indicator {
        /// Stable id, unique in its campaign or actor.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// Level of the pyramid of pain.
        pub kind: IndicatorKind,
        /// Chance, by victim, that the campaign uses the common one there. Only the common one is of use to others.
        pub reuse: Probability = Probability::literal(0.9), "[J]; [S] 0.1 to 0.3 for hashes, DBIR 2015",
        /// How long the adversary has used the common one against others when the first campaign with it begins. Industry feeds
        /// alone go by it.
        pub age: Distribution = exponential(55 * 24), "[D] servers live 55 days in the mean [S63], so those in use have been so for as long",
    }
}

written! {
    /// Levels of the pyramid of pain (Bianco 2013), from easy to hard to replace.
    #[derive(Copy, PartialEq, Eq)]
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
}

written! {
    /// How long it takes an adversary to replace what has become known, by level of the pyramid of pain: the higher,
    /// the more it hurts.
    pub struct Rotation {
        /// Files are built anew.
        pub hash: Distribution = Distribution::Constant(Span::from_micros(600_000_000)), "[J] 10 min: a build",
        /// Another server.
        pub address: Distribution = exponential(4), "[J]",
        /// Another domain, long enough to be trusted.
        pub domain: Distribution = exponential(12), "[J]",
        /// Other traces on hosts and in the network.
        pub artefact: Distribution = exponential(48), "[J]",
        /// Another tool.
        pub tool: Distribution = exponential(14 * 24), "[J]",
        /// Another way of doing things.
        pub ttp: Distribution = Distribution::Never, "[J] the top of the pyramid",
    }
}

written! {
    /// What the adversary does when it notices that it is known. Each answer has a chance of its own; all that come up
    /// are given.
    pub struct Reaction {
        /// A deployed indicator or a control has stopped a step.
        pub on_block: List<Answer> = answer(0.5, INSTANT, Does::Rotate), "[J] half the blocks are understood, and answered by rotation",
        /// It has lost its last foothold at a victim.
        pub on_eviction: List<Answer> = answer(1.0, exponential(24), Does::Return), "[J] whoever left a way back uses it, a day later in the mean",
        /// A hunt has gone through the logs of a victim while it was in.
        pub on_hunt: List<Answer> = List::default(),
        /// What a team knows of it has leaked.
        pub on_leak: List<Answer> = answer(1.0, exponential(14 * 24), Does::Rotate), "[S] StrongPity: new domains two weeks after a public report",
    }
}

written! {
    /// An answer of the adversary.
    pub struct Answer {
        /// Chance that it is given.
        pub chance: Probability = Probability::ALWAYS,
        /// From what was noticed to the answer.
        pub after: Distribution = INSTANT,
        /// What it is.
        pub does: Spanned<Does>,
    }
}

written! {
    /// What an adversary can do when it is noticed.
    pub enum Does {
        /// Replaces what has become known; how long that takes is said in its `rotation`.
        Rotate,
        /// Tries the step that was stopped once more, whatever its `retries` say.
        Retry,
        /// Takes another branch: begins this step, unless it has begun before.
        Branch {
            /// Which.
            step: Reference,
        },
        /// Goes quiet: no step takes effect at this victim for so long, and what spreads does not spread.
        GoQuiet {
            /// How long.
            lasts: Distribution,
        },
        /// Returns through a way back that a step with `Persist` has left, if one is still there.
        Return,
        /// Gives this victim up, and leaves.
        Abort,
    }
}
