//! Rows and counts of what was shared.

use std::sync::Arc;

use super::Rows;
use crate::metrics::recorder::RunLabel;
use crate::metrics::recorder::items::{Item, Report};
use crate::metrics::records::{Fate, ShareRow};
use crate::scenario::model::{IndicatorKind, Owner, TeamId};
use crate::sim::fact::{ItemId, Object, Origin, Withheld};
use crate::units::SimTime;

/// What a team sent and got.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shared {
    pub(super) created: u64,
    pub(super) sent: u64,
    pub(super) lost: u64,
    pub(super) withheld: u64,
    pub(super) withheld_by_marking: u64,
    pub(super) withheld_by_threshold: u64,
    pub(super) breached: u64,
    pub(super) received: u64,
    pub(super) received_false: u64,
    pub(super) useful: u64,
    pub(super) useful_received: u64,
    pub(super) withheld_by_relations: u64,
    pub(super) garbled: u64,
    pub(super) poisoned: u64,
    pub(super) leaked: u64,
    pub(super) retracted: u64,
    pub(super) stale: u64,
    pub(super) sightings: u64,
    /// Of what it sent.
    pub(super) quality: Quality,
}

/// What items were worth that arrived: correctness, relevance, utility and uniqueness.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Quality {
    pub(super) arrived: u64,
    pub(super) correct: u64,
    pub(super) relevant: u64,
    pub(super) useful: u64,
    pub(super) taken_in: u64,
    pub(super) new: u64,
}

impl Rows<'_> {
    /// What a team sent and got.
    pub(super) fn shared_by(&self, team: TeamId) -> Shared {
        let mut shared = Shared::default();
        for item in self.items.items.values() {
            let Some(report) = self.items.reports.get(&item.report) else { continue };
            let policy = &self.policies[item.policy];
            if policy.from == team {
                shared.send(item, report);
                shared.quality.add(item, report, self.is_correct(item), self.is_relevant(item, policy.to));
            }
            if policy.to == team {
                let poisoned = self.context.is_decoy(item.pattern);
                shared.receive(item, report, !self.is_correct(item), poisoned);
            }
        }
        shared
    }

    /// How much the other teams trust a team at the end, in the mean.
    pub(super) fn trust_in(&self, team: TeamId) -> Option<f64> {
        let spec = self.context.scenario.trust.as_ref()?;
        let others = (0..self.context.scenario.teams.len()).map(TeamId::at).filter(|other| *other != team);
        let trust: Vec<f64> = others
            .map(|other| {
                let pair = (other, team);
                self.items.trust.get(&pair).or_else(|| spec.between.get(&pair)).copied().unwrap_or(spec.start)
            })
            .collect();
        #[expect(clippy::cast_precision_loss, reason = "teams are counted far below 2^53")]
        let count = trust.len() as f64;
        (!trust.is_empty()).then(|| trust.iter().sum::<f64>() / count)
    }

    pub(super) fn shares(&self) -> Vec<ShareRow> {
        self.items
            .items
            .iter()
            .filter_map(|(id, item)| Some(self.share(*id, item, self.items.reports.get(&item.report)?)))
            .collect()
    }

    fn share(&self, id: ItemId, item: &Item, report: &Report) -> ShareRow {
        let RunLabel { scenario, seed, replication, strategy } = self.label.clone();
        let policy = &self.policies[item.policy];
        let on_way = seconds(report.released, if item.is_withheld() { None } else { report.received });
        let on_channel = on_way.map(|_| report.on_channel.as_secs_f64());
        let sent = |time| if item.is_withheld() { None } else { time };
        ShareRow {
            scenario,
            seed,
            replication,
            strategy,
            item: id.0,
            report: item.report.0,
            rule: policy.rule.id.clone(),
            from_team: self.context.scenario.team(policy.from).name.id.clone(),
            to_team: self.context.scenario.team(policy.to).name.id.clone(),
            kind: item.object.kind().text(),
            indicator: item.object.indicator().map(IndicatorKind::text),
            tlp: item.tlp.text(),
            campaign: self.campaign_of(item),
            about_attack: self.attacks.behind(item.incident).is_some(),
            t_created_s: item.created,
            t_prepared_s: sent(report.prepared),
            t_released_s: sent(report.released),
            t_received_s: sent(report.received),
            t_ingested_s: sent(report.ingested),
            t_deployed_s: item.deployed,
            t_first_use_s: item.first_use,
            fate: item.fate(report),
            preparation_s: seconds(Some(item.created), sent(report.prepared)),
            release_s: seconds(report.prepared, sent(report.released)),
            channel_s: on_channel,
            transit_s: on_way.zip(on_channel).map(|(way, channel)| way - channel),
            breached: item.breached.0 || item.breached.1,
            correct: self.is_correct(item),
            relevant: self.is_relevant(item, policy.to),
            duplicate: item.is_duplicate(),
            useful: item.is_useful(),
            hits_true_n: item.hits_true,
            hits_false_n: item.hits_false,
            stopped_n: item.stopped,
            detected_n: item.detected,
            leaked: is_leaked(item, report),
            withdrawn: item.withdrawn,
            retracted: item.retracted,
            garbled: item.garbled,
            poisoned: self.context.is_decoy(item.pattern),
            sightings_n: item.sightings,
        }
    }

    /// Whether an item is about an attack: an indicator by itself, all else by its incident.
    fn is_correct(&self, item: &Item) -> bool {
        match item.object {
            Object::Indicator(_) => !self.context.is_harmless(item.pattern),
            _ => self.attacks.behind(item.incident).is_some(),
        }
    }

    /// Whether a campaign that an item is about turns on an organisation of a team before ENDEX.
    fn is_relevant(&self, item: &Item, team: TeamId) -> bool {
        let scenario = self.context.scenario;
        let mut hits = self.attacks_of(team).map(|(id, _)| id.campaign);
        match (item.object, self.context.origins.get(&item.pattern)) {
            (Object::Indicator(_), Some(Origin::Adversary { indicator, .. })) => {
                match &scenario.indicator(*indicator).owner {
                    Owner::Campaign(campaign) => hits.any(|hit| hit == *campaign),
                    Owner::Actor(actor) => hits.any(|hit| scenario.campaign(hit).actor.name.id == *actor),
                }
            }
            (Object::Indicator(_), _) => false,
            _ => {
                let about = self.attacks.behind(item.incident).map(|intrusion| intrusion.campaign);
                about.is_some_and(|campaign| hits.any(|hit| hit == campaign))
            }
        }
    }

    fn campaign_of(&self, item: &Item) -> Option<Arc<str>> {
        if item.object.indicator().is_none() {
            let intrusion = self.attacks.behind(item.incident)?;
            return Some(self.context.scenario.campaign(intrusion.campaign).name.id.clone());
        }
        match self.context.origins.get(&item.pattern)? {
            Origin::Adversary { indicator, .. } => {
                let scenario = &self.context.scenario;
                Some(match &scenario.indicator(*indicator).owner {
                    Owner::Campaign(campaign) => scenario.campaign(*campaign).name.id.clone(),
                    Owner::Actor(actor) => actor.clone(),
                })
            }
            Origin::Decoy { .. } | Origin::Harmless => None,
        }
    }
}

impl Quality {
    fn add(&mut self, item: &Item, report: &Report, correct: bool, relevant: bool) {
        if item.is_withheld() || report.received.is_none() {
            return;
        }
        self.arrived += 1;
        self.correct += u64::from(correct);
        self.relevant += u64::from(relevant);
        self.useful += u64::from(item.is_useful());
        if report.ingested.is_some() {
            self.taken_in += 1;
            self.new += u64::from(!item.is_duplicate());
        }
    }
}

impl Shared {
    fn send(&mut self, item: &Item, report: &Report) {
        self.created += 1;
        self.breached += u64::from(item.breached.0);
        match item.withheld {
            Some(rule) => {
                self.withheld += 1;
                self.withheld_by_marking += u64::from(matches!(rule, Withheld::Marking(_)));
                self.withheld_by_relations +=
                    u64::from(matches!(rule, Withheld::Trust | Withheld::Reciprocity));
                self.withheld_by_threshold +=
                    u64::from(matches!(rule, Withheld::Severity | Withheld::Confidence));
            }
            None => self.sent += u64::from(report.released.is_some()),
        }
        self.lost += u64::from(item.fate(report) == Fate::Lost);
        self.leaked += u64::from(is_leaked(item, report));
        self.sightings += item.sightings;
    }

    fn receive(&mut self, item: &Item, report: &Report, wrong: bool, poisoned: bool) {
        let received = item.withheld.is_none() && report.received.is_some();
        self.breached += u64::from(item.breached.1);
        self.received += u64::from(received);
        self.received_false += u64::from(received && wrong);
        self.poisoned += u64::from(received && poisoned);
        self.useful += u64::from(item.is_useful());
        self.garbled += u64::from(received && item.garbled);
        self.retracted += u64::from(received && item.retracted);
        self.stale += u64::from(received && item.stale);
        self.useful_received += u64::from(received && item.is_useful());
    }
}

fn is_leaked(item: &Item, report: &Report) -> bool {
    (report.leaked || item.leaked) && !item.is_withheld()
}

fn seconds(from: Option<SimTime>, to: Option<SimTime>) -> Option<f64> {
    from.zip(to).map(|(from, to)| to.since(from).as_secs_f64())
}
