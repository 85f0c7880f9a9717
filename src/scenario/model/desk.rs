//! Desks: who is there when, and in which order work is done.

use super::{DeskId, Name, Tactic, Technique};
use crate::units::{Distribution, Hours, Probability, SimTime, Span, WeekTime};

/// Analysts who take work from one queue.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Id and label.
    pub name: Name,
    /// Tier, from 1 on.
    pub tier: u32,
    /// Seats that are staffed round the clock.
    pub analysts: u32,
    /// Shifts beside them, sorted; there is one where nobody is there round the clock.
    pub roster: Vec<Shift>,
    /// What becomes of work in hand at the end of a shift.
    pub at_shift_end: ShiftEnd,
    /// How long after its beginning a shift takes up nothing.
    pub handover: Span,
    /// Which work goes first.
    pub order: Order,
    /// Whether work is put back for what is more urgent.
    pub preempts: bool,
    /// How much can wait.
    pub room: Option<u32>,
    /// How long hunts and reports wait.
    pub patience: Distribution,
    /// What goes on to another desk.
    pub escalation: Option<Escalation>,
    /// What its analysts are good at, or bad.
    pub skills: Vec<Skill>,
    /// How they tire.
    pub fatigue: Option<Fatigue>,
}

/// How analysts tire in the course of a shift.
#[derive(Clone, Copy, Debug)]
pub struct Fatigue {
    /// From so long after the beginning of the shift on.
    pub after: Span,
    /// Factor on the time that work takes then.
    pub factor: f64,
}

/// What analysts are good at, or bad.
#[derive(Clone, Debug)]
pub struct Skill {
    /// Techniques, sorted; all where there are none.
    pub techniques: Vec<Technique>,
    /// Tactics, sorted; all where there are none.
    pub tactics: Vec<Tactic>,
    /// Factor on the time that work takes.
    pub factor: f64,
}

impl Skill {
    /// Whether it tells on a step.
    pub fn fits(&self, technique: &Technique, tactic: Tactic) -> bool {
        (self.techniques.is_empty() || self.techniques.iter().any(|known| known.covers(technique)))
            && (self.tactics.is_empty() || self.tactics.contains(&tactic))
    }
}

/// Analysts who are there in some hours of the week.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shift {
    /// When.
    pub hours: Hours,
    /// How many.
    pub analysts: u32,
    /// When some are away, and how many, sorted.
    pub breaks: Vec<(Hours, u32)>,
}

/// What becomes of work in hand at the end of a shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShiftEnd {
    /// Whoever has begun it finishes it.
    Finishes,
    /// It is put back.
    HandsOver,
}

/// Which work goes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// By kind, then arrival.
    Urgency,
    /// By priority, then kind, then arrival.
    Priority,
    /// By arrival.
    Fifo,
}

/// How urgent something is, the least urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    /// When there is nothing else.
    Low,
    /// As most are.
    Medium,
    /// Before others.
    High,
}

/// What goes on to another desk.
#[derive(Clone, Debug)]
pub struct Escalation {
    /// Where to.
    pub to: DeskId,
    /// Chance that what was looked at has to be looked at there as well.
    pub chance: Probability,
    /// Analyst time there.
    pub work: Distribution,
    /// Work that has waited so long goes there.
    pub after: Distribution,
}

/// Who of a shift is there at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Presence {
    /// Analysts on duty.
    pub on_duty: u32,
    /// Of them, those who take up work: none while they are told how things stand.
    pub ready: u32,
    /// From this moment to the end of the shift; nothing where it is not on.
    pub stays: Span,
    /// From this moment to the next at which any of this may change.
    pub changes: Span,
}

impl Shift {
    /// Who is there at a moment.
    pub fn at(&self, handover: Span, startex: WeekTime, now: SimTime) -> Presence {
        let breaks = self.breaks.iter().map(|(hours, _)| hours);
        let turns = breaks.chain([&self.hours]).map(|hours| hours.until_turn(startex, now));
        let changes = turns.min().unwrap_or(Span::LONGEST);
        let Some(since) = self.hours.open_since(startex, now) else {
            return Presence { on_duty: 0, ready: 0, stays: Span::ZERO, changes };
        };
        let away: u32 =
            self.breaks.iter().filter(|(hours, _)| hours.is_open(startex, now)).map(|(_, away)| *away).sum();
        let on_duty = self.analysts.saturating_sub(away);
        let stays = self.hours.until_turn(startex, now);
        if since < handover {
            let told = Span::from_micros(handover.as_micros() - since.as_micros());
            return Presence { on_duty, ready: 0, stays, changes: changes.min(told) };
        }
        Presence { on_duty, ready: on_duty, stays, changes }
    }
}

impl Desk {
    /// The factor on the time of work that whoever is of a shift takes up now, where that has tired them.
    pub fn fatigue_of(&self, shift: usize, startex: WeekTime, now: SimTime) -> Option<f64> {
        let fatigue = self.fatigue?;
        let since = self.roster.get(shift)?.hours.open_since(startex, now)?;
        (since >= fatigue.after).then_some(fatigue.factor)
    }

    /// The most analysts that can be on duty at once.
    pub fn most(&self) -> u32 {
        self.roster.iter().map(|shift| shift.analysts).fold(self.analysts, u32::saturating_add)
    }
}
