//! Feeds: items come at random times, are delivered in batches, and are taken in one by one.

use std::collections::BTreeSet;
use std::sync::Arc;

use bevy_ecs::prelude::*;

use super::{IndustryDue, Presses, feed_key};
use crate::engine::{Purpose, StableKey};
use crate::scenario::model::{Feed, FeedId, IndicatorKind, Reach, TeamId, Tlp, WorkKind};
use crate::sim::action::Action;
use crate::sim::fact::{Bought, Industry, Intake, Pattern, Provenance, What};
use crate::sim::ground::Telemetry;
use crate::sim::response::{Desks, Handling, Learning, Learnt, Lessons, Task, Terms, seek};
use crate::sim::script::{Script, rank};
use crate::units::{Distribution, SimTime, Span};

const GAP: Purpose = Purpose::new("feed.gap");
const SORT: Purpose = Purpose::new("feed.sort");
const KIND: Purpose = Purpose::new("feed.kind");
const ACT: Purpose = Purpose::new("feed.act");

/// A delivery that waits at a team to be taken in.
#[derive(Component, Clone, Debug)]
pub(crate) struct Delivery {
    feed: FeedId,
    team: TeamId,
    items: Arc<[Listed]>,
}

/// An item of a feed.
#[derive(Clone, Copy, Debug)]
struct Listed {
    /// The key that its luck goes by.
    key: StableKey,
    at: SimTime,
    /// What it names; none where that is somebody else's.
    names: Option<(Pattern, IndicatorKind)>,
}

/// Plans the first delivery of every feed.
pub(crate) fn plan_feeds(script: &mut Script) {
    for place in 0..script.setting().arrangement.feeds.len() {
        plan_delivery(script, FeedId::at(place));
    }
}

/// Plans the next delivery of a feed: at a multiple of its interval from STARTEX on.
fn plan_delivery(script: &mut Script, id: FeedId) {
    let every = script.setting().arrangement.feeds[id.index()].every.as_micros();
    let number = script.now().as_micros().div_euclid(every) + 1;
    let next = SimTime::from_micros(number.saturating_mul(every));
    let key = feed_key(script, id);
    let after = next.since(script.now());
    let due = Action::Industry(IndustryDue::Delivery(id));
    script.plan(Some(after), rank::ARRIVAL, key, None, due);
}

fn gap(script: &Script, feed: &Feed, key: StableKey, number: u64) -> Option<Span> {
    let gap = Distribution::exponential(feed.rate.mean_gap()?).ok()?;
    script.span(&gap, key, GAP, number)
}

/// A feed delivers what it has listed since the last time, to all who get it.
pub(super) fn deliver(
    In(id): In<FeedId>,
    mut script: Script,
    mut desks: Desks,
    mut presses: ResMut<Presses>,
    mut telemetry: Telemetry,
) {
    plan_delivery(&mut script, id);
    let arrangement = script.arrangement();
    let feed = &arrangement.feeds[id.index()];
    let key = feed_key(&script, id);
    let begin = SimTime::STARTEX - script.setting().scenario.exercise.burn_in;
    let first = || gap(&script, feed, key, 0).map(|gap| begin + gap);
    let (mut number, mut next) = presses.0.get(&id).copied().unwrap_or_else(|| (0, first()));
    let mut items = Vec::new();
    while let Some(at) = next.filter(|at| *at <= script.now()) {
        items.push(list(&mut script, &mut telemetry, feed, key, (number, at)));
        number += 1;
        next = gap(&script, feed, key, number).map(|gap| at + gap);
    }
    presses.0.insert(id, (number, next));
    if items.is_empty() {
        return;
    }
    let items: Arc<[Listed]> = items.into();
    let count = count(items.len());
    for subscriber in &feed.subscribers {
        let team = subscriber.team;
        let delivered = script.record(What::Bought(Bought::Delivered { feed: id, team, items: count }));
        let task = Task {
            team,
            labour: &subscriber.labour,
            kind: WorkKind::FeedIntake,
            // the number of the next item tells deliveries apart
            key: key.with(script.setting().keys.team(team)).index(number).child("intake"),
            factor: f64::from(count),
            because: Some(delivered),
        };
        let delivery = Delivery { feed: id, team, items: items.clone() };
        desks.enqueue(&mut script, task, delivery, Terms::default());
    }
}

/// What an item is: something of an adversary of this scenario, something harmless, or somebody else's.
fn list(
    script: &mut Script,
    telemetry: &mut Telemetry,
    feed: &Feed,
    of: StableKey,
    (number, at): (u64, SimTime),
) -> Listed {
    let key = of.index(number);
    let sort = script.draw(key, SORT, 0).uniform();
    let relevant = feed.relevance.get();
    let names = if sort < relevant {
        telemetry.listed(script, feed, of, (at, key))
    } else if sort < relevant + feed.harmless.get() {
        Some((key.child("harmless"), any(script, feed, key)))
    } else {
        None
    };
    Listed { key, at, names }
}

/// One of the kinds that a feed lists.
fn any(script: &Script, feed: &Feed, key: StableKey) -> IndicatorKind {
    let draw = |kind: &IndicatorKind| script.draw(key, KIND, kind.level() as u64).uniform();
    let least = feed.kinds.iter().min_by(|one, other| draw(one).total_cmp(&draw(other)));
    least.copied().unwrap_or(IndicatorKind::Domain)
}

fn count(items: usize) -> u32 {
    u32::try_from(items).unwrap_or(u32::MAX)
}

/// Nobody comes to take a delivery in.
pub(super) fn forgo(In(work): In<Entity>, mut script: Script, works: Query<&Delivery>) {
    if let Ok(Delivery { feed, team, items }) = works.get(work) {
        let items = count(items.len());
        let intake = Intake { items, ignored: items, ..Intake::default() };
        script.record(What::Bought(Bought::TakenIn { feed: *feed, team: *team, intake }));
    }
}

/// A delivery is taken in: what is new is put to the use that is allowed, and searched for.
pub(super) fn intake_done(
    In(work): In<Entity>,
    mut script: Script,
    mut desks: Desks,
    mut lessons: Lessons,
    works: Query<&Delivery>,
) {
    desks.commands.entity(work).despawn();
    let Ok(Delivery { feed: id, team, items }) = works.get(work) else { return };
    let (id, team) = (*id, *team);
    let arrangement = script.arrangement();
    let feed = &arrangement.feeds[id.index()];
    let provenance = Provenance::Industry(Industry::Feed(id));
    let own = script.setting().keys.team(team);
    let mut intake = Intake { items: count(items.len()), ..Intake::default() };
    let (mut seen, mut fresh) = (BTreeSet::new(), Vec::new());
    for item in items.iter() {
        if !script.chance(feed.acts, item.key.with(own), ACT, 0) {
            intake.ignored += 1;
            continue;
        }
        let Some((pattern, kind)) = item.names else {
            intake.elsewhere += 1;
            continue;
        };
        let (reach, tlp, attributed) = (Reach::Constituents, Tlp::Clear, false);
        let lesson = Learning {
            team,
            pattern,
            kind,
            provenance,
            handling: Handling { allowed: feed.allowed, reach, tlp, attributed },
            seen: item.at,
            through: Arc::default(),
            at_once: false,
        };
        // what stands in a delivery twice is learnt once
        if seen.insert(pattern) && lessons.learn(&mut script, lesson) == Learnt::New {
            intake.new += 1;
            fresh.push((pattern, provenance, reach));
        } else {
            intake.known += 1;
        }
    }
    script.record(What::Bought(Bought::TakenIn { feed: id, team, intake }));
    if feed.hunts && !fresh.is_empty() {
        let key = items.last().map_or(own, |item| item.key.with(own));
        seek(&mut script, &mut desks, team, fresh, key, false);
    }
}
