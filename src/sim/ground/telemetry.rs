//! What industry sees of adversaries: it watches the whole world, and so what they use against others too. Teams have
//! no access to it.

use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;

use super::access::way_in;
use super::adversary::launch_delay;
use super::components::{Infrastructure, PatternBook};
use super::infrastructure::shown_at;
use crate::engine::{Purpose, StableKey};
use crate::scenario::model::{
    CampaignId, Feed, IndicatorId, IndicatorKind, OrgId, Owner, TeamId, Through, VulnerabilityId,
};
use crate::sim::fact::{Origin, Pattern, What};
use crate::sim::script::Script;
use crate::units::SimTime;

const COVERS: Purpose = Purpose::new("feed.covers");
const LAG: Purpose = Purpose::new("feed.lag");
const AGE: Purpose = Purpose::new("indicator.age");
const WHICH: Purpose = Purpose::new("feed.which");

/// The sight of industry.
#[derive(SystemParam)]
pub(crate) struct Telemetry<'w> {
    book: ResMut<'w, PatternBook>,
    infrastructure: Res<'w, Infrastructure>,
}

/// The adversary that a sample belongs to. Whoever has it can have it looked into.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Specimen {
    indicator: IndicatorId,
    /// Tells samples apart: what was made of one of them holds for all that are alike.
    pub(crate) key: StableKey,
}

impl Telemetry<'_> {
    /// Something that a feed lists at a time; which of all that it lists is the luck of the item. `of` is the key of the
    /// feed.
    pub(crate) fn listed(
        &mut self,
        script: &mut Script,
        feed: &Feed,
        of: StableKey,
        (at, item): (SimTime, StableKey),
    ) -> Option<(Pattern, IndicatorKind)> {
        let scenario = script.scenario();
        let all = scenario.indicators.iter().enumerate();
        let listed = all
            .filter(|(_, spec)| feed.kinds.contains(&spec.kind))
            .filter_map(|(place, spec)| {
                let id = IndicatorId::at(place);
                let generation = self.newest(script, feed, of, (at, id))?;
                // of all that are listed the one with the least draw: another indicator changes nothing for the rest
                let draw = script.draw(item.with(script.setting().indicator_key(id)), WHICH, 0).uniform();
                Some((draw, id, generation, spec.kind))
            })
            .min_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        let (_, indicator, generation, kind) = listed?;
        let pattern = script.setting().indicator_key(indicator).index(u64::from(generation));
        self.enter(script, pattern, Origin::Adversary { indicator, own: None, generation });
        Some((pattern, kind))
    }

    /// The newest generation of an indicator that a feed lists at a time.
    fn newest(
        &self,
        script: &Script,
        feed: &Feed,
        of: StableKey,
        (at, id): (SimTime, IndicatorId),
    ) -> Option<u16> {
        let known = script.setting().indicator_key(id);
        let renewed = &self.infrastructure.renewed[id.index()];
        (0..=self.infrastructure.generations[id.index()]).rev().find(|generation| {
            let since = match generation.checked_sub(1) {
                Some(before) => renewed.get(usize::from(before)).copied(),
                None => in_use_since(script, id),
            };
            let key = of.with(known).index(u64::from(*generation));
            let lag = || script.span(&feed.lag, key, LAG, 0);
            script.chance(feed.coverage, key, COVERS, 0)
                && since.zip(lag()).is_some_and(|(since, lag)| since + lag <= at)
        })
    }

    /// Whose a sample is; none where it is nobody's.
    pub(crate) fn specimen(&self, script: &Script, sample: Pattern) -> Option<Specimen> {
        let Some(Origin::Adversary { indicator, generation, .. }) = self.book.0.get(&sample) else {
            return None;
        };
        let owner = match &script.setting().scenario.indicator(*indicator).owner {
            Owner::Campaign(campaign) => script.setting().keys.campaign(*campaign),
            Owner::Actor(id) => StableKey::named("actor").child(id),
        };
        Some(Specimen { indicator: *indicator, key: owner.index(u64::from(*generation)) })
    }

    /// What a signature recognises at the organisations of a team: the files of whoever the sample belongs to, as they are
    /// now, also those that were made for one victim alone.
    pub(crate) fn family(
        &mut self,
        script: &mut Script,
        specimen: Specimen,
        team: TeamId,
    ) -> Vec<(Pattern, IndicatorKind)> {
        let scenario = script.scenario();
        let owner = &scenario.indicator(specimen.indicator).owner;
        let alike = scenario.indicators.iter().enumerate();
        let alike: Vec<IndicatorId> = alike
            .filter(|(_, spec)| spec.owner == *owner && is_file(spec.kind))
            .map(|(place, _)| IndicatorId::at(place))
            .collect();
        let mut family = Vec::new();
        for organisation in &scenario.team(team).defends {
            family.extend(alike.iter().map(|id| self.file_at(script, *organisation, *id)));
        }
        family.sort_unstable();
        family.dedup();
        family
    }

    fn file_at(&mut self, script: &mut Script, at: OrgId, id: IndicatorId) -> (Pattern, IndicatorKind) {
        let generation = self.infrastructure.generations[id.index()];
        let (shown, origin) = shown_at(script, at, id, generation);
        self.enter(script, shown.pattern, origin);
        (shown.pattern, shown.kind)
    }

    /// The weaknesses that whoever a sample belongs to exploits, sorted.
    pub(crate) fn exploits(&self, script: &Script, specimen: Specimen) -> Vec<VulnerabilityId> {
        let scenario = &script.setting().scenario;
        let owner = &scenario.indicator(specimen.indicator).owner;
        let campaigns = scenario.campaigns.iter().enumerate().filter(|(place, campaign)| match owner {
            Owner::Campaign(id) => id.index() == *place,
            Owner::Actor(id) => campaign.actor.name.id == *id,
        });
        let mut all: Vec<VulnerabilityId> = campaigns
            .flat_map(|(_, campaign)| &campaign.steps)
            .filter_map(|step| match way_in(step) {
                Some(Through::Exploit(id)) => Some(id),
                _ => None,
            })
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    fn enter(&mut self, script: &mut Script, pattern: Pattern, origin: Origin) {
        if self.book.0.insert(pattern, origin).is_none() {
            script.record(What::PatternMade { pattern, origin });
        }
    }
}

/// Whether an indicator describes a file, so that there is a sample of it.
pub(crate) fn is_file(kind: IndicatorKind) -> bool {
    matches!(kind, IndicatorKind::Hash | IndicatorKind::Artefact | IndicatorKind::Tool)
}

/// Since when an indicator has been in use, anywhere; none where no campaign with it is known to begin.
fn in_use_since(script: &Script, id: IndicatorId) -> Option<SimTime> {
    let setting = script.setting();
    let spec = setting.scenario.indicator(id);
    let campaigns = setting.scenario.campaigns.iter().enumerate();
    let begins = campaigns
        .filter(|(place, campaign)| match &spec.owner {
            Owner::Campaign(owner) => owner.index() == *place,
            Owner::Actor(owner) => campaign.actor.name.id == *owner,
        })
        .filter_map(|(place, campaign)| {
            let delays = 0..campaign.victims.len();
            let first = delays.filter_map(|victim| launch_delay(script, CampaignId::at(place), victim));
            first.map(|(_, delay)| SimTime::STARTEX - campaign.lead + delay).min()
        })
        .min()?;
    Some(begins - script.span(&spec.age, setting.indicator_key(id), AGE, 0)?)
}
