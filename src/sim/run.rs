//! One run: an arm of a replicate, from before STARTEX to ENDEX.

#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex, PoisonError};

use bevy_ecs::entity::Entity;
use bevy_ecs::entity_disabling::DefaultQueryFilters;
use bevy_ecs::resource::IsResource;
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

/// Plays runs of one scenario, on as many threads as want to.
pub struct Simulator {
    scenario: Arc<Scenario>,
    keys: Arc<Keys>,
    /// Stages that stand empty: making the systems ready costs more than many a run, so a stage is used again.
    stages: Mutex<Vec<Stage>>,
}

impl Simulator {
    /// A simulator of this scenario.
    pub fn new(scenario: Arc<Scenario>) -> Self {
        let keys = Arc::new(Keys::of(&scenario));
        Self { scenario, keys, stages: Mutex::default() }
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
        let empty = self.stages.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut stage = empty.unwrap_or_else(Stage::new);
        stage.set(setting)?;
        let endex = SimTime::STARTEX + self.scenario.exercise.duration;
        let events = run_until(&mut stage, endex);
        if let Some(failure) = stage.failure {
            return Err(failure.into());
        }
        let facts = stage.clear();
        self.stages.lock().unwrap_or_else(PoisonError::into_inner).push(stage);
        Ok(Outcome { facts, events, draws: asked.sum() })
    }
}

/// A world with its handlers, as a process that the engine drives: set, played and cleared again and again.
struct Stage {
    world: World,
    dispatch: Dispatch,
    open: Handler<()>,
    recall: Handler<()>,
    /// The agenda of the last run, for its memory.
    agenda: Agenda<Planned>,
    /// The most facts that a run has had: so many the next may have.
    facts: usize,
    failure: Option<HandlerError>,
}

impl Stage {
    /// An empty stage.
    fn new() -> Self {
        let mut world = World::new();
        Self {
            open: Handler::new(&mut world, opening::open),
            recall: Handler::new(&mut world, response::recall),
            dispatch: Dispatch::new(&mut world),
            agenda: Agenda::new(),
            facts: 0,
            failure: None,
            world,
        }
    }

    /// Readies an empty stage for a run.
    fn set(&mut self, setting: Setting) -> Result<(), HandlerError> {
        let world = &mut self.world;
        let mut agenda = std::mem::take(&mut self.agenda);
        agenda.start_at(SimTime::STARTEX - opening::before_startex(&setting.scenario));
        world.insert_resource(agenda);
        world.insert_resource(Chronicle::with_room_for(self.facts));
        ground::spawn(world, &setting);
        mission::spawn(world, &setting);
        response::spawn(world, &setting);
        sharing::spawn(world, &setting);
        industry::spawn(world);
        self.dispatch.set(&setting);
        world.insert_resource(setting);
        self.open.run(world, ())?;
        self.recall.run(world, ())
    }

    /// Takes the facts of a run and leaves the stage empty: nothing of a run is left to the next but memory, which the
    /// test of equal facts on a used stage holds to.
    fn clear(&mut self) -> Facts {
        let world = &mut self.world;
        let facts = world.remove_resource::<Chronicle>().unwrap_or_default().facts;
        self.facts = facts.all().len().max(self.facts);
        self.agenda = world.remove_resource::<Agenda<Planned>>().unwrap_or_default();
        // Resources are entities, which the world finds by a list: they leave it before all entities go at once.
        let resources: Vec<Entity> = world.resource_entities().iter().map(|(_, entity)| entity).collect();
        for entity in resources {
            world.entity_mut(entity).remove::<IsResource>();
        }
        world.clear_entities();
        // The world notes every component that goes, for systems that ask. None does, and the notes of a run would stay
        // for good: there are two lists of them, which change places each time.
        world.clear_trackers();
        world.clear_trackers();
        world.init_resource::<DefaultQueryFilters>();
        facts
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
