//! Targets: selectors that find hosts at every victim.

use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::check::names::Index;
use crate::scenario::check::select::Choice;
use crate::scenario::check::{Checker, MOST_COMBINATIONS};
use crate::scenario::decode::{List, Selector, Spanned};
use crate::scenario::document as written;
use crate::scenario::model::{GroupId, OrgId, Victim};

/// As many victims are named in a message.
const MOST_NAMED: usize = 5;

/// The hosts of all victims of a campaign.
pub(super) struct Targets<'r, 'd> {
    campaign: &'d written::Campaign,
    victims: Vec<OrgId>,
    choice: Choice<'r, 'd>,
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
        let victims: Vec<OrgId> = victims.iter().map(|victim| victim.organisation).collect();
        let hosts = victims.iter().flat_map(|victim| &index.estates[victim.index()].variants);
        let mut choice = Choice::of(hosts, format!("no victim of campaign `{}` has a", campaign.id.value));
        // Where victims are unknown, their groups are as well, and the victims have been reported.
        choice.unsure = victims.len() < campaign.victims.len();
        Self { campaign, victims, choice, index, left }
    }

    /// The groups that a step is aimed at, at all victims, sorted. Each victim must have at least one of them.
    pub(super) fn resolve(
        &mut self,
        step: &written::Step,
        targets: &List<Spanned<Selector>>,
        cx: &mut Checker<'_>,
    ) -> Vec<GroupId> {
        let Some(all) = self.choice.select(targets, cx) else { return Vec::new() };
        let hits = |victim: &OrgId| {
            let estate = &self.index.estates[victim.index()];
            let places = estate.first_group..estate.first_group + estate.variants.len();
            all.iter().any(|hosts| places.contains(&hosts.id.index()))
        };
        let spared: Vec<OrgId> = self.victims.iter().filter(|victim| !hits(victim)).copied().collect();
        if !targets.is_empty() && !spared.is_empty() && cx.is_whole() {
            self.report_spared(step, &spared, cx);
        }
        if all.len() > *self.left {
            let message = format!("step `{}` has more targets than the simulator holds", step.id.value);
            let help = format!("all steps have at most {MOST_COMBINATIONS}, summed over their victims");
            cx.report(Diagnostic::error(Code::TooMany, message).at(step.id.place, "").help(help));
            return Vec::new();
        }
        *self.left -= all.len();
        all.into_iter().map(|hosts| hosts.id).collect()
    }

    /// The largest number of these hosts at one victim.
    pub(super) fn most(&self, groups: &[GroupId]) -> u64 {
        let at = |victim: &OrgId| {
            let hosts = self.index.estates[victim.index()].variants.iter();
            hosts
                .filter(|hosts| groups.binary_search(&hosts.id).is_ok())
                .map(|hosts| u64::from(hosts.count))
                .sum()
        };
        self.victims.iter().map(at).max().unwrap_or(0)
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
            fault = fault.also(victim.organisation.place, "a victim without any of these hosts");
        }
        cx.report(fault.help("add one of the victim's host groups to `targets`, or take the victim away"));
    }
}
