//! What the steps of a campaign do, as written.

use crate::scenario::decode::{Count, List, Reference, Selector, Spanned, written};
use crate::scenario::document::INSTANT;
use crate::scenario::document::worm::{Removal, Scans};
use crate::units::{Distribution, Probability, Span};

written! {
    /// What a step does where it succeeds.
    pub enum Effect {
        /// Prepares outside of the victim's network: nobody there sees it, and it needs no foothold. Also joins branches.
        Prepare,
        /// Gets in from outside: footholds on hosts of these groups.
        Enter {
            /// Hosts, as selectors; each victim must have at least one of them.
            targets: List<Spanned<Selector>>,
            /// How many hosts (hosts).
            hosts: Count = Count::of(1),
            /// What lets it in.
            through: Through,
            /// Which of the hosts it takes first.
            choose: Choose = Choose::Random,
            /// Privilege that it has there.
            gains: Privilege = Privilege::User,
        },
        /// Goes from a foothold to other hosts, over the links.
        Move {
            /// Hosts, as selectors; each victim must have at least one of them.
            targets: List<Spanned<Selector>>,
            /// How many hosts (hosts).
            hosts: Count = Count::of(1),
            /// What lets it in.
            through: Through,
            /// Which of the hosts it takes first.
            choose: Choose = Choose::Random,
            /// Privilege that it has there.
            gains: Privilege = Privilege::User,
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
            /// What those who run the hosts do about it by themselves; nothing where it is left out.
            removal: Option<Box<Removal>>,
        },
        /// Does something on a foothold that changes no state of the network.
        Act,
        /// Turns footholds with the rights of a user into footholds with those of an administrator.
        Escalate {
            /// How many (hosts).
            hosts: Count = Count::of(1),
        },
        /// Finds out about hosts: what `choose: MostValuable` can tell apart from then on.
        Discover {
            /// Hosts, as selectors.
            targets: List<Spanned<Selector>>,
        },
        /// Takes the credentials that lie on its footholds and open hosts to `through: Credentials`: those of
        /// administrators only from hosts where it has their privilege.
        StealCredentials,
        /// Leaves a way back: a dormant implant on reachable hosts, which `Return` makes a foothold again.
        Persist {
            /// Hosts, as selectors; each victim must have at least one of them.
            targets: List<Spanned<Selector>>,
            /// How many hosts (hosts).
            hosts: Count = Count::of(1),
            /// Chance, for each implant, that an analysis that looks for more hosts finds it.
            found: Probability = Probability::literal(0.3), "[J]",
        },
        /// Collects the data of the hosts that it holds.
        Collect {
            /// Hosts, as selectors; all that it holds where none is written.
            targets: List<Spanned<Selector>> = List::default(),
        },
        /// Sends out what was collected, in pieces, one after the other; each can be seen and stopped.
        Exfiltrate {
            /// How fast (GB/h), above 0.
            rate: Spanned<f64>,
            /// In how many pieces (pieces), at most 1000.
            pieces: Count = Count::of(10),
        },
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
    /// Which of the hosts that are open to a step it takes first.
    pub enum Choose {
        /// Each is as likely.
        Random,
        /// Those in the zones where it already is, then those that links lead to.
        Nearest,
        /// The most valuable among those that a step with `Discover` has found; as `Random` before that.
        MostValuable,
    }
}

written! {
    /// What an adversary may do on a host.
    pub enum Privilege {
        /// What any user may.
        User,
        /// What an administrator of the host may.
        Admin,
    }
}

written! {
    /// What lets an adversary onto a host.
    pub enum Through {
        /// People open what they are sent; links do not matter.
        Phishing {
            /// Messages sent (messages).
            messages: Count = Count::of(20), "[J]",
            /// Chance that one message is clicked; where the organisation has `users`, multiplied by their susceptibility, and
            /// at most their chance to open one.
            click: Probability = Probability::literal(0.12), "[S] DBIR 2016; 0.04 fits 2025",
            /// What users are to do; matters only where the organisation has `users`.
            lure: Lure = Lure::Attachment,
            /// Where the organisation has `users`: how long after sending the try has failed if it has gained nothing.
            gives_up: Span = Span::from_micros(3 * Span::DAY.as_micros()), "[J] over a weekend; [S] last victim after 21 h, practitioners' tests",
        },
        /// A vulnerability of the host, over a link.
        Exploit {
            /// Which.
            vulnerability: Reference,
        },
        /// Credentials, over a link. Where the organisation has accounts, they must be those of one that opens the host,
        /// stolen by this campaign wherever it has been, and give the privilege of that account; where it has none, any that
        /// a step has stolen there. What spreads with credentials also takes those that lie on each host that it takes.
        Credentials {
            /// The service that they are used with: links must allow it, and hosts offer it. Any link will do where none
            /// is written.
            over: Option<Reference>,
        },
        /// Software or a partner that the host trusts; links do not matter.
        Trusted {
            /// Whose delivery it comes with: only hosts that the supplier serves are reached. Any target is where none is
            /// written.
            supplier: Option<Reference>,
        },
        /// Tools at hand, over a link.
        Tools {
            /// The service that they go over, as with credentials.
            over: Option<Reference>,
        },
    }
}

written! {
    /// What a letter wants of its reader.
    pub enum Lure {
        /// Open what is attached: it runs there and then. Indicators that come into force once it is delivered come too late.
        Attachment,
        /// Follow a link to something that runs. Indicators that come into force before the click stop it.
        Link,
        /// Follow a link and give credentials. Success gives credentials and no foothold; every victim needs `users`.
        Credentials,
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
