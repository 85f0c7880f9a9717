//! Controls on the hosts themselves: what they stop, what they notice, and what they bring back.

use super::senses::{AlertDue, Execution, Keenness, seen};
use crate::engine::{Purpose, StableKey};
use crate::scenario::model::{Backups, ControlKind, HostControls, HostRef, IndicatorKind, Step, Tactic};
use crate::sim::action::Action;
use crate::sim::fact::{AlertSource, FactId, Obstacle, Pattern};
use crate::sim::script::{Script, rank};
use crate::units::{Distribution, Probability, Span};

const MFA: Purpose = Purpose::new("mfa.stop");
const MACROS: Purpose = Purpose::new("macro-blocking.stop");
const PROGRAMS: Purpose = Purpose::new("allow-listing.stop");
const PREVENT: Purpose = Purpose::new("edr.prevent");
const DETECT: Purpose = Purpose::new("edr.detect");
const DELAY: Purpose = Purpose::new("protection.delay");
const SCHEDULE: Purpose = Purpose::new("backup.schedule");

/// Techniques by which a document makes its reader run a macro.
const BY_MACRO: [&str; 2] = ["T1566.001", "T1204.002"];

fn controls<'a>(script: &'a Script, run: &Execution) -> Option<&'a HostControls> {
    run.host.map(|host| &script.setting().scenario.group(host.group).controls)
}

/// The key that the luck of an execution goes by on its host.
fn key(script: &Script, run: &Execution) -> Option<StableKey> {
    run.host.map(|host| run.key.with(script.setting().keys.host(host)))
}

/// Stops a step, if its luck is against it, and raises an alert.
fn stop(
    script: &mut Script,
    run: &Execution,
    shows: &[(Pattern, IndicatorKind)],
    (control, stops, purpose): (ControlKind, Option<Probability>, Purpose),
) -> Option<Obstacle> {
    let stops = stops.filter(|stops| stops.get() > 0.0)?;
    if !script.chance(stops, key(script, run)?, purpose, run.ordinal) {
        return None;
    }
    let cause = script.cause();
    alert(script, run, control, shows, cause);
    Some(Obstacle::Protection { group: run.group, control })
}

/// What stops a step on its host, if anything does.
pub(super) fn stopped(
    script: &mut Script,
    run: &Execution,
    shows: &[(Pattern, IndicatorKind)],
) -> Option<Obstacle> {
    let controls = controls(script, run)?;
    let macros = controls.macro_blocking.filter(|_| by_macro(run.step));
    let programs = controls.allow_listing.filter(|_| run.step.tactic == Tactic::Execution);
    let prevents = controls.edr.as_ref().map(|edr| seen(script, run, edr.prevents));
    let all = [
        (ControlKind::MacroBlocking, macros, MACROS),
        (ControlKind::AllowListing, programs, PROGRAMS),
        (ControlKind::Edr, prevents, PREVENT),
    ];
    all.into_iter().find_map(|control| stop(script, run, shows, control))
}

/// Whether a second factor stops whoever logs on.
pub(super) fn second_factor(
    script: &mut Script,
    run: &Execution,
    shows: &[(Pattern, IndicatorKind)],
) -> Option<Obstacle> {
    let stops = controls(script, run)?.mfa;
    stop(script, run, shows, (ControlKind::Mfa, stops, MFA))
}

fn by_macro(step: &Step) -> bool {
    BY_MACRO.contains(&step.technique.as_str())
}

/// Endpoint detection may notice a step.
pub(super) fn notice(
    script: &mut Script,
    run: &Execution,
    keenness: Keenness,
    shows: &[(Pattern, IndicatorKind)],
    because: FactId,
) {
    let Some(detects) =
        controls(script, run).and_then(|controls| controls.edr.as_ref()).map(|edr| edr.detects)
    else {
        return;
    };
    let detects = keenness.sharpen(seen(script, run, detects));
    if key(script, run).is_some_and(|key| script.chance(detects, key, DETECT, run.ordinal)) {
        alert(script, run, ControlKind::Edr, shows, Some(because));
    }
}

/// Raises an alert about an execution, from a source and after a delay. `base` is the key of whoever raises it.
pub(super) fn raise(
    script: &mut Script,
    run: &Execution,
    (source, delay): (AlertSource, &Distribution),
    base: StableKey,
    shows: &[(Pattern, IndicatorKind)],
    because: Option<FactId>,
) {
    let after = script.span(delay, base, DELAY, run.ordinal);
    let key = base.index(run.ordinal);
    let due = AlertDue {
        organisation: run.id.victim,
        key,
        source,
        host: run.host,
        shows: shows.to_vec(),
        truth: Some((run.intrusion, run.id)),
    };
    script.plan(after, rank::ARRIVAL, key, because, Action::Alert(Box::new(due)));
}

/// An alert from a control on the host.
fn alert(
    script: &mut Script,
    run: &Execution,
    control: ControlKind,
    shows: &[(Pattern, IndicatorKind)],
    because: Option<FactId>,
) {
    let Some(base) = key(script, run) else { return };
    let edr = controls(script, run).and_then(|controls| controls.edr.as_ref());
    let delay = edr.filter(|_| control == ControlKind::Edr).map(|edr| edr.delay.clone());
    let source = AlertSource::Protection { group: run.group, control };
    let from = (source, &delay.unwrap_or(Distribution::INSTANT));
    raise(script, run, from, base.child(control.text()), shows, because);
}

/// What was done on a host since its last backup; nothing is known of hosts without backups.
pub(super) fn since_backup(script: &Script, host: HostRef) -> Option<Span> {
    let setting = script.setting();
    let Backups { every, .. } = setting.scenario.group(host.group).controls.backups.as_ref()?;
    let first = HostRef { number: 0, ..host };
    let shift = script.draw(setting.keys.host(first), SCHEDULE, 0).uniform();
    let every = every.as_micros();
    let shift = Span::from_micros(every).scaled(shift).as_micros();
    Some(Span::from_micros((script.now().as_micros() - shift).rem_euclid(every)))
}
