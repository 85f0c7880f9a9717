//! On the way and at the receiver: release, transit, the decision whether to act, taking it in, putting it to use.

use bevy_ecs::prelude::*;

use super::channel::Lines;
use super::limits::BREACH;
use super::{Contents, Item, Report};
use crate::engine::Purpose;
use crate::scenario::model::{ObjectKind, Policy, Reach, WorkKind};
use crate::sim::action::{Action, Counsel};
use crate::sim::fact::{Limit, Object, Passage, Pattern, Provenance, What};
use crate::sim::ground::Provocation;
use crate::sim::response::{Desks, Handling, Learning, Learnt, Lessons, Subject, Task, Terms, seek};
use crate::sim::script::{Script, rank};
use crate::units::Span;

const TRANSIT: Purpose = Purpose::new("share.transit");
const ACT: Purpose = Purpose::new("share.act");
const LEAK: Purpose = Purpose::new("share.leak");
const LOST: Purpose = Purpose::new("channel.loss");

/// A report is released and on its way; the adversary may come to know of it.
pub(super) fn release(
    In(entity): In<Entity>,
    mut script: Script,
    mut lines: ResMut<Lines>,
    adversaries: Provocation,
    reports: Query<(&Report, &Contents)>,
) {
    let Ok((report, contents)) = reports.get(entity) else { return };
    let policies = script.setting().policies.clone();
    let policy = &policies[report.policy];
    let released = script.record(passed(report, Passage::Released));
    if script.chance(policy.leak, report.key, LEAK, 0) {
        let leaked = script.record_because(Some(released), passed(report, Passage::Leaked));
        let patterns: Vec<Pattern> = contents.0.iter().map(|item| item.pattern).collect();
        adversaries.leak(&mut script, &patterns, leaked);
    }
    script.go_on_from(released);
    let Some(on_channel) = carry(&mut script, &mut lines, report, policy) else { return };
    let transit = script.span(&policy.transit, report.key, TRANSIT, 0);
    let after = transit.map(|transit| on_channel + transit + policy.lag);
    let cause = script.cause();
    script.plan(after, rank::ARRIVAL, report.key, cause, Action::Receive(entity));
}

fn passed(report: &Report, passage: Passage) -> What {
    What::ReportPassed { report: report.id, passage }
}

/// How long a report is on its channel; none where it does not come out of it.
fn carry(script: &mut Script, lines: &mut Lines, report: &Report, policy: &Policy) -> Option<Span> {
    let Some(channel) = policy.over else { return Some(Span::ZERO) };
    let loss = script.setting().scenario.channel(channel).loss;
    let pass = |script: &mut Script, passage| {
        let fact = script.record(passed(report, passage));
        script.go_on_from(fact);
    };
    if script.chance(loss, report.key, LOST, 0) {
        pass(script, Passage::Lost(channel));
        return None;
    }
    let Some(wait) = lines.wait(script, channel, policy.to) else {
        pass(script, Passage::Stuck(channel));
        return None;
    };
    if wait.total() > Span::ZERO {
        pass(script, Passage::Held { channel, wait });
    }
    Some(wait.total())
}

/// A report arrives; the receiver decides by itself whether to act on it.
pub(super) fn receive(In(entity): In<Entity>, mut script: Script, mut desks: Desks, reports: Query<&Report>) {
    let Ok(report) = reports.get(entity) else { return };
    let policies = script.setting().policies.clone();
    let policy = &policies[report.policy];
    let received = script.record(passed(report, Passage::Received));
    script.go_on_from(received);
    if !script.chance(policy.acts, report.key, ACT, 0) {
        script.record(passed(report, Passage::Ignored));
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
        script.record(passed(report, Passage::Ignored));
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
    let ingested = script.record(passed(report, Passage::Ingested));
    script.go_on_from(ingested);
    let mut fresh = Vec::new();
    for item in &contents.0 {
        let provenance = Provenance::Partner { from: policy.from, item: item.id };
        let handling = handling(&mut script, report, policy, item);
        let Object::Indicator(kind) = item.object else {
            tell(&mut script, report, policy, item, handling);
            continue;
        };
        let lesson = Learning {
            team: policy.to,
            pattern: item.pattern,
            kind,
            provenance,
            handling,
            at_once: policy.perfect,
        };
        match lessons.learn(&mut script, lesson) {
            Learnt::New => fresh.push((item.pattern, provenance, handling.reach)),
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

/// What is no indicator is for the receiver to make something of. A report that does not say whose attack it is about is
/// of no use to it.
fn tell(script: &mut Script, report: &Report, policy: &Policy, item: &Item, handling: Handling) {
    let Item { object, pattern: about, .. } = *item;
    if object == Object::IncidentReport && !report.attributed {
        return;
    }
    let counsel = Counsel {
        team: policy.to,
        object,
        about,
        provenance: Provenance::Partner { from: policy.from, item: item.id },
        reach: handling.reach,
        tlp: handling.tlp,
        key: report.key.with(about),
    };
    let cause = script.cause();
    script.plan(Some(Span::ZERO), rank::WORK, counsel.key, cause, Action::Heed(Box::new(counsel)));
}

/// What the receiver does with an item, for whom; it may give its constituents what is not for them.
fn handling(script: &mut Script, report: &Report, policy: &Policy, item: &Item) -> Handling {
    let scenario = script.setting().scenario.clone();
    let party = scenario.party(policy.to);
    let mut reach = item.tlp.reach();
    let spreads = reach == Reach::Own && party.own.len() < scenario.team(policy.to).defends.len();
    if spreads && script.chance(party.breach, report.key.with(item.pattern), BREACH, 1) {
        reach = Reach::Constituents;
        script.record(What::ItemBreached { item: item.id, limit: Limit::Constituents });
    }
    // whose attack it is, a report says where reports are passed
    let attributed = report.attributed && !policy.passes(ObjectKind::IncidentReport);
    Handling { allowed: item.allowed, reach, tlp: item.tlp, attributed }
}
