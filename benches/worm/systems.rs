//! On the engine, with a bevy system a kind of event: run by a handler, or registered in the world.

use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemId;
use coalition::engine::{Agenda, Handler, Process, StableKey, run_until};
use coalition::units::SimTime;

use crate::dense::{Infection, Planned, spawn_hosts};
use crate::model::{Chances, Kind, Setting, Tally};

/// When, and to which host.
type Event = (SimTime, u32);
type Hosts<'w, 's> = Query<'w, 's, (&'static StableKey, &'static mut Infection, &'static mut Planned)>;

#[derive(Resource)]
struct Shared {
    chances: Chances,
    entities: Vec<Entity>,
    tally: Tally,
}

#[derive(Resource)]
struct Plan(Agenda<(Kind, u32)>);

fn infect(now: SimTime, host: u32, hosts: &mut Hosts, plan: &mut Plan, shared: &Shared) -> Result {
    let (key, mut infection, mut planned) = hosts.get_mut(shared.entities[host as usize])?;
    if infection.infected {
        return Ok(());
    }
    infection.infected = true;
    let count = infection.infections;
    infection.infections += 1;
    let mut later = |span, kind: Kind| Some(plan.0.schedule(now + span, kind.rank(), *key, (kind, host)));
    planned.contact = later(shared.chances.gap(*key, infection.contacts), Kind::Contact);
    planned.recovery = later(shared.chances.recovery(*key, count), Kind::Recovery);
    planned.detection = later(shared.chances.detection(*key, count), Kind::Detection);
    Ok(())
}

#[expect(clippy::unwrap_used, reason = "no host is ever despawned")]
fn contact(In((now, host)): In<Event>, mut hosts: Hosts, mut plan: ResMut<Plan>, mut shared: ResMut<Shared>) {
    shared.tally.note(now, Kind::Contact, host);
    let (key, mut infection, mut planned) = hosts.get_mut(shared.entities[host as usize]).unwrap();
    let target = shared.chances.target(*key, infection.contacts);
    infection.contacts += 1;
    let next = now + shared.chances.gap(*key, infection.contacts);
    planned.contact = Some(plan.0.schedule(next, Kind::Contact.rank(), *key, (Kind::Contact, host)));
    infect(now, target, &mut hosts, &mut plan, &shared).unwrap();
}

#[expect(clippy::unwrap_used, reason = "no host is ever despawned")]
fn heal(host: u32, mut hosts: Hosts, plan: &mut Plan, shared: &Shared) {
    let (_, mut infection, mut planned) = hosts.get_mut(shared.entities[host as usize]).unwrap();
    infection.infected = false;
    let Planned { contact, recovery, detection } = std::mem::take(&mut *planned);
    for ticket in [contact, recovery, detection].into_iter().flatten() {
        plan.0.cancel(ticket);
    }
}

fn recover(In((now, host)): In<Event>, hosts: Hosts, mut plan: ResMut<Plan>, mut shared: ResMut<Shared>) {
    shared.tally.note(now, Kind::Recovery, host);
    heal(host, hosts, &mut plan, &shared);
}

fn detect(In((now, host)): In<Event>, hosts: Hosts, mut plan: ResMut<Plan>, mut shared: ResMut<Shared>) {
    shared.tally.note(now, Kind::Detection, host);
    heal(host, hosts, &mut plan, &shared);
}

enum Caller {
    Held(Handler<Event>),
    Registered(SystemId<In<Event>>),
}

pub(crate) struct Worm {
    world: World,
    callers: [Caller; 3],
    end: SimTime,
}

impl Worm {
    fn prepare(setting: &Setting) -> World {
        let (mut world, entities) = spawn_hosts(setting);
        world.insert_resource(Plan(Agenda::new()));
        world.insert_resource(Shared { chances: Chances::new(setting), entities, tally: Tally::default() });
        let start =
            |In(first): In<Vec<u32>>, mut hosts: Hosts, mut plan: ResMut<Plan>, shared: Res<Shared>| {
                first
                    .into_iter()
                    .try_for_each(|host| infect(SimTime::STARTEX, host, &mut hosts, &mut plan, &shared))
            };
        let started = world.run_system_cached_with(start, setting.first_infected().collect());
        assert!(matches!(started, Ok(Ok(()))));
        world
    }

    pub(crate) fn with_handlers(setting: &Setting) -> Self {
        let mut world = Self::prepare(setting);
        let callers = [
            Caller::Held(Handler::new(&mut world, contact)),
            Caller::Held(Handler::new(&mut world, recover)),
            Caller::Held(Handler::new(&mut world, detect)),
        ];
        Self { world, callers, end: setting.end() }
    }

    pub(crate) fn registered(setting: &Setting) -> Self {
        let mut world = Self::prepare(setting);
        let callers = [
            Caller::Registered(world.register_system(contact)),
            Caller::Registered(world.register_system(recover)),
            Caller::Registered(world.register_system(detect)),
        ];
        Self { world, callers, end: setting.end() }
    }

    pub(crate) fn run(&mut self) -> Tally {
        let end = self.end;
        run_until(self, end);
        self.world.resource::<Shared>().tally
    }
}

impl Process for Worm {
    type Action = (Kind, u32);

    fn agenda(&mut self) -> &mut Agenda<(Kind, u32)> {
        &mut self.world.resource_mut::<Plan>().into_inner().0
    }

    #[expect(clippy::unwrap_used, reason = "the world has all that the systems ask for")]
    fn execute(&mut self, now: SimTime, (kind, host): (Kind, u32)) {
        match &mut self.callers[kind as usize] {
            Caller::Held(handler) => handler.run(&mut self.world, (now, host)).unwrap(),
            Caller::Registered(id) => self.world.run_system_with(*id, (now, host)).unwrap(),
        }
    }
}
