//! Plain arrays with the engine's agenda: what the engine costs beside its queue shows against this.

use coalition::engine::{Agenda, StableKey, Ticket};
use coalition::units::SimTime;

use crate::model::{Chances, Kind, Setting, Tally};

/// What is planned for an infected host: contact, recovery, detection.
type Planned = [Option<Ticket>; 3];

pub(crate) struct Worm {
    chances: Chances,
    end: SimTime,
    first: Vec<u32>,
    agenda: Agenda<(Kind, u32)>,
    keys: Vec<StableKey>,
    infected: Vec<bool>,
    contacts: Vec<u32>,
    infections: Vec<u32>,
    planned: Vec<Planned>,
}

impl Worm {
    pub(crate) fn new(setting: &Setting) -> Self {
        let count = setting.hosts as usize;
        Self {
            chances: Chances::new(setting),
            end: setting.end(),
            first: setting.first_infected().collect(),
            agenda: Agenda::new(),
            keys: setting.keys().collect(),
            infected: vec![false; count],
            contacts: vec![0; count],
            infections: vec![0; count],
            planned: vec![[None; 3]; count],
        }
    }

    fn plan(&mut self, at: SimTime, kind: Kind, host: u32) {
        let ticket = self.agenda.schedule(at, kind.rank(), self.keys[host as usize], (kind, host));
        self.planned[host as usize][kind as usize] = Some(ticket);
    }

    fn contact_later(&mut self, now: SimTime, host: u32) {
        let gap = self.chances.gap(self.keys[host as usize], self.contacts[host as usize]);
        self.plan(now + gap, Kind::Contact, host);
    }

    fn infect(&mut self, now: SimTime, host: u32) {
        let index = host as usize;
        if self.infected[index] {
            return;
        }
        self.infected[index] = true;
        let (key, count) = (self.keys[index], self.infections[index]);
        self.infections[index] += 1;
        self.contact_later(now, host);
        self.plan(now + self.chances.recovery(key, count), Kind::Recovery, host);
        self.plan(now + self.chances.detection(key, count), Kind::Detection, host);
    }

    pub(crate) fn run(&mut self) -> Tally {
        let mut tally = Tally::default();
        for host in std::mem::take(&mut self.first) {
            self.infect(SimTime::STARTEX, host);
        }
        while let Some((now, (kind, host))) = self.agenda.next(self.end) {
            tally.note(now, kind, host);
            let index = host as usize;
            if let Kind::Contact = kind {
                let target = self.chances.target(self.keys[index], self.contacts[index]);
                self.contacts[index] += 1;
                self.contact_later(now, host);
                self.infect(now, target);
            } else {
                self.infected[index] = false;
                for ticket in std::mem::take(&mut self.planned[index]).into_iter().flatten() {
                    self.agenda.cancel(ticket);
                }
            }
        }
        tally
    }
}
