//! Names: every element of a kind has an id of its own, and every reference leads to an element.

use std::collections::BTreeMap;

use super::select::{Variant, variants};
use super::unknown::Unknown;
use super::{Checker, LONGEST_LIST, MOST_TEAMS};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::decode::{Id, List, Reference, Spanned, Text};
use crate::scenario::document::{
    Account, Actor, Assistance, Campaign, Channel, Consultation, Decoy, Desk, Expectation, Feed, HostGroup,
    Indicator, Mission, Noise, Organisation, Playbook, Rule, Scenario, Sensor, Service, Step, Strategy,
    Supplier, Team, TeamGroup, Users, Vendor, Vulnerability, Zone,
};

/// The zone that every organisation has without writing it.
pub(super) const INTERNET: &str = "internet";
/// The arm without sharing.
pub(super) const NONE: &str = "none";
/// The reference arm that gives the ceiling.
pub(super) const IDEAL: &str = "ideal";
/// As many names are listed where none of them is alike.
const MOST_LISTED: usize = 8;

/// An element with an id.
pub(super) trait Named {
    /// What it is, for messages.
    const KIND: &'static str;
    /// Ids that it cannot have.
    const RESERVED: &'static [&'static str] = &[];
    /// Its id.
    fn id(&self) -> &Spanned<Id>;
    /// What people call it.
    fn label(&self) -> Option<&Text>;
}

macro_rules! named {
    ($($type:ident $kind:literal $([$($reserved:expr),+])?;)+) => {$(
        impl Named for $type {
            const KIND: &'static str = $kind;
            $(const RESERVED: &'static [&'static str] = &[$($reserved),+];)?
            fn id(&self) -> &Spanned<Id> {
                &self.id
            }
            fn label(&self) -> Option<&Text> {
                self.label.as_ref()
            }
        }
    )+};
}

named! {
    Account "account";
    Actor "actor";
    Assistance "agreement on assistance";
    Campaign "campaign";
    Channel "channel";
    Consultation "consultation";
    Decoy "decoy";
    Desk "desk";
    Feed "feed";
    HostGroup "host group";
    Indicator "indicator";
    Mission "mission";
    Noise "source of noise";
    Organisation "organisation";
    Playbook "playbook";
    Rule "rule";
    Sensor "sensor";
    Service "service";
    Step "step";
    Supplier "supplier";
    Strategy "strategy" [NONE, IDEAL];
    Team "team";
    TeamGroup "group of teams";
    Users "group of users";
    Vendor "vendor";
    Vulnerability "vulnerability";
    Zone "zone" [INTERNET];
}

impl Named for Expectation {
    const KIND: &'static str = "expectation";
    fn id(&self) -> &Spanned<Id> {
        &self.id
    }
    fn label(&self) -> Option<&Text> {
        None
    }
}

/// All elements of one kind in one namespace, in the order of their ids.
pub(super) struct Table<'d, T> {
    rows: Vec<&'d T>,
    /// Place of the first in the model's list, where that holds several namespaces.
    first: usize,
    /// `` of organisation `hq` ``; nothing where there is one namespace.
    owner: String,
}

impl<'d, T: Named> Table<'d, T> {
    /// Sorts the elements; reports ids that are taken, by another element or by the program.
    pub(super) fn new(list: &'d [T], owner: String, first: usize, cx: &mut Checker<'_>) -> Self {
        if let Some(beyond) = list.get(LONGEST_LIST) {
            cx.at_most(
                list.len(),
                LONGEST_LIST,
                beyond.id().place,
                &format!("elements of the kind {}", T::KIND),
            );
        }
        let mut rows: Vec<&T> = list.iter().collect();
        rows.sort_by(|a, b| a.id().value.cmp(&b.id().value));
        for run in rows.chunk_by(|a, b| a.id().value == b.id().value) {
            for again in &run[1..] {
                cx.report(duplicate::<T>(run[0].id(), again.id(), &owner));
            }
        }
        rows.dedup_by(|again, before| again.id().value == before.id().value);
        for row in rows.iter().filter(|row| T::RESERVED.contains(&row.id().as_str())) {
            let message =
                format!("`{}` is always there and cannot be the id of a {}", row.id().value, T::KIND);
            cx.report(
                Diagnostic::error(Code::ReservedId, message)
                    .at(row.id().place, "")
                    .help("give it another id, also where it is referred to"),
            );
        }
        Self { rows, first, owner }
    }

    /// The elements with their places in the model's list.
    pub(super) fn rows(&self) -> impl Iterator<Item = (usize, &'d T)> + '_ {
        self.rows.iter().enumerate().map(|(place, row)| (self.first + place, *row))
    }

    /// The element at a place of the model's list.
    pub(super) fn row(&self, place: usize) -> Option<&'d T> {
        self.rows.get(place.checked_sub(self.first)?).copied()
    }

    /// Places in the model's list.
    pub(super) fn places(&self) -> std::ops::Range<usize> {
        self.first..self.first + self.rows.len()
    }

    pub(super) fn find(&self, id: &str) -> Option<usize> {
        let found = self.rows.binary_search_by(|row| row.id().as_str().cmp(id)).ok()?;
        Some(self.first + found)
    }

    /// Place of an element in the model's list; one that does not exist is reported.
    pub(super) fn resolve(&self, reference: &Reference, cx: &mut Checker<'_>) -> Option<usize> {
        let found = self.find_used(reference, cx);
        if found.is_none() {
            self.report_unknown(reference, &[], cx);
        }
        found
    }

    /// Place of an element in the model's list, which is remembered as referred to.
    pub(super) fn find_used(&self, reference: &Reference, cx: &mut Checker<'_>) -> Option<usize> {
        let found = self.find(reference.as_str())?;
        if let Some(row) = self.row(found) {
            cx.use_of(row.id());
        }
        Some(found)
    }

    /// Says that there is no such element. `also` are names that are no elements of this table and would be right, with
    /// where they are defined.
    pub(super) fn report_unknown(&self, reference: &Reference, also: &[(&str, Place)], cx: &mut Checker<'_>) {
        if cx.broken.contains(reference) {
            return;
        }
        let message = format!("there is no {} `{}`{}", T::KIND, reference.value, self.owner);
        let mut fault = Diagnostic::error(Code::UnknownReference, message).at(reference.place, "");
        let ids = || self.rows.iter().map(|row| row.id().as_str());
        match cx.suggest(reference.as_str(), ids().chain(also.iter().map(|(name, _)| *name))) {
            Some(meant) => {
                let other = also.iter().find(|(name, _)| *name == meant);
                fault = match other {
                    Some((_, place)) => {
                        fault.also(*place, "this has a similar name").did_you_mean(Some(meant))
                    }
                    None => self.point_to(meant, fault),
                };
            }
            None if (1..=MOST_LISTED).contains(&self.rows.len()) => {
                let all: Vec<String> = ids().map(|id| format!("`{id}`")).collect();
                fault = fault.help(format!("there is: {}", all.join(", ")));
            }
            None => fault = fault.help(format!("define the {}, or refer to one that is defined", T::KIND)),
        }
        let names = cx.suggest_all(reference.as_str(), ids());
        let meant = names.iter().filter_map(|name| Some(self.row(self.find(name)?)?.id())).collect();
        let few = self.rows.len() <= MOST_LISTED;
        let all = self.rows.iter().filter(|_| few).map(|row| row.id()).collect();
        cx.unknown(Unknown::new(reference, meant, all, (T::KIND, &self.owner), fault));
    }

    /// Suggests an element, and shows where it is defined.
    pub(super) fn point_to(&self, meant: &str, fault: Diagnostic) -> Diagnostic {
        let fault = match self.place_of(meant) {
            Some(place) => fault.also(place, format!("this {} has a similar name", T::KIND)),
            None => fault,
        };
        fault.did_you_mean(Some(meant))
    }

    /// Where an element is defined.
    fn place_of(&self, id: &str) -> Option<Place> {
        let found = self.rows.binary_search_by(|row| row.id().as_str().cmp(id)).ok()?;
        Some(self.rows[found].id().place)
    }

    /// Places of several elements, sorted; one that does not exist or is named twice is reported.
    pub(super) fn resolve_all(&self, list: &List<Reference>, cx: &mut Checker<'_>) -> Vec<usize> {
        distinct(list, T::KIND, cx);
        let mut all: Vec<usize> = list.iter().filter_map(|reference| self.resolve(reference, cx)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

fn duplicate<T: Named>(first: &Spanned<Id>, again: &Spanned<Id>, owner: &str) -> Diagnostic {
    let message = format!("the {} `{}`{owner} is defined twice", T::KIND, first.value);
    Diagnostic::error(Code::DuplicateId, message)
        .at(again.place, "defined again here")
        .also(first.place, "first defined here")
        .help("give one of them another id")
}

/// Reports references to the same element.
pub(super) fn distinct<'d>(
    references: impl IntoIterator<Item = &'d Reference>,
    kind: &str,
    cx: &mut Checker<'_>,
) {
    let mut seen: BTreeMap<&str, Place> = BTreeMap::new();
    for reference in references {
        let first = *seen.entry(reference.as_str()).or_insert(reference.place);
        if first != reference.place {
            let message = format!("the {kind} `{}` is named twice", reference.value);
            cx.report(
                Diagnostic::error(Code::RepeatedReference, message)
                    .at(reference.place, "named again here")
                    .also(first, "first named here")
                    .help("take one of them away"),
            );
        }
    }
}

/// What an organisation owns.
pub(super) struct Estate<'d> {
    pub(super) zones: Table<'d, Zone>,
    /// The hosts of its groups, those that overrides set apart on their own, in the order of the model's list.
    pub(super) variants: Vec<Variant<'d>>,
    /// Place of the first of them in that list.
    pub(super) first_group: usize,
    pub(super) accounts: Table<'d, Account>,
    pub(super) sensors: Table<'d, Sensor>,
    pub(super) noises: Table<'d, Noise>,
    pub(super) users: Table<'d, Users>,
    pub(super) missions: Table<'d, Mission>,
}

/// Everything that can be referred to from elsewhere.
pub(super) struct Index<'d> {
    pub(super) services: Table<'d, Service>,
    pub(super) vulnerabilities: Table<'d, Vulnerability>,
    pub(super) organisations: Table<'d, Organisation>,
    pub(super) suppliers: Table<'d, Supplier>,
    /// By place of the organisation.
    pub(super) estates: Vec<Estate<'d>>,
    pub(super) teams: Table<'d, Team>,
    /// By place of the team.
    pub(super) desks: Vec<Table<'d, Desk>>,
    pub(super) actors: Table<'d, Actor>,
    pub(super) campaigns: Table<'d, Campaign>,
    pub(super) team_groups: Table<'d, TeamGroup>,
    pub(super) channels: Table<'d, Channel>,
    pub(super) strategies: Table<'d, Strategy>,
    pub(super) expectations: Table<'d, Expectation>,
}

impl<'d> Index<'d> {
    pub(super) fn of(document: &'d Scenario, cx: &mut Checker<'_>) -> Self {
        let organisations = table(&document.organisations, cx);
        let teams: Table<'_, Team> = table(&document.teams, cx);
        cx.at_most(document.teams.len(), MOST_TEAMS, document.id.place, "teams");
        let estates = estates(&organisations, cx);
        let zones = estates.iter().map(|estate| estate.zones.rows.len()).sum();
        cx.at_most(zones, LONGEST_LIST, document.id.place, "zones in all organisations");
        let missions = estates.iter().map(|estate| estate.missions.rows.len()).sum();
        cx.at_most(missions, LONGEST_LIST, document.id.place, "missions in all organisations");
        let desks = teams
            .rows()
            .map(|(_, team)| Table::new(&team.desks, format!(" of team `{}`", team.id.value), 0, cx));
        let desks = desks.collect();
        Self {
            services: table(&document.services, cx),
            vulnerabilities: table(&document.vulnerabilities, cx),
            organisations,
            suppliers: table(&document.suppliers, cx),
            estates,
            teams,
            desks,
            actors: table(&document.actors, cx),
            campaigns: table(&document.campaigns, cx),
            team_groups: table(&document.arrangement.groups, cx),
            channels: table(&document.arrangement.channels, cx),
            strategies: table(&document.arrangement.strategies, cx),
            expectations: table(&document.expect, cx),
        }
    }
}

fn table<'d, T: Named>(list: &'d [T], cx: &mut Checker<'_>) -> Table<'d, T> {
    Table::new(list, String::new(), 0, cx)
}

/// The model numbers zones, groups, sensors and noise through all organisations.
fn estates<'d>(organisations: &Table<'d, Organisation>, cx: &mut Checker<'_>) -> Vec<Estate<'d>> {
    let mut all: Vec<Estate<'d>> = Vec::with_capacity(organisations.rows.len());
    for organisation in &organisations.rows {
        let owner = || format!(" of organisation `{}`", organisation.id.value);
        let last = all.last();
        let zones = last.map_or(0, |estate| estate.zones.places().end);
        let groups = last.map_or(0, |estate| estate.first_group + estate.variants.len());
        let accounts = last.map_or(0, |estate| estate.accounts.places().end);
        let sensors = last.map_or(0, |estate| estate.sensors.places().end);
        let noises = last.map_or(0, |estate| estate.noises.places().end);
        let users = last.map_or(0, |estate| estate.users.places().end);
        let missions = last.map_or(0, |estate| estate.missions.places().end);
        all.push(Estate {
            zones: Table::new(&organisation.zones, owner(), zones, cx),
            variants: variants(&Table::new(organisation.groups(), owner(), 0, cx), groups, cx),
            first_group: groups,
            accounts: Table::new(&organisation.accounts, owner(), accounts, cx),
            sensors: Table::new(&organisation.sensors, owner(), sensors, cx),
            noises: Table::new(&organisation.noise, owner(), noises, cx),
            users: Table::new(&organisation.users, owner(), users, cx),
            missions: Table::new(&organisation.missions, owner(), missions, cx),
        });
    }
    all
}
