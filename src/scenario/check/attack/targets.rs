//! Targets: ids of host groups that stand for the groups of that name at every victim.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::check::names::{Index, Named, distinct};
use crate::scenario::check::{Checker, MOST_COMBINATIONS};
use crate::scenario::decode::{List, Reference};
use crate::scenario::document as written;
use crate::scenario::model::{GroupId, OrgId, Victim};

/// As many victims are named in a message.
const MOST_NAMED: usize = 5;

/// The host groups of all victims of a campaign.
pub(super) struct Targets<'r, 'd> {
    campaign: &'d written::Campaign,
    victims: Vec<OrgId>,
    groups: BTreeMap<&'d str, Vec<(OrgId, GroupId)>>,
    index: &'r Index<'d>,
    /// How many targets there may still be in the scenario.
    left: &'r mut usize,
}

impl<'r, 'd> Targets<'r, 'd> {
    pub(super) fn of(
        campaign: &'d written::Campaign,
        victims: &[Victim],
        index: &'r Index<'d>,
        left: &'r mut usize,
    ) -> Self {
        let mut groups: BTreeMap<&str, Vec<(OrgId, GroupId)>> = BTreeMap::new();
        for victim in victims {
            for (place, group) in index.estates[victim.organisation.index()].groups.rows() {
                groups.entry(group.id.as_str()).or_default().push((victim.organisation, GroupId::at(place)));
            }
        }
        let victims = victims.iter().map(|victim| victim.organisation).collect();
        Self { campaign, victims, groups, index, left }
    }

    /// The groups that a step is aimed at, at all victims, sorted. Each victim must have at least one of them.
    pub(super) fn resolve(
        &mut self,
        step: &written::Step,
        targets: &List<Reference>,
        cx: &mut Checker<'_>,
    ) -> Vec<GroupId> {
        distinct(targets, written::HostGroup::KIND, cx);
        let (mut hit, mut all) = (BTreeSet::new(), BTreeSet::new());
        let mut unknown = false;
        for reference in targets {
            match self.groups.get(reference.as_str()) {
                Some(groups) => {
                    hit.extend(groups.iter().map(|(victim, _)| *victim));
                    all.extend(groups.iter().map(|(_, group)| *group));
                }
                None => {
                    unknown = true;
                    self.report_unknown(reference, cx);
                }
            }
        }
        // A target that is misspelt is probably the one that the victim has.
        if !targets.is_empty() && !unknown && hit.len() < self.victims.len() && cx.is_whole() {
            let spared: Vec<OrgId> = self.victims.iter().filter(|id| !hit.contains(*id)).copied().collect();
            self.report_spared(step, &spared, cx);
        }
        if all.len() > *self.left {
            let message = format!("step `{}` has more targets than the simulator holds", step.id.value);
            let help = format!("all steps have at most {MOST_COMBINATIONS}, summed over their victims");
            cx.report(Diagnostic::error(Code::TooMany, message).at(step.id.place, "").help(help));
            return Vec::new();
        }
        *self.left -= all.len();
        all.into_iter().collect()
    }

    fn report_unknown(&self, reference: &Reference, cx: &mut Checker<'_>) {
        // Where victims are unknown, their groups are as well, and the victims have been reported.
        if cx.broken.contains(reference) || self.victims.len() < self.campaign.victims.len() {
            return;
        }
        let message = format!(
            "no victim of campaign `{}` has a host group `{}`",
            self.campaign.id.value, reference.value
        );
        let mut fault = Diagnostic::error(Code::UnknownReference, message).at(reference.place, "");
        if let Some(meant) = cx.suggest(reference.as_str(), self.groups.keys().copied()) {
            let similar = self.groups.get(meant).and_then(|groups| groups.first());
            if let Some((victim, group)) = similar {
                let rows = &self.index.estates[victim.index()].groups;
                let place = rows.row(group.index()).map(|row| row.id.place);
                fault = fault.also(
                    place.unwrap_or(crate::diagnostic::Place::NOWHERE),
                    "this host group has a similar name",
                );
            }
            fault = fault.did_you_mean(Some(meant));
        } else {
            fault = fault.help("write the id of a host group of its victims");
        }
        cx.report(fault);
    }

    fn report_spared(&self, step: &written::Step, spared: &[OrgId], cx: &mut Checker<'_>) {
        let name = |id: &OrgId| {
            let row = self.index.organisations.row(id.index());
            row.map_or(String::new(), |row| format!("`{}`", row.id.value))
        };
        let mut names: Vec<String> = spared.iter().take(MOST_NAMED).map(name).collect();
        if spared.len() > MOST_NAMED {
            names.push(format!("{} more", spared.len() - MOST_NAMED));
        }
        let message = format!("step `{}` has no target at {}", step.id.value, names.join(", "));
        let mut fault = Diagnostic::error(Code::TargetMissing, message).at(step.does.place, "");
        let victims = self.campaign.victims.iter().filter(|victim| {
            let id = self.index.organisations.find(victim.organisation.as_str());
            id.is_some_and(|id| spared.contains(&OrgId::at(id)))
        });
        for victim in victims.take(MOST_NAMED) {
            fault = fault.also(victim.organisation.place, "a victim without any of these host groups");
        }
        cx.report(fault.help("add one of the victim's host groups to `targets`, or take the victim away"));
    }
}
