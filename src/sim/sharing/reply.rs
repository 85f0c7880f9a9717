//! What comes back for what was shared: sightings to whoever told, retractions to whoever was told.

use bevy_ecs::prelude::*;

use super::Sent;
use super::channel::Lines;
use super::deliver::{LOST, TRANSIT};
use super::ledger::{Entry, Ledger};
use crate::engine::StableKey;
use crate::scenario::model::{Policy, TeamId};
use crate::sim::action::{About, Action, Echo, Reply};
use crate::sim::fact::{Experience, ItemId, ItemTurn, What};
use crate::sim::response::{Lessons, take_back};
use crate::sim::script::{Script, rank};
use crate::units::Span;

/// A team answers to what was shared with it, or by it: to each partner whom a rule says it to.
pub(super) fn reply(
    In(due): In<Reply>,
    mut script: Script,
    mut lines: ResMut<Lines>,
    mut ledger: ResMut<Ledger>,
    mut sent: ResMut<Sent>,
) {
    let arrangement = script.arrangement();
    let policies = &arrangement.policies;
    let Reply { team, about, key } = due;
    let (items, retracts) = match about {
        About::Sighting(pattern) => (ledger.claim_sightings(team, pattern, key), false),
        About::Withdrawn(pattern) => (ledger.claim_pattern(team, pattern), true),
        About::Dismissed(incident) => (ledger.claim_case(team, incident), true),
    };
    for item in items {
        let Some(entry) = ledger.entry(item) else { continue };
        let policy = &policies[entry.policy];
        let asked = if retracts { policy.follow_up.retracts } else { policy.follow_up.sightings };
        if !asked {
            continue;
        }
        if retracts {
            sent.forget((policy.from, policy.to, entry.pattern));
        }
        send(&mut script, &mut lines, policy, &entry, Echo { item, retracts, key });
    }
}

/// Sends one answer the way that the item came or went.
fn send(script: &mut Script, lines: &mut Lines, policy: &Policy, entry: &Entry, echo: Echo) {
    let (turn, word, to) = if echo.retracts {
        (ItemTurn::RetractionSent, "retraction", policy.to)
    } else {
        (ItemTurn::SightingSent, "sighting", policy.from)
    };
    let told = script.record(What::ItemTurned { item: echo.item, turn });
    let key = entry.key.child(word).with(echo.key);
    let Some(on_channel) = carry(script, lines, policy, to, key) else { return };
    let after = script.span(&policy.transit, key, TRANSIT, 0).map(|transit| on_channel + transit);
    script.plan(after, rank::ARRIVAL, key, Some(told), Action::Echo(echo));
}

/// How long an answer is on its channel; none where it does not come out of it.
fn carry(script: &Script, lines: &mut Lines, policy: &Policy, to: TeamId, key: StableKey) -> Option<Span> {
    let Some(channel) = policy.over else { return Some(Span::ZERO) };
    if script.chance(script.setting().scenario.channel(channel).loss, key, LOST, 0) {
        return None;
    }
    lines.wait(script, channel, to).map(|wait| wait.total())
}

/// An answer has arrived.
pub(super) fn echo(In(due): In<Echo>, mut script: Script, mut lessons: Lessons, mut ledger: ResMut<Ledger>) {
    let Some(entry) = ledger.entry(due.item) else { return };
    let arrangement = script.arrangement();
    let policies = &arrangement.policies;
    let policy = &policies[entry.policy];
    let turn = if due.retracts { ItemTurn::Retracted } else { ItemTurn::SightingReceived };
    turned(&mut script, due.item, turn);
    if !due.retracts {
        lessons.bonds.see(&mut script, policy.from, policy.to, Experience::Sighting);
        lessons.sighted(&mut script, policy.from, entry.pattern, due.key);
        return;
    }
    ledger.note_retracted(due.item);
    lessons.bonds.see(&mut script, policy.to, policy.from, Experience::Retraction);
    if lessons.retract(&mut script, policy.to, entry.arrived, policy.from) {
        take_back(&mut script, policy.to, About::Withdrawn(entry.arrived), due.key);
    }
}

/// Records what became of an item; what follows goes back to it.
pub(super) fn turned(script: &mut Script, item: ItemId, turn: ItemTurn) {
    let fact = script.record(What::ItemTurned { item, turn });
    script.go_on_from(fact);
}
