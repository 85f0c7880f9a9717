//! Campaigns, as written.

use super::INSTANT;
use super::worm::{KillSwitch, Scans};
use crate::scenario::decode::{Count, Id, List, Reference, Selector, Spanned, Text, written};
use crate::units::{Distribution, Probability, Span};

written! {
    /// One adversary's attack on one or more organisations.
    pub struct Campaign {
        /// Stable id.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// Who does it.
        pub actor: Option<Text>,
        /// Where the facts come from.
        pub source: Option<Text>,
        /// When it begins, counted from STARTEX.
        pub start: Distribution = INSTANT,
        /// Whom it hits, and how long after its start.
        pub victims: List<Victim>,
        /// What its steps use and leave behind.
        pub indicators: List<Indicator> = List::default(),
        /// Its steps, as a graph by what each comes after.
        pub steps: List<Step>,
        /// What the adversary does when it notices that it is known.
        pub reaction: Reaction = Reaction::default(),
        /// What stops what spreads by itself, everywhere at once; nothing where it is left out.
        pub kill_switch: Option<KillSwitch>,
    }
}

written! {
    /// An organisation that a campaign hits.
    pub struct Victim {
        /// Which.
        pub organisation: Reference,
        /// How long after the campaign's start.
        pub offset: Distribution = INSTANT,
    }
}

written! {
    /// Something of a campaign that can be seen, and shared.
    pub struct Indicator {
        /// Stable id, unique in its campaign.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// Level of the pyramid of pain.
        pub kind: IndicatorKind,
        /// Chance, by victim, that the campaign uses the common one there. Only the common one is of use to others.
        pub reuse: Probability = Probability::literal(0.9), "[J]; [S] 0.1 to 0.3 for hashes, DBIR 2015",
    }
}

written! {
    /// Levels of the pyramid of pain (Bianco 2013), from easy to hard to replace.
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
        /// What must be done before; nothing where it opens the attack.
        pub after: After = After::Nothing,
        /// From when it can begin to when it takes effect.
        pub duration: Distribution = INSTANT,
        /// Chance of success where the target's state allows it.
        pub success: Probability = Probability::ALWAYS,
        /// How often it is tried again (times).
        pub retries: Spanned<u32> = Spanned::unplaced(0),
        /// From a failed try to the next.
        pub pause: Distribution = Distribution::Constant(Span::HOUR), "[J]",
        /// Indicators that it uses or leaves.
        pub indicators: List<Reference> = List::default(),
        /// What it does.
        pub does: Spanned<Effect>,
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
    /// What must be done before a step.
    pub enum After {
        /// Nothing: it opens the attack.
        Nothing,
        /// All of these steps.
        All {
            /// Which.
            steps: List<Reference>,
        },
        /// Any one of these steps.
        Any {
            /// Which.
            steps: List<Reference>,
        },
    }
}

written! {
    /// What a step does where it succeeds.
    pub enum Effect {
        /// Gets in from outside: footholds on hosts of these groups.
        Enter {
            /// Hosts, as selectors; each victim must have at least one of them.
            targets: List<Spanned<Selector>>,
            /// How many hosts (hosts).
            hosts: Count = Count::of(1),
            /// What lets it in.
            through: Through,
        },
        /// Goes from a foothold to other hosts, over the links.
        Move {
            /// Hosts, as selectors; each victim must have at least one of them.
            targets: List<Spanned<Selector>>,
            /// How many hosts (hosts).
            hosts: Count = Count::of(1),
            /// What lets it in.
            through: Through,
        },
        /// From now on every foothold tries one reachable host after the other by itself (a worm). The step's chance of
        /// success is drawn at each host that it tries.
        Spread {
            /// Hosts, as selectors; each victim must have at least one of them.
            targets: List<Spanned<Selector>>,
            /// What lets it in.
            through: Through,
            /// Between two tries of one host.
            every: Spanned<Distribution>,
            /// Where it looks for hosts.
            scans: Scans = Scans::Reachable,
            /// Chance that a try is aimed at another target in the zone of the host that tries, if there is one; else it
            /// goes where `scans` says.
            local: Probability = Probability::NEVER,
            /// What befalls every host that it takes; nothing where it is left out.
            impact: Option<Impact>,
            /// From taking a host to what befalls it.
            impact_after: Distribution = INSTANT,
        },
        /// Does something on a foothold that changes no state of the network.
        Act,
        /// Takes credentials that open hosts to `through: Credentials`.
        StealCredentials,
        /// Reaches the objective.
        Achieve {
            /// What for.
            impact: Impact,
            /// Hosts that suffer, as selectors; none for data that leave from where the adversary already is.
            targets: List<Spanned<Selector>> = List::default(),
            /// Share of their reachable hosts that suffer.
            share: Probability = Probability::ALWAYS,
        },
    }
}

written! {
    /// What lets an adversary onto a host.
    pub enum Through {
        /// People open what they are sent; links do not matter.
        Phishing {
            /// Messages sent (messages).
            messages: Count = Count::of(20), "[J]",
            /// Chance that one message is clicked.
            click: Probability = Probability::literal(0.12), "[S] DBIR 2016; 0.04 fits 2025",
        },
        /// A vulnerability of the host, over a link.
        Exploit {
            /// Which.
            vulnerability: Reference,
        },
        /// Credentials that a step has stolen, over a link.
        Credentials,
        /// Software or a partner that the host trusts; links do not matter.
        Trusted,
        /// Tools at hand, over a link.
        Tools,
    }
}

written! {
    /// What an adversary wants in the end.
    pub enum Impact {
        /// Data leave; nobody need notice.
        Exfiltration,
        /// Hosts are encrypted; everybody notices.
        Encryption,
        /// Hosts are wiped; everybody notices.
        Destruction,
        /// Services stop; everybody notices.
        Disruption,
    }
}

written! {
    /// What the adversary does when it notices that it is known.
    pub struct Reaction {
        /// Chance that it replaces an indicator that blocked a step before it tries again.
        pub on_block: Probability = Probability::literal(0.5), "[J]",
        /// From a leaked indicator to its replacement.
        pub on_leak: Distribution = Distribution::Exponential { mean: Span::from_micros(14 * Span::DAY.as_micros()) }, "[S] StrongPity: new domains two weeks after a public report",
    }
}
