//! That the order is lawful, the clock never goes back and what was cancelled does not happen.

use proptest::prelude::*;

use super::*;
use crate::units::Span;

const END: SimTime = SimTime::from_micros(i64::MAX);

fn at(micros: i64) -> SimTime {
    SimTime::from_micros(micros)
}

fn key(number: u64) -> StableKey {
    StableKey::named("host").index(number)
}

fn drained<A>(agenda: &mut Agenda<A>) -> Vec<(SimTime, A)> {
    std::iter::from_fn(|| agenda.next(END)).collect()
}

#[test]
fn time_goes_before_rank_and_rank_before_key() {
    let mut agenda = Agenda::new();
    let (low, high) = if key(1) < key(2) { (key(1), key(2)) } else { (key(2), key(1)) };
    agenda.schedule(at(2), Rank(0), low, "later");
    agenda.schedule(at(1), Rank(1), low, "second rank");
    agenda.schedule(at(1), Rank(0), high, "higher key");
    agenda.schedule(at(1), Rank(0), low, "lower key");
    agenda.schedule(at(1), Rank(0), low, "lower key, scheduled after");
    let order: Vec<_> = drained(&mut agenda).into_iter().map(|(_, name)| name).collect();
    assert_eq!(order, ["lower key", "lower key, scheduled after", "higher key", "second rank", "later"]);
}

#[test]
fn what_is_planned_for_the_past_happens_now() {
    let mut agenda = Agenda::new();
    agenda.schedule(at(10), Rank(0), key(1), "first");
    assert_eq!(agenda.next(END), Some((at(10), "first")));
    agenda.schedule(at(3), Rank(0), key(1), "late");
    assert_eq!(agenda.next(END), Some((at(10), "late")));
}

#[test]
fn a_ticket_cancels_once_and_only_its_own_action() {
    let mut agenda = Agenda::new();
    let ticket = agenda.schedule(at(1), Rank(0), key(1), 'a');
    assert!(agenda.cancel(ticket));
    assert!(!agenda.cancel(ticket));
    let other = agenda.schedule(at(1), Rank(0), key(1), 'b');
    assert!(!agenda.cancel(ticket), "the slot is used again, the ticket is not");
    assert_eq!(agenda.next(END), Some((at(1), 'b')));
    assert!(!agenda.cancel(other), "it has happened");
    assert!(agenda.is_empty());
}

#[test]
fn beyond_the_end_nothing_is_handed_out_and_the_clock_stays() {
    let mut agenda = Agenda::new();
    let first = agenda.schedule(at(5), Rank(0), key(1), 'a');
    agenda.schedule(at(20), Rank(0), key(1), 'b');
    agenda.cancel(first);
    assert_eq!(agenda.next(at(19)), None);
    assert_eq!((agenda.now(), agenda.len()), (SimTime::STARTEX, 1));
    assert_eq!(agenda.next(at(20)), Some((at(20), 'b')));
}

#[test]
fn a_cleared_agenda_is_as_new_but_old_tickets_are_void() {
    let mut agenda = Agenda::new();
    let tickets: Vec<_> = (0..10).map(|n| agenda.schedule(at(n), Rank(0), key(0), n)).collect();
    agenda.next(END);
    agenda.start_at(at(-100));
    assert_eq!((agenda.now(), agenda.len()), (at(-100), 0));
    for n in 0..10 {
        agenda.schedule(at(-50), Rank(0), key(0), n);
    }
    assert!(!tickets.into_iter().any(|ticket| agenda.cancel(ticket)));
    assert_eq!(drained(&mut agenda), (0..10).map(|n| (at(-50), n)).collect::<Vec<_>>());
    agenda.clear();
    assert_eq!(agenda.now(), SimTime::STARTEX);
}

#[test]
fn timeouts_that_never_come_do_not_fill_the_memory() {
    let mut agenda = Agenda::new();
    for n in 0..100_000 {
        let ticket = agenda.schedule(at(1_000_000 + n), Rank(0), key(0), n);
        assert!(agenda.cancel(ticket));
    }
    assert!(agenda.heap.len() <= 65 && agenda.slots.len() == 1);
}

/// A plan: when (in few moments, so that ties abound), rank, whose, and whether it is cancelled afterwards.
fn plans() -> impl Strategy<Value = Vec<(i64, u8, u64, bool)>> {
    proptest::collection::vec((0..6_i64, 0..3_u8, 0..40_u64, any::<bool>()), 0..200)
}

proptest! {
    #[test]
    fn the_order_in_which_entities_plan_changes_nothing(mut plans in plans(), shift in 0..200_usize) {
        plans.sort_unstable();
        plans.dedup_by_key(|(time, rank, whose, _)| (*time, *rank, *whose));
        let order = |plans: &[(i64, u8, u64, bool)]| {
            let mut agenda = Agenda::new();
            let mut tickets = Vec::new();
            for plan in plans {
                tickets.push((agenda.schedule(at(plan.0), Rank(plan.1), key(plan.2), *plan), plan.3));
            }
            tickets.iter().filter(|(_, cancelled)| *cancelled).for_each(|(ticket, _)| {
                agenda.cancel(*ticket);
            });
            drained(&mut agenda)
        };
        let forward = order(&plans);
        plans.reverse();
        prop_assert_eq!(&order(&plans), &forward);
        let middle = shift % plans.len().max(1);
        plans.rotate_left(middle);
        prop_assert_eq!(&order(&plans), &forward);
    }

    #[test]
    fn it_hands_out_what_a_sorted_list_would(plans in plans()) {
        let mut agenda = Agenda::new();
        let mut list = Vec::new();
        for (n, (time, rank, whose, cancelled)) in plans.into_iter().enumerate() {
            let ticket = agenda.schedule(at(time), Rank(rank), key(whose), n);
            if cancelled { agenda.cancel(ticket); } else { list.push((at(time), rank, key(whose), n)); }
        }
        list.sort_unstable();
        prop_assert_eq!(agenda.len(), list.len());
        prop_assert_eq!(drained(&mut agenda), list.into_iter().map(|plan| (plan.0, plan.3)).collect::<Vec<_>>());
    }

    #[test]
    fn planning_cancelling_and_handing_out_in_any_order_is_as_with_a_sorted_list(
        steps in proptest::collection::vec((0..4_u8, 0..6_i64, 0..40_u64, 0..300_usize), 1..400),
    ) {
        let mut agenda = Agenda::new();
        let (mut list, mut tickets) = (Vec::new(), Vec::new());
        for (n, (what, time, whose, which)) in steps.into_iter().enumerate() {
            match what {
                0 | 1 => {
                    let time = at(agenda.now().as_micros() + time);
                    tickets.push((agenda.schedule(time, Rank(0), key(whose), n), n));
                    list.push((time, key(whose), n));
                }
                2 if !tickets.is_empty() => {
                    let (ticket, planned) = tickets.swap_remove(which % tickets.len());
                    let place = list.iter().position(|other| other.2 == planned);
                    prop_assert_eq!(agenda.cancel(ticket), place.is_some());
                    place.map(|place| list.remove(place));
                }
                _ => {
                    let first = list.iter().enumerate().min_by_key(|(_, plan)| **plan).map(|(place, _)| place);
                    let first = first.map(|place| list.remove(place));
                    prop_assert_eq!(agenda.next(END), first.map(|plan| (plan.0, plan.2)));
                }
            }
            prop_assert_eq!(agenda.len(), list.len());
        }
    }

    #[test]
    fn the_clock_never_goes_back(steps in proptest::collection::vec((-5..20_i64, any::<bool>()), 1..100)) {
        let mut agenda = Agenda::new();
        let mut latest = agenda.now();
        for (offset, advance) in steps {
            let now = agenda.now().as_micros();
            agenda.schedule(at(now + offset), Rank(0), key(0), ());
            if advance && let Some((time, ())) = agenda.next(END) {
                prop_assert!(time >= latest && agenda.now() == time);
                latest = time;
            }
        }
        prop_assert_eq!(agenda.now().since(latest), Span::ZERO);
    }
}
