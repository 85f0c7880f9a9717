//! Which system handles which action. One arm for each; the compiler sees that none is missing.

use bevy_ecs::entity::Entity;
use bevy_ecs::world::World;

use super::action::{
    Action, Attempt, Befall, Contact, Launch, LiftBlock, Misfire, NoiseTick, Rotate, ShareDue,
};
use super::ground::{self, AlertDue};
use super::response::{self, AtDesk};
use super::sharing;
use crate::engine::{Handler, HandlerError};
use crate::scenario::model::WorkKind;

/// The handlers of all actions, made for one world.
pub(super) struct Dispatch {
    launch: Handler<Launch>,
    attempt: Handler<Attempt>,
    contact: Handler<Contact>,
    befall: Handler<Befall>,
    rotate: Handler<Rotate>,
    noise: Handler<NoiseTick>,
    misfire: Handler<Misfire>,
    lift_block: Handler<LiftBlock>,
    arrive: Handler<AlertDue>,
    receive_alert: Handler<()>,
    expire: Handler<Entity>,
    finish: Handler<Entity>,
    assign: Handler<Entity>,
    triage_done: Handler<Entity>,
    analysis_done: Handler<Entity>,
    containment_done: Handler<Entity>,
    eradication_done: Handler<Entity>,
    recovery_done: Handler<Entity>,
    hunt_done: Handler<Entity>,
    preparation_done: Handler<Entity>,
    ingestion_done: Handler<Entity>,
    authorised: Handler<Entity>,
    deploy: Handler<Entity>,
    retire: Handler<Entity>,
    share: Handler<ShareDue>,
    release: Handler<Entity>,
    receive_report: Handler<Entity>,
}

impl Dispatch {
    pub(super) fn new(world: &mut World) -> Self {
        Self {
            launch: Handler::new(world, ground::launch),
            attempt: Handler::new(world, ground::attempt),
            contact: Handler::new(world, ground::contact),
            befall: Handler::new(world, ground::befall),
            rotate: Handler::new(world, ground::rotate),
            noise: Handler::new(world, ground::noise),
            misfire: Handler::new(world, ground::misfire),
            lift_block: Handler::new(world, ground::lift_block),
            arrive: Handler::new(world, ground::arrive),
            receive_alert: Handler::new(world, response::receive),
            expire: Handler::new(world, response::expire),
            finish: Handler::new(world, response::finish),
            assign: Handler::new(world, response::assign),
            triage_done: Handler::new(world, response::triage_done),
            analysis_done: Handler::new(world, response::analysis_done),
            containment_done: Handler::new(world, response::containment_done),
            eradication_done: Handler::new(world, response::eradication_done),
            recovery_done: Handler::new(world, response::recovery_done),
            hunt_done: Handler::new(world, response::hunt_done),
            preparation_done: Handler::new(world, sharing::preparation_done),
            ingestion_done: Handler::new(world, sharing::ingestion_done),
            authorised: Handler::new(world, response::authorised),
            deploy: Handler::new(world, response::deploy),
            retire: Handler::new(world, response::retire),
            share: Handler::new(world, sharing::share),
            release: Handler::new(world, sharing::release),
            receive_report: Handler::new(world, sharing::receive),
        }
    }

    /// Lets an action happen.
    pub(super) fn handle(&mut self, world: &mut World, action: Action) -> Result<(), HandlerError> {
        match action {
            Action::Launch(due) => self.launch.run(world, due),
            Action::Attempt(due) => self.attempt.run(world, due),
            Action::Contact(due) => self.contact.run(world, due),
            Action::Befall(due) => self.befall.run(world, due),
            Action::Rotate(due) => self.rotate.run(world, due),
            Action::Noise(due) => self.noise.run(world, due),
            Action::Misfire(due) => self.misfire.run(world, due),
            Action::LiftBlock(due) => self.lift_block.run(world, due),
            Action::Alert(due) => {
                self.arrive.run(world, due)?;
                self.receive_alert.run(world, ())
            }
            Action::Expire(work) => self.expire.run(world, work),
            Action::WorkDone { work, kind } => self.work_done(world, work, kind),
            Action::Authorised(incident) => self.authorised.run(world, incident),
            Action::Deploy(knowledge) => self.deploy.run(world, knowledge),
            Action::Retire(knowledge) => self.retire.run(world, knowledge),
            Action::Share(due) => self.share.run(world, due),
            Action::Release(report) => self.release.run(world, report),
            Action::Receive(report) => self.receive_report.run(world, report),
        }
    }

    /// The analyst gets up, the result takes effect, and then whoever is free takes the most urgent work.
    fn work_done(&mut self, world: &mut World, work: Entity, kind: WorkKind) -> Result<(), HandlerError> {
        let desk = world.get::<AtDesk>(work).map(|at| at.0);
        if desk.is_some() {
            self.finish.run(world, work)?;
        }
        let handler = match kind {
            WorkKind::Triage => &mut self.triage_done,
            WorkKind::Analysis => &mut self.analysis_done,
            WorkKind::Containment => &mut self.containment_done,
            WorkKind::Eradication => &mut self.eradication_done,
            WorkKind::Recovery => &mut self.recovery_done,
            WorkKind::Hunting => &mut self.hunt_done,
            WorkKind::Preparation => &mut self.preparation_done,
            WorkKind::Ingestion => &mut self.ingestion_done,
        };
        handler.run(world, work)?;
        match desk {
            Some(desk) => self.assign.run(world, desk),
            None => Ok(()),
        }
    }
}
