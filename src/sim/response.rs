//! Response teams: what comes to their desks, in which order it is done, and what they make of it.
//!
//! A team knows what its alerts show, what its analysts find, and what partners tell it. This folder cannot name
//! a component of ground truth.

mod aid;
mod clocks;
mod consulting;
mod correlation;
mod desk;
mod force;
mod heed;
mod hunting;
mod incident;
mod insight;
mod knowledge;
mod lifecycle;
mod measures;
mod outlook;
mod patching;
mod practice;
mod procedures;
mod recovery;
mod triage;
mod trust;

pub(crate) use consulting::recall;
pub(crate) use desk::{Desks, Seat, Subject, Task, Terms, plan_shifts, seat_of};
pub(crate) use hunting::seek;
pub(crate) use knowledge::{Handling, Learning, Learnt, Lessons, take_back};
pub(crate) use patching::{Hasten, plan_patches};

use std::collections::{BTreeMap, BTreeSet};

use bevy_ecs::prelude::*;

use self::aid::Promises;
use self::consulting::BestPractice;
use self::correlation::Archive;
use self::desk::{Counter, parties_at};
use self::heed::Undertaken;
use self::incident::{InRecovery, Rounds};
use self::outlook::Outlook;
use self::patching::Backlog;
use self::practice::Experience;
use self::procedures::Adopted;
use self::recovery::Bench;
use super::action::{
    AidDue, Counsel, Countermeasure, LessonDue, OutlookDue, PatchesOut, Retire, SessionDue, ShiftTurn,
};
use super::setting::Setting;
use crate::engine::Handler;
use crate::scenario::model::{DeskId, TeamId};

/// A response team.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct Defender;

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
    for team in &setting.scenario.teams {
        let entity = world
            .spawn((
                Defender,
                Rounds(BTreeMap::new()),
                InRecovery(BTreeSet::new()),
                Archive::default(),
                Bench::default(),
                Experience::default(),
                BestPractice::default(),
                Adopted::default(),
                Backlog::default(),
                Outlook::default(),
                Undertaken::default(),
            ))
            .id();
        let id = TeamId::at(roster.teams.len());
        let desks = team.desks.iter().enumerate().map(|(place, desk)| {
            let parties = parties_at(&setting.arrangement, id, DeskId::at(place));
            world.spawn(Counter::of(desk, parties)).id()
        });
        let desks = desks.collect();
        roster.teams.push(entity);
        roster.desks.push(desks);
    }
    world.insert_resource(trust::Bonds::default());
    world.insert_resource(Promises::of(&setting.arrangement));
    world.insert_resource(roster);
}

/// The systems that do a team's work.
pub(crate) struct Handlers {
    pub(crate) receive: Handler<()>,
    pub(crate) expire: Handler<Entity>,
    pub(crate) escalate: Handler<Entity>,
    pub(crate) hand_on: Handler<Entity>,
    pub(crate) turn: Handler<ShiftTurn>,
    pub(crate) vacate: Handler<Seat>,
    pub(crate) triage_done: Handler<Entity>,
    pub(crate) analysis_done: Handler<Entity>,
    pub(crate) report_done: Handler<Entity>,
    pub(crate) report_due: Handler<Entity>,
    pub(crate) authorised: Handler<Entity>,
    pub(crate) containment_done: Handler<Entity>,
    pub(crate) eradication_done: Handler<Entity>,
    pub(crate) recovery_done: Handler<Entity>,
    pub(crate) review_done: Handler<Entity>,
    pub(crate) hunt_done: Handler<Entity>,
    pub(crate) patches_out: Handler<PatchesOut>,
    pub(crate) patching_done: Handler<Entity>,
    pub(crate) heed: Handler<Counsel>,
    pub(crate) outlook: Handler<OutlookDue>,
    pub(crate) hardening_done: Handler<Entity>,
    pub(crate) fortify: Handler<Countermeasure>,
    pub(crate) engineer: Handler<Entity>,
    pub(crate) engineering_done: Handler<Entity>,
    pub(crate) deploy: Handler<Entity>,
    pub(crate) retire: Handler<Retire>,
    pub(crate) call_for_help: Handler<()>,
    pub(crate) travel: Handler<AidDue>,
    pub(crate) meet: Handler<SessionDue>,
    pub(crate) lesson: Handler<LessonDue>,
    pub(crate) consultation_done: Handler<Entity>,
}

impl Handlers {
    pub(crate) fn new(world: &mut World) -> Self {
        Self {
            receive: Handler::new(world, triage::receive),
            expire: Handler::new(world, desk::expire),
            escalate: Handler::new(world, desk::escalate),
            hand_on: Handler::new(world, desk::hand_on),
            turn: Handler::new(world, desk::turn),
            vacate: Handler::new(world, desk::vacate),
            triage_done: Handler::new(world, triage::triage_done),
            analysis_done: Handler::new(world, lifecycle::analysis_done),
            report_done: Handler::new(world, clocks::report_done),
            report_due: Handler::new(world, clocks::report_due),
            authorised: Handler::new(world, lifecycle::authorised),
            containment_done: Handler::new(world, lifecycle::containment_done),
            eradication_done: Handler::new(world, lifecycle::eradication_done),
            recovery_done: Handler::new(world, recovery::recovery_done),
            review_done: Handler::new(world, practice::review_done),
            hunt_done: Handler::new(world, hunting::hunt_done),
            patches_out: Handler::new(world, patching::patches_out),
            patching_done: Handler::new(world, patching::patching_done),
            engineer: Handler::new(world, force::engineer),
            engineering_done: Handler::new(world, force::engineering_done),
            deploy: Handler::new(world, force::deploy),
            retire: Handler::new(world, force::retire),
            call_for_help: Handler::new(world, aid::review),
            travel: Handler::new(world, aid::travel),
            meet: Handler::new(world, consulting::meet),
            lesson: Handler::new(world, consulting::lesson),
            consultation_done: Handler::new(world, consulting::consultation_done),
            heed: Handler::new(world, heed::heed),
            outlook: Handler::new(world, outlook::turn),
            hardening_done: Handler::new(world, heed::hardening_done),
            fortify: Handler::new(world, heed::fortify),
        }
    }
}
