//! On the way and at the receiver: release, transit, the decision whether to act, taking it in, putting it to use.

use bevy_ecs::prelude::*;

use super::{Contents, Report};
use crate::engine::Purpose;
use crate::scenario::model::WorkKind;
use crate::sim::action::Action;
use crate::sim::fact::{Pattern, Provenance, What};
use crate::sim::ground::Provocation;
use crate::sim::response::{Desks, Learning, Learnt, Lessons, Subject, Task, Terms, seek};
use crate::sim::script::{Script, rank};

const TRANSIT: Purpose = Purpose::new("share.transit");
const ACT: Purpose = Purpose::new("share.act");
const LEAK: Purpose = Purpose::new("share.leak");

/// A report is released and on its way; the adversary may come to know of it.
pub(super) fn release(
    In(entity): In<Entity>,
    mut script: Script,
    adversaries: Provocation,
    reports: Query<(&Report, &Contents)>,
) {
    let Ok((report, contents)) = reports.get(entity) else { return };
    let policies = script.setting().policies.clone();
    let policy = &policies[report.policy];
    let released = script.record(What::ReportReleased { report: report.id });
    if script.chance(policy.leak, report.key, LEAK, 0) {
        let leaked = script.record_because(Some(released), What::ReportLeaked { report: report.id });
        let patterns: Vec<Pattern> = contents.0.iter().map(|item| item.pattern).collect();
        adversaries.leak(&mut script, &patterns, leaked);
    }
    let after = script.span(&policy.transit, report.key, TRANSIT, 0);
    script.plan(after, rank::ARRIVAL, report.key, Some(released), Action::Receive(entity));
}

/// A report arrives; the receiver decides by itself whether to act on it.
pub(super) fn receive(In(entity): In<Entity>, mut script: Script, mut desks: Desks, reports: Query<&Report>) {
    let Ok(report) = reports.get(entity) else { return };
    let policies = script.setting().policies.clone();
    let policy = &policies[report.policy];
    let received = script.record(What::ReportReceived { report: report.id });
    script.go_on_from(received);
    if !script.chance(policy.acts, report.key, ACT, 0) {
        script.record(What::ReportIgnored { report: report.id });
        return;
    }
    let task = Task {
        team: policy.to,
        labour: &policy.ingestion,
        kind: WorkKind::Ingestion,
        key: report.key.child("ingestion"),
        factor: 1.0,
        because: None,
    };
    desks.enqueue(&mut script, task, Subject(entity), Terms::default());
}

/// Nobody comes to take a report in: it is as if the receiver had decided not to act on it.
pub(super) fn forgo(
    In(work): In<Entity>,
    mut script: Script,
    works: Query<&Subject>,
    reports: Query<&Report>,
) {
    if let Some(report) = works.get(work).ok().and_then(|subject| reports.get(subject.0).ok()) {
        script.record(What::ReportIgnored { report: report.id });
    }
}

/// A report is taken in: what is new is put to the use that is allowed, and searched for.
pub(super) fn ingestion_done(
    In(work): In<Entity>,
    mut script: Script,
    mut desks: Desks,
    mut lessons: Lessons,
    works: Query<&Subject>,
    reports: Query<(&Report, &Contents)>,
) {
    desks.commands.entity(work).despawn();
    let Ok((report, contents)) = works.get(work).and_then(|subject| reports.get(subject.0)) else { return };
    let policies = script.setting().policies.clone();
    let policy = &policies[report.policy];
    let ingested = script.record(What::ReportIngested { report: report.id });
    script.go_on_from(ingested);
    let mut fresh = Vec::new();
    for item in &contents.0 {
        let provenance = Provenance::Partner { from: policy.from, item: item.id };
        let lesson = Learning {
            team: policy.to,
            pattern: item.pattern,
            kind: item.kind,
            provenance,
            allowed: policy.allowed,
            at_once: policy.perfect,
        };
        match lessons.learn(&mut script, lesson) {
            Learnt::New => fresh.push((item.pattern, provenance)),
            Learnt::MoreUse => {}
            Learnt::Known => {
                script.record(What::ItemDuplicate { item: item.id });
            }
        }
    }
    if policy.hunts && !fresh.is_empty() {
        seek(&mut script, &mut desks, policy.to, fresh, report.key, policy.perfect);
    }
}
