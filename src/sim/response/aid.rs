//! Mutual assistance: a team in need asks its partners for analysts, and sends them home when it is over.

use std::collections::BTreeSet;

use bevy_ecs::prelude::*;

use super::clocks::Gravity;
use super::desk::{Desks, Visit};
use super::incident::Incident;
use crate::engine::{Purpose, StableKey, Ticket};
use crate::scenario::model::{Arrangement, Assistance, Call, Severity, TeamId};
use crate::sim::action::{Action, AidDue, Journey};
use crate::sim::fact::{Aid, AidTurn, FactId, IncidentId, Refusal, What};
use crate::sim::script::{Script, rank};

const GRANTED: Purpose = Purpose::new("assistance.granted");
const DELAY: Purpose = Purpose::new("assistance.delay");

/// Where all promises of the arrangement stand, by their place in it.
#[derive(Debug, Default, Resource)]
pub(crate) struct Promises(Vec<Promise>);

/// Where a promise stands.
#[derive(Clone, Debug, Default)]
struct Promise {
    stage: Stage,
    /// How often the lender was asked.
    requests: u64,
    /// For which incidents.
    asked: BTreeSet<IncidentId>,
    /// Whether the borrower has asked because of too much work, and it has not become less since.
    overloaded: bool,
}

/// Where those are who were promised.
#[derive(Clone, Copy, Debug, Default)]
enum Stage {
    #[default]
    AtHome,
    /// With what happens when they have come; nothing where they never do.
    OnTheWay(Option<Ticket>),
    There,
}

impl Promises {
    pub(crate) fn of(arrangement: &Arrangement) -> Self {
        Self(vec![Promise::default(); arrangement.assistance.len()])
    }

    /// Whether a team has asked for help under an agreement, and that is not over.
    fn in_need(&self, arrangement: &Arrangement, agreement: &str, team: TeamId) -> bool {
        let all = arrangement.assistance.iter().zip(&self.0);
        all.filter(|(spec, _)| spec.to == team && *spec.name.id == *agreement)
            .any(|(_, promise)| !matches!(promise.stage, Stage::AtHome))
    }
}

/// Why a team asks.
#[derive(Clone, Copy, Debug)]
struct Need {
    /// The first of the incidents that it asks for.
    incident: Option<IncidentId>,
    /// The key and the ordinal that the luck of the request goes by.
    key: StableKey,
    ordinal: u64,
}

fn key_of(script: &Script, spec: &Assistance) -> StableKey {
    let keys = &script.setting().keys;
    StableKey::named("assistance").child(&spec.name.id).with(keys.team(spec.from)).with(keys.team(spec.to))
}

fn record(
    script: &mut Script,
    cause: Option<FactId>,
    (place, spec): (usize, &Assistance),
    turn: AidTurn,
) -> FactId {
    script.record_because(cause, What::Aid(Aid { from: spec.from, to: spec.to, promise: place, turn }))
}

/// The open incidents that a team takes to be as bad as this.
fn open<'a>(
    incidents: &'a Query<(&Incident, &Gravity)>,
    team: TeamId,
    severity: Severity,
) -> impl Iterator<Item = &'a Incident> + 'a {
    let all = incidents.iter().filter(move |(incident, _)| incident.team == team);
    all.filter(move |(_, gravity)| gravity.0 >= Some(severity)).map(|(incident, _)| incident)
}

/// Something has happened: those in need ask, and guests who are needed no more go home.
pub(super) fn review(
    In(()): In<()>,
    mut script: Script,
    mut desks: Desks,
    mut promises: ResMut<Promises>,
    incidents: Query<(&Incident, &Gravity)>,
) {
    let arrangement = script.arrangement();
    for (place, spec) in arrangement.assistance.iter().enumerate() {
        let over = || match spec.asks {
            Call::Incident { severity, .. } => open(&incidents, spec.to, severity).next().is_none(),
            Call::Overload { .. } => false,
        };
        match promises.0[place].stage {
            Stage::AtHome => {
                if let Some(need) = need(&script, &desks, spec, &mut promises.0[place], &incidents) {
                    ask(&mut script, arrangement, &mut promises, place, need);
                }
            }
            Stage::OnTheWay(ticket) if over() => {
                promises.0[place].stage = Stage::AtHome;
                if let Some(ticket) = ticket {
                    script.cancel(ticket);
                }
                let cause = script.cause();
                record(&mut script, cause, (place, spec), AidTurn::CalledOff);
            }
            Stage::There if over() => go_home(&mut script, &mut desks, &mut promises, (place, spec), true),
            Stage::OnTheWay(_) | Stage::There => {}
        }
    }
}

/// Whether the borrower has reason to ask, and has not for that reason before.
fn need(
    script: &Script,
    desks: &Desks,
    spec: &Assistance,
    promise: &mut Promise,
    incidents: &Query<(&Incident, &Gravity)>,
) -> Option<Need> {
    let waiting = spec.asks.waiting();
    let key = key_of(script, spec);
    // where nobody is on duty, nobody asks for that reason
    let overloaded = || desks.pressure(spec.to, spec.works_at).map(|pressure| pressure >= waiting);
    match spec.asks {
        Call::Incident { severity, .. } => {
            let all = || open(incidents, spec.to, severity);
            let first =
                all().filter(|one| !promise.asked.contains(&one.id)).min_by_key(|incident| incident.id)?;
            if waiting > 0.0 && overloaded() != Some(true) {
                return None;
            }
            promise.asked.extend(all().map(|incident| incident.id));
            Some(Need { incident: Some(first.id), key: key.with(first.key), ordinal: 0 })
        }
        Call::Overload { .. } => {
            let overloaded = overloaded()?;
            let before = std::mem::replace(&mut promise.overloaded, overloaded);
            (overloaded && !before).then_some(Need { incident: None, key, ordinal: promise.requests })
        }
    }
}

fn ask(script: &mut Script, arrangement: &Arrangement, promises: &mut Promises, place: usize, need: Need) {
    let spec = &arrangement.assistance[place];
    let Need { incident, key, ordinal } = need;
    let in_need = promises.in_need(arrangement, &spec.name.id, spec.from);
    let promise = &mut promises.0[place];
    promise.requests += 1;
    let cause = script.cause();
    let asked = record(script, cause, (place, spec), AidTurn::Asked { incident });
    let scenario = script.scenario();
    let desk = &scenario.team(spec.from).desks[spec.lent_by.index()];
    let refusal = if desk.most() <= spec.keeps {
        Some(Refusal::Nobody)
    } else if in_need {
        Some(Refusal::InNeed)
    } else {
        (!script.chance(spec.granted, key, GRANTED, ordinal)).then_some(Refusal::Denied)
    };
    if let Some(refusal) = refusal {
        record(script, Some(asked), (place, spec), AidTurn::Refused(refusal));
        return;
    }
    let granted = record(script, Some(asked), (place, spec), AidTurn::Granted);
    let after = script.span(&spec.delay, key, DELAY, ordinal);
    let due = AidDue { promise: place, request: promise.requests, journey: Journey::Arrive };
    promise.stage = Stage::OnTheWay(script.plan(after, rank::CONTROL, key, Some(granted), Action::Aid(due)));
}

fn go_home(
    script: &mut Script,
    desks: &mut Desks,
    promises: &mut Promises,
    (place, spec): (usize, &Assistance),
    over: bool,
) {
    promises.0[place].stage = Stage::AtHome;
    let cause = script.cause();
    let home = record(script, cause, (place, spec), AidTurn::WentHome { over });
    script.go_on_from(home);
    desks.part_with_guests(script, place);
}

/// Those who were promised have come, or their time is over.
pub(super) fn travel(
    In(due): In<AidDue>,
    mut script: Script,
    mut desks: Desks,
    mut promises: ResMut<Promises>,
) {
    let AidDue { promise: place, request, journey } = due;
    let arrangement = script.arrangement();
    let spec = &arrangement.assistance[place];
    let promise = &mut promises.0[place];
    if promise.requests != request {
        return;
    }
    match (journey, promise.stage) {
        (Journey::Arrive, Stage::OnTheWay(_)) => {
            promise.stage = Stage::There;
            let cause = script.cause();
            let arrived = record(&mut script, cause, (place, spec), AidTurn::Arrived);
            script.go_on_from(arrived);
            let slow = (script.now() + spec.settles, spec.pace);
            desks.receive_guests(&mut script, Visit { promise: place, slow });
            let key = key_of(&script, spec);
            let due = AidDue { journey: Journey::GoHome, ..due };
            script.plan(Some(spec.stays), rank::CONTROL, key, Some(arrived), Action::Aid(due));
        }
        (Journey::GoHome, Stage::There) => {
            go_home(&mut script, &mut desks, &mut promises, (place, spec), false);
        }
        _ => {}
    }
}
