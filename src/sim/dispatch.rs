//! Which system handles which action. One arm for each; the compiler sees that none is missing.

use bevy_ecs::entity::Entity;
use bevy_ecs::world::World;

use super::action::{Action, ShareDue};
use super::ground::JustIn;
use super::setting::Setting;
use super::{ground, industry, mission, opening, response, sharing};
use crate::engine::{Handler, HandlerError};
use crate::scenario::model::WorkKind;

/// The handlers of all actions, made for one world.
pub(super) struct Dispatch {
    ground: ground::Handlers,
    mission: mission::Handlers,
    response: response::Handlers,
    sharing: sharing::Handlers,
    industry: industry::Handlers,
    begin_work: Handler<()>,
    /// Whether teams lend each other analysts.
    assists: bool,
}

impl Dispatch {
    pub(super) fn new(world: &mut World) -> Self {
        Self {
            ground: ground::Handlers::new(world),
            mission: mission::Handlers::new(world),
            response: response::Handlers::new(world),
            sharing: sharing::Handlers::new(world),
            industry: industry::Handlers::new(world),
            begin_work: Handler::new(world, opening::begin_work),
            assists: false,
        }
    }

    /// Readies the handlers for an arm.
    pub(super) fn set(&mut self, setting: &Setting) {
        self.assists = !setting.arrangement.assistance.is_empty();
    }

    /// Lets an action happen, and with it what it does to missions.
    pub(super) fn handle(&mut self, world: &mut World, action: Action) -> Result<(), HandlerError> {
        self.act(world, action)?;
        if self.assists {
            self.response.call_for_help.run(world, ())?;
        }
        self.mission.review(world)
    }

    fn act(&mut self, world: &mut World, action: Action) -> Result<(), HandlerError> {
        match action {
            Action::BeginWork => self.begin_work.run(world, ()),
            Action::Launch(due) => self.ground.launch.run(world, due),
            Action::Attempt(due) => self.ground.attempt.run(world, due),
            Action::Timeout(due) => self.ground.timeout.run(world, due),
            Action::Answer(due) => self.ground.answer.run(world, *due),
            Action::Contact(due) => self.ground.contact.run(world, due),
            Action::Befall(due) => self.ground.befall.run(world, due),
            Action::Clean(due) => self.ground.clean.run(world, due),
            Action::ThrowSwitch(due) => self.ground.throw_switch.run(world, due),
            Action::Rotate(due) => self.ground.rotate.run(world, due),
            Action::Noise(due) => {
                self.ground.noise.run(world, due)?;
                self.receive(world)
            }
            Action::SensorTurn(due) => self.ground.sensor_turn.run(world, due),
            Action::Letter(due) => self.ground.letter.run(world, due),
            Action::FalseReport(due) => {
                self.ground.false_report.run(world, due)?;
                self.receive(world)
            }
            Action::FalseAlarm(due) => {
                self.ground.false_alarm.run(world, due)?;
                self.receive(world)
            }
            Action::Misfire(due) => self.ground.misfire.run(world, due),
            Action::LiftBlock(due) => self.ground.lift_block.run(world, due),
            Action::Phase(due) => self.mission.phase.run(world, due),
            Action::Alert(due) => {
                self.ground.arrive.run(world, *due)?;
                self.receive(world)
            }
            Action::Disclose(id) => self.ground.disclose.run(world, id),
            Action::Expire(work) => {
                self.sharing.forgo.run(world, work)?;
                self.industry.forgo.run(world, work)?;
                self.response.expire.run(world, work)
            }
            Action::Escalate(work) => self.response.escalate.run(world, work),
            Action::HandOn(work) => self.response.hand_on.run(world, work),
            Action::ShiftTurn(due) => self.response.turn.run(world, due),
            Action::WorkDone { work, kind } => self.work_done(world, work, kind),
            Action::ReportDue(filing) => self.response.report_due.run(world, filing),
            Action::Authorised(incident) => self.response.authorised.run(world, incident),
            Action::Engineer(knowledge) => self.response.engineer.run(world, knowledge),
            Action::Deploy(knowledge) => self.response.deploy.run(world, knowledge),
            Action::Retire(due) => self.response.retire.run(world, due),
            Action::PatchesOut(due) => self.response.patches_out.run(world, due),
            Action::ExtraAlarm(due) => {
                self.ground.extra_alarm.run(world, *due)?;
                self.receive(world)
            }
            Action::Heed(counsel) => self.response.heed.run(world, *counsel),
            Action::Outlook(due) => self.response.outlook.run(world, due),
            Action::Aid(due) => self.response.travel.run(world, due),
            Action::Session(due) => self.response.meet.run(world, due),
            Action::Lesson(due) => self.response.lesson.run(world, *due),
            Action::Fortify(measure) => self.response.fortify.run(world, *measure),
            Action::Share(due) => {
                self.industry.sample.run(world, ShareDue::clone(&due))?;
                self.sharing.share.run(world, *due)
            }
            Action::Release(report) => self.sharing.release.run(world, report),
            Action::Receive(report) => self.sharing.receive.run(world, report),
            Action::Reply(due) => self.sharing.reply.run(world, due),
            Action::Echo(due) => self.sharing.echo.run(world, due),
            Action::Industry(due) => self.industry.run(world, due),
        }
    }

    /// Teams look at what has come in, if anything has: not every event of a source of alerts is an alert.
    fn receive(&mut self, world: &mut World) -> Result<(), HandlerError> {
        if world.resource::<JustIn>().0.is_empty() { Ok(()) } else { self.response.receive.run(world, ()) }
    }

    /// The result takes effect, and then the analyst takes up the most urgent work that waits: also what the result
    /// has just brought, but never before what is more urgent.
    fn work_done(&mut self, world: &mut World, work: Entity, kind: WorkKind) -> Result<(), HandlerError> {
        let seat = response::seat_of(world, work);
        let handler = match kind {
            WorkKind::Triage => &mut self.response.triage_done,
            WorkKind::Analysis => &mut self.response.analysis_done,
            WorkKind::Reporting => &mut self.response.report_done,
            WorkKind::Containment => &mut self.response.containment_done,
            WorkKind::Eradication => &mut self.response.eradication_done,
            WorkKind::Recovery => &mut self.response.recovery_done,
            WorkKind::Review => &mut self.response.review_done,
            WorkKind::Patching | WorkKind::EmergencyPatching => &mut self.response.patching_done,
            WorkKind::Engineering => &mut self.response.engineering_done,
            WorkKind::Hardening => &mut self.response.hardening_done,
            WorkKind::Hunting => &mut self.response.hunt_done,
            WorkKind::Consultation => &mut self.response.consultation_done,
            WorkKind::Preparation => &mut self.sharing.preparation_done,
            WorkKind::Ingestion => &mut self.sharing.ingestion_done,
            WorkKind::FeedIntake => &mut self.industry.intake_done,
            WorkKind::Submission => &mut self.industry.submission_done,
        };
        handler.run(world, work)?;
        match seat {
            Some(seat) => self.response.vacate.run(world, seat),
            None => Ok(()),
        }
    }
}
