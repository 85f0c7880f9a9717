//! Desks, as written: who is there when, and in which order work is done.

use super::Tactic;
use super::response::log_normal;
use crate::scenario::decode::{Count, Id, List, Reference, Spanned, Text, written};
use crate::units::{Distribution, Hours, Probability, Span};

written! {
    /// Analysts who take work from one queue.
    pub struct Desk {
        /// Stable id, unique in its team.
        pub id: Spanned<Id>,
        /// Name for people.
        pub label: Option<Text>,
        /// Tier, from 1 (first look at alerts) on: work is handed on to the same tier or a higher one.
        pub tier: Count = Count::ONE,
        /// Seats that are staffed round the clock (analysts). It may be left out where there is a roster; where both are
        /// written, these are there beside the roster's.
        pub analysts: Option<Count>,
        /// Shifts: who is there in which hours of the week. At any moment the seats of all shifts on duty count together.
        /// While nobody is there, work waits.
        pub roster: List<Shift> = List::default(),
        /// What becomes of work in hand when the shift of whoever does it ends.
        pub at_shift_end: ShiftEnd = ShiftEnd::Finishes, "[J]",
        /// For so long after a shift has begun, its analysts take up nothing: they are told how things stand. Hours that
        /// follow each other without a gap are one shift.
        pub handover: Span = Span::ZERO,
        /// In which order work that waits is taken up.
        pub order: Order = Order::Urgency,
        /// Whether work is put back for what is more urgent: whoever does the least urgent work at the desk leaves it, and it
        /// goes on later from where it was left. Otherwise what was begun is finished.
        pub preempts: Spanned<bool> = Spanned::unplaced(false),
        /// How much can wait (pieces of work); no limit where it is left out. An alert, a hunt or a report to be taken in that
        /// finds nobody free and the queue full is lost. All other work always finds room.
        pub room: Option<u32>,
        /// How long hunts and reports to be taken in wait before they are given up. How long alerts wait is a matter of
        /// `triage`.
        pub patience: Distribution = Distribution::Never,
        /// What goes on to another desk.
        pub escalates: Option<Escalation>,
        /// What its analysts are good at, or bad: it tells on work on alerts and incidents that an attack is behind, once that
        /// has done something of the kind. Where several fit, the least factor counts.
        pub skills: List<Skill> = List::default(),
        /// How analysts tire in the course of a shift; they do not where it is left out. Seats that are staffed round the clock
        /// never tire: somebody relieves them.
        pub fatigue: Option<Fatigue> = None,
    }
}

written! {
    /// How analysts tire: what they take up late in their shift takes longer.
    pub struct Fatigue {
        /// From so long after the beginning of the shift on, breaks included.
        pub after: Spanned<Span> = Spanned::unplaced(Span::from_micros(8 * Span::HOUR.as_micros())), "[J]",
        /// Factor on the time that work takes then; from 1 to 10.
        pub factor: Spanned<f64> = Spanned::unplaced(1.25), "[J]",
    }
}

written! {
    /// What analysts are good at, or bad.
    pub struct Skill {
        /// ATT&CK techniques; all where none is named. `T1566` covers `T1566.001`.
        pub techniques: List<Spanned<Text>> = List::default(),
        /// ATT&CK tactics; all where none is named. Where techniques are named too, a step must fit both.
        pub tactics: List<Tactic> = List::default(),
        /// Factor on the time that work takes, from 0.01 to 100: below 1 for what they are good at.
        pub factor: Spanned<f64> = Spanned::unplaced(0.7), "[J]",
    }
}

written! {
    /// Analysts who are at a desk in some hours of the week.
    pub struct Shift {
        /// The hours, such as "Mon-Fri 08:00-17:00 +01:00".
        pub hours: Spanned<Hours>,
        /// How many are there (analysts).
        pub analysts: Count,
        /// When fewer are there: whoever is due for a break takes it when the work in hand is done.
        pub breaks: List<Break> = List::default(),
    }
}

written! {
    /// Hours of a shift in which some of it are away.
    pub struct Break {
        /// The hours, such as "12:00-13:00 +01:00".
        pub hours: Spanned<Hours>,
        /// How many are away (analysts).
        pub away: Count = Count::ONE,
    }
}

written! {
    /// What becomes of work in hand at the end of a shift.
    pub enum ShiftEnd {
        /// Whoever has begun it finishes it, in overtime.
        Finishes,
        /// It is put back, and whoever is free takes it up from where it was left.
        HandsOver,
    }
}

written! {
    /// The order in which work that waits is taken up.
    pub enum Order {
        /// By the kind of work: containment, analysis, emergency patching, hunts, triage, taking reports in, preparing reports,
        /// hardening, eradication, recovery, patching. Equals in order of arrival.
        Urgency,
        /// By its priority: alerts as their sensor or source says, containment and analysis high, eradication, recovery and
        /// patching low, all other work medium. Then by kind, then in order of arrival.
        Priority,
        /// In order of arrival.
        Fifo,
    }
}

written! {
    /// How urgent an alert is, as a desk that goes by priority sees it.
    pub enum Priority {
        /// When there is nothing else.
        Low,
        /// As most are.
        Medium,
        /// Before others.
        High,
    }
}

written! {
    /// What goes on from a desk to another one of the same team.
    pub struct Escalation {
        /// The desk that it goes to.
        pub to: Reference,
        /// Chance that an alert or a suspicion, once looked at, has to be looked at there as well: only then it is done.
        pub chance: Probability = Probability::literal(0.3), "[S] 30 % of alerts are escalated",
        /// Analyst time there for one that was handed on.
        pub work: Distribution = log_normal(24, 1.0), "[S] mean 40 min; shape [J]",
        /// Work of any kind that has waited so long goes there unbegun.
        pub after: Distribution = Distribution::Never,
    }
}
