//! From a few numbers to zones, links and host groups. Whole numbers and names only: the result is the same everywhere.

use super::kinds::{self, Kind, SMALL};
use crate::diagnostic::Place;
use crate::scenario::decode::{Count, Id, List, Reference, Spanned, Text};
use crate::scenario::document::{
    Exposure, Generate, HostGroup, Link, Profile, Role, Segmentation, Software, Zone,
};
use crate::units::Probability;

/// Workstations for a hundred users. [J]: some have two, few share one.
const WORKSTATIONS: u64 = 110;
/// The tag of what is old.
const LEGACY: &str = "legacy";
/// Versions of all programs: a name for "old" and "new", not what a maker calls them. [J]
const NEW_VERSION: &str = "2.0";
const OLD_VERSION: &str = "1.0";
/// Users of a site for one file server there. [J]
const USERS_A_SITE_SERVER: u64 = 150;

/// What is added to an organisation.
#[derive(Default)]
pub(super) struct Network {
    pub(super) zones: Vec<Zone>,
    pub(super) links: Vec<Link>,
    pub(super) hosts: Vec<HostGroup>,
}

/// The network that is asked for. `known` says which vulnerabilities there are.
pub(super) fn network(asked: &Generate, known: impl Fn(&str) -> bool) -> Network {
    let mut maker = Maker { asked, network: Network::default() };
    let users = u64::from(asked.users.get());
    let pcs = (users * WORKSTATIONS).div_ceil(100);
    for (number, share) in maker.sites(pcs).into_iter().enumerate() {
        maker.site(number + 1, share);
    }
    let controllers = if users < SMALL { 1 } else { 1 + u64::from(asked.sites.get()) };
    let (core, runs) = (Some("core"), Runs { os: "windows", software: "directory" });
    maker.group(
        "domain-controllers",
        "Domain controllers",
        "core",
        controllers,
        Role::DomainController,
        (&core, runs),
        9.0,
    );
    for kind in kinds::of(asked.profile) {
        maker.central(kind, users);
    }
    maker.zones();
    maker.links();
    let mut network = maker.network;
    weaken(&mut network.hosts, asked, known);
    network
}

/// What runs on hosts.
#[derive(Clone, Copy)]
struct Runs {
    os: &'static str,
    software: &'static str,
}

struct Maker<'a> {
    asked: &'a Generate,
    network: Network,
}

impl Maker<'_> {
    fn at(&self) -> Place {
        self.asked.place
    }

    /// How many of these computers stand on each site, in order: largest remainders, so that none is lost.
    fn sites(&self, pcs: u64) -> Vec<u64> {
        let sites = u64::from(self.asked.sites.get());
        let weight = |site: u64| {
            let varied = vary(1_000, self.asked.seed, &format!("site-{site}"));
            if site == 1 { 2 * varied } else { varied }
        };
        let weights: Vec<u64> = (1..=sites).map(weight).collect();
        let all: u64 = weights.iter().sum();
        // Every site has one computer at least; what is left goes by weight.
        let spare = pcs - sites;
        let mut shares: Vec<u64> = weights.iter().map(|weight| 1 + spare * weight / all).collect();
        let left = pcs - shares.iter().sum::<u64>();
        let mut order: Vec<usize> = (0..shares.len()).collect();
        order.sort_by_key(|place| {
            let remainder = weights.get(*place).map_or(0, |weight| spare * weight % all);
            (std::cmp::Reverse(remainder), *place)
        });
        for (place, _) in order.into_iter().zip(0..left) {
            if let Some(share) = shares.get_mut(place) {
                *share += 1;
            }
        }
        shares
    }

    fn site(&mut self, number: usize, pcs: u64) {
        let (office, servers) = (format!("office-{number}"), format!("servers-{number}"));
        let windows = part(pcs, self.asked.windows);
        let legacy = part(windows, self.asked.legacy);
        let site = format!("site-{number}");
        let label = format!("Office computers, site {number}");
        let mut add = |id: String, count, os, tags: &[&str]| {
            let runs = Runs { os, software: "office-suite" };
            self.group(&id, &label, &office, count, Role::Workstation, (tags, runs), 1.0);
        };
        add(format!("pcs-{number}"), windows - legacy, "windows", &["office", &site]);
        add(format!("pcs-{number}-legacy"), legacy, "windows", &["office", &site, "legacy"]);
        add(format!("pcs-{number}-linux"), pcs - windows, "linux", &["office", &site]);
        if u64::from(self.asked.users.get()) >= SMALL {
            let count = (pcs * 100 / WORKSTATIONS).div_ceil(USERS_A_SITE_SERVER);
            let label = format!("File and print servers, site {number}");
            let tags = ["files", &*site];
            self.group(
                &servers.replace("servers", "files"),
                &label,
                &servers,
                count,
                Role::Server,
                (&tags, Runs { os: "windows", software: "file-server" }),
                3.0,
            );
        }
    }

    fn central(&mut self, kind: &Kind, users: u64) {
        let count = if users < SMALL {
            kind.small
        } else {
            vary(users.div_ceil(kind.per), self.asked.seed, kind.id).max(kind.least)
        };
        let runs = Runs { os: kind.os, software: kind.software };
        let old = if kind.id == "applications" { part(count, self.asked.legacy) } else { 0 };
        self.group(kind.id, kind.label, kind.zone, count - old, kind.role, (&[kind.tag], runs), kind.value);
        let id = format!("{}-legacy", kind.id);
        self.group(&id, kind.label, kind.zone, old, kind.role, (&[kind.tag, "legacy"], runs), kind.value);
    }

    #[expect(clippy::too_many_arguments, reason = "the one place where a host group is made")]
    fn group<'t>(
        &mut self,
        id: &str,
        label: &str,
        zone: &str,
        count: u64,
        role: Role,
        (tags, runs): (impl IntoIterator<Item = &'t &'t str>, Runs),
        value: f64,
    ) {
        let Some(count) = u32::try_from(count).ok().filter(|count| *count > 0) else { return };
        let zone = self.zone_of(zone).to_owned();
        let at = self.at();
        let tags: Vec<Reference> = tags.into_iter().filter_map(|tag| called(tag, at)).collect();
        let old = tags.iter().any(|tag| tag.as_str() == LEGACY);
        let made = || {
            Some(HostGroup {
                id: called(id, at)?,
                label: Some(Text::from(label)),
                zone: called(&zone, at)?,
                count: Count::of(count),
                role,
                tags: tags.into(),
                os: called(runs.os, at),
                value,
                data: 1.0,
                services: Vec::new().into(),
                software: software(runs.software, old, at).into_iter().collect::<Vec<_>>().into(),
                vulnerabilities: Vec::new().into(),
                caches: Vec::new().into(),
                controls: Vec::new().into(),
                logging: None,
                overrides: Vec::new().into(),
                place: at,
            })
        };
        self.network.hosts.extend(made());
    }

    /// Where something stands that belongs into this zone.
    fn zone_of<'z>(&self, zone: &'z str) -> &'z str {
        if self.asked.segmentation == Segmentation::Flat && zone != "dmz" { "lan" } else { zone }
    }

    /// Every zone in which something stands.
    fn zones(&mut self) {
        for group in &self.network.hosts {
            if !self.network.zones.iter().any(|zone| zone.id.value == group.zone.value) {
                let zone = Zone { id: group.zone.clone(), label: None, place: self.asked.place };
                self.network.zones.push(zone);
            }
        }
    }

    fn links(&mut self) {
        let at = self.at();
        let zones: Vec<String> = self.network.zones.iter().map(|zone| zone.id.as_str().to_owned()).collect();
        let strict = self.asked.segmentation == Segmentation::Strict;
        // The plant is run from the servers of the first site, or from the data centre where it has none.
        let gateway = if zones.iter().any(|zone| zone == "servers-1") { "servers-1" } else { "data-centre" };
        let gateway = Some(gateway).filter(|_| self.asked.profile == Profile::Plant && !strict);
        for from in std::iter::once("internet").chain(zones.iter().map(String::as_str)) {
            for to in &zones {
                if from != to && is_linked(from, to, strict, gateway) {
                    let link = || {
                        let (from, to) = (called(from, at)?, called(to, at)?);
                        Some(Link { from, to, allows: List::default(), place: at })
                    };
                    self.network.links.extend(link());
                }
            }
        }
    }
}

/// Whether hosts of one zone reach another.
fn is_linked(from: &str, to: &str, strict: bool, gateway: Option<&str>) -> bool {
    if to == "plant" && gateway == Some(from) {
        return true;
    }
    let site = |zone: &str| zone.split_once('-').map(|(kind, number)| (kind.to_owned(), number.to_owned()));
    let (kind, number) = match site(from) {
        Some((kind, number)) if kind == "office" || kind == "servers" => (kind, number),
        _ => (from.to_owned(), String::new()),
    };
    let central = matches!(to, "data-centre" | "core");
    match kind.as_str() {
        "internet" => to == "dmz",
        "dmz" => !strict && matches!(to, "data-centre" | "lan"),
        "lan" => to == "dmz",
        "office" => {
            central || to == "dmz" || to == format!("servers-{number}") || (!strict && to == "servers-1")
        }
        "servers" => central || (!strict && to == format!("office-{number}")),
        "data-centre" => matches!(to, "core" | "dmz"),
        "core" => !strict && (to == "data-centre" || to.starts_with("servers-") || to.starts_with("office-")),
        "management" => true,
        _ => false,
    }
}

/// Puts the weaknesses on the groups. A weakness that there is not goes on one group only, so that it is told once.
fn weaken(hosts: &mut [HostGroup], asked: &Generate, known: impl Fn(&str) -> bool) {
    for (place, group) in hosts.iter_mut().enumerate() {
        let legacy = group.tags.iter().any(|tag| tag.as_str() == LEGACY);
        let fits = |os: &Reference| group.os.as_ref().is_some_and(|own| own.value == os.value);
        let has = asked.vulnerable.iter().filter(|weak| {
            if known(weak.id.as_str()) { weak.os.as_ref().is_none_or(fits) } else { place == 0 }
        });
        let exposures = has.map(|weak| Exposure {
            id: weak.id.clone(),
            share: if legacy { Probability::ALWAYS } else { weak.share },
            place: weak.place,
        });
        group.vulnerabilities = exposures.collect::<Vec<_>>().into();
    }
}

/// The program that hosts are there for; what is old has an old version.
fn software(id: &str, old: bool, place: Place) -> Option<Software> {
    let version = if old { OLD_VERSION } else { NEW_VERSION };
    Some(Software { id: called(id, place)?, version: version.parse().ok(), place })
}

fn called(id: &str, place: Place) -> Option<Spanned<Id>> {
    Id::new(id).ok().map(|value| Spanned { value, place })
}

/// A share of so many, rounded.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count of hosts is small, and its share is neither negative nor larger"
)]
fn part(of: u64, share: Probability) -> u64 {
    (of as f64 * share.get()).round() as u64
}

/// A number that lies up to 10 % off, by seed and name: what is added elsewhere changes nothing here.
fn vary(number: u64, seed: u64, name: &str) -> u64 {
    let permille = 900 + luck(seed, name) % 201;
    (number * permille + 500) / 1_000
}

/// FNV-1a over seed and name, mixed as splitmix64 does.
fn luck(seed: u64, name: &str) -> u64 {
    let bytes = seed.to_le_bytes().into_iter().chain(name.bytes());
    let mut hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}
