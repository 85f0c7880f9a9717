//! Attacks: campaigns as graphs of ATT&CK steps, and what they leave behind.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use super::{GroupId, KillSwitch, Name, OrgId, Scans, VulnerabilityId, index_type};
use crate::units::{Distribution, Probability};

index_type! {
    /// Place of a campaign in [`super::Scenario::campaigns`].
    CampaignId(u16);
    /// Place of a step in [`Campaign::steps`].
    StepId(u16);
}

/// An ATT&CK technique id: `T1566`, or with its sub-technique `T1566.001`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Technique(Arc<str>);

/// A text that is no ATT&CK technique id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no ATT&CK technique: write T and four digits, such as \"T1566\" or \"T1566.001\"")]
pub struct TechniqueError(String);

impl Technique {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is `other` or the technique that `other` is a sub-technique of.
    pub fn covers(&self, other: &Self) -> bool {
        other.0.strip_prefix(&*self.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

impl FromStr for Technique {
    type Err = TechniqueError;

    fn from_str(text: &str) -> Result<Self, TechniqueError> {
        let digits = |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
        let valid = text.strip_prefix('T').is_some_and(|rest| match rest.split_once('.') {
            None => digits(rest, 4),
            Some((technique, sub)) => digits(technique, 4) && digits(sub, 3),
        });
        if valid { Ok(Self(text.into())) } else { Err(TechniqueError(text.to_owned())) }
    }
}

impl fmt::Display for Technique {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The ATT&CK (Enterprise) tactic that a step serves; for reading and reporting only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are ATT&CK's own")]
pub enum Tactic {
    Reconnaissance,
    ResourceDevelopment,
    InitialAccess,
    Execution,
    Persistence,
    PrivilegeEscalation,
    DefenseEvasion,
    CredentialAccess,
    Discovery,
    LateralMovement,
    Collection,
    CommandAndControl,
    Exfiltration,
    Impact,
}

/// One adversary's attack on one or more organisations.
#[derive(Clone, Debug)]
pub struct Campaign {
    /// Id and label.
    pub name: Name,
    /// Who does it, for people.
    pub actor: Arc<str>,
    /// Where the published facts come from, for people.
    pub source: Arc<str>,
    /// When it begins, from STARTEX.
    pub start: Distribution,
    /// Whom it hits, by organisation.
    pub victims: Vec<Victim>,
    /// What its steps use and leave behind, by id.
    pub indicators: Vec<IndicatorSpec>,
    /// Its steps, by id.
    pub steps: Vec<Step>,
    /// What the adversary does when it notices something.
    pub reaction: Reaction,
    /// What stops what spreads by itself, everywhere at once.
    pub kill_switch: Option<KillSwitch>,
}

/// An organisation that a campaign hits.
#[derive(Clone, Debug)]
pub struct Victim {
    /// Which.
    pub organisation: OrgId,
    /// How long after the campaign's start.
    pub offset: Distribution,
}

/// Levels of Bianco's pyramid of pain: how much it hurts the adversary to lose it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

impl IndicatorKind {
    /// As results write it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Hash => "hash",
            Self::Address => "address",
            Self::Domain => "domain",
            Self::Artefact => "artefact",
            Self::Tool => "tool",
            Self::Ttp => "ttp",
        }
    }
}

/// Something of a campaign that can be seen, and shared as an indicator.
#[derive(Clone, Debug)]
pub struct IndicatorSpec {
    /// Id and label.
    pub name: Name,
    /// Level of the pyramid of pain.
    pub kind: IndicatorKind,
    /// Chance, by organisation, that the campaign uses the common one there rather than one of its own making for
    /// this victim. Only the common one is of use to others.
    pub reuse: Probability,
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
    /// Places in [`Campaign::indicators`] of what it uses, sorted.
    pub indicators: Vec<usize>,
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
}

/// What a step does where it succeeds.
#[derive(Clone, Debug)]
pub enum StepEffect {
    /// Gets in from outside: footholds on hosts of these groups.
    Enter {
        /// Groups, sorted.
        targets: Vec<GroupId>,
        /// How many hosts.
        hosts: u32,
        /// What lets it in.
        through: Through,
    },
    /// Goes from a foothold to other hosts over the links.
    Move {
        /// Groups, sorted.
        targets: Vec<GroupId>,
        /// How many hosts.
        hosts: u32,
        /// What lets it in.
        through: Through,
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
    },
    /// Does something on a foothold that changes no state of the network.
    Act,
    /// Takes credentials that open hosts to [`Through::Credentials`].
    StealCredentials,
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
    },
    /// A vulnerability of the host, over a link.
    Exploit(VulnerabilityId),
    /// Credentials that a step has stolen, over a link.
    Credentials,
    /// Software or a partner that the host trusts; links do not matter.
    Trusted,
    /// Tools at hand, over a link.
    Tools,
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

/// What the adversary does when it notices that it is known.
#[derive(Clone, Debug)]
pub struct Reaction {
    /// Chance that it replaces an indicator that blocked a step before it tries again.
    pub on_block: Probability,
    /// From a leaked indicator to its replacement.
    pub on_leak: Distribution,
}
