//! Accounts that are disabled and services that are shut down: nobody comes over them, and some cannot work.

use std::collections::{BTreeMap, BTreeSet};

use bevy_ecs::prelude::*;

use super::credentials::cached;
use super::levers::{Levers, count};
use super::outages::Barred;
use crate::scenario::model::{AccountId, GroupId, HostRef, OrgId, Privilege, ServiceId};
use crate::sim::fact::{DownBy, What};
use crate::sim::script::Script;

/// Services that are shut down on the hosts of groups, and for how many incidents.
#[derive(Debug, Default, Resource)]
pub(crate) struct ShutDown(BTreeMap<(GroupId, ServiceId), u32>);

impl ShutDown {
    /// Whether nobody gets onto the hosts of a group over a service.
    pub(super) fn covers(&self, group: GroupId, service: Option<ServiceId>) -> bool {
        service.is_some_and(|service| self.0.contains_key(&(group, service)))
    }
}

impl Levers<'_, '_> {
    /// The accounts whose credentials lie on hosts, as a look at these shows.
    pub(crate) fn exposed_accounts(&self, script: &Script, hosts: &[HostRef]) -> Vec<AccountId> {
        let found: BTreeSet<AccountId> =
            hosts.iter().flat_map(|host| cached(script, *host, Privilege::Admin)).collect();
        found.into_iter().collect()
    }

    /// Nobody can log on with these accounts, and nobody can work where they are needed.
    pub(crate) fn disable(&mut self, script: &mut Script, organisation: OrgId, accounts: &[AccountId]) {
        for account in accounts {
            self.keyring.disable(*account);
        }
        let groups = used_at(script, accounts);
        self.bar(script, organisation, &groups);
    }

    /// These accounts are good again.
    pub(crate) fn enable(&mut self, script: &mut Script, organisation: OrgId, accounts: &[AccountId]) {
        for account in accounts {
            self.keyring.enable(*account);
        }
        let groups = used_at(script, accounts);
        self.unbar(script, organisation, &groups);
    }

    /// These accounts get new credentials: whoever had stolen the old ones has nothing.
    pub(crate) fn renew(&mut self, accounts: &BTreeSet<AccountId>) {
        self.keyring.renew(accounts);
    }

    /// A service is shut down on the hosts of groups.
    pub(crate) fn shut(
        &mut self,
        script: &mut Script,
        organisation: OrgId,
        service: ServiceId,
        at: &[GroupId],
    ) {
        for group in at {
            *self.shut_down.0.entry((*group, service)).or_default() += 1;
        }
        self.bar(script, organisation, at);
    }

    /// A service is there again on the hosts of groups.
    pub(crate) fn reopen(
        &mut self,
        script: &mut Script,
        organisation: OrgId,
        service: ServiceId,
        at: &[GroupId],
    ) {
        for group in at {
            let left = self.shut_down.0.entry((*group, service)).or_default();
            *left = left.saturating_sub(1);
        }
        self.shut_down.0.retain(|_, left| *left > 0);
        self.unbar(script, organisation, at);
    }

    /// Nobody can work at the hosts of groups.
    fn bar(&mut self, script: &mut Script, organisation: OrgId, groups: &[GroupId]) {
        let hosts = hosts_of(script, groups);
        if hosts.is_empty() {
            return;
        }
        for host in &hosts {
            let entity = self.touch(*host);
            let mut entity = self.commands.entity(entity);
            entity.entry::<Barred>().or_default().and_modify(|mut barred| barred.0 += 1);
        }
        let by = DownBy::Containment;
        let down = script.record(What::HostsDown { organisation, hosts: count(&hosts), by });
        self.disturbed.note(hosts, down);
    }

    /// They can work there again.
    fn unbar(&mut self, script: &mut Script, organisation: OrgId, groups: &[GroupId]) {
        let hosts = hosts_of(script, groups);
        if hosts.is_empty() {
            return;
        }
        for host in &hosts {
            let entity = self.touch(*host);
            let mut entity = self.commands.entity(entity);
            entity
                .entry::<Barred>()
                .or_default()
                .and_modify(|mut barred| barred.0 = barred.0.saturating_sub(1));
        }
        let by = DownBy::Containment;
        let restored = script.record(What::HostsRestored { organisation, hosts: count(&hosts), by });
        self.disturbed.note(hosts, restored);
    }
}

/// The groups at whose hosts accounts are needed, once for each account.
fn used_at(script: &Script, accounts: &[AccountId]) -> Vec<GroupId> {
    let scenario = &script.setting().scenario;
    accounts.iter().flat_map(|account| &scenario.account(*account).used_at).copied().collect()
}

fn hosts_of(script: &Script, groups: &[GroupId]) -> Vec<HostRef> {
    let scenario = &script.setting().scenario;
    let hosts = |group: &GroupId| {
        let group = *group;
        (0..scenario.group(group).count).map(move |number| HostRef { group, number })
    };
    groups.iter().flat_map(hosts).collect()
}
