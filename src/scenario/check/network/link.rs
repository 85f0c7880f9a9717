//! Links: from zone to zone, and what they let through.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::check::names::{Estate, INTERNET, Index};
use crate::scenario::check::{Checker, name, text};
use crate::scenario::decode::{List, Reference};
use crate::scenario::document as written;
use crate::scenario::model::{OrgId, Passage, Service, ServiceId, Zone, ZoneId};

/// All services that are told apart.
pub(in crate::scenario::check) fn services(index: &Index<'_>) -> Vec<Service> {
    let rows = index.services.rows();
    rows.map(|(_, row)| Service { name: name(row), ports: text(row.ports.as_ref()) }).collect()
}

/// Services that are written, sorted.
pub(super) fn resolve(list: &List<Reference>, index: &Index<'_>, cx: &mut Checker<'_>) -> Vec<ServiceId> {
    index.services.resolve_all(list, cx).into_iter().map(ServiceId::at).collect()
}

/// The zones of an organisation, each with those that one link leads to.
pub(super) fn zones(
    organisation: &written::Organisation,
    id: OrgId,
    estate: &Estate<'_>,
    index: &Index<'_>,
    cx: &mut Checker<'_>,
) -> Vec<Zone> {
    let mut inside: BTreeMap<(usize, usize), Passage> = BTreeMap::new();
    let mut outside: BTreeMap<usize, Passage> = BTreeMap::new();
    for link in &organisation.links {
        let from = estate.zones.find_used(&link.from, cx);
        let from_internet = link.from.as_str() == INTERNET;
        if from.is_none() && !from_internet {
            estate.zones.report_unknown(&link.from, &[(INTERNET, Place::NOWHERE)], cx);
        }
        let to = link_end(link, estate, cx);
        let passage = passage(link, index, cx);
        let slot = match (from, to) {
            (_, Some(to)) if from_internet => outside.entry(to).or_insert(Passage::NOTHING),
            (Some(from), Some(to)) => inside.entry((from, to)).or_insert(Passage::NOTHING),
            _ => continue,
        };
        slot.widen(passage);
    }
    let zone = |(place, row): (usize, &written::Zone)| {
        let linked = inside.range((place, 0)..=(place, usize::MAX));
        let mut reaches: BTreeMap<usize, Passage> =
            linked.map(|((_, to), passage)| (*to, passage.clone())).collect();
        reaches.insert(place, Passage::Everything);
        Zone {
            name: name(row),
            organisation: id,
            from_internet: outside.get(&place).cloned().unwrap_or(Passage::NOTHING),
            reaches: reaches.into_iter().map(|(to, passage)| (ZoneId::at(to), passage)).collect(),
        }
    };
    estate.zones.rows().map(zone).collect()
}

/// What a link lets through. A link with a service that does not exist is no link to everything.
fn passage(link: &written::Link, index: &Index<'_>, cx: &mut Checker<'_>) -> Passage {
    let allowed = resolve(&link.allows, index, cx);
    if link.allows.is_empty() { Passage::Everything } else { Passage::Only(allowed) }
}

fn link_end(link: &written::Link, estate: &Estate<'_>, cx: &mut Checker<'_>) -> Option<usize> {
    if link.to.as_str() == INTERNET {
        cx.report(
            Diagnostic::error(Code::LinkToInternet, "a link leads to the internet")
                .at(link.to.place, "")
                .help("take the link away: every host reaches the internet; links say who is reached"),
        );
        return None;
    }
    estate.zones.resolve(&link.to, cx)
}
