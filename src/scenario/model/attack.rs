//! Attacks: campaigns as graphs of ATT&CK steps, and what they leave behind.

use std::sync::Arc;

use super::technique::{Tactic, Technique};
use super::{
    AccountId, Actor, GroupId, KillSwitch, Name, OrgId, Reaction, Removal, Scans, ServiceId, SupplierId,
    VulnerabilityId, index_type,
};
use crate::units::{Distribution, Probability, Span};

index_type! {
    /// Place of a campaign in [`super::Scenario::campaigns`].
    CampaignId(u16);
    /// Place of a step in [`Campaign::steps`].
    StepId(u16);
    /// Place of an indicator in [`super::Scenario::indicators`].
    IndicatorId(u32);
}

/// One adversary's attack on one or more organisations.
#[derive(Clone, Debug)]
pub struct Campaign {
    /// Id and label.
    pub name: Name,
    /// Whose it is: one written in the scenario, or one of the campaign's own, with no name.
    pub actor: Actor,
    /// Where the published facts come from, for people.
    pub source: Arc<str>,
    /// How long before STARTEX the start counts from.
    pub lead: Span,
    /// When it begins, from STARTEX less the lead.
    pub start: Distribution,
    /// Whom it hits, by organisation.
    pub victims: Vec<Victim>,
    /// Vulnerabilities that it could exploit before they were disclosed, sorted.
    pub zero_days: Vec<VulnerabilityId>,
    /// Accounts of which it has the credentials from the start, sorted.
    pub holds: Vec<AccountId>,
    /// Its steps, by id.
    pub steps: Vec<Step>,
    /// What the adversary does when it notices something.
    pub reaction: Reaction,
    /// What stops what spreads by itself, everywhere at once.
    pub kill_switch: Option<KillSwitch>,
}

impl Campaign {
    /// Who does it, for people; nothing where nobody in particular.
    pub fn by(&self) -> &str {
        &self.actor.name.label
    }
}

/// An organisation that a campaign hits.
#[derive(Clone, Debug)]
pub struct Victim {
    /// Which.
    pub organisation: OrgId,
    /// How long after the campaign's start, or after what comes before.
    pub offset: Distribution,
    /// Only once it is through with this victim.
    pub after: Option<OrgId>,
}

/// A step of a campaign.
#[derive(Clone, Debug)]
pub struct Step {
    /// Id and label.
    pub name: Name,
    /// ATT&CK technique.
    pub technique: Technique,
    /// ATT&CK tactic.
    pub tactic: Tactic,
    /// What must be done before.
    pub needs: Needs,
    /// From when it can begin to when it takes effect.
    pub duration: Distribution,
    /// Chance of success where the target's state allows it.
    pub success: Probability,
    /// How often it is tried again.
    pub retries: u32,
    /// From a failed try to the next.
    pub pause: Distribution,
    /// Privilege that it needs on a foothold.
    pub requires: Privilege,
    /// How long after it has begun it is given up.
    pub timeout: Option<Span>,
    /// What is done over again once it has succeeded.
    pub repeat: Option<Repeat>,
    /// What it uses, sorted.
    pub indicators: Vec<IndicatorId>,
    /// What it does.
    pub effect: StepEffect,
}

/// What must be done before a step can begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: it opens the attack.
    Nothing,
    /// All of these.
    All(Vec<StepId>),
    /// One of these.
    Any(Vec<StepId>),
    /// One of these has failed for good.
    Failed(Vec<StepId>),
    /// A reaction that branches to it.
    Reaction,
}

/// A loop of steps.
#[derive(Clone, Debug)]
pub struct Repeat {
    /// Where it begins again.
    pub from: StepId,
    /// The steps that are done over again, sorted.
    pub steps: Vec<StepId>,
    /// How often.
    pub times: u32,
    /// From the success to the next round.
    pub pause: Distribution,
}

/// What an adversary may do on a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Privilege {
    /// What any user may.
    User,
    /// What an administrator of the host may.
    Admin,
}

impl Privilege {
    /// As results write it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Admin => "administrator",
        }
    }
}

/// Which of the hosts that are open to a step it takes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choose {
    /// Each is as likely.
    Random,
    /// Those in the zones where it already is.
    Nearest,
    /// The most valuable that have been discovered.
    MostValuable,
}

/// What a step does where it succeeds.
#[derive(Clone, Debug)]
pub enum StepEffect {
    /// Prepares outside of the victim's network.
    Prepare,
    /// Gets in from outside: footholds on hosts of these groups.
    Enter {
        /// Groups, sorted.
        targets: Vec<GroupId>,
        /// How many hosts.
        hosts: u32,
        /// What lets it in.
        through: Through,
        /// Which it takes first.
        choose: Choose,
        /// Privilege that it has there.
        gains: Privilege,
    },
    /// Goes from a foothold to other hosts over the links.
    Move {
        /// Groups, sorted.
        targets: Vec<GroupId>,
        /// How many hosts.
        hosts: u32,
        /// What lets it in.
        through: Through,
        /// Which it takes first.
        choose: Choose,
        /// Privilege that it has there.
        gains: Privilege,
    },
    /// From now on every foothold tries one reachable host after the other by itself.
    Spread {
        /// Groups, sorted.
        targets: Vec<GroupId>,
        /// What lets it in.
        through: Through,
        /// Between two tries of one host.
        every: Distribution,
        /// Where it looks for hosts.
        scans: Scans,
        /// Chance that a try is aimed at another target in the host's own zone, if there is one.
        local: Probability,
        /// What befalls every host that it takes, and how long after.
        then: Option<(Impact, Distribution)>,
        /// What those who run the hosts do about it by themselves.
        removal: Option<Removal>,
    },
    /// Does something on a foothold that changes no state of the network.
    Act,
    /// Gains the rights of an administrator on footholds.
    Escalate {
        /// How many.
        hosts: u32,
    },
    /// Finds out about hosts.
    Discover {
        /// Groups, sorted.
        targets: Vec<GroupId>,
    },
    /// Takes credentials that open hosts to [`Through::Credentials`].
    StealCredentials,
    /// Leaves a way back on reachable hosts.
    Persist {
        /// Groups, sorted.
        targets: Vec<GroupId>,
        /// How many hosts.
        hosts: u32,
        /// Chance that an analysis finds one implant.
        found: Probability,
    },
    /// Collects the data of hosts that it holds.
    Collect {
        /// Groups, sorted; empty for all.
        targets: Vec<GroupId>,
    },
    /// Sends out what was collected.
    Exfiltrate {
        /// How fast (MB/h), above zero.
        rate: f64,
        /// In how many pieces, at least 1.
        pieces: u32,
    },
    /// Reaches the objective.
    Achieve {
        /// What for.
        impact: Impact,
        /// Groups that suffer, sorted.
        targets: Vec<GroupId>,
        /// Share of their reachable hosts that suffer.
        share: Probability,
    },
}

/// What lets an adversary onto a host.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Through {
    /// People open what they are sent; links do not matter.
    Phishing {
        /// Messages sent.
        messages: u32,
        /// Chance that one message is clicked.
        click: Probability,
        /// What users are to do.
        lure: Lure,
        /// How long after sending users have clicked or the try has failed.
        gives_up: Span,
    },
    /// A vulnerability of the host, over a link.
    Exploit(VulnerabilityId),
    /// Credentials of an account that opens the host, over a link; of any where accounts are not told apart.
    Credentials {
        /// The service that they are used with.
        over: Option<ServiceId>,
    },
    /// Software or a partner that the host trusts; links do not matter.
    Trusted {
        /// Whose delivery it comes with: only what it serves is reached.
        supplier: Option<SupplierId>,
    },
    /// Tools at hand, over a link.
    Tools {
        /// The service that they go over.
        over: Option<ServiceId>,
    },
}

/// What a letter wants of its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lure {
    /// Open what is attached.
    Attachment,
    /// Follow a link to something that runs.
    Link,
    /// Follow a link and give credentials.
    Credentials,
}

/// What an adversary wants in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Impact {
    /// Data leave.
    Exfiltration,
    /// Hosts are encrypted; everybody notices.
    Encryption,
    /// Hosts are wiped; everybody notices.
    Destruction,
    /// Services stop; everybody notices.
    Disruption,
}

impl Impact {
    /// Whether what is on the hosts is gone.
    pub const fn ruins(self) -> bool {
        matches!(self, Self::Encryption | Self::Destruction)
    }

    /// Whether hosts go out of service.
    pub const fn takes_down(self) -> bool {
        !matches!(self, Self::Exfiltration)
    }

    /// As results write it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Exfiltration => "exfiltration",
            Self::Encryption => "encryption",
            Self::Destruction => "destruction",
            Self::Disruption => "disruption",
        }
    }
}
