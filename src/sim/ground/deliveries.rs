//! What suppliers deliver: a poisoned delivery may be found out by who receives it.

use super::protection::raise;
use super::senses::Execution;
use crate::engine::Purpose;
use crate::scenario::model::{IndicatorKind, SupplierId};
use crate::sim::fact::{AlertSource, Obstacle, Pattern};
use crate::sim::script::Script;
use crate::units::Distribution;

const VETTED: Purpose = Purpose::new("supplier.vetting");

/// Whether the victim finds out what is wrong with a delivery, which then does nothing. One and the same delivery is
/// always found out, or never.
pub(super) fn found_out(
    script: &mut Script,
    run: &Execution,
    shows: &[(Pattern, IndicatorKind)],
    supplier: SupplierId,
) -> Option<Obstacle> {
    let setting = script.setting();
    let vetting = setting.scenario.supplier(supplier).vetting(run.id.victim);
    let key = run.key.with(setting.keys.supplier(supplier));
    if vetting.get() <= 0.0 || !script.chance(vetting, key, VETTED, 0) {
        return None;
    }
    let cause = script.cause();
    raise(script, run, (AlertSource::Vetting(supplier), &Distribution::INSTANT), key, shows, cause);
    Some(Obstacle::Vetting(supplier))
}
