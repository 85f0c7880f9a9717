//! Ordinary work raises alerts of its own: Poisson processes, also such whose rate follows the hours of the week.

use bevy_ecs::prelude::*;

use super::senses::{AlertDue, Inbox, come_in};
use crate::engine::{Purpose, StableKey};
use crate::scenario::model::{IndicatorKind, NoiseId};
use crate::sim::action::{Action, NoiseTick};
use crate::sim::fact::AlertSource;
use crate::sim::script::{Script, rank};
use crate::units::{Distribution, Hours, Probability, Rate, Span};

const NOISE: Purpose = Purpose::new("noise.gap");
const NOISE_KEPT: Purpose = Purpose::new("noise.kept");

/// The gap before the `count`th event of a Poisson process of this rate.
pub(super) fn gap(script: &Script, rate: Rate, key: StableKey, purpose: Purpose, count: u64) -> Option<Span> {
    let gap = Distribution::exponential(rate.mean_gap()?).ok()?;
    script.span(&gap, key, purpose, count)
}

/// Whether an event of a process at its highest rate is one of the process whose rate is lower outside some hours:
/// thinning. Each event has a draw of its own, so that other hours shift nothing.
pub(super) fn is_kept(
    script: &Script,
    hours: Option<(Hours, Probability)>,
    key: StableKey,
    purpose: Purpose,
    count: u64,
) -> bool {
    hours.is_none_or(|(hours, outside)| {
        hours.is_open(script.setting().scenario.exercise.startex, script.now())
            || script.chance(outside, key, purpose, count)
    })
}

/// What an alert shows that nothing is behind: something that means nothing, never seen before.
pub(super) fn harmless(own: StableKey) -> Vec<(StableKey, IndicatorKind)> {
    vec![(own.child("shows"), IndicatorKind::Domain)]
}

/// A background alert may come in, and the next is planned.
pub(super) fn noise(In(tick): In<NoiseTick>, mut script: Script, mut inbox: Inbox) {
    plan_noise(&mut script, tick.noise, tick.count + 1);
    let key = script.setting().keys.noise(tick.noise);
    let noise = script.setting().scenario.noise(tick.noise);
    let organisation = noise.organisation;
    if !is_kept(&script, noise.hours, key, NOISE_KEPT, tick.count) {
        return;
    }
    let own = key.index(tick.count);
    let source = AlertSource::Noise(tick.noise);
    let shows = harmless(own);
    come_in(
        &mut script,
        &mut inbox,
        AlertDue { organisation, key: own, source, host: None, shows, truth: None },
    );
}

/// Plans the `count`th alert of a source one gap from now.
pub(crate) fn plan_noise(script: &mut Script, noise: NoiseId, count: u64) {
    let key = script.setting().keys.noise(noise);
    let rate = script.setting().scenario.noise(noise).rate;
    let gap = gap(script, rate, key, NOISE, count);
    script.plan(gap, rank::ARRIVAL, key, None, Action::Noise(NoiseTick { noise, count }));
}
