//! Networks: links lead from zone to zone, hosts stand in zones, sensors watch them.

use std::collections::BTreeSet;

use super::names::{Estate, INTERNET, Index, distinct};
use super::select::{Choice, Variant};
use super::{Checker, MOST_HOSTS, name};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::decode::{Spanned, Text};
use crate::scenario::document as written;
use crate::scenario::model::{
    Collateral, Exposure, Health, HostGroup, Logging, Noise, NoiseId, OrgId, Organisation, Role, Sensor,
    SensorId, Tactic, TeamId, Technique, Vulnerability, VulnerabilityId, Zone, ZoneId,
};
use crate::units::Span;

/// The lists of the model that come from organisations.
#[derive(Default)]
pub(super) struct Network {
    pub(super) organisations: Vec<Organisation>,
    pub(super) zones: Vec<Zone>,
    pub(super) groups: Vec<HostGroup>,
    pub(super) sensors: Vec<Sensor>,
    pub(super) noises: Vec<Noise>,
}

/// All organisations, with the team that defends each.
pub(super) fn check(index: &Index<'_>, defenders: &[Option<TeamId>], cx: &mut Checker<'_>) -> Network {
    let mut network = Network::default();
    for (((place, organisation), estate), team) in
        index.organisations.rows().zip(&index.estates).zip(defenders)
    {
        let id = OrgId::at(place);
        let at = (organisation.place, organisation.id.place);
        let message = format!("organisation `{}` has no zone", organisation.id.value);
        cx.some(&organisation.zones, at, message, "`zones`");
        has_hosts(organisation, cx);
        network.zones.extend(zones(organisation, id, estate, cx));
        let groups = estate.variants.iter().filter_map(|hosts| group(hosts, id, estate, index, cx));
        network.groups.extend(groups);
        network
            .sensors
            .extend(estate.sensors.rows().map(|(_, row)| sensor(row, organisation, id, estate, cx)));
        let noises = estate.noises.rows();
        network.noises.extend(noises.map(|(_, row)| Noise {
            name: name(row),
            organisation: id,
            rate: row.rate,
            hours: row.hours.map(|hours| (hours, row.outside)),
        }));
        network.organisations.extend(team.map(|team| model(organisation, team, estate, cx)));
    }
    network
}

/// All vulnerabilities.
pub(super) fn vulnerabilities(index: &Index<'_>) -> Vec<Vulnerability> {
    let rows = index.vulnerabilities.rows();
    rows.map(|(_, row)| Vulnerability { name: name(row), exploitability: row.exploitability }).collect()
}

/// A host costs nothing until something happens to it, and a worm happens to all of them.
pub(super) fn count_hosts(document: &written::Scenario, cx: &mut Checker<'_>) {
    let groups = || document.organisations.iter().flat_map(written::Organisation::groups);
    let hosts: u64 = groups().map(|group| u64::from(group.count.get())).sum();
    if hosts > MOST_HOSTS {
        let largest = groups().max_by_key(|group| group.count).map_or(Place::NOWHERE, |group| group.id.place);
        let message = format!("{hosts} hosts are too many");
        cx.report(
            Diagnostic::error(Code::TooMany, message)
                .at(largest, "the largest group")
                .help(format!("a scenario has at most {MOST_HOSTS} hosts in all")),
        );
    }
}

/// Hosts are written or generated; where there are none, that is written too.
fn has_hosts(organisation: &written::Organisation, cx: &mut Checker<'_>) {
    let said = organisation.hosts.is_some() || organisation.generate.is_some();
    if !said && !cx.is_damaged(organisation.place) {
        let message = format!("organisation `{}` has neither `hosts` nor `generate`", organisation.id.value);
        cx.report(
            Diagnostic::error(Code::MissingField, message)
                .at(organisation.id.place, "")
                .help("write its `hosts`, or `generate: (users: 500)`; write `hosts: []` if it has none"),
        );
    }
}

fn model(
    organisation: &written::Organisation,
    team: TeamId,
    estate: &Estate<'_>,
    cx: &mut Checker<'_>,
) -> Organisation {
    let written::Organisation { logging, collateral, .. } = organisation;
    let choice = Choice::of(&estate.variants, format!("organisation `{}` has no", organisation.id.value));
    let among = if collateral.among.is_empty() {
        Some(choice.variants.clone())
    } else {
        choice.select(&collateral.among, cx)
    };
    Organisation {
        name: name(organisation),
        team,
        zones: estate.zones.places().map(ZoneId::at).collect(),
        groups: estate.variants.iter().map(|hosts| hosts.id).collect(),
        sensors: estate.sensors.places().map(SensorId::at).collect(),
        noises: estate.noises.places().map(NoiseId::at).collect(),
        logging: Logging { coverage: logging.coverage, retention: logging.retention },
        collateral: Collateral {
            hits: collateral.hits,
            outage: collateral.outage,
            hosts: collateral.hosts.get(),
            among: among.into_iter().flatten().map(|hosts| hosts.id).collect(),
            lasts: collateral.lasts.clone(),
        },
    }
}

/// The zones of an organisation, each with those that one link leads to.
fn zones(
    organisation: &written::Organisation,
    id: OrgId,
    estate: &Estate<'_>,
    cx: &mut Checker<'_>,
) -> Vec<Zone> {
    let mut inside: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut outside: BTreeSet<usize> = BTreeSet::new();
    for link in &organisation.links {
        let from = estate.zones.find(link.from.as_str());
        let from_internet = link.from.as_str() == INTERNET;
        if from.is_none() && !from_internet {
            estate.zones.report_unknown(&link.from, &[INTERNET], cx);
        }
        let to = link_end(link, estate, cx);
        match (from, to) {
            (_, Some(to)) if from_internet => drop(outside.insert(to)),
            (Some(from), Some(to)) => drop(inside.insert((from, to))),
            _ => {}
        }
    }
    let zone = |(place, row): (usize, &written::Zone)| {
        let linked = inside.range((place, 0)..=(place, usize::MAX)).map(|(_, to)| *to);
        let reaches: BTreeSet<usize> = linked.chain([place]).collect();
        Zone {
            name: name(row),
            organisation: id,
            from_internet: outside.contains(&place),
            reaches: reaches.into_iter().map(ZoneId::at).collect(),
        }
    };
    estate.zones.rows().map(zone).collect()
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

fn group(
    hosts: &Variant<'_>,
    organisation: OrgId,
    estate: &Estate<'_>,
    index: &Index<'_>,
    cx: &mut Checker<'_>,
) -> Option<HostGroup> {
    let Variant { row, over, first, count, .. } = hosts;
    let zone = estate.zones.find(row.zone.as_str());
    if zone.is_none() && *first == 0 {
        estate.zones.report_unknown(&row.zone, &[], cx);
    }
    let written = over.and_then(|over| over.vulnerabilities.as_ref()).unwrap_or(&row.vulnerabilities);
    distinct(written.iter().map(|exposure| &exposure.id), "vulnerability", cx);
    let exposure = |exposure: &written::Exposure| {
        let vulnerability = VulnerabilityId::at(index.vulnerabilities.resolve(&exposure.id, cx)?);
        Some(Exposure { vulnerability, share: exposure.share })
    };
    let mut exposures: Vec<Exposure> = written.iter().filter_map(exposure).collect();
    exposures.sort_by_key(|exposure| exposure.vulnerability);
    Some(HostGroup {
        name: name(*row),
        organisation,
        zone: ZoneId::at(zone?),
        first: *first,
        count: *count,
        of: row.count.get(),
        role: match hosts.role() {
            written::Role::Workstation => Role::Workstation,
            written::Role::Server => Role::Server,
            written::Role::DomainController => Role::DomainController,
            written::Role::Gateway => Role::Gateway,
            written::Role::Controller => Role::Controller,
        },
        value: over.and_then(|over| over.value).unwrap_or(row.value),
        megabytes: megabytes(over.and_then(|over| over.data).unwrap_or(row.data)),
        exposures,
    })
}

/// Gigabytes as megabytes; none for less than nothing.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float-to-integer cast saturates"
)]
fn megabytes(gigabytes: f64) -> u64 {
    (gigabytes * 1000.0).round() as u64
}

fn sensor(
    row: &written::Sensor,
    owner: &written::Organisation,
    organisation: OrgId,
    estate: &Estate<'_>,
    cx: &mut Checker<'_>,
) -> Sensor {
    let choice = Choice::of(&estate.variants, format!("organisation `{}` has no", owner.id.value));
    let watched =
        if row.watches.is_empty() { Some(choice.variants.clone()) } else { choice.select(&row.watches, cx) };
    let techniques: BTreeSet<Technique> =
        row.techniques.iter().filter_map(|text| technique(text, cx)).collect();
    let tactics: BTreeSet<Tactic> = row.tactics.iter().map(super::attack::step::tactic).collect();
    Sensor {
        name: name(row),
        organisation,
        groups: watched.into_iter().flatten().map(|hosts| hosts.id).collect(),
        techniques: techniques.into_iter().collect(),
        detects: row.detects,
        delay: row.delay.clone(),
        prevents: row.prevents,
        tactics: tactics.into_iter().collect(),
        false_alarms: row.false_alarms,
        health: row
            .health
            .as_ref()
            .map(|health| Health { fails: health.fails.clone(), found: health.found.clone() }),
        down: outages(row, cx),
    }
}

/// Planned outages in the order of time; those that touch become one.
fn outages(row: &written::Sensor, cx: &mut Checker<'_>) -> Vec<(Span, Span)> {
    let mut all: Vec<(Span, Span)> = Vec::new();
    for outage in &row.down {
        if outage.to <= *outage.from {
            let message = format!("an outage of sensor `{}` ends before it begins", row.id.value);
            let fault = Diagnostic::error(Code::ReversedBound, message).at(outage.from.place, "");
            cx.report(fault.help("let `to` be later than `from`; both count from STARTEX"));
            continue;
        }
        all.push((*outage.from, outage.to));
    }
    all.sort_unstable();
    all.dedup_by(|next, before| {
        let touches = next.0 <= before.1;
        if touches {
            before.1 = before.1.max(next.1);
        }
        touches
    });
    all
}

/// An ATT&CK technique as it is written.
pub(super) fn technique(text: &Spanned<Text>, cx: &mut Checker<'_>) -> Option<Technique> {
    let error = match text.as_str().parse::<Technique>() {
        Ok(technique) => return Some(technique),
        Err(error) => error.to_string(),
    };
    let (message, help) = error.rsplit_once(": ").unwrap_or((&error, ""));
    cx.report(Diagnostic::error(Code::BadTechnique, message).at(text.place, "").help(help));
    None
}
