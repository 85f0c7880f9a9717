//! What every handler holds in its hand: the clock, the agenda, the luck, and the book of facts.

use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;

use super::action::Action;
use super::fact::{FactId, Facts, What};
use super::setting::Setting;
use crate::engine::{Agenda, Draw, Purpose, Rank, StableKey, Ticket, question};
use crate::scenario::model::{Arrangement, Scenario};
use crate::units::{Distribution, Probability, SimTime, Span};

/// Something that will happen, and the fact that brought it about.
#[derive(Clone, Debug)]
pub(crate) struct Planned {
    pub(crate) cause: Option<FactId>,
    pub(crate) action: Action,
}

/// The book of a run: its facts, the running numbers of what arises, and the fact that the event being handled goes
/// back to. One resource, because every handler writes all three.
#[derive(Clone, Debug, Default, Resource)]
pub(crate) struct Chronicle {
    pub(crate) facts: Facts,
    pub(crate) cause: Option<FactId>,
    numbers: Numbers,
}

impl Chronicle {
    /// An empty book, with room for so many facts before it has to grow.
    pub(crate) fn with_room_for(facts: usize) -> Self {
        Self { facts: Facts::with_room_for(facts), ..Self::default() }
    }
}

/// Running numbers of what arises in a run.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Numbers {
    alerts: u32,
    incidents: u32,
    works: u32,
    reports: u32,
    items: u32,
}

macro_rules! counters {
    ($($method:ident -> $id:ident from $field:ident;)*) => {
        impl Numbers {
            $(pub(crate) fn $method(&mut self) -> super::fact::$id {
                let id = super::fact::$id(self.$field);
                self.$field += 1;
                id
            })*
        }
    };
}

counters! {
    alert -> AlertId from alerts;
    incident -> IncidentId from incidents;
    work -> WorkId from works;
    report -> ReportId from reports;
    item -> ItemId from items;
}

/// In what order things happen that happen at the same instant: first the world settles (defences come into
/// force, the adversary acts), then sensors and people.
pub(crate) mod rank {
    use crate::engine::Rank;

    /// Controls come into force or go.
    pub(crate) const CONTROL: Rank = Rank(0);
    /// The adversary acts.
    pub(crate) const ATTACK: Rank = Rank(1);
    /// Alerts and reports arrive.
    pub(crate) const ARRIVAL: Rank = Rank(2);
    /// Work is finished.
    pub(crate) const WORK: Rank = Rank(3);
    /// Patience runs out.
    pub(crate) const EXPIRY: Rank = Rank(4);
}

/// Clock, agenda, luck and facts.
#[derive(SystemParam)]
pub(crate) struct Script<'w> {
    agenda: ResMut<'w, Agenda<Planned>>,
    chronicle: ResMut<'w, Chronicle>,
    setting: Res<'w, Setting>,
}

impl<'w> Script<'w> {
    pub(crate) fn now(&self) -> SimTime {
        self.agenda.now()
    }

    /// What stays the same during a run. It is not borrowed from the script, so that nobody needs a counted reference to
    /// it while he writes facts: threads that play the same scenario would wait for each other at its count.
    pub(crate) fn setting(&self) -> &'w Setting {
        Res::clone(&self.setting).into_inner()
    }

    pub(crate) fn scenario(&self) -> &'w Scenario {
        &self.setting().scenario
    }

    pub(crate) fn arrangement(&self) -> &'w Arrangement {
        &self.setting().arrangement
    }

    pub(crate) fn numbers(&mut self) -> &mut Numbers {
        &mut self.chronicle.numbers
    }

    pub(crate) fn draw(&self, key: StableKey, purpose: Purpose, ordinal: u64) -> Draw {
        self.setting.asked.add(question(key, purpose, ordinal));
        self.setting.luck.draw(key, purpose, ordinal)
    }

    pub(crate) fn chance(&self, p: Probability, key: StableKey, purpose: Purpose, ordinal: u64) -> bool {
        self.draw(key, purpose, ordinal).chance(p)
    }

    pub(crate) fn span(
        &self,
        distribution: &Distribution,
        key: StableKey,
        purpose: Purpose,
        ordinal: u64,
    ) -> Option<Span> {
        match distribution {
            Distribution::Constant(span) => Some(*span),
            other => self.draw(key, purpose, ordinal).span(other),
        }
    }

    /// Records a fact caused by what is being handled.
    pub(crate) fn record(&mut self, what: What) -> FactId {
        let cause = self.chronicle.cause;
        self.record_because(cause, what)
    }

    /// Records a fact with a cause of its own.
    pub(crate) fn record_because(&mut self, cause: Option<FactId>, what: What) -> FactId {
        let now = self.now();
        self.chronicle.facts.record(now, cause, what)
    }

    /// The fact that the event being handled goes back to.
    pub(crate) fn cause(&self) -> Option<FactId> {
        self.chronicle.cause
    }

    /// What is recorded and planned from here on in this handler goes back to this fact.
    pub(crate) fn go_on_from(&mut self, fact: FactId) {
        self.chronicle.cause = Some(fact);
    }

    /// Plans an action `after` this long; `None` is never.
    pub(crate) fn plan(
        &mut self,
        after: Option<Span>,
        rank: Rank,
        key: StableKey,
        cause: Option<FactId>,
        action: Action,
    ) -> Option<Ticket> {
        let at = self.now() + after?;
        Some(self.agenda.schedule(at, rank, key, Planned { cause, action }))
    }

    /// Takes back a planned action.
    pub(crate) fn cancel(&mut self, ticket: Ticket) {
        self.agenda.cancel(ticket);
    }
}
