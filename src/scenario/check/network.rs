//! Networks: links lead from zone to zone, hosts stand in zones, sensors watch them.

mod account;
mod control;
mod host;
mod link;
mod supplier;
mod vulnerability;

use std::collections::BTreeSet;

use super::names::{Estate, Index};
use super::select::Choice;
use super::{Checker, MOST_HOSTS, name};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::decode::{Spanned, Text};
use crate::scenario::document as written;
use crate::scenario::model::{
    Account, AccountId, Collateral, Health, HostGroup, Logging, Noise, NoiseId, NoiseKind, OrgId,
    Organisation, Sensor, SensorId, Tactic, TeamId, Technique, Users, UsersId, Zone, ZoneId,
};
use crate::units::Span;

pub(super) use account::holdings;
pub(super) use link::services;
pub(super) use supplier::{check_deliveries, suppliers};
pub(super) use vulnerability::{moment, vulnerabilities};

/// The lists of the model that come from organisations.
#[derive(Default)]
pub(super) struct Network {
    pub(super) organisations: Vec<Organisation>,
    pub(super) zones: Vec<Zone>,
    pub(super) groups: Vec<HostGroup>,
    pub(super) accounts: Vec<Account>,
    pub(super) sensors: Vec<Sensor>,
    pub(super) noises: Vec<Noise>,
    pub(super) users: Vec<Users>,
}

/// All organisations, with the team that defends each.
pub(super) fn check(index: &Index<'_>, defenders: &[Option<TeamId>], cx: &mut Checker<'_>) -> Network {
    let mut network = Network::default();
    let weaknesses = vulnerability::Weaknesses::of(index);
    for (((place, organisation), estate), team) in
        index.organisations.rows().zip(&index.estates).zip(defenders)
    {
        let id = OrgId::at(place);
        let at = (organisation.place, organisation.id.place);
        let message = format!("organisation `{}` has no zone", organisation.id.value);
        cx.some(&organisation.zones, at, message, "`zones`");
        has_hosts(organisation, cx);
        network.zones.extend(link::zones(organisation, id, estate, index, cx));
        let logging = log_keeping(&organisation.logging);
        let room = host::Room { organisation: id, estate, index, weaknesses: &weaknesses, logging };
        let groups = estate.variants.iter().filter_map(|hosts| room.group(hosts, cx));
        network.groups.extend(groups);
        network.accounts.extend(account::accounts(organisation, id, index, cx));
        network
            .sensors
            .extend(estate.sensors.rows().map(|(_, row)| sensor(row, organisation, id, estate, cx)));
        let noises = estate.noises.rows();
        network.noises.extend(noises.map(|(_, row)| Noise {
            name: name(row),
            organisation: id,
            kind: match row.kind {
                written::NoiseKind::BenignTrigger => NoiseKind::BenignTrigger,
                written::NoiseKind::FalseAlarm => NoiseKind::FalseAlarm,
            },
            rate: row.rate,
            hours: row.hours.map(|hours| (hours, row.outside)),
            priority: super::desk::priority(&row.priority),
        }));
        network.users.extend(super::users::check(organisation, id, estate, cx));
        network.organisations.extend(team.map(|team| model(organisation, team, estate, cx)));
    }
    network
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
        accounts: estate.accounts.places().map(AccountId::at).collect(),
        sensors: estate.sensors.places().map(SensorId::at).collect(),
        noises: estate.noises.places().map(NoiseId::at).collect(),
        users: estate.users.places().map(UsersId::at).collect(),
        logging: log_keeping(logging),
        collateral: Collateral {
            hits: collateral.hits,
            outage: collateral.outage,
            hosts: collateral.hosts.get(),
            among: among.into_iter().flatten().map(|hosts| hosts.id).collect(),
            lasts: collateral.lasts.clone(),
        },
    }
}

fn log_keeping(written: &written::Logging) -> Logging {
    Logging { coverage: written.coverage, retention: written.retention }
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
        gate: row.gate,
        tactics: tactics.into_iter().collect(),
        false_alarms: row.false_alarms,
        health: row
            .health
            .as_ref()
            .map(|health| Health { fails: health.fails.clone(), found: health.found.clone() }),
        down: outages(row, cx),
        priority: super::desk::priority(&row.priority),
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
    let fault = Diagnostic::error(Code::BadTechnique, message).at(text.place, "");
    let meant = meant_technique(text.as_str());
    cx.report(match meant {
        Some(meant) => fault.did_you_mean(Some(&meant)),
        None if text.starts_with("TA") => {
            fault.help("this is a tactic: write a technique that serves it, such as \"T1566\"")
        }
        None => fault.help(help),
    });
    None
}

/// The technique that was meant where its number is there and its form is not: `t1566`, `T1566.1`, `1566/001`.
fn meant_technique(written: &str) -> Option<String> {
    let digits = written.trim().trim_start_matches(['T', 't']);
    let (technique, sub) = digits.split_once(['.', '/']).unwrap_or((digits, ""));
    let sub = if sub.is_empty() { String::new() } else { format!(".{sub:0>3}") };
    let meant = format!("T{technique}{sub}");
    meant.parse::<Technique>().is_ok().then_some(meant)
}
