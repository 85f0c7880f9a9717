//! What a campaign uses, and how it replaces what has become known.

use bevy_ecs::prelude::*;

use super::Grounds;
use super::components::{Infrastructure, PatternBook};
use crate::engine::Purpose;
use crate::scenario::model::{CampaignId, IndicatorKind, OrgId};
use crate::sim::action::Rotate;
use crate::sim::fact::{Origin, Pattern, What};
use crate::sim::script::Script;
use crate::sim::setting::Setting;

const REUSE: Purpose = Purpose::new("indicator.reuse");

/// What a step shows of itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown {
    pub(super) pattern: Pattern,
    pub(super) kind: IndicatorKind,
    pub(super) indicator: usize,
}

/// What an indicator of a campaign looks like at a victim: the common one, or one made for this victim alone.
pub(super) fn shown_at(
    script: &Script,
    campaign: CampaignId,
    victim: OrgId,
    indicator: usize,
    generation: u16,
) -> (Shown, Origin) {
    let setting: &Setting = script.setting();
    let spec = &setting.scenario.campaign(campaign).indicators[indicator];
    let key = setting.indicator_key(campaign, indicator);
    let organisation = setting.keys.organisation(victim);
    let common = script.chance(spec.reuse, key.with(organisation), REUSE, 0);
    let base = if common { key } else { key.with(organisation) };
    let pattern = base.index(u64::from(generation));
    let own = (!common).then_some(victim);
    (Shown { pattern, kind: spec.kind, indicator }, Origin::Campaign { campaign, indicator, own, generation })
}

/// Everything that these indicators of a campaign show at a victim now; enters new patterns into the book.
pub(super) fn shown_by(
    script: &mut Script,
    book: &mut PatternBook,
    infrastructure: &Infrastructure,
    campaign: CampaignId,
    victim: OrgId,
    indicators: &[usize],
) -> Vec<Shown> {
    indicators
        .iter()
        .map(|&indicator| {
            let (shown, origin) =
                shown_at(script, campaign, victim, indicator, infrastructure.generations[indicator]);
            if book.0.insert(shown.pattern, origin).is_none() {
                script.record(What::PatternMade { pattern: shown.pattern, origin });
            }
            shown
        })
        .collect()
}

/// The adversary replaces an indicator, unless it has done so since.
pub(super) fn rotate(
    In(due): In<Rotate>,
    mut script: Script,
    grounds: Res<Grounds>,
    mut campaigns: Query<&mut Infrastructure>,
) {
    let Ok(mut infrastructure) = campaigns.get_mut(grounds.campaign(due.campaign)) else { return };
    replace(&mut script, &mut infrastructure, due);
}

/// Replaces an indicator that is still of the given generation.
pub(super) fn replace(script: &mut Script, infrastructure: &mut Infrastructure, due: Rotate) {
    let generation = &mut infrastructure.generations[due.indicator];
    if *generation == due.generation {
        *generation = generation.saturating_add(1);
        script.record(What::InfrastructureRotated { campaign: due.campaign, indicator: due.indicator });
    }
}
