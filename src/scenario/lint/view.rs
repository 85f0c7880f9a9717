//! A scenario as lints see it: every element of the model beside the text that it was read from.

use std::collections::BTreeMap;

use super::prospect::{self, Prospect};
use crate::scenario::decode::Id;
use crate::scenario::document as written;
use crate::scenario::model::{CampaignId, OrgId, Scenario, TeamId};

/// Document and model, side by side. Lists of the model are in the order of ids, and so are these.
pub(super) struct View<'a> {
    pub(super) document: &'a written::Scenario,
    pub(super) scenario: &'a Scenario,
    /// By [`OrgId`].
    pub(super) organisations: Vec<&'a written::Organisation>,
    /// By [`TeamId`].
    pub(super) teams: Vec<&'a written::Team>,
    /// By [`CampaignId`].
    pub(super) campaigns: Vec<&'a written::Campaign>,
    /// By place in the model.
    pub(super) strategies: Vec<&'a written::Strategy>,
    /// The campaigns that hit an organisation, by [`OrgId`].
    attacks: Vec<Vec<CampaignId>>,
    /// What each campaign can come to, by [`CampaignId`].
    pub(super) prospects: Vec<Prospect>,
}

impl<'a> View<'a> {
    pub(super) fn of(document: &'a written::Scenario, scenario: &'a Scenario) -> Self {
        Self {
            document,
            scenario,
            organisations: sorted(&document.organisations, |row| &row.id),
            teams: sorted(&document.teams, |row| &row.id),
            campaigns: sorted(&document.campaigns, |row| &row.id),
            strategies: sorted(&document.arrangement.strategies, |row| &row.id),
            attacks: attacks(scenario),
            prospects: prospect::all(scenario),
        }
    }

    /// Organisations with their numbers and their text.
    pub(super) fn organisations(&self) -> impl Iterator<Item = (OrgId, &'a written::Organisation)> {
        self.organisations.iter().enumerate().map(|(place, row)| (OrgId::at(place), *row))
    }

    /// Teams with their numbers and their text.
    pub(super) fn teams(&self) -> impl Iterator<Item = (TeamId, &'a written::Team)> {
        self.teams.iter().enumerate().map(|(place, row)| (TeamId::at(place), *row))
    }

    /// Campaigns with their numbers and their text.
    pub(super) fn campaigns(&self) -> impl Iterator<Item = (CampaignId, &'a written::Campaign)> {
        self.campaigns.iter().enumerate().map(|(place, row)| (CampaignId::at(place), *row))
    }

    /// The campaigns that hit an organisation.
    pub(super) fn attacks_on(&self, organisation: OrgId) -> &[CampaignId] {
        &self.attacks[organisation.index()]
    }
}

fn attacks(scenario: &Scenario) -> Vec<Vec<CampaignId>> {
    let mut all = vec![Vec::new(); scenario.organisations.len()];
    for (place, campaign) in scenario.campaigns.iter().enumerate() {
        for victim in &campaign.victims {
            all[victim.organisation.index()].push(CampaignId::at(place));
        }
    }
    all
}

/// Elements in the order of their ids.
pub(super) fn sorted<T>(list: &[T], id: impl Fn(&T) -> &Id) -> Vec<&T> {
    let mut rows: Vec<&T> = list.iter().collect();
    rows.sort_by(|a, b| id(a).cmp(id(b)));
    rows
}

/// Elements by their ids.
pub(super) fn by_id<T>(list: &[T], id: impl Fn(&T) -> &Id) -> BTreeMap<&str, &T> {
    list.iter().map(|row| (id(row).as_str(), row)).collect()
}
