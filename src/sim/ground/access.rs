//! Ways in: from where one can be tried, on which hosts it is open, and with what odds it succeeds.

use super::adversary::Theatre;
use super::components::Intrusion;
use super::deliveries::found_out;
use super::infrastructure::Shown;
use super::protection;
use super::senses::{Execution, patterns};
use super::terrain::{Field, Reach};
use crate::engine::Purpose;
use crate::scenario::model::{
    Account, CampaignId, Domain, GroupId, HostRef, Scenario, ServiceId, Step, StepEffect, Through,
    VulnerabilityId, ZoneId,
};
use crate::sim::fact::Obstacle;
use crate::sim::script::Script;
use crate::units::Probability;

const VULNERABLE: Purpose = Purpose::new("host.vulnerable");

/// What lets a step onto hosts; nothing where it goes onto none.
pub(super) fn way_in(step: &Step) -> Option<Through> {
    match &step.effect {
        StepEffect::Enter { through, .. }
        | StepEffect::Move { through, .. }
        | StepEffect::Spread { through, .. } => Some(*through),
        _ => None,
    }
}

/// The service that a way in goes over; any link will do where there is none.
fn service(scenario: &Scenario, through: Through) -> Option<ServiceId> {
    match through {
        Through::Exploit(id) => scenario.vulnerability(id).service,
        Through::Credentials { over } | Through::Tools { over } => over,
        Through::Phishing { .. } | Through::Trusted { .. } => None,
    }
}

/// What a way in reaches from outside.
pub(super) fn reach_from_outside(scenario: &Scenario, through: Through) -> Reach {
    match through {
        Through::Phishing { .. } => Reach::anywhere(),
        Through::Trusted { supplier } => Reach::anywhere().delivered_by(supplier),
        Through::Exploit(_) | Through::Credentials { .. } | Through::Tools { .. } => {
            Reach::from_internet(service(scenario, through))
        }
    }
}

/// What a way in reaches over the links from hosts in these zones.
pub(super) fn reach_from_zones(
    scenario: &Scenario,
    through: Through,
    zones: impl Iterator<Item = ZoneId>,
) -> Reach {
    let reach = Reach::from_zones(zones, service(scenario, through));
    match through {
        Through::Trusted { supplier } => reach.delivered_by(supplier),
        _ => reach,
    }
}

/// The chance that a step of a campaign succeeds where nothing stops it.
pub(super) fn odds(scenario: &Scenario, campaign: CampaignId, step: &Step) -> Probability {
    let success = match way_in(step) {
        Some(Through::Exploit(id)) => step.success.and(scenario.vulnerability(id).exploitability),
        _ => step.success,
    };
    success.with_odds(scenario.campaign(campaign).actor.skill)
}

/// Whether a host has a vulnerability by nature. Which hosts do is drawn host by host, the same in every arm.
pub(super) fn is_vulnerable(script: &Script, host: HostRef, vulnerability: VulnerabilityId) -> bool {
    let setting = script.setting();
    setting.scenario.group(host.group).exposure(vulnerability).is_some_and(|share| {
        let key = setting.keys.host(host).with(setting.keys.vulnerability(vulnerability));
        share.get() >= 1.0 || script.chance(share, key, VULNERABLE, 0)
    })
}

/// Whether a campaign can exploit a vulnerability by now: it is known to all, or a zero-day of its own.
fn is_exploitable(script: &Script, intrusion: &Intrusion, vulnerability: VulnerabilityId) -> bool {
    let scenario = &script.setting().scenario;
    let disclosed = scenario.vulnerability(vulnerability).disclosed;
    disclosed.is_none_or(|disclosed| disclosed <= script.now())
        || scenario.campaign(intrusion.campaign).zero_days.contains(&vulnerability)
}

impl Theatre<'_, '_> {
    /// Whether a host has what a way in needs, now.
    pub(super) fn yields(
        &self,
        script: &Script,
        intrusion: &Intrusion,
        host: HostRef,
        through: Through,
    ) -> bool {
        if self.shut_down.covers(host.group, service(&script.setting().scenario, through)) {
            return false;
        }
        match through {
            Through::Exploit(id) => {
                is_exploitable(script, intrusion, id)
                    && is_vulnerable(script, host, id)
                    && !self.terrain.is_patched(script, host, id)
            }
            Through::Credentials { .. } => {
                self.may_log_on(&script.setting().scenario, intrusion.campaign, host)
            }
            Through::Phishing { .. } | Through::Trusted { .. } | Through::Tools { .. } => true,
        }
    }

    /// Why a way in is open on no host that a step wants, where there is more to say than that.
    pub(super) fn shut(
        &self,
        script: &Script,
        intrusion: &Intrusion,
        (targets, through): (&[GroupId], Through),
        reach: &Reach,
    ) -> Option<Obstacle> {
        let scenario = &script.setting().scenario;
        if let Through::Exploit(id) = through
            && !is_exploitable(script, intrusion, id)
        {
            return Some(Obstacle::Undisclosed(id));
        }
        let field = |reach: &Reach| Field::new(scenario, intrusion.victim, targets, reach);
        let open = field(reach);
        if open.group().is_none() {
            let elsewise = field(&reach.clone().over_anything()).group().is_some();
            return service(scenario, through).filter(|_| elsewise).map(Obstacle::NoPassage);
        }
        let over = service(scenario, through);
        if open.groups().all(|group| self.shut_down.covers(group, over)) {
            return over.map(Obstacle::NoPassage);
        }
        match through {
            Through::Exploit(id) if open.groups().any(|group| self.terrain.patches(group, id)) => {
                Some(Obstacle::Patched(id))
            }
            _ => None,
        }
    }

    /// One execution of a step: what stops it, what it lacks, and whether luck is with it. `credentials` says whether
    /// the intrusion has stolen any.
    pub(super) fn carry_out(
        &self,
        script: &mut Script,
        run: &Execution,
        shown: &[Shown],
        credentials: bool,
        luck: Purpose,
    ) -> Result<(), Obstacle> {
        if let Some(Through::Trusted { supplier: Some(supplier) }) = way_in(run.step)
            && let Some(stop) = found_out(script, run, &patterns(shown), supplier)
        {
            return Err(stop);
        }
        if let Some(stop) = self.senses.stop(script, run, shown) {
            return Err(stop);
        }
        // Whoever comes from outside brings credentials along.
        let enters = matches!(run.step.effect, StepEffect::Enter { .. });
        let logs_on = matches!(way_in(run.step), Some(Through::Credentials { .. })) && !enters;
        let scenario = &script.setting().scenario;
        let can = |host| self.can_log_on(scenario, run.id.campaign, host, credentials);
        if logs_on && !run.host.is_some_and(can) {
            return Err(Obstacle::NoWay);
        }
        if let Some(stop) = self.second_factor(script, run, shown) {
            return Err(stop);
        }
        let success = odds(&script.setting().scenario, run.id.campaign, run.step);
        if !script.chance(success, run.key, luck, run.ordinal) {
            return Err(Obstacle::Luck);
        }
        self.senses.withstands(script, run, success, luck).map_or(Ok(()), Err)
    }

    /// A second factor stops credentials; local accounts have none.
    fn second_factor(&self, script: &mut Script, run: &Execution, shown: &[Shown]) -> Option<Obstacle> {
        let (Some(Through::Credentials { .. }), Some(host)) = (way_in(run.step), run.host) else {
            return None;
        };
        let scenario = script.scenario();
        let local = |account: &Account| account.domain == Domain::Local;
        if self.keys_to(scenario, run.id.campaign, host).any(local) {
            return None;
        }
        protection::second_factor(script, run, &patterns(shown))
    }
}
