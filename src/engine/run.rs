//! The loop that takes what comes next from the agenda and lets it happen.

use super::agenda::Agenda;
use crate::units::SimTime;

/// Something that happens in steps, each planned on an agenda.
pub trait Process {
    /// What can be planned.
    type Action;

    /// What is planned.
    fn agenda(&mut self) -> &mut Agenda<Self::Action>;

    /// Lets `action` happen at `now`; it may plan and cancel others.
    fn execute(&mut self, now: SimTime, action: Self::Action);
}

/// Lets everything happen that is planned for up to and including `end`, and says how many actions that were.
///
/// What is planned for later stays on the agenda, so a run can be continued. The clock stays at the last
/// action. A process that keeps planning for the present moment never ends.
pub fn run_until<P: Process>(process: &mut P, end: SimTime) -> u64 {
    let mut executed = 0;
    while let Some((now, action)) = process.agenda().next(end) {
        process.execute(now, action);
        executed += 1;
    }
    executed
}

#[cfg(test)]
mod tests {
    use super::super::{Rank, StableKey};
    use super::*;
    use crate::units::Span;

    struct Countdown {
        agenda: Agenda<u32>,
        seen: Vec<(SimTime, u32)>,
    }

    impl Process for Countdown {
        type Action = u32;

        fn agenda(&mut self) -> &mut Agenda<u32> {
            &mut self.agenda
        }

        fn execute(&mut self, now: SimTime, count: u32) {
            self.seen.push((now, count));
            if count > 0 {
                self.agenda.schedule(now + Span::HOUR, Rank(0), StableKey::named("countdown"), count - 1);
            }
        }
    }

    fn countdown(from: u32) -> Countdown {
        let mut agenda = Agenda::new();
        agenda.schedule(SimTime::STARTEX, Rank(0), StableKey::named("countdown"), from);
        Countdown { agenda, seen: Vec::new() }
    }

    #[test]
    fn what_lies_on_the_horizon_happens_and_what_lies_beyond_waits() {
        let mut process = countdown(10);
        assert_eq!(run_until(&mut process, SimTime::STARTEX + Span::HOUR + Span::HOUR), 3);
        assert_eq!(process.agenda.len(), 1);
        assert_eq!(process.agenda.now(), SimTime::STARTEX + Span::HOUR + Span::HOUR);
    }

    #[test]
    fn a_run_in_two_parts_is_the_run_in_one() {
        let (mut whole, mut parts) = (countdown(10), countdown(10));
        let end = SimTime::STARTEX + Span::DAY;
        let middle = SimTime::STARTEX + Span::from_secs_f64(5.5 * 3_600.0);
        let executed = run_until(&mut parts, middle) + run_until(&mut parts, end);
        assert_eq!(run_until(&mut whole, end), executed);
        assert_eq!(whole.seen, parts.seen);
    }
}
