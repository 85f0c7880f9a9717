//! Rules of which nothing can come.

use std::collections::{BTreeMap, BTreeSet};

use super::Part;
use crate::scenario::document as written;
use crate::scenario::lint::passage::Gates;
use crate::scenario::lint::view::{View, by_id};
use crate::scenario::model::{IndicatorKind, ObjectKind, Policy, TeamId, Trigger};
use crate::units::Span;

const UNMARKED: &str = "markings keep everything that it passes back";
const USELESS: &str =
    "its receivers can make nothing of what it passes (see `posture`, `patching` and `hardening`)";
const NOTHING_HEARD: &str = "nobody tells its senders anything that they could pass on";

pub(super) fn parts(
    policies: &[Policy],
    row: &written::Strategy,
    view: &View<'_>,
    gates: &Gates<'_>,
) -> Vec<Part> {
    let kinds: BTreeSet<IndicatorKind> = view.scenario.indicators.iter().map(|one| one.kind).collect();
    let judge = |policy: &Policy| gates.shut(policy).or_else(|| of_what(policy, view, gates, &kinds));
    // who passes on what it was told need not be hit itself
    let (onward, own): (Vec<&Policy>, Vec<&Policy>) =
        policies.iter().partition(|policy| policy.trigger == Trigger::Receipt);
    let mut idle: BTreeMap<&str, Option<&'static str>> = BTreeMap::new();
    let mut told: BTreeSet<TeamId> = BTreeSet::new();
    for policy in own {
        let why = judge(policy);
        note(&mut idle, policy, why);
        if why.is_none() {
            told.insert(policy.to);
        }
    }
    for policy in onward {
        let heard = told.contains(&policy.from);
        let why = gates.closed(policy).or_else(|| of_what(policy, view, gates, &kinds));
        note(&mut idle, policy, if heard { why } else { Some(NOTHING_HEARD) });
    }
    let rows = by_id(&row.rules, |rule| &rule.id);
    let part = |(id, idle): (&str, Option<&'static str>)| {
        let rule = rows.get(id)?;
        Some(Part { what: format!("rule `{id}`"), place: rule.id.place, idle })
    };
    idle.into_iter().filter_map(part).collect()
}

/// A rule is idle where all its policies are.
fn note<'p>(
    idle: &mut BTreeMap<&'p str, Option<&'static str>>,
    policy: &'p Policy,
    why: Option<&'static str>,
) {
    let first = idle.entry(&policy.rule.id).or_insert(why);
    if why.is_none() {
        *first = None;
    }
}

/// Why nothing comes of what a policy passes.
fn of_what(
    policy: &Policy,
    view: &View<'_>,
    gates: &Gates<'_>,
    kinds: &BTreeSet<IndicatorKind>,
) -> Option<&'static str> {
    let passes = |object: &&ObjectKind| match object {
        // harmless things are taken for indicators of any kind, so that one that is not used may pass all the same
        ObjectKind::Indicator if kinds.is_empty() => !gates.bars(policy, **object, None),
        ObjectKind::Indicator => kinds.iter().any(|kind| !gates.bars(policy, **object, Some(*kind))),
        _ => !gates.bars(policy, **object, None),
    };
    let passing: Vec<&ObjectKind> = policy.passes.iter().filter(passes).collect();
    if passing.is_empty() {
        return Some(UNMARKED);
    }
    let useful = passing.iter().any(|object| is_useful(**object, policy, view));
    (!useful).then_some(USELESS)
}

fn is_useful(object: ObjectKind, policy: &Policy, view: &View<'_>) -> bool {
    let (from, to) = (view.scenario.team(policy.from), view.scenario.team(policy.to));
    let warns = to.posture.lasts > Span::ZERO && to.posture.raised_by.contains(&object);
    warns
        || match object {
            ObjectKind::Indicator | ObjectKind::IncidentReport => true,
            ObjectKind::EarlyWarning => false,
            ObjectKind::Advisory => to.patching.is_some(),
            ObjectKind::Hardening => to.hardening.is_some(),
            ObjectKind::Playbook => !from.playbooks.is_empty() || from.review.is_some(),
        }
}
