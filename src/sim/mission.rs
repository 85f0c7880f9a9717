//! Missions: what the networks are there for, and where each stands as hosts go out of service and come back.
//!
//! Nothing is polled, and nothing grows with hosts that nothing happens to: a mission counts, for each leaf of its
//! tree, the hosts that are out; its level is worked out anew when such a count changes, or the level of a mission
//! that it needs. Missions read the network through [`Outages`] alone and change nothing in it.

use std::collections::BTreeMap;

use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;

use super::action::{Action, PhaseDue};
use super::fact::{DownBy, FactId, Standing, What};
use super::ground::{Disturbed, Outages};
use super::script::{Script, rank};
use super::setting::Setting;
use crate::engine::{Handler, HandlerError};
use crate::scenario::model::{MissionId, PhaseId, Scenario};
use crate::units::SimTime;

/// How many hosts of each leaf are out of service: because of attacks; of attacks or containment; of anything.
#[derive(Component, Debug)]
struct Out(Vec<[u32; 3]>);

/// Where a mission stands.
#[derive(Component, Debug)]
struct Stands(Standing);

/// Who is concerned when something changes.
#[derive(Debug, Resource)]
struct Concerns {
    /// The entities of missions, by their place in the scenario.
    missions: Vec<Entity>,
    /// The leaves that hosts of a group count for, by group.
    leaves: Vec<Vec<(MissionId, usize)>>,
    /// The missions that need a mission, by its place.
    users: Vec<Vec<MissionId>>,
}

/// Fills an empty world with the missions of a scenario. At first all hosts work.
pub(super) fn spawn(world: &mut World, setting: &Setting) {
    let scenario = &setting.scenario;
    let mut leaves = vec![Vec::new(); if scenario.missions.is_empty() { 0 } else { scenario.groups.len() }];
    let mut users = vec![Vec::new(); scenario.missions.len()];
    let mut missions = Vec::with_capacity(scenario.missions.len());
    for (place, mission) in scenario.missions.iter().enumerate() {
        let id = MissionId::at(place);
        for leaf in mission.needs.leaves() {
            leaf.groups.iter().for_each(|group| leaves[group.index()].push((id, leaf.leaf)));
        }
        mission.after.iter().for_each(|needed| users[needed.index()].push(id));
        let standing = Standing { levels: [1.0; 3], required: mission.demand.required.get() };
        missions.push(world.spawn((Out(vec![[0; 3]; mission.leaves]), Stands(standing))).id());
    }
    world.insert_resource(Concerns { missions, leaves, users });
}

/// Plans the phases of all missions.
pub(super) fn plan_phases(script: &mut Script) {
    let scenario = script.scenario();
    for (place, spec) in scenario.missions.iter().enumerate() {
        let mission = MissionId::at(place);
        let key = script.setting().keys.mission(mission);
        for (place, phase) in spec.phases.iter().enumerate() {
            let after = Some(SimTime::STARTEX.since(script.now()) + phase.from);
            let due = PhaseDue { mission, phase: PhaseId::at(place) };
            script.plan(after, rank::CONTROL, key, None, Action::Phase(due));
        }
    }
}

/// The systems that keep missions up to date.
pub(super) struct Handlers {
    pub(super) phase: Handler<PhaseDue>,
    review: Handler<()>,
}

impl Handlers {
    pub(super) fn new(world: &mut World) -> Self {
        Self { phase: Handler::new(world, begin_phase), review: Handler::new(world, review) }
    }

    /// Brings missions up to date with what an event has done to hosts.
    pub(super) fn review(&mut self, world: &mut World) -> Result<(), HandlerError> {
        if world.resource::<Disturbed>().is_empty() { Ok(()) } else { self.review.run(world, ()) }
    }
}

/// All missions.
#[derive(SystemParam)]
struct Board<'w, 's> {
    concerns: Res<'w, Concerns>,
    missions: Query<'w, 's, (&'static mut Out, &'static mut Stands)>,
}

/// Missions to look at anew and the fact that is the reason, what is needed first.
type Waiting = BTreeMap<(u16, MissionId), FactId>;

/// Hosts have gone out of service or come back.
fn review(_: In<()>, mut script: Script, mut outages: Outages, mut board: Board) {
    let changes = outages.changes();
    if board.concerns.missions.is_empty() {
        return;
    }
    let scenario = script.scenario();
    let mut waiting = Waiting::new();
    for outage in changes {
        for &(mission, leaf) in &board.concerns.leaves[outage.group.index()] {
            let Ok((mut out, _)) = board.missions.get_mut(board.concerns.missions[mission.index()]) else {
                continue;
            };
            count(&mut out.0[leaf], outage.before, outage.now);
            waiting.insert((scenario.mission(mission).rank, mission), outage.because);
        }
    }
    while let Some(((_, mission), because)) = waiting.pop_first() {
        let Some(fact) = board.update(&mut script, scenario, mission, because) else { continue };
        for &user in &board.concerns.users[mission.index()] {
            waiting.entry((scenario.mission(user).rank, user)).or_insert(fact);
        }
    }
}

/// A host counts as out of service for its reason and for every wider set of reasons.
fn count(out: &mut [u32; 3], before: Option<DownBy>, now: Option<DownBy>) {
    for (out, reason) in out.iter_mut().zip(DownBy::ALL) {
        let counted = |by: Option<DownBy>| u32::from(by.is_some_and(|by| by <= reason));
        *out = out.saturating_add(counted(now)).saturating_sub(counted(before));
    }
}

impl Board<'_, '_> {
    /// Works a mission's level out; the fact that it has changed, if it has.
    fn update(
        &mut self,
        script: &mut Script,
        scenario: &Scenario,
        mission: MissionId,
        because: FactId,
    ) -> Option<FactId> {
        let entity = self.concerns.missions[mission.index()];
        let (out, before) = self.missions.get(entity).ok()?;
        let before = before.0;
        let levels = [0, 1, 2].map(|reasons: usize| {
            let out = |leaf: usize| out.0[leaf][reasons];
            let other = |id: MissionId| {
                let standing = self.missions.get(self.concerns.missions[id.index()]);
                standing.map_or(1.0, |(_, standing)| standing.0.levels[reasons])
            };
            scenario.mission(mission).needs.level(&out, &other)
        });
        if levels == before.levels {
            return None;
        }
        let standing = Standing { levels, ..before };
        let (_, mut stands) = self.missions.get_mut(entity).ok()?;
        stands.0 = standing;
        // An event takes hosts out of service or brings them back, never both.
        let fell = levels.iter().zip(before.levels).any(|(now, before)| *now < before);
        let what = if fell {
            What::MissionDegraded { mission, standing }
        } else {
            What::MissionRestored { mission, standing }
        };
        Some(script.record_because(Some(because), what))
    }
}

/// Another level is required of a mission.
fn begin_phase(In(due): In<PhaseDue>, mut script: Script, mut board: Board) {
    let PhaseDue { mission, phase } = due;
    let scenario = script.scenario();
    let Ok((_, mut stands)) = board.missions.get_mut(board.concerns.missions[mission.index()]) else {
        return;
    };
    stands.0.required = scenario.mission(mission).phases[phase.index()].demand.required.get();
    let standing = stands.0;
    script.record(What::MissionPhaseBegan { mission, phase, standing });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_counts_for_its_reason_and_every_wider_set_of_reasons() {
        let all = [None, Some(DownBy::Attack), Some(DownBy::Containment), Some(DownBy::OverBlocking)];
        let alone = [[0, 0, 0], [1, 1, 1], [0, 1, 1], [0, 0, 1]];
        for (before, was) in all.into_iter().zip(alone) {
            for (now, is) in all.into_iter().zip(alone) {
                let mut out = was;
                count(&mut out, before, now);
                assert_eq!(out, is, "{before:?} to {now:?}");
            }
        }
    }
}
