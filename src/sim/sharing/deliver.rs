//! On the way and at the receiver: release, transit, the decision whether to act, taking it in, putting it to use.

use bevy_ecs::prelude::*;

use super::channel::Lines;
use super::ledger::Ledger;
use super::limits::BREACH;
use super::{Contents, Item, Report};
use crate::engine::{Purpose, StableKey};
use crate::scenario::model::{ObjectKind, Policy, Reach, Trigger, WorkKind};
use crate::sim::action::{Action, Counsel, ShareDue};
use crate::sim::fact::{Experience, ItemTurn, Limit, Object, Passage, Pattern, Provenance, What};
use crate::sim::ground::Provocation;
use crate::sim::response::{Desks, Handling, Learning, Learnt, Lessons, Subject, Task, Terms, seek};
use crate::sim::script::{Script, rank};
use crate::units::{Probability, Span};

pub(super) const TRANSIT: Purpose = Purpose::new("share.transit");
const ACT: Purpose = Purpose::new("share.act");
const LEAK: Purpose = Purpose::new("share.leak");
const NOTICED: Purpose = Purpose::new("trust.notices");
const GARBLED: Purpose = Purpose::new("channel.error");
pub(super) const LOST: Purpose = Purpose::new("channel.loss");

/// A report is released and on its way; the adversary may come to know of it.
pub(super) fn release(
    In(entity): In<Entity>,
    mut script: Script,
    mut lines: ResMut<Lines>,
    adversaries: Provocation,
    mut reports: Query<(&Report, &mut Contents)>,
) {
    let Ok((report, mut contents)) = reports.get_mut(entity) else { return };
    let arrangement = script.arrangement();
    let policies = &arrangement.policies;
    let policy = &policies[report.policy];
    let released = script.record(passed(report, Passage::Released));
    if script.chance(policy.leak, report.key, LEAK, 0) {
        let leaked = script.record_because(Some(released), passed(report, Passage::Leaked));
        let patterns: Vec<Pattern> = contents.0.iter().map(|item| item.pattern).collect();
        adversaries.leak(&mut script, &patterns, leaked);
    }
    script.go_on_from(released);
    for item in &contents.0 {
        leak_item(&mut script, &adversaries, policy.leak_items, item, report.key.child("way"));
    }
    let Some(on_channel) = carry(&mut script, &mut lines, report, policy) else { return };
    garble(&mut script, policy, &mut contents);
    let transit = script.span(&policy.transit, report.key, TRANSIT, 0);
    let after = transit.map(|transit| on_channel + transit + policy.lag);
    let cause = script.cause();
    script.plan(after, rank::ARRIVAL, report.key, cause, Action::Receive(entity));
}

/// The adversary may learn of an item. Whether it does.
fn leak_item(
    script: &mut Script,
    adversaries: &Provocation,
    chance: Probability,
    item: &Item,
    key: StableKey,
) -> bool {
    if item.object.indicator().is_none() {
        return false;
    }
    let leaks = script.chance(chance, key.with(item.pattern), LEAK, 1);
    if leaks {
        let cause = script.cause();
        let turned = What::ItemTurned { item: item.id, turn: ItemTurn::Leaked };
        let leaked = script.record_because(cause, turned);
        adversaries.leak(script, &[item.pattern], leaked);
    }
    leaks
}

/// A platform's curation may turn what passes into something else: the same for all who fetch it.
fn garble(script: &mut Script, policy: &Policy, contents: &mut Contents) {
    let scenario = script.scenario();
    let Some(channel) = policy.over.map(|id| scenario.channel(id)) else { return };
    let key = StableKey::named("channel").child(&channel.name.id);
    for item in contents.0.iter_mut().filter(|item| item.object.indicator().is_some()) {
        if script.chance(channel.error, key.with(item.pattern), GARBLED, 0) {
            let into = key.with(item.pattern).child("garbled");
            item.pattern = into;
            script.record(What::ItemTurned { item: item.id, turn: ItemTurn::Garbled { into } });
        }
    }
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
pub(super) fn receive(
    In(entity): In<Entity>,
    mut script: Script,
    mut desks: Desks,
    mut lessons: Lessons,
    mut ledger: ResMut<Ledger>,
    adversaries: Provocation,
    reports: Query<(&Report, &Contents)>,
) {
    let Ok((report, contents)) = reports.get(entity) else { return };
    let arrangement = script.arrangement();
    let policies = &arrangement.policies;
    let policy = &policies[report.policy];
    let received = script.record(passed(report, Passage::Received));
    script.go_on_from(received);
    ledger.note_arrived(policy.from, policy.to, contents.0.len());
    if !policy.perfect {
        leak_at(&mut script, &mut lessons, &adversaries, policy, (report, contents));
        let trust = lessons.bonds.trust(&script, policy.to, policy.from);
        let scenario = script.scenario();
        let asked = policy.over.map_or(0.0, |id| scenario.channel(id).min_trust.get());
        if trust < asked {
            script.record(passed(report, Passage::Distrusted));
            return;
        }
    }
    let acts = if policy.perfect { policy.acts } else { lessons.bonds.acts(&script, policy) };
    if !script.chance(acts, report.key, ACT, 0) {
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

/// What the receiver lets leak, and what the sender thinks of it where it notices.
fn leak_at(
    script: &mut Script,
    lessons: &mut Lessons,
    adversaries: &Provocation,
    policy: &Policy,
    (report, contents): (&Report, &Contents),
) {
    let scenario = script.scenario();
    for item in &contents.0 {
        let key = report.key.child("receiver");
        let leaked = leak_item(script, adversaries, scenario.party(policy.to).leaks, item, key);
        let notices = scenario.trust.as_ref().map_or(Probability::NEVER, |trust| trust.notices);
        if leaked && script.chance(notices, key.with(item.pattern), NOTICED, 0) {
            lessons.bonds.see(script, policy.from, policy.to, Experience::Leak);
        }
    }
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

/// A report is taken in: what is new is put to the use that is allowed, searched for, and passed on.
pub(super) fn ingestion_done(
    In(work): In<Entity>,
    mut script: Script,
    mut desks: Desks,
    mut lessons: Lessons,
    mut ledger: ResMut<Ledger>,
    works: Query<&Subject>,
    reports: Query<(&Report, &Contents)>,
) {
    desks.commands.entity(work).despawn();
    let Ok((report, contents)) = works.get(work).and_then(|subject| reports.get(subject.0)) else { return };
    let arrangement = script.arrangement();
    let policies = &arrangement.policies;
    let policy = &policies[report.policy];
    let ingested = script.record(passed(report, Passage::Ingested));
    script.go_on_from(ingested);
    let (mut fresh, mut news) = (Vec::new(), Vec::new());
    for item in &contents.0 {
        if !ledger.note_got(policy.to, item.id, item.pattern) {
            continue;
        }
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
            seen: item.seen,
            through: item.through.clone(),
            at_once: policy.perfect,
        };
        match lessons.learn(&mut script, lesson) {
            Learnt::New => {
                fresh.push((item.pattern, provenance, handling.reach));
                news.push(item);
            }
            Learnt::MoreUse => news.push(item),
            Learnt::Known => {
                script.record(What::ItemTurned { item: item.id, turn: ItemTurn::Duplicate });
            }
        }
    }
    if policy.hunts && !fresh.is_empty() {
        seek(&mut script, &mut desks, policy.to, fresh, report.key, policy.perfect);
    }
    pass_on(&mut script, policy, report, &news);
}

/// Lets the receiver pass on what is news to it, incident by incident, where a rule says so.
fn pass_on(script: &mut Script, policy: &Policy, report: &Report, news: &[&Item]) {
    let arrangement = script.arrangement();
    let policies = &arrangement.policies;
    if !policies.iter().any(|next| next.from == policy.to && next.trigger == Trigger::Receipt) {
        return;
    }
    let incidents = news.chunk_by(|one, next| one.incident == next.incident);
    for (place, incident) in incidents.enumerate() {
        let Some(first) = incident.first() else { continue };
        let due = ShareDue {
            team: policy.to,
            incident: first.incident,
            key: report.key.child("receipt").index(place as u64),
            trigger: Trigger::Receipt,
            severity: first.severity,
            patterns: incident
                .iter()
                .filter_map(|item| Some((item.pattern, item.object.indicator()?)))
                .collect(),
        };
        let cause = script.cause();
        script.plan(Some(Span::ZERO), rank::ARRIVAL, due.key, cause, Action::Share(Box::new(due)));
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
        adopts: policy.adopts,
        key: report.key.with(about),
    };
    let cause = script.cause();
    script.plan(Some(Span::ZERO), rank::WORK, counsel.key, cause, Action::Heed(Box::new(counsel)));
}

/// What the receiver does with an item, for whom; it may give its constituents what is not for them.
fn handling(script: &mut Script, report: &Report, policy: &Policy, item: &Item) -> Handling {
    let scenario = script.scenario();
    let party = scenario.party(policy.to);
    let mut reach = item.tlp.reach();
    let spreads = reach == Reach::Own && party.own.len() < scenario.team(policy.to).defends.len();
    if spreads && script.chance(party.breach, report.key.with(item.pattern), BREACH, 1) {
        reach = Reach::Constituents;
        let turn = ItemTurn::Breached(Limit::Constituents);
        script.record(What::ItemTurned { item: item.id, turn });
    }
    // whose attack it is, a report says where reports are passed
    let attributed = report.attributed && !policy.passes(ObjectKind::IncidentReport);
    Handling { allowed: item.allowed, reach, tlp: item.tlp, attributed }
}
