//! On the engine, with the components of the hosts taken as dense slices once a run: host number = table row.

use bevy_ecs::prelude::*;
use coalition::engine::{Agenda, Process, StableKey, Ticket, run_until};
use coalition::units::SimTime;

use crate::model::{Chances, Kind, Setting, Tally};

#[derive(Clone, Copy, Component, Default)]
pub(crate) struct Infection {
    pub(crate) infected: bool,
    pub(crate) contacts: u32,
    pub(crate) infections: u32,
}

/// What is planned for an infected host.
#[derive(Clone, Copy, Component, Default)]
pub(crate) struct Planned {
    pub(crate) contact: Option<Ticket>,
    pub(crate) recovery: Option<Ticket>,
    pub(crate) detection: Option<Ticket>,
}

pub(crate) fn spawn_hosts(setting: &Setting) -> (World, Vec<Entity>) {
    let mut world = World::new();
    let hosts: Vec<_> = setting.keys().map(|key| (key, Infection::default(), Planned::default())).collect();
    let entities = world.spawn_batch(hosts).collect();
    (world, entities)
}

pub(crate) struct Worm {
    world: World,
    agenda: Agenda<(Kind, u32)>,
    chances: Chances,
    end: SimTime,
    first: Vec<u32>,
}

struct Running<'w> {
    agenda: &'w mut Agenda<(Kind, u32)>,
    chances: Chances,
    keys: &'w [StableKey],
    infections: &'w mut [Infection],
    planned: &'w mut [Planned],
    tally: Tally,
}

impl Worm {
    pub(crate) fn new(setting: &Setting) -> Self {
        Self {
            world: spawn_hosts(setting).0,
            agenda: Agenda::new(),
            chances: Chances::new(setting),
            end: setting.end(),
            first: setting.first_infected().collect(),
        }
    }

    #[expect(clippy::unwrap_used, reason = "all hosts are in one table")]
    pub(crate) fn run(&mut self) -> Tally {
        let mut query = self.world.query::<(&StableKey, &mut Infection, &mut Planned)>();
        let (keys, mut infections, mut planned) =
            query.contiguous_iter_mut(&mut self.world).unwrap().next().unwrap();
        let mut running = Running {
            agenda: &mut self.agenda,
            chances: self.chances.clone(),
            keys,
            infections: &mut infections,
            planned: &mut planned,
            tally: Tally::default(),
        };
        for host in self.first.drain(..) {
            running.infect(SimTime::STARTEX, host);
        }
        run_until(&mut running, self.end);
        running.tally
    }
}

impl Running<'_> {
    fn plan(&mut self, at: SimTime, kind: Kind, host: u32) -> Option<Ticket> {
        Some(self.agenda.schedule(at, kind.rank(), self.keys[host as usize], (kind, host)))
    }

    fn contact_later(&mut self, now: SimTime, host: u32) {
        let index = host as usize;
        let gap = self.chances.gap(self.keys[index], self.infections[index].contacts);
        self.planned[index].contact = self.plan(now + gap, Kind::Contact, host);
    }

    fn infect(&mut self, now: SimTime, host: u32) {
        let index = host as usize;
        let infection = &mut self.infections[index];
        if infection.infected {
            return;
        }
        infection.infected = true;
        let (key, count) = (self.keys[index], infection.infections);
        infection.infections += 1;
        self.contact_later(now, host);
        let recovery = now + self.chances.recovery(key, count);
        self.planned[index].recovery = self.plan(recovery, Kind::Recovery, host);
        let detection = now + self.chances.detection(key, count);
        self.planned[index].detection = self.plan(detection, Kind::Detection, host);
    }
}

impl Process for Running<'_> {
    type Action = (Kind, u32);

    fn agenda(&mut self) -> &mut Agenda<(Kind, u32)> {
        self.agenda
    }

    fn execute(&mut self, now: SimTime, (kind, host): (Kind, u32)) {
        self.tally.note(now, kind, host);
        let index = host as usize;
        if let Kind::Contact = kind {
            let infection = &mut self.infections[index];
            let target = self.chances.target(self.keys[index], infection.contacts);
            infection.contacts += 1;
            self.contact_later(now, host);
            self.infect(now, target);
        } else {
            self.infections[index].infected = false;
            let Planned { contact, recovery, detection } = std::mem::take(&mut self.planned[index]);
            for ticket in [contact, recovery, detection].into_iter().flatten() {
                self.agenda.cancel(ticket);
            }
        }
    }
}
