//! Services, weaknesses, suppliers, zones and accounts that nothing refers to.

use std::collections::BTreeSet;

use super::unused;
use crate::scenario::decode::Reference;
use crate::scenario::document::{Countermeasure, Effect, HostGroup, Through};
use crate::scenario::lint::Finder;
use crate::scenario::lint::view::{View, sorted};
use crate::scenario::model::VulnerabilityId;

type Names<'a> = BTreeSet<&'a str>;

fn id(reference: &Reference) -> &str {
    reference.as_str()
}

/// What lets steps in.
fn ways<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Through> {
    let steps = view.document.campaigns.iter().flat_map(|campaign| campaign.steps.iter());
    steps.filter_map(|step| match &step.does.value {
        Effect::Enter { through, .. } | Effect::Move { through, .. } | Effect::Spread { through, .. } => {
            Some(through)
        }
        _ => None,
    })
}

fn hosts<'a>(view: &View<'a>) -> impl Iterator<Item = &'a HostGroup> {
    view.document.organisations.iter().flat_map(|organisation| organisation.groups())
}

pub(super) fn services(view: &View<'_>, cx: &mut Finder<'_>) {
    let document = view.document;
    if document.services.is_empty() {
        return;
    }
    let mut used: Names<'_> =
        document.vulnerabilities.iter().filter_map(|one| one.service.as_ref()).map(id).collect();
    let links = document.organisations.iter().flat_map(|organisation| organisation.links.iter());
    used.extend(links.flat_map(|link| link.allows.iter()).map(id));
    for group in hosts(view) {
        let apart = group.overrides.iter().filter_map(|over| over.services.as_ref());
        used.extend(apart.flat_map(|services| services.iter()).chain(group.services.iter()).map(id));
    }
    used.extend(ways(view).filter_map(|through| match through {
        Through::Credentials { over } | Through::Tools { over } => over.as_ref().map(id),
        _ => None,
    }));
    let courses = document.teams.iter().flat_map(|team| team.containment.courses.iter());
    used.extend(courses.flat_map(|course| course.does.iter()).filter_map(|does| match &does.value {
        Countermeasure::ShutService { service, .. } => Some(id(service)),
        _ => None,
    }));
    for service in document.services.iter().filter(|service| !used.contains(service.id.as_str())) {
        let message = format!("no host, link, weakness or step names the service `{}`", service.id.value);
        let help = "let hosts offer it, links allow it or a step go over it, or take it away";
        cx.push(unused(message, service.id.place, help));
    }
}

pub(super) fn vulnerabilities(view: &View<'_>, cx: &mut Finder<'_>) {
    let document = view.document;
    if document.vulnerabilities.is_empty() {
        return;
    }
    let mut exploited: Names<'_> = ways(view)
        .filter_map(|through| match through {
            Through::Exploit { vulnerability } => Some(id(vulnerability)),
            _ => None,
        })
        .collect();
    exploited.extend(document.campaigns.iter().flat_map(|campaign| campaign.zero_days.iter()).map(id));
    let exposures = view.scenario.groups.iter().flat_map(|group| &group.exposures);
    let exposed: BTreeSet<_> = exposures.map(|exposure| exposure.vulnerability).collect();
    let patches = view.scenario.teams.iter().any(|team| team.patching.is_some());
    let rows = sorted(&document.vulnerabilities, |one| &one.id);
    for (place, (one, text)) in view.scenario.vulnerabilities.iter().zip(rows).enumerate() {
        let on_hosts = exposed.contains(&VulnerabilityId::at(place));
        let is_work = on_hosts && patches && one.patch.is_some();
        if exploited.contains(text.id.as_str()) || is_work {
            continue;
        }
        let why = if on_hosts { "and nobody patches it" } else { "and no host has it" };
        let message = format!("no step exploits the weakness `{}`, {why}", text.id.value);
        let help = "let a step go `through: Exploit(vulnerability: …)`, or take it away";
        cx.push(unused(message, text.id.place, help));
    }
}

pub(super) fn suppliers(view: &View<'_>, cx: &mut Finder<'_>) {
    let used: Names<'_> = ways(view)
        .filter_map(|through| match through {
            Through::Trusted { supplier } => supplier.as_ref().map(id),
            _ => None,
        })
        .collect();
    for supplier in view.document.suppliers.iter().filter(|one| !used.contains(one.id.as_str())) {
        let message = format!("no step comes with what the supplier `{}` delivers", supplier.id.value);
        let help = "let a step go `through: Trusted(supplier: …)`, or take it away";
        cx.push(unused(message, supplier.id.place, help));
    }
}

pub(super) fn zones(view: &View<'_>, cx: &mut Finder<'_>) {
    for organisation in &view.document.organisations {
        let inhabited: Names<'_> = organisation.groups().iter().map(|group| id(&group.zone)).collect();
        for zone in organisation.zones.iter().filter(|zone| !inhabited.contains(zone.id.as_str())) {
            let message = format!(
                "no host stands in zone `{}` of organisation `{}`: nothing can be in it or come through it",
                zone.id.value, organisation.id.value
            );
            let help = "put hosts into it, or take it away";
            cx.push(unused(message, zone.id.place, help));
        }
    }
}

pub(super) fn accounts(view: &View<'_>, cx: &mut Finder<'_>) {
    let holdings = view.document.campaigns.iter().flat_map(|campaign| campaign.holds.iter());
    let held: BTreeSet<(&str, &str)> =
        holdings.map(|one| (id(&one.organisation), id(&one.account))).collect();
    for organisation in view.document.organisations.iter().filter(|one| !one.accounts.is_empty()) {
        let mut cached: Names<'_> = BTreeSet::new();
        for group in organisation.groups() {
            let apart = group.overrides.iter().filter_map(|over| over.caches.as_ref());
            let all = apart.flat_map(|caches| caches.iter()).chain(group.caches.iter());
            cached.extend(all.map(|cache| id(&cache.account)));
        }
        for account in &organisation.accounts {
            let name = account.id.as_str();
            let is_held = held.contains(&(organisation.id.as_str(), name));
            if cached.contains(name) || is_held || !account.used_at.is_empty() {
                continue;
            }
            let message = format!(
                "nobody can come by the credentials of account `{name}` of organisation `{}`: they lie on no host, and no \
                 campaign holds them",
                organisation.id.value
            );
            let help = "let them lie on hosts (`caches`), let a campaign hold them (`holds`), or take the account away";
            cx.push(unused(message, account.id.place, help));
        }
    }
}
