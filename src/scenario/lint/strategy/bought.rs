//! Feeds and vendors of which nothing can come.

use std::collections::BTreeSet;

use super::Part;
use crate::scenario::document as written;
use crate::scenario::lint::passage::{Gates, used};
use crate::scenario::lint::view::{View, sorted};
use crate::scenario::model::{
    CampaignId, Feed, IndicatorKind, StepEffect, TeamId, Through, Vendor, VulnerabilityId,
};

/// What can be sent as a sample.
const FILES: [IndicatorKind; 3] = [IndicatorKind::Hash, IndicatorKind::Artefact, IndicatorKind::Tool];

pub(super) fn feeds(feeds: &[Feed], row: &written::Strategy, view: &View<'_>) -> Vec<Part> {
    let shown = used(view);
    let indicators = view.scenario.indicators.iter().zip(&shown);
    let kinds: BTreeSet<IndicatorKind> =
        indicators.filter(|(_, by)| !by.is_empty()).map(|(one, _)| one.kind).collect();
    let part = |(feed, text): (&Feed, &written::Feed)| Part {
        what: format!("feed `{}`", text.id.value),
        place: text.id.place,
        idle: lists_nothing(feed, &kinds),
    };
    feeds.iter().zip(sorted(&row.feeds, |feed| &feed.id)).map(part).collect()
}

fn lists_nothing(feed: &Feed, kinds: &BTreeSet<IndicatorKind>) -> Option<&'static str> {
    if feed.rate.per_second() <= 0.0 {
        return Some("it lists nothing");
    }
    if feed.acts.get() <= 0.0 {
        return Some("nobody ever puts an item to use");
    }
    let comes_upon = feed.relevance.get() > 0.0 && feed.coverage.get() > 0.0 && !feed.lag.is_never();
    let lists = feed.kinds.iter().any(|kind| kinds.contains(kind));
    if feed.harmless.get() > 0.0 || comes_upon && lists {
        None
    } else if comes_upon {
        Some("no campaign uses anything of the kinds that it lists")
    } else {
        Some("it never comes upon anything of this scenario")
    }
}

pub(super) fn vendors(
    vendors: &[Vendor],
    row: &written::Strategy,
    view: &View<'_>,
    gates: &Gates<'_>,
) -> Vec<Part> {
    let shown = used(view);
    let indicators = view.scenario.indicators.iter().zip(&shown);
    let files: BTreeSet<CampaignId> = indicators
        .filter(|(one, _)| FILES.contains(&one.kind))
        .flat_map(|(_, campaigns)| campaigns.iter().copied())
        .collect();
    let part = |(vendor, text): (&Vendor, &written::Vendor)| Part {
        what: format!("vendor `{}`", text.id.value),
        place: text.id.place,
        idle: makes_nothing(vendor, view, gates, &files),
    };
    vendors.iter().zip(sorted(&row.vendors, |vendor| &vendor.id)).map(part).collect()
}

fn makes_nothing(
    vendor: &Vendor,
    view: &View<'_>,
    gates: &Gates<'_>,
    files: &BTreeSet<CampaignId>,
) -> Option<&'static str> {
    let attacks = |team: TeamId| {
        let defends = view.scenario.team(team).defends.iter();
        defends.flat_map(|org| view.attacks_on(*org)).copied()
    };
    let sampled: BTreeSet<CampaignId> = vendor
        .senders
        .iter()
        .flat_map(|sender| attacks(sender.team))
        .filter(|campaign| files.contains(campaign))
        .collect();
    if sampled.is_empty() {
        return Some(
            "no campaign leaves a file with its senders (an indicator of the kinds Hash, Artefact or Tool)",
        );
    }
    let sent = vendor.senders.iter().filter_map(|sender| sender.labour.work.least()).min();
    let signs = !gates.is_late(&[sent, vendor.signature.least()]);
    let patches = !gates.is_late(&[sent, vendor.patch.least()])
        && sampled
            .iter()
            .flat_map(|campaign| exploited(*campaign, view))
            .any(|id| view.scenario.vulnerability(id).patch.is_some());
    (!signs && !patches).then_some("no signature comes before ENDEX, and no patch that is wanted")
}

fn exploited(campaign: CampaignId, view: &View<'_>) -> impl Iterator<Item = VulnerabilityId> {
    view.scenario.campaign(campaign).steps.iter().filter_map(|step| match &step.effect {
        StepEffect::Enter { through: Through::Exploit(id), .. }
        | StepEffect::Move { through: Through::Exploit(id), .. }
        | StepEffect::Spread { through: Through::Exploit(id), .. } => Some(*id),
        _ => None,
    })
}
