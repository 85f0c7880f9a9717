//! Accounts: what they open, at home and where they are trusted.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::check::attack::step::privilege;
use crate::scenario::check::names::{Estate, Index, distinct};
use crate::scenario::check::select::Choice;
use crate::scenario::check::{Checker, name};
use crate::scenario::decode::{List, Reference};
use crate::scenario::document as written;
use crate::scenario::model::{Account, AccountId, Cache, Domain, GroupId, OrgId};

/// The accounts of an organisation.
pub(super) fn accounts(
    owner: &written::Organisation,
    organisation: OrgId,
    index: &Index<'_>,
    cx: &mut Checker<'_>,
) -> Vec<Account> {
    let rows = index.estates[organisation.index()].accounts.rows();
    rows.map(|(_, row)| account(row, owner, organisation, index, cx)).collect()
}

fn account(
    row: &written::Account,
    owner: &written::Organisation,
    organisation: OrgId,
    index: &Index<'_>,
    cx: &mut Checker<'_>,
) -> Account {
    let message = format!("account `{}` opens nothing", row.id.value);
    cx.some(&row.opens, (row.place, row.id.place), message, "`opens`");
    let (domain, trusting) = match &row.domain {
        written::Domain::Local => (Domain::Local, Vec::new()),
        written::Domain::Domain => (Domain::Domain, Vec::new()),
        written::Domain::Federated { with } => (Domain::Federated, trusting(row, with, owner, index, cx)),
    };
    let homes: BTreeSet<OrgId> = trusting.iter().map(|(id, _)| *id).chain([organisation]).collect();
    let hosts = homes.iter().flat_map(|id| &index.estates[id.index()].variants);
    let lacks = match trusting.as_slice() {
        [] => format!("organisation `{}` has no", owner.id.value),
        _ => format!("neither organisation `{}` nor those that trust it have a", owner.id.value),
    };
    let opens: Vec<GroupId> =
        Choice::of(hosts, lacks).select(&row.opens, cx).into_iter().flatten().map(|hosts| hosts.id).collect();
    for (id, reference) in &trusting {
        if cx.is_whole() && !opens.is_empty() && !opens_at(&opens, &index.estates[id.index()]) {
            let message =
                format!("account `{}` opens no host of organisation `{}`", row.id.value, reference.value);
            let fault = Diagnostic::error(Code::OpensNothing, message).at(reference.place, "");
            cx.report(fault.help("add hosts of that organisation to `opens`, or take it out of `with`"));
        }
    }
    let privilege = privilege(&row.privilege);
    let own = &index.estates[organisation.index()].variants;
    let lacks = format!("organisation `{}` has no", owner.id.value);
    let used_at = Choice::of(own, lacks).select(&row.used_at, cx);
    let used_at = used_at.into_iter().flatten().map(|hosts| hosts.id).collect();
    Account { name: name(row), organisation, domain, privilege, opens, used_at }
}

/// The organisations that trust an account of another.
fn trusting<'d>(
    row: &written::Account,
    with: &'d List<Reference>,
    owner: &written::Organisation,
    index: &Index<'_>,
    cx: &mut Checker<'_>,
) -> Vec<(OrgId, &'d Reference)> {
    let message = format!("account `{}` is federated with nobody", row.id.value);
    cx.some(with, (row.place, row.id.place), message, "`with`, or `domain: Domain`");
    distinct(with, "organisation", cx);
    let mut all = Vec::new();
    for reference in with {
        if reference.value == owner.id.value {
            let message = format!("organisation `{}` is federated with itself", owner.id.value);
            let fault = Diagnostic::error(Code::OpensNothing, message).at(reference.place, "");
            cx.report(fault.help("name other organisations: its own hosts are always meant"));
        } else if let Some(place) = index.organisations.resolve(reference, cx) {
            all.push((OrgId::at(place), reference));
        }
    }
    all
}

fn opens_at(opens: &[GroupId], estate: &Estate<'_>) -> bool {
    let places = estate.first_group..estate.first_group + estate.variants.len();
    opens.iter().any(|group| places.contains(&group.index()))
}

/// The credentials that lie on hosts, sorted by account.
pub(super) fn caches(
    written: &List<written::Cache>,
    estate: &Estate<'_>,
    cx: &mut Checker<'_>,
) -> Vec<Cache> {
    distinct(written.iter().map(|cache| &cache.account), "account", cx);
    let cache = |cache: &written::Cache| {
        Some(Cache {
            account: AccountId::at(estate.accounts.resolve(&cache.account, cx)?),
            share: cache.share,
        })
    };
    let mut caches: Vec<Cache> = written.iter().filter_map(cache).collect();
    caches.sort_by_key(|cache| cache.account);
    caches
}

/// Accounts that a campaign has from the start, sorted.
pub(in crate::scenario::check) fn holdings(
    written: &List<written::Holding>,
    index: &Index<'_>,
    cx: &mut Checker<'_>,
) -> Vec<AccountId> {
    let holding = |holding: &written::Holding| {
        let organisation = index.organisations.resolve(&holding.organisation, cx)?;
        Some(AccountId::at(index.estates[organisation].accounts.resolve(&holding.account, cx)?))
    };
    let mut all: Vec<AccountId> = written.iter().filter_map(holding).collect();
    all.sort_unstable();
    all.dedup();
    all
}
