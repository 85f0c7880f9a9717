//! Bevy systems as handlers of events: run when their event comes, not by a schedule.

use bevy_ecs::system::{BoxedSystem, In, IntoSystem, RunSystemError};
use bevy_ecs::world::World;

/// A system that is run with an input `I`, again and again, and kept outside of the world.
///
/// `World::run_system_with` looks a system up, takes it out and puts it back at each call; a handler is held
/// by who runs it. `cargo bench --bench worm` prints what either costs a call. A handler is the comfortable
/// way for rare events; where millions happen, take components as dense slices once a run (the same bench
/// shows how, and what it gains).
///
/// Change detection (`Changed`, `Added`) compares with the handler's last run and is meant for systems that
/// run regularly: do not build on it here.
///
/// ```
/// use bevy_ecs::prelude::*;
/// use coalition::engine::Handler;
///
/// #[derive(Resource)]
/// struct Total(u64);
///
/// let mut world = World::new();
/// world.insert_resource(Total(1));
/// let mut add = Handler::new(&mut world, |In(more): In<u64>, mut total: ResMut<Total>| total.0 += more);
/// add.run(&mut world, 41)?;
/// assert_eq!(world.resource::<Total>().0, 42);
/// # Ok::<(), coalition::engine::HandlerError>(())
/// ```
pub struct Handler<I: 'static> {
    system: BoxedSystem<In<I>>,
    name: &'static str,
}

/// A handler that could not run: something that its system needs is not in the world.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the handler `{handler}` cannot run: {reason}")]
pub struct HandlerError {
    handler: &'static str,
    reason: String,
}

impl<I: 'static> Handler<I> {
    /// Makes `system` ready for this world.
    pub fn new<S: IntoSystem<In<I>, (), M>, M>(world: &mut World, system: S) -> Self {
        let mut system: BoxedSystem<In<I>> = Box::new(IntoSystem::into_system(system));
        system.initialize(world);
        Self { system, name: std::any::type_name::<S>() }
    }

    /// Runs the system, then what it deferred (commands).
    ///
    /// # Errors
    /// [`HandlerError`] where a parameter is missing in the world, such as a resource. A parameter that asks
    /// to skip the system when it finds nothing is no error.
    ///
    /// # Panics
    /// In a world other than the one that it was made for.
    #[inline]
    pub fn run(&mut self, world: &mut World, input: I) -> Result<(), HandlerError> {
        match self.system.run(input, world) {
            Ok(()) | Err(RunSystemError::Skipped(_)) => Ok(()),
            Err(RunSystemError::Failed(reason)) => Err(self.failure(&reason.to_string())),
        }
    }

    #[cold]
    fn failure(&self, reason: &str) -> HandlerError {
        // Bevy's message goes on about scheduled systems; its first line has the reason.
        HandlerError { handler: self.name, reason: reason.lines().next().unwrap_or_default().to_owned() }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use bevy_ecs::prelude::*;

    use super::*;

    #[derive(Resource, Default, PartialEq, Debug)]
    struct Log(Vec<u32>);

    #[derive(Component)]
    struct Mark;

    #[test]
    fn a_handler_keeps_its_local_state_from_call_to_call() {
        let mut world = World::new();
        world.init_resource::<Log>();
        let count = |In(step): In<u32>, mut sum: Local<u32>, mut log: ResMut<Log>| {
            *sum += step;
            log.0.push(*sum);
        };
        let mut handler = Handler::new(&mut world, count);
        for step in [1, 10, 100] {
            handler.run(&mut world, step).unwrap();
        }
        assert_eq!(world.resource::<Log>(), &Log(vec![1, 11, 111]));
    }

    #[test]
    fn what_a_handler_defers_is_done_when_it_returns() {
        let mut world = World::new();
        let mut handler = Handler::new(&mut world, |In(()): In<()>, mut commands: Commands| {
            commands.spawn(Mark);
        });
        handler.run(&mut world, ()).unwrap();
        assert_eq!(world.query::<&Mark>().iter(&world).count(), 1);
    }

    #[test]
    fn a_missing_resource_is_an_error_that_names_the_handler() {
        fn read_the_log(In(()): In<()>, _: Res<Log>) {}
        let mut world = World::new();
        let mut handler = Handler::new(&mut world, read_the_log);
        let error = handler.run(&mut world, ()).unwrap_err().to_string();
        assert!(error.contains("read_the_log` cannot run") && error.contains("Resource does not"), "{error}");
        assert!(!error.contains('\n'));
    }
}
