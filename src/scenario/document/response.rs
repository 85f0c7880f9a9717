//! Response teams, as written.

use super::{
    Assessment, Countermeasures, Course, Decay, Desk, Engineering, INSTANT, Playbook, Posture, Reporting,
    Review, Workaround,
};
use crate::scenario::decode::{Count, Id, List, Reference, Spanned, Text, written};
use crate::units::{Distribution, Hours, Probability, Span};

pub(super) const fn log_normal(median_minutes: i64, sigma: f64) -> Distribution {
    Distribution::LogNormal { median: Span::from_micros(median_minutes * 60_000_000), sigma }
}

written! {
    /// A response team.
    pub struct Team {
        /// Stable id.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// What it is like: `templates` of the scenario, profiles of teams that ship with the program (see
        /// `coalition presets`). What is written here stands instead, or is put into it: elements of lists by their ids. Of
        /// several, the later stands instead of the earlier.
        pub like: List<Reference> = List::default(),
        /// The organisations that it defends; each has exactly one team.
        pub defends: List<Reference>,
        /// Its desks: analysts who take work from one queue.
        pub desks: List<Desk>,
        /// Alerts: are they anything?
        pub triage: Triage,
        /// Which alerts it puts together.
        pub correlation: Correlation = Correlation::default(),
        /// Suspicions: what is it, how far does it reach?
        pub analysis: Analysis,
        /// Confirmed incidents: how bad is it?
        pub assessment: Assessment = Assessment::default(),
        /// Reports of bad incidents to an authority; none are due where it is not written.
        pub reporting: Option<Reporting>,
        /// Confirmed incidents: stop it.
        pub containment: Containment,
        /// Contained incidents: remove what is left.
        pub eradication: Eradication,
        /// Bring back hosts, one by one.
        pub recovery: Recovery,
        /// Closed incidents: what is to be learnt from them? Nobody asks where it is not written.
        pub review: Option<Review>,
        /// Procedures that make it faster.
        pub playbooks: List<Playbook> = List::default(),
        /// Indicators into blocks and detections.
        pub deployment: Deployment = Deployment::default(),
        /// Rules for indicators, before they come into force; where it is not written, they need nobody's time.
        pub engineering: Option<Engineering>,
        /// Searching logs for what an indicator describes.
        pub hunting: Hunting,
        /// Bringing patches to hosts; nobody does where it is not written.
        pub patching: Option<Patching>,
        /// Looking out when it is warned.
        pub posture: Posture = Posture::default(),
        /// Hardening against techniques; nobody does where it is not written.
        pub hardening: Option<Countermeasures>,
    }
}

written! {
    /// Triage of alerts.
    pub struct Triage {
        /// Whose queue alerts wait in.
        pub desk: Reference,
        /// Analyst time for one alert.
        pub work: Distribution = log_normal(12, 1.0), "[S] mean 19 to 20 min; shape [J]",
        /// Chance that an alert from an attack is taken for one.
        pub sensitivity: Probability = Probability::literal(0.83), "[S] 83 % correct decisions, n = 12 operators, 2026",
        /// Chance that an alert that no attack caused is closed.
        pub specificity: Probability = Probability::literal(0.83), "[S] as sensitivity",
        /// Chance that a benign trigger is closed: an alert from something harmless that really happened. As `specificity`
        /// where none is written, which then stands for false alarms alone.
        pub benign_specificity: Option<Probability>,
        /// How long an alert waits before it is given up.
        pub patience: Distribution = Distribution::Never,
    }
}

written! {
    /// Which alerts a team puts to an incident of the same organisation that it works on, without looking at them one by
    /// one. It goes by what alerts show and by what it has found: so it can take two attacks for one, and one for two. An
    /// alert needs one of these in common with the incident; where none of them counts, each is an incident of its own.
    pub struct Correlation {
        /// A host.
        pub host: bool = true,
        /// An indicator.
        pub indicator: bool = true,
        /// A host of the same group.
        pub group: bool = false,
        /// Nothing but the organisation.
        pub organisation: bool = false,
        /// How long after its last alert an incident takes another; as long as it is worked on where none is written.
        pub window: Option<Span> = None,
    }
}

written! {
    /// Analysis of suspicions (NIST SP 800-61: detection and analysis).
    pub struct Analysis {
        /// Whose queue suspicions wait in.
        pub desk: Reference,
        /// Analyst time for one suspicion.
        pub work: Distribution = log_normal(24, 1.0), "[S] mean 40 min; shape [J]",
        /// Factor on the work where an indicator of the same attack was known before.
        pub informed: Probability = Probability::literal(0.7), "[J]",
        /// Chance that a compromised host that no alert named is found.
        pub scope: Probability = Probability::literal(0.8), "[J]",
        /// Factor on the odds that such a host is found where a partner has reported what the attack does, from 1 to 100.
        pub briefed: Spanned<f64> = Spanned::unplaced(2.0), "[J]",
        /// Chance that an indicator that the attack has used so far is extracted, or a weakness that it has exploited is found.
        pub extraction: Probability = Probability::literal(0.8), "[J]",
        /// Chance, for each indicator extracted, that something harmless is taken for one as well.
        pub false_indicators: Probability = Probability::literal(0.1), "[J]",
    }
}

written! {
    /// Containment of incidents.
    pub struct Containment {
        /// Whose queue it waits in.
        pub desk: Reference,
        /// Analyst time for one incident.
        pub work: Distribution = log_normal(120, 1.0), "[J] LN(2 h)",
        /// From confirmation to the authority to act.
        pub authority: Distribution = INSTANT,
        /// Hours in which authority is given, such as those of an office: outside of them it is waited for. At any time where
        /// none are written.
        pub authority_hours: Option<Hours>,
        /// What is done about incidents of which sort. Known compromised hosts are isolated where none of these fits.
        pub courses: List<Course> = List::default(),
    }
}

written! {
    /// Eradication of what is left of an incident.
    pub struct Eradication {
        /// Whose queue it waits in.
        pub desk: Reference,
        /// Analyst time for one incident.
        pub work: Distribution = log_normal(240, 1.2), "[J] LN(4 h, 1.2)",
        /// Whether accounts whose credentials lie on known compromised hosts get new ones: nobody can log on any more with
        /// what was stolen. Those that were disabled get new ones in any case.
        pub resets: bool = false,
    }
}

written! {
    /// Recovery of hosts.
    pub struct Recovery {
        /// Whose queue it waits in.
        pub desk: Reference,
        /// Analyst time for one host.
        pub work: Distribution = Distribution::Constant(Span::HOUR), "[J] one host per technician-hour",
        /// Most hosts that are being brought back at the same time, for want of spare parts or room on the network; as many as
        /// there is somebody for where none is written (hosts).
        pub at_once: Option<Count>,
    }
}

written! {
    /// Turning indicators into blocks and detections.
    pub struct Deployment {
        /// From the decision to the control in force.
        pub delay: Distribution = log_normal(30, 0.8), "[J]",
        /// Whether the team's own indicators block, or only detect.
        pub blocks: bool = true,
        /// Chance that a block stops a step that uses the indicator.
        pub efficacy: Probability = Probability::literal(0.9), "[J]",
        /// From a step that uses a deployed indicator to the alert.
        pub match_delay: Distribution = Distribution::Constant(Span::from_micros(300_000_000)), "[J] 5 min",
        /// How long an indicator stays deployed that no decay is for.
        pub life: Distribution = Distribution::Constant(Span::from_micros(46 * Span::DAY.as_micros() + 21 * Span::HOUR.as_micros())), "[S] 46.875 d, MISP NIDS decay model: 120 d (1 - 30/80)^2",
        /// How indicators lose their worth with age, by their kinds.
        pub decay: List<Decay> = List::default(),
        /// An indicator is withdrawn after so many alerts from it closed as false (alerts); 0 for never.
        pub withdraw_after: u32 = 5, "[J]",
    }
}

written! {
    /// Retrospective hunting in logs.
    pub struct Hunting {
        /// Whose queue hunts wait in.
        pub desk: Reference,
        /// Analyst time for one set of indicators.
        pub work: Distribution = log_normal(30, 0.8), "[J]",
        /// Chance that a hunt finds a logged trace.
        pub success: Probability = Probability::literal(0.9), "[J]",
    }
}

written! {
    /// Bringing patches to the hosts that need them. Each vulnerability says when its patch is released and what it takes.
    /// What was released before the run begins is a backlog when it does: whoever has patched already is left out by the
    /// `share` of hosts that have the vulnerability. What is known to be exploited comes first.
    pub struct Patching {
        /// Whose queue it waits in.
        pub desk: Reference,
        /// Whether what is known to be exploited is patched before all work but containment and analysis. Otherwise all
        /// patching waits until there is nothing else to do.
        pub emergency: bool = false, "[J]",
        /// What is done about a weakness that a partner warns of and that there is no patch for yet; nothing where it is not
        /// written.
        pub workaround: Option<Workaround>,
    }
}
