//! Response teams: what comes to their desks, in which order it is done, and what they make of it.
//!
//! A team knows what its alerts show, what its analysts find, and what partners tell it. This folder cannot name
//! a component of ground truth.

mod desk;
mod hunting;
mod incident;
mod knowledge;
mod lifecycle;
mod triage;

pub(crate) use desk::{AtDesk, Desks, Subject, Task, assign, expire, finish};
pub(crate) use hunting::{hunt_done, seek};
pub(crate) use knowledge::{Learning, Lessons, deploy, retire};
pub(crate) use lifecycle::{analysis_done, authorised, containment_done, eradication_done, recovery_done};
pub(crate) use triage::{receive, triage_done};

use std::collections::{BTreeMap, BTreeSet};

use bevy_ecs::prelude::*;

use self::desk::{Queue, Seats};
use self::incident::{InRecovery, Rounds};
use super::setting::Setting;
use crate::scenario::model::{DeskId, TeamId};

/// A response team.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct Defender(pub(crate) TeamId);

/// The entities of teams and desks, by their place in the scenario.
#[derive(Debug, Default, Resource)]
pub(crate) struct Roster {
    teams: Vec<Entity>,
    desks: Vec<Vec<Entity>>,
}

impl Roster {
    pub(crate) fn team(&self, id: TeamId) -> Entity {
        self.teams[id.index()]
    }

    fn desk(&self, team: TeamId, desk: DeskId) -> Entity {
        self.desks[team.index()][desk.index()]
    }
}

/// Fills an empty world with the teams of a scenario and their desks.
pub(crate) fn spawn(world: &mut World, setting: &Setting) {
    let mut roster = Roster::default();
    for (place, team) in setting.scenario.teams.iter().enumerate() {
        let id = TeamId::at(place);
        let entity = world.spawn((Defender(id), Rounds(BTreeMap::new()), InRecovery(BTreeSet::new()))).id();
        let desks = team
            .desks
            .iter()
            .map(|desk| world.spawn((Seats { staffed: desk.analysts, busy: 0 }, Queue(BTreeMap::new()))).id())
            .collect();
        roster.teams.push(entity);
        roster.desks.push(desks);
    }
    world.insert_resource(roster);
}
