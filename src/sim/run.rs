//! One run: an arm of a replicate, from before STARTEX to ENDEX.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use bevy_ecs::world::World;

use super::dispatch::Dispatch;
use super::fact::Facts;
use super::script::{Chronicle, Planned};
use super::setting::{Asked, Keys, Setting};
use super::{ground, industry, mission, opening, response, sharing};
use crate::engine::{Agenda, Handler, HandlerError, Luck, Process, run_until};
use crate::scenario::model::{Arrangement, Scenario};
use crate::units::SimTime;

/// What one run came to.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Everything that happened, in order.
    pub facts: Facts,
    /// How many events were executed.
    pub events: u64,
    /// The sum of all random questions that were asked, each as a number: equal where the same luck was needed, whatever the
    /// order.
    pub draws: u64,
}

/// An error within the simulator itself: never the scenario's fault.
#[derive(Debug, thiserror::Error)]
#[error("internal error of the simulator: {0}")]
pub struct SimulationError(#[from] HandlerError);

/// Plays runs of one scenario, one after the other; each thread has one of its own.
pub struct Simulator {
    scenario: Arc<Scenario>,
    keys: Arc<Keys>,
}

impl Simulator {
    /// A simulator of this scenario.
    pub fn new(scenario: Arc<Scenario>) -> Self {
        let keys = Arc::new(Keys::of(&scenario));
        Self { scenario, keys }
    }

    /// Plays one arm of one replicate. Equal arguments give equal facts, whatever was played before.
    ///
    /// # Errors
    /// [`SimulationError`] where the program contradicts itself.
    pub fn run(
        &self,
        seed: u64,
        replicate: u64,
        arrangement: Arc<Arrangement>,
    ) -> Result<Outcome, SimulationError> {
        let luck = Luck::new(seed, replicate);
        let asked = Asked::default();
        let setting = Setting {
            scenario: self.scenario.clone(),
            keys: self.keys.clone(),
            arrangement,
            luck,
            asked: asked.clone(),
        };
        let mut stage = Stage::set(setting)?;
        let endex = SimTime::STARTEX + self.scenario.exercise.duration;
        let events = run_until(&mut stage, endex);
        if let Some(failure) = stage.failure {
            return Err(failure.into());
        }
        let facts = stage.world.remove_resource::<Chronicle>().unwrap_or_default().facts;
        Ok(Outcome { facts, events, draws: asked.sum() })
    }
}

/// A world with its handlers, as a process that the engine drives.
struct Stage {
    world: World,
    dispatch: Dispatch,
    failure: Option<HandlerError>,
}

impl Stage {
    fn set(setting: Setting) -> Result<Self, HandlerError> {
        let mut world = World::new();
        let mut agenda = Agenda::<Planned>::new();
        agenda.start_at(SimTime::STARTEX - opening::before_startex(&setting.scenario));
        world.insert_resource(agenda);
        world.insert_resource(Chronicle::default());
        ground::spawn(&mut world, &setting);
        mission::spawn(&mut world, &setting);
        response::spawn(&mut world, &setting);
        sharing::spawn(&mut world, &setting);
        industry::spawn(&mut world);
        world.insert_resource(setting);
        Handler::new(&mut world, opening::open).run(&mut world, ())?;
        Handler::new(&mut world, response::recall).run(&mut world, ())?;
        let dispatch = Dispatch::new(&mut world);
        Ok(Self { world, dispatch, failure: None })
    }
}

impl Process for Stage {
    type Action = Planned;

    fn agenda(&mut self) -> &mut Agenda<Planned> {
        self.world.resource_mut::<Agenda<Planned>>().into_inner()
    }

    fn execute(&mut self, _now: SimTime, planned: Planned) {
        if self.failure.is_some() {
            return;
        }
        self.world.resource_mut::<Chronicle>().cause = planned.cause;
        if let Err(failure) = self.dispatch.handle(&mut self.world, planned.action) {
            self.failure = Some(failure);
        }
    }
}
