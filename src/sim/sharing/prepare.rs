//! The sender's side: what may go to whom, what is held back, and the work of writing it up.

use std::collections::BTreeMap;

use bevy_ecs::prelude::*;

use super::{Contents, Draft, Item, Report, Sent};
use crate::engine::Purpose;
use crate::scenario::model::{IndicatorKind, Policy, WorkKind};
use crate::sim::action::{Action, ShareDue};
use crate::sim::fact::{Pattern, What, Withheld};
use crate::sim::ground::Examiner;
use crate::sim::response::{Desks, Lessons, Task, Terms};
use crate::sim::script::{Script, rank};

const SANITISE: Purpose = Purpose::new("share.sanitise");
const RELEASE: Purpose = Purpose::new("share.release");

/// A team may share what it knows of an incident: each policy that the occasion triggers is followed.
pub(super) fn share(
    In(due): In<ShareDue>,
    mut script: Script,
    mut desks: Desks,
    mut sent: ResMut<Sent>,
    lessons: Lessons,
    examiner: Examiner,
) {
    let policies = script.setting().policies.clone();
    let mut drafts: BTreeMap<&str, (usize, Vec<Entity>)> = BTreeMap::new();
    for (place, policy) in policies.iter().enumerate() {
        if policy.from != due.team || policy.trigger != due.trigger {
            continue;
        }
        let patterns = selection(policy, &due.patterns, &mut sent, &lessons, &examiner);
        if let Some(report) = compile(&mut script, &mut desks.commands, &due, place, policy, &patterns) {
            drafts.entry(&policy.rule.id).or_insert((place, Vec::new())).1.push(report);
        }
    }
    for (place, reports) in drafts.into_values() {
        draft(&mut script, &mut desks, &due, place, reports);
    }
}

/// What is news to a receiver: not sent before for this use, and not what that very partner told.
fn selection(
    policy: &Policy,
    known: &[(Pattern, IndicatorKind)],
    sent: &mut Sent,
    lessons: &Lessons,
    examiner: &Examiner,
) -> Vec<(Pattern, IndicatorKind)> {
    let mut patterns = known.to_vec();
    if policy.perfect {
        examiner.vet(&mut patterns);
    }
    patterns.retain(|(pattern, _)| {
        lessons.told_by(policy.from, *pattern) != Some(policy.to)
            && sent.is_news(policy.from, policy.to, *pattern, policy.allowed)
    });
    patterns
}

/// Makes the report to one receiver; none where nothing of it is left.
fn compile(
    script: &mut Script,
    commands: &mut Commands,
    due: &ShareDue,
    place: usize,
    policy: &Policy,
    patterns: &[(Pattern, IndicatorKind)],
) -> Option<Entity> {
    if patterns.is_empty() {
        return None;
    }
    let report = script.numbers().report();
    let base = script.setting().policy_key(place);
    let mut items = Vec::new();
    for (pattern, kind) in patterns {
        let item = script.numbers().item();
        let created = What::ItemCreated {
            item,
            report,
            policy: place,
            pattern: *pattern,
            kind: *kind,
            incident: due.incident,
        };
        let created = script.record(created);
        let rule = if !policy.is_open() {
            Some(Withheld::Channel)
        } else if script.chance(policy.loss, base.with(*pattern), SANITISE, 0) {
            Some(Withheld::Sanitised)
        } else {
            None
        };
        match rule {
            Some(rule) => {
                script.record_because(Some(created), What::ItemWithheld { item, rule });
            }
            None => items.push(Item { id: item, pattern: *pattern, kind: *kind }),
        }
    }
    let trigger = due.trigger as u64;
    let key = base.with(due.key).index(trigger);
    (!items.is_empty())
        .then(|| commands.spawn((Report { id: report, policy: place, key }, Contents(items))).id())
}

/// Puts the writing-up of reports under one rule on a desk: it is done once, however many receive it.
fn draft(script: &mut Script, desks: &mut Desks, due: &ShareDue, place: usize, reports: Vec<Entity>) {
    let policies = script.setting().policies.clone();
    let policy = &policies[place];
    let key = due.key.child("draft").child(&policy.rule.id).index(due.trigger as u64);
    let labour = &policy.preparation;
    let task = Task { team: due.team, labour, kind: WorkKind::Preparation, key, factor: 1.0, because: None };
    desks.enqueue(script, task, Draft(reports), Terms::default());
}

/// Reports are written up; each goes to whoever may release it.
pub(super) fn preparation_done(
    In(work): In<Entity>,
    mut script: Script,
    mut commands: Commands,
    drafts: Query<&Draft>,
    reports: Query<&Report>,
) {
    commands.entity(work).despawn();
    let Ok(draft) = drafts.get(work) else { return };
    let policies = script.setting().policies.clone();
    for entity in &draft.0 {
        let Ok(report) = reports.get(*entity) else { continue };
        let after = &policies[report.policy].release;
        let after = script.span(after, report.key, RELEASE, 0);
        let cause = script.cause();
        script.plan(after, rank::ARRIVAL, report.key, cause, Action::Release(*entity));
    }
}
