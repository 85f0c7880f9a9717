//! What adversaries use, and how they replace what has become known.

use bevy_ecs::prelude::*;

use super::components::{Infrastructure, PatternBook};
use crate::engine::Purpose;
use crate::scenario::model::{CampaignId, IndicatorId, IndicatorKind, OrgId};
use crate::sim::action::{Action, Rotate};
use crate::sim::fact::{FactId, Origin, Pattern, What};
use crate::sim::script::{Script, rank};
use crate::sim::setting::Setting;

const REUSE: Purpose = Purpose::new("indicator.reuse");
const ROTATION: Purpose = Purpose::new("indicator.rotation");

/// What a step shows of itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown {
    pub(super) pattern: Pattern,
    pub(super) kind: IndicatorKind,
    pub(super) indicator: IndicatorId,
}

/// What an indicator looks like at a victim: the common one, or one made for this victim alone.
pub(super) fn shown_at(
    script: &Script,
    victim: OrgId,
    indicator: IndicatorId,
    generation: u16,
) -> (Shown, Origin) {
    let setting: &Setting = script.setting();
    let spec = setting.scenario.indicator(indicator);
    let key = setting.indicator_key(indicator);
    let organisation = setting.keys.organisation(victim);
    let common = script.chance(spec.reuse, key.with(organisation), REUSE, 0);
    let base = if common { key } else { key.with(organisation) };
    let pattern = base.index(u64::from(generation));
    let own = (!common).then_some(victim);
    (Shown { pattern, kind: spec.kind, indicator }, Origin::Adversary { indicator, own, generation })
}

/// Everything that these indicators show at a victim now; enters new patterns into the book.
pub(super) fn shown_by(
    script: &mut Script,
    book: &mut PatternBook,
    infrastructure: &Infrastructure,
    victim: OrgId,
    indicators: &[IndicatorId],
) -> Vec<Shown> {
    indicators
        .iter()
        .map(|&indicator| {
            let generation = infrastructure.generations[indicator.index()];
            let (shown, origin) = shown_at(script, victim, indicator, generation);
            if book.0.insert(shown.pattern, origin).is_none() {
                script.record(What::PatternMade { pattern: shown.pattern, origin });
            }
            shown
        })
        .collect()
}

/// The adversary sets about replacing an indicator; how long that takes depends on its level in the pyramid of pain.
pub(super) fn plan_rotation(
    script: &mut Script,
    campaign: CampaignId,
    (indicator, generation): (IndicatorId, u16),
    because: Option<FactId>,
) {
    let scenario = script.scenario();
    let level = scenario.indicator(indicator).kind.level();
    let key = script.setting().indicator_key(indicator).index(u64::from(generation));
    let takes = script.span(&scenario.campaign(campaign).actor.rotation[level], key, ROTATION, 0);
    script.plan(takes, rank::ATTACK, key, because, Action::Rotate(Rotate { indicator, generation }));
}

/// The adversary replaces an indicator, unless it has done so since.
pub(super) fn rotate(In(due): In<Rotate>, mut script: Script, mut infrastructure: ResMut<Infrastructure>) {
    let Infrastructure { generations, renewed } = &mut *infrastructure;
    let generation = &mut generations[due.indicator.index()];
    if *generation == due.generation {
        *generation = generation.saturating_add(1);
        renewed[due.indicator.index()].push(script.now());
        script.record(What::InfrastructureRotated { indicator: due.indicator });
    }
}
