//! Facts in words.

mod adversary;
mod campaign;
mod casework;
mod desk;
mod effect;
mod industry;
mod mission;
mod people;
mod response;
mod sharing;
mod users;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Origins;
use crate::scenario::model::{
    Arrangement, CampaignId, ControlKind, GroupId, HostRef, IndicatorId, OrgId, Owner, Scenario, StepId,
    TeamId, VulnerabilityId,
};
use crate::sim::fact::{
    AlertId, AlertSource, Duty, Fact, IncidentId, IntrusionId, ItemId, Obstacle, Origin, Pattern, Provenance,
    ReportId, What, WorkId,
};

/// The names that facts refer to by number.
pub(super) struct Names<'a> {
    scenario: &'a Scenario,
    arrangement: Arc<Arrangement>,
    origins: Origins,
    alerts: BTreeMap<AlertId, (TeamId, bool)>,
    incidents: BTreeMap<IncidentId, TeamId>,
    works: BTreeMap<WorkId, (TeamId, String)>,
    reports: BTreeMap<ReportId, usize>,
    items: BTreeMap<ItemId, (usize, String)>,
}

type Words = (String, &'static str, String);

impl<'a> Names<'a> {
    pub(super) fn new(scenario: &'a Scenario, arrangement: Arc<Arrangement>) -> Self {
        Self {
            scenario,
            arrangement,
            origins: BTreeMap::new(),
            alerts: BTreeMap::new(),
            incidents: BTreeMap::new(),
            works: BTreeMap::new(),
            reports: BTreeMap::new(),
            items: BTreeMap::new(),
        }
    }

    /// Takes in what later facts will refer to.
    pub(super) fn learn(&mut self, fact: &Fact) {
        match fact.what {
            What::PatternMade { pattern, origin } => {
                self.origins.insert(pattern, origin);
            }
            What::AlertRaised { alert, team, intrusion, .. } => {
                self.alerts.insert(alert, (team, intrusion.is_some()));
            }
            What::IncidentOpened { incident, team, .. } => {
                self.incidents.insert(incident, team);
            }
            What::WorkQueued { work, team, desk, kind } => {
                let desk = self.desk(team, desk);
                self.works.insert(work, (team, format!("{} at {desk}", kind.text())));
            }
            What::Desk { team, duty: Duty::HandedOn { work, to, .. }, .. } => {
                let to = self.desk(team, to);
                if let Some((_, text)) = self.works.get_mut(&work) {
                    let kind = text.split(" at ").next().unwrap_or_default();
                    *text = format!("{kind} at {to}");
                }
            }
            What::ItemCreated { item, report, policy, pattern, object, .. } => {
                self.reports.insert(report, policy);
                self.items.insert(item, (policy, self.object(object, pattern)));
            }
            _ => {}
        }
    }

    /// Who, what kind, and what happened.
    pub(super) fn describe(&self, what: &What) -> Words {
        self.of_adversary(what)
            .or_else(|| self.of_campaigns(what))
            .or_else(|| self.of_reactions(what))
            .or_else(|| self.of_hosts(what))
            .or_else(|| self.of_mail(what))
            .or_else(|| self.of_sensors(what))
            .or_else(|| self.of_missions(what))
            .or_else(|| self.of_alerts(what))
            .or_else(|| self.of_desks(what))
            .or_else(|| self.of_incidents(what))
            .or_else(|| self.of_indicators(what))
            .or_else(|| self.of_sharing(what))
            .or_else(|| self.of_effects(what))
            .or_else(|| self.of_people(what))
            .or_else(|| self.of_industry(what))
            .unwrap_or_else(|| ("exercise".to_owned(), "other", format!("{what:?}")))
    }

    fn team(&self, id: TeamId) -> String {
        self.scenario.team(id).name.label.to_string()
    }

    fn organisation(&self, id: OrgId) -> String {
        self.scenario.organisation(id).name.label.to_string()
    }

    fn campaign(&self, id: CampaignId) -> String {
        self.scenario.campaign(id).name.label.to_string()
    }

    fn host(&self, host: HostRef) -> String {
        let group = self.scenario.group(host.group);
        if group.is_alone() {
            group.name.id.to_string()
        } else {
            format!("{}-{}", group.name.id, group.first + host.number + 1)
        }
    }

    fn attack(&self, intrusion: IntrusionId) -> String {
        format!("{} on {}", self.campaign(intrusion.campaign), self.organisation(intrusion.victim))
    }

    fn step(&self, intrusion: IntrusionId, step: StepId) -> String {
        let step = &self.scenario.campaign(intrusion.campaign).steps[step.index()];
        format!("{} ({})", step.name.label, step.technique)
    }

    /// Whose something is that can be recognised.
    fn owner(&self, indicator: IndicatorId) -> String {
        match &self.scenario.indicator(indicator).owner {
            Owner::Campaign(campaign) => self.campaign(*campaign),
            Owner::Actor(id) => {
                let actors = self.scenario.campaigns.iter().map(|campaign| &campaign.actor.name);
                let actor = actors.into_iter().find(|name| name.id == *id);
                actor.map_or_else(|| id.to_string(), |name| name.label.to_string())
            }
        }
    }

    fn pattern(&self, pattern: Pattern) -> String {
        match self.origins.get(&pattern) {
            Some(Origin::Adversary { indicator, own, generation }) => {
                let own = own.map_or("", |_| ", made for this victim");
                let renewed =
                    if *generation > 0 { format!(", renewed {generation} times") } else { String::new() };
                let spec = self.scenario.indicator(*indicator);
                format!("{} of {}{own}{renewed}", spec.name.label, self.owner(*indicator))
            }
            Some(Origin::Decoy { campaign, step, place }) => {
                let decoy = &self.scenario.campaign(*campaign).steps[step.index()].decoys[*place];
                format!("{}, a decoy of {}", decoy.name.label, self.campaign(*campaign))
            }
            Some(Origin::Harmless) | None => format!("something harmless ({})", &pattern.to_string()[..6]),
        }
    }

    fn provenance(&self, provenance: Provenance) -> String {
        match provenance {
            Provenance::Own => "found itself".to_owned(),
            Provenance::Partner { from, .. } => format!("told by {}", self.team(from)),
            Provenance::Industry(industry) => self.industry(industry),
        }
    }

    fn source(&self, source: AlertSource) -> String {
        match source {
            AlertSource::Sensor(id) => format!("sensor {}", self.scenario.sensor(id).name.label),
            AlertSource::Noise(id) => format!("background: {}", self.scenario.noise(id).name.label),
            AlertSource::Indicator { pattern, provenance } => {
                format!("match of {} ({})", self.pattern(pattern), self.provenance(provenance))
            }
            AlertSource::Hunt { pattern, provenance } => {
                format!("hunt for {} ({})", self.pattern(pattern), self.provenance(provenance))
            }
            AlertSource::Report(id) => format!("report by {}", self.scenario.users(id).name.label),
            AlertSource::Protection { group, control } => self.protection(group, control),
            AlertSource::Vetting(id) => {
                format!("looking through what {} delivers", self.scenario.supplier(id).name.label)
            }
            AlertSource::Outage => "people call: services are down".to_owned(),
        }
    }

    fn vulnerability(&self, id: VulnerabilityId) -> &str {
        &self.scenario.vulnerability(id).name.label
    }

    fn protection(&self, group: GroupId, control: ControlKind) -> String {
        format!("{} on {}", control.text(), self.scenario.group(group).name.label)
    }

    fn obstacle(&self, obstacle: Obstacle) -> String {
        match obstacle {
            Obstacle::Luck => "no luck".to_owned(),
            Obstacle::NoTarget => "no target within reach".to_owned(),
            Obstacle::NoWay => "no way in".to_owned(),
            Obstacle::NoPassage(id) => {
                format!(
                    "{} does not get through to where it wants to go",
                    self.scenario.service(id).name.label
                )
            }
            Obstacle::Undisclosed(id) => format!("nobody knows of {} yet", self.vulnerability(id)),
            Obstacle::Patched(id) => format!("the hosts are patched against {}", self.vulnerability(id)),
            Obstacle::NoFoothold => "no foothold to work from".to_owned(),
            Obstacle::NoPrivilege => "no foothold with the rights that it takes".to_owned(),
            Obstacle::TimedOut => "it takes too long".to_owned(),
            Obstacle::Control(id) => format!("stopped by {}", self.scenario.sensor(id).name.label),
            Obstacle::Protection { group, control } => {
                format!("stopped by {}", self.protection(group, control))
            }
            Obstacle::Vetting(id) => {
                format!("found out in what {} delivers", self.scenario.supplier(id).name.label)
            }
            Obstacle::Indicator { pattern, provenance } => {
                format!("blocked by {} ({})", self.pattern(pattern), self.provenance(provenance))
            }
            Obstacle::BestPractice => "the networks are configured as teams have agreed on".to_owned(),
            Obstacle::Hardened { against, provenance } => {
                format!(
                    "the networks are hard against {} ({})",
                    self.against(against),
                    self.provenance(provenance)
                )
            }
        }
    }
}

/// A span to the second, as people read it.
fn rounded(span: crate::units::Span) -> String {
    let seconds = (span.as_micros() + 500_000) / 1_000_000;
    crate::units::Span::from_micros(seconds * 1_000_000).to_string()
}
