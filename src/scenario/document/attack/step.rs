//! The steps of a campaign, as written.

use super::decoy::Decoy;
use super::effect::{Effect, Privilege};
use crate::scenario::decode::{Count, Id, List, Reference, Spanned, Text, written};
use crate::scenario::document::INSTANT;
use crate::units::{Distribution, Probability, Span};

written! {
    /// A step of a campaign.
    pub struct Step {
        /// Stable id, unique in its campaign.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// ATT&CK technique, such as "T1566.001".
        pub technique: Spanned<Text>,
        /// ATT&CK tactic that it serves.
        pub tactic: Tactic,
        /// What must have happened before; nothing where it opens the attack.
        pub after: After = After::Nothing,
        /// Privilege that it needs on a foothold.
        pub requires: Privilege = Privilege::User,
        /// From when it can begin to when it takes effect.
        pub duration: Distribution = INSTANT,
        /// Chance of success where the target's state allows it.
        pub success: Probability = Probability::ALWAYS,
        /// How often it is tried again (times).
        pub retries: Spanned<u32> = Spanned::unplaced(0),
        /// From a failed try to the next.
        pub pause: Distribution = Distribution::Constant(Span::HOUR), "[J]",
        /// How long after it has begun it is given up, if it has not succeeded by then; never where it is left out.
        pub timeout: Option<Span>,
        /// What is done over again once it has succeeded; nothing where it is left out.
        pub repeat: Option<Repeat>,
        /// Indicators that it uses or leaves: of its campaign, or of its campaign's actor.
        pub indicators: List<Reference> = List::default(),
        /// What it leaves behind to mislead, when it has succeeded.
        pub decoys: List<Decoy> = List::default(),
        /// What it does.
        pub does: Spanned<Effect>,
    }
}

written! {
    /// A loop: after this step has succeeded, it or the steps from an earlier one on are done over again.
    pub struct Repeat {
        /// The step to go back to; the step itself where it is left out.
        pub from: Option<Reference>,
        /// How often (times).
        pub times: Spanned<Count>,
        /// From the success to the beginning of the next round.
        pub pause: Distribution = INSTANT,
    }
}

written! {
    /// ATT&CK tactics (Enterprise).
    pub enum Tactic {
        /// TA0043
        Reconnaissance,
        /// TA0042
        ResourceDevelopment,
        /// TA0001
        InitialAccess,
        /// TA0002
        Execution,
        /// TA0003
        Persistence,
        /// TA0004
        PrivilegeEscalation,
        /// TA0005
        DefenseEvasion,
        /// TA0006
        CredentialAccess,
        /// TA0007
        Discovery,
        /// TA0008
        LateralMovement,
        /// TA0009
        Collection,
        /// TA0011
        CommandAndControl,
        /// TA0010
        Exfiltration,
        /// TA0040
        Impact,
    }
}

written! {
    /// What must have happened before a step.
    pub enum After {
        /// Nothing: it opens the attack.
        Nothing,
        /// All of these steps have succeeded.
        All {
            /// Which.
            steps: List<Reference>,
        },
        /// Any one of these steps has succeeded.
        Any {
            /// Which.
            steps: List<Reference>,
        },
        /// Any one of these steps has failed for good: the other branch.
        Failed {
            /// Which.
            steps: List<Reference>,
        },
        /// Nothing leads to it but a reaction with `Branch`.
        Reaction,
    }
}
