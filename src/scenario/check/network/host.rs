//! Host groups: where they stand, what they offer, what runs on them, where they are weak.

use std::collections::BTreeMap;

use super::vulnerability::Weaknesses;
use super::{account, control, link};
use crate::scenario::check::names::{Estate, Index, distinct};
use crate::scenario::check::select::Variant;
use crate::scenario::check::{Checker, name};
use crate::scenario::document as written;
use crate::scenario::model::{Exposure, HostGroup, Logging, OrgId, Role, VulnerabilityId, ZoneId};
use crate::units::Probability;

/// What the hosts of an organisation can refer to.
pub(super) struct Room<'r, 'd> {
    pub(super) organisation: OrgId,
    pub(super) estate: &'r Estate<'d>,
    pub(super) index: &'r Index<'d>,
    pub(super) weaknesses: &'r Weaknesses<'d>,
    /// What logs keep where a group says nothing else.
    pub(super) logging: Logging,
}

impl Room<'_, '_> {
    /// A group of the model: hosts that nothing tells apart.
    pub(super) fn group(&self, hosts: &Variant<'_>, cx: &mut Checker<'_>) -> Option<HostGroup> {
        let Variant { row, over, first, count, .. } = hosts;
        let zone = self.estate.zones.find_used(&row.zone, cx);
        if zone.is_none() && *first == 0 {
            self.estate.zones.report_unknown(&row.zone, &[], cx);
        }
        let services = link::resolve(hosts.services(), self.index, cx);
        let exposures = self.exposures(hosts, cx);
        Some(HostGroup {
            name: name(*row),
            organisation: self.organisation,
            zone: ZoneId::at(zone?),
            first: *first,
            count: *count,
            of: row.count.get(),
            role: role(hosts.role()),
            value: over.and_then(|over| over.value).unwrap_or(row.value),
            megabytes: megabytes(over.and_then(|over| over.data).unwrap_or(row.data)),
            services,
            exposures,
            caches: account::caches(hosts.caches(), self.estate, cx),
            controls: control::controls(hosts.controls(), cx),
            logging: hosts.logging().map_or(self.logging, super::log_keeping),
        })
    }

    /// What is written about the hosts themselves stands before what their software says.
    fn exposures(&self, hosts: &Variant<'_>, cx: &mut Checker<'_>) -> Vec<Exposure> {
        let written = hosts.vulnerabilities();
        distinct(written.iter().map(|exposure| &exposure.id), "vulnerability", cx);
        distinct(hosts.software().iter().map(|software| &software.id), "software", cx);
        let mut shares: BTreeMap<usize, Probability> = BTreeMap::new();
        for software in hosts.software() {
            let weak = self.weaknesses.of_software(software);
            shares.extend(weak.map(|vulnerability| (vulnerability, Probability::ALWAYS)));
        }
        for exposure in written {
            if let Some(vulnerability) = self.index.vulnerabilities.resolve(&exposure.id, cx) {
                shares.insert(vulnerability, exposure.share);
            }
        }
        let exposure = |(place, share)| Exposure { vulnerability: VulnerabilityId::at(place), share };
        shares.into_iter().map(exposure).collect()
    }
}

fn role(written: &written::Role) -> Role {
    match written {
        written::Role::Workstation => Role::Workstation,
        written::Role::Server => Role::Server,
        written::Role::DomainController => Role::DomainController,
        written::Role::Gateway => Role::Gateway,
        written::Role::Controller => Role::Controller,
    }
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
