//! Selectors: which hosts they find. Hosts that an override sets apart are found on their own.

use std::collections::{BTreeMap, BTreeSet};

use super::Checker;
use super::names::Table;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::decode::{Condition, Id, List, Reference, Selector, Spanned};
use crate::scenario::document::{Cache, Control, Exposure, HostGroup, Logging, Override, Role, Software};
use crate::scenario::model::GroupId;

/// Roles as selectors name them.
const ROLES: [&str; 5] = ["workstation", "server", "domain-controller", "gateway", "controller"];

/// Hosts of one group that nothing tells apart: neighbours with the same properties.
#[derive(Debug)]
pub(super) struct Variant<'d> {
    /// Place in the model's list.
    pub(super) id: GroupId,
    /// As what the group was written.
    pub(super) row: &'d HostGroup,
    /// What is different about them.
    pub(super) over: Option<&'d Override>,
    /// Number of the first in its group, from zero.
    pub(super) first: u32,
    /// How many, at least one.
    pub(super) count: u32,
}

impl<'d> Variant<'d> {
    pub(super) fn role(&self) -> &Role {
        self.over.and_then(|over| over.role.as_ref()).unwrap_or(&self.row.role)
    }

    /// Whether people work at it.
    pub(super) fn is_workstation(&self) -> bool {
        matches!(self.role(), Role::Workstation)
    }

    fn role_name(&self) -> &'static str {
        match self.role() {
            Role::Workstation => ROLES[0],
            Role::Server => ROLES[1],
            Role::DomainController => ROLES[2],
            Role::Gateway => ROLES[3],
            Role::Controller => ROLES[4],
        }
    }

    fn os(&self) -> Option<&Id> {
        self.over.and_then(|over| over.os.as_ref()).or(self.row.os.as_ref()).map(|os| &os.value)
    }

    /// What it offers, as it is written.
    pub(super) fn services(&self) -> &'d List<Reference> {
        self.over.and_then(|over| over.services.as_ref()).unwrap_or(&self.row.services)
    }

    /// What runs on it.
    pub(super) fn software(&self) -> &'d List<Software> {
        self.over.and_then(|over| over.software.as_ref()).unwrap_or(&self.row.software)
    }

    /// Its weaknesses, as they are written.
    pub(super) fn vulnerabilities(&self) -> &'d List<Exposure> {
        self.over.and_then(|over| over.vulnerabilities.as_ref()).unwrap_or(&self.row.vulnerabilities)
    }

    /// Credentials that lie on it.
    pub(super) fn caches(&self) -> &'d List<Cache> {
        self.over.and_then(|over| over.caches.as_ref()).unwrap_or(&self.row.caches)
    }

    /// What protects it.
    pub(super) fn controls(&self) -> &'d List<Spanned<Control>> {
        self.over.and_then(|over| over.controls.as_ref()).unwrap_or(&self.row.controls)
    }

    /// What logs keep of it, where that is written.
    pub(super) fn logging(&self) -> Option<&'d Logging> {
        self.over.and_then(|over| over.logging.as_ref()).or(self.row.logging.as_ref())
    }

    /// What it can be selected by, for a kind of condition.
    fn values(&self, kind: &Condition) -> Vec<&str> {
        match kind {
            Condition::Any => Vec::new(),
            Condition::Name(_) => vec![self.row.id.as_str()],
            Condition::Zone(_) => vec![self.row.zone.as_str()],
            Condition::Role(_) => vec![self.role_name()],
            Condition::Tag(_) => {
                let more = self.over.into_iter().flat_map(|over| over.tags.iter());
                self.row.tags.iter().chain(more).map(|tag| tag.as_str()).collect()
            }
            Condition::Os(_) => self.os().map(Id::as_str).into_iter().collect(),
            Condition::Software(_) => self.software().iter().map(|software| software.id.as_str()).collect(),
            Condition::Service(_) => self.services().iter().map(|service| service.as_str()).collect(),
        }
    }

    /// Whether a condition holds.
    fn is(&self, condition: &Condition) -> bool {
        match condition {
            Condition::Any => true,
            Condition::Name(id) => *id == self.row.id.value,
            Condition::Zone(id) => *id == self.row.zone.value,
            Condition::Role(id) => id.as_str() == self.role_name(),
            Condition::Tag(id) => {
                let more = self.over.into_iter().flat_map(|over| over.tags.iter());
                self.row.tags.iter().chain(more).any(|tag| tag.value == *id)
            }
            Condition::Os(id) => self.os() == Some(id),
            Condition::Software(id) => self.software().iter().any(|software| software.id.value == *id),
            Condition::Service(id) => self.services().iter().any(|service| service.value == *id),
        }
    }

    fn satisfies(&self, selector: &Selector) -> bool {
        selector.terms().iter().all(|term| self.is(&term.is) != term.not)
    }
}

/// The hosts of one organisation's groups, those that overrides set apart on their own, in the order of their names.
/// `first` is the place of the first in the model's list.
pub(super) fn variants<'d>(
    groups: &Table<'d, HostGroup>,
    first: usize,
    cx: &mut Checker<'_>,
) -> Vec<Variant<'d>> {
    let mut all = Vec::new();
    for (_, row) in groups.rows() {
        let mut next = 0;
        let mut add = |over, from: u32, to: u32| {
            if from < to {
                let id = GroupId::at(first + all.len());
                all.push(Variant { id, row, over, first: from, count: to - from });
            }
        };
        for (over, from, to) in apart(row, cx) {
            add(None, next, from);
            add(Some(over), from, to);
            next = to;
        }
        add(None, next, row.count.get());
    }
    all
}

/// The overrides of a group in the order of their hosts: from (included) and to (excluded).
fn apart<'d>(row: &'d HostGroup, cx: &mut Checker<'_>) -> Vec<(&'d Override, u32, u32)> {
    let mut parts: Vec<(&Override, u32, u32)> = row
        .overrides
        .iter()
        .map(|over| {
            let from = over.first.value.get() - 1;
            (over, from, from.saturating_add(over.count.get()))
        })
        .collect();
    parts.sort_by_key(|(_, from, to)| (*from, *to));
    let mut taken: Option<(Place, u32)> = None;
    parts.retain(|(over, from, to)| {
        let count = row.count.get();
        if *to > count {
            let message = format!("group `{}` has {count} hosts, and not a host {to}", row.id.value);
            let fault = Diagnostic::error(Code::BadOverride, message).at(over.first.place, "");
            cx.report(fault.help("set hosts apart that the group has: `first` counts from 1"));
            return false;
        }
        if let Some((place, end)) = taken.filter(|(_, end)| from < end) {
            let message = format!("host {} of group `{}` is set apart twice", from + 1, row.id.value);
            let fault = Diagnostic::error(Code::BadOverride, message)
                .at(over.first.place, "")
                .also(place, format!("this reaches up to host {end}"));
            cx.report(fault.help("let the overrides of a group have no host in common"));
            return false;
        }
        taken = Some((over.first.place, *to));
        true
    });
    parts
}

/// Hosts that can be chosen from.
#[derive(Debug)]
pub(super) struct Choice<'r, 'd> {
    pub(super) variants: Vec<&'r Variant<'d>>,
    /// Beginning of the sentence that says what is not there: ``organisation `hq` has no``.
    pub(super) lacks: String,
    /// Whether what is missing may have been written and not been read.
    pub(super) unsure: bool,
}

impl<'r, 'd> Choice<'r, 'd> {
    /// All hosts of these.
    pub(super) fn of(variants: impl IntoIterator<Item = &'r Variant<'d>>, lacks: String) -> Self {
        Self { variants: variants.into_iter().collect(), lacks, unsure: false }
    }

    /// The hosts that any of the selectors finds, in order. What finds nothing is reported.
    pub(super) fn select(
        &self,
        selectors: &List<Spanned<Selector>>,
        cx: &mut Checker<'_>,
    ) -> Option<Vec<&'r Variant<'d>>> {
        let mut found: BTreeMap<GroupId, &'r Variant<'d>> = BTreeMap::new();
        let mut whole = true;
        distinct(selectors, cx);
        for selector in selectors {
            whole &= self.knows(selector, cx);
            let mut any = false;
            for variant in self.variants.iter().filter(|variant| variant.satisfies(selector)) {
                any = true;
                found.insert(variant.id, variant);
            }
            if !any && whole && !self.unsure && cx.is_whole() {
                whole = false;
                let message = format!("{} host that is `{}`", self.lacks, selector.value);
                let fault = Diagnostic::error(Code::NothingSelected, message).at(selector.place, "");
                cx.report(fault.help(
                    "all terms of a selector must hold at once; write several selectors for any of them",
                ));
            }
        }
        whole.then(|| found.into_values().collect())
    }

    /// Whether everything that a selector names is there.
    fn knows(&self, selector: &Spanned<Selector>, cx: &mut Checker<'_>) -> bool {
        let mut all = true;
        for term in selector.terms() {
            let Some(id) = term.is.id() else { continue };
            if self.variants.iter().any(|variant| variant.is(&term.is)) {
                continue;
            }
            let mut there: BTreeSet<&str> =
                self.variants.iter().flat_map(|variant| variant.values(&term.is)).collect();
            if matches!(term.is, Condition::Role(_)) {
                there.extend(ROLES);
            }
            if there.contains(id.as_str()) {
                continue;
            }
            all = false;
            if !self.unsure && !cx.broken.contains(id) {
                self.report_unknown(selector, &term.is, id, &there, cx);
            }
        }
        all
    }

    fn report_unknown(
        &self,
        selector: &Spanned<Selector>,
        is: &Condition,
        id: &Id,
        there: &BTreeSet<&str>,
        cx: &mut Checker<'_>,
    ) {
        let noun = match is {
            Condition::Any | Condition::Name(_) => "host group",
            Condition::Zone(_) => "hosts in a zone",
            Condition::Role(_) => "host with the role",
            Condition::Tag(_) => "host with the tag",
            Condition::Os(_) => "host with the operating system",
            Condition::Software(_) => "host with the software",
            Condition::Service(_) => "host with the service",
        };
        let message = format!("{} {noun} `{id}`", self.lacks);
        let mut fault = Diagnostic::error(Code::UnknownReference, message).at(selector.place, "");
        match cx.suggest(id.as_str(), there.iter().copied()) {
            Some(meant) => {
                if let Some(variant) =
                    self.variants.iter().find(|variant| variant.values(is).contains(&meant))
                {
                    let text = match is.kind() {
                        "" => "this host group has a similar name".to_owned(),
                        kind => format!("this host group is `{kind}:{meant}`"),
                    };
                    fault = fault.also(variant.row.id.place, text);
                }
                fault = fault.did_you_mean(Some(&match is.kind() {
                    "" => meant.to_owned(),
                    kind => format!("{kind}:{meant}"),
                }));
            }
            None => fault = fault.help("write the id of a host group, `zone:…`, `role:…`, `tag:…` or `*`"),
        }
        cx.report(fault);
    }
}

/// Reports selectors that are written twice.
fn distinct(selectors: &List<Spanned<Selector>>, cx: &mut Checker<'_>) {
    let mut seen: BTreeMap<&Selector, Place> = BTreeMap::new();
    for selector in selectors {
        let first = *seen.entry(&selector.value).or_insert(selector.place);
        if first != selector.place {
            cx.report(
                Diagnostic::error(
                    Code::RepeatedReference,
                    format!("the selector `{}` is named twice", selector.value),
                )
                .at(selector.place, "named again here")
                .also(first, "first named here")
                .help("take one of them away"),
            );
        }
    }
}
