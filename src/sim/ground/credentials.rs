//! Credentials: what a campaign has stolen wherever it has been, and what that opens.

use std::collections::{BTreeMap, BTreeSet};

use bevy_ecs::prelude::*;

use super::adversary::Theatre;
use super::components::Intrusion;
use crate::engine::Purpose;
use crate::scenario::model::{Account, AccountId, CampaignId, HostRef, Privilege, Scenario, Through};
use crate::sim::fact::{FactId, What};
use crate::sim::script::Script;

const CACHED: Purpose = Purpose::new("host.cached");

/// The accounts of which each campaign has the credentials, whoever's they are.
#[derive(Debug, Default, Resource)]
pub(crate) struct Keyring {
    /// By campaign.
    stolen: Vec<BTreeSet<AccountId>>,
    /// Accounts that are disabled, and for how many incidents.
    disabled: BTreeMap<AccountId, u32>,
}

impl Keyring {
    /// What campaigns have from the start.
    pub(super) fn of(scenario: &Scenario) -> Self {
        let held = scenario.campaigns.iter().map(|campaign| campaign.holds.iter().copied().collect());
        Self { stolen: held.collect(), disabled: BTreeMap::new() }
    }

    /// Nobody can log on with an account.
    pub(super) fn disable(&mut self, account: AccountId) {
        *self.disabled.entry(account).or_default() += 1;
    }

    /// It is good again, unless it is disabled for another incident as well.
    pub(super) fn enable(&mut self, account: AccountId) {
        let left = self.disabled.entry(account).or_default();
        *left = left.saturating_sub(1);
        self.disabled.retain(|_, left| *left > 0);
    }

    /// Accounts get new credentials, which nobody has stolen.
    pub(super) fn renew(&mut self, accounts: &BTreeSet<AccountId>) {
        for stolen in &mut self.stolen {
            stolen.retain(|account| !accounts.contains(account));
        }
    }
}

/// The credentials that can be taken on a host. Which lie there is drawn host by host, the same in every arm. Whoever
/// has no more than a user's rights there gets at no administrator's.
pub(super) fn cached(
    script: &Script,
    host: HostRef,
    privilege: Privilege,
) -> impl Iterator<Item = AccountId> {
    let setting = script.setting();
    let caches = setting.scenario.group(host.group).caches.iter();
    let lies_there = move |account: AccountId, share| {
        let key = setting.keys.host(host).with(setting.keys.account(account));
        setting.scenario.account(account).privilege <= privilege && script.chance(share, key, CACHED, 0)
    };
    caches.filter(move |cache| lies_there(cache.account, cache.share)).map(|cache| cache.account)
}

/// Whether an organisation tells accounts apart; where it does not, any credentials open everything.
fn tells_apart(scenario: &Scenario, host: HostRef) -> bool {
    let owner = scenario.group(host.group).organisation;
    !scenario.organisation(owner).accounts.is_empty()
}

impl Theatre<'_, '_> {
    /// The stolen accounts that open a host.
    pub(super) fn keys_to<'a>(
        &'a self,
        scenario: &'a Scenario,
        campaign: CampaignId,
        host: HostRef,
    ) -> impl Iterator<Item = &'a Account> {
        let Keyring { stolen, disabled } = &*self.keyring;
        let good = stolen[campaign.index()].iter().filter(|id| !disabled.contains_key(id));
        let accounts = good.map(|id| scenario.account(*id));
        accounts.filter(move |account| account.opens(host.group))
    }

    /// The privilege that a way in gives on a host: what the step gains, or what the account may that it logs on with.
    pub(super) fn rights(
        &self,
        scenario: &Scenario,
        campaign: CampaignId,
        host: HostRef,
        gains: Privilege,
        through: Through,
    ) -> Privilege {
        let logs_on = matches!(through, Through::Credentials { .. });
        let keys = self.keys_to(scenario, campaign, host).filter(|_| logs_on);
        keys.map(|account| account.privilege).fold(gains, Privilege::max)
    }

    /// Whether credentials could open a host: a stolen account does, or nobody there tells accounts apart.
    pub(super) fn may_log_on(&self, scenario: &Scenario, campaign: CampaignId, host: HostRef) -> bool {
        !tells_apart(scenario, host) || self.keys_to(scenario, campaign, host).next().is_some()
    }

    /// Whether an intrusion that has stolen something (`any`) or nothing can log on to a host.
    pub(super) fn can_log_on(
        &self,
        scenario: &Scenario,
        campaign: CampaignId,
        host: HostRef,
        any: bool,
    ) -> bool {
        (any && !tells_apart(scenario, host)) || self.keys_to(scenario, campaign, host).next().is_some()
    }

    /// Whether there is nothing to steal on these hosts, where accounts are told apart.
    pub(super) fn finds_no_credentials(&self, script: &Script, hosts: &[(HostRef, Privilege)]) -> bool {
        let scenario = &script.setting().scenario;
        hosts.iter().all(|(host, privilege)| {
            tells_apart(scenario, *host) && cached(script, *host, *privilege).next().is_none()
        })
    }

    /// The adversary takes what credentials lie on a host.
    pub(super) fn harvest(
        &mut self,
        script: &mut Script,
        intrusion: &Intrusion,
        (host, privilege): (HostRef, Privilege),
        because: FactId,
    ) {
        let found: Vec<AccountId> = cached(script, host, privilege).collect();
        let keys = &mut self.keyring.stolen[intrusion.campaign.index()];
        for account in found {
            if keys.insert(account) {
                let stolen = What::CredentialsStolen { intrusion: intrusion.id(), account, host };
                script.record_because(Some(because), stolen);
            }
        }
    }
}
