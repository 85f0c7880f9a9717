//! Many queues: stations with one server each; who was served at one goes on to a random other (a closed network after
//! Jackson, two customers a station).

use std::num::NonZeroU64;

use bevy_ecs::prelude::*;
use coalition::engine::{Agenda, Luck, Process, Purpose, Rank, StableKey, run_until};
use coalition::units::{Distribution, SimTime, Span};

use crate::common::Tally;
use crate::hold::Queue;

const WHERE: Purpose = Purpose::new("where");
const SERVICE: Purpose = Purpose::new("service");

#[derive(Clone)]
struct Chances {
    luck: Luck,
    service: Distribution,
    count: NonZeroU64,
}

impl Chances {
    fn new(count: u32) -> Self {
        Self {
            luck: Luck::new(1, 0),
            service: Distribution::Exponential { mean: Span::HOUR },
            count: NonZeroU64::MIN.saturating_add(u64::from(count) - 1),
        }
    }

    #[inline]
    fn service(&self, key: StableKey, served: u32) -> Span {
        self.luck.draw(key, SERVICE, u64::from(served)).span(&self.service).unwrap_or(Span::LONGEST)
    }

    #[inline]
    fn next(&self, key: StableKey, served: u32) -> u32 {
        self.luck.draw(key, WHERE, u64::from(served)).below(self.count) as u32
    }
}

fn keys(count: u32) -> impl Iterator<Item = StableKey> {
    (0..count).map(|place| StableKey::named("station").index(u64::from(place)))
}

/// Who is there, the one at the server included, and how many were served.
#[derive(Clone, Copy, Component, Default)]
struct Station {
    there: u32,
    served: u32,
}

/// Plain arrays, with a queue of this kind.
pub(crate) struct Plain<Q> {
    keys: Vec<StableKey>,
    stations: Vec<Station>,
    chances: Chances,
    queue: Q,
    end: SimTime,
}

impl<Q: Queue> Plain<Q> {
    pub(crate) fn new(count: u32, end: SimTime) -> Self {
        let keys: Vec<StableKey> = keys(count).collect();
        let (chances, mut queue) = (Chances::new(count), Q::default());
        for (key, place) in keys.iter().zip(0..) {
            queue.push(SimTime::STARTEX + chances.service(*key, 0), *key, place);
        }
        let stations = vec![Station { there: 2, served: 0 }; keys.len()];
        Self { keys, stations, chances, queue, end }
    }

    pub(crate) fn run(&mut self) -> Tally {
        let mut tally = Tally::default();
        while let Some((now, place)) = self.queue.next(self.end) {
            tally.note(now, place);
            let (key, station) = (self.keys[place as usize], &mut self.stations[place as usize]);
            station.served += 1;
            station.there -= 1;
            let to = self.chances.next(key, station.served);
            if station.there > 0 {
                let service = self.chances.service(key, station.served);
                self.queue.push(now + service, key, place);
            }
            let (key, station) = (self.keys[to as usize], &mut self.stations[to as usize]);
            station.there += 1;
            if station.there == 1 {
                let service = self.chances.service(key, station.served);
                self.queue.push(now + service, key, to);
            }
        }
        tally
    }
}

/// On the engine, components as dense slices.
pub(crate) struct Engine {
    world: World,
    chances: Chances,
    agenda: Agenda<u32>,
    end: SimTime,
}

impl Engine {
    pub(crate) fn new(count: u32, end: SimTime) -> Self {
        let mut world = World::new();
        let stations: Vec<_> = keys(count).map(|key| (key, Station { there: 2, served: 0 })).collect();
        world.spawn_batch(stations);
        let (chances, mut agenda) = (Chances::new(count), Agenda::new());
        for (key, place) in keys(count).zip(0..) {
            agenda.schedule(SimTime::STARTEX + chances.service(key, 0), Rank(0), key, place);
        }
        Self { world, chances, agenda, end }
    }

    #[expect(clippy::unwrap_used, reason = "all stations are in one table")]
    pub(crate) fn run(&mut self) -> Tally {
        let mut query = self.world.query::<(&StableKey, &mut Station)>();
        let (keys, mut stations) = query.contiguous_iter_mut(&mut self.world).unwrap().next().unwrap();
        let (chances, agenda) = (&self.chances, &mut self.agenda);
        let mut running = Running { keys, stations: &mut stations, chances, agenda, tally: Tally::default() };
        run_until(&mut running, self.end);
        running.tally
    }
}

struct Running<'w> {
    keys: &'w [StableKey],
    stations: &'w mut [Station],
    chances: &'w Chances,
    agenda: &'w mut Agenda<u32>,
    tally: Tally,
}

impl Running<'_> {
    #[inline]
    fn serve(&mut self, now: SimTime, place: u32) {
        let (key, served) = (self.keys[place as usize], self.stations[place as usize].served);
        self.agenda.schedule(now + self.chances.service(key, served), Rank(0), key, place);
    }
}

impl Process for Running<'_> {
    type Action = u32;

    fn agenda(&mut self) -> &mut Agenda<u32> {
        self.agenda
    }

    #[inline]
    fn execute(&mut self, now: SimTime, place: u32) {
        self.tally.note(now, place);
        let station = &mut self.stations[place as usize];
        station.served += 1;
        station.there -= 1;
        let (waits, served) = (station.there > 0, station.served);
        let to = self.chances.next(self.keys[place as usize], served);
        if waits {
            self.serve(now, place);
        }
        let station = &mut self.stations[to as usize];
        station.there += 1;
        if station.there == 1 {
            self.serve(now, to);
        }
    }
}
