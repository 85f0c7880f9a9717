//! Response teams: desks, the work that they do, and how well.

use super::{
    Assessment, Countermeasures, Course, Desk, Engineering, IndicatorKind, Name, OrgId, Playbook, Polynomial,
    Posture, Reporting, Review, Workaround, index_type,
};
use crate::units::{Distribution, Hours, Probability, Span};

index_type! {
    /// Place of a team in [`super::Scenario::teams`].
    TeamId(u16);
    /// Place of a desk in [`Team::desks`].
    DeskId(u16);
}

/// A response team.
#[derive(Clone, Debug)]
pub struct Team {
    /// Id and label.
    pub name: Name,
    /// The organisations that it defends, sorted.
    pub defends: Vec<OrgId>,
    /// Its desks, by id.
    pub desks: Vec<Desk>,
    /// Alerts: are they anything?
    pub triage: Triage,
    /// Which alerts it puts together.
    pub correlation: Correlation,
    /// Suspicions: what is it, how far does it reach?
    pub analysis: Analysis,
    /// Confirmed incidents: how bad is it?
    pub severity: Assessment,
    /// Reports of bad incidents to an authority.
    pub reporting: Option<Reporting>,
    /// Confirmed incidents: stop it.
    pub containment: Containment,
    /// Contained incidents: remove what is left.
    pub eradication: Eradication,
    /// Bring back hosts.
    pub recovery: Recovery,
    /// Closed incidents: what is to be learnt from them?
    pub review: Option<Review>,
    /// Procedures that make it faster, by id.
    pub playbooks: Vec<Playbook>,
    /// Indicators into controls.
    pub deployment: Deployment,
    /// Searching logs for what an indicator describes.
    pub hunting: Hunting,
    /// Rules for indicators; they need nobody's time where there is none.
    pub engineering: Option<Engineering>,
    /// Bringing patches to hosts.
    pub patching: Option<Patching>,
    /// Looking out when it is warned.
    pub posture: Posture,
    /// Hardening against techniques.
    pub hardening: Option<Countermeasures>,
}

/// Work of one kind: who does it and how long it takes.
#[derive(Clone, Debug)]
pub struct Labour {
    /// Whose queue it waits in.
    pub desk: DeskId,
    /// Analyst time.
    pub work: Distribution,
}

/// Triage of alerts.
#[derive(Clone, Debug)]
pub struct Triage {
    /// Who and how long.
    pub labour: Labour,
    /// Chance that an alert from an attack is taken for one.
    pub sensitivity: Probability,
    /// Chance that a false alarm is closed.
    pub specificity: Probability,
    /// Chance that a benign trigger is closed.
    pub benign_specificity: Probability,
    /// How long an alert waits before it is given up.
    pub patience: Distribution,
}

/// What an alert must have in common with an incident to be put to it: any of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a likeness of its own, and any set of them has a meaning"
)]
pub struct Correlation {
    /// A host.
    pub host: bool,
    /// An indicator.
    pub indicator: bool,
    /// A host of the same group.
    pub group: bool,
    /// The organisation.
    pub organisation: bool,
    /// How long after its last alert an incident takes another.
    pub window: Option<Span>,
}

/// Analysis of suspicions (NIST SP 800-61: detection and analysis).
#[derive(Clone, Debug)]
pub struct Analysis {
    /// Who and how long.
    pub labour: Labour,
    /// Factor on the work where an indicator of the same attack was known before, `0..=1`.
    pub informed: Probability,
    /// Chance that a compromised host that no alert named is found.
    pub scope: Probability,
    /// Factor on the odds of that where a partner has reported what the attack does, at least 1.
    pub briefed: f64,
    /// Chance that an indicator that the attack has used so far is extracted.
    pub extraction: Probability,
    /// Chance, for each indicator extracted, that something harmless is taken for one as well.
    pub false_indicators: Probability,
}

impl Analysis {
    /// Analysis as it is where a partner has reported what the attack does, or has not.
    #[must_use]
    pub fn when(&self, briefed: bool) -> Self {
        let scope = if briefed { self.scope.with_odds(self.briefed) } else { self.scope };
        Self { scope, ..self.clone() }
    }
}

/// Containment of incidents.
#[derive(Clone, Debug)]
pub struct Containment {
    /// Who and how long.
    pub labour: Labour,
    /// From confirmation to the authority to act.
    pub authority: Distribution,
    /// Hours in which authority is given; at any time where there are none.
    pub hours: Option<Hours>,
    /// What is done about incidents of which sort.
    pub courses: Vec<Course>,
}

/// Eradication of what is left of an incident.
#[derive(Clone, Debug)]
pub struct Eradication {
    /// Who and how long.
    pub labour: Labour,
    /// Whether accounts whose credentials lie on known compromised hosts get new ones.
    pub resets: bool,
}

/// Recovery of hosts.
#[derive(Clone, Debug)]
pub struct Recovery {
    /// Who and how long, for one host.
    pub labour: Labour,
    /// Most hosts that are being brought back at the same time.
    pub at_once: Option<u32>,
}

/// Turning indicators into blocks and detections.
#[derive(Clone, Debug)]
pub struct Deployment {
    /// From the decision to the control in force.
    pub delay: Distribution,
    /// Whether the team's own indicators block, or only detect.
    pub blocks: bool,
    /// Chance that a block stops a step that uses the indicator.
    pub efficacy: Probability,
    /// From a step that uses a deployed indicator to the alert.
    pub match_delay: Distribution,
    /// How long an indicator stays deployed that no decay is for.
    pub life: Distribution,
    /// How indicators lose their worth with age, by kind; each kind has one at most.
    pub decay: Vec<(IndicatorKind, Polynomial)>,
    /// An indicator is withdrawn after so many alerts from it closed as false; 0 for never.
    pub withdraw_after: u32,
}

impl Deployment {
    /// How indicators of a kind lose their worth.
    pub fn decay_of(&self, kind: IndicatorKind) -> Option<&Polynomial> {
        self.decay.iter().find(|(of, _)| *of == kind).map(|(_, decay)| decay)
    }
}

/// Retrospective hunting in logs.
#[derive(Clone, Debug)]
pub struct Hunting {
    /// Who and how long, for one set of indicators.
    pub labour: Labour,
    /// Chance that a hunt finds a logged trace.
    pub success: Probability,
}

/// Bringing patches to hosts; how long that takes is a matter of the patch.
#[derive(Clone, Debug, PartialEq)]
pub struct Patching {
    /// Whose queue it waits in.
    pub desk: DeskId,
    /// Whether what is known to be exploited is an emergency.
    pub emergency: bool,
    /// What is done about a weakness that there is no patch for.
    pub workaround: Option<Workaround>,
}

/// The kinds of work that wait in queues, most urgent first.
///
/// Within a queue the more urgent kind goes first and equals in order of arrival, unless the desk has another order; work
/// that has begun is finished, unless the desk puts it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WorkKind {
    /// Stop an incident.
    Containment,
    /// Find out what a suspicion is.
    Analysis,
    /// Tell an authority of an incident.
    Reporting,
    /// Patch what is known to be exploited, where that is an emergency.
    EmergencyPatching,
    /// Search logs for shared or own indicators.
    Hunting,
    /// Look at an alert.
    Triage,
    /// Take in a shared item.
    Ingestion,
    /// Take in what a feed delivers.
    FeedIntake,
    /// Prepare an item for sharing.
    Preparation,
    /// Send a sample to a vendor.
    Submission,
    /// Write a rule for an indicator.
    Engineering,
    /// Harden against a technique, or work around a weakness.
    Hardening,
    /// Remove what is left of an incident.
    Eradication,
    /// Bring hosts back.
    Recovery,
    /// Bring patches to hosts.
    Patching,
    /// Learn from an incident.
    Review,
    /// Talk with partners about best practice, and do what they agree on.
    Consultation,
}

impl WorkKind {
    /// All kinds, most urgent first.
    pub const ALL: [Self; 17] = [
        Self::Containment,
        Self::Analysis,
        Self::Reporting,
        Self::EmergencyPatching,
        Self::Hunting,
        Self::Triage,
        Self::Ingestion,
        Self::FeedIntake,
        Self::Preparation,
        Self::Submission,
        Self::Engineering,
        Self::Hardening,
        Self::Eradication,
        Self::Recovery,
        Self::Patching,
        Self::Review,
        Self::Consultation,
    ];

    /// As results write it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Containment => "containment",
            Self::Analysis => "analysis",
            Self::Reporting => "reporting",
            Self::EmergencyPatching => "emergency_patching",
            Self::Hunting => "hunting",
            Self::Triage => "triage",
            Self::Ingestion => "ingestion",
            Self::FeedIntake => "feed_intake",
            Self::Preparation => "preparation",
            Self::Submission => "submission",
            Self::Engineering => "engineering",
            Self::Hardening => "hardening",
            Self::Eradication => "eradication",
            Self::Recovery => "recovery",
            Self::Patching => "patching",
            Self::Review => "review",
            Self::Consultation => "consultation",
        }
    }
}
