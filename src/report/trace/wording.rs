//! Facts in words.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Origins;
use crate::report::words::counted;
use crate::scenario::model::{
    CampaignId, HostRef, IndicatorKind, OrgId, Policy, Scenario, StepId, TeamId, Use,
};
use crate::sim::fact::{
    AlertId, AlertSource, DownBy, Ending, Fact, IncidentId, IntrusionId, ItemId, Obstacle, Origin, Pattern,
    Provenance, ReportId, Verdict, What, Withheld, WorkId,
};

/// The names that facts refer to by number.
pub(super) struct Names<'a> {
    scenario: &'a Scenario,
    policies: Arc<[Policy]>,
    origins: Origins,
    alerts: BTreeMap<AlertId, (TeamId, bool)>,
    incidents: BTreeMap<IncidentId, TeamId>,
    works: BTreeMap<WorkId, (TeamId, String)>,
    reports: BTreeMap<ReportId, usize>,
    items: BTreeMap<ItemId, (usize, Pattern)>,
}

type Words = (String, &'static str, String);

impl<'a> Names<'a> {
    pub(super) fn new(scenario: &'a Scenario, policies: Arc<[Policy]>) -> Self {
        Self {
            scenario,
            policies,
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
                let desk = &self.scenario.team(team).desks[desk.index()].name.label;
                self.works.insert(work, (team, format!("{} at {desk}", kind.text())));
            }
            What::ItemCreated { item, report, policy, pattern, .. } => {
                self.reports.insert(report, policy);
                self.items.insert(item, (policy, pattern));
            }
            _ => {}
        }
    }

    /// Who, what kind, and what happened.
    pub(super) fn describe(&self, what: &What) -> Words {
        self.of_adversary(what)
            .or_else(|| self.of_hosts(what))
            .or_else(|| self.of_alerts(what))
            .or_else(|| self.of_incidents(what))
            .or_else(|| self.of_indicators(what))
            .or_else(|| self.of_sharing(what))
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

    fn pattern(&self, pattern: Pattern) -> String {
        match self.origins.get(&pattern) {
            Some(Origin::Campaign { campaign, indicator, own, generation }) => {
                let spec = self.scenario.campaign(*campaign);
                let own = own.map_or("", |_| ", made for this victim");
                let renewed =
                    if *generation > 0 { format!(", renewed {generation} times") } else { String::new() };
                format!("{} of {}{own}{renewed}", spec.indicators[*indicator].name.label, spec.name.label)
            }
            Some(Origin::Harmless) | None => format!("something harmless ({})", &pattern.to_string()[..6]),
        }
    }

    fn provenance(&self, provenance: Provenance) -> String {
        match provenance {
            Provenance::Own => "found itself".to_owned(),
            Provenance::Partner { from, .. } => format!("told by {}", self.team(from)),
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
            AlertSource::Outage => "people call: services are down".to_owned(),
        }
    }

    fn obstacle(&self, obstacle: Obstacle) -> String {
        match obstacle {
            Obstacle::Luck => "no luck".to_owned(),
            Obstacle::NoTarget => "no target within reach".to_owned(),
            Obstacle::NoWay => "no way in".to_owned(),
            Obstacle::Control(id) => format!("stopped by {}", self.scenario.sensor(id).name.label),
            Obstacle::Indicator { pattern, provenance } => {
                format!("blocked by {} ({})", self.pattern(pattern), self.provenance(provenance))
            }
        }
    }

    fn of_adversary(&self, what: &What) -> Option<Words> {
        Some(match what {
            What::PatternMade { pattern, origin: _ } => {
                ("adversary".to_owned(), "pattern_made", format!("uses {}", self.pattern(*pattern)))
            }
            What::IntrusionLaunched { intrusion } => {
                let text = format!("turns on {}", self.organisation(intrusion.victim));
                (self.campaign(intrusion.campaign), "intrusion_launched", text)
            }
            What::StepSucceeded { intrusion, step, host } => {
                let on = host.map_or_else(String::new, |host| format!(", {}", self.host(host)));
                let text = format!(
                    "{} succeeds in {}{on}",
                    self.step(*intrusion, *step),
                    self.organisation(intrusion.victim)
                );
                (self.campaign(intrusion.campaign), "step_succeeded", text)
            }
            What::StepFailed { intrusion, step, obstacle, retried } => {
                let again = if *retried { ", will try again" } else { "" };
                let text = format!(
                    "{} fails in {}: {}{again}",
                    self.step(*intrusion, *step),
                    self.organisation(intrusion.victim),
                    self.obstacle(*obstacle)
                );
                (self.campaign(intrusion.campaign), "step_failed", text)
            }
            What::FootholdGained { intrusion, host } => {
                let text = format!("holds {} of {}", self.host(*host), self.organisation(intrusion.victim));
                (self.campaign(intrusion.campaign), "foothold_gained", text)
            }
            What::FootholdLost { intrusion, host, left } => {
                let victim = self.organisation(intrusion.victim);
                let text = format!("loses {} of {victim}, has {left} left", self.host(*host));
                (self.campaign(intrusion.campaign), "foothold_lost", text)
            }
            What::ObjectiveReached { intrusion, impact } => {
                let text = format!(
                    "reaches its objective in {}: {}",
                    self.organisation(intrusion.victim),
                    impact.text()
                );
                (self.campaign(intrusion.campaign), "objective_reached", text)
            }
            What::IntrusionEnded { intrusion, ending } => {
                let how = match ending {
                    Ending::Prevented(obstacle) => format!("never got in: {}", self.obstacle(*obstacle)),
                    Ending::Failed => "never got in, by its own failure".to_owned(),
                    Ending::Evicted => "is thrown out".to_owned(),
                };
                let text = format!("{how} ({})", self.organisation(intrusion.victim));
                (self.campaign(intrusion.campaign), "intrusion_ended", text)
            }
            What::InfrastructureRotated { campaign, indicator } => {
                let spec = self.scenario.campaign(*campaign);
                let text = format!("replaces {}", spec.indicators[*indicator].name.label);
                (spec.name.label.to_string(), "infrastructure_rotated", text)
            }
            _ => return None,
        })
    }

    fn of_hosts(&self, what: &What) -> Option<Words> {
        let why = |by: &DownBy| match by {
            DownBy::Attack => "by the attack",
            DownBy::Containment => "by containment",
            DownBy::OverBlocking => "by a block on something harmless",
        };
        Some(match what {
            What::HostsDown { organisation, hosts, by } => {
                let text = format!("{} out of service {}", counted(*hosts, "host"), why(by));
                (self.organisation(*organisation), "hosts_down", text)
            }
            What::HostsRestored { organisation, hosts, by } => {
                let text = format!("{} back, out of service {}", counted(*hosts, "host"), why(by));
                (self.organisation(*organisation), "hosts_restored", text)
            }
            _ => return None,
        })
    }

    fn alert_owner(&self, alert: AlertId) -> String {
        self.alerts.get(&alert).map_or_else(String::new, |(team, _)| self.team(*team))
    }

    fn of_alerts(&self, what: &What) -> Option<Words> {
        Some(match what {
            What::AlertRaised { alert, team, organisation, source, host, intrusion } => {
                let host = host.map_or_else(String::new, |host| format!(", {}", self.host(host)));
                let truth = intrusion.map_or("  [false]", |_| "  [true]");
                let text = format!(
                    "alert {} from {}: {}{host}{truth}",
                    alert.0,
                    self.organisation(*organisation),
                    self.source(*source)
                );
                (self.team(*team), "alert_raised", text)
            }
            What::AlertCorrelated { alert, incident } => {
                let text = format!("alert {} belongs to incident {}", alert.0, incident.0);
                (self.alert_owner(*alert), "alert_correlated", text)
            }
            What::AlertExpired { alert, team } => {
                (self.team(*team), "alert_expired", format!("alert {} is given up unseen", alert.0))
            }
            What::AlertTriaged { alert, team, verdict } => {
                let attack = self.alerts.get(alert).is_some_and(|(_, attack)| *attack);
                let how = match (verdict, attack) {
                    (Verdict::Suspicious, true) => "taken for an attack",
                    (Verdict::Suspicious, false) => "taken for an attack  [wrongly]",
                    (Verdict::Closed, true) => "closed  [wrongly]",
                    (Verdict::Closed, false) => "closed",
                };
                (self.team(*team), "alert_triaged", format!("alert {} is {how}", alert.0))
            }
            What::WorkQueued { work, .. } => self.work(*work, "work_queued", "comes in"),
            What::WorkStarted { work, service } => {
                self.work(*work, "work_started", &format!("begins, takes {}", rounded(*service)))
            }
            What::WorkDone { work } => self.work(*work, "work_done", "is done"),
            What::WorkDropped { work } => self.work(*work, "work_dropped", "is dropped"),
            _ => return None,
        })
    }

    fn work(&self, work: WorkId, kind: &'static str, how: &str) -> Words {
        match self.works.get(&work) {
            Some((team, what)) => (self.team(*team), kind, format!("{what} {how} (work {})", work.0)),
            None => (String::new(), kind, format!("work {} {how}", work.0)),
        }
    }

    fn incident_owner(&self, incident: IncidentId) -> String {
        self.incidents.get(&incident).map_or_else(String::new, |team| self.team(*team))
    }

    fn of_incidents(&self, what: &What) -> Option<Words> {
        let about = |incident: IncidentId, kind, text: String| {
            (self.incident_owner(incident), kind, format!("incident {} {text}", incident.0))
        };
        Some(match what {
            What::IncidentOpened { incident, organisation, source, alert, intrusion, .. } => {
                let alert = alert.map_or_else(String::new, |alert| format!(" (alert {})", alert.0));
                let truth = intrusion.map_or_else(|| "no attack".to_owned(), |id| self.attack(id));
                let text = format!(
                    "opened in {}: {}{alert}  [{truth}]",
                    self.organisation(*organisation),
                    self.source(*source)
                );
                about(*incident, "incident_opened", text)
            }
            What::IncidentConfirmed { incident, hosts, informed } => {
                let informed = if *informed { ", an indicator of it was known" } else { "" };
                let text = format!("confirmed: {} known{informed}", counted(*hosts, "compromised host"));
                about(*incident, "incident_confirmed", text)
            }
            What::IncidentDismissed { incident } => {
                about(*incident, "incident_dismissed", "dismissed: no attack".to_owned())
            }
            What::IncidentContained { incident, hosts } => {
                let text = format!("contained: {} isolated", counted(*hosts, "host"));
                about(*incident, "incident_contained", text)
            }
            What::IncidentEradicated { incident } => {
                about(*incident, "incident_eradicated", "eradicated".to_owned())
            }
            What::IncidentRecovered { incident } => {
                about(*incident, "incident_recovered", "closed: its hosts are back".to_owned())
            }
            _ => return None,
        })
    }

    fn of_indicators(&self, what: &What) -> Option<Words> {
        Some(match what {
            What::IndicatorLearnt { team, pattern, kind, provenance } => {
                let text = format!(
                    "learns {} {} ({})",
                    article(*kind),
                    self.pattern(*pattern),
                    self.provenance(*provenance)
                );
                (self.team(*team), "indicator_learnt", text)
            }
            What::IndicatorDeployed { team, pattern, allowed, provenance } => {
                let how = match allowed {
                    Use::Search => "searches for",
                    Use::Detect => "detects",
                    Use::Block => "blocks",
                };
                let text = format!("now {how} {} ({})", self.pattern(*pattern), self.provenance(*provenance));
                (self.team(*team), "indicator_deployed", text)
            }
            What::IndicatorRetired { team, pattern, withdrawn, .. } => {
                let why = if *withdrawn { "withdraws, for false alerts," } else { "lets expire" };
                (self.team(*team), "indicator_retired", format!("{why} {}", self.pattern(*pattern)))
            }
            What::IndicatorMatched { team, pattern, provenance, genuine } => {
                let by = if *genuine { "an attack" } else { "something harmless" };
                let text = format!(
                    "{} ({}) is tripped by {by}",
                    self.pattern(*pattern),
                    self.provenance(*provenance)
                );
                (self.team(*team), "indicator_matched", text)
            }
            What::HuntFinished { team, found } => {
                (self.team(*team), "hunt_finished", format!("hunt in the logs finds {found} attacks"))
            }
            _ => return None,
        })
    }

    fn parties(&self, policy: usize) -> (String, String) {
        let policy = &self.policies[policy];
        (self.team(policy.from), self.team(policy.to))
    }

    fn report(
        &self,
        report: ReportId,
        kind: &'static str,
        by_sender: bool,
        text: impl Fn(&str) -> String,
    ) -> Words {
        let (from, to) =
            self.reports.get(&report).map_or_else(Default::default, |policy| self.parties(*policy));
        let (who, other) = if by_sender { (from, to) } else { (to, from) };
        (who, kind, format!("report {}: {}", report.0, text(&other)))
    }

    fn of_sharing(&self, what: &What) -> Option<Words> {
        Some(match what {
            What::ItemCreated { item, report, policy, pattern, .. } => {
                let (from, to) = self.parties(*policy);
                let text =
                    format!("report {}: item {} for {to}: {}", report.0, item.0, self.pattern(*pattern));
                (from, "item_created", text)
            }
            What::ItemWithheld { item, rule } => {
                let rule = match rule {
                    Withheld::Channel => "the channel never delivers",
                    Withheld::Sanitised => "sanitising takes it out",
                };
                let who =
                    self.items.get(item).map_or_else(String::new, |(policy, _)| self.parties(*policy).0);
                (who, "item_withheld", format!("item {} is withheld: {rule}", item.0))
            }
            What::ItemDuplicate { item } => {
                let (who, what) = self.items.get(item).map_or_else(Default::default, |(policy, pattern)| {
                    (self.parties(*policy).1, self.pattern(*pattern))
                });
                (who, "item_duplicate", format!("item {}: knew {what} already", item.0))
            }
            What::ReportReleased { report } => {
                self.report(*report, "report_released", true, |other| format!("released to {other}"))
            }
            What::ReportReceived { report } => {
                self.report(*report, "report_received", false, |other| format!("received from {other}"))
            }
            What::ReportIgnored { report } => {
                self.report(*report, "report_ignored", false, |_| "decides not to act on it".to_owned())
            }
            What::ReportIngested { report } => {
                self.report(*report, "report_ingested", false, |_| "taken in".to_owned())
            }
            What::ReportLeaked { report } => {
                self.report(*report, "report_leaked", true, |_| "leaks to the adversary".to_owned())
            }
            _ => return None,
        })
    }
}

fn article(kind: IndicatorKind) -> &'static str {
    match kind {
        IndicatorKind::Hash => "a hash:",
        IndicatorKind::Address => "an address:",
        IndicatorKind::Domain => "a domain:",
        IndicatorKind::Artefact => "an artefact:",
        IndicatorKind::Tool => "a tool:",
        IndicatorKind::Ttp => "a behaviour:",
    }
}

/// A span to the second, as people read it.
fn rounded(span: crate::units::Span) -> String {
    let seconds = (span.as_micros() + 500_000) / 1_000_000;
    crate::units::Span::from_micros(seconds * 1_000_000).to_string()
}
